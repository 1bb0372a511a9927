//! The bundled samples, and comparison of texts as the judge compares them; shared by the tests of the reader.
#![allow(dead_code)] // each test file uses its own part

use kua_read::Reader;
use kua_record::Document;
use std::path::PathBuf;

/// The workspace's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the workspace.
pub fn file(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The sample documents in name order, with what their manifest says.
pub fn samples() -> Vec<Document> {
    folder("samples")
}

/// The documents of a folder of annotated texts, in name order, with what its `docs.json` says.
pub fn folder(path: &str) -> Vec<Document> {
    let manifest: serde_json::Value = serde_json::from_str(&file(&format!("{path}/docs.json"))).unwrap();
    let names: Vec<&String> = manifest.as_object().unwrap().keys().collect();
    names
        .into_iter()
        .map(|name| {
            let entry = &manifest[name];
            let mut doc = Document::plain(name, &file(&format!("{path}/{name}")));
            doc.date = entry["date"].as_str().map(|d| d.parse().unwrap());
            doc.kind = entry["kind"].as_str().map(str::to_owned);
            doc.covers = entry["covers"].as_str().map(|c| {
                let (from, to) = c.split_once('/').unwrap();
                (from.parse().unwrap(), to.parse().unwrap())
            });
            doc
        })
        .collect()
}

/// The claims of a document as JSON Lines.
pub fn read_lines(doc: &Document) -> String {
    let lines = Reader::english().read(doc).claims;
    lines.iter().map(|c| serde_json::to_string(c).unwrap() + "\n").collect()
}

/// Whether two texts share at least half of their words (Dice), the commonest left out; as the judge has it.
pub fn alike(a: &str, b: &str) -> bool {
    const STOP: &[&str] = &[
        "the", "a", "an", "of", "in", "on", "at", "to", "and", "or", "by", "for", "from", "with", "this",
        "that", "these", "those",
    ];
    let words = |text: &str| {
        let lower = text.to_lowercase();
        let all: Vec<String> = lower
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect();
        let kept: Vec<String> = all.iter().filter(|w| !STOP.contains(&w.as_str())).cloned().collect();
        if kept.is_empty() { all } else { kept }
    };
    let (x, mut y) = (words(a), words(b));
    let total = x.len() + y.len();
    if x.is_empty() || y.is_empty() {
        return a.trim() == b.trim();
    }
    let both = x.iter().filter(|w| y.iter().position(|v| v == *w).map(|i| y.remove(i)).is_some()).count();
    4 * both >= total
}
