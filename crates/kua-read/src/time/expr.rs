//! What a time expression says, before anything is known about its context.
//!
//! In: nothing. Out: the types that the grammar (`grammar.rs`, `clock.rs`, `relative.rs`, `range.rs`) builds and
//! `resolve.rs` turns into intervals.

use super::words::{Edge, Frame, Part, Unit, Which};

/// A day, or a longer calendar time.
#[derive(Debug, Clone, PartialEq)]
pub enum Day {
    /// A day of a month; the year may be missing; a weekday may stand beside it.
    Date { year: Option<i32>, month: u8, day: u8, weekday: Option<u8> },
    /// Days of one month, both included ("5 to 7 March").
    Days { year: Option<i32>, month: u8, from: u8, to: u8 },
    /// A month.
    Month { year: Option<i32>, month: u8, which: Which },
    /// A year.
    Year(i32),
    /// Years `start` to `start + length - 1`.
    Years { start: i32, length: i32 },
    /// "the 14th".
    OfMonth { day: u8, weekday: Option<u8> },
    /// "the 20th of next month".
    OfWhichMonth { day: u8, which: Which },
    /// A weekday.
    Weekday { weekday: u8, which: Which, weeks: i32 },
    /// Days of this, last or next month ("the 4th to 9th of next month").
    DaysOfWhichMonth { from: u8, to: u8, which: Which },
    /// A weekday in the week of another day ("Monday two weeks from now").
    WeekdayNear { weekday: u8, of: Box<Day> },
    /// A weekday of a week that is named ("Monday of last week").
    WeekdayOf { weekday: u8, which: Which },
    /// Days from the document's date.
    FromDocument(i32),
    /// `n` units from the document's date ("two weeks ago") or from the time last named ("two days later").
    Shift { n: i32, unit: Unit, document: bool },
    /// `n` units before or after something ("three days before the vote", "a week after 4 May").
    ShiftFrom { n: i32, unit: Unit, base: Box<Day> },
    /// A calendar unit ("last week", "this year", "that day").
    Unit { unit: Unit, which: Which },
    /// The `n`th unit after the document's ("the week after next").
    UnitAway { n: i32, unit: Unit },
    /// The `n` units up to or after the document's date or the time last named ("the past three days").
    Units { n: Option<i32>, unit: Unit, which: Which },
    /// "the first two hours" of what was named.
    FirstUnits { n: i32, unit: Unit },
    /// A week by its number in the year.
    WeekNumber { n: u8, year: Option<i32>, which: Which },
    /// A season, by index.
    Season { season: u8, year: Option<i32>, which: Which },
    /// A quarter of a year.
    Quarter { quarter: u8, year: Option<i32>, which: Which },
    /// A holiday of the word list.
    Holiday { index: u16, year: Option<i32>, which: Which },
    /// The `n`th (from the end if negative) weekday or unit of a longer time.
    Nth { n: i32, what: Nth, of: Box<Day> },
    /// Minutes from the document's time ("in half an hour").
    ShiftMinutes(i32),
    /// A day or month of this, last or next year ("in March last year").
    InYear { day: Box<Day>, which: Which },
    /// "the week of 5 May".
    WeekOf(Box<Day>),
    /// "the weekend of 5 May", "Easter weekend"; a holiday beside it belongs to it.
    WeekendOf(Box<Day>),
    /// "the year to date": from the beginning of the current unit to the document's date.
    ToDate(Unit),
    /// "the day before", "the day after" with nothing else: from the day last named, else from the document's.
    Beside(i32),
    /// A year that does not begin in January ("fiscal year 2019"): when it does, the words do not tell.
    OtherYear,
    /// "post-2015", "pre-2011": the years after or before one.
    Beyond { year: i32, after: bool },
    /// "now" as one end of a range.
    Now,
    /// The first (or, if negative, last) `n` units of a longer time.
    Ends { n: i32, unit: Unit, of: Box<Day> },
    /// "the rally": the date last named.
    Event,
    /// "the reporting period": what the document covers, by its frame or by the year of its heading.
    Covers,
    /// A length of time up to an event or date ("within a day before the rally").
    UpTo { n: i32, unit: Unit, after: bool, base: Box<Day> },
}

/// What is counted in [`Day::Nth`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nth {
    /// Weekdays.
    Weekday(u8),
    /// Days, weeks, weekends, months.
    Unit(Unit),
}

/// A clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Hour as said, 0–24.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second, where given.
    pub second: Option<u8>,
    /// Whether the hour is of 24 (written so, or with a.m./p.m.); if not, it may be morning or evening.
    pub fixed: bool,
    /// Whether it is a name ("midnight").
    pub named: bool,
    /// Minutes east of UTC, where a zone is named.
    pub zone: Option<i16>,
}

/// One point (or stretch) of time as said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Point {
    /// Day or longer.
    pub day: Option<Day>,
    /// Part of the day.
    pub part: Option<Part>,
    /// Early or late in it.
    pub edge: Option<Edge>,
    /// Clock time.
    pub clock: Option<Clock>,
    /// A preposition between day and hour ("on Friday after 18:00").
    pub inner: Option<Frame>,
    /// Whether the part of the day points back ("that morning", "the night") or to the document ("this morning").
    pub which: Option<Which>,
}

impl Point {
    /// Whether it is a day (or part of one) that hours may still be added to.
    pub fn holds_hours(&self) -> bool {
        use Day::{Date, FromDocument, Holiday, OfMonth, Shift, Weekday, WeekdayNear, WeekdayOf};
        let day = matches!(
            &self.day,
            Some(
                Date { .. }
                    | FromDocument(_)
                    | Holiday { .. }
                    | OfMonth { .. }
                    | Weekday { .. }
                    | WeekdayOf { .. }
                    | WeekdayNear { .. }
                    | Shift { unit: Unit::Day | Unit::Week, .. }
                    | Day::Unit { unit: Unit::Day, .. }
            )
        );
        day && self.clock.is_none()
    }
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Length {
    /// How many; `None` for "weeks", "a few hours".
    pub n: Option<f64>,
    /// Of what.
    pub unit: Unit,
    /// Smaller units beside it ("an hour and 30 minutes").
    pub rest: [Option<(i32, Unit)>; 2],
}

impl Length {
    /// A length in one unit.
    pub fn of(n: Option<f64>, unit: Unit) -> Self {
        Self { n, unit, rest: [None; 2] }
    }
}

/// A whole expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// One point.
    Point(Point),
    /// From one point to another.
    Range(Point, Point),
    /// A length that begins at a point ("from 18 March for ten days").
    Lasting(Point, Length),
    /// A length alone.
    Length(Length),
    /// A repeated time, with its TIMEX3 value.
    Set(String),
    /// "now", "recently".
    Vague,
}
