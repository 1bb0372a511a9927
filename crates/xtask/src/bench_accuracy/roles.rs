//! Who did it to whom: PLOVER gold records, sentences with source, target and event marked, and a category.
//!
//! In: `event/plover-gsr-dev.json`. Out: F1 of source and target spans and accuracy of the category, by the rows of
//! `kua inspect roles`. One event is marked in a sentence: of our rows the one whose event shares most words with it is
//! compared (ties: the first); other rows are not judged. Without such a row source, target and category are missed.
//! A span is right when its words overlap those of one marked party, or of all together, at F1 ≥ .5. "SRC/TAR" marks
//! both sides of an act done together: where nobody else is the target, either slot may hold them.

use super::metric::{SAME, overlap, under, words};
use super::sheet::Sheet;
use kua_read::Reader;
use kua_record::act::plover_class;
use kua_record::score::Tally;
use kua_record::{Document, Span};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

const DATA: &str = "PLOVER gold records, dev";

/// A marked sentence.
#[derive(Debug, Default, PartialEq)]
struct Gold {
    text: String,
    sources: Vec<Span>,
    targets: Vec<Span>,
    both: Vec<Span>,
    event: Vec<Span>,
    category: String,
}

/// A row of the layer.
#[derive(Debug, Default)]
struct Row {
    source: Option<Span>,
    target: Option<Span>,
    event: Span,
    category: Option<String>,
}

/// One sentence, compared.
#[derive(Debug, Default)]
struct Judged {
    source: Tally,
    target: Tally,
    /// Whether the category is right; `None` where the codebook maps nothing to gold's.
    category: Option<bool>,
    at_event: bool,
    misses: Vec<String>,
}

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(path) = sheet.bench("event/plover-gsr-dev.json", DATA) else { return Ok(()) };
    let records: Vec<Value> = serde_json::from_str(&super::read(&path)?).map_err(|e| e.to_string())?;
    let gold: Vec<Gold> = records.iter().filter_map(marked).collect();
    let mapped: BTreeSet<&str> =
        Reader::english().lex.acts.iter().filter_map(|act| plover_class(&act.plover)).collect();
    let judged: Vec<Judged> = gold.par_iter().map(|gold| judge(gold, &rows(&gold.text), &mapped)).collect();
    let (mut source, mut target, mut at_event) = (Tally::default(), Tally::default(), 0);
    let mut category = [0, 0];
    for (gold, one) in gold.iter().zip(&judged) {
        source.add(one.source);
        target.add(one.target);
        at_event += usize::from(one.at_event);
        if let Some(right) = one.category {
            category[0] += usize::from(right);
            category[1] += 1;
        }
        for class in &one.misses {
            sheet.miss(DATA, class, || format!("{} {gold:?}", gold.category));
        }
    }
    sheet.f1(DATA, "source span F1", source, Some(0.78));
    sheet.f1(DATA, "target span F1", target, Some(0.68));
    sheet.right(DATA, "category, of those mapped", category[0], category[1], Some(0.70));
    sheet.counts(DATA, "a row at the event's words", format!("{at_event} of {}", gold.len()));
    sheet.note(&format!(
        "PLOVER: categories that the codebook maps: {}.",
        mapped.iter().copied().collect::<Vec<_>>().join(", ")
    ));
    Ok(())
}

/// The layer's rows of a text.
fn rows(text: &str) -> Vec<Row> {
    let reader = Reader::english();
    let doc = Document::plain("record", text);
    reader
        .deeds(&doc, &reader.syntax(&doc.text))
        .into_iter()
        .map(|deed| Row {
            source: deed.source,
            target: deed.target,
            event: deed.event,
            category: deed.class.map(|class| class.to_string()),
        })
        .collect()
}

/// Takes the marks "(SRC: …)" out of a record's text; `None` where there are none.
fn marked(record: &Value) -> Option<Gold> {
    let markup = record["textInfo"]["markup"].as_str()?;
    let mut gold = Gold { category: record["event"].as_str()?.to_owned(), ..Gold::default() };
    // Open brackets: their mark, if they are one, and where their words begin.
    let mut open: Vec<(Option<&str>, usize)> = Vec::new();
    let mut rest = markup;
    while let Some(c) = rest.chars().next() {
        let mark = ["SRC/TAR", "SRC", "TAR", "EVT", "LOC"]
            .into_iter()
            .find_map(|m| Some((m, rest.strip_prefix('(')?.strip_prefix(m)?.strip_prefix(':')?)));
        if let Some((mark, after)) = mark {
            open.push((Some(mark), gold.text.len()));
            rest = after.trim_start();
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c == '(' {
            open.push((None, 0));
        } else if c == ')'
            && let Some((Some(mark), start)) = open.pop()
        {
            let span = Span::new(start, gold.text.len());
            match mark {
                "SRC" => gold.sources.push(span),
                "TAR" => gold.targets.push(span),
                "SRC/TAR" => gold.both.push(span),
                "EVT" => gold.event.push(span),
                _ => {}
            }
            continue;
        }
        gold.text.push(c);
    }
    Some(gold)
}

fn judge(gold: &Gold, rows: &[Row], mapped: &BTreeSet<&str>) -> Judged {
    let words = words(&gold.text);
    let event = under(&words, &gold.event);
    let shared = |row: &Row| under(&words, &[row.event]).intersection(&event).count();
    let best = rows.iter().filter(|row| shared(row) > 0).max_by_key(|row| {
        // Of equals `max_by_key` takes the last; the first should win.
        (shared(row), std::cmp::Reverse(row.event.start))
    });
    let is_one_of = |span: Option<Span>, parties: &[Span]| {
        let found = under(&words, span.as_slice());
        let same = |spans: &[Span]| overlap(&under(&words, spans), &found) >= SAME;
        same(parties) || parties.iter().any(|party| same(&[*party]))
    };
    let (source, target) = best.map_or((None, None), |row| (row.source, row.target));
    let senders: Vec<Span> = gold.sources.iter().chain(&gold.both).copied().collect();
    let together = gold.targets.is_empty() && !gold.both.is_empty();
    let receivers = if together { &gold.both } else { &gold.targets };
    let source_right = is_one_of(source, &senders) || together && is_one_of(target, &senders);
    let target_right = is_one_of(target, receivers) || together && is_one_of(source, receivers);
    let tally = |found: Option<Span>, wanted: &[Span], right: bool| Tally {
        hits: usize::from(right && !wanted.is_empty()),
        predicted: usize::from(found.is_some() || right && !wanted.is_empty()),
        gold: usize::from(!wanted.is_empty()),
    };
    let mut out = Judged {
        source: tally(source, &senders, source_right),
        target: tally(target, receivers, target_right),
        category: mapped
            .contains(gold.category.as_str())
            .then(|| best.is_some_and(|row| row.category.as_deref() == Some(gold.category.as_str()))),
        at_event: best.is_some(),
        misses: Vec::new(),
    };
    if best.is_none() {
        out.misses.push(format!("no row at the event ({})", gold.category));
        return out;
    }
    for (slot, found, tally) in [("source", source, out.source), ("target", target, out.target)] {
        match (tally.hits, tally.gold, found) {
            (0, 1, None) => out.misses.push(format!("{slot} not given")),
            (0, 1, Some(_)) => out.misses.push(format!("{slot}: another party or cut")),
            (0, 0, Some(_)) => out.misses.push(format!("{slot} too much")),
            _ => {}
        }
    }
    if out.category == Some(false) {
        let got = best.and_then(|row| row.category.as_deref()).unwrap_or("none");
        out.misses.push(format!("category {} read as {got}", gold.category));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(markup: &str, event: &str) -> Gold {
        marked(&serde_json::json!({ "event": event, "textInfo": { "markup": markup } })).unwrap()
    }

    #[test]
    fn marks_are_taken_out_and_become_spans() {
        let gold =
            gold("(SRC: Guards) (EVT: beat) two (TAR: bakers (“Rye”)) (LOC: in (TAR: Osk)).", "ASSAULT");
        assert_eq!(gold.text, "Guards beat two bakers (“Rye”) in Osk.");
        let of = |spans: &[Span]| spans.iter().map(|s| s.of(&gold.text).to_owned()).collect::<Vec<_>>();
        assert_eq!((of(&gold.sources), of(&gold.event)), (vec!["Guards".into()], vec!["beat".into()]));
        assert_eq!(of(&gold.targets), ["bakers (“Rye”)", "Osk"]);
    }

    #[test]
    fn the_row_at_the_event_is_judged() {
        let gold = gold("(SRC: Guards) (EVT: beat) two (TAR: bakers).", "ASSAULT");
        let row = Row {
            source: Some(Span::new(0, 6)),
            target: Some(Span::new(12, 22)),
            event: Span::new(7, 11),
            category: Some("ASSAULT".to_owned()),
        };
        let mapped = BTreeSet::from(["ASSAULT"]);
        let right = Tally { hits: 1, predicted: 1, gold: 1 };
        let one = judge(&gold, &[row], &mapped);
        assert_eq!((one.source, one.target, one.category), (right, right, Some(true)));
        let none = judge(&gold, &[Row { event: Span::new(12, 15), ..Row::default() }], &mapped);
        assert_eq!((none.source.predicted, none.target.gold, none.category), (0, 1, Some(false)));
    }

    #[test]
    fn both_sides_of_an_act_done_together_may_stand_in_one_slot() {
        let gold = gold("(SRC/TAR: Bakers) and (SRC/TAR: tailors) (EVT: met).", "CONSULT");
        let row = Row { source: Some(Span::new(0, 18)), event: Span::new(19, 22), ..Row::default() };
        let one = judge(&gold, &[row], &BTreeSet::new());
        let right = Tally { hits: 1, predicted: 1, gold: 1 };
        assert_eq!((one.source, one.target, one.category), (right, right, None));
    }
}
