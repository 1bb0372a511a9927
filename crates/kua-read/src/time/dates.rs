//! The grammar of dates in digits and words: years, months, days of a month.
//!
//! In: scanned tokens and a place. Out: a [`Day`] and one past its last token.

use super::expr::Day;
use super::grammar::{AFTER, Found, Grammar};
use super::words::{TimeWord, Unit, Which};
use crate::count::number::ordinal;
use crate::count::words::NumWord;

impl Grammar<'_> {
    /// A year in four digits, or two after an apostrophe; not when it looks like a count.
    pub(super) fn year(&self, i: usize) -> Found<i32> {
        if self.t.any(i, &["'", "’"]) && self.t.tight(i + 1) {
            let n = self.t.num(i + 1).filter(|n| n.digits() == 2)?;
            return Some((two_digits(n.val as i32), i + 2));
        }
        if self.t.get(i)?.kind == super::scan::Kind::Word {
            return self.spoken_year(i);
        }
        let n = self.t.num(i).filter(|n| n.digits() == 4 && (1000..=2999).contains(&n.val))?;
        let tail = self.t.tight(i + 1)
            && (self.t.mark(i + 1, ',') || self.t.mark(i + 1, '.') || self.t.mark(i + 1, ':'))
            && self.t.tight(i + 2)
            && self.t.num(i + 2).is_some();
        // "in 300 BC" and "in 2014 BC" lie before any protest that is told of.
        let before_christ = self.t.any(i + 1, &["bc", "bce"])
            || self.t.is(i + 1, "b") && self.t.mark(i + 2, '.') && self.t.is(i + 3, "c");
        if tail
            || before_christ
            || self.t.mark(i + 1, '%')
            || self.t.is(i + 1, "utc")
            || self.t.is(i + 1, "gmt")
        {
            return None;
        }
        Some((n.val as i32, i + 1))
    }

    /// A year that may follow a month or a day, with a comma, "of" or "in" between.
    pub(super) fn trailing_year(&self, i: usize) -> (Option<i32>, usize) {
        let mut at = i;
        if self.t.mark(at, ',') || self.t.mark(at, '.') {
            at += 1;
        }
        if self.t.any(at, &["of", "in"]) {
            at += 1;
            at = self.eat(at, "the");
            at = self.eat(at, "year");
        }
        // "in April of 87"
        if self.t.is(i, "of")
            && let Some(n) = self.t.num(i + 1).filter(|n| n.digits() == 2 && (30..=99).contains(&n.val))
            && self.ends(i + 2)
            && !self.t.any(i + 2, &["people", "of", "police", "more"])
        {
            return (Some(two_digits(n.val as i32)), i + 2);
        }
        if let Some((year, next)) = self.year(at) {
            let counted = matches!(crate::count::number::word(self.t, next), Some(NumWord::Counted));
            // "in March, 2000 people came" has a count, "in March 2000 people came" a year.
            let spoken = self.t.get(at).is_some_and(|x| x.kind == super::scan::Kind::Word);
            let count = counted && (at != i) || !(1800..=2199).contains(&year) && !spoken;
            if !count && !self.t.get(at).is_some_and(|t| t.line && t.start > 0 && at > i) {
                return (Some(year), next);
            }
        }
        (None, i)
    }

    /// `2022-01-04`, `2022/1/4`, `4.1.2022`, `04/01/2022`, `4/25`, `2/2013`, `31-Oct-1974`.
    pub(super) fn numeric(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let a = t.num(i)?;
        let sep = |k: usize| {
            let mark =
                t.get(k).filter(|m| !m.gap && matches!(char::from_u32(m.val as u32), Some('-' | '/' | '.')));
            (mark.is_some() && t.tight(k + 1)).then(|| mark.map_or(0, |m| m.val))
        };
        // "5/1-5/7": the second of two dates with slashes.
        let second = i > 3 && t.dash(i - 1) && t.mark(i - 3, '/') && t.mark(i + 1, '/');
        if i > 0
            && t.tight(i)
            && (t.dash(i - 1) || t.mark(i - 1, '/') || t.mark(i - 1, '.'))
            && t.tight(i - 1)
            && !second
        {
            return None;
        }
        let mark = sep(i + 1)?;
        if let Some((TimeWord::Month(month, _), 1)) = t.get(i + 2)?.time {
            let day = day_number(a.val, a.digits())?;
            let year = (sep(i + 3) == Some(mark))
                .then(|| t.num(i + 4))
                .flatten()
                .and_then(|y| year_number(y.val, y.digits()));
            let next = if year.is_some() { i + 5 } else { i + 3 };
            return Some((Day::Date { year, month, day, weekday: None }, next));
        }
        let b = t.num(i + 2)?;
        if sep(i + 3) == Some(mark)
            && let Some(c) = t.num(i + 4)
        {
            let first = t.dash(i + 5) && mark == u64::from(b'/') && t.mark(i + 7, '/');
            if t.tight(i + 5) && t.num(i + 6).is_some() && (t.dash(i + 5) || t.mark(i + 5, '.')) && !first {
                return None;
            }
            let (year, month, day) = if a.digits() == 4 {
                (year_number(a.val, 4)?, b.val, c.val)
            } else {
                let (m, d) = self.order(a.val, b.val, mark)?;
                (year_number(c.val, c.digits())?, m, d)
            };
            let ok = (1..=12).contains(&month) && (1..=31).contains(&day);
            return ok.then_some((
                Day::Date { year: Some(year), month: month as u8, day: day as u8, weekday: None },
                i + 5,
            ));
        }
        if a.digits() == 4 && b.digits() <= 2 && (1..=12).contains(&b.val) && mark != u64::from(b'.') {
            let year = year_number(a.val, 4)?;
            return Some((Day::Month { year: Some(year), month: b.val as u8, which: Which::Bare }, i + 3));
        }
        let slash = mark == u64::from(b'/') || mark == u64::from(b'-') && (1900..=2099).contains(&b.val);
        if b.digits() == 4 && a.digits() <= 2 && (1..=12).contains(&a.val) && slash && !t.dash(i + 3) {
            let year = year_number(b.val, 4)?;
            return Some((Day::Month { year: Some(year), month: a.val as u8, which: Which::Bare }, i + 3));
        }
        // Two numbers are a date only with a slash (or in a dotted form of two digits each: "05.03."),
        // after a word such as "on".
        let listed = i > 3 && (t.mark(i - 1, ',') || t.any(i - 1, &["or", "and"])) && t.mark(i - 3, '/');
        let first = t.dash(i + 3) && t.tight(i + 4) && t.mark(i + 5, '/');
        let led = i == 0
            || second
            || listed
            || first
            || t.any(i - 1, &["on", "until", "by", "since", "from", "for", "to", "between"])
            || matches!(t.time(i - 1), Some(TimeWord::Weekday(..)))
            // "23/12 before 5 p.m.": no fraction, and an hour beside it
            || a.val > 12 && a.digits() == 2 && b.digits() == 2 && self.hour_follows(i + 3);
        let slash = mark == u64::from(b'/') && a.digits() <= 2 && b.digits() <= 2;
        let dotted = mark == u64::from(b'.') && a.digits() == 2 && b.digits() == 2 && t.mark(i + 3, '.');
        if led && (slash || dotted) && !t.any(i + 3, &["of", "th"]) {
            let (month, day) = self.order(a.val, b.val, mark)?;
            let (year, next) =
                if slash && t.mark(i + 3, ',') { self.trailing_year(i + 3) } else { (None, i + 3) };
            let date = Day::Date { year, month: month as u8, day: day as u8, weekday: None };
            return Some((date, next));
        }
        None
    }

    /// Whether a clock time follows, with a preposition or not.
    fn hour_follows(&self, i: usize) -> bool {
        let at = match self.word(i) {
            Some((TimeWord::Frame(_) | TimeWord::Approx, next)) => next,
            _ => i,
        };
        self.clock(at).is_some_and(|(c, _)| c.fixed)
    }

    /// `20220104`.
    pub(super) fn compact(&self, i: usize) -> Found<Day> {
        let n = self.t.num(i).filter(|n| n.digits() == 8 && (19_000_000..21_000_000).contains(&n.val))?.val;
        let (year, month, day) = (n / 10_000, n / 100 % 100, n % 100);
        let free = !(i > 0 && self.t.tight(i) && self.t.mark(i - 1, '.'));
        ((1..=12).contains(&month) && (1..=31).contains(&day) && free).then_some((
            Day::Date { year: Some(year as i32), month: month as u8, day: day as u8, weekday: None },
            i + 1,
        ))
    }

    /// Month and day of two numbers; the order is told by the text's custom unless one of them is over 12.
    pub(super) fn order(&self, a: u64, b: u64, mark: u64) -> Option<(u64, u64)> {
        let month_first = b > 12 || (self.month_first && a <= 12 && mark != u64::from(b'.'));
        let (month, day) = if month_first { (a, b) } else { (b, a) };
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
    }

    /// A day number with or without "st", "th": value, next, whether it had the ending (or was an ordinal word).
    pub(super) fn day_number(&self, i: usize) -> Option<(u8, usize, bool)> {
        if let Some(n) = self.t.num(i) {
            let day = day_number(n.val, n.digits())?;
            if let Some((_, next)) = ordinal(self.t, i) {
                return Some((day, next, true));
            }
            return Some((day, i + 1, false));
        }
        let (n, next) = ordinal(self.t, i)?;
        (1..=31).contains(&n).then_some((n as u8, next, true))
    }

    /// "(18), 19 and 20 June": days in a row after a comma; where the last of them begins, or `at`.
    fn listed_days(&self, first: u8, at: usize) -> usize {
        let (mut day, mut end) = (first, at);
        while self.t.mark(end, ',')
            && let Some((next, after, _)) = self.day_number(self.eat(end + 1, "the"))
            && next == day + 1
        {
            (day, end) = (next, after);
        }
        // The last one is joined by "and".
        let last = self.t.is(end, "and").then(|| self.day_number(self.eat(end + 1, "the"))).flatten();
        if end > at && last.is_some_and(|(n, _, _)| n == day + 1) { end } else { at }
    }

    /// `5 March`, `5–7 March`, `5 and 6 March`, `5th of March`, each with a year or not.
    pub(super) fn day_month(&self, i: usize) -> Found<Day> {
        let (first, mut at, _) = self.day_number(i)?;
        // "$40 December 12"
        if i > 0
            && self
                .t
                .get(i - 1)
                .is_some_and(|x| matches!(char::from_u32(x.val as u32), Some('$' | '€' | '£')) && x.val > 0)
        {
            return None;
        }
        let mut last = None;
        at = self.listed_days(first, at);
        if self.t.dash(at) || self.t.any(at, &["to", "and", "through", "until", "till", "&"]) {
            let next = self.eat(at + 1, "the");
            if let Some((day, next, _)) = self.day_number(next) {
                (last, at) = (Some(day), next);
            }
        }
        at = self.eat(at, "day");
        let of_which = if last.is_some() { self.eat(at, "in") } else { at };
        at = self.eat(at, "of");
        at = self.eat(at, "the");
        // "the 4th to 9th of next month"
        if let (Some(to), Some((TimeWord::Which(which), next))) = (last, self.word(of_which.max(at)))
            && let Some((TimeWord::Unit(Unit::Month, false), next)) = self.word(next)
        {
            return Some((Day::DaysOfWhichMonth { from: first, to, which }, next));
        }
        if let Some((TimeWord::Which(which), next)) = self.word(at)
            && let Some((TimeWord::Unit(Unit::Month, false), next)) = self.word(next)
        {
            return last.is_none().then_some((Day::OfWhichMonth { day: first, which }, next));
        }
        if self.t.dash(at) && self.t.tight(at) && self.t.tight(at + 1) {
            at += 1;
        }
        let (TimeWord::Month(month, _), mut next) = self.word(at)? else { return None };
        if self.t.mark(next, '.')
            && self.t.tight(next)
            && self.t.str(next - 1).len() <= 4
            && self.t.num(next + 1).is_some()
        {
            next += 1;
        }
        if self.t.dash(next) && self.t.tight(next) && self.t.num(next + 1).is_some_and(|y| y.digits() == 4) {
            next += 1;
        }
        let (year, mut next) = self.trailing_year(next);
        // "died 14 Feb. in hospital": the stop belongs to the short form; at the end of a sentence it ends that too.
        let short = self.t.str(next - 1).len() <= 4 && !self.t.any(next - 1, &["may", "june", "july"]);
        if year.is_none()
            && short
            && self.t.mark(next, '.')
            && self.t.tight(next)
            && (self.t.limit.get() != usize::MAX || self.t.get(next + 1).is_some_and(|x| !x.line && !x.cap))
        {
            next += 1;
        }
        let day = match last {
            Some(to) if to > first => Day::Days { year, month, from: first, to },
            Some(_) => return None,
            None => Day::Date { year, month, day: first, weekday: None },
        };
        Some((day, next))
    }

    /// `March 5`, `March 5–7`, `March 2022`, `March`, each as the words beside it allow.
    pub(super) fn month(&self, i: usize) -> Found<Day> {
        let (TimeWord::Month(month, doubtful), mut at) = self.word(i)? else { return None };
        let capital = self.t.get(i)?.cap;
        if self.t.mark(at, '.')
            && self.t.tight(at)
            && self.t.str(i).len() <= 4
            && self.t.num(at + 1).is_some()
        {
            at += 1;
        }
        // The day after the month.
        let mut from = if self.t.mark(at, '/') || self.t.mark(at, ',') && ordinal(self.t, at + 1).is_some() {
            at + 1
        } else {
            at
        };
        from = self.eat(from, "the");
        if let Some((day, next)) = self
            .spoken_day(i, from)
            .filter(|_| capital && !(self.t.is(i, "may") && self.t.begins(i)) || !doubtful)
        {
            let (year, next) = self.trailing_year(next);
            return Some((Day::Date { year, month, day, weekday: None }, next));
        }
        if let Some((first, mut next, ended)) = self.day_number(from) {
            let year_like = self.t.num(from).is_some_and(|n| n.digits() > 2);
            let clock = self.t.mark(next, ':') && self.t.tight(next) && self.t.num(next + 1).is_some();
            let written = self.t.num(from).is_some() || ended && !matches!(self.t.str(from), "second");
            let counted =
                matches!(crate::count::number::word(self.t, next), Some(NumWord::Counted)) && !ended;
            // "they march 3 times" is no date, "march 5" and "march 5 2018" are.
            let small = self.t.num(from).is_some()
                && !self.t.is(i, "may")
                && (self.ends(next) || self.year(next).is_some() || self.t.mark(next, ','));
            if !year_like && !clock && written && !counted && (capital || !doubtful || ended || small) {
                let mut last = None;
                if self.t.dash(next)
                    || self.t.any(next, &["to", "and", "through", "thru", "until", "till", "&"])
                {
                    let other = self.eat(next + 1, "the");
                    if let Some((day, after, _)) = self.day_number(other) {
                        let fits = day > first
                            && !self.t.mark(after, ':')
                            && !matches!(
                                self.word(after),
                                Some((TimeWord::Month(..) | TimeWord::Meridiem(_), _))
                            )
                            && (self.ends(after) || self.t.num(after).is_some() || self.t.mark(after, ','));
                        if fits {
                            (last, next) = (Some(day), after);
                        }
                    }
                }
                let (year, next) = self.trailing_year(next);
                let day = match last {
                    Some(to) => Day::Days { year, month, from: first, to },
                    None => Day::Date { year, month, day: first, weekday: None },
                };
                return Some((day, next));
            }
        }
        // "Sep-23-2020"
        let dashed = |k: usize| self.t.dash(k) && self.t.tight(k) && self.t.tight(k + 1);
        if dashed(at)
            && dashed(at + 2)
            && let Some((day, _, _)) = self.day_number(at + 1)
            && let Some((year, next)) = self.year(at + 3)
        {
            return Some((Day::Date { year: Some(year), month, day, weekday: None }, next));
        }
        let (year, next) = self.trailing_year(at);
        // "Dec-2018", "Dec/2018"
        if year.is_none()
            && capital
            && (self.t.dash(at) || self.t.mark(at, '/'))
            && self.t.tight(at)
            && self.t.tight(at + 1)
            && let Some((year, next)) = self.year(at + 1).filter(|(y, _)| (1900..=2099).contains(y))
        {
            return Some((Day::Month { year: Some(year), month, which: Which::Bare }, next));
        }
        if year.is_some() && (capital || !doubtful || i == 0 || !self.t.any(i, &["may", "march"])) {
            return Some((Day::Month { year, month, which: Which::Bare }, next));
        }
        let led = i > 0
            && (self.t.any(
                i - 1,
                &[
                    "in",
                    "since",
                    "until",
                    "till",
                    "by",
                    "of",
                    "during",
                    "from",
                    "to",
                    "through",
                    "throughout",
                    "over",
                    "after",
                    "before",
                    "between",
                ],
            ) || self.t.is(i - 1, "and")
                && i > 1
                && (self.t.num(i - 2).is_some() || matches!(self.t.time(i - 2), Some(TimeWord::Month(..))))
                || matches!(
                    self.t.time(i - 1),
                    Some(TimeWord::Edge(_) | TimeWord::Which(_) | TimeWord::Each)
                )
                || self.t.dash(i - 1));
        let alone = i == 0 && self.t.len() <= 2;
        let name = doubtful && self.t.get(at).is_some_and(|n| n.cap && !n.line) && !self.t.any(at, AFTER);
        // "in april": small letters after a word that only a time follows; "in march", "they may" are other words.
        let before = i.checked_sub(1 + usize::from(i > 1 && self.t.is(i - 1, "the")));
        let small = !capital
            && !self.t.is(i, "march")
            && before.is_some_and(|k| self.t.any(k, &["in", "since", "until", "during"]))
            && if self.t.is(i, "may") {
                !self.t.get(at).is_some_and(|x| x.kind == super::scan::Kind::Word)
            } else {
                self.ends(at)
            };
        if alone || !doubtful || small || capital && led && !name {
            return Some((Day::Month { year: None, month, which: Which::Bare }, at));
        }
        None
    }
}

fn day_number(value: u64, digits: usize) -> Option<u8> {
    (digits <= 2 && (1..=31).contains(&value)).then_some(value as u8)
}

fn year_number(value: u64, digits: usize) -> Option<i32> {
    match digits {
        4 => Some(value as i32),
        2 => Some(two_digits(value as i32)),
        _ => None,
    }
}

/// A year of two digits: up to 49 in this century, later ones in the last.
fn two_digits(n: i32) -> i32 {
    if n < 50 { 2000 + n } else { 1900 + n }
}
