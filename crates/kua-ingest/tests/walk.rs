//! Which files become documents, in which order, and what the manifest says of them.

#![allow(clippy::unwrap_used)] // tests may unwrap

mod common;

use common::{Corpus, documents, failures, skipped, warnings};
use jiff::civil::date;
use kua_ingest::Options;
use kua_record::{DateSource, Language};
use std::path::PathBuf;

const TEXT: &str = "The miners came to the square in the morning and stayed there.\n";

#[test]
fn a_folder_is_walked_in_name_order_and_names_are_paths_below_it() {
    let corpus = Corpus::new();
    for name in ["b.txt", "a/2.md", "a/10.txt", "c.txt", "a.txt"] {
        corpus.write(name, TEXT);
    }
    let names: Vec<String> = documents(&corpus.ingest()).into_iter().map(|d| d.name).collect();
    assert_eq!(names, ["a/10.txt", "a/2.md", "a.txt", "b.txt", "c.txt"]);
}

#[test]
fn a_file_given_by_itself_has_its_file_name_and_the_manifest_beside_it() {
    let corpus = Corpus::new();
    corpus.write("x/a.txt", TEXT).write("x/docs.json", r#"{"a.txt": {"date": "2024-05-18"}}"#);
    let items = corpus.ingest_paths(&["x/a.txt"], &Options::default());
    let document = &documents(&items)[0];
    assert_eq!((document.name.as_str(), document.date), ("a.txt", Some(date(2024, 5, 18))));
    assert_eq!(document.text, TEXT);
}

#[test]
fn what_is_no_document_is_listed_as_skipped() {
    let corpus = Corpus::new();
    corpus.write("a.txt", TEXT).write("docs.json", "{}").write("a.claims.jsonl", "{}\n").write("p.png", "x");
    corpus.write(".git/config", "x").write("LICENSE", "x");
    let items = corpus.ingest();
    assert_eq!(documents(&items).len(), 1);
    let skipped = skipped(&items);
    assert_eq!(skipped.len(), 5, "{skipped:?}");
    assert!(skipped.contains(&("p.png".to_owned(), "unknown kind of file (.png)".to_owned())), "{skipped:?}");
    // A shell that spells the folder out gets the same.
    let spelled = corpus.ingest_paths(&["a.claims.jsonl", "a.txt", "docs.json"], &Options::default());
    assert_eq!((documents(&spelled).len(), common::skipped(&spelled).len()), (1, 2));
}

#[test]
fn an_unknown_kind_is_read_when_a_person_names_it() {
    let corpus = Corpus::new();
    corpus.write("NOTES", TEXT);
    assert_eq!(documents(&corpus.ingest_paths(&["NOTES"], &Options::default())).len(), 1);
}

#[test]
fn the_manifest_fills_the_document_and_names_without_a_file_warn() {
    let corpus = Corpus::new();
    corpus.write("s/a.txt", TEXT).write("b.txt", TEXT).write(
        "docs.json",
        r#"{"s/a.txt": {"date": "2024-05-20", "covers": "2024-05-12/2024-05-18", "outlet": "Osk News", "kind": "bulletin",
            "language": "ru", "colour": "red"}, "gone.txt": {}}"#,
    );
    let items = corpus.ingest();
    let documents = documents(&items);
    let found = documents.iter().find(|d| d.name == "s/a.txt").unwrap();
    assert_eq!(found.date_from, Some(DateSource::Manifest));
    assert_eq!(found.anchor(), Some(date(2024, 5, 18)));
    assert_eq!((found.outlet.as_deref(), found.kind.as_deref()), (Some("Osk News"), Some("bulletin")));
    assert_eq!(found.language, Language::Ru);
    let warnings = warnings(&items);
    assert!(warnings.iter().any(|w| w.contains("unknown key \"colour\"")), "{warnings:?}");
    assert!(warnings.iter().any(|w| w.contains("names `gone.txt`")), "{warnings:?}");
    assert_eq!(warnings.len(), 2, "{warnings:?}");
}

#[test]
fn a_given_manifest_goes_before_the_one_beside_the_files() {
    let corpus = Corpus::new();
    corpus.write("d/a.txt", TEXT).write("d/b.txt", TEXT);
    corpus.write("d/docs.json", r#"{"a.txt": {"date": "2024-01-01"}, "b.txt": {"date": "2024-01-02"}}"#);
    corpus.write("mine.json", r#"{"a.txt": {"date": "2024-02-02"}, "z.txt": {}}"#);
    let options = Options { manifest: Some(corpus.path("mine.json")), ..Options::default() };
    let items = corpus.ingest_paths(&["d"], &options);
    let dates: Vec<String> = documents(&items).iter().map(|d| d.date.unwrap().to_string()).collect();
    assert_eq!(dates, ["2024-02-02", "2024-01-02"]);
    assert!(warnings(&items).iter().any(|w| w.contains("names `z.txt`")));
}

#[test]
fn an_entry_never_lands_on_a_namesake() {
    let corpus = Corpus::new();
    corpus.write("a.txt", TEXT).write("s/a.txt", TEXT).write("s/b.txt", TEXT);
    corpus.write("docs.json", r#"{"a.txt": {"date": "2024-01-01"}, "s/b.txt": {"date": "2024-01-02"}}"#);
    let dates = |items: &[kua_ingest::Item]| -> Vec<(String, Option<String>)> {
        documents(items).into_iter().map(|d| (d.name, d.date.map(|day| day.to_string()))).collect()
    };
    let day = |name: &str, day: Option<&str>| (name.to_owned(), day.map(str::to_owned));
    assert_eq!(
        dates(&corpus.ingest()),
        [day("a.txt", Some("2024-01-01")), day("s/a.txt", None), day("s/b.txt", Some("2024-01-02"))]
    );
    corpus.write("mine/m.json", r#"{"b.txt": {"date": "2024-02-02"}, "a.txt": {"date": "2024-02-03"}}"#);
    let options = Options { manifest: Some(corpus.path("mine/m.json")), ..Options::default() };
    let items = corpus.ingest_paths(&["."], &options);
    assert_eq!(
        dates(&items),
        [day("a.txt", Some("2024-02-03")), day("s/a.txt", None), day("s/b.txt", Some("2024-02-02"))]
    );
    assert!(warnings(&items).is_empty(), "{:?}", warnings(&items));
}

#[test]
fn a_broken_manifest_is_one_error_and_the_files_are_read() {
    let corpus = Corpus::new();
    corpus.write("a.txt", TEXT).write("docs.json", "{\"a.txt\": ");
    let items = corpus.ingest();
    assert_eq!((failures(&items).len(), documents(&items).len()), (1, 1));
}

#[test]
fn dates_are_taken_in_their_order() {
    let corpus = Corpus::new();
    corpus.write("1.txt", &format!("date 2024-03-03\nOsk, 4 March 2024\n{TEXT}"));
    corpus.write("2.txt", &format!("Osk, 4 March 2024\n\n{TEXT}"));
    corpus.write("3.txt", TEXT);
    let options = Options { date: Some(date(2024, 6, 6)), ..Options::default() };
    let found: Vec<_> = documents(&corpus.ingest_paths(&["."], &options))
        .into_iter()
        .map(|d| (d.date.unwrap().to_string(), d.date_from.unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            ("2024-03-03".to_owned(), DateSource::Line),
            ("2024-03-04".to_owned(), DateSource::Dateline),
            ("2024-06-06".to_owned(), DateSource::Option)
        ]
    );
    let plain = corpus.ingest_paths(&["3.txt"], &Options::default());
    assert_eq!((documents(&plain)[0].date, documents(&plain)[0].date_from), (None, None));
}

#[test]
fn two_documents_never_share_a_name() {
    let corpus = Corpus::new();
    corpus.write("x/a.txt", TEXT).write("y/a.txt", TEXT).write("z/y/a.txt", TEXT);
    let items = corpus.ingest_paths(&["x/a.txt", "y/a.txt", "z/y/a.txt"], &Options::default());
    let names: Vec<String> = documents(&items).into_iter().map(|d| d.name).collect();
    assert_eq!(names, ["a.txt", "y/a.txt", "z/y/a.txt"]);
    assert_eq!(warnings(&items).len(), 2);
}

#[test]
fn a_file_given_twice_is_read_once() {
    let corpus = Corpus::new();
    corpus.write("x/a.txt", TEXT);
    let items = corpus.ingest_paths(&["x", "x/a.txt", "x/./a.txt"], &Options::default());
    assert_eq!((documents(&items).len(), skipped(&items).len()), (1, 2));
    assert!(warnings(&items).is_empty(), "{:?}", warnings(&items));
}

#[test]
fn a_detected_character_set_is_reported_and_one_can_be_named() {
    let corpus = Corpus::new();
    let bytes = b"\xCC\xE8\xF2\xE8\xED\xE3 \xE2 \xF6\xE5\xED\xF2\xF0\xE5 \xE3\xEE\xF0\xEE\xE4\xE0.";
    corpus.write_bytes("a.txt", bytes);
    let items = corpus.ingest();
    assert_eq!(documents(&items)[0].text, "Митинг в центре города.");
    assert!(warnings(&items)[0].contains("read as windows-1251"));
    let options = Options { encoding: Some("koi8-r".to_owned()), ..Options::default() };
    let items = corpus.ingest_paths(&["a.txt"], &options);
    assert_ne!(documents(&items)[0].text, "Митинг в центре города.");
}

#[test]
fn standard_input_is_a_document_named_by_its_dash() {
    let mut items = Vec::new();
    let (sources, _) = kua_ingest::plan(&[PathBuf::from("-")], &Options::default());
    assert!(sources[0].is_stdin());
    kua_ingest::load_from(&sources[0], TEXT.as_bytes(), &Options::default(), &mut |item| items.push(item));
    assert_eq!(documents(&items)[0].name, "-");
}
