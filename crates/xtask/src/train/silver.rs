//! Sentences that the teacher labelled (`models/silver/en.conllu`, made by `models/teacher`).
//!
//! In: the file. Out: [`Example`]s. `Sure=tag,head,label` in MISC (hundredths) is how sure the teacher was of a word, quite
//! sure where it is missing: what it doubted is learned with less weight, what it only guessed not at all. Entities are
//! guessed from lists as for EWT: the teacher knows them less well.

use super::data::{self, Example, Sure};
use kua_syntax::conllu;
use std::path::Path;

/// Below this probability nothing is learned.
const LEAST: f32 = 0.5;

/// Reads all sentences. `weight`: of what is quite sure, beside 1 for the treebanks.
pub fn load(path: &Path, weight: f32) -> Result<Vec<Example>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    let document = conllu::read(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(document.sentences.iter().map(|group| example(&document.text, group, weight)).collect())
}

fn example(text: &str, group: &conllu::Group, weight: f32) -> Example {
    let mut out = data::example(text, group, None);
    out.proper = group.words.iter().map(|w| w.upos == "PROPN").collect();
    for (sure, word) in out.sure.iter_mut().zip(&group.words) {
        let said = word.misc.split('|').find_map(|m| m.strip_prefix("Sure="));
        let mut parts = said.into_iter().flat_map(|s| s.split(',')).map(|p| p.parse().unwrap_or(0.0) / 100.0);
        let mut next = || {
            let p: f32 = parts.next().unwrap_or(1.0);
            if p < LEAST { 0.0 } else { p * weight }
        };
        let (tag, head, label) = (next(), next(), next());
        *sure = Sure { tag, head, label: label.min(head), entity: sure.entity * weight };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubt_lowers_the_weight() {
        let file = "1\tGuards\t_\tNOUN\t_\tNumber=Plur\t2\tnsubj\t_\tSure=90,80,95\n\
                    2\tleft\t_\tVERB\t_\t_\t0\troot\t_\tSure=70,40,99\n\
                    3\tTresna\t_\tPROPN\t_\t_\t2\tobj\t_\t_\n\n";
        let document = conllu::read(file).unwrap();
        let e = example(&document.text, &document.sentences[0], 0.5);
        assert_eq!((e.sure[0].tag, e.sure[0].head, e.sure[0].label), (0.45, 0.4, 0.4));
        assert_eq!((e.sure[1].head, e.sure[1].label), (0.0, 0.0), "a head only guessed teaches nothing");
        assert_eq!((e.sure[2].head, e.proper[2]), (0.5, true));
    }
}
