//! Calendar units, seasons, holidays and the nth of something, as first and last day.
//!
//! In: the unit as said, the document's date and what was named before. Out: [`Days`]; `None` where they do not tell.

use super::calendar as cal;
use super::context::Context;
use super::expr::{Day, Nth};
use super::resolve::{DOC, Days, Scene, one, span};
use super::value::Grain;
use super::words::{Edge, HolidayRule, Unit, Which, words};
use jiff::civil::Date;

impl Scene<'_> {
    /// A calendar unit beside the document's date or the time last named.
    pub(super) fn unit(&self, unit: Unit, which: Which) -> Option<(Date, Date)> {
        let shift = match which {
            Which::Last | Which::Previous => -1,
            Which::Next | Which::Coming | Which::Following => 1,
            _ => 0,
        };
        cal::unit(self.today()?, unit, shift)
    }

    pub(super) fn named_unit(&self, unit: Unit, which: Which) -> Option<Days> {
        let grain = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day | Unit::Workday | Unit::Night | Unit::Weekend => Grain::Day,
            Unit::Week | Unit::Workweek | Unit::Fortnight => Grain::Week,
            Unit::Month => Grain::Month,
            Unit::Quarter => Grain::Quarter,
            Unit::Year => Grain::Year,
            Unit::Decade => Grain::Decade,
            Unit::Century => Grain::Century,
        };
        let from_named = matches!(which, Which::Previous | Which::Following | Which::That);
        let (base, needs) = match self.named_base(unit).filter(|_| from_named) {
            Some(date) => (date, Some(Context::DateNamed)),
            // "the next day" counts from a day that is named, or from nothing.
            None if from_named && unit == Unit::Day => (self.diary()?, DOC),
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
    pub(super) fn named_base(&self, unit: Unit) -> Option<Date> {
        match (self.named.long, unit) {
            _ if matches!(unit, Unit::Year | Unit::Month)
                && self.named.last.is_some_and(|(_, g)| g > Grain::Day) =>
            {
                self.named.last.map(|(date, _)| date)
            }
            (Some((date, Grain::Year, _)), Unit::Year) if self.named.day.is_none() => Some(date),
            (Some((date, Grain::Month, _)), Unit::Month) if self.named.day.is_none() => Some(date),
            (Some((date, Grain::Year | Grain::Month, _)), Unit::Year) => self.named.day.or(Some(date)),
            _ => self.named.day,
        }
    }

    pub(super) fn weekend(&self, today: Date, which: Which) -> Option<(Date, Date)> {
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

    pub(super) fn units(&self, n: Option<i32>, unit: Unit, which: Which) -> Option<Days> {
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
            if forward {
                let from = cal::days(base, 1)?;
                return span(from, from, Grain::Day, needs, "units.following");
            }
            if which == Which::Last {
                return span(base, base, Grain::Day, needs, "units.last");
            }
            if which == Which::Previous {
                let to = cal::days(base, -1)?;
                return span(to, to, Grain::Day, needs, "units.previous");
            }
            return None;
        };
        if n < 1 {
            return None;
        }
        // "the previous four working days" end with the last one that is over.
        if unit == Unit::Workday {
            let (from, to) = if forward {
                (cal::add(base, 1, unit)?, cal::add(base, n, unit)?)
            } else {
                (cal::add(base, n.checked_neg()?, unit)?, cal::add(base, -1, unit)?)
            };
            return span(from, to, Grain::Day, needs, "units");
        }
        // Quarters and decades are counted whole: "the last two quarters" end with the one before this.
        // In a calendar every unit is.
        if matches!(unit, Unit::Quarter | Unit::Decade) || self.anchor.forward {
            let n = if forward { n } else { n.checked_neg()? };
            let (a, b) = (
                cal::unit(base, unit, if forward { 1 } else { n })?,
                cal::unit(base, unit, if forward { n } else { -1 })?,
            );
            return span(a.0, b.1, Grain::Day, needs, "units");
        }
        // Plans for five years and more and looks back over ten and more are in calendar years; of the past ones the
        // year that runs is the last.
        if unit == Unit::Year && (n >= 10 || forward && n >= 5) {
            let (from, to) = if forward {
                (cal::unit(base, unit, 1)?.0, cal::unit(base, unit, n)?.1)
            } else {
                (cal::unit(base, unit, 1 - n)?.0, base)
            };
            return span(from, to, Grain::Day, needs, "units");
        }
        if forward {
            // "the next three days" begin tomorrow.
            span(cal::days(base, 1)?, cal::add(base, n, unit)?, Grain::Day, needs, "units")
        } else {
            span(cal::add(base, n.checked_neg()?, unit)?, base, Grain::Day, needs, "units")
        }
    }

    pub(super) fn season(&self, season: u8, year: Option<i32>, which: Which) -> Option<Days> {
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
                    // "this summer", told in January without a word of what is to come, is the nearer one.
                    Which::This
                        if !self.lean()
                            && let (Some(over), Some(coming)) = (past(), next())
                            && begun() == Some(over)
                            && cal_diff(today, over.1) < cal_diff(coming.0, today) =>
                    {
                        over
                    }
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

    pub(super) fn holiday(&self, index: u16, year: Option<i32>, which: Which) -> Option<Days> {
        let rule = words().holidays.get(usize::from(index))?.rule;
        let (from, to) = match year {
            _ if matches!(rule, HolidayRule::Once(..)) => cal::holiday(rule, 0)?,
            Some(y) => cal::holiday(rule, y)?,
            None => {
                let today = self.today()?;
                let y = i32::from(today.year());
                let mut all = (y - 1..=y + 1).filter_map(|y| cal::holiday(rule, y));
                match which {
                    Which::Next | Which::Coming | Which::Following | Which::This => {
                        all.find(|h| h.0 >= today)?
                    }
                    Which::Last | Which::Previous => all.rfind(|h| h.1 < today)?,
                    _ if self.lean() => all.find(|h| h.0 >= today)?,
                    _ => all.rfind(|h| h.0 <= today)?,
                }
            }
        };
        span(from, to, Grain::Day, if year.is_some() { None } else { DOC }, "holiday")
    }

    pub(super) fn nth(&self, n: i32, what: Nth, of: &Day) -> Option<Days> {
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
            // "the last working day of the month"
            Nth::Unit(Unit::Workday) => {
                let beside = if n > 0 { cal::days(whole.from, -1)? } else { cal::days(whole.to, 1)? };
                let date = cal::add(beside, n, Unit::Workday)?;
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
pub(super) fn cal_diff(a: Date, b: Date) -> i32 {
    a.since(b).map_or(i32::MAX, |s| s.get_days())
}

/// The early, middle or late part of a longer time.
pub(super) fn third(d: Days, edge: Edge) -> Option<(Date, Date)> {
    let (y, m) = (i32::from(d.from.year()), d.from.month() as u8);
    let day = |n: u8| cal::date(y, m, n);
    Some(match (d.grain, edge) {
        // "The beginning" and "the end" of a month are its thirds; "early" and "late" reach to its middle: what
        // happened on the 17th some call mid-May and others late May.
        (Grain::Month, Edge::Early) => (d.from, day(15)?),
        (Grain::Month, Edge::Late) => (day(15)?, d.to),
        (Grain::Month, Edge::Start) => (d.from, day(10)?),
        (Grain::Month, Edge::Mid) => (day(11)?, day(20)?),
        (Grain::Month, Edge::End) => (day(21)?, d.to),
        (Grain::Year, Edge::Early | Edge::Start) => (d.from, cal::month(y, 4)?.1),
        (Grain::Year, Edge::Mid) => (cal::month(y, 5)?.0, cal::month(y, 8)?.1),
        (Grain::Year, Edge::Late | Edge::End) => (cal::month(y, 9)?.0, d.to),
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
