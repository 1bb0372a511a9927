//! The grammar of hours that only the day beside them tells to be hours: "Monday 8-9am", "between 3 and 8 yesterday",
//! "on Friday from 11 to 4", "next evening between 10:30 and 11:45".
//!
//! In: scanned tokens and a place. Out: an [`Expr::Range`] and one past its last token.

use super::expr::{Clock, Expr, Point};
use super::grammar::{Found, Grammar};
use super::range::share_half;
use super::words::Frame;
use crate::count::number::word;
use crate::count::words::NumWord;

/// Two hours, and whether they are surely hours (a.m., p.m., minutes).
struct Hours {
    from: Clock,
    to: Clock,
    sure: bool,
    next: usize,
}

impl Grammar<'_> {
    /// An hour with or without minutes: 9, 9:30, 9.30, 0930, nine, ten thirty, each with a.m. or p.m. or not.
    fn hour(&self, i: usize) -> Option<(Clock, bool, usize)> {
        let t = self.t;
        let bare = |hour: u64, minute: u64, next: usize, fixed: bool| {
            let clock = Clock {
                hour: hour as u8,
                minute: minute as u8,
                second: None,
                fixed,
                named: false,
                zone: None,
            };
            Some((clock, false, next))
        };
        if let Some((clock, next)) = self.clock(i) {
            return Some((clock, clock.fixed || clock.minute > 0 || clock.named, next));
        }
        if let Some(n) = t.num(i) {
            if n.digits() == 4 && n.val / 100 <= 24 && n.val % 100 < 60 {
                let next = i + 1 + usize::from(t.any(i + 1, &["hours", "hrs"]));
                // "0730" and "1900 hours" are hours, "1900" may be a count or a year.
                let sure = n.val < 1000 || next > i + 1;
                return bare(n.val / 100, n.val % 100, next, true).map(|(c, _, next)| (c, sure, next));
            }
            let minute = t.num(i + 2).filter(|m| m.digits() == 2 && m.val < 60 && t.tight(i + 2));
            if let (true, Some(m)) = (t.mark(i + 1, '.') && t.tight(i + 1) && n.val <= 24, minute) {
                return bare(n.val, m.val, i + 3, n.val > 12);
            }
            return (n.digits() <= 2 && n.val <= 24).then(|| bare(n.val, 0, i + 1, n.val > 12)).flatten();
        }
        let NumWord::Small(h @ 1..=12) = word(t, i)? else { return None };
        if let Some(NumWord::Tens(m)) = word(t, i + 1) {
            let (m, next) = match crate::count::number::number(t, i + 1) {
                Some(n) if n.value < 60.0 => (n.value as u64, n.next),
                _ => (u64::from(m), i + 2),
            };
            return bare(h.into(), m, next, false).map(|(c, _, next)| (c, true, next));
        }
        bare(h.into(), 0, i + 1, false)
    }

    /// Two hours with "to", "until", "and" (after "between") or a dash between them.
    fn two_hours(&self, i: usize, between: bool) -> Option<Hours> {
        let t = self.t;
        let (mut from, a, link) = self.hour(i)?;
        if !(t.dash(link)
            || t.any(link, &["to", "until", "till", "untill", "through", "thru"])
            || between && t.is(link, "and"))
        {
            return None;
        }
        let (to, b, next) = self.hour(link + 1)?;
        if !from.fixed && to.fixed {
            let (mut p, q) = (
                Point { clock: Some(from), ..Point::default() },
                Point { clock: Some(to), ..Point::default() },
            );
            share_half(&mut p, &q);
            from = p.clock?;
        }
        let (p, mut q) =
            (Point { clock: Some(from), ..Point::default() }, Point { clock: Some(to), ..Point::default() });
        self.twelve(link + 1, &p, &mut q);
        let to = q.clock?;
        // The zone said once holds for both.
        from.zone = from.zone.or(to.zone);
        Some(Hours { from, to, sure: a || b, next })
    }

    /// Hours of a day that was read already and ends before `next`.
    pub(super) fn hours_of(&self, day: &Point, next: usize) -> Found<Expr> {
        let t = self.t;
        let part = day.part.is_some() && day.clock.is_none() && (day.which.is_some() || day.day.is_some());
        if !day.holds_hours() && !part {
            return None;
        }
        let at = next + usize::from(t.mark(next, ','));
        let led = t.any(at, &["from", "between"]) || t.is(at, "in") && t.is(at + 1, "between");
        let first = if t.is(at, "in") { at + 2 } else { at + usize::from(led) };
        let h = self.two_hours(first, t.is(first.wrapping_sub(1), "between"))?;
        // "won on Monday 3-1" is a score.
        let rising = h.from.hour < h.to.hour || h.from.hour >= 10;
        let counted = !self.ends(h.next) || t.any(h.next, &["people", "police", "of"]);
        if !(h.sure || rising && !counted && (led || t.dash(first + 1))) {
            return None;
        }
        let point = |clock: Clock| Point { clock: Some(clock), ..day.clone() };
        let mut from = point(h.from);
        from.inner = t.is(at, "from").then_some(Frame::From);
        Some((Expr::Range(from, point(h.to)), h.next))
    }

    /// Hours before their day: "between 3 and 8 yesterday", "from 8am-3 yesterday afternoon", "6-8 next Monday".
    pub(super) fn hours_before(&self, i: usize) -> Found<Expr> {
        let t = self.t;
        let between = i > 0 && t.is(i - 1, "between");
        let led = between || i > 0 && t.is(i - 1, "from");
        let h = self.two_hours(i, between)?;
        let on = h.next + usize::from(t.mark(h.next, ','));
        let on = if t.any(on, &["on", "of"]) { on + 1 } else { on };
        let day = self.point(on).filter(|(p, _)| {
            p.holds_hours() || p.clock.is_none() && p.part.is_some() && (p.which.is_some() || p.day.is_some())
        });
        // "3-1 on Monday" is a score, "3 to 4 on Monday" counts something.
        let rising = h.from.hour < h.to.hour && on == h.next && t.dash(i + 1);
        let point = |day: &Point, clock: Clock| Point { clock: Some(clock), ..day.clone() };
        match day {
            Some((day, end)) if h.sure || led || rising => {
                Some((Expr::Range(point(&day, h.from), point(&day, h.to)), end))
            }
            // "from three thirty to four thirty", "between 0730-0930"
            None if led
                && h.sure
                && self.ends(h.next)
                && !t.any(h.next, &["people", "police", "of", "more"]) =>
            {
                let alone = Point::default();
                Some((Expr::Range(point(&alone, h.from), point(&alone, h.to)), h.next))
            }
            _ => None,
        }
    }
}
