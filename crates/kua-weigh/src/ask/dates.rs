//! Days that a question names.
//!
//! In: the words of a question; the days of the documents. Out: which words were taken, and intervals of whole days:
//! "on 9 March" in the year of a document, "on Saturday" as the last Saturday before a document's date, "in March" as
//! the month. Not here: hours ("on the evening of" is the day).

use super::tokens::Word;
use jiff::civil::{Date, Weekday, date};
use std::ops::Range;

/// A day or month as the question gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Day, month, perhaps a year.
    Day(i8, i8, Option<i16>),
    /// A month, perhaps with its year.
    Month(i8, Option<i16>),
    /// A year.
    Year(i16),
    /// A day of the week.
    Weekday(Weekday),
}

/// First and last day.
pub type Days = (Date, Date);

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];
/// Words that belong to a date and carry nothing else: "on the night of 9 March".
const AROUND: [&str; 14] = [
    "on",
    "the",
    "of",
    "in",
    "night",
    "morning",
    "evening",
    "afternoon",
    "day",
    "and",
    "late",
    "early",
    "during",
    "by",
];

/// Dates in the question and the words they take up.
pub fn read(words: &[Word]) -> Vec<(Asked, Range<usize>)> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let Some((asked, len)) = at(words, i) else {
            i += 1;
            continue;
        };
        let mut start = i;
        let floor = out.last().map_or(0, |(_, r): &(Asked, Range<usize>)| r.end);
        while start > floor && AROUND.contains(&words[start - 1].low.as_str()) {
            start -= 1;
        }
        // "the night of 9 March" goes, "the march of 6 March" keeps its noun.
        out.push((asked, start..i + len));
        i += len;
    }
    out
}

fn at(words: &[Word], i: usize) -> Option<(Asked, usize)> {
    let day = |w: Option<&Word>| {
        let digits = w?.low.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
        digits.parse::<i8>().ok().filter(|d| (1..=31).contains(d))
    };
    // "march" in small letters is a deed, unless a number stands beside it.
    let month = |w: Option<&Word>| {
        let place = MONTHS.iter().position(|m| *m == w.map_or("", |w| w.low.as_str()))?;
        i8::try_from(place + 1).ok()
    };
    let year = |w: Option<&Word>| w?.low.parse::<i16>().ok().filter(|y| (1900..2200).contains(y));
    let here = words.get(i);
    let next = words.get(i + 1);
    if let (Some(d), Some(m)) = (day(here), month(next)) {
        let y = year(words.get(i + 2));
        return Some((Asked::Day(d, m, y), 2 + usize::from(y.is_some())));
    }
    if let (Some(d), Some("of"), Some(m)) = (day(here), next.map(|w| w.low.as_str()), month(words.get(i + 2)))
    {
        return Some((Asked::Day(d, m, None), 3));
    }
    if let Some(m) = month(here).filter(|_| here.is_some_and(|w| w.capital) || day(next).is_some()) {
        if let Some(d) = day(next) {
            let y = year(words.get(i + 2));
            return Some((Asked::Day(d, m, y), 2 + usize::from(y.is_some())));
        }
        let y = year(next);
        return Some((Asked::Month(m, y), 1 + usize::from(y.is_some())));
    }
    if let Some(weekday) = WEEKDAYS.iter().find(|(name, _)| here.is_some_and(|w| w.low == *name)) {
        return Some((Asked::Weekday(weekday.1), 1));
    }
    year(here).map(|y| (Asked::Year(y), 1))
}

impl Asked {
    /// The intervals it can mean in documents of these days; the first and last may be equal.
    pub fn intervals(self, anchors: &[Date]) -> Vec<Days> {
        let mut years: Vec<i16> = anchors.iter().map(|a| a.year()).collect();
        years.sort_unstable();
        years.dedup();
        let whole = |y: i16, m: i8| {
            let first = Date::new(y, m, 1).ok()?;
            Some((first, first.last_of_month()))
        };
        match self {
            Self::Day(d, m, Some(y)) => Date::new(y, m, d).ok().map(|x| (x, x)).into_iter().collect(),
            Self::Day(d, m, None) => {
                years.into_iter().filter_map(|y| Date::new(y, m, d).ok()).map(|x| (x, x)).collect()
            }
            Self::Month(m, Some(y)) => whole(y, m).into_iter().collect(),
            Self::Month(m, None) => years.into_iter().filter_map(|y| whole(y, m)).collect(),
            Self::Year(y) => vec![(date(y, 1, 1), date(y, 12, 31))],
            Self::Weekday(w) => {
                let mut days: Vec<Days> =
                    anchors.iter().filter_map(|a| last(*a, w)).map(|x| (x, x)).collect();
                days.sort_unstable();
                days.dedup();
                days
            }
        }
    }
}

/// The last such day of the week up to and with `anchor`.
fn last(anchor: Date, weekday: Weekday) -> Option<Date> {
    (0..7)
        .scan(anchor, |day, _| {
            let this = *day;
            *day = this.yesterday().unwrap_or(this);
            Some(this)
        })
        .find(|day| day.weekday() == weekday)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::words;
    use super::*;

    fn check(question: &str, expected: &[Asked]) {
        let found: Vec<Asked> = read(&words(question)).into_iter().map(|(a, _)| a).collect();
        assert_eq!(found, expected, "{question}");
    }

    #[test]
    fn days_months_and_weekdays_are_read() {
        check("Who was hurt on the night of 9 March?", &[Asked::Day(9, 3, None)]);
        check("Who was hurt on June 14, 2022?", &[Asked::Day(14, 6, Some(2022))]);
        check("Who was hurt on the 3rd of May?", &[Asked::Day(3, 5, None)]);
        check("What happened in April 2021?", &[Asked::Month(4, Some(2021))]);
        check("Who came to the march on Saturday?", &[Asked::Weekday(Weekday::Saturday)]);
        check("Who led the march?", &[]);
    }

    #[test]
    fn a_day_without_a_year_takes_those_of_the_documents() {
        let anchors = [date(2024, 3, 13), date(2024, 3, 16)];
        assert_eq!(Asked::Day(9, 3, None).intervals(&anchors), [(date(2024, 3, 9), date(2024, 3, 9))]);
        assert_eq!(Asked::Weekday(Weekday::Saturday).intervals(&anchors).len(), 2);
    }
}
