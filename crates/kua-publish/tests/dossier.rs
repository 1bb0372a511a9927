//! The dossier as a whole: what its pages say, that every link leads somewhere, that nothing is fetched, that
//! hostile text stays text, and that the same input gives the same bytes.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use common::{case, claim, main_of};
use kua_publish::{Options, Unread, dossier};
use kua_record::{Claim, Document};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn made() -> BTreeMap<String, Vec<u8>> {
    let (docs, claims) = case();
    let options = Options {
        title: "Two reports".to_owned(),
        unread: vec![Unread { name: "scan.tif".to_owned(), why: "kind of file not known".to_owned() }],
        ..Options::default()
    };
    dossier(&docs, &claims, &options).expect("a dossier")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// Values of an attribute in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    page.split(mark.as_str()).skip(1).filter_map(|s| s.split('"').next()).collect()
}

/// Every address in every page leads to a file, and a place in it, of the dossier itself; every id stands once.
fn check_links(files: &BTreeMap<String, Vec<u8>>) {
    let pages =
        || files.iter().filter(|(name, _)| name.ends_with(".html")).map(|(n, b)| (n.as_str(), text(b)));
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages().map(|(name, page)| (name, values(page, "id").into_iter().collect())).collect();
    for (name, page) in pages() {
        assert_eq!(ids[name].len(), values(page, "id").len(), "an id stands twice in {name}");
        for address in values(page, "href") {
            let (file, place) = address.split_once('#').unwrap_or((address, ""));
            let file = if file.is_empty() { name } else { file };
            assert!(files.contains_key(file), "{name} links to {address}");
            assert!(place.is_empty() || ids[file].contains(place), "{name} links to {address}");
        }
        for address in values(page, "src").into_iter().chain(values(page, "srcset")) {
            assert!(address.starts_with("data:image/png;base64,"), "{name} fetches {address}");
        }
        for never in ["<script", "<iframe", "<object", "<link", "@import", "url(", " onload", " style=\""] {
            assert!(!page.contains(never), "{name} holds {never}");
        }
        check_headings(name, page);
        assert!(page.contains("default-src 'none'"), "{name} has no policy");
        assert!(
            page.contains("Working copy, not for publication: names unprotected"),
            "{name} is not marked"
        );
    }
}

/// One heading of the first level, and no level left out on the way down.
fn check_headings(name: &str, page: &str) {
    let main = page.split("<main").nth(1).and_then(|m| m.split("</main>").next()).unwrap_or("");
    let levels: Vec<u32> = main
        .split("<h")
        .skip(1)
        .filter_map(|s| s.chars().next()?.to_digit(10).filter(|_| s[1..].starts_with(['>', ' '])))
        .collect();
    assert_eq!(levels.iter().filter(|l| **l == 1).count(), 1, "{name}");
    assert!(levels.windows(2).all(|w| w[1] <= w[0] + 1), "headings of {name}: {levels:?}");
}

#[test]
fn pages_that_are_split_keep_their_links_and_headings() {
    let (docs, claims) = case();
    let whole = made().len();
    let files =
        dossier(&docs, &claims, &Options { page_size: 1_500, ..Options::default() }).expect("a dossier");
    check_links(&files);
    assert!(files.len() > whole && files.contains_key("timeline-2.html"), "{:?}", files.keys());
    assert!(files.contains_key("doc-bulletin-2.html"));
}

#[test]
fn links_lead_to_words_and_nothing_is_fetched() {
    let files = made();
    check_links(&files);
    let timeline = text(&files["timeline.html"]);
    for id in ["b1", "b2", "b3", "d1", "d2", "d3"] {
        assert!(timeline.contains(&format!("#c-{id}")), "{id} is not in the timeline");
    }
}

#[test]
fn every_claim_is_lit_in_its_document() {
    let files = made();
    let (_, claims) = case();
    for c in &claims {
        let page = text(&files[&format!("doc-{}.html", c.doc.trim_end_matches(".txt"))]);
        assert!(page.contains(&format!("id=\"c-{}\"", c.id)), "{} is not lit", c.id);
        assert!(page.contains(&format!("id=\"n-{}\"", c.id)), "{} has no note", c.id);
    }
    assert_eq!(text(&files["claims.jsonl"]).lines().count(), claims.len());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert!(made() == made());
}

#[test]
fn pages_read_like_this() {
    let files = made();
    for page in [
        "doc-bulletin.html",
        "timeline.html",
        "who.html",
        "labels.html",
        "figures.html",
        "silence.html",
        "index.html",
    ] {
        insta::assert_snapshot!(page.replace('.', "-"), main_of(&files, page));
    }
}

#[test]
fn nested_and_crossing_claims_keep_the_text_whole() {
    let doc = Document::plain("n.txt", "ab cd ef gh ij");
    let claims = vec![
        claim(&doc, "1", "gather.rally", "ab cd ef gh", json!({})),
        claim(&doc, "2", "be.kind", "cd", json!({})),
        claim(&doc, "3", "crowd.loot", "ef gh ij", json!({})),
        claim(&doc, "4", "crowd.loot", "ef gh ij", json!({})),
    ];
    let files = dossier(std::slice::from_ref(&doc), &claims, &Options::default()).expect("a dossier");
    let page = text(&files["doc-n.html"]);
    let start = page.find("<p class=\"t\"").expect("the text");
    let body = &page[start..start + page[start..].find("</p>").expect("its end")];
    let mut plain = String::new();
    let (mut tag, mut note) = (false, false);
    for piece in body.split_inclusive(['<', '>']) {
        // Numbers of statements stand in `sup` and are not the document's.
        note = note && !piece.starts_with("/sup");
        if !tag && !note {
            plain.push_str(piece.trim_end_matches('<'));
        }
        note |= tag && piece.starts_with("sup");
        tag = piece.ends_with('<');
    }
    assert_eq!(plain, doc.text);
    check_links(&files);
}

#[test]
fn hostile_text_stays_text() {
    let evil = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> \u{202e}\u{0}\u{7}";
    let mut doc = Document::plain("../../<script>alert(3)</script>.txt", &format!("{evil} said: stop.\n"));
    for slot in [&mut doc.title, &mut doc.origin, &mut doc.url, &mut doc.kind] {
        *slot = Some(evil.to_owned());
    }
    let mut c = claim(
        &doc,
        "\"><script>",
        "gather.rally<script>",
        "stop",
        json!({
            "count": {"text": evil, "low": 1, "high": u64::MAX, "of": evil, "basis": evil},
            "says": [{"text": evil, "role": "quoted"}], "sure": {"text": evil, "low": -3.0, "high": 1e300},
            "when": {"text": evil, "from": "<script>", "to": "2024-02-30"},
        }),
    );
    c.who = vec![
        serde_json::from_value(json!({"text": evil, "start": 900, "end": 3, "is": evil})).expect("a mention"),
    ];
    c.r#where = vec![
        serde_json::from_value(
            json!({"text": evil, "start": 0, "end": 0, "name": evil, "lat": 1e9, "lon": 0.0}),
        )
        .expect("a place"),
        serde_json::from_value(
            json!({"text": "x", "start": 0, "end": 0, "name": evil, "country": evil, "lat": 90.0,
            "lon": -180.0, "radius_m": u32::MAX}),
        )
        .expect("a place"),
    ];
    // Spans outside the text, inside a character, and turned round must do no harm either.
    let broken: Vec<Claim> = [(0, 9_999), (5, 2), (usize::MAX - 1, usize::MAX)]
        .into_iter()
        .map(|(start, end)| Claim { start, end, ..c.clone() })
        .collect();
    let stray = Claim { doc: evil.to_owned(), ..c.clone() };
    let claims: Vec<Claim> = [c, stray].into_iter().chain(broken).collect();
    let options = Options {
        title: evil.to_owned(),
        unread: vec![Unread { name: evil.to_owned(), why: evil.to_owned() }],
        ..Options::default()
    };
    let files = dossier(&[doc], &claims, &options).expect("a dossier");
    check_links(&files);
    for (name, bytes) in &files {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-./".contains(c);
        assert!(name.chars().all(plain) && !name.contains("..") && !name.starts_with('/'), "{name}");
        if name.ends_with(".html") || name.ends_with(".svg") {
            let page = text(bytes);
            assert!(!page.contains("<script") && !page.contains("<img src=x"), "{name}");
            assert!(!page.contains(['\u{0}', '\u{7}', '\u{202e}']), "{name} holds control characters");
        }
    }
}

#[test]
fn an_empty_record_is_a_dossier_too() {
    let files = dossier(&[], &[], &Options::default()).expect("a dossier");
    check_links(&files);
    assert!(text(&files["index.html"]).contains("0 statements"));
}

#[test]
fn a_document_without_claims_says_why() {
    let mut doc = Document::plain("news.txt", "Жители вышли на площадь.");
    doc.language = kua_record::Language::Ru;
    let files = dossier(&[doc], &[], &Options::default()).expect("a dossier");
    assert!(text(&files["documents.html"]).contains("there is no reader for this language yet"));
    assert!(text(&files["doc-news.html"]).contains("lang=\"ru\""));
}
