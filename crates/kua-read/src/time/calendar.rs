//! Calendar arithmetic over [`jiff::civil::Date`] that never fails loudly: out of range is `None`.

use super::words::{HolidayRule, Unit};
use jiff::Span as Length;
use jiff::civil::{Date, Weekday};

/// `n` whole units later (earlier if negative).
pub fn add(date: Date, n: i32, unit: Unit) -> Option<Date> {
    let n = i64::from(n);
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(date),
        Unit::Day | Unit::Night => Length::new().try_days(n),
        Unit::Workday => return workdays(date, i32::try_from(n).ok()?),
        Unit::Week | Unit::Workweek | Unit::Weekend => Length::new().try_weeks(n),
        Unit::Fortnight => Length::new().try_weeks(n.checked_mul(2)?),
        Unit::Month => Length::new().try_months(n),
        Unit::Quarter => Length::new().try_months(n.checked_mul(3)?),
        Unit::Year => Length::new().try_years(n),
        Unit::Decade => Length::new().try_years(n.checked_mul(10)?),
        Unit::Century => Length::new().try_years(n.checked_mul(100)?),
    };
    date.checked_add(span.ok()?).ok()
}

/// `n` days of work later: Saturdays and Sundays are not counted.
fn workdays(date: Date, n: i32) -> Option<Date> {
    let mut day = date;
    for _ in 0..n.checked_abs().filter(|n| *n <= 10_000)? {
        day = days(day, n.signum())?;
        while weekday(day) > 5 {
            day = days(day, n.signum())?;
        }
    }
    Some(day)
}

/// `n` days later.
pub fn days(date: Date, n: i32) -> Option<Date> {
    add(date, n, Unit::Day)
}

/// A date, if there is such a day.
pub fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// 1 = Monday … 7 = Sunday.
pub fn weekday(date: Date) -> u8 {
    date.weekday().to_monday_one_offset() as u8
}

fn to_weekday(n: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(n).ok()?).ok()
}

/// First and last day of the unit that holds `date`, `shift` units away.
pub fn unit(date: Date, unit: Unit, shift: i32) -> Option<(Date, Date)> {
    let from = match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => days(date, shift)?,
        Unit::Workday => workdays(date, shift)?,
        Unit::Week | Unit::Workweek => add(monday(date)?, shift, Unit::Week)?,
        Unit::Fortnight => add(monday(date)?, shift, Unit::Fortnight)?,
        Unit::Weekend => days(add(monday(date)?, shift, Unit::Week)?, 5)?,
        Unit::Month => add(date.first_of_month(), shift, Unit::Month)?,
        Unit::Quarter => {
            let month = (date.month() as u8 - 1) / 3 * 3 + 1;
            add(self::date(date.year().into(), month, 1)?, shift.checked_mul(3)?, Unit::Month)?
        }
        Unit::Year => add(date.first_of_year(), shift, Unit::Year)?,
        Unit::Decade => {
            let start = i32::from(date.year()).div_euclid(10) + shift;
            self::date(start.checked_mul(10)?, 1, 1)?
        }
        Unit::Century => {
            let start = i32::from(date.year()).div_euclid(100) + shift;
            self::date(start.checked_mul(100)?, 1, 1)?
        }
    };
    let to = match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Workday | Unit::Night => from,
        Unit::Weekend => days(from, 1)?,
        Unit::Workweek => days(from, 4)?,
        _ => days(add(from, 1, unit)?, -1)?,
    };
    Some((from, to))
}

/// The Monday of the date's week.
pub fn monday(date: Date) -> Option<Date> {
    days(date, 1 - i32::from(weekday(date)))
}

/// The latest such weekday on or before `date`.
pub fn weekday_back(date: Date, wanted: u8) -> Option<Date> {
    days(date, -((7 + i32::from(weekday(date)) - i32::from(wanted)) % 7))
}

/// The first such weekday on or after `date`.
pub fn weekday_on(date: Date, wanted: u8) -> Option<Date> {
    days(date, (7 + i32::from(wanted) - i32::from(weekday(date))) % 7)
}

/// First and last day of a month.
pub fn month(year: i32, month: u8) -> Option<(Date, Date)> {
    let from = date(year, month, 1)?;
    Some((from, from.last_of_month()))
}

/// First and last day of a season that begins in `year` (whole months; winter begins in December).
pub fn season(year: i32, season: u8) -> Option<(Date, Date)> {
    let from = date(year, 3 + 3 * season.min(3), 1)?;
    Some((from, days(add(from, 3, Unit::Month)?, -1)?))
}

/// First and last day of a holiday in `year`.
pub fn holiday(rule: HolidayRule, year: i32) -> Option<(Date, Date)> {
    match rule {
        HolidayRule::Fixed(month, from, to) => Some((date(year, month, from)?, date(year, month, to)?)),
        HolidayRule::Once(year, month, day) => Some((date(year, month, day)?, date(year, month, day)?)),
        HolidayRule::Easter(n) => {
            let day = days(easter(year)?, i32::from(n))?;
            Some((day, day))
        }
        HolidayRule::Orthodox(n) => {
            let day = days(orthodox_easter(year)?, i32::from(n))?;
            Some((day, day))
        }
        HolidayRule::Nth(month, weekday, n, plus) => {
            let day = date(year, month, 1)?.nth_weekday_of_month(n, to_weekday(weekday)?).ok()?;
            let day = days(day, plus.into())?;
            Some((day, day))
        }
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm printed by J. Meeus).
fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    let f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    date(year, u8::try_from(f / 31).ok()?, u8::try_from(f % 31 + 1).ok()?)
}

/// Easter Sunday of the Julian calendar (Meeus) as a day of the Gregorian one.
fn orthodox_easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let f = d + e + 114;
    // The calendars have drifted apart by three days in four centuries.
    let drift = year / 100 - year / 400 - 2;
    days(date(year, u8::try_from(f / 31).ok()?, u8::try_from(f % 31 + 1).ok()?)?, drift)
}

/// Saturday and Sunday nearest to a day.
pub fn weekend_near(day: Date) -> Option<(Date, Date)> {
    let to_saturday = match weekday(day) {
        n @ (1 | 2) => -1 - i32::from(n),
        n => 6 - i32::from(n),
    };
    let saturday = days(day, to_saturday)?;
    Some((saturday, days(saturday, 1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_and_weekdays_are_right() {
        assert_eq!(easter(2024), date(2024, 3, 31));
        assert_eq!(easter(2011), date(2011, 4, 24));
        assert_eq!(orthodox_easter(2024), date(2024, 5, 5));
        assert_eq!(orthodox_easter(2021), date(2021, 5, 2));
        assert_eq!(weekend_near(date(2024, 5, 20).unwrap()), date(2024, 5, 18).zip(date(2024, 5, 19)));
        assert_eq!(workdays(date(2024, 5, 17).unwrap(), 2), date(2024, 5, 21));
        assert_eq!(workdays(date(2024, 5, 19).unwrap(), -1), date(2024, 5, 17));
        let monday = date(2024, 5, 20).unwrap();
        assert_eq!(weekday_back(monday, 1), Some(monday));
        assert_eq!(weekday_back(monday, 2), date(2024, 5, 14));
        assert_eq!(weekday_on(monday, 7), date(2024, 5, 26));
        assert_eq!(unit(monday, Unit::Week, -1), date(2024, 5, 13).zip(date(2024, 5, 19)));
        assert_eq!(season(2023, 3), date(2023, 12, 1).zip(date(2024, 2, 29)));
    }
}
