//! Whole expressions: parts that belong together joined, ranges, lengths, repeated times.
//!
//! In: scanned tokens and a place. Out: an [`Expr`] and one past its last token.

use super::expr::{Clock, Day, Expr, Length, Point};
use super::grammar::{Found, Grammar};
use super::words::{Edge, Frame, Part, TimeWord, Unit, Which};
use crate::count::number::word;
use crate::count::words::NumWord;

/// One piece of a point.
enum Piece {
    Day(Day),
    Clock(Clock),
    Part(Part, Option<Edge>, Option<Which>),
    /// "tonight": a day and a part at once.
    Both(i32, Part),
}

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
            let today = Point { day: Some(Day::FromDocument(0)), ..Point::default() };
            return self.range(i, Some(&(today, i + 1))).or(Some((Expr::Vague, i + 1)));
        }
        let point = self.point(i).filter(|(p, next)| self.stands(i, p, *next));
        let range = self.range(i, point.as_ref());
        let length = self.length(i);
        let hours = point.as_ref().and_then(|(p, next)| self.day_hours(p, *next));
        let point = point.map(|(p, next)| (Expr::Point(p), next));
        // The longest reading wins; at equal length, the more telling one.
        [range, point, length, hours].into_iter().flatten().reduce(|a, b| if b.1 > a.1 { b } else { a })
    }

    /// Whether a point may stand where it is: a bare part of the day or a bare year needs a word before it.
    fn stands(&self, i: usize, p: &Point, next: usize) -> bool {
        let t = self.t;
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
    fn year_stands(&self, i: usize, next: usize, year: i32) -> bool {
        let t = self.t;
        if !(1800..=2099).contains(&year) && t.num(i).is_some() {
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
            || t.mark(before, ',') && t.mark(next, ')')
    }

    /// A point, with all pieces that belong to it.
    pub fn point(&self, i: usize) -> Found<Point> {
        let mut point = Point::default();
        let mut at = i;
        // "early May", "mid-2021", "the end of the year", "early this week"
        if let Some((edge, next)) = self.edge(i) {
            if let Some((piece, next)) = self.piece(next, true) {
                if let Piece::Day(day) = piece {
                    (point.edge, point.day, at) = (Some(edge), Some(day), next);
                }
            }
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
        if let (true, Some((TimeWord::Frame(frame), next))) = (point.holds_hours(), self.word(at)) {
            if matches!(
                frame,
                Frame::Since
                    | Frame::After
                    | Frame::Until
                    | Frame::By
                    | Frame::Before
                    | Frame::JustAfter
                    | Frame::JustBefore
            ) {
                if let Some((clock, end)) = self.clock(next) {
                    (point.clock, point.inner, at) = (Some(clock), Some(frame), end);
                }
            }
        }
        Some((point, at))
    }

    /// "on 3 May from 18:00 to 20:00": hours of a day already read.
    fn day_hours(&self, day: &Point, next: usize) -> Found<Expr> {
        let t = self.t;
        let at = next + usize::from(t.mark(next, ','));
        if !day.holds_hours() || !t.any(at, &["from", "between"]) {
            return None;
        }
        let first = self.point(at + 1);
        let (Expr::Range(mut a, mut b), end) = self.range(at + 1, first.as_ref())? else { return None };
        if a.day.is_some() || b.day.is_some() || a.clock.is_none() || b.clock.is_none() {
            return None;
        }
        for p in [&mut a, &mut b] {
            (p.day, p.part) = (day.day.clone(), p.part.or(day.part));
        }
        a.inner = t.is(at, "from").then_some(Frame::From);
        Some((Expr::Range(a, b), end))
    }

    /// "early", "mid-", "the end of", "earlier" before "this …".
    fn edge(&self, i: usize) -> Found<Edge> {
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
    fn piece(&self, i: usize, in_edge: bool) -> Found<Piece> {
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
    fn merge(&self, p: &mut Point, piece: Piece) -> bool {
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
                        which: Which::Bare | Which::This | Which::Last | Which::Next,
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
    fn joined(&self, p: &mut Point, at: usize) -> Option<usize> {
        let t = self.t;
        if t.get(at)?.line && !t.tight(at) {
            return None;
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
                    | Day::Units { .. }
                    | Day::Shift { unit: Unit::Second | Unit::Minute | Unit::Hour, .. }
            )
        );
        if long {
            return None;
        }
        // Words between the pieces.
        let mut linked = false;
        if has_day && t.is(next, "in") && t.is(next + 1, "the") {
            (next, linked) = (next + 1, true);
        } else if p.part.is_none() && t.is(next, "in") && t.is(next + 1, "the") {
            (next, linked) = (next + 1, true);
        } else {
            while t.any(next, &["at", "around", "about", "approximately", "on", "of", "@", "for"]) {
                let to_day = t.any(next, &["on", "of"]);
                if to_day
                    && has_day
                    && !matches!(p.day, Some(Day::Unit { unit: Unit::Week, .. }) | Some(Day::Weekday { .. }))
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
        if bare && !t.is(next.wrapping_sub(1), "of") && !t.is(next.wrapping_sub(1), "on") {
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
            Piece::Day(Day::Shift { .. } | Day::ShiftFrom { .. }) => fine && !comma && !has_day,
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
        // "from 1980 to 2012", "2011–2012"
        let years = || {
            let (a, next) = self.year(i)?;
            let next = link(next)?;
            let (b, end) = self.year(next).or_else(|| {
                let n = t.num(next).filter(|n| n.digits() == 2 && t.dash(next - 1))?;
                Some((a / 100 * 100 + n.val as i32, next + 1))
            })?;
            let counted = matches!(word(t, end), Some(NumWord::Counted)) || t.mark(end, '%');
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
        let after = link(next)?;
        let after = self.eat(after, "about");
        let now = || {
            let (word, end) = self.word(after)?;
            let today = Point { day: Some(Day::FromDocument(0)), ..Point::default() };
            (word == TimeWord::Vague && t.any(after, &["now"])).then_some((today, end))
        };
        // "between 6:30 and 9": a bare hour after a clock time.
        let hour = || {
            let n = t.num(after).filter(|n| n.digits() <= 2 && n.val <= 24)?;
            let clock = first.and_then(|(p, _)| p.clock)?;
            let fixed = clock.fixed && n.val > 12;
            let ok = (between || from)
                && clock.minute > 0
                && self.ends(after + 1)
                && !t.any(after + 1, &["of", "people"]);
            let clock = Clock { hour: n.val as u8, minute: 0, second: None, fixed, zone: None };
            ok.then(|| (Point { clock: Some(clock), ..Point::default() }, after + 1))
        };
        let (mut second, mut end) = self.point(after).or_else(now).or_else(hour)?;
        while let Some(next) = self.joined(&mut second, end) {
            end = next;
        }
        let mut first = point;
        let long = |p: &Point| p.clock.is_none() && p.part.is_none();
        // Both ends of a kind: clock with clock, day with day, month with month.
        if first.clock.is_some() != second.clock.is_some() && !(first.day.is_some() && second.day.is_some()) {
            return None;
        }
        if long(&first) && second.day.is_none() {
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
        if first.day.is_none() && second.day.is_some() {
            first.day = second.day.clone();
        } else if second.day.is_none() {
            second.day = first.day.clone();
        }
        share_half(&mut first, &second);
        self.twelve(after, &first, &mut second);
        // "March to May 2012": the year said once holds for both.
        if let (
            Some(Day::Month { year: y @ None, month: a, .. }),
            Some(Day::Month { year: Some(year), month: b, .. }),
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
            clock: Some(Clock { hour: a, minute: 0, second: None, fixed: a > 12, zone: clock.zone }),
            ..second.clone()
        };
        share_half(&mut first, &second);
        self.twelve(after, &first, &mut second);
        second.which = None;
        Some((Expr::Range(first, second), end))
    }

    /// "between 10 and 12 a.m." ends at noon, whatever the strict reading of "12 a.m.".
    fn twelve(&self, after: usize, first: &Point, second: &mut Point) {
        let written = self.t.num(after).is_some_and(|n| n.val == 12);
        if let (true, Some(a), Some(b)) = (written, first.clock, &mut second.clock) {
            if b.hour == 0 && (5..12).contains(&a.hour) {
                b.hour = 12;
            }
        }
    }

    /// A length of time: "three weeks", "years", "an hour", "a two-day".
    fn length(&self, i: usize) -> Found<Expr> {
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
    fn more_length(&self, next: usize) -> usize {
        let at = self.eat(next, "and");
        match self.whole(at) {
            Some((_, Unit::Minute | Unit::Second, end)) => end,
            _ => next,
        }
    }

    /// "every Friday", "each day", "on Sundays", "weekly", "every two weeks".
    fn set(&self, i: usize) -> Found<Expr> {
        let t = self.t;
        match self.word(i)? {
            (TimeWord::Each, next) => {
                let (value, end) = if let Some((n, unit, end)) = self.whole(next) {
                    (super::value::length(Some(f64::from(n)), unit), end)
                } else {
                    match self.word(next)? {
                        (TimeWord::Unit(unit, false), end) => (super::value::length(Some(1.0), unit), end),
                        (TimeWord::Weekday(day, _), end) => (format!("XXXX-WXX-{day}"), end),
                        (TimeWord::Part(part), end) => {
                            (format!("XXXX-XX-XXT{}", super::value::part(&part)), end)
                        }
                        (TimeWord::Month(month, _), end) => (format!("XXXX-{month:02}"), end),
                        _ => return None,
                    }
                };
                let end = match self.word(end) {
                    Some((TimeWord::Part(_), after)) => after,
                    _ => end,
                };
                Some((Expr::Set(value), end))
            }
            (TimeWord::Weekdays(day), next) => Some((Expr::Set(format!("XXXX-WXX-{day}")), next)),
            (TimeWord::Weekday(day, _), next)
                if matches!(t.str(next), "gatherings" | "rallies" | "marches" | "mornings" | "evenings") =>
            {
                Some((Expr::Set(format!("XXXX-WXX-{day}")), next))
            }
            (TimeWord::Set(unit), next) if !t.get(i)?.cap || t.begins(i) => {
                Some((Expr::Set(super::value::length(Some(1.0), unit)), next))
            }
            _ => None,
        }
    }
}

/// "between now and 15 November".
fn t_now(g: &Grammar, i: usize) -> bool {
    g.t.is(i, "now") && i > 0 && g.t.any(i - 1, &["between", "from"])
}

/// "4 to 6 p.m.": the half of the day said once holds for both, unless the first would come after the second.
fn share_half(first: &mut Point, second: &Point) {
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
