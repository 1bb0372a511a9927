//! Whole expressions: parts that belong together joined, ranges, lengths, repeated times.
//!
//! In: scanned tokens and a place. Out: an [`Expr`] and one past its last token.

use super::expr::{Clock, Day, Expr, Point};
use super::grammar::{Found, Grammar};
use super::words::{Frame, TimeWord, Which};
use crate::count::number::word;
use crate::count::words::NumWord;

impl Grammar<'_> {
    /// The expression that begins at `i`.
    pub fn expr(&self, i: usize) -> Found<Expr> {
        if let Some((_, next)) = self.word(i).filter(|(w, _)| *w == TimeWord::Vague && !t_now(self, i)) {
            return Some((Expr::Vague, next));
        }
        if let Some(found) = self.set(i) {
            return Some(found);
        }
        if t_now(self, i) {
            let today = Point { day: Some(Day::Now), ..Point::default() };
            return self.range(i, Some(&(today, i + 1))).or(Some((Expr::Vague, i + 1)));
        }
        let point = self.point(i).filter(|(p, next)| self.stands(i, p, *next));
        // "3 p.m. each day"
        if let Some((Point { day: None, clock: Some(clock), .. }, next)) = &point
            && let Some(found) = self.set_after(*clock, *next)
        {
            return Some(found);
        }
        let range = self.range(i, point.as_ref());
        let length = self.length(i);
        let hours = point.as_ref().and_then(|(p, next)| self.hours_of(p, *next));
        let before = self.hours_before(i);
        let lasting = self.lasting(i, point.as_ref());
        let point = point.map(|(p, next)| (Expr::Point(p), next));
        // The longest reading wins; at equal length, the more telling one.
        [range, point, length, hours, before, lasting]
            .into_iter()
            .flatten()
            .reduce(|a, b| if b.1 > a.1 { b } else { a })
    }

    /// A range that begins at `i` with the point already read there.
    fn range(&self, i: usize, first: Option<&(Point, usize)>) -> Found<Expr> {
        let t = self.t;
        let between = i > 0 && t.is(i - 1, "between");
        let from = i > 0 && matches!(t.time(i - 1), Some(TimeWord::Frame(Frame::From)));
        let link = |at: usize| {
            let at = if between && t.mark(at, ',') { at + 1 } else { at };
            if t.dash(at)
                || t.any(at, &["to", "until", "till", "untill", "through", "thru"])
                || between && t.is(at, "and")
            {
                Some(at + 1)
            } else {
                None
            }
        };
        // "4 to 6 p.m.", "between 10 and 12 a.m.", "nine to eleven in the evening"
        if let Some(found) = self.bare_hours(i, between || from, &link) {
            return Some(found);
        }
        // "from 1980 to 2012", "2011–2012", "2018/19"
        let years = || {
            let (a, next) = self.year(i)?;
            if t.mark(next, '/')
                && let Some(end) = self.next_year(a, next).filter(|_| (1900..=2099).contains(&a))
            {
                let year = |y| Point { day: Some(Day::Year(y)), ..Point::default() };
                return Some((Expr::Range(year(a), year(a + 1)), end));
            }
            let next = link(next)?;
            let (b, end) = self.year(next).or_else(|| {
                let n = t.num(next).filter(|n| n.digits() == 2 && t.dash(next - 1))?;
                Some((a / 100 * 100 + n.val as i32, next + 1))
            })?;
            let counted = matches!(word(t, end), Some(NumWord::Counted))
                || t.mark(end, '%')
                || t.any(end, &["hours", "hrs", "people"])
                || t.dash(end) && t.tight(end) && t.num(end + 1).is_some() && t.tight(end + 1);
            let sure = (1900..=2099).contains(&a) && (1900..=2099).contains(&b) && a < b && !counted;
            (sure && (self.ends(end) || from || between || t.dash(next - 1))).then(|| {
                let year = |y| Point { day: Some(Day::Year(y)), ..Point::default() };
                (Expr::Range(year(a), year(b)), end)
            })
        };
        let (point, next) = match first {
            Some((p, next)) => (p.clone(), *next),
            None => return years().or_else(|| self.weekday_month_range(i, &link)),
        };
        if let Some(found) = years() {
            return Some(found);
        }
        // "from March to date"
        if let Some((TimeWord::Vague, end)) = self.word(next)
            && t.any(next, &["to", "till"])
            && t.is(end - 1, "date")
            && !now_said(&point)
        {
            let today = Point { day: Some(Day::Now), ..Point::default() };
            return Some((Expr::Range(point, today), end));
        }
        let after = link(next)?;
        let after = self.eat(after, "about");
        let now = || {
            let (word, end) = self.word(after)?;
            let today = Point { day: Some(Day::Now), ..Point::default() };
            (word == TimeWord::Vague && t.is(after, "now")).then_some((today, end))
        };
        // "between 6:30 and 9": a bare hour after a clock time.
        let hour = || {
            let n = t.num(after).filter(|n| n.digits() <= 2 && n.val <= 24)?;
            let clock = first.and_then(|(p, _)| p.clock)?;
            let fixed = clock.fixed && n.val > 12;
            // "between 6:30 and 9 EST"
            let (zone, end) = match self.word(after + 1) {
                Some((TimeWord::Zone(zone), end)) if t.str(after + 1).len() == 3 => (Some(zone), end),
                _ => (None, after + 1),
            };
            // "8 a.m. until 6"
            let said = matches!(self.word(i + 1), Some((TimeWord::Meridiem(_), end)) if end == next || end + 1 == next);
            let ok = ((between || from) && clock.minute > 0 || said && !t.dash(next))
                && self.ends(end)
                && !t.any(end, &["of", "people", "police"]);
            let clock = Clock { hour: n.val as u8, minute: 0, second: None, fixed, named: false, zone };
            ok.then(|| (Point { clock: Some(clock), ..Point::default() }, end))
        };
        let (mut second, mut end) = self.point(after).or_else(now).or_else(hour)?;
        while let Some(next) = self.joined(&mut second, end) {
            end = next;
        }
        // "between 1900 and 2000 people"
        if matches!(second, Point { day: Some(Day::Year(_)), clock: None, .. })
            && (t.any(end, &["people", "hours"]) || matches!(word(t, end), Some(NumWord::Counted)))
        {
            return None;
        }
        let mut first = point;
        let long = |p: &Point| p.clock.is_none() && p.part.is_none();
        // Both ends of a kind: clock with clock, day with day, month with month.
        let by_now = now_said(&first) && second.clock.is_some() || now_said(&second) && first.clock.is_some();
        if first.clock.is_some() != second.clock.is_some()
            && !(first.day.is_some() && second.day.is_some())
            && !by_now
        {
            return None;
        }
        if long(&first) && second.day.is_none() && !by_now {
            return None;
        }
        if second.day.is_some()
            && matches!(second.day, Some(Day::Event | Day::Shift { .. } | Day::FirstUnits { .. }))
        {
            return None;
        }
        if t.is(after - 1, "to")
            && !from
            && matches!(second.day, Some(Day::Year(_)))
            && !matches!(first.day, Some(Day::Year(_) | Day::Month { .. }))
        {
            return None;
        }
        // The day said once holds for both ends.
        if by_now {
            // "between now and eight": each end has its own.
        } else if first.day.is_none() && second.day.is_some() {
            first.day = second.day.clone();
        } else if second.day.is_none() {
            second.day = first.day.clone();
        }
        share_half(&mut first, &second);
        self.twelve(after, &first, &mut second);
        // "March to May 2012": the year said once holds for both.
        if let (
            Some(Day::Month { year: y @ None, month: a, which: Which::Bare }),
            Some(Day::Month { year: Some(year), month: b, .. }),
        ) = (&mut first.day, &second.day)
        {
            *y = Some(if *a <= *b { *year } else { *year - 1 });
        }
        if let (
            Some(Day::Quarter { year: y @ None, quarter: a, which: Which::Bare }),
            Some(Day::Quarter { year: Some(year), quarter: b, .. }),
        ) = (&mut first.day, &second.day)
        {
            *y = Some(if *a <= *b { *year } else { *year - 1 });
        }
        if let (
            Some(Day::Date { year: y @ None, month: a, .. }),
            Some(Day::Date { year: Some(year), month: b, .. }),
        ) = (&mut first.day, &second.day)
        {
            *y = Some(if *a <= *b { *year } else { *year - 1 });
        }
        Some((Expr::Range(first, second), end))
    }

    /// "May to September", "Monday to Friday", where the first alone was not enough.
    fn weekday_month_range(&self, i: usize, link: &dyn Fn(usize) -> Option<usize>) -> Found<Expr> {
        let (TimeWord::Month(month, _), next) = self.word(i)? else { return None };
        let after = link(next)?;
        let (second, end) = self.month_point(after)?;
        let year = match second.day {
            Some(Day::Month { year: Some(y), month: m, .. }) => Some(if month <= m { y } else { y - 1 }),
            _ => None,
        };
        let first = Point { day: Some(Day::Month { year, month, which: Which::Bare }), ..Point::default() };
        Some((Expr::Range(first, second), end))
    }

    fn month_point(&self, i: usize) -> Found<Point> {
        let (TimeWord::Month(month, _), next) = self.word(i)? else { return None };
        let (year, next) = self.trailing_year(next);
        Some((Point { day: Some(Day::Month { year, month, which: Which::Bare }), ..Point::default() }, next))
    }

    /// Hours of which only the second tells that they are hours.
    fn bare_hours(&self, i: usize, led: bool, link: &dyn Fn(usize) -> Option<usize>) -> Found<Expr> {
        let t = self.t;
        let hour = |at: usize| -> Option<(u8, usize)> {
            match t.num(at) {
                Some(n) => (n.digits() <= 2 && n.val <= 24).then_some((n.val as u8, at + 1)),
                None => match word(t, at)? {
                    NumWord::Small(n @ 1..=12) => Some((n, at + 1)),
                    _ => None,
                },
            }
        };
        let (a, next) = hour(i)?;
        let after = link(next)?;
        if self.clock(i).is_some_and(|(_, n)| n > next) {
            return None;
        }
        let (mut second, end) = self.point(after)?;
        let clock = second.clock?;
        if matches!(second.day, Some(Day::Date { .. } | Day::Days { .. })) && !clock.fixed {
            return None;
        }
        let said =
            clock.fixed || second.part.is_some() || led && (second.day.is_some() || t.mark(after + 1, ':'));
        if a > 24 || !said || clock.minute > 0 && !led && !t.dash(next) {
            return None;
        }
        let mut first = Point {
            clock: Some(Clock {
                hour: a,
                minute: 0,
                second: None,
                fixed: a > 12,
                named: false,
                zone: clock.zone,
            }),
            ..second.clone()
        };
        share_half(&mut first, &second);
        self.twelve(after, &first, &mut second);
        second.which = None;
        Some((Expr::Range(first, second), end))
    }

    /// "between 10 and 12 a.m." ends at noon, whatever the strict reading of "12 a.m.".
    pub(super) fn twelve(&self, after: usize, first: &Point, second: &mut Point) {
        let written = self.t.num(after).is_some_and(|n| n.val == 12);
        if let (true, Some(a), Some(b)) = (written, first.clock, &mut second.clock)
            && b.hour == 0
            && (5..12).contains(&a.hour)
        {
            b.hour = 12;
        }
    }
}

/// Whether a point is "now".
fn now_said(p: &Point) -> bool {
    p.day == Some(Day::Now)
}

/// "between now and 15 November".
fn t_now(g: &Grammar, i: usize) -> bool {
    g.t.is(i, "now") && i > 0 && g.t.any(i - 1, &["between", "from"])
}

/// "4 to 6 p.m.": the half of the day said once holds for both, unless the first would come after the second.
pub(super) fn share_half(first: &mut Point, second: &Point) {
    if let (Some(a), Some(b)) = (&mut first.clock, &second.clock) {
        if !a.fixed && b.fixed && a.hour <= 12 && first.part.is_none() {
            let half = if b.hour >= 12 { a.hour % 12 + 12 } else { a.hour % 12 };
            let later = (half, a.minute) > (b.hour, b.minute) && b.hour > 0;
            a.hour = if later { a.hour % 12 } else { half };
            a.fixed = true;
        }
        if first.part.is_none() {
            first.part = second.part;
        }
    }
}
