//! One claim in plain words: who says it, what it says, and what a reader must know of it.
//!
//! In: a claim of a [`Record`]. Out: short English texts. The claim's own words stand in quotation marks, so that
//! hedges and denials stay as they were said; what a pronoun refers to is added in square brackets.

use crate::record::{Ix, Record};
use crate::time::TimeSpan;
use crate::wording;
use kua_record::{Claim, Role, Speaker};

/// According to whom: "a witness, quoted by Ioana", "the union"; the publisher for a text's own voice.
pub fn speaker(record: &Record, claim: &Claim) -> String {
    let mut chain = claim.says.iter().rev().filter(|s| !s.text.trim().is_empty()).map(named);
    let Some(first) = chain.next() else {
        let doc = record.doc(&claim.doc);
        let name = doc.and_then(|d| d.outlet.as_deref()).filter(|o| !o.trim().is_empty());
        return name.map_or_else(|| claim.doc.clone(), str::to_owned);
    };
    let mut out = first;
    for (i, next) in chain.enumerate() {
        out.push_str(if i == 0 { ", as told by " } else { ", through " });
        out.push_str(&next);
    }
    out
}

/// A speaker as written; "allegedly" and the like name nobody.
fn named(speaker: &Speaker) -> String {
    let text = speaker.text.trim();
    let nobody = speaker.role == Some(Role::Unnamed)
        && (text.ends_with("ly") || text.starts_with("is ") || text.starts_with("un"));
    if nobody { format!("a source not named (“{text}”)") } else { text.to_owned() }
}

/// The claim's words in quotation marks, with references resolved and its status behind: `“they [the guards] left”`.
pub fn quoted(claim: &Claim) -> String {
    let mut text = String::new();
    let mut at = claim.start;
    let mut notes: Vec<(usize, &str)> = claim
        .who
        .iter()
        .chain(&claim.whom)
        .filter_map(|m| Some((m.end, m.is.as_deref()?)))
        .filter(|(end, is)| *end > claim.start && *end <= claim.end && !is.trim().is_empty())
        .collect();
    notes.sort_unstable();
    notes.dedup();
    for (end, is) in notes {
        // Offsets of claims made elsewhere may not fit the quote; then the note is left out.
        // "That’s": the note stands behind the whole word.
        let end = end + claim.quote.get(end - claim.start..).map_or(0, rest_of_word);
        let Some(piece) = claim.quote.get(at - claim.start..end - claim.start) else { continue };
        text.push_str(piece);
        text.push_str(" [");
        text.push_str(is);
        text.push(']');
        at = end;
    }
    text.push_str(claim.quote.get(at - claim.start..).unwrap_or(""));
    let cut_short = text.matches('“').count() > text.matches('”').count();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['“', '”'], "'");
    let mut out = format!("“{text}{}”", if cut_short { "'" } else { "" });
    let status = wording::status_words(claim.polarity, claim.reality);
    let mut notes: Vec<String> = status.into_iter().map(str::to_owned).collect();
    if let Some(odds) = claim.sure.as_ref().and_then(|h| Some((h.text.as_str(), wording::odds(h)?))) {
        notes.push(format!("“{}”, {}", odds.0, odds.1));
    }
    if !notes.is_empty() {
        out.push_str(&format!(" ({})", notes.join("; ")));
    }
    out
}

/// How many bytes of an ending such as "’s" follow.
fn rest_of_word(after: &str) -> usize {
    let joins = |c: char| matches!(c, '’' | '\'') || c.is_alphanumeric();
    after.char_indices().find(|(_, c)| !joins(*c)).map_or(after.len(), |(i, _)| i)
}

/// When and where, if the claim itself says so: `9 March 2024; Osk`.
pub fn setting(record: &Record, ix: Ix, with_time: bool) -> String {
    let Some(claim) = record.claims.get(ix) else { return String::new() };
    let mut parts: Vec<String> = Vec::new();
    if with_time && claim.when.is_some() {
        parts.extend(record.times.get(ix).and_then(Option::as_ref).map(wording::span));
    }
    parts.extend(claim.r#where.iter().map(|p| p.is.as_deref().unwrap_or(&p.text).to_owned()));
    parts.join("; ")
}

/// The figure as written with what is counted: `more than 110 people`.
pub fn figure(claim: &Claim, noun: &str) -> String {
    let Some(count) = &claim.count else { return String::new() };
    let of = count.of.as_deref().unwrap_or(noun);
    let share = count.basis.as_deref() == Some("share");
    let basis =
        count.basis.as_deref().filter(|b| *b != "share").map(|b| format!(" ({b})")).unwrap_or_default();
    if share || of.is_empty() || count.text.to_lowercase().contains(&of.to_lowercase()) {
        return format!("{}{basis}", count.text);
    }
    let some_of_them = matches!(of, "them" | "us" | "these" | "those" | "you");
    let one_of_many = count.low == Some(1) && count.high == Some(1) && of.ends_with('s');
    let words = super::tokens::words(&count.text);
    let many = words
        .last()
        .is_some_and(|w| matches!(w.low.as_str(), "thousands" | "hundreds" | "dozens" | "scores" | "tens"));
    let between = if some_of_them || many {
        "of "
    } else if one_of_many {
        "of the "
    } else {
        ""
    };
    format!("{} {between}{of}{basis}", count.text)
}

/// The time in words.
pub fn time(record: &Record, ix: Ix) -> String {
    record.times.get(ix).and_then(Option::as_ref).map(|t: &TimeSpan| wording::span(t)).unwrap_or_default()
}
