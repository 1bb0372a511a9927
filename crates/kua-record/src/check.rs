//! Checks claims made elsewhere (by a person, another program, a language model) against the documents' bytes.
//!
//! In: JSON Lines in the form of `CLAIMS.md`, and the documents they speak of. Out: the anchored claims, typed, with
//! their ids and their reader's name, in document order; for each other line, every reason against it.
//! Must not: repair. A claim one byte off is refused with a note where its words do stand; only a missing range of a
//! hedge is taken from its term, since `CLAIMS.md` fixes it.
//! Not here: how good the claims are (`score`, `agree`).

use crate::{Claim, Document, HedgeTerm, id};
use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value};
use std::fmt;

/// Words of `count.basis`.
const BASES: [&str; 7] = ["share", "peak", "total", "passed", "treated", "received", "names"];

/// Speakers that a text may leave without a name.
const FREE: [&str; 3] = ["interviewer", "interviewee", "editor"];

const REASONS: [&str; 9] =
    ["motive", "aim", "demand", "cause", "accusation", "label", "concession", "trigger", "evidence"];
const REALITIES: [&str; 5] = ["actual", "future", "hypothetical", "habitual", "historical"];
const ROLES: [&str; 5] = ["interviewee", "interviewer", "quoted", "editor", "unnamed"];

/// One reason against a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The slot, e.g. `where[0]`.
    pub slot: String,
    /// What is wrong with it, in small letters.
    pub why: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.slot, self.why)
    }
}

/// A line that gave no claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Line number, from 1.
    pub line: usize,
    /// The document it names, if it does.
    pub doc: Option<String>,
    /// Every reason found; one or more.
    pub faults: Vec<Fault>,
}

/// What came of a file of claims.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Checked {
    /// The anchored claims, in the order of the documents given, then of their bytes, then of the file.
    pub claims: Vec<Claim>,
    /// The others, in the order of the file.
    pub refused: Vec<Refused>,
}

/// Checks a whole file of claims, one a line. `reader` names who made them; it goes into the extra field `reader` of
/// each claim that does not name its own.
pub fn import(jsonl: &str, docs: &[Document], reader: &str) -> Checked {
    let mut by_doc: Vec<Vec<Claim>> = vec![Vec::new(); docs.len()];
    let mut refused = Vec::new();
    for (line, json) in (1..).zip(jsonl.split('\n')).filter(|(_, json)| !json.trim().is_empty()) {
        let mut doc_name = None;
        let result = parse(json).and_then(|claim| {
            let name = claim.get("doc").and_then(Value::as_str);
            doc_name = name.map(str::to_owned);
            let found = name.and_then(|name| docs.iter().position(|doc| doc.name == name));
            match (name, found.and_then(|at| Some((by_doc.get_mut(at)?, docs.get(at)?)))) {
                (_, Some((claims, doc))) => {
                    let mut claim = check(claim, doc)?;
                    claim.extra.entry("reader".to_owned()).or_insert_with(|| reader.into());
                    claims.push(claim);
                    Ok(())
                }
                (Some(name), None) => Err(one("doc", format!("no document {name:?} was given"))),
                (None, None) => Err(one("doc", "missing, or not a text".to_owned())),
            }
        });
        if let Err(faults) = result {
            refused.push(Refused { line, doc: doc_name, faults });
        }
    }
    for (claims, doc) in by_doc.iter_mut().zip(docs) {
        claims.sort_by_key(|claim| (claim.start, claim.end));
        id::assign_ids(&doc.hash(), claims);
    }
    Checked { claims: by_doc.into_iter().flatten().collect(), refused }
}

fn one(slot: &str, why: String) -> Vec<Fault> {
    vec![Fault { slot: slot.to_owned(), why }]
}

fn parse(json: &str) -> Result<Map<String, Value>, Vec<Fault>> {
    match serde_json::from_str(json.trim()) {
        Ok(Value::Object(claim)) => Ok(claim),
        Ok(_) => Err(one("line", "not a JSON object".to_owned())),
        Err(error) => Err(one("line", format!("not JSON: {error}"))),
    }
}

/// Checks one claim against its document. The id is left empty: it depends on the claim's equals.
///
/// # Errors
/// Every reason against it, in the order of `CLAIMS.md`.
pub fn check(mut claim: Map<String, Value>, doc: &Document) -> Result<Claim, Vec<Fault>> {
    let mut check = Check { text: &doc.text, faults: Vec::new() };
    check.anchor("quote", "quote", &claim);
    check.act(claim.get("act"));
    check.word("polarity", claim.get("polarity"), &["affirmed", "negated"]);
    check.word("reality", claim.get("reality"), &REALITIES);
    for slot in ["who", "whom", "where", "why"] {
        for (name, item) in check.items(slot, claim.get(slot)) {
            check.anchor(&name, "text", item);
            check.loose(&name, "is", item.get("is"));
            match slot {
                "where" => check.place(&name, item),
                "why" => check.word(&name, item.get("kind"), &REASONS),
                _ => {}
            }
        }
    }
    if let Some(when) = check.object("when", claim.get("when")) {
        check.when(when);
    }
    if let Some(count) = check.object("count", claim.get("count")) {
        check.count(count);
    }
    for (name, speaker) in check.items("says", claim.get("says")) {
        if !speaker.get("text").and_then(Value::as_str).is_some_and(|words| FREE.contains(&words)) {
            check.needed(&name, speaker.get("text"));
        }
        check.word(&name, speaker.get("role"), &ROLES);
    }
    let range = check.object("sure", claim.get("sure")).and_then(|sure| check.sure(sure));
    if !check.faults.is_empty() {
        return Err(check.faults);
    }
    tidy(&mut claim, doc, range);
    serde_json::from_value(Value::Object(claim)).map_err(|error| one("claim", error.to_string()))
}

/// Drops empty slots written as `null`, fills the range of a hedge from its term, and leaves the id to be made.
fn tidy(claim: &mut Map<String, Value>, doc: &Document, range: Option<(f64, f64)>) {
    claim.retain(|_, value| !value.is_null());
    claim.remove("id");
    claim.insert("doc".to_owned(), doc.name.as_str().into());
    if let (Some((low, high)), Some(Value::Object(sure))) = (range, claim.get_mut("sure")) {
        sure.insert("low".to_owned(), low.into());
        sure.insert("high".to_owned(), high.into());
    }
}

struct Check<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    fn fault(&mut self, slot: &str, why: impl Into<String>) {
        self.faults.push(Fault { slot: slot.to_owned(), why: why.into() });
    }

    fn act(&mut self, act: Option<&Value>) {
        match act.and_then(Value::as_str) {
            None => self.fault("act", "missing, or not a text"),
            Some(code) if !crate::Act::new(code).is_known() => {
                self.fault("act", format!("the codebook has no act {code:?}"));
            }
            Some(_) => {}
        }
    }

    /// A word out of a list, or nothing.
    fn word(&mut self, slot: &str, value: Option<&Value>, known: &[&str]) {
        match value {
            None | Some(Value::Null) => {}
            Some(Value::String(word)) if known.contains(&word.as_str()) => {}
            Some(other) => self.fault(slot, format!("{other} is none of: {}", known.join(", "))),
        }
    }

    /// The objects of a list slot with their names (`who[0]`).
    fn items<'v>(&mut self, slot: &str, value: Option<&'v Value>) -> Vec<(String, &'v Map<String, Value>)> {
        let items = match value {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(_) => {
                self.fault(slot, "not a list");
                return Vec::new();
            }
        };
        let mut out = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let name = format!("{slot}[{i}]");
            match item.as_object() {
                Some(object) => out.push((name, object)),
                None => self.fault(&name, "not an object"),
            }
        }
        out
    }

    fn object<'v>(&mut self, slot: &str, value: Option<&'v Value>) -> Option<&'v Map<String, Value>> {
        match value {
            None | Some(Value::Null) => None,
            Some(Value::Object(object)) => Some(object),
            Some(_) => {
                self.fault(slot, "not an object");
                None
            }
        }
    }

    /// The words under `key` are the document's bytes `start..end`.
    fn anchor(&mut self, slot: &str, key: &str, item: &Map<String, Value>) {
        let Some(words) = item.get(key).and_then(Value::as_str) else {
            return self.fault(slot, format!("{key} is missing, or not a text"));
        };
        let offset =
            |key: &str| item.get(key).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
        let (Some(start), Some(end)) = (offset("start"), offset("end")) else {
            return self.fault(slot, "start or end is missing, or not a whole number of bytes");
        };
        if start >= end {
            return self.fault(slot, format!("start {start} is not before end {end}"));
        }
        match self.text.get(start..end) {
            Some(found) if found == words => {}
            Some(_) => {
                let hint = self.elsewhere(words);
                self.fault(slot, format!("not the document's words at {start}..{end}{hint}"));
            }
            None if end > self.text.len() => {
                self.fault(
                    slot,
                    format!("{start}..{end} ends beyond the document ({} bytes)", self.text.len()),
                );
            }
            None => self.fault(slot, format!("{start}..{end} cuts a character in two")),
        }
    }

    /// Where words stand that do not stand where they should.
    fn elsewhere(&self, words: &str) -> String {
        match self.text.match_indices(words).next() {
            Some((at, _)) if !words.is_empty() => format!("; they stand at {at}..{}", at + words.len()),
            _ => "; the document does not have them".to_owned(),
        }
    }

    /// A text that must be there and in the document.
    fn needed(&mut self, slot: &str, value: Option<&Value>) {
        match value {
            None | Some(Value::Null) => self.fault(slot, "text is missing"),
            value => self.loose(slot, "text", value),
        }
    }

    /// Words of the document, wherever they stand; or nothing.
    fn loose(&mut self, slot: &str, key: &str, value: Option<&Value>) {
        match value {
            None | Some(Value::Null) => {}
            Some(Value::String(words)) if !words.is_empty() && self.text.contains(words.as_str()) => {}
            Some(Value::String(words)) => self.fault(slot, format!("{key} {words:?} is not in the document")),
            Some(_) => self.fault(slot, format!("{key} is not a text")),
        }
    }

    fn place(&mut self, slot: &str, place: &Map<String, Value>) {
        for (key, limit) in [("lat", 90.0), ("lon", 180.0)] {
            match place.get(key) {
                None | Some(Value::Null) => {}
                Some(value) if value.as_f64().is_some_and(|degrees| degrees.abs() <= limit) => {}
                Some(_) => self.fault(slot, format!("{key} is not a number from -{limit} to {limit}")),
            }
        }
        let given = |key: &str| place.get(key).is_some_and(|value| !value.is_null());
        if given("lat") != given("lon") {
            self.fault(slot, "lat and lon come together or not at all");
        }
        if given("country") {
            let code = place.get("country").and_then(Value::as_str).unwrap_or("");
            if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
                self.fault(slot, "country is not two capital letters (ISO 3166-1)");
            }
        }
        if given("radius_m")
            && place.get("radius_m").and_then(Value::as_u64).is_none_or(|m| u32::try_from(m).is_err())
        {
            self.fault(slot, "radius_m is not a whole number of metres");
        }
    }

    fn when(&mut self, when: &Map<String, Value>) {
        self.needed("when", when.get("text"));
        self.word("when", when.get("kind"), &["throughout", "within"]);
        let from = self.moment("from", when.get("from"));
        let to = self.moment("to", when.get("to"));
        if let (Some((from, _)), Some((_, to))) = (from, to)
            && from > to
        {
            self.fault("when", "from is after to");
        }
    }

    /// First and last second of an ISO date or local date-time.
    fn moment(&mut self, key: &str, value: Option<&Value>) -> Option<(DateTime, DateTime)> {
        let written = match value {
            None | Some(Value::Null) => return None,
            Some(Value::String(written)) => written,
            Some(_) => {
                self.fault("when", format!("{key} is not a text"));
                return None;
            }
        };
        let range = moment(written);
        if range.is_none() {
            self.fault("when", format!("{key} {written:?} is neither YYYY-MM-DD nor YYYY-MM-DDTHH:MM"));
        }
        range
    }

    fn count(&mut self, count: &Map<String, Value>) {
        self.needed("count", count.get("text"));
        self.word("count", count.get("basis"), &BASES);
        if count.get("of").is_some_and(|of| !of.is_null() && !of.is_string()) {
            self.fault("count", "of is not a text");
        }
        let end = |key: &str| count.get(key).filter(|value| !value.is_null());
        for key in ["low", "high"] {
            if end(key).is_some_and(|value| value.as_u64().is_none()) {
                self.fault("count", format!("{key} is not a whole number"));
            }
        }
        if let (Some(low), Some(high)) =
            (end("low").and_then(Value::as_u64), end("high").and_then(Value::as_u64))
            && low > high
        {
            self.fault("count", format!("low {low} is above high {high}"));
        }
    }

    /// The hedge's range: its own, or that of its term.
    fn sure(&mut self, sure: &Map<String, Value>) -> Option<(f64, f64)> {
        self.needed("sure", sure.get("text"));
        let term = match sure.get("term") {
            None | Some(Value::Null) => None,
            Some(term) => {
                let known = serde_json::from_value::<HedgeTerm>(term.clone()).ok();
                if known.is_none() {
                    self.fault("sure", format!("{term} is no term of the likelihood scale"));
                }
                known
            }
        };
        let end = |key: &str| sure.get(key).filter(|value| !value.is_null());
        match (end("low"), end("high"), term) {
            (None, None, Some(term)) => Some(term.range()),
            (None, None, None) => {
                self.fault("sure", "neither a term nor a range");
                None
            }
            (low, high, _) => {
                let (low, high) = (low.and_then(Value::as_f64), high.and_then(Value::as_f64));
                let range = low.zip(high).filter(|(low, high)| 0.0 <= *low && low <= high && *high <= 1.0);
                if range.is_none() {
                    self.fault("sure", "low and high are not 0 <= low <= high <= 1");
                }
                range
            }
        }
    }
}

/// First and last second of `2022-01-04` or `2022-01-04T12:00[:SS]`.
fn moment(written: &str) -> Option<(DateTime, DateTime)> {
    // The parser of dates knows more forms (20220104, years of six digits) than the claim has.
    let shape = |form: &str| {
        written.len() == form.len()
            && written
                .bytes()
                .zip(form.bytes())
                .all(|(b, f)| if f == b'9' { b.is_ascii_digit() } else { b == f })
    };
    if shape("9999-99-99") {
        let date: Date = written.parse().ok()?;
        return Some((date.at(0, 0, 0, 0), date.at(23, 59, 59, 0)));
    }
    if !shape("9999-99-99T99:99") && !shape("9999-99-99T99:99:99") {
        return None;
    }
    let at: DateTime = written.parse().ok()?;
    // A minute lasts to its last second.
    let last = if shape("9999-99-99T99:99") { at.with().second(59).build().ok()? } else { at };
    Some((at, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TEXT: &str = "On Monday probably 40 weavers – all in blue – marched to Oberau, a guard said.";

    fn claim() -> Value {
        json!({"id": "made up", "doc": "a.txt", "start": 10, "end": 65, "act": "gather.march",
            "quote": "probably 40 weavers – all in blue – marched to Oberau",
            "who": [{"text": "40 weavers", "start": 19, "end": 29, "is": null}], "whom": null,
            "when": {"text": "On Monday", "from": "2024-05-13", "to": "2024-05-13T17:00", "kind": "within"},
            "where": [{"text": "Oberau", "start": 61, "end": 67, "country": "AT", "lat": 47.1, "lon": 15.2}],
            "count": {"text": "40", "low": 40, "high": 40, "of": "weavers", "basis": null},
            "says": [{"text": "a guard", "role": "quoted"}, {"text": "editor"}],
            "sure": {"text": "probably", "term": "likely"}, "grade": "B2"})
    }

    /// Changes one place of the good claim (by JSON pointer) and compares the reasons against it.
    fn check(pointer: &str, value: Value, expected: &[&str]) {
        let mut claim = claim();
        claim["end"] = 67.into();
        *claim.pointer_mut(pointer).unwrap() = value;
        let checked = import(&claim.to_string(), &[Document::plain("a.txt", TEXT)], "desk");
        let faults: Vec<String> =
            checked.refused.iter().flat_map(|r| &r.faults).map(ToString::to_string).collect();
        assert_eq!(faults, expected);
        assert_eq!(checked.claims.len(), usize::from(expected.is_empty()));
    }

    #[test]
    fn a_good_claim_keeps_its_fields_and_gets_id_reader_and_range() {
        let mut good = claim();
        good["end"] = 67.into();
        let doc = Document::plain("a.txt", TEXT);
        let checked = import(&format!("{good}\r\n\n{good}"), std::slice::from_ref(&doc), "desk");
        let [first, second] = checked.claims.as_slice() else { panic!("{:?}", checked.refused) };
        assert_eq!(first.id, id::claim_id(&doc.hash(), 10, 67, "gather.march", 0));
        assert_eq!(second.id, id::claim_id(&doc.hash(), 10, 67, "gather.march", 1));
        assert_eq!((&first.extra["reader"], &first.extra["grade"]), (&json!("desk"), &json!("B2")));
        assert_eq!(first.sure.as_ref().map(|s| (s.low, s.high)), Some((0.55, 0.80)));
    }

    #[test]
    fn words_must_stand_at_their_bytes() {
        check("/start", 11.into(), &["quote: not the document's words at 11..67; they stand at 10..67"]);
        check("/end", 500.into(), &["quote: 10..500 ends beyond the document (82 bytes)"]);
        check("/end", 31.into(), &["quote: 10..31 cuts a character in two"]);
        check("/end", 10.into(), &["quote: start 10 is not before end 10"]);
        check(
            "/who/0/start",
            (-1).into(),
            &["who[0]: start or end is missing, or not a whole number of bytes"],
        );
        check(
            "/where/0/text",
            "Unterau".into(),
            &["where[0]: not the document's words at 61..67; the document does not have them"],
        );
    }

    #[test]
    fn other_words_must_be_in_the_document() {
        check("/says/0/text", "the guard".into(), &["says[0]: text \"the guard\" is not in the document"]);
        check("/when/text", "".into(), &["when: text \"\" is not in the document"]);
        check("/count/text", Value::Null, &["count: text is missing"]);
        check("/who/0/is", "the smiths".into(), &["who[0]: is \"the smiths\" is not in the document"]);
    }

    #[test]
    fn words_of_the_codebook_are_known_words() {
        check("/act", "gather.dance".into(), &["act: the codebook has no act \"gather.dance\""]);
        check(
            "/says/0/role",
            "witness".into(),
            &["says[0]: \"witness\" is none of: interviewee, interviewer, quoted, editor, unnamed"],
        );
        check(
            "/sure/term",
            "sure".into(),
            &["sure: \"sure\" is no term of the likelihood scale", "sure: neither a term nor a range"],
        );
    }

    #[test]
    fn ranges_run_forward() {
        check("/when/from", "2024-05-14".into(), &["when: from is after to"]);
        check(
            "/when/from",
            "13 May".into(),
            &["when: from \"13 May\" is neither YYYY-MM-DD nor YYYY-MM-DDTHH:MM"],
        );
        check(
            "/when/to",
            "2024-05-13T17:00Z".into(),
            &["when: to \"2024-05-13T17:00Z\" is neither YYYY-MM-DD nor YYYY-MM-DDTHH:MM"],
        );
        check("/count/low", 41.into(), &["count: low 41 is above high 40"]);
        check("/count/low", 40.5.into(), &["count: low is not a whole number"]);
        check("/where/0/lat", 91.into(), &["where[0]: lat is not a number from -90 to 90"]);
        check("/where/0/lon", Value::Null, &["where[0]: lat and lon come together or not at all"]);
    }

    #[test]
    fn lines_that_are_no_claims_are_named_and_stop_nothing() {
        let checked = import("{\n[]\n{}\n{\"doc\": \"b.txt\"}", &[Document::plain("a.txt", TEXT)], "desk");
        let lines: Vec<(usize, String)> =
            checked.refused.iter().map(|r| (r.line, r.faults[0].slot.clone())).collect();
        let expected = [(1, "line"), (2, "line"), (3, "doc"), (4, "doc")];
        assert_eq!(lines, expected.map(|(line, slot)| (line, slot.to_owned())));
    }
}
