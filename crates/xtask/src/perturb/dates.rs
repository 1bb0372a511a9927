//! Shifts a document in time: its date, every date in its text, and gold's intervals.
//!
//! By whole weeks, so that weekdays stay right, and by such a number of weeks that every month named in the text becomes
//! one other month (March all June, say), so that "in March" can follow. Where no shift within nine years does that, the
//! document stays as it is.

use super::chance::Chance;
use super::edit::{Case, Edit, apply, whole_words};
use jiff::Span as Time;
use jiff::civil::{Date, date};
use kua_record::Span;
use std::collections::BTreeMap;

/// The English name of a month.
fn month_name(month: i8) -> String {
    date(2000, month.clamp(1, 12), 1).strftime("%B").to_string()
}

/// A date or a part of one in the text.
#[derive(Debug, Clone, Default)]
struct Written {
    /// Days of the month; two for "7 to 14 March".
    days: Vec<(Span, i8)>,
    /// The month's word and its number; `None` for "Friday the 8th".
    month: Option<(Span, i8)>,
    /// A year beside it, or alone.
    year: Option<(Span, i16)>,
}

/// Up to two digits that end just before `at` (an ordinal's letters between).
fn day_before(text: &str, at: usize) -> Option<(Span, i8)> {
    let head = text[..at].trim_end_matches("of").trim_end_matches([' ', '\u{a0}']);
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|e| head.strip_suffix(e)).unwrap_or(head);
    day_ending(text, bare.len())
}

fn day_ending(text: &str, end: usize) -> Option<(Span, i8)> {
    let digits = text[..end].bytes().rev().take_while(u8::is_ascii_digit).count();
    let span = Span::new(end - digits, end);
    let value: i8 = span.of(text).parse().ok()?;
    let glued = text[..span.start].ends_with([':', ',', '.', '-'])
        && digits > 0
        && text[..span.start].len() > 1
        && text.as_bytes()[span.start - 1] != b',';
    (digits <= 2 && (1..=31).contains(&value) && !glued).then_some((span, value))
}

fn digits_at(text: &str, at: usize) -> Span {
    let n = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    Span::new(at, at + n)
}

/// All dates with a month, "the 8th" behind a weekday, and bare years behind a word of time.
fn written(text: &str, last_year: i16) -> Vec<Written> {
    let mut out = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    for number in 1..=12 {
        let name = month_name(number);
        for span in whole_words(text, &name) {
            let mut w = Written { month: Some((span, number)), ..Written::default() };
            if let Some(day) = day_before(text, span.start) {
                let before = text[..day.0.start].trim_end();
                let first =
                    ["to", "and", "–", "-"].iter().find_map(|j| before.strip_suffix(j)).map(str::trim_end);
                w.days.extend(first.and_then(|b| day_ending(text, b.len())));
                w.days.push(day);
            }
            let mut at = span.end;
            if w.days.is_empty() && text[at..].starts_with(' ') {
                let day = digits_at(text, at + 1);
                if day.len() <= 2
                    && let Ok(value) = day.of(text).parse::<i8>()
                {
                    w.days.push((day, value));
                    at = day.end;
                }
            }
            let gap = text[at..].len() - text[at..].trim_start_matches([',', ' ']).len();
            let year = digits_at(text, at + gap);
            if year.len() == 4
                && (1..=2).contains(&gap)
                && let Ok(value) = year.of(text).parse()
            {
                w.year = Some((year, value));
                taken.push(year);
            }
            let verb = name == "May"
                && w.days.is_empty()
                && w.year.is_none()
                && !follows_time_word(text, span.start);
            if !verb {
                out.push(w);
            }
        }
    }
    for ending in ["st", "nd", "rd", "th"] {
        for (at, _) in text.match_indices(ending) {
            if let Some(day) = day_ending(text, at)
                && text[..day.0.start].trim_end().ends_with("day the")
                && !out.iter().any(|w: &Written| w.days.iter().any(|d| d.0 == day.0))
            {
                out.push(Written { days: vec![day], ..Written::default() });
            }
        }
    }
    for (at, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
        let span = digits_at(text, at);
        let starts = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == '.');
        if starts
            && span.len() == 4
            && !taken.contains(&span)
            && let Ok(year) = span.of(text).parse::<i16>()
        {
            let plain = !text[span.end..].starts_with([',', '-']) || text[span.end..].starts_with(", ");
            if plain && (1990..=last_year).contains(&year) && follows_time_word(text, at) {
                out.push(Written { year: Some((span, year)), ..Written::default() });
            }
        }
    }
    out
}

fn follows_time_word(text: &str, at: usize) -> bool {
    let word = text[..at].trim_end().rsplit([' ', '\n', '(']).next().unwrap_or("").to_lowercase();
    ["in", "since", "of", "until", "from", "by", "during", "early", "late", "mid", "last", "next", "through"]
        .contains(&word.as_str())
}

/// The day that a written date means: with a year as written, else the nearest to the document's date.
fn meant(w: &Written, day: i8, anchor: Date) -> Option<Date> {
    if let (Some((_, month)), Some((_, year))) = (w.month, w.year) {
        return Date::new(year, month, day).ok();
    }
    let near = |d: &Date| (anchor.until(*d).map_or(i32::MAX, |s| s.get_days().abs()), *d);
    match w.month {
        Some((_, month)) => {
            (-1..=1).filter_map(|y| Date::new(anchor.year() + y, month, day).ok()).min_by_key(near)
        }
        None => (0..2)
            .filter_map(|back| {
                anchor.checked_sub(Time::new().months(back)).ok()?.with().day(day).build().ok()
            })
            .find(|d| *d <= anchor),
    }
}

/// A shift by so many days, with what each month (year and month) becomes.
struct Shift {
    days: i64,
    months: BTreeMap<(i16, i8), (i16, i8)>,
}

impl Shift {
    fn day(&self, d: Date) -> Option<Date> {
        d.checked_add(Time::new().days(self.days)).ok()
    }

    /// What a whole month becomes: as its days say, else as its middle does.
    fn month(&self, year: i16, month: i8) -> Option<(i16, i8)> {
        self.months
            .get(&(year, month))
            .copied()
            .or_else(|| self.day(date(year, month, 15)).map(|d| (d.year(), d.month())))
    }

    /// Whether each month of `days` becomes one month.
    fn of(days: i64, dates: &[Date]) -> Option<Shift> {
        let mut shift = Shift { days, months: BTreeMap::new() };
        for d in dates {
            let new = shift.day(*d)?;
            let month = (new.year(), new.month());
            if *shift.months.entry((d.year(), d.month())).or_insert(month) != month {
                return None;
            }
        }
        Some(shift)
    }

    /// A gold moment: a day, with or without a clock time. `whole`: the other end, where both are the ends of months.
    fn moment(&self, moment: &str, ends_month: bool, begins_month: bool) -> Option<String> {
        let (day, time) = moment.split_at_checked(10)?;
        let day: Date = day.parse().ok()?;
        let new = if begins_month || ends_month {
            let (year, month) = self.month(day.year(), day.month())?;
            let first = Date::new(year, month, 1).ok()?;
            if ends_month { first.last_of_month() } else { first }
        } else {
            self.day(day)?
        };
        Some(format!("{new}{time}"))
    }
}

/// The document at another time, and the number of edits; unchanged if no shift fits.
pub fn perturb(case: &Case, chance: &mut Chance) -> (Case, usize) {
    let Some(anchor) = case.doc.date else { return (case.clone(), 0) };
    let base = case.doc.anchor().unwrap_or(anchor);
    let found = written(&case.doc.text, anchor.year() + 1);
    let mut dates: Vec<Date> = vec![base];
    dates.extend(found.iter().flat_map(|w| w.days.iter().filter_map(|d| meant(w, d.1, base))));
    let gold = case.claims.iter().filter_map(|c| c.when.as_ref()).flat_map(|w| [&w.from, &w.to]).flatten();
    dates.extend(
        gold.filter_map(|m| m.get(..10)?.parse::<Date>().ok())
            .filter(|d| base.until(*d).is_ok_and(|s| s.get_days().abs() < 60)),
    );
    let mut weeks: Vec<i64> = (-468..=468).filter(|w: &i64| w.abs() > 4).collect();
    weeks = chance.shuffled(&weeks);
    let Some(shift) = weeks.iter().find_map(|w| Shift::of(w * 7, &dates)) else { return (case.clone(), 0) };
    let (mut after, n) = apply(case, edits(&case.doc.text, &found, base, &shift));
    let years = shift.day(base).map_or(0, |d| d.year() - base.year());
    for when in after.claims.iter_mut().filter_map(|c| c.when.as_mut()) {
        let (from, to) = (when.from.clone().unwrap_or_default(), when.to.clone().unwrap_or_default());
        let day = |m: &str| m.get(..10).and_then(|d| d.parse::<Date>().ok());
        let begins = from.len() == 10 && day(&from).is_some_and(|d| d.day() == 1);
        let ends = to.len() == 10 && day(&to).is_some_and(|d| d == d.last_of_month());
        let whole_years = begins && ends && from[4..] == *"-01-01" && to[4..] == *"-12-31";
        let year_alone = (when.from.is_none() || from[4..] == *"-01-01")
            && (when.to.is_none() || to[4..] == *"-12-31")
            && when.text.trim_end_matches(',').ends_with(|c: char| c.is_ascii_digit())
            && !(1..=12).any(|m| when.text.contains(&month_name(m)));
        let moved = |m: &str, begins: bool, ends: bool| {
            if whole_years || year_alone {
                let year: i16 = m.get(..4)?.parse().ok()?;
                return Some(format!("{:04}{}", year + years, &m[4..]));
            }
            shift.moment(m, ends, begins)
        };
        // "since 1 March" is a day; "in March" a whole month.
        let month = begins && ends;
        when.from = when.from.as_deref().and_then(|m| moved(m, month, false));
        when.to = when.to.as_deref().and_then(|m| {
            moved(m, false, ends && (month || !when.text.contains(|c: char| c.is_ascii_digit())))
        });
    }
    after.doc.date = shift.day(anchor);
    after.doc.covers = case.doc.covers.and_then(|(a, b)| {
        let end = |d: Date, ends: bool| shift.moment(&d.to_string(), ends, !ends)?.parse().ok();
        if a.day() == 1 && b == b.last_of_month() {
            Some((end(a, false)?, end(b, true)?))
        } else {
            Some((shift.day(a)?, shift.day(b)?))
        }
    });
    (after, n)
}

fn edits(text: &str, found: &[Written], base: Date, shift: &Shift) -> Vec<Edit> {
    let years = shift.day(base).map_or(0, |d| d.year() - base.year());
    let mut out = Vec::new();
    for w in found {
        let new: Vec<(Span, Date)> =
            w.days.iter().filter_map(|d| Some((d.0, shift.day(meant(w, d.1, base)?)?))).collect();
        out.extend(new.iter().map(|(span, d)| day_edit(text, *span, d.day())));
        let last = new.last().map(|(_, d)| (d.year(), d.month()));
        let month = last.or_else(|| {
            let (_, month) = w.month?;
            // "in March" is the nearest March that the other dates name, else the last.
            let year = w.year.map(|y| y.1).unwrap_or(if month > base.month() {
                base.year() - 1
            } else {
                base.year()
            });
            shift.month(year, month)
        });
        if let (Some((span, _)), Some((_, month))) = (w.month, month) {
            out.push(Edit { span, words: month_name(month) });
        }
        if let Some((span, year)) = w.year {
            out.push(Edit { span, words: month.map_or(year + years, |m| m.0).to_string() });
        }
    }
    out
}

/// A new day of the month; an ordinal takes the ending of its new number.
fn day_edit(text: &str, span: Span, day: i8) -> Edit {
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|e| text[span.end..].starts_with(e));
    let ending = match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    if ordinal {
        Edit { span: Span::new(span.start, span.end + 2), words: format!("{day}{ending}") }
    } else {
        Edit { span, words: day.to_string() }
    }
}
