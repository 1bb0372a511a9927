//! The grammar of repeated times: "every Friday at noon", "once a week", "on Sundays", "Friday mornings", "quarterly".
//!
//! In: scanned tokens and a place. Out: an [`Expr::Set`] with its TIMEX3 value, and one past its last token. A repeated
//! time is no `when` of a claim.

use super::expr::{Clock, Expr};
use super::grammar::{Found, Grammar};
use super::value;
use super::words::{Part, TimeWord, Unit};

/// What is repeated, before hours are added.
enum Base {
    /// A unit: `P1D`.
    Unit(f64, Unit),
    /// A weekday.
    Weekday(u8),
    /// Anything else, as its value.
    Value(String),
}

impl Grammar<'_> {
    /// A repeated time that begins at `i`.
    pub(super) fn set(&self, i: usize) -> Found<Expr> {
        let t = self.t;
        // "once a week", "twice a day"
        if t.any(i, &["once", "twice", "thrice"]) && t.any(i + 1, &["a", "an", "per", "each", "every"]) {
            let (TimeWord::Unit(unit, false), next) = self.word(i + 2)? else { return None };
            return Some((Expr::Set(value::length(Some(1.0), unit)), next));
        }
        // "ten times a day"
        let counted = t.num(i).is_some() || t.get(i).is_some_and(|x| x.num.is_some());
        if t.is(i + 1, "times") && counted && t.any(i + 2, &["a", "an", "per", "each", "every"]) {
            let (TimeWord::Unit(unit, false), next) = self.word(i + 3)? else { return None };
            return Some((Expr::Set(value::length(Some(1.0), unit)), next));
        }
        // "the 19th of every month"
        if let Some((day, next, true)) = self.day_number(self.eat(i, "the"))
            && t.is(next, "of")
            && let Some((TimeWord::Each, next)) = self.word(next + 1)
            && let Some((TimeWord::Unit(Unit::Month, false), next)) = self.word(next)
        {
            return Some((Expr::Set(format!("XXXX-XX-{day:02}")), next));
        }
        let all =
            usize::from(t.is(i, "all") && matches!(t.time(i + 1), Some(TimeWord::Unit(Unit::Weekend, true))));
        let i = i + all;
        let (base, next) = match self.word(i)? {
            (TimeWord::Each, next) => self.each(next)?,
            (TimeWord::Weekdays(day), next) => (Base::Weekday(day), next),
            (TimeWord::Weekday(day, _), next) if t.any(next, &["gatherings", "rallies", "marches"]) => {
                (Base::Weekday(day), next)
            }
            // "Friday mornings"
            (TimeWord::Weekday(day, _), next) if self.parts(next).is_some() => (Base::Weekday(day), next),
            (TimeWord::Unit(Unit::Weekend, true), next) if !(i > 0 && t.num(i - 1).is_some()) => {
                (Base::Value("P1WE".to_owned()), next)
            }
            (TimeWord::Set(unit, n), next) if !t.get(i)?.cap || t.begins(i) => {
                (Base::Unit(n.into(), unit), next)
            }
            // "mornings", "evenings"
            (TimeWord::Part(part), next) if self.parts(i).is_some() && !(i > 0 && t.num(i - 1).is_some()) => {
                (Base::Value(format!("T{}", value::part(&part))), next)
            }
            _ => return None,
        };
        let (part, next) = match self.word(next) {
            Some((TimeWord::Part(part), after)) => (Some(part), after),
            _ => (None, next),
        };
        let (hour, end) = self.set_hour(next);
        Some((Expr::Set(compose(&base, part, hour)), end))
    }

    /// After "every", "each": a unit, a weekday, a part of the day, a month; "other" doubles it.
    fn each(&self, i: usize) -> Found<Base> {
        let other = self.t.is(i, "other");
        let i = i + usize::from(other);
        if let Some((n, unit, end)) = self.whole(i) {
            return Some((Base::Unit(f64::from(n), unit), end));
        }
        if self.t.is(i, "weekday") {
            return Some((Base::Unit(1.0, Unit::Workday), i + 1));
        }
        Some(match self.word(i)? {
            (TimeWord::Unit(Unit::Weekend, false), end) => (Base::Value("XXXX-WXX-WE".to_owned()), end),
            (TimeWord::Unit(unit, false), end) => (Base::Unit(if other { 2.0 } else { 1.0 }, unit), end),
            (TimeWord::Weekday(day, _), end) => (Base::Weekday(day), end),
            (TimeWord::Part(part), end) => (Base::Value(format!("XXXX-XX-XXT{}", value::part(&part))), end),
            (TimeWord::Month(month, _), end) => (Base::Value(format!("XXXX-{month:02}")), end),
            _ => return None,
        })
    }

    /// A part of the day in the plural at `i` ("mornings").
    fn parts(&self, i: usize) -> Option<Part> {
        match self.word(i)? {
            (TimeWord::Part(part), _) if self.t.str(i).ends_with('s') => Some(part),
            _ => None,
        }
    }

    /// "at 7 p.m." after "every evening", "6 a.m." after "daily": the hour belongs to the repeated time.
    fn set_hour(&self, end: usize) -> (Option<Clock>, usize) {
        let at = self.eat(end, "at");
        match self.clock(at) {
            Some((clock, after)) if at > end || clock.fixed => (Some(clock), after),
            _ => (None, end),
        }
    }

    /// "3 p.m. each day", "5 May every year", "the 19th of every month": what stands before the repeated time.
    pub(super) fn set_after(&self, clock: Clock, next: usize) -> Found<Expr> {
        let (base, end) = match self.word(next)? {
            (TimeWord::Each, after) => self.each(after)?,
            (TimeWord::Weekdays(day), after) => (Base::Weekday(day), after),
            (TimeWord::Set(unit, n), after) => (Base::Unit(n.into(), unit), after),
            _ => return None,
        };
        Some((Expr::Set(compose(&base, None, Some(clock))), end))
    }
}

/// The TIMEX3 value of a repeated time.
fn compose(base: &Base, part: Option<Part>, hour: Option<Clock>) -> String {
    let hours = match (hour, part) {
        (Some(c), _) if c.minute > 0 => format!("T{:02}:{:02}", c.hour, c.minute),
        (Some(c), _) => format!("T{:02}", c.hour),
        (None, Some(part)) => format!("T{}", value::part(&part)),
        (None, None) => String::new(),
    };
    match base {
        Base::Weekday(day) => format!("XXXX-WXX-{day}{hours}"),
        Base::Unit(1.0, Unit::Day) if !hours.is_empty() => hours,
        Base::Unit(n, Unit::Quarter) => value::length(Some(n * 3.0), Unit::Month),
        Base::Unit(n, unit) => value::length(Some(*n), *unit),
        Base::Value(_) if hour.is_some() => hours,
        Base::Value(v) => v.clone(),
    }
}
