//! Did it happen: It-Happened 2, predicates with a label from −3 (certainly not) to +3 (certainly).
//!
//! In: `factuality/it-happened-dev.jsonl`: sentences whose words stand between blanks, predicates by their word's number.
//! Out: Pearson's r of our score with the label; a predicate that `kua inspect factuality` does not name counts as +3.

use super::metric::pearson;
use super::sheet::Sheet;
use kua_read::Reader;
use kua_record::{Document, Span};
use rayon::prelude::*;
use serde_json::Value;
use std::path::Path;

const DATA: &str = "It-Happened 2, dev";

/// What stands for a predicate that was not found.
const MISSED: f64 = 3.0;

/// One predicate.
#[derive(Debug, PartialEq)]
struct Judged {
    word: String,
    ours: Option<f64>,
    label: f64,
}

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(path) = sheet.bench("factuality/it-happened-dev.jsonl", DATA) else { return Ok(()) };
    let rows = rows(&path)?;
    let judged: Vec<(&Value, Vec<Judged>)> = rows.par_iter().map(|row| (row, judge(row))).collect();
    let mut points = Vec::new();
    let mut missed = 0;
    for (row, predicates) in &judged {
        for Judged { word, ours, label } in predicates {
            points.push((ours.unwrap_or(MISSED), *label));
            missed += usize::from(ours.is_none());
            if let Some(class) = error(*ours, *label) {
                sheet.miss(DATA, class, || format!("{word} is {label}, read as {ours:?} in {}", row["text"]));
            }
        }
    }
    sheet.score(DATA, "Pearson r", pearson(&points), Some(0.60));
    sheet.counts(DATA, "predicates not found", format!("{missed} of {}", points.len()));
    Ok(())
}

fn rows(path: &Path) -> Result<Vec<Value>, String> {
    super::read(path)?.lines().map(|line| serde_json::from_str(line).map_err(|e| e.to_string())).collect()
}

/// What stands around a predicate, and people's judgement of it.
pub type Point = (Vec<String>, f64);

/// Of each sentence of a file, the predicates that the layer names, with what stands around them and their label.
pub fn points(path: &Path) -> Result<Vec<Vec<Point>>, String> {
    let points = |row: &Value| {
        let text = row["text"].as_str().unwrap_or_default();
        let document = Document::plain("sentence", text);
        let reader = Reader::english();
        let sentences = reader.syntax(text);
        let found = reader.factors(&reader.work(&document, &sentences));
        let at = |span: Span| {
            found.iter().find(|(row, _)| row.span.overlaps(span)).map(|(_, names)| names.clone())
        };
        targets(row).into_iter().filter_map(|(span, label)| Some((at(span)?, label))).collect()
    };
    Ok(rows(path)?.par_iter().map(points).collect())
}

/// Pearson's r.
pub fn correlation(points: &[(f64, f64)]) -> f64 {
    pearson(points)
}

/// The class of an error of more than 1.5.
fn error(ours: Option<f64>, label: f64) -> Option<&'static str> {
    if (ours.unwrap_or(MISSED) - label).abs() <= 1.5 {
        return None;
    }
    Some(match ours {
        None => "predicate not found, label below 1.5",
        Some(ours) if ours >= 2.0 && label < 0.0 => "held for certain, label below 0",
        Some(ours) if ours >= 2.0 => "held for certain, label 0 to 1.5",
        Some(ours) if ours < 0.0 => "held for denied, label higher",
        Some(ours) if label > ours => "held for open or planned, label higher",
        Some(_) => "held for open or planned, label lower",
    })
}

fn judge(row: &Value) -> Vec<Judged> {
    let text = row["text"].as_str().unwrap_or_default();
    let document = Document::plain("sentence", text);
    let reader = Reader::english();
    let sentences = reader.syntax(text);
    let found = reader.factuality(&reader.work(&document, &sentences));
    let score = |span: Span| found.iter().find(|f| f.span.overlaps(span)).map(|f| f.score);
    let judged =
        |(span, label): (Span, f64)| Judged { word: span.of(text).to_owned(), ours: score(span), label };
    targets(row).into_iter().map(judged).collect()
}

/// Predicates of a row with their labels.
fn targets(row: &Value) -> Vec<(Span, f64)> {
    let words = tokens(row["text"].as_str().unwrap_or_default());
    let target = |target: &Value| {
        let at = |n: usize| target["span1"][n].as_u64().and_then(|n| usize::try_from(n).ok());
        let (first, last) = (words.get(at(0)?)?, words.get(at(1)?.checked_sub(1)?)?);
        Some((first.join(*last), target["label"].as_f64()?))
    };
    row["targets"].as_array().into_iter().flatten().filter_map(target).collect()
}

/// Stretches between single blanks.
fn tokens(text: &str) -> Vec<Span> {
    let mut start = 0;
    text.split(' ')
        .map(|word| {
            let span = Span::new(start, start + word.len());
            start = span.end + 1;
            span
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predicates_are_found_by_their_words_number() {
        let row = serde_json::json!({
            "text": "The tailors did not leave the café .",
            "targets": [{ "span1": [4, 5], "label": -2.5 }, { "span1": [6, 7], "label": 1.0 }],
        });
        let judged = judge(&row);
        assert_eq!((judged[0].word.as_str(), judged[0].ours), ("leave", Some(-2.0)));
        assert_eq!((judged[1].word.as_str(), judged[1].ours), ("café", None));
        assert_eq!(error(None, 1.0), Some("predicate not found, label below 1.5"));
        assert_eq!(error(Some(-3.0), -2.5), None);
    }
}
