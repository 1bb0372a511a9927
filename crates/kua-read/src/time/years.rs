//! The grammar of years: in words, before their month or quarter, and of their numbered weeks.
//!
//! In: scanned tokens and a place. Out: a year or a [`Day`], and one past its last token.

use super::expr::Day;
use super::grammar::{Found, Grammar, half_of};
use super::scan::Kind;
use super::words::{TimeWord, Unit, Which};
use crate::count::number::{number, word};
use crate::count::words::NumWord;

/// Years that need not begin in January.
pub(super) const OTHER_YEARS: &[&str] = &["fiscal", "financial", "school", "academic", "calendar"];

impl Grammar<'_> {
    /// "fiscal year 2008", "this school year", "the calendar year 2019"; only a calendar year is a year of its own.
    pub(super) fn other_year(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let (which, at) = match self.word(i) {
            Some((TimeWord::Which(which), next)) => (Some(which), next),
            _ => (None, self.eat(i, "the")),
        };
        if !t.any(at, OTHER_YEARS) {
            return None;
        }
        let (TimeWord::Unit(Unit::Year, false), next) = self.word(at + 1)? else { return None };
        let year = self.year(self.eat(next, "of")).filter(|_| which.is_none());
        let calendar = t.is(at, "calendar");
        match (which, year) {
            (_, Some((year, end))) if calendar => Some((Day::Year(year), end)),
            (Some(which), None) if calendar => Some((Day::Unit { unit: Unit::Year, which }, next)),
            (None, None) if calendar => None,
            (_, year) => Some((Day::OtherYear, year.map_or(next, |(_, end)| end))),
        }
    }

    /// "2016 10 16": year, month and day with spaces between.
    pub(super) fn spaced(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let two = |k: usize| {
            t.num(k).filter(|n| n.digits() == 2 && n.gap && !n.line).and_then(|n| u8::try_from(n.val).ok())
        };
        let year = t.num(i).filter(|n| n.digits() == 4 && (1900..=2099).contains(&n.val))?.val as i32;
        let (month, day) = (two(i + 1)?, two(i + 2)?);
        let ok = (1..=12).contains(&month) && (1..=31).contains(&day) && self.ends(i + 3);
        ok.then_some((Day::Date { year: Some(year), month, day, weekday: None }, i + 3))
    }

    /// "twenty five January nineteen eighty six", "on fifteen August": a day in words before its month.
    pub(super) fn spoken_day_month(&self, i: usize) -> Found<Day> {
        let t = self.t;
        t.get(i).filter(|x| x.kind == Kind::Word && x.num.is_some())?;
        let n = number(t, i).filter(|n| !n.marked && !n.digits && (1.0..=31.0).contains(&n.value))?;
        let (TimeWord::Month(month, doubtful), next) = self.word(n.next)? else { return None };
        let capital = t.get(n.next)?.cap;
        let (year, end) = self.trailing_year(next);
        let led = i > 0 && t.any(i - 1, &["on", "since", "until", "by", "from"]);
        // "two March for Justice members"
        let sure = year.is_some() || led && capital && self.ends(end);
        (sure && (capital || !doubtful))
            .then_some((Day::Date { year, month, day: n.value as u8, weekday: None }, end))
    }

    /// "two thousand and fifteen", "nineteen ninety-six", "twenty twenty-four", "eighteen hundred": where nothing that
    /// is counted follows.
    pub(super) fn spoken_year(&self, i: usize) -> Found<i32> {
        let t = self.t;
        t.get(i).filter(|x| x.kind == Kind::Word && x.num.is_some())?;
        let century = match word(t, i)? {
            NumWord::Small(n @ 13..=19) => Some(i32::from(n)),
            NumWord::Tens(20) => Some(20),
            _ => None,
        };
        let (year, next) = if let Some(century) = century
            && let Some(NumWord::Tens(_)) = word(t, i + 1)
        {
            let rest = number(t, i + 1).filter(|n| n.value < 100.0)?;
            (century * 100 + rest.value as i32, rest.next)
        } else {
            let n = number(t, i).filter(|n| n.marked && !n.digits && n.value.fract() == 0.0)?;
            (n.value as i32, n.next)
        };
        let noun = t.get(next).is_some_and(|x| x.kind == Kind::Word && !x.line)
            && (!self.ends(next) || t.any(next, &["people", "police", "of", "more", "or"]));
        ((1500..=2099).contains(&year) && !noun).then_some((year, next))
    }

    /// A day of the month in words at `i`, after the month at `month` ("on January twenty-five"); "in January two were
    /// freed" counts people.
    pub(super) fn spoken_day(&self, month: usize, i: usize) -> Found<u8> {
        let t = self.t;
        t.get(i).filter(|x| x.kind == Kind::Word && x.num.is_some() && !x.line)?;
        let n = match (word(t, i)?, word(t, i + 1)) {
            // "January twenty-five nineteen eighty-six": the year is not part of the day.
            (NumWord::Tens(a @ (20 | 30)), Some(NumWord::Small(b @ 1..=9))) => (a + b, i + 2),
            _ => number(t, i).filter(|n| !n.marked).map(|n| (n.value as u8, n.next))?,
        };
        let on =
            month > 0 && (t.is(month - 1, "on") || matches!(t.time(month - 1), Some(TimeWord::Weekday(..))));
        let led =
            month > 0 && t.any(month - 1, &["in", "since", "during", "of", "by", "until", "from", "for"]);
        let closed = t.get(n.1).is_none_or(|x| x.kind == Kind::Mark && !t.mark(n.1, '-') || x.line);
        let ok = self.spoken_year(n.1).is_some()
            || !led && closed
            || on && self.ends(n.1) && !t.any(n.1, &["people", "police", "of", "more"]);
        ((1..=31).contains(&n.0) && ok).then_some(n)
    }

    /// "2017 April", "2019-Aug-01", "2017 Q1", "2018Q4".
    pub(super) fn year_first(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let n = t.num(i)?;
        let two = n.digits() == 2 && t.tight(i + 1) && t.is(i + 1, "q");
        let year = match n.digits() {
            4 if (1900..=2099).contains(&n.val) => n.val as i32,
            2 if two => 2000 + n.val as i32,
            _ => return None,
        };
        if i > 0 && t.tight(i) && t.dash(i - 1) {
            return None;
        }
        let joined = (t.dash(i + 1) || t.mark(i + 1, '/')) && t.tight(i + 1) && t.tight(i + 2);
        let at = i + 1 + usize::from(joined);
        if t.is(at, "h") && t.tight(at + 1) && t.get(at)?.cap {
            let half = t.num(at + 1).filter(|h| (1..=2).contains(&h.val) && h.digits() == 1)?.val;
            return Some((half_of(half == 1, Day::Year(year)), at + 2));
        }
        if t.is(at, "q") && t.tight(at + 1) {
            let quarter = t.num(at + 1).filter(|q| (1..=4).contains(&q.val) && q.digits() == 1)?.val as u8;
            return Some((Day::Quarter { quarter, year: Some(year), which: Which::Bare }, at + 2));
        }
        let (TimeWord::Month(month, doubtful), next) = self.word(at)? else { return None };
        if joined
            && (t.dash(next) || t.mark(next, '/'))
            && t.tight(next)
            && let Some((day, end, _)) = self.day_number(next + 1).filter(|_| t.tight(next + 1))
        {
            return Some((Day::Date { year: Some(year), month, day, weekday: None }, end));
        }
        // "In 2017 May said …" is a name.
        let sure = joined || !doubtful || t.str(at).len() >= 3 && !t.any(at, &["may", "march"]);
        (sure && (self.ends(next) || joined))
            .then_some((Day::Month { year: Some(year), month, which: Which::Bare }, next))
    }

    /// "week 31", "week 3 of 2027", "week 27 of last year"; not "week 3 of the strike".
    pub(super) fn week_number(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let at = self.eat(i, "the");
        if !t.is(at, "week") {
            return None;
        }
        let n = t.num(at + 1).filter(|n| (1..=53).contains(&n.val) && n.digits() <= 2)?.val as u8;
        let next = at + 2;
        if t.mark(next, ',') || t.any(next, &["of", "in"]) {
            let of = next + 1;
            if let Some((year, end)) = self.year(of) {
                return Some((Day::WeekNumber { n, year: Some(year), which: Which::Bare }, end));
            }
            if let Some((Day::Unit { unit: Unit::Year, which }, end)) = self.which(of) {
                return Some((Day::WeekNumber { n, year: None, which }, end));
            }
        }
        let free = !t.any(next, &["of", "and", "to"]) && (self.ends(next) || t.num(next).is_some());
        free.then_some((Day::WeekNumber { n, year: None, which: Which::Bare }, next))
    }
}
