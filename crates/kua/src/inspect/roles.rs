//! Layer `roles`: for each claim about an act, who did it and to whom, with the PLOVER class of the codebook.

use super::Stretch;
use crate::exit::Fault;
use crate::read::line;
use crate::reader;
use kua_record::act::plover_class;
use kua_record::{Document, Mention, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    source: Option<Stretch<'a>>,
    target: Option<Stretch<'a>>,
    event: Stretch<'a>,
    category: Option<&'a str>,
}

/// One line a claim, in document order. Parties joined by "and" are one stretch.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let reader = reader::english();
    let reading = reader.read(doc);
    let of = |span: Option<Span>| span.map(|span| Stretch::of(&doc.text, span));
    for (claim, trace) in reading.claims.iter().zip(&reading.traces) {
        let act = reader.lex.acts.iter().find(|act| act.code == claim.act.as_str());
        let row = Row {
            doc: &doc.name,
            source: of(Mention::joined(&claim.who)),
            target: of(Mention::joined(&claim.whom)),
            event: Stretch::of(&doc.text, trace.word),
            category: act.and_then(|act| plover_class(&act.plover)),
        };
        line(out, &row)?;
    }
    Ok(())
}
