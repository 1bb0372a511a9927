//! The grammar of one point in time: its pieces (day, part of the day, clock time) and how they join.
//!
//! In: scanned tokens and a place. Out: a [`Point`] and one past its last token.

use super::expr::{Clock, Day, Point};
use super::grammar::{Found, Grammar};
use super::words::{Edge, Frame, Part, TimeWord, Unit, Which};
use crate::count::number::word;
use crate::count::words::NumWord;

/// Names whose number is no year.
const NUMBERED: &[&str] = &[
    "article",
    "resolution",
    "decree",
    "order",
    "law",
    "act",
    "section",
    "room",
    "route",
    "highway",
    "flight",
    "unit",
    "page",
    "bill",
    "case",
    "paragraph",
    "windows",
    "boeing",
    "unscr",
    "channel",
    "radio",
    "annex",
    "document",
    "directive",
    "regulation",
    "protocol",
    "form",
    "file",
];

/// One piece of a point.
pub(super) enum Piece {
    Day(Day),
    Clock(Clock),
    Part(Part, Option<Edge>, Option<Which>),
    /// "tonight": a day and a part at once.
    Both(i32, Part),
}

impl Grammar<'_> {
    /// Whether a point may stand where it is: a bare part of the day or a bare year needs a word before it.
    pub(super) fn stands(&self, i: usize, p: &Point, next: usize) -> bool {
        let t = self.t;
        // A field of one word ("evening"); a number alone is more often a count than a year.
        let year = matches!(p.day, Some(Day::Year(_)));
        if i == 0 && next == t.len() && !year || p.inner.is_some() {
            return true;
        }
        match p {
            Point { day: None, part: Some(part), clock: None, which, .. } => {
                self.part_alone(i, next, part, *which)
            }
            Point { day: Some(Day::Year(year)), part: None, clock: None, edge: None, .. } => {
                self.year_stands(i, next, *year)
            }
            Point { day: Some(Day::Month { year: None, which: Which::Bare, .. }), .. } => true,
            Point { day: Some(Day::Event), .. } => {
                i > 0 && matches!(t.time(i - 1), Some(TimeWord::Frame(Frame::During)))
            }
            Point { day: Some(Day::Unit { unit, which }), part: None, .. } => {
                // "the same day" yes; "this time", "that hour" no; "the week" only with a word such as "during".
                !matches!((unit, which), (Unit::Second | Unit::Minute, _))
            }
            _ => true,
        }
    }

    /// A bare year needs "in", "since" …, "the … noun", brackets, or a range.
    pub(super) fn year_stands(&self, i: usize, next: usize, year: i32) -> bool {
        let t = self.t;
        let coming = (2100..=2199).contains(&year) && i > 0 && t.any(i - 1, &["in", "by", "until"]);
        if !(1800..=2099).contains(&year) && !coming && t.num(i).is_some() {
            return false;
        }
        let counted = matches!(word(t, next), Some(NumWord::Counted));
        let plural = t.get(next).is_some_and(|n| !n.cap && !n.line) && {
            let s = t.str(next);
            s.len() > 4 && s.ends_with('s') && !s.ends_with("ss")
        };
        if i == 0 {
            return self.ends(next)
                && !counted
                && t.get(next).is_some_and(|n| n.kind == super::scan::Kind::Word);
        }
        if counted || t.mark(next, '%') {
            return false;
        }
        let before = i - 1;
        // "between 1900 and 2000 people"
        if t.any(before, &["between", "from"])
            && t.any(next, &["and", "to"])
            && t.num(next + 1).is_some()
            && (t.any(next + 2, &["people", "hours"]) || matches!(word(t, next + 2), Some(NumWord::Counted)))
        {
            return false;
        }
        if t.is(before, "than") && before > 0 && t.any(before - 1, &["later", "earlier"]) {
            return self.ends(next) && !plural;
        }
        if t.any(
            before,
            &["in", "since", "until", "till", "during", "before", "after", "by", "circa", "year"],
        ) {
            return !(plural && t.any(before, &["by", "after", "before"]));
        }
        if t.any(before, &["of", "from", "to", "between", "and", "through", "for", "late", "early", "mid"])
            || t.dash(before)
        {
            return !plural && self.ends(next);
        }
        if t.any(before, &["the", "a", "its", "their", "his", "’s", "'s"]) {
            // "the 2020 election", not "the 2000 villagers"
            let round = year % 1000 == 0 && plural;
            return !round
                && t.get(next).is_some_and(|n| n.kind == super::scan::Kind::Word && !n.line)
                && !t.any(next, &["or", "and", "were", "had", "who"]);
        }
        t.mark(before, '(') && (t.mark(next, ')') || t.dash(next) || t.mark(next, ','))
            || t.mark(before, ',') && (t.mark(next, ')') || t.mark(next, '.') && !t.tight(next + 1))
            || self.named_year(before, next)
    }

    /// "World Cup 2018", "Vision 2030": a year as the last part of a name; not the number of a law, room or road.
    fn named_year(&self, before: usize, next: usize) -> bool {
        let t = self.t;
        let name = t.get(before).is_some_and(|x| {
            x.cap && x.kind == super::scan::Kind::Word && x.time.is_none() && !t.begins(before)
        });
        let number = t.any(before, NUMBERED) || t.str(before).len() < 3;
        name && !number && self.ends(next) && !t.tight(next + 1)
    }

    /// A point, with all pieces that belong to it.
    pub fn point(&self, i: usize) -> Found<Point> {
        let mut point = Point::default();
        let mut at = i;
        // "EOM", "the EOY"
        if let Some((TimeWord::EdgeUnit(edge, unit), next)) = self.word(self.eat(i, "the")) {
            // "EOD teams" are no time.
            let led = i == 0 || self.t.any(i - 1, &["by", "at", "until", "till", "before", "since"]);
            let closed = self.t.get(next).is_none_or(|x| x.line || x.kind == super::scan::Kind::Mark);
            if !(led && closed) {
                return None;
            }
            point.edge = Some(edge);
            point.day = Some(Day::Unit { unit, which: Which::This });
            return Some((point, next));
        }
        // "early May", "mid-2021", "the end of the year", "early this week"
        if let Some((edge, next)) = self.edge(i)
            && let Some((piece, next)) = self.piece(next, true)
            && let Piece::Day(day) = piece
        {
            (point.edge, point.day, at) = (Some(edge), Some(day), next);
        }
        if point.day.is_none() {
            let (piece, next) = self.piece(i, false)?;
            self.merge(&mut point, piece);
            at = next;
        }
        while let Some(next) = self.joined(&mut point, at) {
            at = next;
        }
        // "on Friday after 18:00"
        if let (true, Some((TimeWord::Frame(frame), next))) = (point.holds_hours(), self.word(at))
            && matches!(
                frame,
                Frame::Since
                    | Frame::After
                    | Frame::Until
                    | Frame::By
                    | Frame::Before
                    | Frame::JustAfter
                    | Frame::JustBefore
            )
            && let Some((clock, end)) = self.clock(next)
        {
            (point.clock, point.inner, at) = (Some(clock), Some(frame), end);
            // "by 2 in the afternoon"
            if !clock.fixed
                && let Some(next) = self.joined(&mut point, at)
            {
                at = next;
            }
        }
        // "3 p.m. or later", "2018 or later"; "3 p.m. or later on Monday"
        if point.inner.is_none()
            && point.edge.is_none()
            && let Some((frame, end)) = self.opened(at)
        {
            (point.inner, at) = (Some(frame), end);
            if point.day.is_none()
                && let Some(next) = self.joined(&mut point, at)
            {
                at = next;
            }
        }
        Some((point, at))
    }

    /// "early", "mid-", "the end of", "earlier" before "this …".
    pub(super) fn edge(&self, i: usize) -> Found<Edge> {
        let t = self.t;
        if t.any(i, &["earlier", "later"]) && t.any(i + 1, &["this", "that", "in"]) {
            let edge = if t.is(i, "later") { Edge::Rest } else { Edge::Before };
            return Some((edge, if t.is(i + 1, "in") { i + 2 } else { i + 1 }));
        }
        let the = self.eat(i, "the");
        let (TimeWord::Edge(edge), mut next) = self.word(the)? else { return None };
        if t.dash(next) && t.tight(next) && t.tight(next + 1) {
            next += 1;
        }
        if t.any(next, &["in", "on"]) {
            next += 1;
        }
        Some((edge, next))
    }

    /// One piece: a day, a clock time or a part of the day.
    pub(super) fn piece(&self, i: usize, in_edge: bool) -> Found<Piece> {
        if let Some((TimeWord::RelPart(days, part), next)) = self.word(i) {
            return Some((Piece::Both(days.into(), part), next));
        }
        let clock = self.clock(i).map(|(c, n)| (Piece::Clock(c), n));
        let part = self.part(i).map(|((p, e, w), n)| (Piece::Part(p, e, w), n));
        let day = self.day(i).map(|(d, n)| (Piece::Day(d), n));
        let relative = self.relative(i).map(|(d, n)| (Piece::Day(d), n));
        let event =
            super::relative::t_event(self, i).then(|| (Piece::Day(Day::Event), self.eat(i, "the") + 1));
        let bare = |g: &Self| g.year(i).map(|(y, n)| (Piece::Day(Day::Year(y)), n));
        let found = [clock, part, day, relative, event]
            .into_iter()
            .flatten()
            .reduce(|a, b| if b.1 > a.1 { b } else { a });
        if found.is_some() {
            return found;
        }
        if in_edge {
            // "the end of the year", "the start of the week"
            if let Some((day, next)) = self.long(i) {
                return Some((Piece::Day(day), next));
            }
            let unit = self.eat(i, "the");
            if let Some((
                TimeWord::Unit(u @ (Unit::Week | Unit::Month | Unit::Year | Unit::Day), false),
                next,
            )) = self.word(unit)
            {
                return Some((Piece::Day(Day::Unit { unit: u, which: Which::This }), next));
            }
        }
        bare(self)
    }

    /// Adds a piece; `false` if its place is taken.
    pub(super) fn merge(&self, p: &mut Point, piece: Piece) -> bool {
        match piece {
            Piece::Clock(c) if p.clock.is_none() => p.clock = Some(c),
            Piece::Part(part, edge, which) if p.part.is_none() => {
                // "in the evening" beside a day names no other evening.
                let own = if p.day.is_some() { None } else { which };
                (p.part, p.edge, p.which) = (Some(part), edge.or(p.edge), own);
            }
            Piece::Both(days, part) if p.part.is_none() && p.day.is_none() => {
                (p.part, p.day) = (Some(part), Some(Day::FromDocument(days)));
            }
            Piece::Day(day) => match (p.day.take(), day) {
                (None, day) => {
                    if matches!(day, Day::Unit { unit: Unit::Hour, .. })
                        && (p.part.is_some() || p.clock.is_some())
                    {
                        return false;
                    }
                    p.day = Some(day);
                    p.which = None;
                }
                (
                    Some(Day::Weekday {
                        weekday,
                        which: Which::Bare | Which::That | Which::This | Which::Last | Which::Next,
                        ..
                    }),
                    Day::Date { year, month, day, .. },
                )
                | (
                    Some(Day::Date { year, month, day, .. }),
                    Day::Weekday { weekday, which: Which::Bare, .. },
                ) => {
                    p.day = Some(Day::Date { year, month, day, weekday: Some(weekday) });
                }
                (
                    Some(Day::Weekday { weekday, which: Which::Bare, .. }),
                    Day::Unit { unit: Unit::Week, which },
                )
                | (
                    Some(Day::Unit { unit: Unit::Week, which }),
                    Day::Weekday { weekday, which: Which::Bare, .. },
                ) => {
                    p.day = Some(Day::WeekdayOf { weekday, which });
                }
                // "Monday two weeks from now", "three weeks after Christmas on Friday"
                (
                    Some(Day::Weekday { weekday, which: Which::Bare, weeks: 0 }),
                    of @ (Day::Shift { .. } | Day::ShiftFrom { .. }),
                )
                | (
                    Some(of @ (Day::Shift { .. } | Day::ShiftFrom { .. })),
                    Day::Weekday { weekday, which: Which::Bare, weeks: 0 },
                ) => {
                    p.day = Some(Day::WeekdayNear { weekday, of: Box::new(of) });
                }
                (old, _) => {
                    p.day = old;
                    return false;
                }
            },
            _ => return false,
        }
        true
    }

    /// Joins the next piece, if one follows that belongs to the point.
    pub(super) fn joined(&self, p: &mut Point, at: usize) -> Option<usize> {
        let t = self.t;
        if t.get(at)?.line && !t.tight(at) {
            return None;
        }
        // "2023-05-05T15:30:20Z"
        if matches!(p.day, Some(Day::Date { year: Some(_), .. }))
            && p.clock.is_none()
            && t.is(at, "t")
            && t.tight(at)
            && t.tight(at + 1)
            && let Some((clock, end)) = self.clock(at + 1)
        {
            // Written so, the hour is of 24.
            p.clock = Some(Clock { fixed: true, ..clock });
            return Some(end);
        }
        // "on Friday (5 May)", "this Friday (5 May)"
        if let (Some(Day::Weekday { weekday, weeks: 0, .. }), true) = (&p.day, t.mark(at, '('))
            && let Some((Day::Date { year, month, day, .. }, end)) = self.day(at + 1)
            && t.mark(end, ')')
        {
            p.day = Some(Day::Date { year, month, day, weekday: Some(*weekday) });
            return Some(end + 1);
        }
        let comma = t.mark(at, ',') && t.get(at + 1).is_some_and(|n| !n.line);
        let mut next = at + usize::from(comma);
        let has_day = p.day.is_some();
        let fine = p.part.is_some() || p.clock.is_some();
        let long = matches!(
            &p.day,
            Some(Day::Unit {
                unit: Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century,
                ..
            })
        ) || matches!(
            p.day,
            Some(
                Day::Month { .. }
                    | Day::Year(_)
                    | Day::Years { .. }
                    | Day::Season { .. }
                    | Day::Quarter { .. }
                    | Day::WeekNumber { .. }
                    | Day::Units { .. }
                    | Day::Shift { unit: Unit::Second | Unit::Minute | Unit::Hour, .. }
            )
        );
        // "in March last year", "on 3 May this year"
        if let Some(Day::Month { year: None, which: Which::Bare, .. } | Day::Date { year: None, .. }) = &p.day
        {
            let of = self.eat(self.eat(at, ","), "of");
            if let Some((Day::Unit { unit: Unit::Year, which }, end)) = self.which(of) {
                let day = p.day.take().map(Box::new)?;
                p.day = Some(Day::InYear { day, which });
                return Some(end);
            }
        }
        if long {
            return None;
        }
        // Words between the pieces.
        let mut linked = false;
        if (has_day || p.part.is_none()) && t.is(next, "in") && t.is(next + 1, "the") {
            (next, linked) = (next + 1, true);
        } else {
            while t.any(next, &["at", "around", "about", "approximately", "on", "of", "@", "for"]) {
                let to_day = t.any(next, &["on", "of"]);
                if to_day
                    && has_day
                    && !matches!(p.day, Some(Day::Unit { unit: Unit::Week, .. }) | Some(Day::Weekday { .. }))
                    && !p.day.as_ref().is_some_and(counted)
                    || t.is(next, "for") && p.clock.is_some()
                {
                    return None;
                }
                (next, linked) = (next + 1, true);
            }
        }
        let (piece, end) = self.piece(next, false)?;
        if t.get(next).is_some_and(|x| x.line) {
            return None;
        }
        // "opening night, 3 May": a bare part of the day takes a day only by "of", or as "overnight Friday".
        let bare = matches!(&p.part, Some(part) if !part.alone)
            && p.which.is_none()
            && p.clock.is_none()
            && p.edge.is_none()
            && !has_day;
        // "dawn Friday", "dusk on Sunday"
        let sun = !comma && matches!(&p.part, Some(part) if matches!(&part.code, b"DA" | b"DU" | b"MI"));
        if bare && !sun && !t.is(next.wrapping_sub(1), "of") && !t.is(next.wrapping_sub(1), "on") {
            return None;
        }
        let fits = match &piece {
            Piece::Day(
                Day::Event
                | Day::Year(_)
                | Day::Month { year: None, .. }
                | Day::Years { .. }
                | Day::FirstUnits { .. },
            ) => false,
            Piece::Day(Day::Month { .. } | Day::Season { .. } | Day::Units { .. }) => false,
            Piece::Day(day @ (Day::Shift { .. } | Day::ShiftFrom { .. })) => {
                let weekday = matches!(p.day, Some(Day::Weekday { which: Which::Bare, weeks: 0, .. }));
                fine && !comma && !has_day || weekday && !fine && counted(day)
            }
            Piece::Day(Day::Weekday { which: Which::Bare, .. }) if p.day.as_ref().is_some_and(counted) => {
                t.is(next.wrapping_sub(1), "on") || !comma && t.is(next.wrapping_sub(1), "ago")
            }
            // "on Thursday, 5 May", "Thursday 5 May", "Monday of last week"
            Piece::Day(day) => {
                let both_days = has_day
                    && (matches!(day, Day::Date { .. } | Day::Weekday { which: Which::Bare, .. })
                        && !t.is(next.wrapping_sub(1), "of")
                        || matches!(day, Day::Unit { unit: Unit::Week, .. })
                        || matches!(p.day, Some(Day::Unit { unit: Unit::Week, .. })));
                both_days || !has_day && fine
            }
            Piece::Clock(_) | Piece::Part(..)
                if matches!(
                    p.day,
                    Some(Day::Unit { unit: Unit::Week | Unit::Weekend | Unit::Fortnight, .. })
                ) =>
            {
                false
            }
            Piece::Clock(c) => {
                // "on Friday 40 people" is no clock; a comma alone does not join "Friday, 18:00 …" of another line.
                p.clock.is_none()
                    && (has_day || p.part.is_some())
                    && (linked
                        || c.fixed
                        || t.mark(end - 1, ':')
                        || comma
                        || c.minute > 0
                        || p.part.is_some()
                        || has_day)
            }
            Piece::Part(part, _, which) => {
                p.part.is_none()
                    && match p.clock {
                        Some(_) => linked || which.is_some() || t.is(next, "at") || part.alone || has_day,
                        None => !comma || linked,
                    }
                    && !(has_day && matches!(which, Some(Which::Last | Which::Next | Which::Coming)))
            }
            Piece::Both(..) => p.clock.is_some() && !has_day,
        };
        if !fits {
            return None;
        }
        // "the morning, 5 May": a part and a day may be joined by a comma only if the day is a date.
        if comma
            && !linked
            && fine
            && !has_day
            && !matches!(piece, Piece::Day(Day::Date { .. } | Day::Weekday { .. } | Day::FromDocument(_)))
        {
            return None;
        }
        // A second weekday after a comma is another time ("on Thursday, Friday").
        if let (Some(Day::Date { weekday: Some(_), .. }), Piece::Day(Day::Weekday { .. })) = (&p.day, &piece)
        {
            return None;
        }
        let mut trial = p.clone();
        if !self.merge(&mut trial, piece) {
            return None;
        }
        *p = trial;
        Some(end)
    }
}

/// Whether a day is counted in days or more from the document or from a date: a weekday beside it then names one of
/// that week.
fn counted(day: &Day) -> bool {
    match day {
        Day::Shift { unit, document: true, .. } => *unit >= Unit::Day,
        Day::ShiftFrom { unit, base, .. } => *unit >= Unit::Day && **base != Day::Event,
        _ => false,
    }
}
