//! What the record does not say: what was looked for, and what came near.
//!
//! In: the question taken apart, and how each claim stands to it. Out: sentences, "Not in the record: …" first where
//! nothing answers. What is only planned or supposed is told here, not in the answer.

use super::clause;
use super::fit::Fit;
use super::lexicon::ENGLISH;
use super::query::{Query, Want};
use super::tokens::Word;
use crate::record::Record;
use crate::wording;

/// How many planned or supposed statements are told.
const PLANNED: usize = 3;

/// The gaps of an answer.
pub fn gaps(query: &Query, record: &Record, empty: bool, fits: &[Fit]) -> Vec<String> {
    let mut out = Vec::new();
    let with = |wanted: Fit| -> Vec<usize> { (0..fits.len()).filter(|&ix| fits[ix] == wanted).collect() };
    if empty {
        out.push(format!("Not in the record. Looked for: {}.", looked_for(query)));
        let silent = with(Fit::Silent).len();
        if silent > 0 {
            let what = slot(query.want);
            out.push(format!("{} on it, but none that gives {what}.", statements(silent)));
        }
        let other = with(Fit::Other).len();
        if silent == 0 && other > 0 && !query.predicates.is_empty() {
            out.push(format!(
                "{} of such acts, but of others, elsewhere or at another time.",
                statements(other)
            ));
        }
    }
    let planned = with(Fit::NotDone);
    for &ix in planned.iter().take(PLANNED) {
        let claim = &record.claims[ix];
        let text = clause::quoted(claim);
        out.push(format!("Not reported as done, according to {}: {text}.", clause::speaker(record, claim)));
    }
    let general = |w: &Word| ENGLISH.is_in_class("unrest", w) || ENGLISH.is_in_class("event", w);
    for topic in query.topics.iter().filter(|t| !empty && t.words.iter().all(general)) {
        out.push(format!("“{}” was not told apart from the other gatherings.", topic.shown));
    }
    for words in &query.left_out {
        out.push(format!("“{words}” was not used to choose among the statements."));
    }
    out
}

fn statements(n: usize) -> String {
    if n == 1 { "There is 1 statement".to_owned() } else { format!("There are {n} statements") }
}

fn slot(want: Want) -> &'static str {
    match want {
        Want::When => "a time",
        Want::Where => "a place",
        Want::Why => "a reason",
        Want::HowMany => "a figure",
        Want::Label => "a name for it",
        Want::Who | Want::Whom => "a party",
        Want::YesNo | Want::Statement => "an answer",
    }
}

/// The search in words: acts, parties, places, topics.
fn looked_for(query: &Query) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut acts: Vec<&str> = Vec::new();
    for &p in &query.predicates {
        for code in &ENGLISH.predicates[p].acts {
            let name = wording::act_name(code);
            if !acts.contains(&name) {
                acts.push(name);
            }
        }
    }
    if !acts.is_empty() {
        parts.push(format!("statements on {}", acts.join(", ")));
    }
    let party = [&query.subject, &query.object, &query.agent, &query.about, &query.speaker, &query.label];
    let named = party.into_iter().flatten().chain(&query.places).chain(&query.topics);
    let words: Vec<String> = named.map(|p| format!("“{}”", p.shown)).collect();
    if !words.is_empty() {
        parts.push(format!("with {}", words.join(", ")));
    }
    if !query.times.is_empty() {
        parts.push("at the time asked for".to_owned());
    }
    if parts.is_empty() {
        "nothing that could be understood from the question".to_owned()
    } else {
        parts.join(" ")
    }
}
