//! Demands and reasons: what was demanded, by whom and of whom; what set things off; what moved people.
//!
//! In: a [`Record`]. Out: reasons by kind, in each by their words. Trigger, demand, motive, aim, cause and what was
//! granted are kept apart, as speakers give them; who says so stands beside each.

use crate::party;
use crate::record::{Ix, Record};
use kua_record::ReasonKind;
use std::collections::BTreeMap;

/// Reasons of one kind with the same words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonLine {
    /// The words as first written.
    pub text: String,
    /// The statements.
    pub claims: Vec<Ix>,
}

/// The kinds shown here, in reading order, with their headings.
pub const KINDS: &[(ReasonKind, &str)] = &[
    (ReasonKind::Demand, "What was demanded"),
    (ReasonKind::Concession, "What was granted or promised"),
    (ReasonKind::Trigger, "What set it off"),
    (ReasonKind::Motive, "What moved people, as speakers see it"),
    (ReasonKind::Aim, "What people aimed at, as speakers see it"),
    (ReasonKind::Cause, "Causes given for single acts"),
    (ReasonKind::Evidence, "Grounds given for saying so"),
];

/// Reasons by kind, in the order of [`KINDS`]; kinds that nobody gives are left out. Labels and accusations have a
/// view of their own.
pub fn reasons(record: &Record) -> Vec<(ReasonKind, &'static str, Vec<ReasonLine>)> {
    let mut map: BTreeMap<ReasonKind, BTreeMap<String, ReasonLine>> = BTreeMap::new();
    for (ix, claim) in record.claims.iter().enumerate() {
        for reason in &claim.why {
            let Some(kind) = reason.kind else { continue };
            let words =
                reason.is.as_deref().filter(|_| party::is_pronoun(&reason.text)).unwrap_or(&reason.text);
            let line = map
                .entry(kind)
                .or_default()
                .entry(party::key(words))
                .or_insert_with(|| ReasonLine { text: words.to_owned(), claims: Vec::new() });
            if line.claims.last() != Some(&ix) {
                line.claims.push(ix);
            }
        }
    }
    KINDS
        .iter()
        .filter_map(|&(kind, heading)| {
            let mut lines: Vec<ReasonLine> = map.remove(&kind)?.into_values().collect();
            // Most often given first; the rest as the texts run.
            lines.sort_by_key(|l| {
                (std::cmp::Reverse(l.claims.len()), l.claims.first().map(|&ix| record.text_order(ix)))
            });
            Some((kind, heading, lines))
        })
        .collect()
}
