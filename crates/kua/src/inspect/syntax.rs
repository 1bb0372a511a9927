//! Layer `syntax`: the trees as CoNLL-U, byte offsets in MISC; each document opens with `# newdoc id`.

use crate::exit::Fault;
use crate::terminal::one_line;
use kua_record::Document;
use kua_syntax::{Model, conllu};

/// A document's sentences. A document without words gives nothing, since CoNLL-U has no empty documents.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let sentences = Model::english().parse(&doc.text);
    if !sentences.is_empty() {
        out.extend_from_slice(format!("# newdoc id = {}\n", one_line(&doc.name)).as_bytes());
        out.extend_from_slice(conllu::write(&doc.text, &sentences).as_bytes());
    }
    Ok(())
}
