//! What a preposition, a verb or the other end makes of an expression.
//!
//! In: an expression as said, what stands around it. Out: the expression as meant: "in two weeks" with a future verb is
//! a day, "before dawn" the hours before it, "from Monday to Friday" days of one week.

use super::calendar;
use super::context::Stamp;
use super::expr::{Day, Expr, Length, Point};
use super::finder::shift;
use super::resolve::Resolved;
use super::scan::Toks;
use super::value::{self, Grain};
use super::words::{Frame, Part, Unit, Which};

/// Hours before dawn belong to the day that dawns.
const EARLY: Part = Part { code: *b"EH", from: 0, to: 360, alone: false };

/// Where an expression stands.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its first token.
    pub at: usize,
    /// The first token of its preposition.
    pub start: usize,
    /// One past its last token.
    pub next: usize,
    /// Whether the verb beside it is of the future.
    pub future: bool,
    /// Whether the text is a diary, where lengths lie ahead.
    pub diary: bool,
}

/// The expression and its frame, as what stands around it has them.
pub fn adjust(t: &Toks, mut expr: Expr, place: Place, mut frame: Frame) -> (Expr, Frame) {
    let Place { at, start, next, future, diary } = place;
    let ahead = future || diary;
    if let Expr::Length(length) = &expr {
        // "in two weeks" with a future verb, "within two days of …"
        let minutes = match length.unit {
            Unit::Hour => length.n.map(|n| n * 60.0),
            Unit::Minute => length.n,
            Unit::Second => length.n.map(|n| n / 60.0),
            _ => None,
        };
        if let (Some(n), true, true) = (minutes, ahead, start < at && t.is(start, "in"))
            && n < 10_000.0
        {
            let day = Day::ShiftMinutes(n as i32);
            expr = Expr::Point(Point { day: Some(day), ..Point::default() });
        }
    }
    if let Expr::Length(length) = &expr {
        let whole = length.n.filter(|n| n.fract() == 0.0 && *n <= 10_000.0).map(|n| n as i32);
        if let (Some(n), true) = (whole, ahead) {
            let led = start < at && t.is(start, "in");
            if led && !t.is(next, "of") {
                // What is set for "in two months" is set for a day; "two months ago" is told of the month.
                let day = if length.unit >= Unit::Month && !diary {
                    Day::ShiftFrom { n, unit: length.unit, base: Box::new(Day::FromDocument(0)) }
                } else {
                    Day::Shift { n, unit: length.unit, document: true }
                };
                expr = Expr::Point(Point { day: Some(day), ..Point::default() });
            } else if frame == Frame::Within && length.unit < Unit::Day {
                let units = Day::Units { n: Some(n), unit: length.unit, which: Which::Next };
                expr = Expr::Point(Point { day: Some(units), ..Point::default() });
            } else if frame == Frame::Within {
                let today = Box::new(Day::FromDocument(0));
                let units = Day::UpTo { n, unit: length.unit, after: true, base: today };
                expr = Expr::Point(Point { day: Some(units), ..Point::default() });
            }
        }
    }
    // "within the next ten months" begins now.
    if let (
        Frame::Within,
        Expr::Point(Point { day: Some(Day::Units { n: Some(n), unit, which: Which::Next }), .. }),
    ) = (frame, &expr)
        && *unit >= Unit::Day
    {
        let today = Box::new(Day::FromDocument(0));
        let day = Day::UpTo { n: *n, unit: *unit, after: true, base: today };
        expr = Expr::Point(Point { day: Some(day), ..Point::default() });
    }
    if let Expr::Point(Point { day: Some(Day::ShiftFrom { n, unit, base }), .. }) = &expr {
        // "for ten days from 18 March"
        if *n > 0 && at > 0 && t.is(at - 1, "for") {
            let day = Day::UpTo { n: *n, unit: *unit, after: true, base: base.clone() };
            expr = Expr::Point(Point { day: Some(day), ..Point::default() });
        }
    }
    if let Expr::Point(Point { day: Some(Day::Shift { n, unit, document: true }), .. }) = &expr {
        // "for three days from today"
        if *n > 0 && at > 0 && t.is(at - 1, "for") && t.any(next.wrapping_sub(1), &["today", "now"]) {
            let base = Box::new(Day::FromDocument(0));
            let day = Day::UpTo { n: *n, unit: *unit, after: true, base };
            expr = Expr::Point(Point { day: Some(day), ..Point::default() });
        }
    }
    // "from 5 to 7 March" is the whole of it, "through 5 March" all up to it, "through the night" all of it.
    if let Expr::Point(p) = &expr {
        let whole = matches!(
            p.day,
            Some(Day::Days { .. } | Day::DaysOfWhichMonth { .. } | Day::Units { .. } | Day::UpTo { .. })
        );
        if whole && matches!(frame, Frame::From | Frame::Between) {
            frame = if frame == Frame::From { Frame::Through } else { Frame::At };
        } else if frame == Frame::Through
            && !t.any(start, &["throughout", "all"])
            && p.part.is_none()
            && (p.clock.is_some()
                || matches!(p.day, Some(Day::Date { .. } | Day::Weekday { .. } | Day::Year(_))))
        {
            frame = Frame::Until;
        }
    }
    if let Expr::Point(Point { inner: Some(inner), .. }) = &expr {
        frame = *inner;
    }
    if let (Frame::Within, Expr::Point(Point { day: Some(Day::ShiftFrom { n, unit, base }), .. })) =
        (frame, &expr)
    {
        let day = Day::UpTo { n: n.abs(), unit: *unit, after: *n > 0, base: base.clone() };
        expr = Expr::Point(Point { day: Some(day), ..Point::default() });
        frame = Frame::At;
    }
    if let (Frame::Before | Frame::JustBefore, Expr::Point(p)) = (frame, &mut expr)
        && p.clock.is_none()
        && p.part.is_some_and(|part| part.code == *b"DA")
    {
        (p.part, p.edge, frame) = (Some(EARLY), None, Frame::At);
    }
    (expr, frame)
}

/// `length` after a moment: hours and minutes need an hour to begin at.
pub fn after(from: Stamp, length: Length) -> Option<Stamp> {
    let n = length.n?;
    let minutes = match length.unit {
        Unit::Second => n / 60.0,
        Unit::Minute => n,
        Unit::Hour => n * 60.0,
        unit => {
            let whole = (n.fract() == 0.0).then_some(n as i32)?;
            return Some(Stamp { date: calendar::add(from.date, whole, unit)?, ..from });
        }
    };
    shift(from, minutes as i32)
}

/// Mends the ends of a range that do not follow each other.
pub fn ends(a: &Point, ra: &mut Resolved, b: &Point, rb: &mut Resolved, future: bool) {
    // "between 6:30 and 9": an hour of twelve after the first.
    if rb.to < ra.from
        && b.clock.is_some_and(|c| !c.fixed)
        && let Some(later) = shift(rb.to, 720).filter(|s| s.date == rb.to.date && *s > ra.from)
    {
        (rb.value, rb.from, rb.to) = (later.iso(), later, later);
    }
    // "from 23 January through 9 March": the year that fits the end fits the beginning.
    if ra.from > rb.to
        && ra.grain >= Grain::Day
        && matches!(&a.day, Some(Day::Date { year: None, .. } | Day::Month { year: None, .. }))
    {
        let date = calendar::add(ra.from.date, -1, Unit::Year).unwrap_or(ra.from.date);
        ra.value = value::unit(date, ra.grain);
        ra.from = Stamp { date, ..ra.from };
    }
    // "from Monday to Friday": the Monday before that Friday; with a future verb the Friday after.
    let weekdays = |p: &Point| matches!(&p.day, Some(Day::Weekday { .. }));
    if ra.from > rb.to && weekdays(a) && weekdays(b) {
        let moved = if future { rb.to.date } else { ra.from.date };
        let date = calendar::days(moved, if future { 7 } else { -7 }).unwrap_or(moved);
        if future {
            (rb.value, rb.to) = (value::day(date), Stamp { date, ..rb.to });
        } else {
            (ra.value, ra.from) = (value::day(date), Stamp { date, ..ra.from });
        }
    }
    // An end in hours before the beginning is of the next day.
    if rb.to < ra.from && rb.grain == Grain::Minute && calendar::days(rb.to.date, 1).is_some() {
        let date = calendar::days(rb.to.date, 1).unwrap_or(rb.to.date);
        rb.to = Stamp { date, ..rb.to };
    }
    if rb.to < ra.from
        && rb.grain >= Grain::Month
        && matches!(&b.day, Some(Day::Month { year: None, .. } | Day::Season { year: None, .. }))
    {
        let date = calendar::add(rb.to.date, 1, Unit::Year).unwrap_or(rb.to.date);
        rb.to = Stamp::day(date.last_of_month());
    }
}
