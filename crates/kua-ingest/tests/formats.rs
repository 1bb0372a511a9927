//! What becomes of each kind of file, from the file to the document.

#![allow(clippy::unwrap_used)] // tests may unwrap

mod common;

use common::samples::{self, SENTENCE, paragraph};
use common::{Corpus, documents, failures, skipped, warnings};
use jiff::civil::date;
use kua_ingest::Options;
use kua_record::{DateSource, Document, Language};

fn only(corpus: &Corpus) -> Document {
    let items = corpus.ingest();
    let found = documents(&items);
    assert_eq!(found.len(), 1, "{items:#?}");
    found.into_iter().next().unwrap()
}

#[test]
fn every_kind_is_read_and_its_language_told() {
    let corpus = Corpus::new();
    for (name, bytes) in samples::one_of_each() {
        corpus.write_bytes(name, &bytes);
    }
    let items = corpus.ingest();
    assert!(failures(&items).is_empty(), "{:#?}", failures(&items));
    let documents = documents(&items);
    let names: Vec<&str> = documents.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(names, ["a.txt", "b.md", "c.html", "d.pdf", "e.docx", "f.eml", "g.jsonl#1", "h.csv#1"]);
    for document in &documents {
        assert!(document.text.contains(SENTENCE), "{}: {:?}", document.name, document.text);
        assert_eq!(document.language, Language::En, "{}", document.name);
    }
}

#[test]
fn a_pdf_keeps_its_pages_title_and_date() {
    let corpus = Corpus::new();
    let first = "The miners came to the square in the morning and stayed\nthere until the police closed the streets to the";
    let bytes = samples::pdf(
        &[first, "square and asked them to leave at once.\n12:50 Nobody was hurt."],
        "/Title (Report 3) /Author (Ann Oak) /CreationDate (D:20240518093000+05'00')",
        "",
    );
    corpus.write_bytes("a.pdf", &bytes);
    let document = only(&corpus);
    assert_eq!(
        document.text,
        "The miners came to the square in the morning and stayed there until the police closed the streets to the \
         square and asked them to leave at once.\n12:50 Nobody was hurt."
    );
    assert_eq!((document.title.as_deref(), document.author.as_deref()), (Some("Report 3"), Some("Ann Oak")));
    assert_eq!((document.date, document.date_from), (Some(date(2024, 5, 18)), Some(DateSource::Metadata)));
    assert_eq!(document.pages.len(), 2);
    assert!(document.text[document.pages[1].start..].starts_with("square and"));
}

#[test]
fn a_pdf_made_long_after_its_report_warns() {
    let corpus = Corpus::new();
    let page = format!("Osk, 3 March 2024\n{SENTENCE}");
    corpus.write_bytes("a.pdf", &samples::pdf(&[&page], "/CreationDate (D:20240518093000Z)", ""));
    corpus.write_bytes("b.pdf", &samples::pdf(&[&page], "/CreationDate (D:20240305093000Z)", ""));
    let items = corpus.ingest();
    assert_eq!(documents(&items)[0].date, Some(date(2024, 5, 18)));
    assert_eq!(warnings(&items).len(), 1, "{:?}", warnings(&items));
    assert!(warnings(&items)[0].contains("first lines say 2024-03-03"), "{:?}", warnings(&items));
}

#[test]
fn a_docx_keeps_paragraphs_and_tables() {
    let corpus = Corpus::new();
    let row =
        |a: &str, b: &str| format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", paragraph(a), paragraph(b));
    let body = format!(
        "{}<w:p><w:r><w:t>Tom &amp; the &lt;miners&gt; </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>\
         <w:r><w:t>came to the square.</w:t><w:br/><w:t>They stayed.</w:t></w:r></w:p><w:tbl>{}{}</w:tbl>{}",
        paragraph("Report"),
        row("12:50", "Police arrive."),
        row("13:10", "They ask the crowd to leave."),
        paragraph("End.")
    );
    let core = "<dc:title>March in Osk</dc:title><dc:creator>Ann Oak</dc:creator><dcterms:created>2024-05-18T05:00:00Z</dcterms:created>";
    corpus.write_bytes("a.docx", &samples::docx(&body, core));
    let document = only(&corpus);
    assert_eq!(
        document.text,
        "Report\n\nTom & the <miners> came to the square.\nThey stayed.\n\n12:50\tPolice arrive.\n13:10\tThey ask the crowd to leave.\n\nEnd."
    );
    assert_eq!(
        (document.title.as_deref(), document.author.as_deref()),
        (Some("March in Osk"), Some("Ann Oak"))
    );
    assert_eq!((document.date, document.date_from), (Some(date(2024, 5, 18)), Some(DateSource::Metadata)));
}

#[test]
fn the_dateline_of_a_docx_goes_before_the_day_it_was_typed() {
    let corpus = Corpus::new();
    let core = "<dcterms:created>2024-05-18T05:00:00Z</dcterms:created>";
    let body = paragraph("Statement of B. N., taken in Osk on 3 March 2024.") + &paragraph(SENTENCE);
    corpus.write_bytes("a.docx", &samples::docx(&body, core));
    let document = only(&corpus);
    assert_eq!((document.date, document.date_from), (Some(date(2024, 3, 3)), Some(DateSource::Dateline)));
}

#[test]
fn an_email_gives_its_date_and_lists_its_attachments() {
    let corpus = Corpus::new();
    corpus.write(
        "a.eml",
        &format!(
            "From: a@example.org\r\nDate: Sat, 18 May 2024 10:00:00 +0500\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=M\r\n\r\n--M\r\nContent-Type: text/plain\r\n\r\n{SENTENCE}\r\n\
             --M\r\nContent-Type: image/png; name=\"p.png\"\r\nContent-Disposition: attachment; filename=\"../../p.png\"\r\n\r\nx\r\n--M--\r\n"
        ),
    );
    let items = corpus.ingest();
    assert_eq!(documents(&items)[0].date, Some(date(2024, 5, 18)));
    assert_eq!(skipped(&items)[0].0, ".._.._p.png");
}

#[test]
fn rows_have_numbers_and_a_bad_one_is_named() {
    let corpus = Corpus::new();
    corpus.write(
        "a.jsonl",
        &format!("{{\"text\": \"{SENTENCE}\", \"date\": \"2024-05-18\"}}\nnot json\n\n{{\"text\": \"{SENTENCE}\"}}\n"),
    );
    corpus.write("docs.json", r#"{"a.jsonl": {"outlet": "Osk News"}, "a.jsonl#4": {"date": "2024-05-20"}}"#);
    let items = corpus.ingest();
    let found: Vec<_> =
        documents(&items).iter().map(|d| (d.name.clone(), d.date.unwrap().to_string())).collect();
    assert_eq!(
        found,
        [
            ("a.jsonl#1".to_owned(), "2024-05-18".to_owned()),
            ("a.jsonl#4".to_owned(), "2024-05-20".to_owned())
        ]
    );
    let failures = failures(&items);
    assert_eq!(failures.len(), 1);
    assert!(failures[0].what.contains("`a.jsonl#2`"), "{}", failures[0]);
    assert!(warnings(&items).is_empty(), "{:?}", warnings(&items));
}

#[test]
fn a_csv_in_windows_1251_is_read() {
    let corpus = Corpus::new();
    let text = "дата;text\n1;Шахтёры вышли на площадь в субботу утром.\n";
    corpus.write_bytes("a.csv", &encoding_rs::WINDOWS_1251.encode(text).0);
    let items = corpus.ingest();
    assert_eq!(documents(&items)[0].text, "Шахтёры вышли на площадь в субботу утром.");
    assert_eq!(documents(&items)[0].language, Language::Ru);
    assert!(warnings(&items)[0].contains("windows-1251"), "{:?}", warnings(&items));
}

#[test]
fn standard_input_tells_its_kind_by_its_bytes() {
    for (name, bytes) in samples::one_of_each() {
        if name.ends_with(".csv") || name.ends_with(".eml") {
            continue; // Nothing in their bytes says so for certain.
        }
        let mut items = Vec::new();
        let source = kua_ingest::Source::stdin();
        kua_ingest::load_from(&source, bytes.as_slice(), &Options::default(), &mut |item| items.push(item));
        let documents = documents(&items);
        assert!(
            documents[0].text.contains(SENTENCE) && !documents[0].text.contains('{'),
            "{name}: {items:?}"
        );
    }
}

#[test]
fn the_same_files_give_the_same_documents() {
    let corpus = Corpus::new();
    for (name, bytes) in samples::one_of_each() {
        corpus.write_bytes(name, &bytes);
    }
    assert_eq!(corpus.ingest(), corpus.ingest());
}
