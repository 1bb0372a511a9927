//! A thousand documents: every page stays under 1 MB, and every claim still leads to its words.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use common::claim;
use kua_publish::{Options, write_dossier};
use kua_record::Document;
use serde_json::json;

const TOWNS: [&str; 7] = ["Karsin", "Belmora", "Oltana", "Derrin", "Sask", "Mirel", "Tobor"];

#[test]
fn a_thousand_documents_stay_readable() {
    let (mut docs, mut claims) = (Vec::new(), Vec::new());
    for n in 0..1_000_usize {
        let town = TOWNS[n % TOWNS.len()];
        let text = format!(
            "On {} May some {n}00 workers rallied in {town} number {}. Police detained {n} people. \
             The mayor called them “idlers”.\n",
            n % 28 + 1,
            n % 40
        );
        let mut doc = Document::plain(&format!("folder {}/report {n}.txt", n % 9), &text);
        doc.date = "2024-05-29".parse().ok();
        let day = format!("2024-05-{:02}", n % 28 + 1);
        let place = format!("{town} number {}", n % 40);
        let start = text.find(&place).expect("the place");
        claims.push(claim(&doc, &format!("{n:x}a"), "gather.rally", &format!("some {n}00 workers rallied in {place}"), json!({
            "who": [format!("some {n}00 workers")],
            "when": {"text": "May", "from": day, "to": day, "kind": "within"},
            "where": [{"text": place, "start": start, "end": start + place.len(), "name": place,
                "lat": 40.0 + (n % 40) as f64 / 10.0, "lon": 70.0 + (n % 7) as f64, "radius_m": 5000}],
            "count": {"text": format!("{n}00"), "low": n * 90, "high": n * 110, "of": "workers", "basis": null},
        })));
        claims.push(claim(
            &doc,
            &format!("{n:x}b"),
            "law.detain",
            &format!("Police detained {n} people"),
            json!({
                "who": ["Police"], "whom": [format!("{n} people")],
                "count": {"text": n.to_string(), "low": n, "high": n, "of": "people", "basis": null},
            }),
        ));
        claims.push(claim(
            &doc,
            &format!("{n:x}c"),
            "say.label",
            "The mayor called them “idlers”",
            json!({
                "who": ["The mayor"], "whom": ["them"],
                "why": [{"text": "idlers", "start": 0, "end": 0, "kind": "label"}],
            }),
        ));
        docs.push(doc);
    }
    // One document that is long by itself.
    docs.push(Document::plain(
        "long.txt",
        &"The men stood at the gate and nobody spoke to them. ".repeat(40_000),
    ));
    let (mut largest, mut files, mut linked) = ((String::new(), 0), 0, 0);
    write_dossier(&docs, &claims, &Options::default(), |name, bytes| {
        files += 1;
        if name.ends_with(".html") && bytes.len() > largest.1 {
            largest = (name.to_owned(), bytes.len());
        }
        if name.starts_with("timeline") {
            linked += String::from_utf8_lossy(bytes).matches("#c-").count();
        }
        Ok(())
    })
    .expect("a dossier");
    assert!(largest.1 < 1_000_000, "{largest:?}");
    assert!(files > 1_000);
    // Rallies and detentions are happenings; labels have a page of their own.
    assert_eq!(linked, 2_000);
}
