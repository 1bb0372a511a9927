//! The whole: claims against gold claims, scored as `kua score` does.
//!
//! In: `dev/` and `check/` of the gold folder. Out: units, claims, and slots inside matched claims for `dev`; units alone
//! for `check`, whose texts and claims are never told, not even in an error.

use super::sheet::Sheet;
use kua_ingest::{Item, Options};
use kua_read::Reader;
use kua_record::score::{GoldDoc, Predicted, Report, Slot, Tally, score};
use kua_record::{Document, Language};
use rayon::prelude::*;
use std::path::Path;

/// Slots with a bar for F1 inside matched claims.
const MATCHED: [(Slot, f64); 8] = [
    (Slot::Who, 0.80),
    (Slot::Whom, 0.75),
    (Slot::When, 0.85),
    (Slot::Where, 0.85),
    (Slot::Count, 0.90),
    (Slot::Says, 0.88),
    (Slot::Why, 0.70),
    (Slot::Is, 0.65),
];

/// Slots told as counts: nearly all of their fillers are the default, which is no filler.
const COUNTED: [Slot; 3] = [Slot::Polarity, Slot::Reality, Slot::Sure];

/// How far below `dev` the units of `check` may be.
const GAP: f64 = 0.05;

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let mut dev = None;
    if let Some(folder) = sheet.gold("dev", "gold dev") {
        let report = scored(&folder, true)?;
        rows(sheet, &report);
        dev = Some(report.units.f1());
    }
    if let Some(folder) = sheet.gold("check", "gold check") {
        // What goes wrong in it must not be told: it could quote the texts.
        let report = scored(&folder, false).map_err(|_| "check cannot be scored".to_owned())?;
        sheet.f1("gold check", "units F1", report.units, dev.map(|f1| f1 - GAP));
        sheet.note("The bar of `check` is `dev` less .05. Its texts are scored and never shown.");
    }
    Ok(())
}

fn rows(sheet: &mut Sheet, report: &Report) {
    let data = "gold dev";
    sheet.f1(data, "units F1", report.units, Some(0.62));
    sheet.score(data, "units precision", report.units.precision(), Some(0.72));
    sheet.f1(data, "claims F1", report.claims, Some(0.72));
    let matched = |slot: Slot| report.matched.get(slot as usize).copied().unwrap_or_default();
    for (slot, bar) in MATCHED {
        sheet.f1(data, &format!("{} in matched claims, F1", slot.name()), matched(slot), Some(bar));
    }
    for slot in COUNTED {
        let Tally { hits, predicted, gold } = matched(slot);
        let counts = format!("{hits} right of {gold} in gold, {predicted} given");
        sheet.counts(data, &format!("{} in matched claims", slot.name()), counts);
    }
    for line in &report.misses {
        let mut parts = line.splitn(2, ": ");
        let what = if parts.next().is_some_and(|p| p.starts_with("missed")) { "missed" } else { "too much" };
        let act = parts.next().and_then(|rest| rest.split(' ').next()).unwrap_or_default();
        let family = act.split('.').next().unwrap_or_default();
        sheet.miss(data, &format!("claim {what}: {family}.*"), || line.clone());
    }
    for (slot, _) in MATCHED {
        let Tally { hits, predicted, gold } = matched(slot);
        for (n, what) in [(gold - hits, "not given"), (predicted - hits, "wrong or too much")] {
            for _ in 0..n {
                sheet.miss(data, &format!("{} {what}", slot.name()), String::new);
            }
        }
    }
}

/// Reads all documents of a folder as `kua read FOLDER` does and scores them.
fn scored(folder: &Path, misses: bool) -> Result<Report, String> {
    let mut documents: Vec<Document> = Vec::new();
    kua_ingest::ingest(&[folder.to_owned()], &Options::default(), &mut |item| {
        if let Item::Document(document) = item
            && document.language == Language::En
        {
            documents.push(*document);
        }
    });
    let claims = documents
        .par_iter()
        .map(|document| {
            let line = |claim| kua_record::jsonl::to_line(claim).map(|line| line + "\n");
            Reader::english().read(document).claims.iter().map(line).collect::<Result<String, _>>()
        })
        .collect::<Result<String, _>>()
        .map_err(|error| error.to_string())?;
    let gold = super::files(folder, ".claims.jsonl")?
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = name.trim_end_matches(".claims.jsonl");
            let text = super::read(&folder.join(format!("{name}.txt")))?;
            GoldDoc::parse(name, text.as_bytes(), super::read(path)?.as_bytes()).map_err(|e| e.to_string())
        })
        .collect::<Result<Vec<_>, _>>()?;
    let predicted = Predicted::parse(claims.as_bytes()).map_err(|error| error.to_string())?;
    score(&gold, &predicted, misses).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_are_scored_like_gold() {
        let report = scored(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples"), true).unwrap();
        assert!(report.units.gold > 300 && report.units.hits > 0 && report.unanchored == 0);
        let mut sheet = Sheet::default();
        sheet.begin("the whole");
        rows(&mut sheet, &report);
        assert_eq!(sheet.markdown().lines().count(), 2 + 3 + MATCHED.len() + COUNTED.len());
    }
}
