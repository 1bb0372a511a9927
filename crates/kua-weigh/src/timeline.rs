//! What happened where and when: acts, changes, harm and presence by place and day.
//!
//! In: a [`Record`]. Out: [`PlaceLine`]s. Not here: ties, labels, motives and what a group is; they have views of
//! their own.

use crate::byplace::{PlaceLine, by_place};
use crate::record::Record;

const OWN_VIEWS: &[&str] = &[
    "be.kind",
    "be.origin",
    "be.legit",
    "be.organised",
    "be.armed",
    "say.label",
    "say.accuse",
    "say.deny",
    "say.support",
    "say.condemn",
    "say.report",
];

/// Whether an act stands in the timeline.
pub fn is_happening(code: &str) -> bool {
    !OWN_VIEWS.contains(&code) && !code.starts_with("tie.") && !code.starts_with("why.")
}

/// The timeline: every happening by place and day; those without either at the end.
pub fn timeline(record: &Record) -> Vec<PlaceLine> {
    by_place(record, |ix| is_happening(record.claims[ix].act.as_str()))
}
