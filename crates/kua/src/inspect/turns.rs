//! Layer `turns`: whose words each block of an interview or transcript is.

use crate::exit::Fault;
use crate::read::line;
use crate::reader;
use kua_read::layout;
use kua_record::{Document, Role};
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    speaker: &'a str,
    role: Option<Role>,
}

/// One line a turn: blocks of the same speaker that follow each other are one.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let layout = layout::layout(doc, &reader::english().syntax(&doc.text));
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut open = false;
    for block in &layout.blocks {
        let Some(speaker) = block.says.first() else {
            open = false;
            continue;
        };
        match rows.last_mut() {
            Some(last) if open && last.speaker == speaker.text && block.label.is_none() => {
                last.end = block.span.end
            }
            _ => rows.push(Row {
                doc: &doc.name,
                start: block.span.start,
                end: block.span.end,
                speaker: &speaker.text,
                role: speaker.role,
            }),
        }
        open = true;
    }
    rows.iter().try_for_each(|row| line(out, row))
}
