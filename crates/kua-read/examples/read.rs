//! Reads every txt of a folder with its `docs.json` and prints claims as JSON Lines; `--rules` adds the rule of each.
//! The stage alone, for work on the grammar; people use `kua read`.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use kua_read::Reader;
use kua_record::Document;
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let dir = std::path::PathBuf::from(
        args.first()
            .ok_or("usage: read DIR [--rules] [--tree] [--lexicon ROOT] [--model FILE] [--examples]")?,
    );
    let rules = args.iter().any(|a| a == "--rules");
    let manifest: serde_json::Value = std::fs::read_to_string(dir.join("docs.json"))
        .ok()
        .map(|s| serde_json::from_str(&s))
        .transpose()?
        .unwrap_or_default();
    let mut paths: Vec<_> = std::fs::read_dir(&dir)?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    // `--lexicon ROOT`: the words of a working copy instead of the embedded ones, so that an edit needs no build.
    let root = args.iter().position(|a| a == "--lexicon").and_then(|i| args.get(i + 1));
    let files = match root {
        Some(root) => kua_read::lexicon::ENGLISH
            .iter()
            .map(|(name, _)| {
                let path = if *name == "acts.toml" {
                    format!("{root}/codebook/{name}")
                } else {
                    format!("{root}/lexicon/en/{name}")
                };
                Ok((*name, std::fs::read_to_string(path)?))
            })
            .collect::<Result<Vec<_>, std::io::Error>>()?,
        None => kua_read::lexicon::ENGLISH.iter().map(|(n, c)| (*n, (*c).to_owned())).collect(),
    };
    let files: Vec<(&str, &str)> = files.iter().map(|(n, c)| (*n, c.as_str())).collect();
    let reader = Reader::with(&files, kua_read::place::Gazetteer::embedded())?;
    // `--model FILE`: another syntax model than the embedded one.
    let reader = match args.iter().position(|a| a == "--model").and_then(|i| args.get(i + 1)) {
        Some(path) => {
            reader.with_model(Box::leak(Box::new(kua_syntax::Model::from_bytes(&std::fs::read(path)?)?)))
        }
        None => reader,
    };
    if args.iter().any(|a| a == "--examples") {
        return examples(&reader);
    }
    let mut out = std::io::stdout().lock();
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let mut doc = Document::plain(&name, &std::fs::read_to_string(&path)?);
        let entry = &manifest[&name];
        doc.date = entry["date"].as_str().and_then(|d| d.parse().ok());
        doc.kind = entry["kind"].as_str().map(str::to_owned);
        if let Some(covers) = entry["covers"].as_str().and_then(|c| c.split_once('/')) {
            doc.covers = Some((covers.0.parse()?, covers.1.parse()?));
        }
        if args.iter().any(|a| a == "--tree") {
            writeln!(out, "{name}")?;
            for sentence in reader.syntax(&doc.text) {
                for (i, t) in sentence.tokens.iter().enumerate() {
                    let head = t.head.map_or(0, |h| h + 1);
                    writeln!(
                        out,
                        "{:3} {:18} {:14} {:6} {head:3} {:12} {} @{}-{}",
                        i + 1,
                        t.span.of(&doc.text),
                        t.lemma,
                        t.upos.as_str(),
                        t.rel,
                        t.feats.0,
                        t.span.start,
                        t.span.end
                    )?;
                }
                writeln!(out, "    {:?}", sentence.entities)?;
            }
        }
        let reading = reader.read(&doc);
        for (claim, trace) in reading.claims.iter().zip(&reading.traces) {
            let mut value = serde_json::to_value(claim)?;
            if rules {
                value["rule"] = trace.rule.clone().into();
            }
            writeln!(out, "{value}")?;
        }
    }
    Ok(())
}

/// Runs every entry's own sentences and prints those that fail.
fn examples(reader: &Reader) -> Result<(), Box<dyn std::error::Error>> {
    let (mut yes, mut no, mut failed) = (0, 0, 0);
    for example in &reader.lex.examples {
        let mut doc = Document::plain("example", &example.text);
        doc.date = Some("2024-05-19".parse()?);
        let found = reader.read(&doc).claims.iter().any(|c| c.act.as_str() == example.act);
        *(if example.yes { &mut yes } else { &mut no }) += 1;
        if found != example.yes {
            failed += 1;
            println!(
                "{} {} {} {}: {}",
                if example.yes { "missed" } else { "made up" },
                example.file,
                example.id,
                example.act,
                example.text
            );
        }
    }
    println!("{yes} yes, {no} no, {failed} failed");
    Ok(())
}
