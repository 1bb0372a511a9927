//! The words of `data/dates.toml` and the patterns made of them.
//!
//! In: nothing. Out: patterns that `dates.rs` puts together. Broken ones end the program at their first use, and
//! the tests use them all.

use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Words {
    month: Vec<Month>,
    weekdays: Forms,
    fields: Forms,
    papers: Forms,
    made: Forms,
}
#[derive(Deserialize)]
struct Month {
    number: i8,
    forms: Vec<String>,
}
#[derive(Deserialize)]
struct Forms {
    forms: Vec<String>,
}

impl Forms {
    /// `a|b|c`, longest first, so that "date of report" goes before "date".
    fn any(&self) -> String {
        let mut forms: Vec<String> = self.forms.iter().map(|f| regex::escape(f)).collect();
        forms.sort_by_key(|f| std::cmp::Reverse(f.len()));
        forms.join("|")
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| own(toml::from_str(include_str!("../../data/dates.toml"))));
pub(super) static MONTHS: LazyLock<BTreeMap<String, i8>> = LazyLock::new(|| {
    WORDS.month.iter().flat_map(|m| m.forms.iter().map(|f| (f.clone(), m.number))).collect()
});

/// The words and patterns are part of the program; the tests read them all.
fn own<T, E: std::fmt::Display>(made: Result<T, E>) -> T {
    made.unwrap_or_else(|error| panic!("a table of this program is broken: {error}"))
}

fn pattern(source: &str) -> Regex {
    own(Regex::new(source))
}

const YEAR: &str = r"(?<year>(?:1[89]|20)\d\d)";
/// After a year: no further digit; "г.", "года" and "жыл" belong to the date.
const TAIL: &str = r"(?-u:\b)(?:\s*(?:года|год|г|жылы|жыл|ж)\b\.?)?";
pub(super) static ISO: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^{YEAR}[-/.](?<month>\d\d)[-/.](?<day>\d\d)(?-u:\b)")));
pub(super) static DOTTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^(?<day>\d\d?)\.\s?(?<month>\d\d?)\.\s?{YEAR}{TAIL}")));
pub(super) static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)^«?(?<day>\d\d?)»?(?:st|nd|rd|th)?(?: of)?[\s-]+(?<month>\p{{L}}+)\.?,?[\s-]+{YEAR}{TAIL}"
    ))
});
pub(super) static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?i)^(?<month>\p{{L}}+)\.?\s+(?<day>\d\d?)(?:st|nd|rd|th)?,?\s+{YEAR}{TAIL}"))
});
pub(super) static KAZAKH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)^{YEAR}\s*(?:жылғы|жылдың|жылы|ж\.)\s+(?<day>\d\d?)(?:\s*-?\s*\p{{L}}{{2}})?\s+(?<month>\p{{L}}+)"
    ))
});
pub(super) static WEEKDAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)^\s*(?:(?:{})\b\.?\s*,?\s*)?", WORDS.weekdays.any())));
pub(super) static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r#"(?i)(?:^[\s#>*_|"-]*|[.;|]\s*\**)(?:{})(?:\s+(?:on|в|at))?\s*["*_]*\s*[:|–—-]"#,
        WORDS.fields.any()
    ))
});
pub(super) static PAPER: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)^[\s#>*_(\[]*(?:\p{{L}}+\s+)?(?:{})\b", WORDS.papers.any())));
pub(super) static MADE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)\b(?:{})\b\s*:?\s*", WORDS.made.any())));
/// A time of day after a date, with a zone.
const CLOCK: &str = r"(?:[,T]?\s*(?:at\s+|в\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:[+-]\d\d:?\d\d|Z|\(?[A-Z]{2,5}\)?)*)?";
pub(super) static TIME: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)^{CLOCK}\s*(?:\([A-Z]+\))?\s*")));
/// What may follow the date of a dateline: nothing, a dash, a bar, the agency in brackets.
pub(super) static CLOSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"^{CLOCK}\s*(?:$|[.;]$|[–—|•·]|--|-\s|\(|\[|:\s*$|/|\*|\.\s*[–—-]|\)\s*(?:$|[–—:-]))"))
});
/// What may follow the date that closes a header.
pub(super) static END: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^{CLOCK}\s*[*_]*(?:$|[.;,)\]|–—])")));
pub(super) static RANGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^№#.\d\s]\s+|[–—(,])\d{1,2}\s*[–—-]$"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_month_stands_for_one_month() {
        assert_eq!(WORDS.month.iter().map(|m| m.number).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
        let forms: usize = WORDS.month.iter().map(|m| m.forms.len()).sum();
        assert_eq!(MONTHS.len(), forms);
    }
}
