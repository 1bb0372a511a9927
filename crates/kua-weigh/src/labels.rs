//! Labels and accusations: the word, who uses it of whom, and who rejects it.
//!
//! A denial is put beside a label when what is denied is the label's words, or refers to them; every other denial
//! stands in a list of its own. In: a [`Record`]. Out: labels, and the denials left over.

use crate::party;
use crate::record::{Ix, Record};
use kua_record::{Claim, ReasonKind};
use std::collections::{BTreeMap, BTreeSet};

/// One label or accusation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The words as first written, without quotation marks.
    pub text: String,
    /// Whether it accuses of a deed, rather than naming somebody.
    pub accusation: bool,
    /// Whether `text` is the whole statement, since the deed itself was not read from it.
    pub whole: bool,
    /// Statements that use it.
    pub used: Vec<Ix>,
    /// Statements that reject it.
    pub rejected: Vec<Ix>,
}

/// Labels, accusations and denials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Labels and accusations, most used first.
    pub labels: Vec<Label>,
    /// Denials and admissions that belong to no label here.
    pub other: Vec<Ix>,
}

/// Who calls whom what, and who rejects it.
pub fn labels(record: &Record) -> Labels {
    let mut map: BTreeMap<String, Label> = BTreeMap::new();
    for (ix, claim) in record.claims.iter().enumerate() {
        if !matches!(claim.act.as_str(), "say.label" | "say.accuse") {
            continue;
        }
        let words: Vec<&str> = claim
            .why
            .iter()
            .filter(|r| matches!(r.kind, None | Some(ReasonKind::Label | ReasonKind::Accusation)))
            .map(|r| r.text.as_str())
            .collect();
        let whole = vec![claim.quote.as_str()];
        // An accusation whose content was not read is still an accusation.
        for &text in if words.is_empty() { &whole } else { &words } {
            let shown = text.trim_matches(|c: char| "“”„\"«»".contains(c));
            let label = map.entry(party::key(shown)).or_insert_with(|| Label {
                text: shown.to_owned(),
                accusation: claim.act.as_str() == "say.accuse",
                whole: words.is_empty(),
                used: Vec::new(),
                rejected: Vec::new(),
            });
            if label.used.last() != Some(&ix) {
                label.used.push(ix);
            }
        }
    }
    let mut placed: BTreeSet<Ix> = BTreeSet::new();
    let denials: Vec<Ix> = (0..record.claims.len())
        .filter(|&ix| matches!(record.claims[ix].act.as_str(), "say.deny" | "say.admit"))
        .collect();
    for &ix in &denials {
        let claim = &record.claims[ix];
        for mention in &claim.whom {
            for (key, label) in &mut map {
                let rejects = claim.act.as_str() == "say.deny"
                    && [Some(mention.text.as_str()), mention.is.as_deref()].into_iter().flatten().any(
                        |words| {
                            let words = party::key(words);
                            same_words(&words, key)
                                || label.used.iter().any(|&u| quotes(record, u, claim, &words))
                        },
                    );
                if rejects && label.rejected.last() != Some(&ix) {
                    label.rejected.push(ix);
                    placed.insert(ix);
                }
            }
        }
    }
    let mut labels: Vec<Label> = map.into_values().collect();
    labels.sort_by_key(|l| {
        (std::cmp::Reverse(l.used.len() + l.rejected.len()), l.used.first().map(|&ix| record.text_order(ix)))
    });
    Labels { labels, other: denials.into_iter().filter(|ix| !placed.contains(ix)).collect() }
}

/// Whether the denied words, at least two of them, stand in an accusation of the same document.
fn quotes(record: &Record, accusation: Ix, denial: &Claim, words: &str) -> bool {
    let claim = &record.claims[accusation];
    claim.doc == denial.doc && words.contains(' ') && same_words(words, &party::key(&claim.quote))
}

/// Whether the two are equal, or one stands in the other as whole words.
fn same_words(a: &str, b: &str) -> bool {
    if a.len() < 4 || b.len() < 4 {
        return a == b;
    }
    let inside = |short: &str, long: &str| format!(" {long} ").contains(&format!(" {short} "));
    a == b || inside(a, b) || inside(b, a)
}
