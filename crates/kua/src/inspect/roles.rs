//! Layer `roles`: who did what to whom, with the PLOVER class of the codebook where there is a claim.

use super::Stretch;
use crate::exit::Fault;
use crate::read::line;
use crate::reader;
use kua_record::act::plover_class;
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

/// One line a claim, and one for each other verb between people, bodies or places, which has no category; in text order.
/// Parties joined by "and" are one stretch.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let reader = reader::english();
    let of = |span: Option<Span>| span.map(|span| Stretch::of(&doc.text, span));
    for deed in reader.deeds(doc, &reader.syntax(&doc.text)) {
        let act =
            deed.act.as_ref().and_then(|code| reader.lex.acts.iter().find(|act| act.code == code.as_str()));
        let row = Row {
            doc: &doc.name,
            source: of(deed.source),
            target: of(deed.target),
            event: Stretch::of(&doc.text, deed.event),
            category: act.and_then(|act| plover_class(&act.plover)),
        };
        line(out, &row)?;
    }
    Ok(())
}
