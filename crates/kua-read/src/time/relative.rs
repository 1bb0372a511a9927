//! The grammar of times that count from another time: "last week", "two days later", "the past three months".
//!
//! In: scanned tokens and a place. Out: a [`Day`] and one past its last token.

use super::expr::Day;
use super::grammar::{Found, Grammar};
use super::scan::Kind;
use super::words::{Edge, Frame, TimeWord, Unit, Which};
use crate::count::number::word;
use crate::count::words::NumWord;

/// Verbs and nouns after "last"/"this" that make it another word never stand before these units, so none is listed.
const UNITS: &[Unit] = &[
    Unit::Hour,
    Unit::Day,
    Unit::Workday,
    Unit::Week,
    Unit::Workweek,
    Unit::Weekend,
    Unit::Fortnight,
    Unit::Month,
    Unit::Quarter,
    Unit::Year,
    Unit::Decade,
    Unit::Century,
];

/// Words that begin a clause after "in the days after".
const SUBJECTS: &[&str] =
    &["he", "she", "it", "we", "they", "i", "several", "some", "many", "police", "officers", "soldiers"];

impl Grammar<'_> {
    /// Any time that counts from another.
    pub fn relative(&self, i: usize) -> Found<Day> {
        self.covers(i)
            .or_else(|| self.so_far(i))
            .or_else(|| self.short_edge(i))
            .or_else(|| self.weekend_of(i))
            .or_else(|| self.other_year(i))
            .or_else(|| self.beyond(i))
            .or_else(|| self.of_the_unit(i))
            .or_else(|| self.shift(i))
            .or_else(|| self.week_of(i))
            .or_else(|| self.week_number(i))
            .or_else(|| self.trailing(i))
            .or_else(|| self.neighbour(i))
            .or_else(|| self.rel_day(i))
            .or_else(|| self.units(i))
            .or_else(|| self.which(i))
            .or_else(|| self.long_unit(i))
    }

    /// "the reporting period".
    fn covers(&self, i: usize) -> Found<Day> {
        let (TimeWord::Covers, next) = self.word(self.eat(i, "the"))? else { return None };
        Some((Day::Covers, next))
    }

    /// "yesterday", "the day before yesterday".
    fn rel_day(&self, i: usize) -> Found<Day> {
        let (TimeWord::RelDay(n), next) = self.word(self.eat(i, "the"))? else { return None };
        Some((Day::FromDocument(n.into()), next))
    }

    /// "last week", "next Monday", "this May", "that day", "last summer", "the weekend".
    pub(super) fn which(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let the = self.eat(i, "the");
        let (mut which, mut at) = match self.word(the)? {
            (TimeWord::Which(which), next) => (which, next),
            (TimeWord::Unit(Unit::Weekend, false), next) if the > i => {
                return Some((Day::Unit { unit: Unit::Weekend, which: Which::Bare }, next));
            }
            _ => return None,
        };
        // "this past week", "the very next day", "this coming Friday"
        if let Some((TimeWord::Which(other), next)) = self.word(at) {
            (which, at) = (if which == Which::This { other } else { which }, next);
        }
        if matches!(which, Which::Next) && the > i {
            // "the next day" counts from the time last named, "next day" from the document.
            which = Which::Following;
        }
        if matches!(which, Which::Last) && the > i && !t.is(the, "past") {
            return self.named_last(at);
        }
        let (day, next) = match self.word(at)? {
            (TimeWord::Unit(unit, false), next) if UNITS.contains(&unit) => (Day::Unit { unit, which }, next),
            (TimeWord::Unit(unit @ (Unit::Day | Unit::Night), true), next)
                if the > i || which != Which::That =>
            {
                (Day::Units { n: None, unit, which }, next)
            }
            (TimeWord::Weekday(weekday, _), next) => (Day::Weekday { weekday, which, weeks: 0 }, next),
            (TimeWord::Month(month, doubtful), next) => {
                if doubtful && !t.get(at)?.cap {
                    return None;
                }
                if let Some((day, next, _)) = self.day_number(next) {
                    return Some((Day::Date { year: None, month, day, weekday: None }, next));
                }
                (Day::Month { year: None, month, which }, next)
            }
            (TimeWord::Season(season, _), next) => (Day::Season { season, year: None, which }, next),
            (TimeWord::Holiday(index), next) => (Day::Holiday { index, year: None, which }, next),
            _ => return None,
        };
        // "next year's first quarter"
        if let Day::Unit { unit: Unit::Year, which } = day
            && t.any(next, &["'s", "’s"])
            && let Some((Day::Quarter { quarter, year: None, which: Which::Bare }, end)) =
                self.quarter(next + 1)
        {
            return Some((Day::Quarter { quarter, year: None, which }, end));
        }
        // "this day" and "that day" without more: only "that day", "the same day".
        if matches!(day, Day::Unit { unit: Unit::Hour, .. }) {
            let short = matches!(which, Which::Last | Which::Next);
            return short.then_some((Day::Units { n: Some(1), unit: Unit::Hour, which }, next));
        }
        Some((day, next))
    }

    /// After "the last": only a weekday or month that is named ("the last Friday" is otherwise one of a row).
    fn named_last(&self, at: usize) -> Found<Day> {
        match self.word(at)? {
            (TimeWord::Weekday(weekday, _), next) if !self.t.any(next, &["of", "in"]) => {
                Some((Day::Weekday { weekday, which: Which::Last, weeks: 0 }, next))
            }
            _ => None,
        }
    }

    /// "the past three days", "the next two weeks", "the previous days", "the first two hours".
    fn units(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let at = if t.any(i, &["the", "these"]) { i + 1 } else { i };
        let unit_at = |at: usize| match self.word(at)? {
            (TimeWord::Unit(unit, _), next) => Some((unit, next)),
            _ => None,
        };
        if t.is(at, "first") && at > i {
            let (n, unit, next) =
                self.whole(at + 1).or_else(|| unit_at(at + 1).map(|(u, next)| (1, u, next)))?;
            return matches!(unit, Unit::Hour | Unit::Minute).then_some((Day::FirstUnits { n, unit }, next));
        }
        // "three coming weeks", "six past years"
        if let Some((n, next)) = self.small(at) {
            let (TimeWord::Which(which), next) = self.word(next)? else { return None };
            let (unit, next) = unit_at(next)?;
            // "in 2011 following weeks of unrest", "3 next week" count nothing.
            let plural = n == 1 || t.str(next - 1).ends_with('s');
            let counted = plural && n <= 100 && !t.is(next, "of") && which != Which::That;
            return counted.then_some((Day::Units { n: Some(n), unit, which }, next));
        }
        let (TimeWord::Which(mut which), mut next) = self.word(at)? else { return None };
        if which == Which::This
            && t.any(next, &["past", "coming", "last", "next"])
            && let Some((TimeWord::Which(other), after)) = self.word(next)
        {
            (which, next) = (other, after);
        }
        // "it will last two hours" is a verb.
        let verb = t.is(at, "last")
            && i > 0
            && (t.any(
                i - 1,
                &["will", "would", "to", "not", "can", "could", "may", "might", "should", "did", "must"],
            ) || t.str(i - 1).ends_with("n't")
                || t.str(i - 1).ends_with("n’t"));
        if verb || matches!(which, Which::This | Which::That | Which::Bare) {
            return None;
        }
        let (n, unit, next) = if let Some(NumWord::Few(..)) = word(t, next) {
            let couple = t.is(next, "couple").then_some(2);
            let (unit, next) = unit_at(self.eat(next + 1, "of"))?;
            (couple, unit, next)
        } else if let Some((n, unit, next)) = self.whole(next) {
            (Some(n), unit, next)
        } else if let Some((Some(n), Unit::Hour, next)) =
            self.amount(next).filter(|a| a.0.is_some_and(|n| n < 100.0))
        {
            // "the past half hour"
            (Some((n * 60.0) as i32), Unit::Minute, next)
        } else {
            let (TimeWord::Unit(unit, true), next) = self.word(next)? else { return None };
            if at == i && !(i > 0 && t.any(i - 1, &["in", "over", "for", "during", "within"])) {
                return None;
            }
            (None, unit, next)
        };
        // "the last months of her life" are no time of the document.
        if t.is(next, "of") {
            return None;
        }
        (unit >= Unit::Day || n.is_some()).then_some((Day::Units { n, unit, which }, next))
    }

    /// "the days that followed", "the weeks after", "the months ahead", "the two days before".
    fn trailing(&self, i: usize) -> Found<Day> {
        let t = self.t;
        if !t.is(i, "the") {
            return None;
        }
        let led = i > 0 && t.any(i - 1, &["in", "over", "during", "for", "within"]);
        if let Some((TimeWord::Unit(unit, false), next)) = self.word(i + 1) {
            // "the week that followed"
            let followed = t.any(next, &["that", "which"]) && t.is(next + 1, "followed");
            return (followed && unit >= Unit::Day)
                .then_some((Day::Unit { unit, which: Which::Following }, next + 2));
        }
        let (n, unit, next) = match self.word(i + 1) {
            Some((TimeWord::Unit(unit, _), next)) => (None, unit, next),
            _ => self.whole(i + 1).map(|(n, unit, next)| (Some(n), unit, next))?,
        };
        // "the two weeks before Christmas"
        if let (Some(n), Some((TimeWord::Frame(frame @ (Frame::Before | Frame::After)), after))) =
            (n, self.word(next))
            && led
            && unit >= Unit::Day
            && let Some((base, end)) = self.base(after).filter(|(b, _)| *b != Day::Event)
        {
            return Some((Day::UpTo { n, unit, after: frame == Frame::After, base: Box::new(base) }, end));
        }
        let (which, end) = if t.any(next, &["that", "which"]) && t.any(next + 1, &["followed", "follow"]) {
            (Which::Following, next + 2)
        } else if t.is(next, "to") && t.any(next + 1, &["come", "follow"]) {
            (Which::Next, next + 2)
        } else if t.is(next, "ahead") && !t.is(next + 1, "of") {
            (Which::Next, next + 1)
        } else if t.any(next, &["after", "afterwards", "afterward", "thereafter", "following"])
            && self.ends(next + 1)
        {
            (Which::Following, next + 1)
        } else if t.any(next, &["before", "beforehand", "preceding"]) && self.ends(next + 1) {
            (Which::Previous, next + 1)
        } else {
            return None;
        };
        // "the days after the vote" count from the vote.
        let open = led && end > next
            || t.is(next, "ahead")
            || t.get(end).is_none_or(|x| x.kind == Kind::Mark || x.line || t.any(end, SUBJECTS));
        (unit >= Unit::Day && open).then_some((Day::Units { n, unit, which }, end))
    }

    /// "two days ago", "a week later", "three days before the vote", "the day before".
    fn shift(&self, i: usize) -> Found<Day> {
        let t = self.t;
        let begin =
            if t.any(i, &["some", "about", "around", "roughly", "nearly", "almost"]) { i + 1 } else { i };
        // "two Thursdays ago", "five Fridays from now"
        if let Some((n, next)) = self.small(begin).filter(|(n, _)| (1..=60).contains(n))
            && let Some((TimeWord::Weekdays(weekday), next)) = self.word(next)
        {
            let (TimeWord::Dir(sign, true), end) = self.word(next)? else { return None };
            let weeks = n * i32::from(sign);
            return Some((Day::Weekday { weekday, which: Which::Bare, weeks }, end));
        }
        let (n, unit, next) = self.whole(begin).or_else(|| {
            // "half an hour ago"
            let (n, unit, next) = self.amount(begin)?;
            let minutes = n.filter(|n| unit == Unit::Hour && *n < 100.0)? * 60.0;
            (minutes.fract() == 0.0).then_some((minutes as i32, Unit::Minute, next))
        })?;
        // "in two weeks' time"
        let mark = next + usize::from(t.any(next, &["'s", "’s"]) || t.mark(next, '\'') || t.mark(next, '’'));
        if i > 0 && t.is(i - 1, "in") && t.is(mark, "time") {
            return Some((Day::Shift { n, unit, document: true }, mark + 1));
        }
        // "two weeks and three days ago"
        let (rest, after_rest) = self.rest_of(unit, next);
        if unit >= Unit::Day
            && rest[0].is_some()
            && let Some((TimeWord::Dir(sign, true), end)) = self.word(after_rest)
        {
            let moved = [Some((n, unit)), rest[0], rest[1]].into_iter().flatten();
            let day = moved.fold(Day::FromDocument(0), |base, (n, unit)| Day::ShiftFrom {
                n: n * i32::from(sign),
                unit,
                base: Box::new(base),
            });
            return Some((day, end));
        }
        // "in three days on Friday", "in a week at 5 p.m."
        if i > 0
            && t.is(i - 1, "in")
            && unit >= Unit::Day
            && (t.is(next, "on") && matches!(t.time(next + 1), Some(TimeWord::Weekday(..)))
                || unit <= Unit::Week
                    && t.is(next, "at")
                    && self.clock(next + 1).is_some_and(|(c, _)| c.fixed))
        {
            return Some((Day::Shift { n, unit, document: true }, next));
        }
        // A couple or a few are no exact number, so their place is open.
        match self.word(next) {
            Some((TimeWord::Dir(sign, document), after)) => {
                let named = !document && t.is(next, "earlier") && t.is(after, "than");
                if named {
                    return None;
                }
                // "a year ago today": to the day
                if let (true, true, Some((TimeWord::RelDay(days), end))) =
                    (document, unit >= Unit::Day, self.word(after))
                {
                    let base = Box::new(Day::FromDocument(days.into()));
                    return Some((Day::ShiftFrom { n: n * i32::from(sign), unit, base }, end));
                }
                // "two months from today" names the day it counts from.
                if t.is(after - 1, "today") && unit >= Unit::Day {
                    let base = Box::new(Day::FromDocument(0));
                    return Some((Day::ShiftFrom { n: n * i32::from(sign), unit, base }, after));
                }
                return Some((Day::Shift { n: n * i32::from(sign), unit, document }, after));
            }
            Some((TimeWord::Frame(frame @ (Frame::Before | Frame::After | Frame::From)), after)) => {
                let sign = if frame == Frame::Before { -1 } else { 1 };
                let exact = frame != Frame::From || t.is(next, "from");
                if let Some((base, end)) = self.base(after).filter(|_| exact) {
                    return Some((Day::ShiftFrom { n: n * sign, unit, base: Box::new(base) }, end));
                }
                // "two days after the vote", "two days after they met": nobody knows from when.
                let bare = self.ends(after) && !self.t.get(after).is_some_and(|w| w.kind == Kind::Word);
                if frame != Frame::From && bare {
                    return Some((Day::Shift { n: n * sign, unit, document: false }, after));
                }
            }
            _ => {}
        }
        // "two Fridays ago" is handled beside weekdays.
        None
    }

    /// A day that another may count from.
    pub(super) fn base(&self, i: usize) -> Found<Day> {
        if t_event(self, i) {
            let next = self.eat(i, "the");
            return Some((Day::Event, next + 1));
        }
        // "two weeks before the end of March"
        if let Some((edge @ (Edge::Start | Edge::End), next)) = self.edge(i)
            && let Some((of, end)) = self.long(next)
        {
            let n = if edge == Edge::Start { 1 } else { -1 };
            return Some((Day::Ends { n, unit: Unit::Day, of: Box::new(of) }, end));
        }
        self.rel_day(i).or_else(|| self.day(i)).or_else(|| self.which(i))
    }

    /// "the week of 5 May".
    fn week_of(&self, i: usize) -> Found<Day> {
        let t = self.t;
        // "w/c 4 May"
        if t.is(i, "w") && t.mark(i + 1, '/') && t.is(i + 2, "c") && t.tight(i + 1) && t.tight(i + 2) {
            let (day, end) = self.day(i + 3)?;
            return matches!(day, Day::Date { .. }).then(|| (Day::WeekOf(Box::new(day)), end));
        }
        let week = self.eat(i, "the");
        if week == i
            || !t.is(week, "week")
            || !t.any(week + 1, &["of", "beginning", "starting", "commencing"])
        {
            return None;
        }
        let (day, end) = self.day(self.eat(week + 2, "on"))?;
        matches!(day, Day::Date { .. } | Day::OfMonth { .. }).then(|| (Day::WeekOf(Box::new(day)), end))
    }

    /// "the day before", "the following day", "the week after", "the same day", "the day after the rally".
    fn neighbour(&self, i: usize) -> Found<Day> {
        let t = self.t;
        if !t.any(i, &["the", "a"]) {
            return None;
        }
        let (TimeWord::Unit(unit, false), next) = self.word(i + 1)? else { return None };
        if !UNITS.contains(&unit) || unit == Unit::Hour {
            return None;
        }
        let (frame, after) = match self.word(next)? {
            (TimeWord::Frame(frame @ (Frame::Before | Frame::After)), after) => (frame, after),
            (TimeWord::Dir(sign, false), after) if t.is(i, "a") => {
                return Some((Day::Shift { n: sign.into(), unit, document: false }, after));
            }
            _ => return None,
        };
        let n = if frame == Frame::Before { -1 } else { 1 };
        if frame == Frame::Before && t.is(after, "last") && self.ends(after + 1) {
            // "the week before last": the second one back from this.
            return (unit >= Unit::Week).then_some((Day::UnitAway { n: -2, unit }, after + 1));
        }
        if frame == Frame::After && t.is(after, "next") {
            // "the week after next": the second one from this.
            return (unit >= Unit::Week).then_some((Day::UnitAway { n: 2, unit }, after + 1));
        }
        if let Some((base, end)) = self.base(after) {
            return Some((Day::ShiftFrom { n, unit, base: Box::new(base) }, end));
        }
        let open = self.ends(after)
            && !t.any(
                after,
                &[
                    "the", "a", "an", "this", "that", "his", "her", "their", "our", "my", "it", "they", "he",
                    "she", "we", "i",
                ],
            );
        let day = if unit == Unit::Day { Day::Beside(n) } else { Day::Shift { n, unit, document: false } };
        open.then_some((day, after))
    }
}

/// Whether an event whose date the text may give begins at `i` ("the rally", "the march").
pub(super) fn t_event(g: &Grammar, i: usize) -> bool {
    let the = g.eat(i, "the");
    the > i
        && matches!(g.word(the), Some((TimeWord::Event | TimeWord::Month(3, true), n)) if n == the + 1)
        && (g.ends(the + 1) || g.t.any(the + 1, &["he", "she", "they"]))
}
