//! The views on short invented statements: what is grouped, what is kept apart, what is left open.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use kua_record::{Claim, Document};
use kua_weigh::byplace::Days;
use kua_weigh::figures::{Subject, figures};
use kua_weigh::silence::{Question, silences};
use kua_weigh::time::Given;
use kua_weigh::{Record, deeds, groups, labels, presence, reasons, shelf, timeline};
use serde_json::{Value, json};

/// A claim without offsets, for views that only group; mentions are given as words.
fn claim(doc: &str, act: &str, more: Value) -> Claim {
    let mut value = json!({"doc": doc, "start": 0, "end": 1, "quote": "q", "act": act});
    for (key, slot) in more.as_object().expect("an object") {
        value[key] = if matches!(key.as_str(), "who" | "whom" | "where") {
            let as_mention = |w: &Value| match w {
                Value::String(s) => json!({"text": s, "start": 0, "end": 0}),
                other => {
                    let mut m = json!({"start": 0, "end": 0});
                    for (k, v) in other.as_object().expect("a mention") {
                        m[k] = v.clone();
                    }
                    m
                }
            };
            slot.as_array().expect("a list").iter().map(as_mention).collect::<Vec<_>>().into()
        } else {
            slot.clone()
        };
    }
    serde_json::from_value(value).expect("a claim")
}

fn day(text: &str) -> Value {
    json!({"text": text, "from": text, "to": text})
}

fn says(who: &str) -> Value {
    json!([{"text": who, "role": "quoted"}])
}

fn count(low: u64, high: u64) -> Value {
    json!({"text": "some", "low": low, "high": high, "of": "people", "basis": null})
}

#[test]
fn an_interval_and_its_days_are_different_cells() {
    let claims = [
        claim(
            "a",
            "gather.rally",
            json!({"where": ["Karsin"], "when": {"text": "", "from": "2024-05-03", "to": "2024-05-04"}}),
        ),
        claim("a", "gather.rally", json!({"where": ["Karsin"], "when": day("2024-05-03")})),
        claim(
            "a",
            "gather.rally",
            json!({"where": ["Karsin"], "when": {"text": "", "from": null, "to": "2024-05-04T12:00", "kind": "throughout"}}),
        ),
        claim("a", "gather.rally", json!({"where": ["Karsin"]})),
    ];
    let record = Record::new(&[], &claims);
    let lines = timeline::timeline(&record);
    let days: Vec<Option<Days>> = lines[0].cells.iter().map(|c| c.days).collect();
    let date = |t: &str| Some(t.parse().expect("a date"));
    assert_eq!(
        days,
        [
            Some(Days { from: date("2024-05-03"), to: date("2024-05-03") }),
            Some(Days { from: date("2024-05-03"), to: date("2024-05-04") }),
            Some(Days { from: None, to: date("2024-05-04") }),
            None,
        ]
    );
}

#[test]
fn a_place_or_day_from_the_setting_is_inferred() {
    let setting = json!({"when": {"from": "2024-05-03", "to": "2024-05-03"}, "where": {"text": "Karsin", "name": "Karsin", "country": "KZ"}});
    let claims = [
        claim("a", "gather.rally", json!({"setting": setting})),
        claim(
            "a",
            "gather.rally",
            json!({"where": [{"text": "Karsin", "name": "Karsin", "country": "KZ"}], "when": day("2024-05-03")}),
        ),
        // A place that the gazetteer does not know is filed under the setting's.
        claim("a", "gather.rally", json!({"where": ["the square"], "setting": setting})),
    ];
    let record = Record::new(&[], &claims);
    let lines = timeline::timeline(&record);
    assert_eq!(lines.len(), 1);
    let given: Vec<(Given, Given)> = lines[0].cells[0].entries.iter().map(|e| (e.place, e.time)).collect();
    assert_eq!(given.iter().filter(|g| **g == (Given::Stated, Given::Stated)).count(), 1);
    assert_eq!(given.iter().filter(|g| **g == (Given::Inferred, Given::Inferred)).count(), 2);
    assert_eq!(record.places[2][0].written, "the square");
}

#[test]
fn the_square_of_one_text_is_not_the_square_of_another() {
    let claims = [
        claim("a", "gather.rally", json!({"where": ["the square"]})),
        claim("b", "gather.rally", json!({"where": ["the square"]})),
    ];
    assert_eq!(timeline::timeline(&Record::new(&[], &claims)).len(), 2);
}

#[test]
fn a_reference_and_what_it_is_said_to_be_are_one_group_in_that_text_only() {
    let claims = [
        claim("a", "be.kind", json!({"who": ["The third group"], "whom": ["young drivers"]})),
        claim("a", "be.origin", json!({"who": ["young drivers"], "whom": ["the villages"]})),
        claim(
            "a",
            "be.armed",
            json!({"who": [{"text": "they", "is": "the third group"}], "whom": ["sticks"]}),
        ),
        claim("b", "be.peaceful", json!({"who": ["young drivers"]})),
    ];
    let all = groups::groups(&Record::new(&[], &claims));
    assert_eq!(
        all.iter().map(|g| (g.name.as_str(), g.len())).collect::<Vec<_>>(),
        [("The third group", 3), ("young drivers", 1)]
    );
    assert_eq!(all[0].also, ["young drivers"]);
}

#[test]
fn what_is_said_of_a_group_stands_by_speaker() {
    let claims = [
        claim("a", "be.violent", json!({"who": ["the strikers"], "says": says("the governor")})),
        claim("a", "be.peaceful", json!({"who": ["Strikers"]})),
    ];
    let all = groups::groups(&Record::new(&[], &claims));
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].by_source.len(), 2);
}

#[test]
fn denied_and_supposed_deeds_are_not_counted() {
    let pair = |more: Value| {
        let mut m = json!({"who": ["Police"], "whom": ["the strikers"]});
        m.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        claim("a", "police.beat", m)
    };
    let claims =
        [pair(json!({})), pair(json!({"polarity": "negated"})), pair(json!({"reality": "hypothetical"}))];
    let all = deeds::deeds(&Record::new(&[], &claims));
    assert_eq!((all.len(), all[0].plain(), all[0].other.len()), (1, 1, 2));
}

#[test]
fn a_label_stands_with_those_who_reject_it() {
    let claims = [
        claim(
            "a",
            "say.label",
            json!({"who": ["The governor"], "whom": ["them"], "why": [{"text": "“hired idlers”", "start": 0, "end": 0, "kind": "label"}]}),
        ),
        claim("b", "say.deny", json!({"whom": ["hired idlers"], "says": says("a lawyer")})),
        claim("b", "say.deny", json!({"whom": ["his death"]})),
        claim(
            "b",
            "say.accuse",
            json!({"why": [{"text": "her death", "start": 0, "end": 0, "kind": "accusation"}]}),
        ),
    ];
    let all = labels::labels(&Record::new(&[], &claims));
    assert_eq!(
        (all.labels[0].text.as_str(), &all.labels[0].used[..], &all.labels[0].rejected[..]),
        ("hired idlers", &[0][..], &[1][..])
    );
    // "His death" denies nothing that is said of hers.
    assert_eq!(all.other, [2]);
}

#[test]
fn two_figures_stay_two_figures() {
    let claims = [
        claim("a", "harm.injured", json!({"count": count(3, 3), "says": says("Police")})),
        claim("a", "harm.injured", json!({"count": count(11, 14), "says": says("medics")})),
        claim("a", "harm.injured", json!({})),
        claim(
            "a",
            "be.part",
            json!({"count": {"text": "four", "low": 4, "high": 4, "of": "groups", "basis": null}}),
        ),
        claim(
            "a",
            "be.kind",
            json!({"count": {"text": "most", "low": 50, "high": 95, "of": null, "basis": "share"}}),
        ),
    ];
    let all = figures(&Record::new(&[], &claims));
    // Groups are no people, and a share is no figure.
    assert_eq!(all.len(), 1);
    assert_eq!(
        (all[0].subject, &all[0].figures[..], &all[0].without[..]),
        (Subject::Injured, &[0, 1][..], &[2][..])
    );
}

#[test]
fn kinds_of_reasons_are_kept_apart() {
    let why =
        |kind: &str| json!({"why": [{"text": "the price of bread", "start": 0, "end": 0, "kind": kind}]});
    let claims = [
        claim("a", "why.trigger", why("trigger")),
        claim("a", "say.demand", why("demand")),
        claim("b", "why.trigger", why("trigger")),
    ];
    let all = reasons::reasons(&Record::new(&[], &claims));
    assert_eq!(all.iter().map(|(_, _, l)| l[0].claims.len()).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn who_was_there_leaves_out_nobody_but_keeps_the_statement() {
    let claims =
        [claim("a", "be.armed", json!({"who": ["no one"], "whom": ["a weapon"], "polarity": "negated"}))];
    let all = presence::presence(&Record::new(&[], &claims));
    assert_eq!(all[0].days[0].groups.len(), 1);
    assert!(all[0].days[0].groups[0].party.is_none());
}

#[test]
fn a_denial_answers_a_question_and_silence_is_listed() {
    let claims = [
        claim("a", "gather.rally", json!({"where": ["Karsin"], "when": day("2024-05-03")})),
        claim(
            "a",
            "law.detain",
            json!({"where": ["Karsin"], "when": day("2024-05-03"), "polarity": "negated"}),
        ),
        claim("a", "harm.killed", json!({})),
    ];
    let all = silences(&Record::new(&[], &claims));
    assert!(!all.gaps[0].open.contains(&Question::Detained));
    assert!(all.gaps[0].open.contains(&Question::Harm) && !all.everywhere.contains(&Question::Harm));
    assert_eq!((&all.nobody_named[..], all.without_time), (&[2][..], 1));
}

#[test]
fn the_shelf_names_documents_that_are_not_there() {
    let docs = [Document::plain("a", "text")];
    let claims = [claim("a", "gather.rally", json!({})), claim("lost", "gather.rally", json!({}))];
    let record = Record::new(&docs, &claims);
    let all = shelf::shelf(&record);
    assert_eq!((all.lines[0].claims.len(), all.stray.len()), (1, 1));
}
