//! Layer `roles`: who did what to whom, with a PLOVER class: the codebook's where there is a claim, else the verb's.

use super::Stretch;
use crate::exit::Fault;
use crate::read::line;
use crate::reader;
use kua_record::{Document, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    source: Option<Stretch<'a>>,
    target: Option<Stretch<'a>>,
    event: Stretch<'a>,
    category: Option<&'a str>,
}

/// One line a claim, and one for each other verb between people, bodies or places; in text order.
/// Parties joined by "and" are one stretch.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let reader = reader::english();
    let of = |span: Option<Span>| span.map(|span| Stretch::of(&doc.text, span));
    for deed in reader.deeds(doc, &reader.syntax(&doc.text)) {
        let row = Row {
            doc: &doc.name,
            source: of(deed.source),
            target: of(deed.target),
            event: Stretch::of(&doc.text, deed.event),
            category: deed.class.as_deref(),
        };
        line(out, &row)?;
    }
    Ok(())
}
