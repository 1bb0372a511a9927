//! Entities from raw text against Universal NER on EWT dev: exact spans, PER, ORG, LOC; GPE counts as LOC, NORP is left out.
//!
//! In: the bench folder and a model; each sentence is parsed by itself. Out: [`Found`], or a printed table.

use kua_record::score::Tally;
use kua_syntax::{EntityType, Model};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// The file, below the bench folder.
pub const FILE: &str = "entity/uner_en_ewt-dev.iob2";

/// First byte, one past the last, type.
type Name = (usize, usize, &'static str);

/// One sentence with the names that gold has and those that were found.
pub struct Found {
    /// The sentence.
    pub text: String,
    gold: BTreeSet<Name>,
    found: BTreeSet<Name>,
}

impl Found {
    /// Gold names that were not found.
    pub fn missed(&self) -> Vec<(&'static str, &str)> {
        self.gold.difference(&self.found).map(|n| (n.2, self.text.get(n.0..n.1).unwrap_or("?"))).collect()
    }

    /// Names found that gold has not.
    pub fn extra(&self) -> Vec<(&'static str, &str)> {
        self.found.difference(&self.gold).map(|n| (n.2, self.text.get(n.0..n.1).unwrap_or("?"))).collect()
    }

    /// Names of a type, or with `None` of all.
    pub fn tally(&self, kind: Option<&str>) -> Tally {
        let count = |names: &BTreeSet<Name>| names.iter().filter(|n| kind.is_none_or(|k| k == n.2)).count();
        let both: BTreeSet<Name> = self.gold.intersection(&self.found).copied().collect();
        Tally { hits: count(&both), predicted: count(&self.found), gold: count(&self.gold) }
    }
}

/// Reads and parses every sentence of the file.
pub fn measure(data: &Path, model: &Model) -> Result<Vec<Found>, String> {
    let path = data.join(FILE);
    let file = std::fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    let blocks: Vec<&str> = file.split("\n\n").collect();
    Ok(blocks.par_iter().filter_map(|block| sentence(block, model)).collect())
}

fn sentence(block: &str, model: &Model) -> Option<Found> {
    let text = block.lines().find_map(|l| l.strip_prefix("# text = "))?;
    let mut found = BTreeSet::new();
    for sentence in model.parse(text) {
        for &(a, b, kind) in &sentence.entities {
            let kind = match kind {
                EntityType::Per => "PER",
                EntityType::Org => "ORG",
                EntityType::Loc | EntityType::Gpe => "LOC",
                EntityType::Norp => continue,
            };
            let words = sentence.tokens.get(a..b).unwrap_or(&[]);
            if let (Some(first), Some(last)) = (words.first(), words.last()) {
                found.insert((first.span.start, last.span.end, kind));
            }
        }
    }
    Some(Found { gold: gold(block, text), found, text: text.to_owned() })
}

/// The marked names of a block; other types than the three are left out.
fn gold(block: &str, text: &str) -> BTreeSet<Name> {
    let mut out = BTreeSet::new();
    let mut at = 0;
    let mut open: Option<(usize, usize, &str)> = None;
    let mut close = |name: Option<(usize, usize, &str)>| {
        let Some((a, b, kind)) = name else { return };
        out.extend(["PER", "ORG", "LOC"].into_iter().find(|k| *k == kind).map(|kind| (a, b, kind)));
    };
    for line in block.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [_, form, tag, ..] = columns[..] else { continue };
        // Where the form stands in the text; forms of split words may not be found, then the place stays.
        let start = text.get(at..).and_then(|rest| rest.find(form)).map_or(at, |p| at + p);
        let end = (start + form.len()).min(text.len());
        at = if text.is_char_boundary(end) { end } else { at };
        if let Some(kind) = tag.strip_prefix("I-")
            && let Some(name) = &mut open
            && name.2 == kind
        {
            name.1 = end;
            continue;
        }
        close(open.take());
        open = tag.strip_prefix("B-").map(|kind| (start, end, kind));
    }
    close(open);
    out
}

/// Prints precision, recall and F1 by type; with `show` the errors as well.
pub fn run(data: &Path, model: &Model, show: bool) -> Result<(), String> {
    let sentences = measure(data, model)?;
    for found in sentences.iter().filter(|_| show) {
        let (missed, extra) = (found.missed(), found.extra());
        if !missed.is_empty() || !extra.is_empty() {
            let text: String = found.text.chars().take(150).collect();
            println!("missed {missed:?}  extra {extra:?}  in {text}");
        }
    }
    for kind in [Some("PER"), Some("ORG"), Some("LOC"), None] {
        let mut sum = Tally::default();
        sentences.iter().for_each(|found| sum.add(found.tally(kind)));
        println!(
            "entities {:4} gold {:5} found {:5}  P {:.3} R {:.3} F1 {:.3}",
            kind.unwrap_or("all"),
            sum.gold,
            sum.predicted,
            sum.precision(),
            sum.recall(),
            sum.f1()
        );
    }
    println!("({} sentences)", sentences.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans_of_the_text() {
        let text = "Ana Lu left Porto.";
        let block = "# text = Ana Lu left Porto.\n1\tAna\tB-PER\n2\tLu\tI-PER\n3\tleft\tO\n4\tPorto\tB-LOC\n5\t.\tB-OTH\n";
        let gold = gold(block, text);
        assert_eq!(gold, BTreeSet::from([(0, 6, "PER"), (12, 17, "LOC")]));
        let found =
            Found { text: text.to_owned(), gold, found: BTreeSet::from([(0, 6, "PER"), (0, 3, "ORG")]) };
        assert_eq!(found.tally(None), Tally { hits: 1, predicted: 2, gold: 2 });
        assert_eq!(found.tally(Some("LOC")), Tally { hits: 0, predicted: 0, gold: 1 });
        assert_eq!((found.missed(), found.extra()), (vec![("LOC", "Porto")], vec![("ORG", "Ana")]));
    }
}
