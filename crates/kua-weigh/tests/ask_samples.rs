//! `ask` on the questions of `crates/kua-weigh/tests/questions.jsonl`, over the hand-made claims of the samples.
//!
//! The questions were written before the code. What is asserted is the least that `SCORES.md` promises:
//! of the claims cited at least 80 in 100 belong to the answer, and what the record does not hold stays empty.

#![allow(clippy::unwrap_used)] // a sample that cannot be read is a failed test

use kua_record::{Claim, Document};
use kua_weigh::ask::ask;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

fn lines(path: &Path) -> Vec<String> {
    std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

/// The sample documents, as far as a question needs them, and their hand-made claims.
fn record() -> (Vec<Document>, Vec<Claim>) {
    let manifest: Value = serde_json::from_str(&lines(&samples().join("docs.json")).join("\n")).unwrap();
    let (mut docs, mut claims) = (Vec::new(), Vec::new());
    for (name, about) in manifest.as_object().unwrap() {
        let path = samples().join(name);
        let mut doc = Document::plain(name, &lines(&path).join("\n"));
        doc.date = about["date"].as_str().and_then(|d| d.parse().ok());
        let covers = about["covers"].as_str().and_then(|c| c.split_once('/'));
        doc.covers = covers.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
        doc.outlet = about["outlet"].as_str().map(str::to_owned);
        docs.push(doc);
        let of_doc = lines(&path.with_extension("claims.jsonl"));
        claims.extend(of_doc.iter().map(|l| serde_json::from_str::<Claim>(l).unwrap()));
    }
    (docs, claims)
}

#[test]
fn cited_claims_belong_to_the_answer_and_the_unanswerable_stays_empty() {
    let (docs, claims) = record();
    let (mut right, mut cited, mut wanted, mut empty, mut unanswerable) = (0, 0, 0, 0, 0);
    for line in lines(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions.jsonl")) {
        let item: Value = serde_json::from_str(&line).unwrap();
        let question = item["question"].as_str().unwrap();
        let gold: BTreeSet<&str> =
            item["claims"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let answer = ask(question, &claims, &docs);
        let given: BTreeSet<&str> = answer.parts.iter().flat_map(|p| &p.claims).map(String::as_str).collect();
        if gold.is_empty() {
            unanswerable += 1;
            empty += usize::from(given.is_empty());
        }
        let hits = given.intersection(&gold).count();
        println!("{} {question}: {hits} right of {} cited, {} wanted", item["id"], given.len(), gold.len());
        for id in &given {
            let claim = claims.iter().find(|c| c.id == **id).unwrap();
            let mark = if gold.contains(id) { "+" } else { "WRONG" };
            println!("   {mark} {} {} {} {:?}", &id[..6], claim.doc, claim.act, claim.quote);
        }
        for id in gold.difference(&given) {
            let claim = claims.iter().find(|c| c.id == **id).unwrap();
            println!("   MISSED {} {} {} {:?}", &id[..6], claim.doc, claim.act, claim.quote);
        }
        for part in &answer.parts {
            println!("     > {}", part.text);
        }
        for gap in &answer.gaps {
            println!("     ~ {gap}");
        }
        (right, cited, wanted) = (right + hits, cited + given.len(), wanted + gold.len());
    }
    let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    let (precision, recall) = (share(right, cited), share(right, wanted));
    println!(
        "precision {precision:.3} ({right} of {cited}), recall {recall:.3} ({right} of {wanted}), empty {empty} of {unanswerable}"
    );
    assert!(precision >= 0.8, "{right} of {cited} cited claims belong to the answers");
    assert!(empty >= 9, "{empty} of {unanswerable} unanswerable questions stay empty");
}
