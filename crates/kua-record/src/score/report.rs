//! The report of a scoring and its JSON.
//!
//! In: counts of hits, of claims (or fillers) found and of those in gold. Out: precision, recall and F1, printed as
//! the reference scorer prints them.

use super::slots::Slot;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Hits, and what they are out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// What agrees.
    pub hits: usize,
    /// What was predicted.
    pub predicted: usize,
    /// What gold has.
    pub gold: usize,
}

impl Tally {
    /// Adds another tally.
    pub fn add(&mut self, other: Tally) {
        self.hits += other.hits;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }

    /// Share of the predicted that is right, 0 to 1; 0 where nothing was predicted.
    pub fn precision(self) -> f64 {
        if self.predicted == 0 { 0.0 } else { self.hits as f64 / self.predicted as f64 }
    }

    /// Share of gold that was found, 0 to 1; 0 where gold is empty.
    pub fn recall(self) -> f64 {
        if self.gold == 0 { 0.0 } else { self.hits as f64 / self.gold as f64 }
    }

    /// Harmonic mean of precision and recall, 0 to 1; 0 where both are.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    fn json(self) -> [(&'static str, String); 5] {
        [
            ("p", three(self.precision())),
            ("r", three(self.recall())),
            ("f1", three(self.f1())),
            ("gold", self.gold.to_string()),
            ("pred", self.predicted.to_string()),
        ]
    }
}

/// Three decimals, half to even on the exact binary value, without needless zeros but one.
pub(crate) fn three(x: f64) -> String {
    let fixed = format!("{x:.3}");
    let short = fixed.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}

/// What a scoring gives. [`Report::to_json`] prints it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Number of gold documents scored.
    pub documents: usize,
    /// Predicted claims that are malformed or not the documents' own words.
    pub unanchored: usize,
    /// Over everything a claim answers: the headline.
    pub units: Tally,
    /// Right act over the passage.
    pub claims: Tally,
    /// Right family of acts over the passage.
    pub family: Tally,
    /// Each slot over all claims; as long as [`Slot::ALL`].
    pub slots: [Tally; 16],
    /// Each slot inside matched claims only; as long as [`Slot::ALL`].
    pub matched: [Tally; 16],
    /// Units of each document by name without ending, in the order given.
    pub by_document: Vec<(String, Tally)>,
    /// Claims without a partner, one line each: `missed   NAME: ACT QUOTE` or `spurious NAME: …`.
    pub misses: Vec<String>,
}

impl Report {
    /// One slot over all claims.
    pub fn slot(&self, slot: Slot) -> Tally {
        self.slots.get(slot as usize).copied().unwrap_or_default()
    }

    /// The JSON object with which the reference scorer answers, one blank of indent a level, a line end at the end.
    pub fn to_json(&self) -> String {
        let mut out = String::from("{\n");
        let _ = writeln!(out, " \"documents\": {},", self.documents);
        let _ = writeln!(out, " \"unanchored\": {},", self.unanchored);
        for (name, tally) in [("units", self.units), ("claims", self.claims), ("family", self.family)] {
            let _ = writeln!(out, " \"{name}\": {},", object(&tally.json(), 1));
        }
        for (name, tallies) in [("slots", &self.slots), ("matched", &self.matched)] {
            let entries: Vec<(&str, String)> = Slot::ALL
                .into_iter()
                .zip(tallies)
                .map(|(slot, tally)| (slot.name(), object(&tally.json(), 2)))
                .collect();
            let _ = writeln!(out, " \"{name}\": {},", object(&entries, 1));
        }
        // Of documents given twice under one name the last counts, at the place of the first.
        let mut last: BTreeMap<&str, Tally> = BTreeMap::new();
        let mut names: Vec<&str> = Vec::new();
        for (name, tally) in &self.by_document {
            if last.insert(name, *tally).is_none() {
                names.push(name);
            }
        }
        let entries: Vec<(&str, String)> = names
            .into_iter()
            .map(|name| (name, three(last.get(name).copied().unwrap_or_default().f1())))
            .collect();
        let _ = writeln!(out, " \"by_document\": {}", object(&entries, 1));
        out.push_str("}\n");
        out
    }
}

/// An object at `depth` levels of indent, its values printed already.
fn object(entries: &[(&str, String)], depth: usize) -> String {
    if entries.is_empty() {
        return "{}".to_owned();
    }
    let indent = " ".repeat(depth + 1);
    let lines: Vec<String> =
        entries.iter().map(|(key, value)| format!("{indent}{}: {value}", quoted(key))).collect();
    format!("{{\n{}\n{}}}", lines.join(",\n"), " ".repeat(depth))
}

/// A JSON text in ASCII, other characters as `\u` escapes of UTF-16.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            '\u{7f}' => out.push(c),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_to_the_even_digit() {
        assert_eq!(["0.062", "0.188", "1.0", "0.0", "0.5"], [0.0625, 0.1875, 1.0, 0.0, 0.5].map(three));
    }

    #[test]
    fn names_are_printed_in_ascii() {
        assert_eq!(quoted("қ\"\u{1f600}\u{7f}"), "\"\\u049b\\\"\\ud83d\\ude00\u{7f}\"");
    }
}
