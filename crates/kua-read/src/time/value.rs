//! TIMEX3 values: the standard's way to write what an expression means.
//!
//! In: resolved dates, units, parts of the day. Out: strings such as `2022-01-04`, `2006-W01`, `P2D`, `T18:00`.

use super::words::{Part, Unit};
use jiff::civil::Date;

/// How fine a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Grain {
    Minute,
    Part,
    Day,
    Week,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

/// `2022-01-04`.
pub fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// The value of a calendar unit that begins on `from`.
pub fn unit(from: Date, grain: Grain) -> String {
    let (year, month) = (from.year(), from.month());
    match grain {
        Grain::Minute | Grain::Part | Grain::Day => day(from),
        Grain::Week => {
            let week = from.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Grain::Month => format!("{year:04}-{month:02}"),
        Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
        Grain::Season => format!("{year:04}-{}", ["WI", "SP", "SU", "FA"][(month as usize % 12) / 3]),
        Grain::Year => format!("{year:04}"),
        Grain::Decade => format!("{:03}", year / 10),
        Grain::Century => format!("{:02}", year / 100),
    }
}

/// `P2D`, `PT3H`, `PXW` when the number is not told.
pub fn length(n: Option<f64>, unit: Unit) -> String {
    let n = n.map_or_else(|| "X".to_owned(), |n| n.to_string());
    match unit {
        Unit::Second => format!("PT{n}S"),
        Unit::Minute => format!("PT{n}M"),
        Unit::Hour => format!("PT{n}H"),
        Unit::Day => format!("P{n}D"),
        Unit::Night => format!("P{n}TNI"),
        Unit::Workday => format!("P{n}WD"),
        Unit::Week | Unit::Workweek => format!("P{n}W"),
        Unit::Weekend => format!("P{n}WE"),
        Unit::Fortnight => n.parse::<f64>().map_or("PXW".to_owned(), |n| format!("P{}W", n * 2.0)),
        Unit::Month => format!("P{n}M"),
        Unit::Quarter => format!("P{n}Q"),
        Unit::Year => format!("P{n}Y"),
        Unit::Decade => format!("P{n}DE"),
        Unit::Century => format!("P{n}CE"),
    }
}

/// `PT1H30M`, `P2Y1M21D`: a length and smaller units beside it.
pub fn lengths(n: Option<f64>, unit: Unit, rest: [Option<(i32, Unit)>; 2]) -> String {
    let mut out = length(n, unit);
    for (n, unit) in rest.into_iter().flatten() {
        let more = length(Some(f64::from(n)), unit);
        // One "T" stands before all hours, minutes and seconds.
        match more.strip_prefix("PT") {
            Some(clock) if out.contains('T') => out.push_str(clock),
            Some(_) => out.push_str(more.trim_start_matches('P')),
            None => out.push_str(more.trim_start_matches('P')),
        }
    }
    out
}

/// `NI`, `MO` …
pub fn part(part: &Part) -> &'static str {
    match &part.code {
        b"MO" => "MO",
        b"AF" => "AF",
        b"EV" => "EV",
        b"NI" => "NI",
        b"MI" => "MI",
        b"DA" => "DA",
        b"DU" => "DU",
        _ => "EH",
    }
}
