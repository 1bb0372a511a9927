//! Police stood by: invented sentences in which state forces fail to act, and others that only look so.
//!
//! In: `crates/kua-read/tests/police-idle.toml`, built in. Out: how many sentences are read right, each by itself: a
//! `yes` must give a claim `police.idle`, a `no` must not.

use super::sheet::Sheet;
use kua_read::Reader;
use kua_record::Document;
use rayon::prelude::*;
use serde::Deserialize;

const DATA: &str = "`police-idle.toml`, invented";

/// Sentences of each kind that must be right.
const LEAST: usize = 25;

const SENTENCES: &str = include_str!("../../../kua-read/tests/police-idle.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    yes: Vec<String>,
    no: Vec<String>,
}

fn sentences() -> Result<Sentences, String> {
    toml::from_str(SENTENCES).map_err(|error| error.to_string())
}

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Sentences { yes, no } = sentences()?;
    for (list, wanted, metric, class) in [
        (&yes, true, "said, and read so", "said, not read"),
        (&no, false, "not said, and not read so", "not said, but read"),
    ] {
        let right: Vec<bool> = list.par_iter().map(|sentence| idle(sentence) == wanted).collect();
        sheet.number(DATA, metric, right.iter().filter(|right| **right).count(), list.len(), LEAST);
        for (sentence, _) in list.iter().zip(&right).filter(|(_, right)| !**right) {
            sheet.miss(DATA, class, || sentence.clone());
        }
    }
    Ok(())
}

fn idle(sentence: &str) -> bool {
    let reading = Reader::english().read(&Document::plain("sentence", sentence));
    reading.claims.iter().any(|claim| claim.act.as_str() == "police.idle")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_enough_sentences_and_none_twice() {
        let Sentences { yes, no } = sentences().unwrap();
        assert!(yes.len() >= LEAST && no.len() >= LEAST);
        assert_eq!(yes.iter().chain(&no).collect::<BTreeSet<_>>().len(), yes.len() + no.len());
    }
}
