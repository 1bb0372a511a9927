//! How widely the lexicon reads: sentences written before the entries that read them, by act (`tests/coverage/*.tsv`).
//!
//! A line is `act<TAB>sentence`: a claim of that act must come out; `-act<TAB>sentence`: none of that act may. Single
//! failures are allowed, as they are by people; the shares may not fall below the floors here.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use kua_read::Reader;
use kua_record::Document;
use std::collections::BTreeMap;

/// Least share of sentences whose act comes out.
const FLOOR_YES: f64 = 0.83;
/// Least share of near misses that stay silent.
const FLOOR_NO: f64 = 0.96;

const FILES: [&str; 15] = [
    "gather", "law", "police", "say", "gather2", "police2", "say2", "gather3", "crowd3", "police3", "say3",
    "gather4", "crowd4", "police4", "say4",
];

#[test]
fn most_wordings_of_an_act_are_read_and_near_misses_are_not() {
    let reader = Reader::english();
    // By act: sentences, those that come out; near misses, those that stay silent.
    let mut by_act: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for file in FILES {
        let text = common::file(&format!("crates/kua-read/tests/coverage/{file}.tsv"));
        for line in text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
            let (act, sentence) =
                line.split_once('\t').unwrap_or_else(|| panic!("{file}.tsv: no tab: {line}"));
            let mut doc = Document::plain("coverage", sentence);
            doc.date = Some("2024-05-19".parse().unwrap());
            let claims = reader.read(&doc).claims;
            let wanted = act.trim_start_matches('-');
            let found = claims.iter().any(|c| c.act.as_str() == wanted);
            let row = by_act.entry(wanted.to_owned()).or_default();
            if act.starts_with('-') {
                row[2] += 1;
                row[3] += usize::from(!found);
                if found && std::env::var_os("KUA_SHOW").is_some() {
                    println!("made of what is none: {act}\t{sentence}");
                }
            } else {
                row[0] += 1;
                row[1] += usize::from(found);
                if !found && std::env::var_os("KUA_SHOW").is_some() {
                    println!("not read: {act}\t{sentence}");
                }
            }
        }
    }
    let sum = |k: usize| by_act.values().map(|r| r[k]).sum::<usize>() as f64;
    for (act, [yes, read, no, silent]) in &by_act {
        println!("{act:18} read {read:3} of {yes:3}, silent {silent:3} of {no:3}");
    }
    let (yes, no) = (sum(1) / sum(0), sum(3) / sum(2));
    println!("read {yes:.3} of {}, silent {no:.3} of {}", sum(0), sum(2));
    assert!(yes >= FLOOR_YES, "only {yes:.3} of the sentences are read");
    assert!(no >= FLOOR_NO, "only {no:.3} of the near misses stay silent");
}
