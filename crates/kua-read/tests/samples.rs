//! The bundled samples and the practice texts, read and scored against their hand-made claims; a floor keeps what was
//! reached.
//!
//! The floors (`floor.toml`) lie a few points under the value of its date. Raise it when the reader gets better; lower
//! it only with a reason in the commit.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use kua_record::score::{GoldDoc, Predicted, Report, Slot, Tally, score};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Floors {
    samples: Floor,
    practice: Floor,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Floor {
    /// F1 over everything a claim answers.
    units_f1: f64,
    /// Precision over the same.
    units_precision: f64,
    /// F1 of right acts over right passages.
    claims_f1: f64,
    /// Claims that are not the document's own words: at most so many.
    unanchored: usize,
}

#[test]
fn samples_are_read_at_least_as_well_as_before() {
    holds("samples", &floors().samples);
}

#[test]
fn practice_texts_are_read_at_least_as_well_as_before() {
    holds("crates/kua-read/tests/practice", &floors().practice);
}

fn floors() -> Floors {
    toml::from_str(include_str!("floor.toml")).unwrap()
}

fn holds(folder: &str, floor: &Floor) {
    let docs = common::folder(folder);
    let gold: Vec<GoldDoc> = docs
        .iter()
        .map(|doc| {
            let name = doc.name.trim_end_matches(".txt");
            let claims = common::file(&format!("{folder}/{name}.claims.jsonl"));
            GoldDoc::parse(name, doc.text.as_bytes(), claims.as_bytes()).unwrap()
        })
        .collect();
    let lines: String = docs.iter().map(common::read_lines).collect();
    let report = score(&gold, &Predicted::parse(lines.as_bytes()).unwrap(), false).unwrap();
    print(&report);
    assert!(
        report.unanchored <= floor.unanchored,
        "{folder}: {} claims are not the documents' own words",
        report.unanchored
    );
    for (what, value, floor) in [
        ("units F1", report.units.f1(), floor.units_f1),
        ("units precision", report.units.precision(), floor.units_precision),
        ("claims F1", report.claims.f1(), floor.claims_f1),
    ] {
        assert!(value >= floor, "{folder}: {what} is {value:.3}, under its floor of {floor:.3}");
    }
}

fn print(report: &Report) {
    let line = |what: &str, t: Tally| {
        println!("{what:12} P {:.3}  R {:.3}  F1 {:.3}  of {}", t.precision(), t.recall(), t.f1(), t.gold);
    };
    line("units", report.units);
    line("claims", report.claims);
    line("family", report.family);
    for slot in Slot::ALL {
        line(slot.name(), report.slot(slot));
    }
    for (name, tally) in &report.by_document {
        line(name, *tally);
    }
    println!("unanchored   {}", report.unanchored);
}
