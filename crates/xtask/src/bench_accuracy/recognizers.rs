//! Date phrases: Recognizers-Text, English `DateTimeModel.json`.
//!
//! In: sentences with the expressions in them, each with all values it may have, and a reference time. Out: the share
//! with the same span and one of the listed values, exclusive ends made inclusive. Asked as `kua inspect times --date`.
//!
//! Where only conventions differ they are translated: a preposition or article at the head of the span (theirs belong
//! to it in some classes only), the hours of a part of the day (its name and day must agree), and the end of a range
//! ("from May to July" ends with the first of July there, with the last here; "the past two days" with yesterday;
//! "until 5 May" with the day before).
//! A second row has no such translation: the very span, and the values as printed. A third reads "03/04" as March, as
//! that suite does and `inspect` does not.

use super::sheet::Sheet;
use jiff::civil::Date;
use kua_read::Reader;
use kua_read::time::{Anchor, Frame, TimeMention, TimexType, find_times};
use kua_record::Span;
use rayon::prelude::*;
use serde_json::Value;

const DATA: &str = "Recognizers-Text, English";

/// TypeNames that news never has.
const LEFT_OUT: &[&str] = &["timezone"];

/// One expression, compared.
struct Answer {
    kind: String,
    translated: bool,
    plain: bool,
    found: bool,
    detail: String,
}

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(path) = sheet.bench("time/recognizers-en/DateTimeModel.json", DATA) else { return Ok(()) };
    let raw = super::read(&path)?;
    let cases: Vec<Value> =
        serde_json::from_str(raw.trim_start_matches('\u{feff}')).map_err(|e| e.to_string())?;
    let asked = |month_first: bool| -> Vec<Answer> {
        cases.par_iter().flat_map_iter(|case| answers(case, month_first)).collect()
    };
    let answers = asked(false);
    let right = answers.iter().filter(|a| a.translated).count();
    let plain = answers.iter().filter(|a| a.plain).count();
    for answer in answers.iter().filter(|a| !a.translated) {
        let class = if answer.found { "another span or value" } else { "nothing found" };
        sheet.miss(DATA, &format!("{}: {class}", answer.kind), || answer.detail.clone());
    }
    sheet.right(DATA, "span and value", right, answers.len(), Some(0.78));
    sheet.right(DATA, "the same, no convention translated", plain, answers.len(), None);
    let right = asked(true).iter().filter(|a| a.translated).count();
    sheet.right(DATA, "span and value, month first", right, answers.len(), None);
    sheet.note(&format!(
        "Recognizers-Text: TypeNames left out as news never has them: {}.",
        LEFT_OUT.join(", ")
    ));
    Ok(())
}

fn answers(case: &Value, month_first: bool) -> Vec<Answer> {
    let text = case["Input"].as_str().unwrap_or_default();
    let reference = case["Context"]["ReferenceDateTime"].as_str().unwrap_or("2016-11-07T00:00:00");
    let anchor = Anchor {
        date: reference.get(..10).and_then(|d| d.parse().ok()),
        time: reference.get(11..19).and_then(|t| t.parse().ok()),
        month_first,
        ..Anchor::default()
    };
    let sentences: Vec<Span> = Reader::english().syntax(text).iter().map(|s| s.span).collect();
    let found = find_times(text, &sentences, &anchor);
    let mut out = Vec::new();
    for result in case["Results"].as_array().into_iter().flatten() {
        let kind = result["TypeName"].as_str().unwrap_or_default().trim_start_matches("datetimeV2.");
        if kind.is_empty() || LEFT_OUT.contains(&kind) {
            continue;
        }
        // Characters, the end included.
        let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(b, _)| b);
        let at = |k: &str| result[k].as_u64().unwrap_or(0) as usize;
        let span = Span::new(byte(at("Start")), byte(at("End") + 1));
        let nothing = Vec::new();
        let values = result["Resolution"]["values"].as_array().unwrap_or(&nothing);
        // Where the file gives no value the span is all there is to find.
        let open = |v: &Value| v["value"] == "not resolved" && kind != "set";
        out.push(Answer {
            kind: kind.to_owned(),
            translated: found.iter().any(|m| {
                same_extent(text, extent(m, text), span)
                    && values.iter().any(|v| open(v) || agrees(kind, v, m))
            }),
            plain: found
                .iter()
                .any(|m| m.span == span && values.iter().any(|v| open(v) || as_printed(kind, v, m))),
            found: found.iter().any(|m| m.span.overlaps(span)),
            detail: format!(
                "{:?} in {text:?} ({reference}) want {}, got {:?}",
                span.of(text),
                result["Resolution"]["values"],
                found.iter().map(|m| (m.span.of(text), &m.from, &m.to)).collect::<Vec<_>>()
            ),
        });
    }
    out
}

/// One past the last day, minute … of an ISO time at its own grain made the last one: `2013-02-13` of a day.
pub fn days_before(date: &str, n: i32) -> String {
    date.parse::<Date>()
        .ok()
        .and_then(|d| d.checked_sub(jiff::Span::new().days(n)).ok())
        .map_or_else(String::new, |d| d.to_string())
}

/// The span as that suite draws it: prepositions that open or close an interval belong to it.
fn extent(m: &TimeMention, text: &str) -> Span {
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
    let words = m.claim_span.of(text).to_ascii_lowercase();
    let part = m.kind == TimexType::Time && words.starts_with("in the ");
    if open || part || words.starts_with("in ") && m.rule == "shift" { m.claim_span } else { m.span }
}

/// Whether two spans differ at most by prepositions and articles at their heads.
fn same_extent(text: &str, a: Span, b: Span) -> bool {
    const HEADS: &[&str] =
        &["the", "in", "on", "at", "from", "between", "during", "for", "around", "about", "of"];
    let between = Span::new(a.start.min(b.start), a.start.max(b.start)).of(text);
    a.end == b.end && between.split_whitespace().all(|w| HEADS.contains(&w.to_ascii_lowercase().as_str()))
}

/// Whether the end of our range is the day, month or year that begins on theirs.
fn ends_with_unit(ours: &str, theirs: &str) -> bool {
    let Ok(d) = theirs.get(..10).unwrap_or_default().parse::<Date>() else { return false };
    let last = |x: Date| x.to_string() == ours;
    last(d) || d.day() == 1 && last(d.last_of_month()) || d.day_of_year() == 1 && last(d.last_of_year())
}

fn field(v: &Value, name: &str) -> Option<String> {
    v.get(name).and_then(Value::as_str).map(|x| x.replace(' ', "T"))
}

fn minute(time: &str) -> String {
    time.chars().take(16).collect()
}

/// An exclusive end made inclusive: of a day the day before.
fn last(end: &str) -> String {
    if end.len() == 10 { days_before(end, 1) } else { minute(end) }
}

fn has(ours: &Option<String>, theirs: Option<String>) -> bool {
    match (ours, theirs) {
        (Some(a), Some(b)) if b.len() >= 10 => {
            *a == b
                || b.len() > 10
                    && (b.starts_with(a.as_str())
                        || a.len() == 16 && minute(&b) == *a
                        || b.ends_with("T23:59:59") && a.ends_with("T23:59") && a[..10] == b[..10])
        }
        (None, None) => true,
        _ => false,
    }
}

/// Value and interval as `kua inspect times` prints them.
fn as_printed(kind: &str, v: &Value, m: &TimeMention) -> bool {
    let point = |theirs: String| m.from == m.to && has(&m.from, Some(theirs));
    match (kind, field(v, "value")) {
        ("duration" | "set", _) => v["timex"].as_str() == m.value.as_deref(),
        ("time", Some(clock)) => m.from.as_ref().is_some_and(|a| a.get(11..) == clock.get(..5)),
        (_, Some(value)) => point(value),
        (_, None) => has(&m.from, field(v, "start")) && has(&m.to, field(v, "end").map(|e| last(&e))),
    }
}

/// Whether one listed value has our interval.
fn agrees(kind: &str, v: &Value, m: &TimeMention) -> bool {
    let s = |name: &str| field(v, name);
    // Parts of the day: day and name.
    if let (Some(timex), Some(value)) = (v["timex"].as_str(), &m.value) {
        let part = |x: &str| {
            x.find('T')
                .map(|i| x[i..].to_owned())
                .filter(|p| p[1..].chars().all(|c| c.is_ascii_uppercase()) && p.len() > 2)
        };
        if let (Some(a), Some(b)) = (part(timex), part(value)) {
            return a == b
                && s("start").is_none_or(|s| {
                    s.len() < 10 || m.from.as_ref().is_some_and(|f| f.get(..10) == s.get(..10))
                });
        }
    }
    // "now" has no interval of its own in either.
    if v["timex"] == "PRESENT_REF" {
        return m.value.as_deref() == Some("PRESENT_REF");
    }
    // "until 5 May", "before 5 May": the day named bounds the stretch; whether it belongs to it is a convention.
    if matches!(m.frame, Frame::Until | Frame::By | Frame::Before) && s("start").is_none() {
        let same = |t: &str, e: &str| t == last(e) || t == minute(e);
        return m.from.is_none() && m.to.as_deref().zip(s("end")).is_some_and(|(t, e)| same(t, &e));
    }
    // Stretches up to now: theirs end with yesterday, ours with today.
    if matches!(m.rule, "units" | "up-to") && kind == "daterange" {
        let near = |e: &str| m.to.as_deref() == Some(e) || m.to.as_deref() == Some(&days_before(e, 1));
        return m.from == s("start") && s("end").is_some_and(|e| near(&e));
    }
    if matches!(m.rule, "range" | "date.days") && kind == "daterange" {
        return has(&m.from, s("start"))
            && m.to.as_deref().zip(s("end")).is_some_and(|(a, b)| ends_with_unit(a, &b) || a == last(&b));
    }
    match kind {
        "duration" | "set" => v["timex"].as_str() == m.value.as_deref(),
        "date" | "datetime" => {
            let Some(value) = s("value") else {
                return has(&m.from, s("start")) && has(&m.to, s("end").map(|e| last(&e)));
            };
            let wanted = if kind == "date" { value } else { minute(&value) };
            m.base.as_ref().is_some_and(|(a, b)| a == b && *a == wanted)
        }
        "time" => s("value").is_some_and(|v| {
            let clock = format!("T{}", v.get(..5).unwrap_or_default());
            m.base.as_ref().is_some_and(|(a, _)| a.ends_with(&clock))
        }),
        "timerange" => {
            let clock = |x: &Option<String>| x.as_ref().map(|x| x[x.len() - 5..].to_owned());
            let theirs = |k: &str| s(k).and_then(|x| x.get(..5).map(str::to_owned));
            clock(&m.from) == theirs("start") && clock(&m.to) == theirs("end")
        }
        _ => has(&m.from, s("start")) && has(&m.to, s("end").map(|e| last(&e))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(text: &str, words: &str, kind: &str, value: Value) -> Value {
        let start = text.find(words).unwrap();
        serde_json::json!({
            "Input": text,
            "Context": { "ReferenceDateTime": "2024-05-20T12:00:00" },
            "Results": [{
                "TypeName": format!("datetimeV2.{kind}"),
                "Start": start,
                "End": start + words.len() - 1,
                "Resolution": { "values": [value] },
            }],
        })
    }

    #[test]
    fn exclusive_ends_are_made_inclusive() {
        let value = serde_json::json!({ "timex": "2019-03", "start": "2019-03-01", "end": "2019-04-01" });
        let mine = answers(&case("The mill closed in March 2019.", "March 2019", "daterange", value), false);
        assert!(mine[0].translated && mine[0].plain && mine[0].found);
        let value = serde_json::json!({ "timex": "2019-04", "start": "2019-04-01", "end": "2019-05-01" });
        let mine = answers(&case("The mill closed in March 2019.", "March 2019", "daterange", value), false);
        assert!(!mine[0].translated && !mine[0].plain && mine[0].found);
    }

    #[test]
    fn left_out_types_are_not_asked() {
        let value = serde_json::json!({ "timex": "", "value": "UTC" });
        assert!(answers(&case("At noon UTC.", "UTC", LEFT_OUT[0], value), false).is_empty());
    }
}
