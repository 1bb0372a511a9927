//! Layer `speech`: who says what, by which words.

use super::Stretch;
use crate::exit::Fault;
use crate::read::line;
use crate::reader;
use kua_record::Document;
use serde::Serialize;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    /// `null` where the text names nobody.
    source: Option<Stretch<'a>>,
    cue: Stretch<'a>,
    content: Stretch<'a>,
    kind: &'static str,
}

/// One line a report of speech, in the order of the cues.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let reader = reader::english();
    let sentences = reader.syntax(&doc.text);
    let of = |span| Stretch::of(&doc.text, span);
    for speech in reader.speech(&reader.work(doc, &sentences)) {
        let row = Row {
            doc: &doc.name,
            source: speech.source.map(of),
            cue: of(speech.cue),
            content: of(speech.content),
            kind: speech.kind.as_str(),
        };
        line(out, &row)?;
    }
    Ok(())
}
