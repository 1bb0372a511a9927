//! `cargo xtask perturb`: the same documents with other names, towns, numbers, dates and words for acts.
//!
//! In: a folder of texts with gold claims. Texts and gold are changed together, read, and scored before and after; a
//! reader that has learnt the language and not the texts scores about the same (target: units F1 within .03).
//! Not here: changes of grammar; only words are swapped.

pub mod chance;
mod dates;
mod edit;
mod names;
mod numbers;
mod synonyms;
mod towns;

use chance::Chance;
use edit::Case;
use kua_read::Reader;
use kua_record::score::{GoldDoc, Predicted, Report, score};
use kua_record::{Claim, Document};
use std::path::{Path, PathBuf};

/// Options of the measurement.
#[derive(Debug, clap::Args)]
pub struct Perturb {
    /// Folder with `NAME.txt`, `NAME.claims.jsonl` and `docs.json`.
    #[arg(long)]
    gold: PathBuf,
    /// Another seed gives other words.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the texts and claims of the last row (everything changed) into this folder. Not for gold that may not be
    /// opened.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What is changed, in this order where all are.
const KINDS: [&str; 5] = ["names", "towns", "numbers", "dates", "synonyms"];

/// Prints one row for the texts as they are, one for each kind of change alone, and one for all together.
pub fn run(args: &Perturb) -> Result<(), String> {
    let cases = load(&args.gold)?;
    let whole = measure(&cases)?;
    println!(
        "seed {}, {} documents, {} claims",
        args.seed,
        cases.len(),
        cases.iter().map(|c| c.claims.len()).sum::<usize>()
    );
    println!(
        "{:12} {:>6} {:>8} {:>8} {:>8} {:>8} {:>9}",
        "changed", "edits", "units F1", "units P", "units R", "claims F1", "units ±"
    );
    row("nothing", 0, &whole, &whole);
    for kind in KINDS {
        let (changed, n) = change(&cases, &[kind], args.seed)?;
        row(kind, n, &measure(&changed)?, &whole);
    }
    let (changed, n) = change(&cases, &KINDS, args.seed)?;
    let after = measure(&changed)?;
    row("all", n, &after, &whole);
    println!("\n{:16} {:>8} {:>8} {:>9}", "document", "before", "after", "units ±");
    for ((name, before), (_, after)) in whole.by_document.iter().zip(&after.by_document) {
        println!("{name:16} {:8.3} {:8.3} {:+9.3}", before.f1(), after.f1(), after.f1() - before.f1());
    }
    if let Some(out) = &args.out {
        write(out, &changed)?;
    }
    Ok(())
}

fn row(what: &str, edits: usize, now: &Report, before: &Report) {
    let (units, moved) = (now.units, now.units.f1() - before.units.f1());
    println!(
        "{what:12} {edits:6} {:8.3} {:8.3} {:8.3} {:8.3} {moved:+9.3}{}",
        units.f1(),
        units.precision(),
        units.recall(),
        now.claims.f1(),
        if moved.abs() < 0.03 { "" } else { "  over .03" }
    );
}

/// Applies the named changes to each document.
fn change(cases: &[Case], kinds: &[&str], seed: u64) -> Result<(Vec<Case>, usize), String> {
    let mut total = 0;
    let changed = cases
        .iter()
        .map(|case| {
            let mut now = case.clone();
            for kind in kinds {
                let mut chance = Chance::new(seed, &format!("{kind} {}", case.doc.name));
                let (after, n) = match *kind {
                    "names" => {
                        let towns = towns::swaps(&now, &mut chance.clone()).names();
                        let edits = names::edits(&now, &mut chance, &towns);
                        edit::apply(&now, edits)
                    }
                    "towns" => towns::perturb(&now, &towns::swaps(&now, &mut chance)),
                    "numbers" => numbers::perturb(&now, &mut chance),
                    "dates" => dates::perturb(&now, &mut chance),
                    _ => {
                        let edits = synonyms::edits(&now, &mut chance)?;
                        edit::apply(&now, edits)
                    }
                };
                total += n;
                now = after;
            }
            Ok(now)
        })
        .collect::<Result<Vec<Case>, String>>()?;
    Ok((changed, total))
}

fn lines(claims: &[Claim]) -> Result<String, String> {
    claims.iter().map(|c| Ok(serde_json::to_string(c).map_err(|e| e.to_string())? + "\n")).collect()
}

/// Reads and scores. Gold must be anchored in its own text, so that no fault of ours counts as the reader's.
fn measure(cases: &[Case]) -> Result<Report, String> {
    let (mut gold, mut gold_lines, mut read) = (Vec::new(), String::new(), String::new());
    for case in cases {
        let name = case.doc.name.trim_end_matches(".txt");
        let own = lines(&case.claims)?;
        gold.push(GoldDoc::parse(name, case.doc.text.as_bytes(), own.as_bytes()).map_err(|e| e.to_string())?);
        gold_lines += &own;
        read += &lines(&Reader::english().read(&case.doc).claims)?;
    }
    let judge = |claims: &str| {
        let predicted = Predicted::parse(claims.as_bytes()).map_err(|e| e.to_string())?;
        score(&gold, &predicted, false).map_err(|e| e.to_string())
    };
    let own = judge(&gold_lines)?;
    if own.unanchored > 0 || own.units.f1() < 1.0 {
        return Err(format!(
            "gold no longer fits its text: {} unanchored, F1 {:.3}",
            own.unanchored,
            own.units.f1()
        ));
    }
    judge(&read)
}

fn load(dir: &Path) -> Result<Vec<Case>, String> {
    let file =
        |name: &str| std::fs::read_to_string(dir.join(name)).map_err(|e| format!("cannot read {name}: {e}"));
    let manifest: serde_json::Value = match file("docs.json") {
        Ok(json) => serde_json::from_str(&json).map_err(|e| format!("docs.json: {e}"))?,
        Err(_) => serde_json::Value::Null,
    };
    let entries = std::fs::read_dir(dir).map_err(|e| format!("cannot open {}: {e}", dir.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|e| e.ok()?.file_name().to_str()?.strip_suffix(".claims.jsonl").map(str::to_owned))
        .collect();
    names.sort();
    names
        .iter()
        .map(|name| {
            let mut doc = Document::plain(&format!("{name}.txt"), &file(&format!("{name}.txt"))?);
            let entry = &manifest[&doc.name];
            doc.date = entry["date"].as_str().and_then(|d| d.parse().ok());
            doc.kind = entry["kind"].as_str().map(str::to_owned);
            let covers = entry["covers"].as_str().and_then(|c| c.split_once('/'));
            doc.covers = covers.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
            let mut claims = Vec::new();
            for (n, line) in (1..).zip(file(&format!("{name}.claims.jsonl"))?.lines()) {
                let mut claim: Claim =
                    serde_json::from_str(line).map_err(|e| format!("{name}, line {n}: {e}"))?;
                claim.doc.clone_from(&doc.name);
                claims.push(claim);
            }
            Ok(Case { doc, claims })
        })
        .collect()
}

fn write(out: &Path, cases: &[Case]) -> Result<(), String> {
    let put = |name: String, what: &str| {
        std::fs::write(out.join(&name), what).map_err(|e| format!("cannot write {name}: {e}"))
    };
    std::fs::create_dir_all(out).map_err(|e| format!("cannot make {}: {e}", out.display()))?;
    let mut manifest = serde_json::Map::new();
    for case in cases {
        let covers = case.doc.covers.map(|(from, to)| format!("{from}/{to}"));
        let date = case.doc.date.map(|d| d.to_string());
        let mut entry = serde_json::json!({ "date": date, "kind": case.doc.kind });
        if let Some(covers) = covers {
            entry["covers"] = covers.into();
        }
        manifest.insert(case.doc.name.clone(), entry);
        put(case.doc.name.clone(), &case.doc.text)?;
        put(format!("{}.claims.jsonl", case.doc.name.trim_end_matches(".txt")), &lines(&case.claims)?)?;
    }
    put("docs.json".to_owned(), &format!("{:#}\n", serde_json::Value::Object(manifest)))
}
