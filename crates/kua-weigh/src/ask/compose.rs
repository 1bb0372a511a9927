//! The answer: claims that agree in one line, those that differ in lines of their own, nothing averaged.
//!
//! In: claims that answer. Out: [`Part`]s in the order of the documents, or of time for "when". Not here: which
//! claims answer (`fit`).

use super::clause;
use super::query::{Query, Want};
use super::{Part, context};
use crate::party;
use crate::record::{Ix, Record};
use kua_record::{Claim, Mention, Polarity};

/// Claims that say the same.
struct Line {
    key: String,
    head: String,
    members: Vec<Ix>,
}

/// The lines of the answer.
pub fn parts(query: &Query, record: &Record, mut chosen: Vec<Ix>) -> Vec<Part> {
    chosen.sort_by_key(|&ix| record.text_order(ix));
    if query.want == Want::When {
        record.sort_by_time(&mut chosen);
    }
    let taken_back: Vec<Ix> = chosen.iter().copied().filter(|&ix| withdraws(&record.claims[ix])).collect();
    let mut lines: Vec<Line> = Vec::new();
    for &ix in &chosen {
        if query.want == Want::HowMany && taken_back.contains(&ix) && has_twin(record, &chosen, ix) {
            continue;
        }
        let (key, head) = opening(query, record, ix);
        match lines.iter_mut().find(|l| l.key == key) {
            Some(line) => line.members.push(ix),
            None => lines.push(Line { key, head, members: vec![ix] }),
        }
    }
    let differ = query.want == Want::HowMany && lines.len() > 1;
    let many = lines.len();
    let mut out: Vec<Part> = lines.into_iter().map(|line| part(query, record, line, &taken_back)).collect();
    if differ && let Some(first) = out.first_mut() {
        first.text = format!("The record has {many} different figures; none is averaged. {}", first.text);
    }
    out
}

/// Whether the claim only denies or admits what is asked for.
fn is_content(query: &Query, claim: &Claim) -> bool {
    let code = claim.act.as_str();
    matches!(code, "say.deny" | "say.admit") && !query.asks_for(code)
}

fn withdraws(claim: &Claim) -> bool {
    claim.act.as_str() == "say.deny" && claim.count.is_some()
}

/// Whether another chosen claim gives the figure that this one takes back.
fn has_twin(record: &Record, chosen: &[Ix], ix: Ix) -> bool {
    chosen.iter().any(|&other| {
        other != ix
            && !withdraws(&record.claims[other])
            && same_figure(&record.claims[other], &record.claims[ix])
    })
}

fn same_figure(a: &Claim, b: &Claim) -> bool {
    let range = |c: &Claim| c.count.as_ref().map(|n| (n.low, n.high));
    range(a).is_some() && range(a) == range(b)
}

fn part(query: &Query, record: &Record, line: Line, taken_back: &[Ix]) -> Part {
    let mut ids: Vec<String> = Vec::new();
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for &ix in &line.members {
        let claim = &record.claims[ix];
        let speaker = clause::speaker(record, claim);
        let setting = clause::setting(record, ix, query.want != Want::When);
        let mut words = clause::quoted(claim);
        if !setting.is_empty() && query.want != Want::Where {
            words.push_str(&format!(", {setting}"));
        }
        // What the document lent to the claim is no part of it.
        match (
            !query.times.is_empty() && claim.when.is_none(),
            !query.places.is_empty() && claim.r#where.is_empty(),
        ) {
            (true, true) => words.push_str(" (no day or place of its own)"),
            (true, false) => words.push_str(" (no day of its own)"),
            (false, true) => words.push_str(" (no place of its own)"),
            (false, false) => {}
        }
        match said.iter_mut().find(|(s, _)| *s == speaker) {
            Some((_, list)) if list.contains(&words) => {}
            Some((_, list)) => list.push(words),
            None => said.push((speaker, vec![words])),
        }
        ids.push(claim.id.clone());
    }
    let said: Vec<String> =
        said.into_iter().map(|(who, words)| format!("according to {who}: {}", words.join("; "))).collect();
    let said = said.join("; ");
    let mut text = if query.want == Want::YesNo {
        format!("{}, {said}", line.head)
    } else if line.head.is_empty() {
        capital(&said)
    } else {
        format!("{} – {said}", line.head)
    };
    if query.want == Want::HowMany {
        for &ix in taken_back.iter().filter(|ix| !line.members.contains(ix)) {
            let claim = &record.claims[ix];
            if line.members.iter().any(|&m| same_figure(&record.claims[m], claim)) {
                text.push_str(&format!(
                    "; this figure was taken back, according to {}: {}",
                    clause::speaker(record, claim),
                    clause::quoted(claim)
                ));
                ids.push(claim.id.clone());
            }
        }
    }
    text.push('.');
    Part { text, claims: ids }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// What a claim answers in a word or two, and the key under which equal answers stand together.
fn opening(query: &Query, record: &Record, ix: Ix) -> (String, String) {
    let claim = &record.claims[ix];
    let own = |head: String| (party::key(&head), capital(&head));
    match query.want {
        Want::HowMany => {
            let key = claim
                .count
                .as_ref()
                .map(|c| format!("{:?} {:?} {:?}", c.low, c.high, c.basis))
                .unwrap_or_default();
            let noun = query.counted.as_ref().map(super::query::Phrase::text).unwrap_or_default();
            let head = capital(&clause::figure(claim, &noun));
            let negated = if claim.polarity == Polarity::Negated { "Not " } else { "" };
            (format!("{negated}{key}"), format!("{negated}{head}"))
        }
        Want::When => own(clause::time(record, ix)),
        Want::Where if claim.r#where.is_empty() => own(list(&claim.whom)),
        Want::Where => own(claim
            .r#where
            .iter()
            .map(|p| p.is.as_deref().unwrap_or(&p.text))
            .collect::<Vec<_>>()
            .join(", ")),
        Want::Why | Want::Label => {
            own(claim.why.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join("; "))
        }
        Want::Who | Want::Whom if is_content(query, claim) => {
            let head = if claim.act.as_str() == "say.deny" { "Denied" } else { "Admitted" };
            (format!("{head}|{}", clause::speaker(record, claim)), head.to_owned())
        }
        Want::Who | Want::Whom => {
            let swap = query.any(|p| p.swap.iter().any(|c| c == claim.act.as_str()));
            let first = (query.want == Want::Who) != swap;
            let group = matches!(claim.act.family(), "be" | "turn" | "gather" | "tie");
            let slot = if first || (group && !swap) { &claim.who } else { &claim.whom };
            // "We" is another party in each text.
            let local =
                slot.iter().any(|m| party::is_local(party::words(m)) || context::is_first_person(&m.text));
            let (key, head) = own(list(slot));
            (if local { format!("{key}|{}", claim.doc) } else { key }, head)
        }
        Want::YesNo => {
            let against = query.any(|p| p.against.iter().any(|c| c == claim.act.as_str()));
            let verdict =
                match (claim.act.as_str(), (claim.polarity == Polarity::Negated) != against, &claim.sure) {
                    ("say.deny", ..) if !query.asks_for("say.deny") => "Denied",
                    ("say.admit", ..) if !query.asks_for("say.admit") => "Admitted",
                    (_, true, _) => "No",
                    (_, false, Some(_)) => "Perhaps",
                    (_, false, None) => "Yes",
                };
            (format!("{verdict}|{}", clause::speaker(record, claim)), verdict.to_owned())
        }
        Want::Statement => (clause::speaker(record, claim), String::new()),
    }
}

fn list(mentions: &[Mention]) -> String {
    let known = mentions.iter().map(party::words);
    known.filter(|w| !party::is_nobody(w)).collect::<Vec<_>>().join(", ")
}
