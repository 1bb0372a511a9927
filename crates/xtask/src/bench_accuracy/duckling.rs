//! Date phrases: Duckling's English times at the reference time 2013-02-12T04:30.
//!
//! In: phrases with a value, an interval or an open end, exclusive at the end. Out: the share with the same value. Each
//! phrase is a document, as with `kua inspect times --lines --date 2013-02-12T04:30`; a row without a bar has the month
//! first and counts forward, as that suite does and `inspect` does not. Holidays are left out: those of
//! other countries are no part of reports. Parts of the day have other hours with us; their day and name must agree.

use super::recognizers::days_before;
use super::sheet::Sheet;
use jiff::civil::{Date, DateTime};
use kua_read::Reader;
use kua_read::time::{Anchor, Frame, TimeMention, find_times};
use kua_record::Span;
use rayon::prelude::*;
use serde_json::Value;

const DATA: &str = "Duckling, English";

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(path) = sheet.bench("time/duckling/time_EN.jsonl", DATA) else { return Ok(()) };
    let raw = super::read(&path)?;
    let cases: Vec<Value> = raw
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|e| e.to_string()))
        .collect::<Result<_, _>>()?;
    let asked: Vec<&Value> =
        cases.iter().filter(|case| case["kind"] != "none" && !case["holiday"].is_string()).collect();
    // Right; else what was found, for the list of misses.
    let wrong: Vec<Option<String>> = asked.par_iter().map(|case| miss(case, Anchor::default())).collect();
    for (case, wrong) in asked.iter().zip(&wrong) {
        if let Some(got) = wrong {
            let kind = case["kind"].as_str().unwrap_or_default();
            let grain = case["grain"].as_str().unwrap_or_default();
            let class = if got.is_empty() { "nothing found" } else { "another value" };
            sheet.miss(DATA, &format!("{kind}, {grain}: {class}"), || {
                format!("{} want {} to {}, got {got}", case["text"], case["from"], case["to"])
            });
        }
    }
    let right = wrong.iter().filter(|w| w.is_none()).count();
    sheet.right(DATA, "value of dates and intervals, no holidays", right, asked.len(), Some(0.70));
    let diary = Anchor { month_first: true, forward: true, ..Anchor::default() };
    let right = asked.par_iter().filter(|case| miss(case, diary).is_none()).count();
    sheet.right(DATA, "the same, month first and counted forward", right, asked.len(), None);
    let silent: Vec<&str> =
        cases.iter().filter(|case| case["kind"] == "none").filter_map(|case| case["text"].as_str()).collect();
    let right =
        silent.par_iter().filter(|text| !found(text, Anchor::default()).iter().any(|m| m.usable)).count();
    sheet.right(DATA, "texts without a time: nothing found", right, silent.len(), None);
    Ok(())
}

/// `None` where the value is right. `how`: whether months stand first and days count forward.
fn miss(case: &Value, how: Anchor) -> Option<String> {
    let text = case["text"].as_str().unwrap_or_default();
    let found = found(text, how);
    if found.iter().any(|m| agrees(case, m)) {
        return None;
    }
    let told = |m: &TimeMention| format!("{:?} {:?} {:?} ({})", m.claim_span.of(text), m.from, m.to, m.rule);
    Some(found.iter().map(told).collect::<Vec<_>>().join("; "))
}

/// What `inspect times` finds in a text of that reference time.
fn found(text: &str, how: Anchor) -> Vec<TimeMention> {
    let anchor = Anchor {
        date: Some(jiff::civil::date(2013, 2, 12)),
        time: Some(jiff::civil::time(4, 30, 0, 0)),
        ..how
    };
    let sentences: Vec<Span> = Reader::english().syntax(text).iter().map(|s| s.span).collect();
    find_times(text, &sentences, &anchor)
}

/// The end of a calendar unit that begins on `from`.
fn last_day(from: &str, grain: &str) -> Option<String> {
    let date: Date = from.get(..10)?.parse().ok()?;
    let next = match grain {
        "day" => date,
        "week" => date.checked_add(jiff::Span::new().days(6)).ok()?,
        "month" => date.last_of_month(),
        "quarter" => date.checked_add(jiff::Span::new().months(3)).ok()?.yesterday().ok()?,
        "year" => date.last_of_year(),
        _ => return None,
    };
    Some(next.to_string())
}

fn agrees(case: &Value, m: &TimeMention) -> bool {
    let s = |k: &str| case[k].as_str().unwrap_or_default().to_owned();
    let (kind, grain, from, to) = (s("kind"), s("grain"), s("from"), s("to"));
    let minute = |x: &str| x.get(..16).unwrap_or_default().to_owned();
    let day = |x: &str| x.get(..10).unwrap_or_default().to_owned();
    let fine = matches!(grain.as_str(), "hour" | "minute" | "second");
    match kind.as_str() {
        "value" => m.base.as_ref().is_some_and(|(a, b)| {
            if fine {
                *a == minute(&from) || a.len() == 10 && grain == "hour" && *a == day(&from)
            } else {
                *a == day(&from) && last_day(&from, &grain).is_some_and(|e| e == *b)
            }
        }),
        // "by 2 p.m." runs from the reference time there; with us its beginning is open.
        "interval" if m.frame == Frame::By || m.frame == Frame::Until => {
            from.starts_with("2013-02-12T04:30")
                && m.to.as_ref().is_some_and(|b| {
                    *b == minute(&to) || *b == days_before(&day(&to), 1) && to.ends_with("T00:00:00")
                })
        }
        "interval" if fine => {
            // Parts of the day have other hours with us; their day and their name must agree.
            let (Some(a), Some(b)) = (&m.from, &m.to) else { return false };
            let part = m.value.as_deref().is_some_and(|v| v.len() == 13) && a.len() == 16;
            if part {
                return day(a) == day(&from);
            }
            if a.len() == 10 {
                // The weekend begins on Friday evening there.
                return *b == days_before(&day(&to), 1) && *a >= day(&from) && from.ends_with("T18:00:00");
            }
            // The end is the first moment after the last minute or hour said.
            let end: Option<DateTime> = to.parse().ok();
            let unit = if grain == "hour" { 60 } else { 1 };
            let end = end
                .and_then(|e| e.checked_sub(jiff::Span::new().minutes(unit)).ok())
                .map(|e| minute(&e.to_string()));
            *a == minute(&from) && (Some(b) == end.as_ref() || *b == minute(&to))
        }
        "interval" => {
            let (Some(a), Some(b)) = (&m.from, &m.to) else { return false };
            *a == day(&from) && *b == days_before(&day(&to), 1)
        }
        "open-after" => {
            m.to.is_none() && m.from.as_ref().is_some_and(|a| *a == minute(&from) || *a == day(&from))
        }
        "open-before" => {
            let end = if case["to"].is_string() { &to } else { &from };
            m.from.is_none() && m.to.as_ref().is_some_and(|a| *a == minute(end) || *a == day(end))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end_with_their_unit() {
        assert_eq!(last_day("2013-02-01T00:00:00", "month").as_deref(), Some("2013-02-28"));
        assert_eq!(last_day("2013-02-11T00:00:00", "week").as_deref(), Some("2013-02-17"));
        fn case(kind: &str, grain: &str, text: &str, from: &str, to: &str) -> Value {
            serde_json::json!({ "kind": kind, "grain": grain, "text": text, "from": from, "to": to })
        }
        let right = case("value", "month", "march 2019", "2019-03-01T00:00:00", "");
        assert_eq!(miss(&right, Anchor::default()), None);
        let wrong = case("value", "month", "march 2019", "2019-04-01T00:00:00", "");
        assert!(miss(&wrong, Anchor::default()).is_some());
        let interval =
            case("interval", "day", "from 3 to 5 march 2019", "2019-03-03T00:00:00", "2019-03-06T00:00:00");
        assert_eq!(miss(&interval, Anchor::default()), None);
    }
}
