//! Plain words for codes, times and numbers (`words/acts.toml`): what a reader sees instead of a code.
//!
//! `police.disperse` reads "dispersal"; 270 to 330 from "some 300" reads `270–330 (“some 300”)`;
//! 0.55 to 0.80 reads `55–80 %`.
//!
//! In: parts of claims. Out: short English texts without markup.
//! Not here: what the codes mean (the codebook); sentences of an answer (`ask`).

use crate::time::{Moment, TimeSpan};
use jiff::civil::Date;
use kua_record::{Count, Hedge, Polarity, Reality};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct File {
    act: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    name: String,
    does: String,
}

static ACTS: LazyLock<BTreeMap<String, (String, String)>> = LazyLock::new(|| {
    // The file is compiled in and a test parses it, so an empty table can never ship.
    let file: File = toml::from_str(include_str!("../words/acts.toml")).unwrap_or(File { act: Vec::new() });
    file.act.into_iter().map(|e| (e.id, (e.name, e.does))).collect()
});

/// A noun phrase for the code: "dispersal" for `police.disperse`; the code itself when it is not in the file.
pub fn act_name(code: &str) -> &str {
    ACTS.get(code).map_or(code, |(name, _)| name.as_str())
}

/// A verb phrase for the code: "dispersed" for `police.disperse`; the code itself when it is not in the file.
pub fn act_does(code: &str) -> &str {
    ACTS.get(code).map_or(code, |(_, does)| does.as_str())
}

/// What a reader must know before taking the words for a fact, in reading order:
/// `["said not to be so", "planned or foretold"]`; empty for an affirmed, actual claim.
pub fn status_words(polarity: Polarity, reality: Reality) -> Vec<&'static str> {
    let mut words = Vec::new();
    if polarity == Polarity::Negated {
        words.push("said not to be so");
    }
    match reality {
        Reality::Actual => {}
        Reality::Future => words.push("planned or foretold"),
        Reality::Hypothetical => words.push("only supposed (“if …”)"),
        Reality::Habitual => words.push("said to be usual"),
        Reality::Historical => words.push("background, earlier"),
    }
    words
}

/// Digits in groups of three: `18,250`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// The range of a count without its words: `300–400`, `71 or more`, `up to 500`, `50–95 %`; empty when both ends
/// are open.
pub fn range(count: &Count) -> String {
    let unit = if count.basis.as_deref() == Some("share") { " %" } else { "" };
    match (count.low, count.high) {
        (Some(l), Some(h)) if l == h => format!("{}{unit}", number(l)),
        (Some(l), Some(h)) => format!("{}–{}{unit}", number(l), number(h)),
        (Some(l), None) => format!("{}{unit} or more", number(l)),
        (None, Some(h)) => format!("up to {}{unit}", number(h)),
        (None, None) => String::new(),
    }
}

/// The probability range of a hedge: `55–80 %`; `None` when the hedge has no range.
pub fn odds(hedge: &Hedge) -> Option<String> {
    let (low, high) =
        if hedge.high > 0.0 { (hedge.low, hedge.high) } else { hedge.term.map(|t| t.range())? };
    let percent = |x: f64| (x.clamp(0.0, 1.0) * 100.0).round() as u32;
    Some(if percent(low) == percent(high) {
        format!("{} %", percent(low))
    } else {
        format!("{}–{} %", percent(low), percent(high))
    })
}

/// `4 January 2022`.
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn month(date: Date) -> String {
    date.strftime("%B").to_string()
}

fn clock(m: Moment) -> Option<String> {
    m.minute.map(|t| format!("{:02}:{:02}", t / 60, t % 60))
}

fn moment(m: Moment) -> String {
    match clock(m) {
        Some(t) => format!("{}, {t}", day(m.date)),
        None => day(m.date),
    }
}

/// The interval in words, open ends kept open: `4 January 2022, 17:00–23:59`, `3–4 January 2022`,
/// `until 4 January 2022, 12:00`, `by 5 January 2022`, `since 7 July 2020`, `May 2012`, `2008`.
pub fn span(s: &TimeSpan) -> String {
    match (s.from, s.to) {
        (None, None) => "time not given".to_owned(),
        (None, Some(to)) => format!("{} {}", if s.throughout { "until" } else { "by" }, moment(to)),
        (Some(from), None) => format!("{} {}", if s.throughout { "since" } else { "from" }, moment(from)),
        (Some(from), Some(to)) => closed(from, to),
    }
}

fn closed(from: Moment, to: Moment) -> String {
    let (a, b) = (from.date, to.date);
    if a == b {
        return match (clock(from), clock(to)) {
            (Some(x), Some(y)) if x == y => format!("{}, {x}", day(a)),
            (Some(x), Some(y)) => format!("{}, {x}–{y}", day(a)),
            (Some(x), None) => format!("{}, from {x}", day(a)),
            (None, Some(y)) => format!("{}, until {y}", day(a)),
            (None, None) => day(a),
        };
    }
    if from.minute.is_some() || to.minute.is_some() {
        let night = from.minute >= Some(18 * 60)
            && to.minute.is_some_and(|m| m <= 12 * 60)
            && a.tomorrow().is_ok_and(|t| t == b);
        return match (night, clock(from), clock(to)) {
            (true, Some(x), Some(y)) => {
                format!("night of {} to {}, {x}–{y}", short_day(a, b), day(b))
            }
            _ => format!("{} – {}", moment(from), moment(to)),
        };
    }
    days(a, b)
}

/// Two whole days as one phrase: `3–4 January 2022`, `May 2012`, `2008`, `30 May – 2 June 2020`.
pub fn days(a: Date, b: Date) -> String {
    if a == b {
        return day(a);
    }
    let whole_months = a.day() == 1 && b.day() == b.days_in_month();
    if whole_months && a.year() == b.year() && a.month() == 1 && b.month() == 12 {
        return a.year().to_string();
    }
    if whole_months && (a.year(), a.month()) == (b.year(), b.month()) {
        return format!("{} {}", month(a), a.year());
    }
    if (a.year(), a.month()) == (b.year(), b.month()) {
        return format!("{}–{} {} {}", a.day(), b.day(), month(b), b.year());
    }
    format!("{} – {}", short_day(a, b), day(b))
}

/// Day and month of `a`, with the year only where it differs from that of `b`.
fn short_day(a: Date, b: Date) -> String {
    if a.year() != b.year() {
        day(a)
    } else if a.month() != b.month() {
        format!("{} {}", a.day(), month(a))
    } else {
        a.day().to_string()
    }
}

/// From what the reader took a time or place that the statement does not name: "last named before".
pub fn inferred_from(how: &str) -> &str {
    match how {
        "" => "from context",
        "form header" => "from the head of the form",
        "line" | "line head" => "from the head of the line",
        "dateline" => "from the dateline",
        "heading" => "from the heading",
        "last named" => "last named before",
        "document date" => "from the document’s date",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Given;
    use kua_record::act::CODES;

    fn span_words(from: Option<&str>, to: Option<&str>, throughout: bool) -> String {
        span(&TimeSpan {
            from: from.and_then(Moment::parse),
            to: to.and_then(Moment::parse),
            throughout,
            given: Given::Stated,
            words: String::new(),
        })
    }

    #[test]
    fn every_code_has_plain_words() {
        for code in CODES {
            assert_ne!(act_name(code), *code);
            assert_ne!(act_does(code), *code);
        }
        assert_eq!(ACTS.len(), CODES.len());
    }

    #[test]
    fn times_keep_their_open_ends() {
        assert_eq!(span_words(None, Some("2022-01-04T12:00"), true), "until 4 January 2022, 12:00");
        assert_eq!(span_words(None, Some("2022-01-05"), false), "by 5 January 2022");
        assert_eq!(span_words(Some("2020-07-07"), None, true), "since 7 July 2020");
        assert_eq!(span_words(Some("2022-01-03"), Some("2022-01-04"), false), "3–4 January 2022");
        assert_eq!(span_words(Some("2012-05-01"), Some("2012-05-31"), false), "May 2012");
        assert_eq!(span_words(Some("2008-01-01"), Some("2008-12-31"), false), "2008");
        assert_eq!(
            span_words(Some("2020-07-10T20:00"), Some("2020-07-11T06:00"), false),
            "night of 10 to 11 July 2020, 20:00–06:00"
        );
    }

    #[test]
    fn counts_keep_their_open_ends() {
        let count = |low, high, basis: Option<&str>| {
            range(&Count {
                text: String::new(),
                low,
                high,
                of: None,
                basis: basis.map(str::to_owned),
                extra: Default::default(),
            })
        };
        assert_eq!(count(Some(18_250), Some(63_000), None), "18,250–63,000");
        assert_eq!(count(Some(71), None, None), "71 or more");
        assert_eq!(count(None, Some(500), None), "up to 500");
        assert_eq!(count(Some(50), Some(95), Some("share")), "50–95 %");
    }
}
