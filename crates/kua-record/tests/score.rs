//! The scorer on two invented documents, against what the reference scorer printed for the same files
//! (`tests/score/expected.json`). To renew it after a change of the judge: `score.py tests/score
//! tests/score/predicted.jsonl > tests/score/expected.json`, and read the difference.

#![allow(clippy::unwrap_used)] // the files of this test are its own

use kua_record::score::{GoldDoc, Predicted, ScoreError, Slot, score};

const HARBOUR: &str = include_str!("score/harbour.txt");
const HARBOUR_CLAIMS: &str = include_str!("score/harbour.claims.jsonl");
const MILL: &str = include_str!("score/mill.txt");
const MILL_CLAIMS: &str = include_str!("score/mill.claims.jsonl");
const PREDICTED: &str = include_str!("score/predicted.jsonl");
const EXPECTED: &str = include_str!("score/expected.json");

fn gold() -> Vec<GoldDoc> {
    [("harbour", HARBOUR, HARBOUR_CLAIMS), ("mill", MILL, MILL_CLAIMS)]
        .map(|(name, text, claims)| GoldDoc::parse(name, text.as_bytes(), claims.as_bytes()).unwrap())
        .into()
}

fn run(predicted: &str) -> Result<kua_record::score::Report, ScoreError> {
    score(&gold(), &Predicted::parse(predicted.as_bytes())?, true)
}

#[test]
fn prints_what_the_reference_scorer_prints() {
    assert_eq!(run(PREDICTED).unwrap().to_json(), EXPECTED);
}

#[test]
fn gold_against_itself_is_perfect() {
    let report = run(&format!("{HARBOUR_CLAIMS}{MILL_CLAIMS}")).unwrap();
    assert_eq!((report.unanchored, report.units.f1(), report.slot(Slot::Count).gold), (0, 1.0, 2));
    assert_eq!(report.misses, Vec::<String>::new());
}

#[test]
fn nothing_against_gold_is_zero_and_lists_every_claim_as_missed() {
    let report = run("").unwrap();
    assert_eq!((report.units.hits, report.units.predicted, report.documents), (0, 0, 2));
    assert_eq!(report.misses.len(), 6);
    assert_eq!(
        report.misses[2],
        "missed   harbour: say.deny        Police denied that anyone had been beaten"
    );
}

#[test]
fn a_wrong_offset_or_a_missing_field_is_unanchored_and_counts_as_one_wrong_unit() {
    let report = run("{\"doc\": \"mill.txt\"}\n{\"doc\": \"mill.txt\", \"act\": \"be.kind\", \"start\": 1, \
                      \"end\": 4, \"quote\": \"Sin\"}")
    .unwrap();
    assert_eq!((report.unanchored, report.units.predicted), (2, 2));
}

#[test]
fn a_line_that_is_no_json_is_named() {
    let error = run("\n{\"doc\": }").unwrap_err();
    assert_eq!(error.to_string(), "predicted claims, line 2: not JSON: a value is missing (byte 8)");
}

#[test]
fn a_line_separator_inside_a_text_must_be_escaped() {
    assert!(run("{\"doc\": \"a\u{2028}b\"}").is_err());
    assert!(run("{\"doc\": \"a\\u2028b\"}").is_ok());
}

#[test]
fn a_claim_without_text_in_a_compared_slot_stops_with_the_document_named() {
    let bad = PREDICTED.replace("\"is\": \"the dockers\"", "\"is\": 7");
    let error = run(&bad).unwrap_err();
    assert_eq!(
        error.to_string(),
        "claims of harbour.txt cannot be compared: a number where a text is needed"
    );
}
