//! Questions to a small invented record: the salt workers of Osk and Ber.

#![allow(clippy::unwrap_used)] // a sample that cannot be read is a failed test

use kua_record::{Claim, Document};
use kua_weigh::ask::{Answer, ask};
use serde_json::{Value, json};

/// A claim whose slots are words: `who`, `whom`, `where`, `says` are lists of words, `why` pairs of words and kind.
fn claim(id: &str, doc: &str, act: &str, quote: &str, slots: Value) -> Claim {
    let mention = |w: &Value| match w.as_str().and_then(|s| s.split_once('=')) {
        Some((text, is)) => json!({"text": text, "is": is, "start": 0, "end": 0}),
        None => json!({"text": w, "start": 0, "end": 0}),
    };
    let start: usize = id[1..].parse::<usize>().unwrap() * 100;
    let mut value =
        json!({"id": id, "doc": doc, "start": start, "end": start + quote.len(), "quote": quote, "act": act});
    for (key, slot) in slots.as_object().unwrap() {
        value[key] = match key.as_str() {
            "who" | "whom" | "where" => slot.as_array().unwrap().iter().map(mention).collect(),
            "says" => slot.as_array().unwrap().iter().map(|w| json!({"text": w, "role": "quoted"})).collect(),
            "why" => slot
                .as_array()
                .unwrap()
                .iter()
                .map(|w| json!({"text": w[0], "kind": w[1], "start": 0, "end": 0}))
                .collect(),
            "count" => {
                json!({"text": slot[0], "low": slot[1], "high": slot[2], "of": slot[3], "basis": null})
            }
            "when" => json!({"text": slot[0], "from": slot[1], "to": slot[2]}),
            _ => slot.clone(),
        };
    }
    serde_json::from_value(value).unwrap()
}

fn doc(name: &str, day: &str, outlet: &str, text: &str) -> Document {
    let mut doc = Document::plain(name, text);
    doc.date = day.parse().ok();
    doc.outlet = Some(outlet.to_owned());
    doc
}

fn record() -> (Vec<Document>, Vec<Claim>) {
    let docs = vec![
        doc(
            "paper",
            "2023-05-06",
            "The Osk Lantern",
            "Osk. Salt workers marched in Osk on 4 May. Trouble in Osk. A vigil in Ber.",
        ),
        doc("police", "2023-05-07", "Osk Gendarmerie", "Osk, 5 May. Order in Osk was kept."),
        doc("union", "2023-05-08", "Salt Workers' Union", "We speak from Osk."),
    ];
    let day4 = json!(["on 4 May", "2023-05-04", "2023-05-04"]);
    let day5 = json!(["on 5 May", "2023-05-05", "2023-05-05"]);
    let claims = vec![
        claim(
            "c01",
            "paper",
            "gather.march",
            "Salt workers marched through Osk on 4 May over the lost bonus",
            json!({"who": ["Salt workers"], "where": ["Osk"], "when": day4, "why": [["the lost bonus", "motive"]]}),
        ),
        claim(
            "c02",
            "paper",
            "be.size",
            "the march drew some 900 people",
            json!({"who": ["the march"], "when": day4, "count": ["some 900", 810, 990, "people"]}),
        ),
        claim(
            "c03",
            "police",
            "be.size",
            "fewer than 400 people marched on 4 May",
            json!({"when": day4, "count": ["fewer than 400", null, 399, "people"]}),
        ),
        claim(
            "c04",
            "paper",
            "law.detain",
            "12 people were detained on 5 May",
            json!({"whom": ["12 people"], "when": day5, "count": ["12", 12, 12, "people"], "says": ["a lawyer"]}),
        ),
        claim(
            "c05",
            "police",
            "law.detain",
            "9 people were detained",
            json!({"whom": ["9 people"], "when": day5, "count": ["9", 9, 9, "people"]}),
        ),
        claim(
            "c06",
            "police",
            "police.disperse",
            "officers used tear gas in Osk",
            json!({"who": ["officers"], "where": ["Osk"], "when": day5}),
        ),
        claim(
            "c07",
            "union",
            "police.fire",
            "They fired rubber bullets at our cooks",
            json!({"who": ["They=the guards"], "whom": ["our cooks"]}),
        ),
        claim(
            "c08",
            "paper",
            "say.label",
            "the mayor called the salt workers “idlers”",
            json!({"who": ["the mayor"], "whom": ["the salt workers"], "why": [["idlers", "label"]]}),
        ),
        claim(
            "c09",
            "union",
            "say.demand",
            "We demand the bonus and a new scale",
            json!({"who": ["We"], "why": [["the bonus", "demand"], ["a new scale", "demand"]]}),
        ),
        claim(
            "c10",
            "police",
            "say.deny",
            "The gendarmerie denies that rubber bullets were fired",
            json!({"who": ["The gendarmerie"], "whom": ["rubber bullets were fired"]}),
        ),
        claim(
            "c11",
            "paper",
            "turn.end",
            "the blockade of the salt road ended on 6 May",
            json!({"who": ["the blockade of the salt road"], "when": ["on 6 May", "2023-05-06", "2023-05-06"]}),
        ),
        claim(
            "c12",
            "paper",
            "tie.lead",
            "Ilva Darn, who leads the Salt Workers' Union",
            json!({"who": ["Ilva Darn"], "whom": ["the Salt Workers' Union"]}),
        ),
        claim(
            "c13",
            "paper",
            "harm.injured",
            "31 officers were injured",
            json!({"whom": ["31 officers"], "count": ["31", 31, 31, "officers"], "when": day5}),
        ),
        claim(
            "c14",
            "police",
            "say.deny",
            "The gendarmerie withdraws the figure of 31 injured officers",
            json!({"who": ["The gendarmerie"], "whom": ["the figure of 31 injured officers"], "count": ["31", 31, 31, "injured officers"]}),
        ),
        claim(
            "c15",
            "paper",
            "gather.rally",
            "A vigil is planned in Ber",
            json!({"where": ["Ber"], "reality": "future"}),
        ),
        claim(
            "c16",
            "paper",
            "be.origin",
            "the strangers probably came from the coast",
            json!({"who": ["the strangers"], "whom": ["the coast"], "sure": {"text": "probably", "term": "likely", "low": 0.55, "high": 0.8}}),
        ),
        claim(
            "c17",
            "union",
            "tie.link",
            "the strangers were hired by the salt company",
            json!({"who": ["the strangers"], "whom": ["the salt company"]}),
        ),
        claim(
            "c18",
            "paper",
            "crowd.damage",
            "the strangers set fire to a salt barge",
            json!({"who": ["the strangers"], "whom": ["a salt barge"]}),
        ),
        claim(
            "c19",
            "police",
            "harm.killed",
            "nobody was killed",
            json!({"whom": ["nobody"], "polarity": "negated"}),
        ),
        claim(
            "c20",
            "union",
            "law.detain",
            "Pavo Lint was arrested in Osk",
            json!({"whom": ["Pavo Lint"], "where": ["Osk"]}),
        ),
        claim(
            "c21",
            "paper",
            "be.peaceful",
            "the march was peaceful",
            json!({"who": ["the march"], "when": day4}),
        ),
        claim(
            "c22",
            "paper",
            "rule.curfew",
            "The governor ordered a curfew in Osk from 6 May",
            json!({"who": ["The governor"], "where": ["Osk"], "when": ["from 6 May", "2023-05-06", null]}),
        ),
    ];
    (docs, claims)
}

fn answer(question: &str) -> Answer {
    let (docs, claims) = record();
    ask(question, &claims, &docs)
}

/// The claims cited, in order of their ids.
fn cites(question: &str, expected: &[&str]) -> Answer {
    let answer = answer(question);
    let mut ids: Vec<&str> = answer.parts.iter().flat_map(|p| &p.claims).map(String::as_str).collect();
    ids.sort_unstable();
    assert_eq!(ids, expected, "{question}\n{answer:#?}");
    assert!(answer.parts.iter().all(|p| !p.claims.is_empty() && !p.text.is_empty()));
    answer
}

#[test]
fn who_did_what_to_whom() {
    cites("Who set fire to the salt barge?", &["c18"]);
    cites("What did the strangers burn?", &["c18"]);
    cites("Who was arrested in Osk?", &["c04", "c05", "c20"]);
    cites("Was Pavo Lint detained?", &["c20"]);
    cites("Who ordered the curfew in Osk?", &["c22"]);
    cites("Who leads the Salt Workers' Union?", &["c12"]);
    cites("Who was behind the strangers?", &["c17"]);
    cites("Were the strangers hired by the salt company?", &["c17"]);
}

#[test]
fn the_same_asked_in_other_words() {
    cites("Whom did the gendarmes shoot with rubber bullets?", &["c07"]);
    cites("Who torched the barge?", &["c18"]);
    cites("By whom was a curfew ordered in Osk?", &["c22"]);
    cites("On which day did the salt workers march?", &["c01"]);
    cites("What did the mayor call the salt workers?", &["c08"]);
    cites("What happened on 6 May?", &["c11", "c22"]);
    cites("Who is Ilva Darn?", &["c12"]);
    cites("Was there a fire?", &["c18"]);
    cites("Did the guards fire at the cooks?", &["c07"]);
    cites("how many people took part in the march on may 4?", &["c02", "c03"]);
    cites("how many people took part in the march on may 5?", &[]);
}

#[test]
fn when_where_and_why() {
    let end = cites("When did the blockade of the salt road end?", &["c11"]);
    assert!(end.parts[0].text.starts_with("6 May 2023"), "{end:?}");
    cites("Why did the salt workers march?", &["c01"]);
    let origin = cites("Where did the strangers come from?", &["c16"]);
    assert!(origin.parts[0].text.contains("55–80 %"), "{origin:?}");
}

#[test]
fn figures_that_differ_stay_apart() {
    let size = cites("How many people took part in the march on 4 May?", &["c02", "c03"]);
    assert_eq!(size.parts.len(), 2);
    assert!(size.parts[0].text.contains("2 different figures"), "{size:?}");
    cites("How many people were detained in Osk on 5 May?", &["c04", "c05"]);
}

#[test]
fn a_figure_taken_back_says_so() {
    let hurt = cites("How many officers were injured?", &["c13", "c14"]);
    assert_eq!(hurt.parts.len(), 1);
    assert!(hurt.parts[0].text.contains("taken back"), "{hurt:?}");
}

#[test]
fn what_was_said_and_denied() {
    cites("What do the salt workers demand?", &["c09"]);
    cites("Who called the salt workers idlers?", &["c08"]);
    cites("Who denies that rubber bullets were fired?", &["c10"]);
    let killed = cites("Was anyone killed?", &["c19"]);
    assert!(killed.parts[0].text.starts_with("No, according to Osk Gendarmerie"), "{killed:?}");
    let peaceful = cites("Was the march violent?", &["c21"]);
    assert!(peaceful.parts[0].text.starts_with("No"), "{peaceful:?}");
    cites("What is said of the strangers?", &["c16", "c17", "c18"]);
    cites("Did police use tear gas?", &["c06"]);
}

#[test]
fn what_the_record_does_not_hold_is_a_gap() {
    for question in [
        "How many people were detained in Ber?",
        "Who called the salt workers heroes?",
        "Did police use water cannon?",
        "What did Ilva Darn demand?",
        "Who set fire to the school?",
        "When was the curfew lifted?",
        "",
        "???",
        "Who and why and when?",
    ] {
        let answer = answer(question);
        assert!(answer.parts.is_empty(), "{question}: {answer:#?}");
        assert!(answer.gaps[0].starts_with("Not in the record"), "{question}: {answer:#?}");
    }
}

#[test]
fn what_was_only_planned_is_told_as_a_gap() {
    let vigil = cites("Did people hold a vigil in Ber?", &[]);
    assert!(vigil.gaps.iter().any(|g| g.contains("planned")), "{vigil:?}");
}

#[test]
fn the_answer_has_the_shape_of_the_command_line() {
    let value = serde_json::to_value(answer("Was Pavo Lint detained?")).unwrap();
    assert_eq!(value["question"], "Was Pavo Lint detained?");
    assert_eq!(value["answer"][0]["claims"], json!(["c20"]));
    assert_eq!(value["gaps"], json!([]));
}

#[test]
fn any_question_and_claims_that_do_not_fit_their_text_are_taken() {
    let (docs, mut claims) = record();
    for c in &mut claims {
        (c.start, c.end) = (c.end + 5, 3);
    }
    for question in [
        "how",
        "what did say",
        "who denies that",
        "by whom",
        "🔔 ’s ’",
        "May 99 2023-13-45 to",
        "which which which",
    ] {
        let _ = ask(question, &claims, &docs);
        let _ = ask(&question.repeat(50), &claims, &[]);
    }
}
