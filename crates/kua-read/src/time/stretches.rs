//! The grammar of stretches without a number of units: "the year to date", "year end", "the weekend of 5 May",
//! "post-2015", "for the day", "the 1990s".
//!
//! In: scanned tokens and a place. Out: a [`Day`] and one past its last token.

use super::expr::Day;
use super::grammar::{Found, Grammar};
use super::scan::Kind;
use super::words::{TimeWord, Unit, Which};
use crate::count::number::ordinal;

/// Verbs whose object is the day that is told of.
const SPENT: &[&str] = &[
    "spend",
    "spends",
    "spent",
    "spending",
    "end",
    "ends",
    "ended",
    "ending",
    "finish",
    "finishes",
    "finished",
    "finishing",
    "close",
    "closed",
    "closing",
    "begin",
    "began",
    "start",
    "started",
];

impl Grammar<'_> {
    /// "the year to date", "month-to-date".
    pub(super) fn so_far(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let (TimeWord::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year), false), next) =
            self.word(self.eat(i, "the"))?
        else {
            return None;
        };
        let to = next + usize::from(t.dash(next));
        let date = to + 1 + usize::from(t.dash(to + 1));
        (t.is(to, "to") && t.is(date, "date")).then_some((Day::ToDate(unit), date + 1))
    }

    /// "EOY", "year end": the last day of the current year; "end of the year" is a stretch and is read elsewhere.
    pub(super) fn short_edge(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let at = self.eat(i, "the");
        let (TimeWord::Unit(unit @ (Unit::Month | Unit::Quarter | Unit::Year), false), next) =
            self.word(at)?
        else {
            return None;
        };
        // "at the year's end"
        let end = next + usize::from(t.dash(next) && t.tight(next) || t.any(next, &["'s", "’s"]));
        let led = i > 0 && t.any(i - 1, &["by", "at", "before", "until", "since"]) || at > i;
        let closed = self.ends(end + 1) && !t.any(end + 1, &["of", "in", "to", "with", "up"]);
        (led && t.is(end, "end") && closed).then(|| {
            let of = Box::new(Day::Unit { unit, which: Which::This });
            (Day::Ends { n: -1, unit: Unit::Day, of }, end + 1)
        })
    }

    /// "the weekend of 5 May", "weekend of Thanksgiving".
    pub(super) fn weekend_of(&self, i: usize) -> Found<Day> {
        let at = self.eat(i, "the");
        let (TimeWord::Unit(Unit::Weekend, false), next) = self.word(at)? else { return None };
        if !self.t.is(next, "of") {
            return None;
        }
        // A holiday in small letters is sure enough here ("the weekend of halloween").
        let holiday = || {
            let (TimeWord::Holiday(index), next) = self.word(next + 1)? else { return None };
            let (year, end) = self.trailing_year(next);
            Some((Day::Holiday { index, year, which: Which::Bare }, end))
        };
        let (day, end) = holiday().or_else(|| self.day(next + 1))?;
        matches!(day, Day::Date { .. } | Day::Days { .. } | Day::Holiday { .. } | Day::OfMonth { .. })
            .then(|| (Day::WeekendOf(Box::new(day)), end))
    }

    /// "post-2015", "pre-2011".
    pub(super) fn beyond(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let joined = t.any(i, &["post", "pre"]) && t.dash(i + 1) && t.tight(i + 1) && t.tight(i + 2);
        let (year, next) = self.year(i + 2).filter(|(y, _)| joined && (1800..=2099).contains(y))?;
        Some((Day::Beyond { year, after: t.is(i, "post") }, next))
    }

    /// "closed for the day", "the last match of the day", "sales in the week", "spent the day": the one that is told
    /// of.
    pub(super) fn of_the_unit(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let spent = i > 0 && t.any(i - 1, SPENT);
        if !t.is(i, "the") || i == 0 || !(spent || t.any(i - 1, &["for", "of", "in"])) {
            return None;
        }
        let (TimeWord::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year), false), next) =
            self.word(i + 1)?
        else {
            return None;
        };
        // "in the day", "the time of the year" are no days that are told of.
        let closed = t.get(next).is_none_or(|x| x.line || x.kind == Kind::Mark && !t.dash(next));
        let fits = match t.str(i - 1).to_ascii_lowercase().as_str() {
            "in" => unit >= Unit::Week,
            "for" => true,
            _ if spent => unit == Unit::Day,
            _ => {
                !(i > 1 && (t.any(i - 2, &["time", "times", "end", "rest", "part", "most", "much", "hours"])))
            }
        };
        // "spent the day in the square", "ended the day at 8,017"
        let open = spent
            && (self.ends(next) || t.any(next, &["down", "up"]))
            && !t.any(next, &["that", "of", "before", "after"]);
        ((closed || open) && fits).then_some((Day::Unit { unit, which: Which::That }, next))
    }

    /// Whether "early", "mid-" or "the end of" stands before token `i`; "in her late twenties" tells an age.
    fn in_edge(&self, i: usize) -> bool {
        let before = i.checked_sub(1 + usize::from(i > 0 && self.t.dash(i - 1)));
        before.is_some_and(|k| {
            matches!(self.t.time(k), Some(TimeWord::Edge(_)))
                && !(k > 0 && self.t.any(k - 1, &["his", "her", "their", "my", "our", "your", "’s", "'s"]))
        })
    }

    /// "the 1990s", "the sixties", "the 20th century", "the year 2030".
    pub(super) fn long_unit(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let at = self.eat(i, "the");
        if let Some(n) =
            t.num(at).filter(|n| n.digits() == 4 && (1000..=2990).contains(&n.val) && n.val % 10 == 0)
        {
            // "in the 1990 s", as texts cut into words have it
            let apart = t.str(at + 1) == "s" && self.ends(at + 2);
            let s = apart || t.tight(at + 1) && (t.is(at + 1, "s") || at > i && t.any(at + 1, &["'s", "’s"]));
            let length = if n.val % 100 == 0 && n.val < 2000 { 100 } else { 10 };
            return s.then_some((Day::Years { start: n.val as i32, length }, at + 2));
        }
        if t.is(at, "year") {
            let (year, next) = self.year(self.eat(at + 1, "of"))?;
            return Some((Day::Year(year), next));
        }
        if let Some((n, next)) = ordinal(t, at) {
            if t.any(next, &["century"]) && (1..=30).contains(&n) {
                return Some((Day::Years { start: (n - 1) * 100, length: 100 }, next + 1));
            }
            return None;
        }
        // "the 90s", "the late '80s"
        let mark = at + usize::from(t.mark(at, '\'') || t.mark(at, '’') || t.mark(at, '‘'));
        if let Some(n) = t.num(mark).filter(|n| n.digits() == 2 && n.val % 10 == 0 && n.val >= 50)
            && t.is(mark + 1, "s")
            && t.tight(mark + 1)
            && (mark > at && t.tight(mark) || at > i && !t.mark(mark + 1, '%') || self.in_edge(i))
        {
            return Some((Day::Years { start: 1900 + n.val as i32, length: 10 }, mark + 2));
        }
        if at > i || self.in_edge(i) || i > 0 && t.any(i - 1, &["in", "since", "until", "of"]) {
            let decades = [
                "noughties",
                "twenties",
                "thirties",
                "forties",
                "fifties",
                "sixties",
                "seventies",
                "eighties",
                "nineties",
            ];
            if let Some(k) = decades.iter().position(|d| t.is(at, d)) {
                let start = if k == 0 { 2000 } else { 1910 + 10 * k as i32 };
                return Some((Day::Years { start, length: 10 }, at + 1));
            }
        }
        None
    }
}
