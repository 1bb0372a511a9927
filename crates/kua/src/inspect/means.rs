//! Layer `means`: the acts of police, courts and soldiers that the document names, by the codebook's codes.
//!
//! Not here yet: the means themselves (batons, gas, rubber bullets), for which the codebook has no names so far.

use crate::exit::Fault;
use crate::read::line;
use crate::reader;
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
    let reading = reader::english().read(doc);
    let acts = reading.claims.iter().map(|claim| &claim.act);
    let tags = acts
        .filter(|act| matches!(act.family(), "police" | "law" | "force"))
        .map(|act| act.as_str())
        .collect();
    line(out, &Row { doc: &doc.name, tags })
}
