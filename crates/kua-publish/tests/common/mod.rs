//! An invented case for all tests: two short reports, with claims made by hand.
#![allow(dead_code)] // not every test file uses every helper

use kua_record::{Claim, Document, Language};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where `words` stand in `text`.
fn at(text: &str, words: &str) -> (usize, usize) {
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} not in the text"));
    (start, start + words.len())
}

fn mention(text: &str, words: &str) -> Value {
    let (start, end) = at(text, words);
    json!({"text": words, "start": start, "end": end})
}

/// A claim on `quote` in `doc`; `more` fills further slots, with `who`, `whom` and `why` given as words.
pub fn claim(doc: &Document, id: &str, act: &str, quote: &str, more: Value) -> Claim {
    let (start, end) = at(&doc.text, quote);
    let mut value =
        json!({"id": id, "doc": doc.name, "start": start, "end": end, "quote": quote, "act": act});
    for (key, slot) in more.as_object().expect("an object") {
        let list = matches!(key.as_str(), "who" | "whom").then(|| slot.as_array()).flatten();
        value[key] = match list {
            Some(words) => words
                .iter()
                .map(|w| mention(&doc.text, w.as_str().expect("words")))
                .collect::<Vec<_>>()
                .into(),
            None => slot.clone(),
        };
    }
    serde_json::from_value(value).expect("a claim")
}

pub const BULLETIN: &str = "Belmora, 14 May. On Tuesday evening probably 300 to 400 quarry workers blocked the road \
near Karsin over unpaid wages. Police said 120 people took part.\n\nThey were peaceful until nine. The governor called \
them “hired troublemakers”; the strikers' lawyer says that is untrue.\n";

pub const DIARY: &str = "We stood at the gate from noon. Two of us were taken away by men in grey.\nIf the pit closes, \
we will march.\n";

/// The two documents and their claims.
pub fn case() -> (Vec<Document>, Vec<Claim>) {
    let mut bulletin = Document::plain("bulletin.txt", BULLETIN);
    bulletin.date = Some("2024-05-15".parse().expect("a date"));
    bulletin.kind = Some("news".to_owned());
    let mut diary = Document::plain("diary.txt", DIARY);
    diary.language = Language::En;
    let karsin = json!([{"text": "Karsin", "start": at(BULLETIN, "Karsin").0, "end": at(BULLETIN, "Karsin").1,
        "name": "Karsin", "country": "KZ", "lat": 44.0, "lon": 77.0, "radius_m": 3000}]);
    let tuesday = json!({"text": "On Tuesday evening", "from": "2024-05-14T17:00", "to": "2024-05-14T23:59", "kind": "within"});
    let setting = json!({"when": {"from": "2024-05-14", "to": "2024-05-14", "from_what": "On Tuesday evening"},
        "where": {"text": "Karsin", "name": "Karsin", "country": "KZ", "lat": 44.0, "lon": 77.0, "radius_m": 3000}});
    let lawyer = json!([{"text": "the strikers' lawyer", "role": "quoted"}]);
    let b = &bulletin;
    let d = &diary;
    let claims = vec![
        claim(
            b,
            "b1",
            "gather.block",
            "On Tuesday evening probably 300 to 400 quarry workers blocked the road near Karsin over unpaid wages",
            json!({"who": ["300 to 400 quarry workers"], "whom": ["the road"], "when": tuesday, "where": karsin,
                "why": [{"text": "unpaid wages", "start": at(BULLETIN, "unpaid wages").0, "end": at(BULLETIN, "unpaid wages").1, "kind": "cause"}],
                "count": {"text": "300 to 400", "low": 300, "high": 400, "of": "quarry workers", "basis": null},
                "sure": {"text": "probably", "term": "likely", "low": 0.55, "high": 0.8}}),
        ),
        claim(
            b,
            "b2",
            "be.present",
            "120 people took part",
            json!({"who": ["120 people"], "setting": setting,
            "count": {"text": "120", "low": 120, "high": 120, "of": "people", "basis": null},
            "says": [{"text": "Police", "role": "quoted"}]}),
        ),
        claim(
            b,
            "b3",
            "be.peaceful",
            "They were peaceful until nine",
            json!({
            "who": [], "when": {"text": "until nine", "from": null, "to": "2024-05-14T21:00", "kind": "throughout"}}),
        ),
        claim(
            b,
            "b4",
            "say.label",
            "The governor called them “hired troublemakers”",
            json!({
            "who": ["The governor"], "whom": ["them"],
            "why": [{"text": "hired troublemakers", "start": at(BULLETIN, "hired troublemakers").0, "end": at(BULLETIN, "hired troublemakers").1, "kind": "label"}]}),
        ),
        claim(
            b,
            "b5",
            "say.deny",
            "that is untrue",
            json!({"whom": ["hired troublemakers"], "says": lawyer}),
        ),
        claim(d, "d1", "gather.rally", "We stood at the gate from noon", json!({"who": ["We"]})),
        claim(
            d,
            "d2",
            "law.detain",
            "Two of us were taken away by men in grey",
            json!({
            "who": ["men in grey"], "whom": ["Two of us"],
            "count": {"text": "Two", "low": 2, "high": 2, "of": "us", "basis": null}}),
        ),
        claim(d, "d3", "gather.march", "we will march", json!({"who": ["we"], "reality": "hypothetical"})),
    ];
    (vec![bulletin, diary], claims)
}

/// The text of a page's `main` without pictures' data, for snapshots that a person can read.
pub fn main_of(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    let page = String::from_utf8(files[name].clone()).expect("UTF-8");
    let start = page.find("<main").expect("main");
    let end = page.find("</main>").expect("main's end");
    let mut out = String::new();
    let mut rest = &page[start..end];
    while let Some(i) = rest.find("data:image/png;base64,") {
        out.push_str(&rest[..i]);
        out.push_str("PNG");
        let after = &rest[i..];
        rest = &after[after.find('"').expect("a quotation mark")..];
    }
    out.push_str(rest);
    // One line an element, so that a change shows as a few lines.
    for tag in
        ["<p", "<h", "<li", "<ul", "<ol", "<dl", "<dt", "<tr", "<table", "<figure", "<div", "<nav", "<main"]
    {
        out = out.replace(tag, &format!("\n{tag}"));
    }
    out.trim_start().to_owned()
}
