//! Layer `times`: time expressions with TIMEX3 type and value, and our interval; `--spans` resolves given spans.

use crate::exit::{Exit, Fault};
use crate::read::line;
use crate::reader;
use crate::terminal::note;
use jiff::civil::Time;
use kua_read::time::{Anchor, TimeMention, TimexType, find_times, resolve_span};
use kua_record::{Document, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Spans to resolve, by document.
pub type Spans = BTreeMap<String, Vec<Span>>;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    r#type: Option<&'static str>,
    value: Option<&'a str>,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

#[derive(Deserialize)]
struct Given {
    doc: serde_json::Value,
    start: usize,
    end: usize,
}

/// Reads a file of spans.
///
/// # Errors
/// It cannot be read, or a line has no doc, start and end.
pub fn spans(path: &Path) -> Result<Spans, Fault> {
    let text = std::fs::read_to_string(path).map_err(|error| Fault::open(path, &error))?;
    let mut out = Spans::new();
    for (number, row) in text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
        let given: Given = serde_json::from_str(row).map_err(|error| {
            let what = format!("line {} of `{}` is no span", number + 1, crate::exit::shown(path));
            Fault::new(Exit::Usage, "inspect/spans", what)
                .why(error)
                .hint("a line is {\"doc\": …, \"start\": …, \"end\": …}")
        })?;
        // With --lines a document is a number, and some will write it as one.
        let doc = given.doc.as_str().map_or_else(|| given.doc.to_string(), str::to_owned);
        out.entry(doc).or_default().push(Span::new(given.start, given.end));
    }
    Ok(out)
}

/// One line an expression, in text order; or one a given span, in the order given, with empty values where it is no
/// time.
pub fn make(
    doc: &Document,
    time: Option<Time>,
    spans: Option<&Spans>,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let anchor = Anchor { date: doc.date, covers: doc.covers, time, ..Anchor::default() };
    let given = match spans {
        Some(spans) => match spans.get(&doc.name) {
            Some(given) => Some(given),
            None => return Ok(()),
        },
        None => None,
    };
    let sentences: Vec<Span> = reader::english().syntax(&doc.text).iter().map(|s| s.span).collect();
    let Some(given) = given else {
        return find_times(&doc.text, &sentences, &anchor)
            .iter()
            .try_for_each(|t| row(doc, t.span, Some(t), out));
    };
    for &span in given {
        if doc.text.get(span.start..span.end).is_none() {
            note(&format!(
                "warning[inspect/spans]: {}..{} is no stretch of `{}`",
                span.start, span.end, doc.name
            ));
            continue;
        }
        let found = resolve_span(&doc.text, span, &sentences, &anchor);
        row(doc, span, found.as_ref(), out)?;
    }
    Ok(())
}

fn row(doc: &Document, span: Span, time: Option<&TimeMention>, out: &mut Vec<u8>) -> Result<(), Fault> {
    let row = Row {
        doc: &doc.name,
        start: span.start,
        end: span.end,
        text: span.of(&doc.text),
        r#type: time.map(|t| match t.kind {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        }),
        value: time.and_then(|t| t.value.as_deref()),
        from: time.and_then(|t| t.from.as_deref()),
        to: time.and_then(|t| t.to.as_deref()),
    };
    line(out, &row)
}
