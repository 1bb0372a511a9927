//! Duckling, English times: phrases and their values at the reference time 2013-02-12T04:30 of a place two hours west
//! of Greenwich.

use crate::{bench, days_before, misses};
use kua_read::time::{Anchor, Frame, TimeMention, find_times};
use serde_json::Value;

/// The end of a calendar unit that begins on `from`.
fn last_day(from: &str, grain: &str) -> Option<String> {
    let date: jiff::civil::Date = from.get(..10)?.parse().ok()?;
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
            let end: Option<jiff::civil::DateTime> = to.parse().ok();
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
            m.from.is_none()
                && m.to.as_ref().is_some_and(|a| {
                    let end = if case["to"].is_string() { &to } else { &from };
                    *a == minute(end) || *a == day(end)
                })
        }
        _ => false,
    }
}

#[test]
fn duckling() {
    let Some(dir) = bench("duckling") else { return };
    let raw = std::fs::read_to_string(dir.join("time/duckling/time_EN.jsonl")).unwrap();
    let anchor = Anchor {
        date: Some(jiff::civil::date(2013, 2, 12)),
        time: Some(jiff::civil::time(4, 30, 0, 0)),
        month_first: true,
        forward: true,
        zone: Some(-120),
        ..Anchor::default()
    };
    let (mut right, mut all, mut plain_right, mut plain) = (0u32, 0u32, 0u32, 0u32);
    let (mut quiet, mut none) = (0u32, 0u32);
    for line in raw.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = case["text"].as_str().unwrap_or_default();
        let found = find_times(text, &[], &anchor);
        if case["kind"] == "none" {
            none += 1;
            quiet += u32::from(found.iter().all(|m| !m.usable));
            continue;
        }
        let hit = found.iter().any(|m| agrees(&case, m));
        let holiday = case["holiday"].is_string();
        all += 1;
        right += u32::from(hit);
        if !holiday {
            plain += 1;
            plain_right += u32::from(hit);
            if !hit && misses() {
                let got: Vec<_> =
                    found.iter().map(|m| (m.claim_span.of(text), &m.from, &m.to, m.rule)).collect();
                eprintln!(
                    "duckling {} {text:?} want {} {} {} got {got:?}",
                    case["kind"], case["from"], case["to"], case["grain"]
                );
            }
        }
    }
    println!(
        "duckling: {:.3} of dates and intervals without holidays ({plain_right} of {plain}); with all holidays of the world {:.3} ({right} of {all}); nothing where nothing is: {quiet} of {none}",
        f64::from(plain_right) / f64::from(plain),
        f64::from(right) / f64::from(all)
    );
}
