//! Entities from raw text against Universal NER on EWT dev: exact spans, PER, ORG, LOC; GPE counts as LOC, NORP is left out.

use kua_syntax::{EntityType, Model};
use std::collections::BTreeSet;
use std::path::Path;

/// Prints precision, recall and F1 by type; with `show` the errors as well.
pub fn run(data: &Path, model: &Model, show: bool) -> Result<(), String> {
    let path = data.join("entity/uner_en_ewt-dev.iob2");
    let file = std::fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    let (mut gold, mut found) = (BTreeSet::new(), BTreeSet::new());
    let mut sentences = 0;
    for (number, block) in file.split("\n\n").enumerate() {
        let Some(text) = block.lines().find_map(|l| l.strip_prefix("# text = ")) else { continue };
        sentences += 1;
        let mut at = 0;
        let mut last: Option<(usize, usize, String)> = None;
        for line in block.lines().filter(|l| !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, form, tag, ..] = columns[..] else { continue };
            // Where the form stands in the text; forms of split words may not be found, then the place stays.
            let start = text[at..].find(form).map_or(at, |p| at + p);
            let end = (start + form.len()).min(text.len());
            at = if text.is_char_boundary(end) { end } else { at };
            if let Some(kind) = tag.strip_prefix("I-")
                && let Some(open) = &mut last
                && open.2 == kind
            {
                open.1 = end;
                continue;
            }
            gold.extend(last.take().map(|(a, b, k)| (number, a, b, k)));
            if let Some(kind) = tag.strip_prefix("B-") {
                last = Some((start, end, kind.to_string()));
            }
        }
        gold.extend(last.take().map(|(a, b, k)| (number, a, b, k)));
        for sentence in model.parse(text) {
            for (a, b, kind) in &sentence.entities {
                let kind = match kind {
                    EntityType::Per => "PER",
                    EntityType::Org => "ORG",
                    EntityType::Loc | EntityType::Gpe => "LOC",
                    EntityType::Norp => continue,
                };
                found.insert((
                    number,
                    sentence.tokens[*a].span.start,
                    sentence.tokens[b - 1].span.end,
                    kind.to_string(),
                ));
            }
        }
        if show {
            let name =
                |e: &(usize, usize, usize, String)| format!("{} {}", e.3, text.get(e.1..e.2).unwrap_or("?"));
            let missed: Vec<String> = gold.difference(&found).filter(|e| e.0 == number).map(name).collect();
            let extra: Vec<String> = found.difference(&gold).filter(|e| e.0 == number).map(name).collect();
            if !missed.is_empty() || !extra.is_empty() {
                println!(
                    "missed {missed:?}  extra {extra:?}  in {}",
                    text.chars().take(150).collect::<String>()
                );
            }
        }
    }
    gold.retain(|g| g.3 != "OTH");
    for kind in ["PER", "ORG", "LOC", ""] {
        let of = |set: &BTreeSet<(usize, usize, usize, String)>| {
            set.iter().filter(|e| kind.is_empty() || e.3 == kind).count()
        };
        let right = gold.intersection(&found).filter(|e| kind.is_empty() || e.3 == kind).count();
        let (g, f) = (of(&gold), of(&found));
        let (p, r) = (right as f64 / f.max(1) as f64, right as f64 / g.max(1) as f64);
        let name = if kind.is_empty() { "all" } else { kind };
        println!(
            "entities {name:4} gold {g:5} found {f:5}  P {p:.3} R {r:.3} F1 {:.3}",
            if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
        );
    }
    println!("({sentences} sentences)");
    Ok(())
}
