//! Entities: persons, organisations and places from raw text (Universal NER on EWT dev).
//!
//! In: `entity/uner_en_ewt-dev.iob2`; each sentence is parsed by itself. Out: F1 of exact spans with type. GPE counts as
//! LOC, NORP is left out. The comparison is that of `cargo xtask eval-syntax`.

use super::sheet::Sheet;
use crate::eval_syntax::entities;
use kua_record::score::Tally;
use kua_syntax::Model;

const DATA: &str = "Universal NER, EWT dev";

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(file) = sheet.bench(entities::FILE, DATA) else { return Ok(()) };
    let bench = file.ancestors().nth(2).ok_or("the file has no folder")?;
    let sentences = entities::measure(bench, Model::english())?;
    let sum = |kind| {
        let mut sum = Tally::default();
        sentences.iter().for_each(|found| sum.add(found.tally(kind)));
        sum
    };
    sheet.f1(DATA, "F1, exact spans", sum(None), Some(0.72));
    for kind in ["PER", "ORG", "LOC"] {
        sheet.f1(DATA, &format!("F1, {kind} alone"), sum(Some(kind)), None);
    }
    for found in &sentences {
        for (kind, name) in found.missed() {
            sheet.miss(DATA, &format!("{kind} missed"), || format!("{name} in {}", found.text));
        }
        for (kind, name) in found.extra() {
            sheet.miss(DATA, &format!("{kind} too much"), || format!("{name} in {}", found.text));
        }
    }
    Ok(())
}
