//! The grammar of days: dates in digits and words, months, years, weekdays, seasons, holidays.
//!
//! In: scanned tokens and a place. Out: a [`Day`] and one past its last token. The clock is in `clock.rs`, what
//! counts from another time in `relative.rs`, whole expressions in `range.rs`.

use super::expr::{Day, Nth};
use super::scan::Toks;
use super::words::{TimeWord, Unit, Which};
use crate::count::number::{ordinal, small};
use crate::count::words::NumWord;

/// The grammar over one scanned text.
#[derive(Debug, Clone, Copy)]
pub struct Grammar<'a> {
    /// The text.
    pub t: &'a Toks<'a>,
    /// Whether "03/04" is 4 March; dates with dots are always day first.
    pub month_first: bool,
    /// Whether the text writes hours of 24 ("09:10", "14:40"): then "10:55" is no evening.
    pub of_24: bool,
}

/// A reading and one past its last token.
pub type Found<T> = Option<(T, usize)>;

/// Function words that may follow a bare year, hour or day number; any other word may be a counted noun.
pub(super) const AFTER: &[&str] = &[
    "and",
    "or",
    "but",
    "to",
    "until",
    "when",
    "where",
    "while",
    "as",
    "at",
    "in",
    "on",
    "by",
    "for",
    "with",
    "from",
    "the",
    "a",
    "an",
    "of",
    "that",
    "which",
    "who",
    "they",
    "he",
    "she",
    "we",
    "i",
    "it",
    "there",
    "this",
    "these",
    "his",
    "her",
    "their",
    "our",
    "my",
    "was",
    "were",
    "is",
    "are",
    "had",
    "has",
    "have",
    "after",
    "before",
    "because",
    "nobody",
    "no",
    "some",
    "all",
    "police",
    "through",
    "over",
    "under",
    "against",
    "since",
    "if",
    "not",
    "near",
    "outside",
    "around",
    "about",
    "during",
    "without",
    "between",
    "then",
    "did",
    "do",
    "will",
    "would",
    "could",
    "can",
    "may",
    "so",
    "also",
    "local",
    "tomorrow",
    "today",
    "yesterday",
    "tonight",
    "sharp",
    "several",
    "more",
    "people",
];

/// Words that make a weekday a name ("Bloody Sunday").
const NAMES: &[&str] =
    &["black", "bloody", "good", "ash", "palm", "maundy", "cyber", "super", "red", "white", "holy"];

impl Grammar<'_> {
    /// One past token `i` if it is the word or mark.
    pub(super) fn eat(&self, i: usize, word: &str) -> usize {
        if self.t.is(i, word) { i + 1 } else { i }
    }

    /// Whether token `i` ends a phrase: no word, a capital, or a function word.
    pub(super) fn ends(&self, i: usize) -> bool {
        match self.t.get(i) {
            None => true,
            Some(tok) if tok.line => true,
            Some(tok) if tok.kind == super::scan::Kind::Mark => {
                let inside = self.t.dash(i) && self.t.tight(i);
                !(inside || matches!(char::from_u32(tok.val as u32), Some('%' | '/' | '$')))
            }
            Some(tok) if tok.kind == super::scan::Kind::Num => false,
            Some(_) => self.t.any(i, AFTER),
        }
    }

    /// A time word that begins at `i`, and one past it.
    pub(super) fn word(&self, i: usize) -> Found<TimeWord> {
        let (word, n) = self.t.get(i)?.time?;
        Some((word, i + usize::from(n)))
    }

    /// A day or longer time that begins at `i`.
    pub fn day(&self, i: usize) -> Found<Day> {
        let the = self.eat(i, "the");
        if self.t.num(the).is_some() {
            // "since 9/11"; "on 9/11" is any year's.
            let dated = i > 0 && self.t.any(i - 1, &["on", "from", "to", "between", "for"]);
            return self
                .holiday(the)
                .filter(|_| !dated)
                .or_else(|| self.spaced(the))
                .or_else(|| self.year_first(the))
                .or_else(|| self.compact(the))
                .or_else(|| self.numeric(the))
                .or_else(|| self.day_month(the))
                .or_else(|| self.quarter(the))
                .or_else(|| self.nth(i))
                .or_else(|| self.of_month(i));
        }
        self.spoken_day_month(the)
            .or_else(|| self.day_month(the))
            .or_else(|| self.month(the))
            .or_else(|| self.weekday(the))
            .or_else(|| self.season(the))
            .or_else(|| self.quarter(the))
            .or_else(|| self.holiday(the))
            .or_else(|| self.nth(i))
            .or_else(|| self.of_month(i))
    }

    /// A weekday, with "the 5th" after it or not.
    fn weekday(&self, i: usize) -> Found<Day> {
        let (TimeWord::Weekday(weekday, doubtful), mut next) = self.word(i)? else { return None };
        // "on a Monday" is any Monday.
        let named = i > 0 && self.t.any(i - 1, NAMES) && self.t.get(i - 1).is_some_and(|x| x.cap);
        if named || i > 0 && self.t.any(i - 1, &["a", "any", "another"]) {
            return None;
        }
        if doubtful {
            let beside = self.t.mark(next, '.') || self.t.mark(next, ',') || self.t.num(next).is_some();
            let led = i > 0
                && (self.t.any(i - 1, &["on", "since", "until", "by", "from"])
                    || matches!(self.t.time(i - 1), Some(TimeWord::Which(_))));
            if !(self.t.get(i)?.cap && (beside || led) || i == 0 && self.t.len() <= 2) {
                return None;
            }
        }
        if self.t.mark(next, '.')
            && self.t.str(i).len() <= 4
            && !self
                .t
                .get(next + 1)
                .is_some_and(|t| t.cap && t.gap && !matches!(t.time, Some((TimeWord::Month(..), _))))
            && self.t.get(next + 1).is_some()
        {
            next += 1;
        }
        // "Thursday the 25th", "Thursday, the 25th"
        let comma = usize::from(self.t.mark(next, ',') && self.t.is(next + 1, "the"));
        let the = self.eat(next + comma, "the");
        if let Some((day, after, true)) = self.day_number(the) {
            let month = self.word(self.eat(after, "of"));
            if !matches!(month, Some((TimeWord::Month(..), _))) {
                return Some((Day::OfMonth { day, weekday: Some(weekday) }, after));
            }
        }
        // "Monday 21", where nothing is counted
        if self.t.num(next).is_some()
            && let Some((day, after, false)) = self.day_number(next)
            && (self.t.get(after).is_none_or(|x| x.line)
                || self.t.any(after, &["at", "from", "between"])
                || self.t.get(after).is_some_and(|x| x.kind == super::scan::Kind::Mark)
                    && !self.t.tight(after + 1)
                    && !self.t.mark(after, '%'))
        {
            return Some((Day::OfMonth { day, weekday: Some(weekday) }, after));
        }
        // "on the Saturday": the one of what is told.
        // "the Friday after next"
        if self.t.is(next, "after") && self.t.is(next + 1, "next") {
            return Some((Day::Weekday { weekday, which: Which::Bare, weeks: 2 }, next + 2));
        }
        // "the Monday before last"
        if self.t.is(next, "before") && self.t.is(next + 1, "last") && self.ends(next + 2) {
            return Some((Day::Weekday { weekday, which: Which::Bare, weeks: -2 }, next + 2));
        }
        let told =
            i > 1 && self.t.is(i - 1, "the") && self.t.any(i - 2, &["on", "by", "until", "since", "from"]);
        let which = if told { Which::That } else { Which::Bare };
        Some((Day::Weekday { weekday, which, weeks: 0 }, next))
    }

    /// "summer 2012", "the spring of 2019", "winter" after a word such as "since".
    fn season(&self, i: usize) -> Found<Day> {
        let (TimeWord::Season(season, doubtful), next) = self.word(i)? else { return None };
        let (year, after) = self.trailing_year(next);
        // "the winter of 2018-19"
        let after = year.and_then(|y| self.next_year(y, after)).unwrap_or(after);
        let led = i > 0
            && (self.t.any(i - 1, &["in", "since", "until", "by", "during"])
                || self.t.is(i - 1, "the")
                    && i > 1
                    && self.t.any(i - 2, &["in", "since", "until", "by", "during"]));
        if year.is_some()
            || led && (!doubtful || self.t.is(i - 1, "the") || self.t.is(i - 1, "since")) && self.ends(next)
        {
            return Some((Day::Season { season, year, which: Which::Bare }, after));
        }
        None
    }

    /// "-19", "/19", "–2019" after the year 2018: one past it.
    pub(super) fn next_year(&self, year: i32, i: usize) -> Option<usize> {
        let t = self.t;
        let joined = (t.dash(i) || t.mark(i, '/')) && t.tight(i) && t.tight(i + 1);
        let n = t.num(i + 1).filter(|n| joined && matches!(n.digits(), 2 | 4))?;
        let wanted = if n.digits() == 2 { (year + 1) % 100 } else { year + 1 };
        (i32::try_from(n.val) == Ok(wanted)).then_some(i + 2)
    }

    /// "Q2", "Q2 2023", "2023Q2", "the second quarter of 2023", "the last quarter of 2009"; "H2 2023".
    pub(super) fn quarter(&self, i: usize) -> Found<Day> {
        if self.t.is(i, "h") && self.t.tight(i + 1) && self.t.get(i)?.cap {
            let half = self.t.num(i + 1).filter(|n| (1..=2).contains(&n.val) && n.digits() == 1)?.val;
            let (year, next) = match self.trailing_year(i + 2) {
                (None, _) if self.t.tight(i + 2) && !self.ends(i + 2) => return None,
                // "H1 and H2 blockers" are no halves of a year.
                (None, _)
                    if !(i > 0 && self.t.any(i - 1, &["in", "for", "during", "since", "by", "until"])) =>
                {
                    return None;
                }
                (None, _) => (Day::Unit { unit: Unit::Year, which: Which::This }, i + 2),
                (Some(y), next) => (Day::Year(y), next),
            };
            return Some((half_of(half == 1, year), next));
        }
        if self.t.is(i, "q") && self.t.tight(i + 1) {
            let quarter =
                self.t.num(i + 1).filter(|n| (1..=4).contains(&n.val) && n.digits() == 1)?.val as u8;
            let dash = usize::from(self.t.dash(i + 2) && self.t.tight(i + 2) && self.t.tight(i + 3));
            let (year, next) = match self.trailing_year(i + 2 + dash) {
                (None, _) => (None, i + 2),
                found => found,
            };
            return Some((Day::Quarter { quarter, year, which: Which::Bare }, next));
        }
        let last = self.t.any(i, &["last", "final"]) && self.t.any(i + 2, &["of", "in"]);
        let (n, next) = if last { (4, i + 1) } else { ordinal(self.t, i)? };
        let (TimeWord::Unit(Unit::Quarter, false), mut next) = self.word(next)? else { return None };
        if !(1..=4).contains(&n) {
            return None;
        }
        let (mut year, after) = self.trailing_year(next);
        let mut which = Which::Bare;
        if year.is_some() {
            next = after;
        } else if self.t.any(next, &["of", "in"]) {
            let at = self.eat(next + 1, "the");
            if let Some((TimeWord::Which(w), at)) = self.word(at) {
                if let Some((TimeWord::Unit(Unit::Year, false), at)) = self.word(at) {
                    (which, next) = (w, at);
                }
            } else if self.t.is(at, "year") {
                (which, next) = (Which::This, at + 1);
            }
        }
        if year.is_some_and(|y| y < 1800) {
            year = None;
        }
        Some((Day::Quarter { quarter: n as u8, year, which }, next))
    }

    fn holiday(&self, i: usize) -> Found<Day> {
        let (TimeWord::Holiday(index), next) = self.word(i)? else { return None };
        let (year, after) = self.trailing_year(next);
        // "Easter weekend 2021"
        if let Some((TimeWord::Unit(Unit::Weekend, false), end)) = self.word(after) {
            let (late, end) = if year.is_none() { self.trailing_year(end) } else { (None, end) };
            let holiday = Day::Holiday { index, year: year.or(late), which: Which::Bare };
            return Some((Day::WeekendOf(Box::new(holiday)), end));
        }
        if !self.t.get(i)?.cap && i > 0 && next < i + 2 && year.is_none() {
            return None;
        }
        Some((Day::Holiday { index, year, which: Which::Bare }, after))
    }

    /// "the first Monday of October", "the last week of 2014", "the third day of May".
    fn nth(&self, i: usize) -> Found<Day> {
        let at = self.eat(i, "the");
        let (n, mut at) = match self.word(at) {
            Some((TimeWord::Which(Which::Last), next)) if self.t.is(at, "last") => (-1, next),
            _ => ordinal(self.t, at)?,
        };
        let mut n = n;
        if n > 0 && self.t.is(at, "last") {
            (n, at) = (-n, at + 1);
        }
        // "the first ten days of January", "the last three months of 2021"
        let counted =
            |w: &(i32, Unit, usize)| n.abs() == 1 && w.1 >= Unit::Day && self.t.any(w.2, &["of", "in"]);
        if let Some((count, unit, next)) = self.whole(at).filter(counted) {
            let (of, end) = self.long(next + 1)?;
            return Some((Day::Ends { n: n * count, unit, of: Box::new(of) }, end));
        }
        // "the first half of 2023", "the second half of May"
        if self.t.is(at, "half") && matches!(n, 1 | 2 | -1) && self.t.any(at + 1, &["of", "in"]) {
            let (of, end) = self.long(at + 2)?;
            let sign = if n == 1 { 1 } else { -1 };
            let (n, unit) = match &of {
                Day::Year(_) | Day::Unit { unit: Unit::Year, .. } => (6 * sign, Unit::Month),
                Day::Month { .. } | Day::Unit { unit: Unit::Month, .. } => (15 * sign, Unit::Day),
                _ => return None,
            };
            return Some((Day::Ends { n, unit, of: Box::new(of) }, end));
        }
        let (what, at) = match self.word(at)? {
            (TimeWord::Weekday(w, _), next) => (Nth::Weekday(w), next),
            (
                TimeWord::Unit(
                    u @ (Unit::Day | Unit::Workday | Unit::Week | Unit::Weekend | Unit::Month),
                    false,
                ),
                next,
            ) => (Nth::Unit(u), next),
            _ => return None,
        };
        if !self.t.any(at, &["of", "in"]) {
            return None;
        }
        let (of, next) = self.long(at + 1)?;
        Some((Day::Nth { n, what, of: Box::new(of) }, next))
    }

    /// A time that holds days: a month, a year, "next month", "the year".
    pub(super) fn long(&self, i: usize) -> Found<Day> {
        let the = self.eat(i, "the");
        if let Some((year, next)) = self.year(the) {
            return Some((Day::Year(year), next));
        }
        if let Some((TimeWord::Month(month, _), at)) = self.word(the) {
            let (year, next) = self.trailing_year(at);
            return Some((Day::Month { year, month, which: Which::Bare }, next));
        }
        if let Some((TimeWord::Unit(unit @ (Unit::Month | Unit::Year | Unit::Week), false), next)) =
            self.word(the)
        {
            return Some((Day::Unit { unit, which: Which::This }, next));
        }
        let (day, next) = self.which(i)?;
        matches!(
            day,
            Day::Unit { unit: Unit::Month | Unit::Year | Unit::Week, .. }
                | Day::Month { .. }
                | Day::Season { .. }
        )
        .then_some((day, next))
    }

    /// "the 14th", where nothing that is counted follows.
    fn of_month(&self, i: usize) -> Found<Day> {
        let the = self.eat(i, "the");
        let led = i > 0
            && self.t.any(
                i - 1,
                &[
                    "on", "by", "since", "until", "till", "from", "to", "before", "after", "and", "between",
                    "of",
                ],
            );
        // "on 29th" is written short.
        let short = the == i && led && self.t.num(i).is_some();
        if the == i && !short || !(led || i == 0) {
            return None;
        }
        let (day, next, ended) = self.day_number(the)?;
        // "on the 17 from 2 p.m."
        if !ended {
            let alone = i == 0 && the > i && self.t.get(next).is_none();
            let hours = the > i
                && self.t.is(i.wrapping_sub(1), "on")
                && self.t.any(next, &["from", "between", "at"])
                && self.t.num(next + 1).is_some();
            return (alone || hours).then_some((Day::OfMonth { day, weekday: None }, next));
        }
        // "the 2nd Police Regiment"
        if self.t.get(next).is_some_and(|x| x.cap && !x.line) {
            return None;
        }
        let written = self.t.num(the).is_some() || i > 0 && self.t.is(i - 1, "on");
        // "On the 19th sixty policemen arrived", "on the 19th soldiers came"
        let counted = self.t.begins(i.wrapping_sub(1))
            && self.t.get(next).is_some_and(|x| {
                let s = self.t.str(next);
                x.num.is_some()
                    || x.kind == super::scan::Kind::Num
                    || s.len() > 4 && s.ends_with('s') && !s.ends_with("ss")
            });
        (written && counted
            || written && self.ends(next) && !self.t.any(next, &["of", "and"])
            || written && self.t.is(next, "and") && self.day_number(self.eat(next + 1, "the")).is_some())
        .then_some((Day::OfMonth { day, weekday: None }, next))
    }

    /// A small number of units ("two days", "a week", "several hours"), and whether the number is vague.
    pub(super) fn amount(&self, i: usize) -> Option<(Option<f64>, Unit, usize)> {
        let t = self.t;
        let unit = |at: usize| {
            let hyphen = usize::from(t.dash(at) && t.tight(at));
            match self.word(at + hyphen)? {
                (TimeWord::Unit(unit, _), next) => Some((unit, next)),
                _ => None,
            }
        };
        let num = |at: usize| crate::count::number::word(t, at);
        // "a quarter of an hour" is no quarter of a year.
        if let Some(found) = self.fraction(i) {
            return Some(found);
        }
        if t.any(i, &["a", "an"]) {
            if t.is(i + 1, "half") {
                return unit(i + 2).map(|(u, n)| (Some(0.5), u, n));
            }
            if let Some(NumWord::Few(low, _)) = num(i + 1) {
                let n = t.is(i + 1, "couple").then_some(low as f64);
                return unit(self.eat(i + 2, "of")).map(|(u, next)| (n, u, next));
            }
            if let Some((TimeWord::Unit(u, false), next)) = self.word(i + 1) {
                let (half, next) = self.and_half(next);
                return Some((Some(1.0 + half), u, next));
            }
        }
        if t.is(i, "half") && t.any(i + 1, &["a", "an"]) {
            return unit(i + 2).map(|(u, n)| (Some(0.5), u, n));
        }
        match num(i) {
            Some(NumWord::Few(..)) => {
                let couple = t.is(i, "couple").then_some(2.0);
                return unit(self.eat(i + 1, "of")).map(|(u, n)| (couple, u, n));
            }
            Some(NumWord::Group(low, _)) => return unit(i + 1).map(|(u, n)| (Some(low as f64), u, n)),
            Some(NumWord::Plenty(..)) if t.is(i + 1, "of") => return unit(i + 2).map(|(u, n)| (None, u, n)),
            _ => {}
        }
        // "[ten] years ago": the editor's word in a quotation
        if t.mark(i, '[')
            && let Some(n) = crate::count::number::number(t, i + 1)
            && t.mark(n.next, ']')
        {
            return unit(n.next + 1).map(|(u, next)| (Some(n.value), u, next));
        }
        let n = crate::count::number::number(t, i)?;
        // "3h"
        if n.digits && t.tight(n.next) && t.is(n.next, "h") && !t.tight(n.next + 1) {
            return Some((Some(n.value), Unit::Hour, n.next + 1));
        }
        // "two and a half years", "2 more minutes"
        let (half, at) = self.and_half(n.next);
        let (u, next) = unit(self.eat(at, "more"))?;
        if half > 0.0 {
            return Some((Some(n.value + half), u, next));
        }
        // "two years and a half"
        let (half, after) = self.and_half(next);
        if half > 0.0 {
            return Some((Some(n.value + half), u, after));
        }
        // "four-night": an ordinal would be a place in a row.
        Some((Some(n.value), u, next))
    }

    /// "and a half", "and half", "and a quarter" at `i`, and one past it.
    fn and_half(&self, i: usize) -> (f64, usize) {
        if !self.t.is(i, "and") {
            return (0.0, i);
        }
        let article = i + 1 + usize::from(self.t.any(i + 1, &["a", "an"]));
        match self.t.str(article).to_ascii_lowercase().as_str() {
            "half" => (0.5, article + 1),
            "quarter" if article > i + 1 => (0.25, article + 1),
            _ => (0.0, i),
        }
    }

    /// Smaller units after a length: "(an hour) and 30 minutes", "(2 years) 1 month 21 days".
    pub(super) fn rest_of(&self, unit: Unit, next: usize) -> ([Option<(i32, Unit)>; 2], usize) {
        let (mut rest, mut at, mut last) = ([None; 2], next, unit);
        for slot in &mut rest {
            let from = self.eat(self.eat(at, ","), "and");
            let written = self.t.num(from).is_some() || self.t.get(from).is_some_and(|x| x.num.is_some());
            let Some((n, unit, end)) = self.whole(from).filter(|w| written && w.1 < last) else { break };
            (*slot, at, last) = (Some((n, unit)), end, unit);
        }
        (rest, at)
    }

    /// A whole number of units.
    pub(super) fn whole(&self, i: usize) -> Option<(i32, Unit, usize)> {
        let (n, unit, next) = self.amount(i)?;
        let n = n?;
        (n.fract() == 0.0 && (0.0..=10_000.0).contains(&n)).then_some((n as i32, unit, next))
    }

    /// A small whole number in words or digits.
    pub(super) fn small(&self, i: usize) -> Found<i32> {
        small(self.t, i)
    }
}

/// The first or second half of a year.
pub(super) fn half_of(first: bool, year: Day) -> Day {
    Day::Ends { n: if first { 6 } else { -6 }, unit: Unit::Month, of: Box::new(year) }
}
