//! Small valid files of every kind, made in code.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use std::io::Write;

pub const SENTENCE: &str = "The miners came to the square in the morning and stayed there until night.";

/// A .docx file with the given `w:body` content and core properties.
pub fn docx(body: &str, core: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    let core = format!(
        "<?xml version=\"1.0\"?><cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\">{core}</cp:coreProperties>"
    );
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("docProps/core.xml", core.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A PDF with one page for each item of `pages`, one line of text for each of its lines. `info`: entries of the
/// Info dictionary; `trailer`: further entries of the trailer.
pub fn pdf(pages: &[&str], info: &str, trailer: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 5 + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< {info} >>"),
    ];
    for (i, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            6 + 2 * i
        ));
        let mut content = String::from("BT /F1 11 Tf 14 TL 60 780 Td ");
        for line in page.lines() {
            let line = line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            content.push_str(&format!("({line}) Tj T* "));
        }
        content.push_str("ET");
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", i + 1).unwrap();
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(out, "{offset:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(out, "trailer\n<< /Size {size} /Root 1 0 R /Info 4 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
        .unwrap();
    out
}

pub fn html(body: &str) -> String {
    format!("<!doctype html><html lang=\"en\"><head><title>A page</title></head><body>{body}</body></html>")
}

pub fn eml(body: &str) -> String {
    format!(
        "From: Ann Oak <ann@example.org>\r\nSubject: A letter\r\nDate: Sat, 18 May 2024 10:00:00 +0500\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    )
}

/// One small valid file of each kind: name and bytes.
pub fn one_of_each() -> Vec<(&'static str, Vec<u8>)> {
    let paragraphs = format!("<p>{SENTENCE} {SENTENCE}</p><p>{SENTENCE} {SENTENCE}</p>");
    vec![
        ("a.txt", format!("Osk, 18 May 2024\n\n{SENTENCE}\n").into_bytes()),
        ("b.md", format!("# A report\n\n{SENTENCE}\n").into_bytes()),
        ("c.html", html(&format!("<article><h1>A report</h1>{paragraphs}</article>")).into_bytes()),
        ("d.pdf", pdf(&[SENTENCE, SENTENCE], "/Title (A report)", "")),
        ("e.docx", docx(&(paragraph(SENTENCE) + &paragraph(SENTENCE)), "<dc:title>A report</dc:title>")),
        ("f.eml", eml(SENTENCE).into_bytes()),
        ("g.jsonl", format!("{{\"text\": \"{SENTENCE}\", \"date\": \"2024-05-18\"}}\n").into_bytes()),
        ("h.csv", format!("date,text\n2024-05-18,\"{SENTENCE}\"\n").into_bytes()),
    ]
}
