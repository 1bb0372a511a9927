//! Layer `entities`: names of persons, organisations, places and peoples.

use crate::exit::Fault;
use crate::read::line;
use kua_record::{Document, Span};
use kua_syntax::{EntityType, Model};
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    r#type: &'static str,
}

/// One line an entity, in text order.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    for sentence in Model::english().parse(&doc.text) {
        for &(first, end, kind) in &sentence.entities {
            let words = sentence.tokens.get(first..end).unwrap_or(&[]);
            let (Some(a), Some(b)) = (words.first(), words.last()) else { continue };
            let span = Span::new(a.span.start, b.span.end);
            let r#type = match kind {
                EntityType::Per => "PER",
                EntityType::Org => "ORG",
                EntityType::Loc => "LOC",
                EntityType::Gpe => "GPE",
                EntityType::Norp => "NORP",
            };
            line(
                out,
                &Row { doc: &doc.name, start: span.start, end: span.end, text: span.of(&doc.text), r#type },
            )?;
        }
    }
    Ok(())
}
