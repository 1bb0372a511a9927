//! Points in time as texts: equal dates, and clock times at most three hours apart.
//!
//! In: the `from` or `to` of two intervals. Out: whether they are the same moment by the judge's measure.
//! The forms accepted for a clock time are those of Python 3.11's `datetime.fromisoformat`, odd ones included
//! (`20240514T17`, `2024-W20-2T17:00`, any single character between date and time).
//! Not here: how times are read from words (`kua-read`).

use super::value::{Fault, Value};

/// Three hours and a minute of grace, in microseconds.
const NEAR_US: i64 = (3 * 3600 + 60) * 1_000_000;

/// Whether gold's moment and the other's are the same. `Ok(None)`: one of them is no valid time.
///
/// # Errors
/// Where the judge would stop: a moment that is no text, or only one of the two with a time zone.
pub fn same_moment(gold: &Value, other: &Value) -> Result<Option<bool>, Fault> {
    if matches!(gold, Value::Null) || matches!(other, Value::Null) {
        return Ok(Some(matches!((gold, other), (Value::Null, Value::Null))));
    }
    if !has_t(gold)? {
        let day = match other {
            Value::Str(s) => Value::Str(s.chars().take(10).collect()),
            Value::List(items) => Value::List(items.iter().take(10).cloned().collect()),
            no_text => return Err(format!("{} where a date is needed", no_text.kind())),
        };
        return Ok(Some(gold.equals(&day)));
    }
    if !has_t(other)? {
        return Ok(Some(false));
    }
    let (Value::Str(gold), Value::Str(other)) = (gold, other) else {
        return Err("a list or an object where a date is needed".to_owned());
    };
    let (Some(g), Some(p)) = (parse(gold.trim_end_matches('Z')), parse(other.trim_end_matches('Z'))) else {
        return Ok(None);
    };
    let apart_us = match (g.zone_us, p.zone_us) {
        (None, None) => g.local_us - p.local_us,
        (Some(g_zone), Some(p_zone)) => (g.local_us - g_zone) - (p.local_us - p_zone),
        _ => return Err("a time with a time zone cannot be compared with one without".to_owned()),
    };
    Ok(Some(apart_us.abs() <= NEAR_US))
}

fn has_t(value: &Value) -> Result<bool, Fault> {
    match value {
        Value::Str(s) => Ok(s.contains('T')),
        Value::List(items) => Ok(items.iter().any(|v| v.as_str() == Some("T"))),
        Value::Dict(items) => Ok(items.iter().any(|(k, _)| k == "T")),
        other => Err(format!("{} where a date is needed", other.kind())),
    }
}

/// A date-time: microseconds of local time since 1970, and how far the zone is ahead of UTC, if one is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment {
    local_us: i64,
    zone_us: Option<i64>,
}

/// Bytes that can be asked for beyond the end: there is zero, as in the C original.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn at(&self, i: usize) -> u8 {
        self.0.get(i).copied().unwrap_or(0)
    }

    fn digits(&self, from: usize, n: usize) -> Option<i64> {
        (from..from + n).try_fold(0, |number, i| {
            let digit = self.at(i).wrapping_sub(b'0');
            (digit <= 9).then_some(number * 10 + i64::from(digit))
        })
    }
}

fn parse(text: &str) -> Option<Moment> {
    let b = Bytes(text.as_bytes());
    let len = b.0.len();
    if len < 7 {
        return None;
    }
    let cut = separator(&b, len)?;
    let days = date(&b, cut)?;
    let (mut clock_us, mut zone_us) = (0, None);
    if len > cut + 1 {
        // The separator may be any one character.
        let wide = text.get(cut..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8);
        (clock_us, zone_us) = time(b.0.get(cut + wide..).unwrap_or_default())?;
    }
    Some(Moment { local_us: days * 86_400_000_000 + clock_us, zone_us })
}

/// Where the date ends.
fn separator(b: &Bytes, len: usize) -> Option<usize> {
    if len == 7 {
        return Some(7);
    }
    if b.at(4) == b'-' {
        if b.at(5) != b'W' {
            return Some(10);
        }
        if len > 8 && b.at(8) == b'-' {
            if len == 9 {
                return None;
            }
            let hour_follows = len > 10 && b.at(10).is_ascii_digit();
            return Some(if hour_follows { 8 } else { 10 });
        }
        return Some(8);
    }
    if b.at(4) != b'W' {
        return Some(8);
    }
    let end = (7..len).find(|&i| !b.at(i).is_ascii_digit()).unwrap_or(len);
    Some(match end {
        0..9 => end,
        even if even % 2 == 0 => 7,
        _ => 8,
    })
}

/// Days since 1970 of the date in the first `len` bytes.
fn date(b: &Bytes, len: usize) -> Option<i64> {
    let year = b.digits(0, 4)?;
    let dashed = b.at(4) == b'-';
    let mut at = if dashed { 5 } else { 4 };
    if b.at(at) == b'W' {
        let week = b.digits(at + 1, 2)?;
        at += 3;
        let mut weekday = 1;
        if at < len {
            if dashed {
                if b.at(at) != b'-' {
                    return None;
                }
                at += 1;
            }
            weekday = b.digits(at, 1)?;
        }
        return week_day(year, week, weekday);
    }
    let month = b.digits(at, 2)?;
    at += 2;
    if dashed {
        if b.at(at) != b'-' {
            return None;
        }
        at += 1;
    }
    civil(year, month, b.digits(at, 2)?)
}

fn civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=9999).contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    // Years from March, so that the leap day is the last: days of whole years, then of whole months.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468)
}

/// ISO week dates: week 1 holds the year's first Thursday.
fn week_day(year: i64, week: i64, weekday: i64) -> Option<i64> {
    let first = civil(year, 1, 1)?;
    let first_weekday = (first + 3).rem_euclid(7); // Monday is 0; 1 January 1970 was a Thursday
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let weeks = if first_weekday == 3 || (first_weekday == 2 && leap) { 53 } else { 52 };
    if !(1..=weeks).contains(&week) || !(1..=7).contains(&weekday) {
        return None;
    }
    let monday = first - first_weekday + if first_weekday > 3 { 7 } else { 0 };
    let day = monday + (week - 1) * 7 + weekday - 1;
    (civil(1, 1, 1)?..=civil(9999, 12, 31)?).contains(&day).then_some(day)
}

/// Microseconds since midnight, and the zone.
fn time(bytes: &[u8]) -> Option<(i64, Option<i64>)> {
    let zone_at = bytes.iter().position(|b| matches!(b, b'+' | b'-' | b'Z')).unwrap_or(bytes.len());
    let (h, m, s, us, more) = clock(bytes, 0, zone_at)?;
    if h > 23 || m > 59 || s > 59 {
        return None;
    }
    let clock_us = ((h * 60 + m) * 60 + s) * 1_000_000 + us;
    if zone_at == bytes.len() {
        return (!more).then_some((clock_us, None));
    }
    let sign = match bytes.get(zone_at)? {
        b'Z' => return (zone_at + 1 == bytes.len()).then_some((clock_us, Some(0))),
        b'-' => -1,
        _ => 1,
    };
    let (h, m, s, us, more) = clock(bytes, zone_at + 1, bytes.len())?;
    let zone_us = ((h * 60 + m) * 60 + s) * 1_000_000 + us;
    (!more && zone_us < 86_400_000_000).then_some((clock_us, Some(sign * zone_us)))
}

/// Hour, minute, second, microsecond, and whether text remains.
type Clock = (i64, i64, i64, i64, bool);

/// `HH[[:]MM[[:]SS[(.|,)f…]]]` in `from..to`.
fn clock(bytes: &[u8], from: usize, to: usize) -> Option<Clock> {
    let b = Bytes(bytes);
    let mut parts = [0; 3];
    let mut at = from;
    let mut colons = true;
    for (i, part) in parts.iter_mut().enumerate() {
        *part = b.digits(at, 2)?;
        let next = b.at(at + 2);
        at += 3;
        if i == 0 {
            colons = next == b':';
        }
        if at >= to {
            let [h, m, s] = parts;
            return Some((h, m, s, 0, next != 0));
        }
        match next {
            b':' if colons => {}
            b'.' | b',' => break,
            _ if !colons => at -= 1,
            _ => return None,
        }
    }
    let [h, m, s] = parts;
    let read = (to - at).min(6);
    let fraction = b.digits(at, read)?;
    let scale = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
    at += read;
    while b.at(at).is_ascii_digit() {
        at += 1;
    }
    Some((h, m, s, fraction * scale.get(read).copied().unwrap_or(1), b.at(at) != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(gold: &str, other: &str, expected: Option<bool>) {
        assert_eq!(same_moment(&gold.into(), &other.into()), Ok(expected), "{gold} {other}");
    }

    impl From<&str> for Value {
        fn from(s: &str) -> Self {
            Value::Str(s.to_owned())
        }
    }

    #[test]
    fn days_need_only_the_day() {
        check("2024-05-14", "2024-05-14T17:00", Some(true));
        check("2024-05-14", "2024-05-15", Some(false));
    }

    #[test]
    fn clock_times_may_be_three_hours_and_a_minute_away() {
        check("2024-05-14T17:00", "2024-05-14T20:01", Some(true));
        check("2024-05-14T17:00", "2024-05-14T20:01:00.000001", Some(false));
        check("2024-05-14T23:00", "2024-05-15T01:00Z", Some(true));
        check("2024-05-14T17:00", "2024-05-14", Some(false));
    }

    #[test]
    fn impossible_times_are_no_times() {
        check("2024-05-14T17:00", "2024-05-14T25:00", None);
        check("2024-05-14T17:00", "2023-02-29T17:00", None);
        check("2024-05-14T17:00", "soon, Tuesday", None);
    }

    #[test]
    fn iso_weeks_are_read() {
        check("2024-05-14T17:00", "2024-W20-2T17:00", Some(true));
        check("2020-12-31T17:00", "2020W534T17", Some(true));
        check("2021-12-31T17:00", "2021W534T17", None);
    }

    #[test]
    fn a_zone_beside_none_stops_the_judge() {
        assert!(same_moment(&"2024-05-14T17:00".into(), &"2024-05-14T17:00+05:00".into()).is_err());
    }
}
