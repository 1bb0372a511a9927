//! Every bad file gives one clear error, and the good file beside it is read.
#![allow(clippy::unwrap_used)] // tests may unwrap

mod common;

use common::samples::{self, SENTENCE, paragraph};
use common::{Corpus, documents, failures};
use kua_ingest::{IngestError, Item, Limits, Options};
use std::fs::File;
use std::io::Write;

/// Reads the folder, which also holds one good file, and gives the one error.
fn one_error(corpus: &Corpus) -> IngestError {
    one_error_within(corpus, Limits::default())
}

fn one_error_within(corpus: &Corpus, limits: Limits) -> IngestError {
    corpus.write("zz-good.txt", SENTENCE);
    let items = corpus.ingest_paths(&["."], &Options { limits, ..Options::default() });
    let names: Vec<String> = documents(&items).into_iter().map(|d| d.name).collect();
    assert_eq!(names, ["zz-good.txt"], "{items:#?}");
    let failures = failures(&items);
    assert_eq!(failures.len(), 1, "{failures:#?}");
    let error = failures.into_iter().next().unwrap();
    assert!(!error.why.is_empty() && !error.what.ends_with('.') && error.what.contains('`'), "{error}");
    assert!(error.what.chars().next().is_some_and(|c| c.is_lowercase() || c == '`'), "{error}");
    error
}

fn check(name: &str, bytes: &[u8], code: &str) {
    let corpus = Corpus::new();
    corpus.write_bytes(name, bytes);
    let error = one_error(&corpus);
    assert_eq!(error.code, code, "{name}: {error}");
    assert!(error.what.contains(name), "{name}: {error}");
}

#[test]
fn an_empty_file() {
    for name in ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.eml", "a.jsonl", "a.csv"] {
        check(name, b"", "empty");
    }
    check("a.txt", b" \r\n\xEF\xBB\xBF\n", "empty");
    check("a.jsonl", b"\n\n", "empty");
    check("a.csv", b"text,date\n", "empty");
}

#[test]
fn a_binary_file_named_as_text() {
    let noise: Vec<u8> = (0..20_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for name in ["a.txt", "a.html", "a.csv"] {
        let corpus = Corpus::new();
        corpus.write_bytes(name, &noise);
        let error = one_error(&corpus);
        assert!(matches!(error.code, "binary" | "encoding"), "{name}: {error}");
    }
    for (name, code) in [("a.pdf", "pdf"), ("a.docx", "docx")] {
        check(name, &noise, code);
    }
    check("b.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0", "binary");
}

#[test]
fn utf8_that_was_cut_or_damaged() {
    let text = "Шахтёры вышли на площадь в субботу утром.";
    check("a.txt", &text.as_bytes()[..text.len() - 2], "encoding");
    let mut damaged = text.as_bytes().to_vec();
    damaged[9] = 0xFF;
    check("b.txt", &damaged, "encoding");
    check("c.jsonl", b"{\"text\": \"\xD0\xA8\xD0\xB0\xD1\"}\n", "encoding");
}

#[test]
fn a_truncated_pdf_or_docx() {
    let pdf = samples::pdf(&[SENTENCE], "", "");
    check("a.pdf", &pdf[..40], "pdf");
    let docx = samples::docx(&paragraph(SENTENCE), "");
    check("a.docx", &docx[..docx.len() / 2], "docx");
    let cut = samples::zip(&[(
        "word/document.xml",
        b"<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>The miners",
    )]);
    check("b.docx", &cut, "docx");
    check("c.docx", &samples::zip(&[("a.txt", b"x")]), "docx");
}

#[test]
fn a_pdf_with_a_password() {
    let encrypt = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 \
        /O <0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20> \
        /U <2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40> >> \
        /ID [<000102030405060708090a0b0c0d0e0f> <000102030405060708090a0b0c0d0e0f>]";
    check("a.pdf", &samples::pdf(&[SENTENCE], "", encrypt), "encrypted");
}

#[test]
fn a_scan_says_that_it_needs_ocr() {
    let corpus = Corpus::new();
    corpus.write_bytes("a.pdf", &samples::pdf(&["", ""], "", ""));
    let error = one_error(&corpus);
    assert_eq!(error.code, "scan");
    assert!(error.what.contains("no text layer, needs OCR"), "{error}");
}

#[test]
fn a_word_document_with_a_password() {
    check("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more of an OLE container", "encrypted");
}

#[test]
fn a_zip_bomb() {
    // 200 MB of one letter pack into 200 kB.
    let mut xml = b"<w:document xmlns:w=\"w\"><w:body>".to_vec();
    for _ in 0..2_000 {
        xml.extend_from_slice(b"<w:p><w:r><w:t>");
        xml.resize(xml.len() + 100_000, b'a');
        xml.extend_from_slice(b"</w:t></w:r></w:p>");
    }
    xml.extend_from_slice(b"</w:body></w:document>");
    let bomb = samples::zip(&[("word/document.xml", &xml)]);
    drop(xml);
    assert!(bomb.len() < 2_000_000);
    check("a.docx", &bomb, "size");
}

#[test]
fn a_zip_bomb_of_markup_alone() {
    let limits = Limits { max_text_bytes: 1 << 20, ..Limits::default() };
    let corpus = Corpus::new();
    corpus.write_bytes("a.docx", &samples::docx(&"<w:p/>".repeat(1_000_000), ""));
    assert_eq!(one_error_within(&corpus, limits).code, "size");
}

#[test]
fn a_gigabyte_on_one_line_is_refused_by_its_size() {
    for name in ["a.txt", "a.html", "a.pdf", "a.eml"] {
        let corpus = Corpus::new();
        corpus.write("x", "");
        // A file with a hole takes no room on the disk.
        File::create(corpus.path(name)).unwrap().set_len(1 << 30).unwrap();
        std::fs::remove_file(corpus.path("x")).unwrap();
        assert_eq!(one_error(&corpus).code, "size", "{name}");
    }
}

#[test]
fn a_row_that_is_too_long_is_named_and_the_others_are_read() {
    let limits = Limits { max_text_bytes: 1 << 20, ..Limits::default() };
    for (name, head) in [("a.jsonl", ""), ("a.csv", "text\n")] {
        let corpus = Corpus::new();
        let mut file = File::create(corpus.path(name)).unwrap();
        let row = |text: &str| {
            if name == "a.jsonl" { format!("{{\"text\": \"{text}\"}}\n") } else { format!("\"{text}\"\n") }
        };
        write!(file, "{head}{}", row(SENTENCE)).unwrap();
        write!(file, "{}", row(&"x".repeat(40 << 20))).unwrap();
        write!(file, "{}", row(SENTENCE)).unwrap();
        drop(file);
        let items = corpus.ingest_paths(&["."], &Options { limits, ..Options::default() });
        let failures = failures(&items);
        assert_eq!(failures.len(), 1, "{name}");
        assert_eq!(
            (failures[0].code, failures[0].what.contains(&format!("{name}#2"))),
            ("size", true),
            "{}",
            failures[0]
        );
        let names: Vec<String> = documents(&items).into_iter().map(|d| d.name).collect();
        // After an endless field nobody knows where the next row of a csv file begins.
        let want: &[&str] = if name == "a.jsonl" { &["a.jsonl#1", "a.jsonl#3"] } else { &["a.csv#1"] };
        assert_eq!(names, want);
    }
}

#[test]
fn elements_nested_without_end() {
    let deep = |open: &str, close: &str, n: usize| format!("{}x{}", open.repeat(n), close.repeat(n));
    check("a.html", deep("<div>", "</div>", 100_000).as_bytes(), "depth");
    check("b.html", deep("<b><p>", "", 3_000).as_bytes(), "depth");
    check("c.docx", &samples::docx(&deep("<w:tbl>", "</w:tbl>", 100_000), ""), "depth");
    check("d.jsonl", format!("{{\"text\": {}}}", deep("[", "]", 100_000)).as_bytes(), "row");
    let mail =
        format!("From: a@example.org\r\nContent-Type: text/html\r\n\r\n{}", deep("<div>", "</div>", 50_000));
    check("e.eml", mail.as_bytes(), "depth");
}

#[test]
fn a_missing_file() {
    let corpus = Corpus::new();
    corpus.write("zz-good.txt", SENTENCE);
    let items = corpus.ingest_paths(&["gone.txt", "zz-good.txt"], &Options::default());
    assert_eq!((failures(&items).len(), documents(&items).len()), (1, 1));
    assert!(failures(&items)[0].why.contains("no such file"), "{}", failures(&items)[0]);
}

#[test]
fn a_kind_of_file_that_only_looks_like_text() {
    let corpus = Corpus::new();
    corpus
        .write("a.rtf", "{\\rtf1\\ansi The miners came.}")
        .write("b.json", "[{\"text\": \"The miners came.\"}]");
    let items = corpus.ingest_paths(&["a.rtf", "b.json"], &Options::default());
    assert!(documents(&items).is_empty());
    assert!(failures(&items).iter().all(|e| e.code == "kind" && !e.hint.is_empty()), "{items:#?}");
}

#[test]
fn an_unknown_character_set() {
    let corpus = Corpus::new();
    corpus.write("a.txt", SENTENCE);
    let options = Options { encoding: Some("klingon".to_owned()), ..Options::default() };
    assert_eq!(failures(&corpus.ingest_paths(&["a.txt"], &options))[0].code, "encoding");
}

#[test]
fn a_file_that_takes_too_long() {
    let corpus = Corpus::new();
    corpus.write(
        "a.html",
        &samples::html(&format!("<p>{}</p>", format!("{SENTENCE} <i>x</i>").repeat(50_000))),
    );
    let limits = Limits { max_seconds_per_file: 0, ..Limits::default() };
    assert_eq!(one_error_within(&corpus, limits).code, "time");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    #[test]
    fn a_link_that_leads_back() {
        let corpus = Corpus::new();
        std::fs::create_dir(corpus.path("sub")).unwrap();
        symlink(corpus.path("."), corpus.path("sub/loop")).unwrap();
        assert_eq!(one_error(&corpus).code, "loop");
    }

    #[test]
    fn a_link_to_nothing() {
        let corpus = Corpus::new();
        symlink(corpus.path("gone.txt"), corpus.path("a.txt")).unwrap();
        assert_eq!(one_error(&corpus).code, "open");
    }

    #[test]
    fn a_pipe_and_a_device_are_not_waited_for() {
        let corpus = Corpus::new();
        let made = std::process::Command::new("mkfifo").arg(corpus.path("a.txt")).status();
        if made.is_ok_and(|status| status.success()) {
            assert_eq!(one_error(&corpus).code, "open");
        } else {
            eprintln!("skipped: there is no mkfifo here");
        }
        let corpus = Corpus::new();
        symlink("/dev/zero", corpus.path("a.txt")).unwrap();
        assert_eq!(one_error(&corpus).code, "open");
    }

    #[test]
    fn a_folder_and_a_file_without_permission() {
        let corpus = Corpus::new();
        corpus.write("closed/a.txt", SENTENCE).write("b.txt", SENTENCE).write("zz-good.txt", SENTENCE);
        let shut = |name: &str, mode| {
            std::fs::set_permissions(corpus.path(name), std::fs::Permissions::from_mode(mode)).unwrap();
        };
        if std::fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0) {
            eprintln!("skipped: this user is root, who may read everything");
            return;
        }
        shut("closed", 0o000);
        shut("b.txt", 0o000);
        let items = corpus.ingest();
        shut("closed", 0o755);
        assert_eq!(failures(&items).len(), 2, "{items:#?}");
        assert!(failures(&items).iter().all(|e| e.why == "you may not read it"), "{items:#?}");
        assert!(items.iter().any(|item| matches!(item, Item::Document(d) if d.name == "zz-good.txt")));
    }

    #[test]
    fn a_name_that_is_not_utf8() {
        use std::os::unix::ffi::OsStrExt;
        let corpus = Corpus::new();
        let name = std::ffi::OsStr::from_bytes(b"a\xFF.txt");
        std::fs::write(corpus.path(".").join(name), SENTENCE).unwrap();
        assert_eq!(documents(&corpus.ingest())[0].name, "a\u{FFFD}.txt");
    }
}
