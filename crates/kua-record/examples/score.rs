//! The scorer by itself: `cargo run -p kua-record --example score -- GOLD_DIR PREDICTED.jsonl [--doc NAME] [--misses]`.
//!
//! Prints what the reference scorer prints. It stands here so that the two can be compared case by case without
//! building the reader; people use `kua score`.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use kua_record::score::{GoldDoc, Predicted, score};
use std::error::Error;
use std::io::Write;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = Vec::new();
    let (mut only, mut misses) = (None, false);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--doc" => only = args.next(),
            "--misses" => misses = true,
            _ => paths.push(arg),
        }
    }
    let [gold, predicted] = paths.as_slice() else {
        return Err("usage: score GOLD_DIR PREDICTED.jsonl".into());
    };
    let predicted = Predicted::parse(&std::fs::read(predicted)?)?;
    let report = score(&gold_docs(Path::new(gold), only.as_deref())?, &predicted, misses)?;
    for line in &report.misses {
        eprintln!("{line}");
    }
    std::io::stdout().write_all(report.to_json().as_bytes())?;
    Ok(())
}

/// `NAME.claims.jsonl` with `NAME.txt`, by name. A folder that does not exist holds none.
fn gold_docs(dir: &Path, only: Option<&str>) -> Result<Vec<GoldDoc>, Box<dyn Error>> {
    let mut names: Vec<String> = Vec::new();
    if dir.is_dir() {
        for entry in std::fs::read_dir(dir)? {
            let file = entry?.file_name().to_string_lossy().into_owned();
            names.extend(file.strip_suffix(".claims.jsonl").map(str::to_owned));
        }
    }
    // By whole file name: "a.b" stands before "a" where '.' would be compared with the ending.
    names.sort_by_key(|name| format!("{name}.claims.jsonl"));
    names
        .into_iter()
        .filter(|name| only.is_none_or(|only| only.is_empty() || only == name))
        .map(|name| {
            let read = |ending: &str| std::fs::read(dir.join(format!("{name}{ending}")));
            Ok(GoldDoc::parse(&name, &read(".txt")?, &read(".claims.jsonl")?)?)
        })
        .collect()
}
