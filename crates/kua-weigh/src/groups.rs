//! What is said of each group, and by whom.
//!
//! In: a [`Record`]. Out: groups by number of statements, in each the statements by source. A group is a name (see
//! `party`): two groups of one name in two documents may be different people, and the reader is told so.

use crate::party;
use crate::record::{Ix, Record};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// A group and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Groups and sorts.
    pub key: String,
    /// The first words for it, as the texts run.
    pub name: String,
    /// Other words for it, in the same documents.
    pub also: Vec<String>,
    /// Documents that speak of it.
    pub docs: BTreeSet<String>,
    /// Statements by source.
    pub by_source: Vec<(Source, Vec<Ix>)>,
    /// How often it stands as the one that acts elsewhere, in other statements than these.
    pub acts: usize,
}

impl Group {
    /// Number of statements.
    pub fn len(&self) -> usize {
        self.by_source.iter().map(|(_, list)| list.len()).sum()
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.by_source.is_empty()
    }
}

/// Statements that describe their `who`.
fn describes(code: &str) -> bool {
    ["be.", "tie.", "turn.", "why."].iter().any(|f| code.starts_with(f))
}

/// Statements that describe their `whom`: labels, accusations, and the whole in a tie.
fn describes_whom(code: &str) -> bool {
    matches!(code, "say.label" | "say.accuse" | "say.support" | "say.condemn" | "be.part")
        || code.starts_with("tie.")
}

/// What is said of each group and by whom; most said first.
pub fn groups(record: &Record) -> Vec<Group> {
    struct Draft {
        name: String,
        also: Vec<String>,
        docs: BTreeSet<String>,
        sources: BTreeMap<Source, Vec<Ix>>,
        acts: usize,
    }
    let mut map: BTreeMap<String, Draft> = BTreeMap::new();
    for (ix, claim) in record.claims.iter().enumerate() {
        let code = claim.act.as_str();
        let sides = [(&claim.who, describes(code)), (&claim.whom, describes_whom(code))];
        for (side, (mentions, about)) in sides.into_iter().enumerate() {
            for p in record.parties(&claim.doc, mentions) {
                if party::is_pronoun(&p.name) || (side == 1 && !about) {
                    continue;
                }
                let draft = map.entry(p.key.clone()).or_insert_with(|| Draft {
                    name: p.name.clone(),
                    also: Vec::new(),
                    docs: BTreeSet::new(),
                    sources: BTreeMap::new(),
                    acts: 0,
                });
                if party::key(&draft.name) != party::key(&p.name) && draft.also.iter().all(|a| *a != p.name) {
                    draft.also.push(p.name.clone());
                }
                if about {
                    draft.docs.insert(claim.doc.clone());
                    let list = draft.sources.entry(record.sources[ix].clone()).or_default();
                    if list.last() != Some(&ix) {
                        list.push(ix);
                    }
                } else {
                    draft.acts += 1;
                }
            }
        }
    }
    let mut out: Vec<Group> = map
        .into_iter()
        .filter(|(_, d)| !d.sources.is_empty())
        .map(|(key, d)| Group {
            key,
            name: d.name,
            also: d.also,
            docs: d.docs,
            by_source: merge_sources(d.sources),
            acts: d.acts,
        })
        .collect();
    out.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.key.cmp(&b.key)));
    out
}

/// One entry a source key and document, in the order of keys.
fn merge_sources(map: BTreeMap<Source, Vec<Ix>>) -> Vec<(Source, Vec<Ix>)> {
    let mut out: Vec<(Source, Vec<Ix>)> = Vec::new();
    for (source, list) in map {
        match out.last_mut() {
            Some((s, l)) if s.key == source.key && s.doc == source.doc && s.through == source.through => {
                l.extend(list);
            }
            _ => out.push((source, list)),
        }
    }
    out
}
