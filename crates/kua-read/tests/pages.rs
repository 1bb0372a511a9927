//! Runs the literate pages of sentences (`pages/*.md`).
//!
//! A case is a heading, a line of why, a block `text date=DATE [kind=KIND]` and a block `claims` with one expectation a
//! line: `ACT [not] [future|hypothetical|habitual|historical] | SLOT=VALUE | …`. Some claim of the reader must have the
//! act, that polarity and reality (the plain case where none is named) and, of the slots given, those values; texts are
//! alike as for the judge, several are joined by `;` (speakers by ` > `), an empty value means an empty slot, and a place
//! may name its country (`where=Osh@KG`). `none`: no claim at all. `never ACT`: none with that act. `FIXME` before a line:
//! the right answer, which the reader does not give yet; the test says when it does.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use common::alike;
use kua_read::Reader;
use kua_record::{Claim, Document, Polarity, Reality};

struct Case {
    page: String,
    heading: String,
    doc: Document,
    expected: Vec<String>,
}

/// Cuts a page into its cases; stops at what it cannot read, with the page and the line.
fn cases(page: &str, text: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    let (mut heading, mut doc, mut block): (String, Option<Document>, Option<&str>) =
        (String::new(), None, None);
    let mut body = String::new();
    for (number, line) in text.lines().enumerate() {
        let at = format!("{page}:{}", number + 1);
        match (block, line.strip_prefix("```")) {
            (None, Some(head)) => (block, body) = (Some(head), String::new()),
            (Some(head), Some(_)) if head.starts_with("text") => {
                let mut d = Document::plain("case", body.trim_end());
                for option in head.split_whitespace().skip(1) {
                    match option.split_once('=') {
                        Some(("date", date)) => {
                            d.date = Some(date.parse().unwrap_or_else(|e| panic!("{at}: {e}")))
                        }
                        Some(("kind", kind)) => d.kind = Some(kind.to_owned()),
                        _ => panic!("{at}: unknown option {option}"),
                    }
                }
                (block, doc) = (None, Some(d));
            }
            (Some("claims"), Some(_)) => {
                let expected =
                    body.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
                let doc = doc.take().unwrap_or_else(|| panic!("{at}: claims without a text"));
                out.push(Case { page: page.to_owned(), heading: heading.clone(), doc, expected });
                block = None;
            }
            (Some(head), Some(_)) => panic!("{at}: unknown block {head}"),
            (Some(_), None) => body += &(line.to_owned() + "\n"),
            (None, None) => {
                if let Some(h) = line.strip_prefix("## ") {
                    h.clone_into(&mut heading);
                }
            }
        }
    }
    out
}

/// Whether the claims meet one expectation.
fn holds(line: &str, claims: &[Claim]) -> bool {
    if line == "none" {
        return claims.is_empty();
    }
    if let Some(code) = line.strip_prefix("never ") {
        return claims.iter().all(|c| c.act.as_str() != code.trim());
    }
    let mut parts = line.split(" | ").map(str::trim);
    let mut head = parts.next().unwrap_or("").split_whitespace();
    let act = head.next().unwrap_or("");
    assert!(kua_record::act::CODES.contains(&act), "unknown act in {line:?}");
    let (mut polarity, mut reality) = (Polarity::Affirmed, Reality::Actual);
    for word in head {
        match word {
            "not" => polarity = Polarity::Negated,
            "future" => reality = Reality::Future,
            "hypothetical" => reality = Reality::Hypothetical,
            "habitual" => reality = Reality::Habitual,
            "historical" => reality = Reality::Historical,
            other => panic!("unknown word {other:?} in {line:?}"),
        }
    }
    let slots: Vec<(&str, &str)> =
        parts.map(|p| p.split_once('=').unwrap_or_else(|| panic!("no value in {p:?} of {line:?}"))).collect();
    claims.iter().any(|c| {
        c.act.as_str() == act
            && c.polarity == polarity
            && c.reality == reality
            && slots.iter().all(|(slot, value)| slot_holds(c, slot.trim(), value.trim()))
    })
}

/// Each wanted text has one of its own among those given, and none is left over.
fn same_list(wanted: &str, given: Vec<&str>) -> bool {
    let wanted: Vec<&str> = wanted.split(';').map(str::trim).filter(|w| !w.is_empty()).collect();
    let mut left = given;
    left.len() == wanted.len()
        && wanted.iter().all(|w| left.iter().position(|g| alike(w, g)).map(|i| left.remove(i)).is_some())
}

/// `A..B` against two ends; an empty side is an open end, an empty value no range at all.
fn same_range(value: &str, range: Option<(String, String)>) -> bool {
    match (value, range) {
        ("", none) => none.is_none(),
        (_, None) => false,
        (value, Some((low, high))) => {
            value.split_once("..").is_some_and(|(a, b)| a.trim() == low && b.trim() == high)
        }
    }
}

fn slot_holds(c: &Claim, slot: &str, value: &str) -> bool {
    match slot {
        "who" => same_list(value, c.who.iter().map(|m| m.text.as_str()).collect()),
        "whom" => same_list(value, c.whom.iter().map(|m| m.text.as_str()).collect()),
        "where" => {
            let wanted: Vec<(&str, Option<&str>)> = value
                .split(';')
                .map(|w| w.split_once('@').map_or((w.trim(), None), |(w, cc)| (w.trim(), Some(cc.trim()))))
                .collect();
            let names = wanted.iter().map(|(w, _)| *w).collect::<Vec<_>>().join(";");
            same_list(&names, c.r#where.iter().map(|p| p.text.as_str()).collect())
                && wanted.iter().all(|(w, cc)| {
                    let resolved = |p: &&kua_record::Place| {
                        p.country.as_deref() == *cc && p.lat.is_some() && p.lon.is_some()
                    };
                    cc.is_none() || c.r#where.iter().filter(resolved).any(|p| alike(w, &p.text))
                })
        }
        "why" => {
            let given: Vec<String> = c
                .why
                .iter()
                .map(|r| {
                    r.kind
                        .and_then(|k| serde_json::to_value(k).ok()?.as_str().map(str::to_owned))
                        .unwrap_or_default()
                })
                .collect();
            let wanted: Vec<(&str, &str)> = value
                .split(';')
                .map(str::trim)
                .filter(|w| !w.is_empty())
                .map(|w| w.split_once(':').unwrap_or(("", w)))
                .collect();
            wanted.len() == c.why.len()
                && wanted.iter().all(|(kind, text)| {
                    c.why
                        .iter()
                        .zip(&given)
                        .any(|(r, k)| alike(text, &r.text) && (kind.is_empty() || k == kind))
                })
        }
        "when" => {
            let end = |e: &Option<String>| e.clone().unwrap_or_default();
            same_range(value, c.when.as_ref().map(|w| (end(&w.from), end(&w.to))))
        }
        "count" => {
            let end = |e: Option<u64>| e.map_or_else(String::new, |n| n.to_string());
            same_range(value, c.count.as_ref().map(|n| (end(n.low), end(n.high))))
        }
        "says" => {
            let wanted: Vec<&str> = value.split(" > ").map(str::trim).filter(|w| !w.is_empty()).collect();
            wanted.len() == c.says.len() && wanted.iter().zip(&c.says).all(|(w, s)| alike(w, &s.text))
        }
        "sure" => {
            let term = c.sure.as_ref().and_then(|s| s.term).and_then(|t| serde_json::to_value(t).ok());
            term.as_ref().and_then(|t| t.as_str()).unwrap_or("") == value
        }
        "is" => c
            .who
            .iter()
            .chain(&c.whom)
            .filter_map(|m| m.is.as_deref())
            .chain(c.r#where.iter().filter_map(|p| p.is.as_deref()))
            .any(|is| alike(is, value)),
        other => panic!("unknown slot {other:?}"),
    }
}

#[test]
fn pages_say_what_the_reader_does() {
    let dir = common::root().join("crates/kua-read/tests/pages");
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.ends_with(".md"))
        .collect();
    names.sort();
    assert!(names.len() >= 16, "a page for each construction");
    let (mut lines, mut fixme, mut wrong) = (0, 0, Vec::new());
    for name in &names {
        let found = cases(name, &common::file(&format!("crates/kua-read/tests/pages/{name}")));
        assert!(found.len() >= 5, "{name} has {} cases; five are the least", found.len());
        for case in found {
            let claims = Reader::english().read(&case.doc).claims;
            for line in &case.expected {
                lines += 1;
                let (must_fail, line) =
                    line.strip_prefix("FIXME ").map_or((false, line.as_str()), |l| (true, l.trim()));
                fixme += usize::from(must_fail);
                if holds(line, &claims) == must_fail {
                    let what = if must_fail { "passes now: drop FIXME before" } else { "not so:" };
                    let got: Vec<String> = claims.iter().map(|c| serde_json::to_string(c).unwrap()).collect();
                    wrong.push(format!(
                        "{}, {:?}: {what} {line}\n    {}\n    {}",
                        case.page,
                        case.heading,
                        case.doc.text,
                        got.join("\n    ")
                    ));
                }
            }
        }
    }
    println!("{} pages, {lines} expectations, {fixme} of them FIXME", names.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
