//! Layer `text`: what ingest made of the file.

use crate::exit::Fault;
use crate::read::line;
use kua_record::{DateSource, Document};
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    date_from: Option<DateSource>,
    language: &'a str,
    /// Unicode scalar values, not bytes.
    chars: usize,
    text: &'a str,
}

/// One line a document.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let row = Row {
        doc: &doc.name,
        title: doc.title.as_deref(),
        date: doc.date.map(|date| date.to_string()),
        date_from: doc.date_from,
        language: doc.language.code(),
        chars: doc.text.chars().count(),
        text: &doc.text,
    };
    line(out, &row)
}
