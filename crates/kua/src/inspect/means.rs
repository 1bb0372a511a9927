//! Layer `means`: the means of force, acts of police and groups hit that the document names, by the codebook's names.

use crate::exit::Fault;
use crate::read::line;
use crate::reader;
use kua_read::means::find_means;
use kua_record::Document;
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    tags: BTreeSet<&'a str>,
}

/// One line a document; tags in the order of the alphabet.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let found = find_means(&doc.text, &reader::english().syntax(&doc.text));
    line(out, &Row { doc: &doc.name, tags: found.iter().map(|found| found.name).collect() })
}
