//! Syntax: trees of UD English EWT dev, with given words and from raw text, as `cargo xtask eval-syntax` scores them.
//!
//! In: `syntax/en_ewt-dev.conllu`. Out: LAS in hundredths, relations without subtypes; tags are always predicted.
//! Not here: speed (`cargo xtask bench syntax`).

use super::sheet::Sheet;
use crate::eval_syntax::{self, score};
use kua_syntax::Model;

const DATA: &str = "UD English EWT dev";

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(path) = sheet.bench("syntax/en_ewt-dev.conllu", DATA) else { return Ok(()) };
    let bench = path.ancestors().nth(2).ok_or("the file has no folder")?;
    let gold = eval_syntax::document(bench, "en_ewt-dev.conllu")?;
    let model = Model::english();
    let (given, raw) = rayon::join(|| model.parse_document(&gold), || model.parse(&gold.text));
    let las = |parsed: &[_]| score::score(&gold.text, &gold, parsed).las;
    sheet.percent(DATA, "LAS, words given", las(&given), Some(85.0));
    sheet.percent(DATA, "LAS, raw text", las(&raw), Some(80.5));
    for ((relation, what), n) in score::wrong_trees(&gold, &given) {
        for _ in 0..n {
            sheet.miss(DATA, &format!("{relation}: {what}"), || "words given".to_owned());
        }
    }
    Ok(())
}
