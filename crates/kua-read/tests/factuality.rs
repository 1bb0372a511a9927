//! The layer `factuality`: what is told as done, planned, feared, denied.

use kua_read::Reader;
use kua_read::factuality::Factuality;
use kua_record::{Document, Polarity, Reality};

/// The row of a word.
fn row(text: &str, word: &str) -> Factuality {
    let reader = Reader::english();
    let sentences = reader.syntax(text);
    let doc = Document::plain("d", text);
    let rows = reader.factuality(&reader.work(&doc, &sentences));
    rows.into_iter()
        .find(|row| row.span.of(text) == word)
        .unwrap_or_else(|| panic!("no row for {word} in {text}"))
}

#[test]
fn what_is_told_as_done_scores_above_what_is_only_planned_or_possible() {
    let done = row("Guards beat two bakers.", "beat").score;
    let planned = row("Guards will beat the bakers.", "beat").score;
    let possible = row("Guards may beat the bakers.", "beat").score;
    assert!(done > 2.0, "{done}");
    assert!(planned < 0.0 && possible < 1.0, "{planned} {possible}");
}

#[test]
fn what_is_denied_lies_below_zero() {
    for (text, word) in [
        ("Guards did not beat the bakers.", "beat"),
        ("Nobody beat the bakers.", "beat"),
        ("The mayor refused to resign.", "resign"),
    ] {
        let row = row(text, word);
        assert_eq!(row.polarity, Polarity::Negated, "{text}");
        assert!(row.score <= -2.0, "{text}: {}", row.score);
    }
}

#[test]
fn aims_and_plans_lie_ahead() {
    for (text, word) in [
        ("The union planned to close the mill.", "close"),
        ("They met in an effort to save the mill.", "save"),
        ("The bakers called for a boycott.", "boycott"),
    ] {
        let row = row(text, word);
        assert_ne!(row.reality, Reality::Actual, "{text}: {row:?}");
    }
    assert_eq!(row("The bakers managed to leave.", "leave").reality, Reality::Actual);
}

#[test]
fn event_nouns_have_rows_and_things_have_none() {
    assert_eq!(row("The torching of two vans angered the mayor.", "torching").reality, Reality::Actual);
    assert_eq!(row("Shops closed over fears of a riot.", "riot").reality, Reality::Hypothetical);
    let reader = Reader::english();
    let text = "The baker has a table.";
    let rows = reader.factuality(&reader.work(&Document::plain("d", text), &reader.syntax(text)));
    assert!(rows.iter().all(|row| row.span.of(text) != "table"));
}
