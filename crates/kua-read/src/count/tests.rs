//! What the quantity reader must find, by example. All texts are invented.

use super::words::{self, NumWord};
use super::{bracket, find_counts};
use crate::time::{Anchor, find_times};

/// The counts of a text as `words -> low..high`, `%` for shares, `[basis]`, `(hedge)`.
fn check(text: &str, wanted: &[&str]) {
    let times = find_times(text, &[], &Anchor::on(jiff::civil::date(2024, 5, 20)));
    let got: Vec<String> = find_counts(text, &[], &times)
        .iter()
        .filter(|c| c.is_count())
        .map(|c| {
            let end = |x: Option<u64>| x.map_or(String::new(), |n| n.to_string());
            let share = if c.share { " %" } else { "" };
            let basis = c.basis.filter(|b| *b != "share").map_or(String::new(), |b| format!(" [{b}]"));
            let hedge = c.hedge.map_or(String::new(), |h| format!(" ({})", h.of(text)));
            format!("{} -> {}..{}{share}{basis}{hedge}", c.span.of(text), end(c.low), end(c.high))
        })
        .collect();
    assert_eq!(got, wanted, "in {text:?}");
}

#[test]
fn plain_numbers() {
    check(
        "5169 arrests, 2,000 marchers and 12 500 voters.",
        &["5169 -> 5169..5169", "2,000 -> 2000..2000", "12 500 -> 12500..12500"],
    );
    check(
        "Two hundred and fifty women, sixty-six men, half a million votes.",
        &["Two hundred and fifty -> 250..250", "sixty-six -> 66..66", "half a million -> 500000..500000"],
    );
    check(
        "One man fell; one of them died; no one came; this one is new; one day it ends.",
        &["One -> 1..1", "one -> 1..1"],
    );
    check("The first half was calm, a very serious one; they struck one.", &["one -> 1..1"]);
    check("A man, some men, many men and a number of men.", &[]);
}

#[test]
fn modifiers_round_inwards_and_keep_open_ends() {
    check("About 25 men came, some thirty stayed.", &["About 25 -> 23..27", "some thirty -> 27..33"]);
    check("Almost 200 came; nearly 1,000 watched.", &["Almost 200 -> 180..199", "nearly 1,000 -> 900..999"]);
    check(
        "More than 40, over 50, at least 12 and no fewer than 7 people.",
        &["More than 40 -> 41..", "over 50 -> 51..", "at least 12 -> 12..", "no fewer than 7 -> 7.."],
    );
    check(
        "Fewer than 40, up to 500 and as many as 9 people.",
        &["Fewer than 40 -> ..39", "up to 500 -> ..500", "as many as 9 -> ..9"],
    );
    check(
        "Police: 30 or more. 100+ stayed. Eighty people or more left.",
        &["30 or more -> 30..", "100+ -> 100..", "Eighty people or more -> 80.."],
    );
    check("Perhaps 400 came.", &["400 -> 400..400 (Perhaps)"]);
}

#[test]
fn ranges() {
    check(
        "300 to 400 miners, between 10 and 12 buses, 5–7 cars.",
        &["300 to 400 -> 300..400", "between 10 and 12 -> 10..12", "5–7 -> 5..7"],
    );
    check("Around 18,000 to 63,000 visitors came.", &["Around 18,000 to 63,000 -> 18000..63000"]);
    check("35 to 50 at peak.", &["35 to 50 -> 35..50 [peak]"]);
}

#[test]
fn scales_said_once_hold_for_both_ends() {
    check(
        "Around 1.5-2 thousand came; two to three dozen stayed.",
        &["Around 1.5-2 thousand -> 1500..2000", "two to three dozen -> 20..42"],
    );
    check(
        "Crowds of 100,000-plus and a hundred-odd guards.",
        &["100,000-plus -> 100000..", "a hundred-odd -> 90..110"],
    );
}

#[test]
fn places_in_a_row_and_house_numbers() {
    check("On day three they came to Olen Street 12, one by one; not one of them spoke.", &[]);
}

#[test]
fn vague_words() {
    check(
        "Several cars, a few boys, a handful of girls, a dozen men.",
        &["Several -> 3..24", "a few -> 1..9", "a handful -> 1..9", "a dozen -> 10..14"],
    );
    check(
        "Dozens, scores of men, hundreds, several hundred, a few hundred people.",
        &[
            "Dozens -> 24..99",
            "scores -> 40..99",
            "hundreds -> 200..999",
            "several hundred -> 300..999",
            "a few hundred -> 200..999",
        ],
    );
    check(
        "Thousands came; tens of thousands left; several tens of thousands stayed; several thousand sang.",
        &[
            "Thousands -> 2000..9999",
            "tens of thousands -> 20000..99999",
            "several tens of thousands -> 30000..99999",
            "several thousand -> 3000..9999",
        ],
    );
    check("The crowd numbered in the thousands.", &["in the thousands -> 2000..9999"]);
    check("A hundred or so came.", &["A hundred or so -> 90..110"]);
}

#[test]
fn shares_are_per_cent() {
    check(
        "Almost all were local, most of them women, about half miners.",
        &["Almost all -> 90..100 %", "most -> 50..95 %", "about half -> 40..60 %"],
    );
    check(
        "A third of them left, two thirds stayed, 60 per cent sang, 44% wept.",
        &["A third -> 33..33 %", "two thirds -> 67..67 %", "60 per cent -> 60..60 %", "44% -> 44..44 %"],
    );
    check("A third group was the most peaceful.", &[]);
}

#[test]
fn what_is_no_count() {
    check("K-12 saw it under Article 12, on page 7, at 13:05 on 5 May 2024, in 2012, on flight 812.", &[]);
    check("Dana Orel, 34, paid $500 or 40,000 tenge for 12 km; call +7 701 555 01 02.", &[]);
    check("COVID-19, 9/11 and the 3-year-old road; aged from 11 to 75.", &[]);
    check("They waited three hours and two days.", &[]);
    check("A boy of 14 and a mother of three were seen.", &[]);
}

#[test]
fn what_a_figure_is_of() {
    check("Two women were treated for burns.", &["Two -> 2..2 [treated]"]);
    check("A total of 57 were held.", &["57 -> 57..57 [total]"]);
    check("The morgue received 12 bodies.", &["12 -> 12..12 [received]"]);
}

#[test]
fn classes_of_crowd_size() {
    assert_eq!(bracket(Some(900), Some(1100)), Some("1000-1999"));
    assert_eq!(bracket(Some(2000), Some(9999)), Some("2000-4999"));
    assert_eq!(bracket(Some(50), None), Some("50-99"));
    assert_eq!(bracket(None, Some(99)), Some("50-99"));
    assert_eq!(bracket(None, None), None);
}

#[test]
fn every_entry_is_read_and_its_sentences_hold() {
    let entries = &words::words().entries;
    assert!(entries.len() > 70, "the list did not load");
    let mut wrong = Vec::new();
    for e in entries {
        let class = words::classify(e, false);
        assert!(class.is_some(), "{}: class or value is broken", e.id);
        assert!(!e.means.is_empty() && !e.origin.is_empty(), "{}: meaning or origin is missing", e.id);
        let counts = |text: &str| {
            let times = find_times(text, &[], &Anchor::default());
            find_counts(text, &[], &times)
        };
        for (text, low, high) in &e.yes {
            let (low, high) = (u64::try_from(*low).ok(), u64::try_from(*high).ok());
            if !counts(text).iter().any(|c| c.is_count() && (c.low, c.high) == (low, high)) {
                let got: Vec<_> =
                    counts(text).iter().map(|c| (c.span.of(text).to_owned(), c.low, c.high)).collect();
                wrong.push(format!("{}: {text:?} must give {low:?}..{high:?}, gives {got:?}", e.id));
            }
        }
        for text in &e.no {
            let all: Vec<_> = counts(text).into_iter().filter(super::CountMention::is_count).collect();
            let measured = matches!(class, Some(NumWord::Measure | NumWord::Label));
            let lower = text.to_lowercase();
            let inside = all.iter().any(|c| {
                e.words
                    .iter()
                    .chain(&e.plural)
                    .any(|w| measured || lower[c.span.start..c.span.end].contains(w.as_str()))
            });
            if inside {
                wrong.push(format!("{}: {text:?} must give nothing", e.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
