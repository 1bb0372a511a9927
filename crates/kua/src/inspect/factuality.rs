//! Layer `factuality`: for each predicate, how far it is said to have happened, from −3 to +3.

use crate::exit::Fault;
use crate::read::line;
use crate::reader;
use kua_record::{Document, HedgeTerm, Polarity, Reality};
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    score: f64,
    polarity: Polarity,
    reality: Reality,
    sure: Option<Sure<'a>>,
}

#[derive(Serialize)]
struct Sure<'a> {
    text: &'a str,
    term: HedgeTerm,
    low: f64,
    high: f64,
}

/// One line a predicate, in text order.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let reader = reader::english();
    let sentences = reader.syntax(&doc.text);
    for found in reader.factuality(&reader.work(doc, &sentences)) {
        let sure = found.sure.map(|(span, term)| {
            let (low, high) = term.range();
            Sure { text: span.of(&doc.text), term, low, high }
        });
        let row = Row {
            doc: &doc.name,
            start: found.span.start,
            end: found.span.end,
            text: found.span.of(&doc.text),
            score: found.score,
            polarity: found.polarity,
            reality: found.reality,
            sure,
        };
        line(out, &row)?;
    }
    Ok(())
}
