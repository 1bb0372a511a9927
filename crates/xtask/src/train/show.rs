//! Training sentences as CoNLL-U, for the teacher that labels raw text (`models/teacher`).
//!
//! In: examples. Out: a file with `Ent=` in MISC: `O`, `B-Per`, `I-Per` …; nothing where the entity is not known. A comment
//! tells whether a sentence's entities were marked or guessed.

use super::data::Example;
use super::{Known, lists};
use kua_syntax::entity::TYPES;
use std::fmt::Write;
use std::path::Path;

/// Writes all sentences to `path`.
pub fn write(path: &Path, examples: &[Example], known: &Known) -> Result<(), String> {
    let mut out = String::new();
    for e in examples {
        let columns = match &e.entities {
            Some(marked) => marked.iter().map(|c| Some(*c)).collect(),
            None => lists::guess(e, &known.lists, &known.met),
        };
        let _ = writeln!(out, "# entities = {}", if e.entities.is_some() { "marked" } else { "guessed" });
        for (i, column) in columns.iter().enumerate() {
            let (upos, feats) = e.tags[i].split_once('\t').unwrap_or((&e.tags[i], ""));
            let mut misc: Vec<String> = Vec::new();
            match column {
                Some(0) => misc.push("Ent=O".into()),
                Some(c) => {
                    misc.push(format!("Ent={}-{:?}", if c % 2 == 1 { "B" } else { "I" }, TYPES[(c - 1) / 2]));
                }
                None => {}
            }
            if !e.space[i].1 && i + 1 < e.forms.len() {
                misc.push("SpaceAfter=No".into());
            }
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{upos}\t{}\t{}\t{}\t{}\t_\t{}",
                i + 1,
                e.forms[i],
                e.lemmas[i],
                if e.proper[i] { "NNP" } else { "_" },
                if feats.is_empty() { "_" } else { feats },
                e.heads[i],
                e.rels[i],
                if misc.is_empty() { "_".to_string() } else { misc.join("|") },
            );
        }
        out.push('\n');
    }
    std::fs::write(path, out).map_err(|e| format!("cannot write {}: {e}", path.display()))
}
