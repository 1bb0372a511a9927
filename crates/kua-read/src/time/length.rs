//! The grammar of lengths and repeated times.
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
                Expr::Length(Length { n: Some(1.0), unit })
            } else {
                return None;
            };
            return Some((expr, next));
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
            let next = self.more_length(next);
            return Some((Expr::Length(Length { n, unit }), next));
        }
        match self.word(i)? {
            (TimeWord::Unit(unit, true), next) if !matches!(unit, Unit::Quarter | Unit::Second) => {
                Some((Expr::Length(Length { n: None, unit }), next))
            }
            _ => None,
        }
    }

    /// "… and 30 minutes" after hours.
    pub(super) fn more_length(&self, next: usize) -> usize {
        let at = self.eat(next, "and");
        match self.whole(at) {
            Some((_, Unit::Minute | Unit::Second, end)) => end,
            _ => next,
        }
    }
}
