//! The grammar of lengths that begin at a time: "from 18 March for ten days", "for three hours from 10 a.m.", "a week
//! starting tomorrow"; and of open ends said after the time: "3 p.m. or later", "from 2018 onwards".
//!
//! In: scanned tokens and a place. Out: an [`Expr::Lasting`] or a [`Frame`], and one past the last token.

use super::expr::{Expr, Length, Point};
use super::grammar::{Found, Grammar};
use super::words::{Frame, Unit};

impl Grammar<'_> {
    /// A length with the time it begins at, in either order; `first` is the point read at `i`.
    pub(super) fn lasting(&self, i: usize, first: Option<&(Point, usize)>) -> Found<Expr> {
        let t = self.t;
        if let Some((point, next)) = first
            && (point.clock.is_some() || point.holds_hours())
            && t.is(*next, "for")
            && let Some((n, unit, end)) = self.measured_length(*next + 1)
            && (point.clock.is_some() || unit >= Unit::Day)
        {
            return Some((Expr::Lasting(point.clone(), Length::of(Some(n), unit)), end));
        }
        // "14 Feb from 9:30 for 7 hours", "14 Feb for 7 hours from 9:30"
        if let Some((day, next)) = first
            && day.holds_hours()
            && self.t.any(*next, &["from", "for"])
        {
            let hour = self.point(*next + 1).filter(|(p, _)| p.day.is_none() && p.part.is_none());
            if let Some((Expr::Lasting(p, length), end)) = self.lasting(*next + 1, hour.as_ref())
                && p.day.is_none()
                && p.clock.is_some()
            {
                return Some((Expr::Lasting(Point { clock: p.clock, ..day.clone() }, length), end));
            }
        }
        // "from 9 for 2.5 hours"
        if i > 0
            && t.is(i - 1, "from")
            && let Some(h) = t.num(i).filter(|h| h.digits() <= 2 && (1..=24).contains(&h.val))
            && t.is(i + 1, "for")
            && let Some((n, unit @ (Unit::Hour | Unit::Minute), end)) = self.measured_length(i + 2)
        {
            let point = self.hour_point(h.val as u8);
            return Some((Expr::Lasting(point, Length::of(Some(n), unit)), end));
        }
        let (n, unit, next) = self.measured_length(i)?;
        let comma = next + usize::from(t.mark(next, ','));
        let starting = t.any(comma, &["starting", "beginning", "commencing"]);
        let led = i > 0 && t.is(i - 1, "for");
        if !(starting || led && t.is(comma, "from")) {
            return None;
        }
        let at = comma + 1;
        let at = at + usize::from(t.any(at, &["on", "from", "at"]));
        let (point, end) = self.point(at).or_else(|| self.bare_hour(at))?;
        let fits = point.clock.is_some() || unit >= Unit::Day && point.part.is_none();
        (fits && (point.clock.is_some() || point.holds_hours()))
            .then_some((Expr::Lasting(point, Length::of(Some(n), unit)), end))
    }

    /// A length with a number: "3 hours 30 minutes", "2.5 hours".
    fn measured_length(&self, i: usize) -> Option<(f64, Unit, usize)> {
        let (n, unit, next) = self.amount(i)?;
        let n = n.filter(|n| (0.0..=10_000.0).contains(n))?;
        let and = self.eat(next, "and");
        match self.whole(and) {
            Some((m, Unit::Minute, end)) if unit == Unit::Hour => Some((n + f64::from(m) / 60.0, unit, end)),
            _ => Some((n, unit, next)),
        }
    }

    /// "for 2.5 hours from 9"
    fn bare_hour(&self, i: usize) -> Found<Point> {
        let n = self.t.num(i).filter(|n| n.digits() <= 2 && (1..=24).contains(&n.val))?;
        self.ends(i + 1).then(|| (self.hour_point(n.val as u8), i + 1))
    }

    fn hour_point(&self, hour: u8) -> Point {
        let clock =
            super::expr::Clock { hour, minute: 0, second: None, fixed: hour > 12, named: false, zone: None };
        Point { clock: Some(clock), ..Point::default() }
    }

    /// "or later", "and after", "onwards" after a time: what it opens.
    pub(super) fn opened(&self, i: usize) -> Found<Frame> {
        let t = self.t;
        if t.any(i, &["onward", "onwards"]) {
            return Some((Frame::From, i + 1));
        }
        if !t.any(i, &["or", "and"]) {
            return None;
        }
        if t.any(i + 1, &["later", "after", "onward", "onwards", "beyond", "greater"]) && self.closed(i + 2) {
            return Some((Frame::Since, i + 2));
        }
        if t.any(i + 1, &["earlier", "before"]) && self.closed(i + 2) {
            return Some((Frame::By, i + 2));
        }
        None
    }

    /// Whether a phrase ends before token `i`: a mark, the end, or "on" with a day.
    fn closed(&self, i: usize) -> bool {
        self.t.get(i).is_none_or(|x| x.kind == super::scan::Kind::Mark || x.line) || self.t.is(i, "on")
    }
}
