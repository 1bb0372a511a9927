//! The hand-made claims of the bundled samples pass the check that claims made elsewhere must pass, and score
//! perfectly against themselves.

#![allow(clippy::unwrap_used)] // the samples are part of the project

use kua_record::score::{GoldDoc, Predicted, score};
use kua_record::{Document, check};
use std::path::Path;

/// Names (without ending), texts and claims of the samples, by name.
fn samples() -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().to_str()?.strip_suffix(".claims.jsonl").map(str::to_owned)
        })
        .collect();
    names.sort();
    let read = |file: String| std::fs::read_to_string(folder.join(file)).unwrap();
    names
        .into_iter()
        .map(|n| (n.clone(), read(format!("{n}.txt")), read(format!("{n}.claims.jsonl"))))
        .collect()
}

#[test]
fn every_claim_of_the_samples_is_anchored() {
    let mut refused = Vec::new();
    for (name, text, claims) in samples() {
        let doc = Document::plain(&format!("{name}.txt"), &text);
        for line in check::import(&claims, &[doc], "hand").refused {
            let faults: Vec<String> = line.faults.iter().map(ToString::to_string).collect();
            refused.push(format!("{name}.claims.jsonl:{}: {}", line.line, faults.join("; ")));
        }
    }
    assert!(refused.is_empty(), "\n{}\n", refused.join("\n"));
}

#[test]
fn the_samples_against_themselves_are_perfect() {
    let gold: Vec<GoldDoc> = samples()
        .iter()
        .map(|(name, text, claims)| GoldDoc::parse(name, text.as_bytes(), claims.as_bytes()).unwrap())
        .collect();
    let all: String = samples().into_iter().map(|(_, _, claims)| claims).collect();
    let report = score(&gold, &Predicted::parse(all.as_bytes()).unwrap(), true).unwrap();
    assert_eq!((report.unanchored, report.units.f1(), report.misses.len()), (0, 1.0, 0));
}
