//! What the text has named so far: the date, night, clock time that a later expression may count from.
//!
//! In: resolved mentions, in text order. Out: [`Named`], read by `resolve.rs`.

use super::value::Grain;
use jiff::civil::{Date, Time};

/// From where a document's relative times count.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Anchor {
    /// The document's date, local.
    pub date: Option<Date>,
    /// The period the document covers, both days included; relative dates count back from its end.
    pub covers: Option<(Date, Date)>,
    /// The document's time of day, where known ("in two hours" needs it).
    pub time: Option<Time>,
    /// Whether "03/04" is 4 March; day first otherwise.
    pub month_first: bool,
    /// The place's own time, minutes east of UTC, where known: hours of another zone are then told in it.
    pub zone: Option<i16>,
    /// Whether weekdays and months count forward where no verb tells (diaries, not reports).
    pub forward: bool,
}

impl Anchor {
    /// A plain document date.
    pub fn on(date: Date) -> Self {
        Self { date: Some(date), ..Self::default() }
    }

    /// The day that relative dates count from.
    pub fn day(&self) -> Option<Date> {
        self.covers.map(|(_, to)| to).or(self.date)
    }
}

/// What an expression needs besides its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// The document's date.
    Document,
    /// The date last named.
    DateNamed,
    /// The time last named.
    TimeNamed,
    /// The night last named.
    NightNamed,
    /// The month or year last named.
    MonthNamed,
    /// The date of an event ("during the rally").
    Event,
}

/// A day with a minute of it, or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// The day.
    pub date: Date,
    /// Minutes from midnight.
    pub minute: Option<u16>,
}

impl Stamp {
    /// A day.
    pub fn day(date: Date) -> Self {
        Self { date, minute: None }
    }

    /// A minute counted from a day's midnight; 1440 and more are in the next days.
    pub fn at(date: Date, minute: i32) -> Option<Self> {
        let date = super::calendar::days(date, minute.div_euclid(1440))?;
        Some(Self { date, minute: Some(minute.rem_euclid(1440) as u16) })
    }

    /// ISO form: `2022-01-04` or `2022-01-04T18:00`.
    pub fn iso(self) -> String {
        let day = super::value::day(self.date);
        match self.minute {
            None => day,
            Some(m) => format!("{day}T{:02}:{:02}", m / 60, m % 60),
        }
    }
}

/// What has been named so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Named {
    /// The day last named.
    pub day: Option<Date>,
    /// Whether that day was named by its night or evening: hours that follow are of that night.
    pub dark: bool,
    /// The first day of the night last named.
    pub night: Option<Date>,
    /// The clock time last named.
    pub clock: Option<Stamp>,
    /// The time last named at any grain, by its first day.
    pub last: Option<(Date, Grain)>,
    /// The month or year last named, with the byte where.
    pub long: Option<(Date, Grain, usize)>,
    /// The month last named, by itself or by one of its days.
    pub month: Option<Date>,
    /// The last line of a log whose lines begin with clock times.
    pub log: Option<Stamp>,
    /// The year last written out beside a day or month, with the byte where.
    pub year: Option<(i32, usize)>,
    /// The year the whole text tells of, where a heading or a full date says so.
    pub story: Option<i32>,
    /// The year of the last heading that names one.
    pub heading: Option<i32>,
    /// Whether the text names days by the day it was written on ("yesterday"): then it has no other year.
    pub present: bool,
}

impl Named {
    /// Takes note of a resolved time that begins at byte `at`.
    pub fn note(&mut self, from: Stamp, to: Stamp, grain: Grain, dark: bool, at: usize) {
        self.last = Some((from.date, grain));
        match grain {
            Grain::Minute => {
                // A clock time after midnight stays in the night it belongs to.
                let keep =
                    self.dark && self.day.is_some_and(|d| super::calendar::days(d, 1) == Some(from.date));
                if !keep {
                    self.dark &= self.day == Some(from.date);
                    self.day = Some(from.date);
                }
                self.clock = Some(from);
            }
            Grain::Part | Grain::Day => {
                if self.day != Some(from.date) || dark != self.dark {
                    self.clock = None;
                }
                self.day = Some(if grain == Grain::Part || from == to { from.date } else { to.date });
                self.dark = dark;
                if dark {
                    self.night = Some(from.date);
                }
            }
            _ => self.long = Some((from.date, grain, at)),
        }
    }
}
