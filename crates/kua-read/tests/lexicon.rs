//! Every lexicon entry's own sentences, and the codebook against the codes of the record.
//!
//! A sentence that fails stands in `lexicon-known.toml` with a reason. The list only shrinks: a sentence that fails
//! and is not listed fails the test, and so does a listed one that passes (`KUA_WRITE_KNOWN=FILE` writes the list of
//! today, reasons of listed sentences kept).
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use kua_read::Reader;
use kua_record::Document;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Known {
    #[serde(default)]
    fails: Vec<Fail>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Fail {
    /// The entry.
    id: String,
    /// Its sentence.
    sentence: String,
    /// Why it fails today.
    reason: String,
}

#[test]
fn entries_hold_for_their_own_sentences() {
    let reader = Reader::english();
    let known: Known = toml::from_str(&common::file("crates/kua-read/tests/lexicon-known.toml")).unwrap();
    let mut failing = Vec::new();
    for example in &reader.lex.examples {
        let mut doc = Document::plain("example", &example.text);
        doc.date = Some("2024-05-19".parse().unwrap());
        let acts: Vec<String> = reader.read(&doc).claims.iter().map(|c| c.act.to_string()).collect();
        if acts.contains(&example.act) != example.yes {
            let listed = known.fails.iter().find(|f| f.id == example.id && f.sentence == example.text);
            let reason = listed.map_or_else(
                || match (example.yes, acts.as_slice()) {
                    (true, []) => format!("no claim; {} expected", example.act),
                    (true, acts) => format!("{} instead of {}", acts.join(", "), example.act),
                    (false, _) => format!("{} made of what is none", example.act),
                },
                |f| f.reason.clone(),
            );
            failing.push(Fail { id: example.id.clone(), sentence: example.text.clone(), reason });
        }
    }
    println!("{} sentences, {} fail", reader.lex.examples.len(), failing.len());
    if let Some(path) = std::env::var_os("KUA_WRITE_KNOWN") {
        let head = "# Sentences of lexicon entries that the reader gets wrong today (tests/lexicon.rs); the list only shrinks.\n\n";
        std::fs::write(path, head.to_owned() + &toml::to_string(&Known { fails: failing.clone() }).unwrap())
            .unwrap();
        return;
    }
    let key = |f: &Fail| (f.id.clone(), f.sentence.clone());
    let (now, listed): (BTreeSet<_>, BTreeSet<_>) =
        (failing.iter().map(key).collect(), known.fails.iter().map(key).collect());
    let new: Vec<&Fail> = failing.iter().filter(|f| !listed.contains(&key(f))).collect();
    for f in &new {
        println!("new failure: {}: {} ({})", f.id, f.sentence, f.reason);
    }
    let mended: Vec<_> = listed.difference(&now).collect();
    for (id, sentence) in &mended {
        println!("passes now, take it off the list: {id}: {sentence}");
    }
    assert!(
        new.is_empty() && mended.is_empty(),
        "{} new failures, {} to take off the list",
        new.len(),
        mended.len()
    );
}

#[test]
fn codebook_and_record_have_the_same_codes() {
    let book: BTreeSet<&str> = Reader::english().lex.acts.iter().map(|a| a.code.as_str()).collect();
    let record: BTreeSet<&str> = kua_record::act::CODES.iter().copied().collect();
    assert_eq!(book, record);
}
