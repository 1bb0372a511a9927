//! The grammar of lengths.
//!
//! In: scanned tokens and a place. Out: an [`Expr`] that is no `when` of a claim, and one past its last token.

use super::expr::{Expr, Length};
use super::grammar::{Found, Grammar};
use super::words::{TimeWord, Unit};

impl Grammar<'_> {
    /// A length of time: "three weeks", "years", "an hour", "a two-day".
    pub(super) fn length(&self, i: usize) -> Found<Expr> {
        let t = self.t;
        if t.is(i, "all") {
            let (unit, next) = match self.word(i + 1)? {
                (TimeWord::Unit(unit, false), next) => (unit, next),
                _ => return None,
            };
            let expr = if matches!(unit, Unit::Day | Unit::Night | Unit::Week | Unit::Month | Unit::Year) {
                Expr::Length(Length::of(Some(1.0), unit))
            } else {
                return None;
            };
            return Some((expr, next));
        }
        // "another two weeks", "another day"
        if t.is(i, "another") {
            if let Some((n, unit, next)) = self.amount(i + 1) {
                return Some((Expr::Length(Length::of(n, unit)), next));
            }
            let (
                TimeWord::Unit(
                    unit @ (Unit::Minute | Unit::Hour | Unit::Day | Unit::Week | Unit::Month | Unit::Year),
                    false,
                ),
                next,
            ) = self.word(i + 1)?
            else {
                return None;
            };
            return Some((Expr::Length(Length::of(Some(1.0), unit)), next));
        }
        if let Some((n, unit, next)) = self.amount(i) {
            let singular_word = t.any(i, &["a", "an"]) && unit == Unit::Second;
            // "a second group" is an ordinal; "one day they came" and "one night" are points without a date.
            if singular_word
                || matches!(self.word(next - 1), Some((TimeWord::Unit(Unit::Quarter, false), _)))
                    && t.is(i, "a")
            {
                return None;
            }
            if unit == Unit::Quarter {
                return None;
            }
            let (rest, next) = self.rest_of(unit, next);
            return Some((Expr::Length(Length { n, unit, rest }), next));
        }
        match self.word(i)? {
            (TimeWord::Unit(unit, true), next) if !matches!(unit, Unit::Quarter | Unit::Second) => {
                Some((Expr::Length(Length::of(None, unit)), next))
            }
            _ => None,
        }
    }

    /// "1/2 hour", "2 1/2 years", "a quarter of an hour", "three-quarters of an hour", "half-hour", "½ hour".
    pub(super) fn fraction(&self, i: usize) -> Option<(Option<f64>, Unit, usize)> {
        let t = self.t;
        let unit = |at: usize| {
            let hyphen = usize::from(t.dash(at) && t.tight(at));
            let (TimeWord::Unit(unit, _), next) = self.word(at + hyphen)? else { return None };
            Some((unit, next))
        };
        // "1/2", "½" with a whole number before it or not
        let part = |at: usize| {
            for (mark, value) in [("½", 0.5), ("¼", 0.25), ("¾", 0.75)] {
                if t.is(at, mark) {
                    return Some((value, at + 1));
                }
            }
            let (a, b) = (t.num(at)?, t.num(at + 2)?);
            let slash = t.mark(at + 1, '/') && t.tight(at + 1) && t.tight(at + 2);
            (slash && a.digits() == 1 && b.digits() == 1 && a.val < b.val)
                .then(|| (a.val as f64 / b.val as f64, at + 3))
        };
        let whole = t.num(i).filter(|n| n.digits() <= 2 && !t.tight(i + 1)).map(|n| n.val as f64);
        let found = part(i).or_else(|| {
            let (value, next) = part(i + 1)?;
            Some((whole? + value, next))
        });
        if let Some((value, next)) = found {
            if t.is(next, "h") {
                return Some((Some(value), Unit::Hour, next + 1));
            }
            let of = if t.is(next, "of") { next + 2 } else { next };
            return unit(of).map(|(u, n)| (Some(value), u, n));
        }
        let at = self.eat(i, "a");
        let (value, next) = if t.is(at, "quarter") {
            (0.25, at + 1)
        } else if t.is(i, "three") && t.any(i + 1 + usize::from(t.dash(i + 1)), &["quarter", "quarters"]) {
            (0.75, i + 2 + usize::from(t.dash(i + 1)))
        } else {
            return None;
        };
        if !(t.is(next, "of") && t.any(next + 1, &["a", "an"])) {
            return None;
        }
        unit(next + 2).filter(|(u, _)| *u != Unit::Quarter).map(|(u, n)| (Some(value), u, n))
    }
}
