//! Days and longer times as first and last day.
//!
//! In: a [`Day`] as said, the document's date and what was named before. Out: [`Days`]; `None` where they do not tell.

use super::calendar as cal;
use super::context::Context;
use super::expr::Day;
use super::resolve::{DOC, Days, Scene, one, span};
use super::units::cal_diff;
use super::value::Grain;
use super::words::{Unit, Which};
use jiff::civil::Date;

impl Scene<'_> {
    /// The year of a day or month that is named without one.
    pub(super) fn year_for(&self, month: u8, day: u8) -> Option<(i32, Option<Context>)> {
        if let Some((year, at)) = self.named.year
            && at >= self.paragraph
            && Some(year) != self.today().map(|t| i32::from(t.year()))
        {
            return Some((year, Some(Context::MonthNamed)));
        }
        if let Some(year) = self.story_year(month) {
            return Some((year, Some(Context::MonthNamed)));
        }
        let today = self.today()?;
        let year = i32::from(today.year());
        let at = |y: i32| cal::date(y, month, day.min(28));
        // Up to three weeks ahead a date in a report is the coming one; further ahead only a future verb makes it so.
        // A coming date that has just passed ("talks set for 4 October did not take place") is not a year away.
        let ahead = match (self.anchor.forward, self.future) {
            (true, _) => 366,
            (_, true) => 330,
            _ => 21,
        };
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

    /// The year of a month without one, where the text tells of another year than its own.
    fn story_year(&self, month: u8) -> Option<i32> {
        let today = self.today();
        let year = self.named.story.filter(|y| Some(*y) != today.map(|t| i32::from(t.year())))?;
        if self.future {
            return None;
        }
        super::story::year_in(year, month, self.named.day, today)
    }

    /// The first or last such day: forward with a future verb, else back.
    pub(super) fn lean(&self) -> bool {
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
                let date = cal::date(y, *month, *day).or_else(|| self.leap_day(y, *month, *day, *year))?;
                one(date, needs, "date")
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
            Day::DaysOfWhichMonth { from, to, which } => {
                let (first, last) = self.unit(Unit::Month, *which)?;
                let (from, to) =
                    (cal::days(first, i32::from(*from) - 1)?, cal::days(first, i32::from(*to) - 1)?);
                (from < to && to <= last).then_some(())?;
                span(from, to, Grain::Day, DOC, "date.days")
            }
            Day::WeekdayNear { weekday, of } => {
                // "two months from today on Tuesday": the first one from that day on; weeks and days are nearer.
                if let Day::Shift { n, unit, document: true } | Day::ShiftFrom { n, unit, .. } = &**of
                    && *unit >= Unit::Month
                {
                    let base = match &**of {
                        Day::ShiftFrom { base, .. } => self.day(base)?.from,
                        _ => self.today()?,
                    };
                    return one(cal::weekday_on(cal::add(base, *n, *unit)?, *weekday)?, DOC, "weekday.near");
                }
                let near = self.day(of)?;
                one(cal::days(cal::monday(near.from)?, i32::from(*weekday) - 1)?, near.needs, "weekday.near")
            }
            Day::WeekendOf(day) => {
                let near = self.day(day)?;
                let (from, to) = cal::weekend_near(near.from)?;
                // The holiday beside the weekend belongs to it, a plain day does not.
                let (from, to) = match **day {
                    Day::Holiday { .. } => (from.min(near.from), to.max(near.to)),
                    _ => (from, to),
                };
                span(from, to, Grain::Day, near.needs, "weekend-of")
            }
            Day::ToDate(unit) => {
                let (from, _) = self.unit(*unit, Which::This)?;
                span(from, self.today()?, Grain::Day, DOC, "up-to")
            }
            Day::Beside(n) => {
                // A report cannot tell of the day after itself: there it needs a day that is named.
                (*n < 0 || self.named.day.is_some() || self.lean()).then_some(())?;
                let needs = if self.named.day.is_some() { Context::DateNamed } else { Context::Document };
                one(cal::days(self.day_named()?, *n)?, Some(needs), "shift")
            }
            Day::Beyond { year, after } => {
                let from = cal::date(if *after { year.checked_add(1)? } else { year.checked_sub(1)? }, 1, 1)?;
                span(from, from.last_of_year(), Grain::Year, None, "beyond")
            }
            Day::OtherYear => None,
            Day::Now => one(self.today()?, DOC, "day.document"),
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
            Day::InYear { day, which } => {
                let (from, _) = self.unit(Unit::Year, *which)?;
                let year = Some(i32::from(from.year()));
                let dated = match &**day {
                    Day::Month { month, .. } => Day::Month { year, month: *month, which: Which::Bare },
                    Day::Date { month, day, weekday, .. } => {
                        Day::Date { year, month: *month, day: *day, weekday: *weekday }
                    }
                    _ => return None,
                };
                Some(Days { needs: DOC, ..self.day(&dated)? })
            }
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
                // "In 1976 … one year later": from the year, if it was named last; days need a day.
                let coarse = self.named.last.filter(|(_, g)| *g > Grain::Day && *unit >= Unit::Month);
                let (base, needs) = if *document {
                    (self.today()?, DOC)
                } else if let Some((date, _)) = coarse {
                    (date, Some(Context::TimeNamed))
                } else {
                    (
                        self.named.clock.map(|c| c.date).or(self.named.day).or_else(|| self.diary())?,
                        Some(Context::TimeNamed),
                    )
                };
                let moved = cal::add(base, *n, *unit)?;
                let grain = match unit {
                    // A calendar keeps the day of "three months ago", and the month of "two years ago".
                    Unit::Month if *document && self.anchor.forward => Grain::Day,
                    Unit::Year if *document && self.anchor.forward => Grain::Month,
                    Unit::Month if *document => Grain::Month,
                    Unit::Month if coarse.is_some() => Grain::Month,
                    Unit::Year | Unit::Decade if coarse.is_some() => match coarse {
                        Some((_, Grain::Month)) => Grain::Month,
                        _ => Grain::Year,
                    },
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
            Day::UnitAway { n, unit } => {
                let (from, to) = cal::unit(self.today()?, *unit, *n)?;
                let grain = match unit {
                    Unit::Week | Unit::Workweek | Unit::Fortnight => Grain::Week,
                    Unit::Month => Grain::Month,
                    Unit::Quarter => Grain::Quarter,
                    Unit::Year => Grain::Year,
                    Unit::Decade => Grain::Decade,
                    _ => Grain::Day,
                };
                span(from, to, grain, DOC, "unit.away")
            }
            Day::Units { n, unit, which } => self.units(*n, *unit, *which),
            Day::FirstUnits { .. } | Day::ShiftMinutes(_) => None,
            Day::WeekNumber { n, year, which } => {
                let (y, needs) = match year {
                    Some(y) => (*y, None),
                    None => (i32::from(self.unit(Unit::Year, *which)?.0.year()), DOC),
                };
                // Week 1 holds 4 January (ISO 8601).
                let first = cal::monday(cal::date(y, 1, 4)?)?;
                let (from, to) = cal::unit(cal::add(first, i32::from(*n) - 1, Unit::Week)?, Unit::Week, 0)?;
                span(from, to, Grain::Week, needs, "week.number")
            }
            Day::Season { season, year, which } => self.season(*season, *year, *which),
            Day::Quarter { quarter, year, which } => {
                let y = match (year, which) {
                    (Some(y), _) => *y,
                    (None, w) => i32::from(self.unit(Unit::Year, *w)?.0.year()),
                };
                // A quarter that has not begun is last year's, unless the verb is of the future.
                let begin = cal::date(y, (quarter - 1) * 3 + 1, 1)?;
                let ahead =
                    year.is_none() && *which == Which::Bare && !self.lean() && begin > self.today()?;
                let from = if ahead { cal::add(begin, -1, Unit::Year)? } else { begin };
                let (from, to) = cal::unit(from, Unit::Quarter, 0)?;
                span(from, to, Grain::Quarter, if year.is_some() { None } else { DOC }, "quarter")
            }
            Day::Holiday { index, year, which } => self.holiday(*index, *year, *which),
            Day::Nth { n, what, of } => self.nth(*n, *what, of),
            Day::Ends { n, unit, of } => {
                let whole = self.day(of)?;
                let (from, to) = if *n > 0 {
                    (whole.from, cal::days(cal::add(whole.from, *n, *unit)?, -1)?)
                } else {
                    (cal::add(cal::days(whole.to, 1)?, *n, *unit)?, whole.to)
                };
                (whole.from <= from && to <= whole.to).then_some(())?;
                span(from, to, Grain::Day, whole.needs, "ends")
            }
            Day::Covers => {
                let year = || {
                    let from = cal::date(self.named.heading?, 1, 1)?;
                    Some((from, from.last_of_year()))
                };
                let (from, to) = self.anchor.covers.or_else(year)?;
                span(from, to, Grain::Month, DOC, "covers")
            }
            Day::Event => one(self.named.day?, Some(Context::Event), "event"),
        }
    }

    /// 29 February of the nearest leap year, where none is said.
    fn leap_day(&self, near: i32, month: u8, day: u8, said: Option<i32>) -> Option<Date> {
        ((month, day) == (2, 29) && said.is_none()).then_some(())?;
        let step = if self.lean() { 1 } else { -1 };
        (1..8).find_map(|k| cal::date(near + step * k, month, day))
    }

    /// A weekday beside a day without a year tells the year, if a near one fits.
    pub(super) fn year_with_weekday(
        &self,
        month: u8,
        day: u8,
        weekday: Option<u8>,
    ) -> Option<(i32, Option<Context>)> {
        let (weekday, today) = (weekday?, self.today()?);
        let year = i32::from(today.year());
        let near = self.year_for(month, day).map_or(year, |(y, _)| y);
        [near, year, year - 1, year + 1]
            .into_iter()
            .find(|y| cal::date(*y, month, day).is_some_and(|d| cal::weekday(d) == weekday))
            .map(|y| (y, DOC))
    }

    pub(super) fn month_year(&self, month: u8) -> Option<(i32, Option<Context>)> {
        if let Some((year, at)) = self.named.year
            && at >= self.paragraph
            && Some(year) != self.today().map(|t| i32::from(t.year()))
        {
            return Some((year, Some(Context::MonthNamed)));
        }
        if let Some(year) = self.story_year(month) {
            return Some((year, Some(Context::MonthNamed)));
        }
        let today = self.today()?;
        let (year, now) = (i32::from(today.year()), today.month() as u8);
        // "next month, Italy in November": months beside a coming one are coming too.
        let coming = self.named.long.filter(|(date, _, at)| *date > today && *at >= self.paragraph).is_some();
        // The very next month is the coming one: of the one eleven months ago people say the year.
        let next = month % 12 == (now + 1) % 12;
        // "until May", "by May" may lie ahead: the nearer one.
        let nearer = self.deadline && (month + 12 - now) % 12 <= 6;
        let ahead = self.lean() || coming || next || nearer;
        let y = if ahead { year + i32::from(month < now) } else { year - i32::from(month > now) };
        Some((y, DOC))
    }

    /// "the 14th": of the month last named, else the latest (or coming) such day.
    pub(super) fn of_month(&self, day: u8, weekday: Option<u8>) -> Option<Days> {
        let recent = self.named.month;
        let fits = |d: Date| weekday.is_none_or(|w| cal::weekday(d) == w);
        if let Some(month) = recent.filter(|_| !self.anchor.forward)
            && let Some(date) = cal::date(month.year().into(), month.month() as u8, day).filter(|d| fits(*d))
        {
            return one(date, Some(Context::MonthNamed), "date.of-month");
        }
        let today = self.today()?;
        let step = if self.lean() { 1 } else { -1 };
        let mut month = today.first_of_month();
        for _ in 0..30 {
            if let Some(date) = cal::date(month.year().into(), month.month() as u8, day) {
                let side = if self.lean() { date >= today } else { date <= today };
                if side && fits(date) {
                    // "Tuesday the 11th" that fits no day of the last weeks may be one of the next.
                    let far = weekday.is_some() && !self.lean() && cal_diff(today, date) > 45;
                    let date = if far { self.next_fitting(day, &fits).unwrap_or(date) } else { date };
                    return one(date, DOC, "date.of-month");
                }
            }
            month = cal::add(month, step, Unit::Month)?;
        }
        None
    }

    /// The next such day of a month within 45 days.
    fn next_fitting(&self, day: u8, fits: &dyn Fn(Date) -> bool) -> Option<Date> {
        let today = self.today()?;
        (0..3)
            .filter_map(|k| cal::add(today.first_of_month(), k, Unit::Month))
            .filter_map(|m| cal::date(m.year().into(), m.month() as u8, day))
            .find(|d| *d >= today && cal_diff(*d, today) <= 45 && fits(*d))
    }

    pub(super) fn weekday(&self, weekday: u8, which: Which) -> Option<Days> {
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
            // "on the Saturday": what is told goes forward from the date last named, up to the document's.
            Which::That => match named {
                Some(day) => {
                    let on = cal::weekday_on(day, weekday)?;
                    let date = if on <= today || self.lean() { on } else { cal::weekday_back(day, weekday)? };
                    (date, Some(Context::DateNamed))
                }
                None if self.lean() => (cal::weekday_on(today, weekday)?, DOC),
                None => (cal::weekday_back(today, weekday)?, DOC),
            },
        };
        one(date, needs, rule)
    }
}
