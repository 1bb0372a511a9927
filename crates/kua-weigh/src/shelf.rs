//! The documents in the record: what each gave, and what could not be read.
//!
//! In: a [`Record`]. Out: one line a document in the order given, and the names that claims give to documents which
//! are not there.

use crate::record::{Ix, Record};
use std::collections::{BTreeMap, BTreeSet};

/// One document and its claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfLine {
    /// The document's place in the slice, counted from 0.
    pub doc: usize,
    /// Its claims as the text runs.
    pub claims: Vec<Ix>,
}

/// All documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// One line a document, in the order given.
    pub lines: Vec<ShelfLine>,
    /// Claims whose document is not in the record.
    pub stray: BTreeSet<String>,
}

/// The documents with their claims.
pub fn shelf(record: &Record) -> Shelf {
    let mut by_doc: BTreeMap<&str, Vec<Ix>> = BTreeMap::new();
    for (ix, claim) in record.claims.iter().enumerate() {
        by_doc.entry(claim.doc.as_str()).or_default().push(ix);
    }
    let lines = record
        .docs
        .iter()
        .enumerate()
        .map(|(doc, d)| {
            let mut claims = by_doc.remove(d.name.as_str()).unwrap_or_default();
            // The longer of two claims with one start comes first, so that nested marks open from outside in.
            claims.sort_by_key(|&ix| {
                let c = &record.claims[ix];
                (c.start, std::cmp::Reverse(c.end), ix)
            });
            ShelfLine { doc, claims }
        })
        .collect();
    Shelf { lines, stray: by_doc.into_keys().map(str::to_owned).collect() }
}
