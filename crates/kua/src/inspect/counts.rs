//! Layer `counts`: quantities with the number as written, if one is, and our range.

use crate::exit::Fault;
use crate::read::line;
use crate::reader;
use kua_read::count::find_counts;
use kua_read::time::{Anchor, find_times};
use kua_record::{Document, Span};
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    value: Option<Value>,
    low: Option<u64>,
    high: Option<u64>,
    unit: Option<&'a str>,
}

/// One line a quantity, in text order; places in a row ("the third") are none.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let sentences: Vec<Span> = reader::english().syntax(&doc.text).iter().map(|s| s.span).collect();
    let anchor = Anchor { date: doc.date, covers: doc.covers, ..Anchor::default() };
    let times = find_times(&doc.text, &sentences, &anchor);
    for count in find_counts(&doc.text, &sentences, &times).iter().filter(|count| !count.ordinal) {
        let row = Row {
            doc: &doc.name,
            start: count.span.start,
            end: count.span.end,
            text: count.span.of(&doc.text),
            value: count.value.map(number),
            low: count.low,
            high: count.high,
            unit: count.unit.as_deref().or(count.share.then_some("%")),
        };
        line(out, &row)?;
    }
    Ok(())
}

/// Whole numbers without a point.
fn number(value: f64) -> Value {
    // Up to 2^53 every whole number stands for itself.
    if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 {
        Value::from(value as i64)
    } else {
        Value::from(value)
    }
}
