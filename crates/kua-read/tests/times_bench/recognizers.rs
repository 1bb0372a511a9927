//! Recognizers-Text, English `DateTimeModel.json`: right = same span and one of the listed values, exclusive ends made
//! inclusive.
//!
//! Where only conventions differ they are translated: a preposition or article at the head of the span (theirs belong
//! to it in some classes only), the hours of a part of the day (its name and day must agree), and the end of a range
//! ("from May to July" ends with the first of July there, with the last here; "the past two days" with yesterday).

use crate::{bench, days_before, misses};
use kua_read::time::{Anchor, Frame, TimeMention, TimexType, find_times};
use serde_json::Value;
use std::collections::BTreeMap;

/// Whole classes that news never has: a time zone by itself. Lengths and repeated
/// times are counted in, though they are no `when` of a claim; the share without them is printed too.
const LEFT_OUT: &[&str] = &["timezone"];
/// Classes that are no date and no interval.
const NO_WHEN: &[&str] = &["duration", "set"];

/// The span as that suite draws it: prepositions that open or close an interval belong to it.
fn extent(m: &TimeMention, text: &str) -> (usize, usize) {
    let open = matches!(
        m.frame,
        Frame::Since
            | Frame::After
            | Frame::Until
            | Frame::By
            | Frame::Before
            | Frame::From
            | Frame::Between
            | Frame::Within
    );
    let open = open || m.claim_span.of(text).to_ascii_lowercase().starts_with("within ");
    let part = m.kind == TimexType::Time && m.claim_span.of(text).to_ascii_lowercase().starts_with("in the ");
    if open || part || m.claim_span.of(text).to_ascii_lowercase().starts_with("in ") && m.rule == "shift" {
        (m.claim_span.start, m.claim_span.end)
    } else {
        (m.span.start, m.span.end)
    }
}

/// Whether two spans differ at most by prepositions and articles at their heads.
fn same_extent(text: &str, a: (usize, usize), b: (usize, usize)) -> bool {
    const HEADS: &[&str] =
        &["the", "in", "on", "at", "from", "between", "during", "for", "around", "about", "of"];
    let (from, to) = (a.0.min(b.0), a.0.max(b.0));
    a.1 == b.1 && text[from..to].split_whitespace().all(|w| HEADS.contains(&w.to_ascii_lowercase().as_str()))
}

/// Whether the end of our range is the day, month, quarter or year that begins on theirs.
fn ends_with_unit(ours: &str, theirs: &str) -> bool {
    let Ok(d) = theirs.get(..10).unwrap_or_default().parse::<jiff::civil::Date>() else { return false };
    let last = |x: jiff::civil::Date| x.to_string() == ours;
    let quarter = d.day() == 1
        && d.month() % 3 == 1
        && d.checked_add(jiff::Span::new().months(2)).is_ok_and(|m| m.last_of_month().to_string() == ours);
    quarter
        || last(d)
        || d.day() == 1 && last(d.last_of_month())
        || d.day_of_year() == 1 && last(d.last_of_year())
}

/// Whether one listed value has our interval.
fn agrees(kind: &str, v: &Value, m: &TimeMention) -> bool {
    let s = |k: &str| v.get(k).and_then(Value::as_str).map(|x| x.replace(' ', "T"));
    let minute = |x: &str| x.chars().take(16).collect::<String>();
    let end = |x: &str| if x.len() == 10 { days_before(x, 1) } else { minute(x) };
    let has = |ours: &Option<String>, theirs: Option<String>| match (ours, theirs) {
        (Some(a), Some(b)) if b.len() == 10 || b.len() > 10 => {
            // An exclusive end at midnight is the end of the day before.
            *a == b
                || b.len() > 10
                    && (b.starts_with(a.as_str())
                        || a.len() == 16 && minute(&b) == *a
                        || b.ends_with("T23:59:59") && a.ends_with("T23:59") && a[..10] == b[..10])
        }
        (None, None) => true,
        _ => false,
    };
    // Parts of the day: day and name.
    if let (Some(timex), Some(value)) = (v["timex"].as_str(), &m.value) {
        let part = |x: &str| {
            x.find('T')
                .map(|i| x[i..].to_owned())
                .filter(|p| p[1..].chars().all(|c| c.is_ascii_uppercase()) && p.len() > 2)
        };
        if let (Some(a), Some(b)) = (part(timex), part(value)) {
            return a == b
                && s("start")
                    .is_none_or(|s| s.len() < 10 || m.from.as_ref().is_some_and(|f| f[..10] == s[..10]));
        }
    }
    // "now" has no interval of its own in either.
    if v["timex"] == "PRESENT_REF" {
        return m.value.as_deref() == Some("PRESENT_REF");
    }
    // "until 5 May", "before 5 May": the day named bounds the stretch; whether it belongs to it is told by each in its
    // own way.
    if matches!(m.frame, Frame::Until | Frame::By | Frame::Before)
        && kind != "timerange"
        && s("start").is_none()
    {
        return m.from.is_none()
            && s("end")
                .is_some_and(|e| m.to.as_deref().is_some_and(|t| *t == *end(&e) || *t == *minute(&e)));
    }
    // Stretches up to now: theirs end with yesterday, ours with today.
    if matches!(m.rule, "units" | "up-to") && kind == "daterange" {
        let near = |e: &str| m.to.as_deref() == Some(e) || m.to.as_deref() == Some(&days_before(e, 1));
        return m.from == s("start") && s("end").is_some_and(|e| near(&e));
    }
    if matches!(m.rule, "range" | "date.days") && kind == "daterange" {
        return has(&m.from, s("start"))
            && m.to.as_deref().zip(s("end")).is_some_and(|(a, b)| ends_with_unit(a, &b) || *a == end(&b));
    }
    match kind {
        "duration" | "set" => v["timex"].as_str() == m.value.as_deref(),
        "date" | "datetime" => {
            let Some(value) = s("value") else {
                return has(&m.from, s("start")) && has(&m.to, s("end").map(|e| end(&e)));
            };
            m.base.as_ref().is_some_and(|(a, b)| {
                a == b && *a == if kind == "date" { value.clone() } else { minute(&value) }
            })
        }
        "time" => s("value")
            .is_some_and(|v| m.base.as_ref().is_some_and(|(a, _)| a.ends_with(&format!("T{}", &v[..5])))),
        "timerange" => {
            let clock = |x: &Option<String>| x.as_ref().map(|x| x[x.len() - 5..].to_owned());
            let theirs = |k: &str| s(k).map(|x| x[..5].to_owned());
            clock(&m.from) == theirs("start") && clock(&m.to) == theirs("end")
        }
        _ => has(&m.from, s("start")) && has(&m.to, s("end").map(|e| end(&e))),
    }
}

#[test]
fn recognizers() {
    let Some(dir) = bench("recognizers") else { return };
    let raw = std::fs::read_to_string(dir.join("time/recognizers-en/DateTimeModel.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(raw.trim_start_matches('\u{feff}')).unwrap();
    let mut tally: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let (mut right, mut all) = (0u32, 0u32);
    let (mut empty_right, mut empty) = (0u32, 0u32);
    for case in &cases {
        let text = case["Input"].as_str().unwrap_or_default();
        let reference = case["Context"]["ReferenceDateTime"].as_str().unwrap_or("2016-11-07T00:00:00");
        let anchor = Anchor {
            date: reference.get(..10).and_then(|d| d.parse().ok()),
            time: reference.get(11..19).and_then(|t| t.parse().ok()),
            month_first: true,
            ..Anchor::default()
        };
        // Their values list the past and the coming one.
        let back = find_times(text, &[], &anchor);
        let ahead = find_times(text, &[], &Anchor { forward: true, ..anchor });
        let results = case["Results"].as_array().cloned().unwrap_or_default();
        if results.is_empty() {
            empty += 1;
            empty_right += u32::from(back.iter().all(|m| !m.usable));
        }
        for r in results {
            let kind =
                r["TypeName"].as_str().unwrap_or_default().trim_start_matches("datetimeV2.").to_owned();
            if kind.is_empty() || LEFT_OUT.contains(&kind.as_str()) {
                continue;
            }
            let chars = |k: &str| r[k].as_u64().unwrap_or(0) as usize;
            let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(b, _)| b);
            let (start, end) = (byte(chars("Start")), byte(chars("End") + 1));
            let empty_list = Vec::new();
            let values = r["Resolution"]["values"].as_array().unwrap_or(&empty_list);
            let hit = back.iter().chain(&ahead).any(|m| {
                same_extent(text, extent(m, text), (start, end))
                    // Where the file gives no value the span is all there is to find.
                    && values.iter().any(|v| {
                        v["value"] == "not resolved" && kind != "set" || agrees(&kind, v, m)
                    })
            });
            let entry = tally.entry(kind.clone()).or_default();
            entry.1 += 1;
            all += 1;
            if hit {
                entry.0 += 1;
                right += 1;
            } else if misses() {
                let got: Vec<_> = back.iter().map(|m| (m.claim_span.of(text), &m.from, &m.to)).collect();
                eprintln!(
                    "{kind}: {:?} in {text:?} ({reference}) want {}, got {got:?}",
                    &text[start..end],
                    r["Resolution"]["values"]
                );
            }
        }
    }
    println!(
        "recognizers: {:.3} ({right} of {all}; left out: {LEFT_OUT:?}; nothing found where nothing is: {empty_right} of {empty})",
        f64::from(right) / f64::from(all)
    );
    let (r, n) = tally
        .iter()
        .filter(|(kind, _)| !NO_WHEN.contains(&kind.as_str()))
        .fold((0, 0), |(r, n), (_, (a, b))| (r + a, n + b));
    println!(
        "recognizers: {:.3} ({r} of {n}) of dates and times alone, without {NO_WHEN:?}",
        f64::from(r) / f64::from(n)
    );
    for (kind, (r, n)) in tally {
        println!("recognizers: {kind} {r} of {n}");
    }
}
