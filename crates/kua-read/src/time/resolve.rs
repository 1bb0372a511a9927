//! Turns what an expression says into an interval, with the document's date and what was named before.
//!
//! In: a [`Point`], [`Anchor`], [`Named`], the tense beside it. Out: first and last [`Stamp`], both included.
//! Never guessed: what neither the words nor the context give is `None`.

use super::calendar as cal;
use super::context::{Anchor, Context, Named, Stamp};
use super::expr::{Clock, Day, Nth, Point};
use super::value::{self, Grain};
use super::words::{Edge, Part, Unit, Which, words};
use jiff::civil::Date;

/// A resolved stretch of days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Days {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How fine.
    pub grain: Grain,
    /// What it took besides the words.
    pub needs: Option<Context>,
    /// Name of the rule.
    pub rule: &'static str,
}

/// A resolved point.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// Beginning, included.
    pub from: Stamp,
    /// End, included.
    pub to: Stamp,
    /// How fine.
    pub grain: Grain,
    /// TIMEX3 value.
    pub value: String,
    /// What it took besides the words.
    pub needs: Option<Context>,
    /// Name of the rule.
    pub rule: &'static str,
    /// Whether it is a night or evening.
    pub dark: bool,
    /// Whether its beginning is open ("the previous days").
    pub open: bool,
    /// Whether its end is open ("the following days").
    pub open_end: bool,
}

/// Everything a resolution looks at.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The document.
    pub anchor: &'a Anchor,
    /// What was named before.
    pub named: &'a Named,
    /// Whether the verb beside it is of the future.
    pub future: bool,
    /// First byte of the paragraph.
    pub paragraph: usize,
}

fn span(from: Date, to: Date, grain: Grain, needs: Option<Context>, rule: &'static str) -> Option<Days> {
    Some(Days { from, to, grain, needs, rule })
}

fn one(date: Date, needs: Option<Context>, rule: &'static str) -> Option<Days> {
    span(date, date, Grain::Day, needs, rule)
}

const DOC: Option<Context> = Some(Context::Document);

impl Scene<'_> {
    fn today(&self) -> Option<Date> {
        self.anchor.day()
    }

    /// The day last named, else the document's.
    fn day_named(&self) -> Option<Date> {
        self.named.day.or_else(|| self.today())
    }

    /// A point as an interval.
    pub fn point(&self, p: &Point) -> Option<Resolved> {
        let night_part = p.part.filter(|part| part.to > 1440);
        let (base, needs, rule) = match (&p.day, p.which) {
            (Some(Day::ShiftMinutes(n)), _) => return self.shift_clock(*n, Unit::Minute, true),
            (Some(Day::FirstUnits { n, unit }), _) => return self.first_units(*n, *unit),
            (
                Some(Day::Shift { n, unit: unit @ (Unit::Hour | Unit::Minute | Unit::Second), document }),
                _,
            ) => {
                return self.shift_clock(*n, *unit, *document);
            }
            (Some(day), _) => {
                let days = self.day(day)?;
                if p.part.is_none() && p.clock.is_none() {
                    return self.whole(day, days, p.edge);
                }
                if days.grain != Grain::Day {
                    return None;
                }
                (days.from, days.needs, days.rule)
            }
            (None, Some(Which::This)) => (self.today()?, DOC, "part.this"),
            (None, Some(Which::Last)) => (cal::days(self.today()?, -1)?, DOC, "part.last"),
            (None, Some(Which::Next | Which::Coming | Which::Following)) => {
                (cal::days(self.named.day.or(self.today())?, 1)?, Some(Context::DateNamed), "part.following")
            }
            (None, Some(Which::Previous)) => {
                (cal::days(self.named.day.or(self.today())?, -1)?, Some(Context::DateNamed), "part.previous")
            }
            (None, _) if p.clock.is_none() && night_part.is_some() => match self.named.night {
                Some(night) if p.which == Some(Which::That) => {
                    (night, Some(Context::NightNamed), "part.night")
                }
                _ if p.part.is_some_and(|part| part.alone) => {
                    // "overnight" alone is the night before the document's date.
                    (cal::days(self.today()?, -1)?, DOC, "part.overnight")
                }
                _ => (self.day_named()?, Some(Context::DateNamed), "part.night"),
            },
            (None, _) => (
                self.day_named()?,
                Some(Context::DateNamed),
                if p.clock.is_some() { "clock" } else { "part" },
            ),
        };
        if let Some(clock) = p.clock {
            return self.clock(clock, base, p, needs, rule);
        }
        let part = p.part?;
        self.part(part, p.edge, base, needs, rule)
    }

    fn part(
        &self,
        part: Part,
        edge: Option<Edge>,
        base: Date,
        needs: Option<Context>,
        rule: &'static str,
    ) -> Option<Resolved> {
        let (from, to) = (i32::from(part.from), i32::from(part.to));
        let third = (to - from) / 3;
        let (from, to) = match edge {
            Some(Edge::Early | Edge::Start | Edge::Before) => (from, to - third),
            Some(Edge::Late | Edge::End | Edge::Rest) => (from + third, to),
            Some(Edge::Mid) => (from + third, to - third),
            None => (from, to),
        };
        let dark = part.to >= 1439;
        Some(Resolved {
            from: Stamp::at(base, from)?,
            to: Stamp::at(base, to)?,
            grain: Grain::Part,
            value: format!("{}T{}", value::day(base), value::part(&part)),
            needs,
            rule,
            dark,
            open: false,
            open_end: false,
        })
    }

    fn clock(
        &self,
        c: Clock,
        base: Date,
        p: &Point,
        needs: Option<Context>,
        rule: &'static str,
    ) -> Option<Resolved> {
        let mut minute = i32::from(c.hour) * 60 + i32::from(c.minute);
        let said = p.day.is_some();
        let dark = self.named.dark && !said && self.named.day == Some(base);
        if !c.fixed {
            minute = self.half(minute, base, p, dark);
        }
        // Inside a night, the small hours are of the next day; "midnight" too.
        let in_night = dark && minute < 8 * 60
            || p.part.is_some_and(|part| part.to > 1440) && minute < 8 * 60
            || !said && self.runs_over(base, minute);
        if in_night {
            minute += 1440;
        }
        // In a diary an hour that is over today is tomorrow's.
        let over = self.anchor.forward && p.day.is_none() && base == self.today()?;
        if over && self.anchor.time.is_some_and(|t| minute < i32::from(t.hour()) * 60 + i32::from(t.minute()))
        {
            minute += 1440;
        }
        let stamp = Stamp::at(base, minute)?;
        let value = match c.second {
            Some(s) => format!("{}:{s:02}", stamp.iso()),
            None => stamp.iso(),
        };
        let zone = if c.zone == Some(0) { "Z" } else { "" };
        Some(Resolved {
            from: stamp,
            to: stamp,
            grain: Grain::Minute,
            value: format!("{value}{zone}"),
            needs,
            rule,
            dark: dark || in_night,
            open: false,
            open_end: false,
        })
    }

    /// Whether a clock time without a date has run past midnight: late evening was named last, now a small hour.
    fn runs_over(&self, base: Date, minute: i32) -> bool {
        minute < 6 * 60
            && self.named.clock.is_some_and(|c| c.date == base && c.minute.is_some_and(|m| m >= 20 * 60))
    }

    /// An hour of twelve as an hour of 24: by the part of the day, by the night it is told in, by the clock time
    /// before it, else by waking hours.
    fn half(&self, minute: i32, base: Date, p: &Point, dark: bool) -> i32 {
        let (early, late) = (minute % 720, minute % 720 + 720);
        if let Some(part) = p.part {
            let (from, to) = (i32::from(part.from), i32::from(part.to));
            let fits = |m: i32| (from..=to).contains(&m) || (from..=to).contains(&(m + 1440));
            // "three in the morning": the hours before dawn are morning to a speaker.
            if part.code == *b"MO" || part.code == *b"EH" {
                return early;
            }
            return if fits(late) || !fits(early) { late } else { early };
        }
        if dark {
            return if late >= 17 * 60 { late } else { early };
        }
        if p.day.is_none() {
            if let Some(before) = self.named.clock.filter(|c| c.date == base).and_then(|c| c.minute) {
                let before = i32::from(before);
                if early >= before && early >= 6 * 60 {
                    return early;
                }
                if late >= before {
                    return late;
                }
            }
        }
        if self.anchor.forward && early >= 6 * 60 && p.day.is_none() {
            return early;
        }
        if (8 * 60..12 * 60).contains(&early) { early } else { late }
    }

    /// Days without hours; the early or late part of them where said.
    fn whole(&self, day: &Day, d: Days, edge: Option<Edge>) -> Option<Resolved> {
        let mut value = match day {
            Day::Days { .. } | Day::Units { .. } | Day::UpTo { .. } => {
                format!("{}/{}", value::day(d.from), value::day(d.to))
            }
            Day::Unit { unit: Unit::Weekend, .. } => format!("{}-WE", value::unit(d.from, Grain::Week)),
            _ => value::unit(d.from, d.grain),
        };
        let open = matches!(day, Day::Units { n: None, which: Which::Previous | Which::Last, .. });
        let open_end =
            matches!(day, Day::Units { n: None, which: Which::Next | Which::Coming | Which::Following, .. });
        let (mut from, mut to) = (Stamp::day(d.from), Stamp::day(d.to));
        // "earlier this year" ends before the document's date, "later this week" begins with it.
        if let (Some(edge @ (Edge::Before | Edge::Rest)), Some(today)) = (edge, self.today()) {
            if edge == Edge::Before {
                to = Stamp::day(cal::days(today, -1)?.max(d.from).min(d.to));
            } else {
                from = Stamp::day(today.max(d.from).min(d.to));
            }
            return Some(Resolved {
                from,
                to,
                grain: d.grain,
                value,
                needs: d.needs,
                rule: d.rule,
                dark: false,
                open,
                open_end,
            });
        }
        if let Some(edge) = edge {
            if d.grain == Grain::Day {
                let (a, b) = match edge {
                    Edge::Early | Edge::Start => (0, 9 * 60),
                    Edge::Mid => (10 * 60, 14 * 60),
                    Edge::Late | Edge::End | Edge::Before | Edge::Rest => (18 * 60, 1439),
                };
                (from, to) = (Stamp::at(d.from, a)?, Stamp::at(d.from, b)?);
            } else {
                let (a, b) = third(d, edge)?;
                (from, to) = (Stamp::day(a), Stamp::day(b));
            }
            value.push_str(match edge {
                Edge::Early | Edge::Start => " START",
                Edge::Mid => " MID",
                Edge::Late | Edge::End | Edge::Before | Edge::Rest => " END",
            });
        }
        Some(Resolved {
            from,
            to,
            grain: d.grain,
            value,
            needs: d.needs,
            rule: d.rule,
            dark: false,
            open,
            open_end,
        })
    }

    /// "the first two hours": from the clock time last named.
    fn first_units(&self, n: i32, unit: Unit) -> Option<Resolved> {
        let start = self.named.clock?;
        let minutes = if unit == Unit::Hour { n.checked_mul(60)? } else { n };
        let to = Stamp::at(start.date, i32::from(start.minute?) + minutes)?;
        Some(Resolved {
            from: start,
            to,
            grain: Grain::Minute,
            value: value::length(Some(f64::from(n)), unit),
            needs: Some(Context::TimeNamed),
            rule: "first-units",
            dark: false,
            open: false,
            open_end: false,
        })
    }

    /// "two hours later", "ten minutes ago": from a clock time that is known.
    fn shift_clock(&self, n: i32, unit: Unit, document: bool) -> Option<Resolved> {
        let start = if document {
            let time = self.anchor.time?;
            Stamp { date: self.today()?, minute: Some(time.hour() as u16 * 60 + time.minute() as u16) }
        } else {
            self.named.clock?
        };
        let minutes = match unit {
            Unit::Hour => n.checked_mul(60)?,
            Unit::Minute => n,
            _ => n / 60,
        };
        let stamp = Stamp::at(start.date, i32::from(start.minute?) + minutes)?;
        Some(Resolved {
            from: stamp,
            to: stamp,
            grain: Grain::Minute,
            value: stamp.iso(),
            needs: Some(if document { Context::Document } else { Context::TimeNamed }),
            rule: "shift",
            dark: self.named.dark,
            open: false,
            open_end: false,
        })
    }

    /// The year of a day or month that is named without one.
    fn year_for(&self, month: u8, day: u8) -> Option<(i32, Option<Context>)> {
        if let Some((year, at)) = self.named.year {
            if at >= self.paragraph && Some(year) != self.today().map(|t| i32::from(t.year())) {
                return Some((year, Some(Context::MonthNamed)));
            }
        }
        let today = self.today()?;
        let year = i32::from(today.year());
        let at = |y: i32| cal::date(y, month, day.min(28));
        // Up to three weeks ahead a date in a report is the coming one; further ahead only a future verb makes it so.
        let ahead = if self.future || self.anchor.forward { 366 } else { 21 };
        for y in [year + 1, year] {
            let date = at(y)?;
            let diff = cal_diff(date, today);
            if diff >= 0 && diff <= ahead && (y == year || self.future || self.anchor.forward || diff <= 21) {
                if y == year + 1 && at(year).is_some_and(|d| d >= today) {
                    continue;
                }
                return Some((y, DOC));
            }
        }
        let y = if at(year)? <= today { year } else { year - 1 };
        Some((y, DOC))
    }

    /// The first or last such day: forward with a future verb, else back.
    fn lean(&self) -> bool {
        self.future || self.anchor.forward
    }

    /// A day or longer time as days.
    pub fn day(&self, day: &Day) -> Option<Days> {
        match day {
            Day::Date { year, month, day, weekday } => {
                let (y, needs) = match year {
                    Some(y) => (*y, None),
                    None => self
                        .year_with_weekday(*month, *day, *weekday)
                        .or_else(|| self.year_for(*month, *day))?,
                };
                one(cal::date(y, *month, *day)?, needs, "date")
            }
            Day::Days { year, month, from, to } => {
                let (y, needs) = match year {
                    Some(y) => (*y, None),
                    None => self.year_for(*month, *to)?,
                };
                span(cal::date(y, *month, *from)?, cal::date(y, *month, *to)?, Grain::Day, needs, "date.days")
            }
            Day::Month { year, month, which } => {
                let (y, needs) = match (year, which) {
                    (Some(y), _) => (*y, None),
                    (None, Which::This) => (i32::from(self.today()?.year()), DOC),
                    (None, Which::Last | Which::Previous) => {
                        let today = self.today()?;
                        (i32::from(today.year()) - i32::from(*month as i8 >= today.month()), DOC)
                    }
                    (None, Which::Next | Which::Coming | Which::Following) => {
                        let today = self.today()?;
                        (i32::from(today.year()) + i32::from(*month as i8 <= today.month()), DOC)
                    }
                    (None, _) => self.month_year(*month)?,
                };
                let (from, to) = cal::month(y, *month)?;
                span(from, to, Grain::Month, needs, "month")
            }
            Day::Year(y) => {
                let from = cal::date(*y, 1, 1)?;
                span(from, from.last_of_year(), Grain::Year, None, "year")
            }
            Day::Years { start, length } => {
                let to = cal::date(start + length - 1, 12, 31)?;
                let grain = if *length == 100 { Grain::Century } else { Grain::Decade };
                span(cal::date(*start, 1, 1)?, to, grain, None, "years")
            }
            Day::OfMonth { day, weekday } => self.of_month(*day, *weekday),
            Day::OfWhichMonth { day, which } => {
                let (from, to) = self.unit(Unit::Month, *which)?;
                let date = cal::days(from, i32::from(*day) - 1)?;
                (date <= to).then_some(())?;
                one(date, DOC, "date.of-month")
            }
            Day::Weekday { weekday, weeks, .. } if *weeks != 0 => {
                let today = self.today()?;
                let date = if *weeks > 0 {
                    cal::days(cal::weekday_on(cal::days(today, 1)?, *weekday)?, (*weeks - 1).checked_mul(7)?)?
                } else {
                    cal::days(
                        cal::weekday_back(cal::days(today, -1)?, *weekday)?,
                        (*weeks + 1).checked_mul(7)?,
                    )?
                };
                one(date, DOC, "weekday.nth")
            }
            Day::Weekday { weekday, which, .. } => self.weekday(*weekday, *which),
            Day::WeekOf(day) => {
                let day = self.day(day)?;
                let (from, to) = cal::unit(day.from, Unit::Week, 0)?;
                span(from, to, Grain::Week, day.needs, "week-of")
            }
            Day::WeekdayOf { weekday, which } => {
                let (from, _) = self.unit(Unit::Week, *which)?;
                one(cal::days(from, i32::from(*weekday) - 1)?, DOC, "weekday.of-week")
            }
            Day::FromDocument(n) => one(cal::days(self.today()?, *n)?, DOC, "day.document"),
            Day::Shift { n, unit, document } => {
                let (base, needs) = if *document {
                    (self.today()?, DOC)
                } else {
                    (
                        self.named.clock.map(|c| c.date).or(self.named.day).or_else(|| self.today())?,
                        Some(Context::TimeNamed),
                    )
                };
                let moved = cal::add(base, *n, *unit)?;
                let grain = match unit {
                    Unit::Month if *document => Grain::Month,
                    Unit::Year | Unit::Decade if *document || self.named.day.is_none() => Grain::Year,
                    Unit::Century => Grain::Year,
                    _ => Grain::Day,
                };
                match grain {
                    Grain::Month => {
                        let (from, to) = cal::unit(moved, Unit::Month, 0)?;
                        span(from, to, grain, needs, "shift")
                    }
                    Grain::Year => span(moved.first_of_year(), moved.last_of_year(), grain, needs, "shift"),
                    _ => one(moved, needs, "shift"),
                }
            }
            Day::ShiftFrom { n, unit, base } => {
                let base = self.day(base)?;
                let start = if *n < 0 { base.from } else { base.to };
                one(cal::add(start, *n, *unit)?, base.needs, "shift.from")
            }
            Day::UpTo { n, unit, after, base } => {
                let base = self.day(base)?;
                if *after {
                    span(base.from, cal::add(base.to, *n, *unit)?, Grain::Day, base.needs, "up-to")
                } else {
                    span(cal::add(base.from, -*n, *unit)?, base.to, Grain::Day, base.needs, "up-to")
                }
            }
            Day::Unit { unit, which } => self.named_unit(*unit, *which),
            Day::Units { n, unit, which } => self.units(*n, *unit, *which),
            Day::FirstUnits { .. } | Day::ShiftMinutes(_) => None,
            Day::Season { season, year, which } => self.season(*season, *year, *which),
            Day::Quarter { quarter, year, which } => {
                let y = match (year, which) {
                    (Some(y), _) => *y,
                    (None, w) => i32::from(self.unit(Unit::Year, *w)?.0.year()),
                };
                let from = cal::date(y, (quarter - 1) * 3 + 1, 1)?;
                let (from, to) = cal::unit(from, Unit::Quarter, 0)?;
                span(from, to, Grain::Quarter, if year.is_some() { None } else { DOC }, "quarter")
            }
            Day::Holiday { index, year, which } => self.holiday(*index, *year, *which),
            Day::Nth { n, what, of } => self.nth(*n, *what, of),
            Day::Event => one(self.named.day?, Some(Context::Event), "event"),
        }
    }

    /// A weekday beside a day without a year tells the year, if a near one fits.
    fn year_with_weekday(&self, month: u8, day: u8, weekday: Option<u8>) -> Option<(i32, Option<Context>)> {
        let (weekday, today) = (weekday?, self.today()?);
        let year = i32::from(today.year());
        let near = self.year_for(month, day).map_or(year, |(y, _)| y);
        [near, year, year - 1, year + 1]
            .into_iter()
            .find(|y| cal::date(*y, month, day).is_some_and(|d| cal::weekday(d) == weekday))
            .map(|y| (y, DOC))
    }

    fn month_year(&self, month: u8) -> Option<(i32, Option<Context>)> {
        if let Some((year, at)) = self.named.year {
            if at >= self.paragraph && Some(year) != self.today().map(|t| i32::from(t.year())) {
                return Some((year, Some(Context::MonthNamed)));
            }
        }
        let today = self.today()?;
        let (year, now) = (i32::from(today.year()), today.month() as u8);
        let y = if self.lean() { year + i32::from(month < now) } else { year - i32::from(month > now) };
        Some((y, DOC))
    }

    /// "the 14th": of the month last named, else the latest (or coming) such day.
    fn of_month(&self, day: u8, weekday: Option<u8>) -> Option<Days> {
        let recent = match (self.named.long, self.named.day) {
            (Some((month, Grain::Month, _)), _) => Some(month),
            (_, Some(day)) => Some(day.first_of_month()),
            _ => None,
        };
        let fits = |d: Date| weekday.is_none_or(|w| cal::weekday(d) == w);
        if let Some(month) = recent.filter(|_| !self.anchor.forward) {
            if let Some(date) = cal::date(month.year().into(), month.month() as u8, day).filter(|d| fits(*d))
            {
                return one(date, Some(Context::MonthNamed), "date.of-month");
            }
        }
        let today = self.today()?;
        let step = if self.lean() { 1 } else { -1 };
        let mut month = today.first_of_month();
        for _ in 0..30 {
            if let Some(date) = cal::date(month.year().into(), month.month() as u8, day) {
                let side = if self.lean() { date >= today } else { date <= today };
                if side && fits(date) {
                    return one(date, DOC, "date.of-month");
                }
            }
            month = cal::add(month, step, Unit::Month)?;
        }
        None
    }

    fn weekday(&self, weekday: u8, which: Which) -> Option<Days> {
        let today = self.today()?;
        let named = self.named.day;
        let rule = "weekday";
        let week = |shift: i32| cal::days(cal::unit(today, Unit::Week, shift)?.0, i32::from(weekday) - 1);
        let (date, needs) = match which {
            Which::Bare if self.lean() && self.anchor.forward => {
                (cal::weekday_on(cal::days(today, 1)?, weekday)?, DOC)
            }
            Which::Bare if self.lean() => (cal::weekday_on(today, weekday)?, DOC),
            Which::Bare => (cal::weekday_back(today, weekday)?, DOC),
            Which::Last => (cal::weekday_back(cal::days(today, -1)?, weekday)?, DOC),
            Which::This if self.anchor.forward => (cal::weekday_on(today, weekday)?, DOC),
            Which::This => (week(0)?, DOC),
            Which::Next => (week(1)?, DOC),
            Which::Coming => (cal::weekday_on(cal::days(today, 1)?, weekday)?, DOC),
            Which::Following => {
                (cal::weekday_on(cal::days(named.unwrap_or(today), 1)?, weekday)?, Some(Context::DateNamed))
            }
            Which::Previous => (
                cal::weekday_back(cal::days(named.unwrap_or(today), -1)?, weekday)?,
                Some(Context::DateNamed),
            ),
            Which::That => match named.filter(|d| cal::weekday(*d) == weekday) {
                Some(date) => (date, Some(Context::DateNamed)),
                None => (cal::weekday_back(today, weekday)?, DOC),
            },
        };
        one(date, needs, rule)
    }

    /// A calendar unit beside the document's date or the time last named.
    fn unit(&self, unit: Unit, which: Which) -> Option<(Date, Date)> {
        let shift = match which {
            Which::Last | Which::Previous => -1,
            Which::Next | Which::Coming | Which::Following => 1,
            _ => 0,
        };
        cal::unit(self.today()?, unit, shift)
    }

    fn named_unit(&self, unit: Unit, which: Which) -> Option<Days> {
        let grain = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day | Unit::Night | Unit::Weekend => Grain::Day,
            Unit::Week | Unit::Fortnight => Grain::Week,
            Unit::Month => Grain::Month,
            Unit::Quarter => Grain::Quarter,
            Unit::Year => Grain::Year,
            Unit::Decade => Grain::Decade,
            Unit::Century => Grain::Century,
        };
        let from_named = matches!(which, Which::Previous | Which::Following | Which::That);
        let (base, needs) = match self.named_base(unit).filter(|_| from_named) {
            Some(date) => (date, Some(Context::DateNamed)),
            None => (self.today()?, DOC),
        };
        let (from, to) = if unit == Unit::Weekend && !from_named {
            self.weekend(base, which)?
        } else {
            let shift = match which {
                Which::Last | Which::Previous => -1,
                Which::Next | Which::Coming | Which::Following => 1,
                _ => 0,
            };
            cal::unit(base, unit, shift)?
        };
        span(from, to, grain, needs, "unit")
    }

    /// What "that month" or "the following day" counts from: what was named last at this grain or finer.
    fn named_base(&self, unit: Unit) -> Option<Date> {
        match (self.named.long, unit) {
            (Some((date, Grain::Year, _)), Unit::Year) if self.named.day.is_none() => Some(date),
            (Some((date, Grain::Month, _)), Unit::Month) if self.named.day.is_none() => Some(date),
            (Some((date, Grain::Year | Grain::Month, _)), Unit::Year) => self.named.day.or(Some(date)),
            _ => self.named.day,
        }
    }

    fn weekend(&self, today: Date, which: Which) -> Option<(Date, Date)> {
        let this = cal::unit(today, Unit::Weekend, 0)?;
        let in_it = today >= this.0;
        match which {
            Which::Next => cal::unit(today, Unit::Weekend, 1),
            Which::Coming => Some(this).filter(|_| !in_it).or_else(|| cal::unit(today, Unit::Weekend, 1)),
            Which::Last => cal::unit(today, Unit::Weekend, -1),
            _ if in_it || self.lean() => Some(this),
            // "this weekend", told on Monday or Tuesday, is the one just past.
            Which::This if cal::weekday(today) > 2 => Some(this),
            _ => cal::unit(today, Unit::Weekend, -1),
        }
    }

    fn units(&self, n: Option<i32>, unit: Unit, which: Which) -> Option<Days> {
        let (base, needs) = match which {
            Which::Previous | Which::Following => (
                self.day_named()?,
                Some(if self.named.day.is_some() { Context::DateNamed } else { Context::Document }),
            ),
            _ => (self.today()?, DOC),
        };
        let forward = matches!(which, Which::Next | Which::Coming | Which::Following);
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
            return one(base, needs, "units.short").filter(|_| false);
        }
        let Some(n) = n else {
            // "the previous days": how many is open; the end is the day before.
            if forward && matches!(unit, Unit::Day | Unit::Night | Unit::Week) {
                let from = cal::days(base, 1)?;
                return span(from, from, Grain::Day, needs, "units.following");
            }
            if which == Which::Last {
                return span(base, base, Grain::Day, needs, "units.last");
            }
            if which == Which::Previous && matches!(unit, Unit::Day | Unit::Night) {
                let to = cal::days(base, -1)?;
                return span(to, to, Grain::Day, needs, "units.previous");
            }
            return None;
        };
        if forward {
            // "the next three days" begin tomorrow.
            span(cal::days(base, 1)?, cal::add(base, n, unit)?, Grain::Day, needs, "units")
        } else {
            span(cal::add(base, n.checked_neg()?, unit)?, base, Grain::Day, needs, "units")
        }
    }

    fn season(&self, season: u8, year: Option<i32>, which: Which) -> Option<Days> {
        let (from, to) = match year {
            Some(y) => cal::season(y, season)?,
            None => {
                let today = self.today()?;
                let y = i32::from(today.year());
                let list: Vec<(Date, Date)> =
                    (y - 2..=y + 1).filter_map(|y| cal::season(y, season)).collect();
                let past = || list.iter().rev().find(|s| s.1 < today).copied();
                let begun = || list.iter().rev().find(|s| s.0 <= today).copied();
                let next = || list.iter().find(|s| s.0 > today).copied();
                match which {
                    Which::Last | Which::Previous => past()?,
                    Which::Next | Which::Coming | Which::Following => next()?,
                    Which::This => list
                        .iter()
                        .find(|s| s.1 >= today && cal_diff(s.0, today) < 200)
                        .copied()
                        .or_else(begun)?,
                    _ if self.lean() => list.iter().find(|s| s.1 >= today).copied()?,
                    _ => begun()?,
                }
            }
        };
        span(from, to, Grain::Season, if year.is_some() { None } else { DOC }, "season")
    }

    fn holiday(&self, index: u16, year: Option<i32>, which: Which) -> Option<Days> {
        let rule = words().holidays.get(usize::from(index))?.rule;
        let (from, to) = match year {
            Some(y) => cal::holiday(rule, y)?,
            None => {
                let today = self.today()?;
                let y = i32::from(today.year());
                let mut all = (y - 1..=y + 1).filter_map(|y| cal::holiday(rule, y));
                match which {
                    Which::Next | Which::Coming | Which::Following | Which::This => {
                        all.find(|h| h.0 >= today)?
                    }
                    Which::Last | Which::Previous => all.filter(|h| h.1 < today).last()?,
                    _ if self.lean() => all.find(|h| h.0 >= today)?,
                    _ => all.filter(|h| h.0 <= today).last()?,
                }
            }
        };
        span(from, to, Grain::Day, if year.is_some() { None } else { DOC }, "holiday")
    }

    fn nth(&self, n: i32, what: Nth, of: &Day) -> Option<Days> {
        let whole = self.day(of)?;
        let needs = whole.needs;
        match what {
            Nth::Weekday(w) => {
                let date = if n > 0 {
                    cal::days(cal::weekday_on(whole.from, w)?, (n - 1).checked_mul(7)?)?
                } else {
                    cal::days(cal::weekday_back(whole.to, w)?, (n + 1).checked_mul(7)?)?
                };
                (whole.from <= date && date <= whole.to).then_some(())?;
                one(date, needs, "nth")
            }
            Nth::Unit(unit) => {
                let (from, to) = if n > 0 {
                    let first = match unit {
                        // The first week of a month is the one that holds its first Thursday, as in ISO 8601.
                        Unit::Week => cal::unit(cal::weekday_on(whole.from, 4)?, unit, 0)?,
                        Unit::Weekend => cal::unit(cal::weekday_on(whole.from, 6)?, unit, 0)?,
                        _ => cal::unit(whole.from, unit, 0)?,
                    };
                    cal::unit(first.0, unit, n - 1)?
                } else {
                    let last = match unit {
                        Unit::Week => cal::unit(cal::weekday_back(whole.to, 4)?, unit, 0)?,
                        Unit::Weekend => cal::unit(cal::weekday_back(whole.to, 6)?, unit, 0)?,
                        _ => cal::unit(whole.to, unit, 0)?,
                    };
                    cal::unit(last.0, unit, n + 1)?
                };
                let grain = match unit {
                    Unit::Week => Grain::Week,
                    Unit::Month => Grain::Month,
                    _ => Grain::Day,
                };
                span(from, to, grain, needs, "nth")
            }
        }
    }
}

/// Days from `b` to `a`.
fn cal_diff(a: Date, b: Date) -> i32 {
    a.since(b).map_or(i32::MAX, |s| s.get_days())
}

/// The early, middle or late part of a longer time.
fn third(d: Days, edge: Edge) -> Option<(Date, Date)> {
    let (y, m) = (i32::from(d.from.year()), d.from.month() as u8);
    let day = |n: u8| cal::date(y, m, n);
    Some(match (d.grain, edge) {
        (Grain::Month, Edge::Early | Edge::Start) => (d.from, day(10)?),
        (Grain::Month, Edge::Mid) => (day(11)?, day(20)?),
        (Grain::Month, Edge::Late | Edge::End) => (day(21)?, d.to),
        (Grain::Year, Edge::Early | Edge::Start) => (d.from, cal::month(y, 4)?.1),
        (Grain::Year, Edge::Mid) => (cal::month(y, 5)?.0, cal::month(y, 8)?.1),
        (Grain::Year, Edge::Late) => (cal::month(y, 9)?.0, d.to),
        (Grain::Year, Edge::End) => (cal::month(y, 12)?.0, d.to),
        (Grain::Week, Edge::Early | Edge::Start) => (d.from, cal::days(d.from, 2)?),
        (Grain::Week, Edge::Mid) => (cal::days(d.from, 2)?, cal::days(d.from, 3)?),
        (Grain::Week, Edge::Late | Edge::End) => (cal::days(d.from, 4)?, d.to),
        _ => {
            let length = cal_diff(d.to, d.from);
            let part = length / 3;
            match edge {
                Edge::Early | Edge::Start => (d.from, cal::days(d.from, part)?),
                Edge::Mid => (cal::days(d.from, part)?, cal::days(d.from, length - part)?),
                _ => (cal::days(d.from, length - part)?, d.to),
            }
        }
    })
}
