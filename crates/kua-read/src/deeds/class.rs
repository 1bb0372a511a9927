//! Which PLOVER class a verb has that no claim is made of, by `lexicon/en/deeds.toml`.
//!
//! In: a verb of a tree. Out: the class, or none. Not here: classes of acts (the codebook has them), and parties.

use crate::lexicon::{DeedEntry, Lexicon};
use crate::roles;
use crate::tree::Tree;
use kua_syntax::Rel;

/// The class of the verb: its own, else that of the event noun or the verb that it carries ("mounted an invasion",
/// "attempted to storm").
pub fn of_verb<'l>(tree: &Tree<'_>, lex: &'l Lexicon, v: usize) -> Option<&'l str> {
    let carried = || tree.kid(v, &["obj"]).and_then(|o| lex.deeds.noun(&tree.lemma(o).to_lowercase()));
    let handed_on = || tree.kid(v, &["xcomp"]).and_then(|x| own(tree, lex, x));
    own(tree, lex, v).or_else(carried).or_else(handed_on)
}

/// The class of the verb itself.
pub fn own<'l>(tree: &Tree<'_>, lex: &'l Lexicon, v: usize) -> Option<&'l str> {
    let particle = tree.kids(v).find(|&k| tree.rel(k) == Rel::COMPOUND_PRT);
    // "handed over 700 kg": the word right behind, whatever the parser takes it for.
    let behind = (v + 1 < tree.len()).then_some(v + 1);
    let phrase: Vec<String> =
        particle.into_iter().chain(behind).map(|p| format!("{} {}", tree.lemma(v), tree.lower(p))).collect();
    let nouns = governed(tree, v);
    let fits =
        |entry: &DeedEntry| entry.with.is_empty() || nouns.iter().any(|noun| entry.with.contains(noun));
    let entries = phrase.iter().flat_map(|p| lex.deeds.verb(p)).chain(lex.deeds.verb(tree.lemma(v)));
    entries.filter(|(_, entry)| fits(entry)).min_by_key(|(at, _)| *at).map(|(_, entry)| entry.class.as_str())
}

/// Lemmas of what the verb governs, alone and with the word before ("martial law"): objects, prepositional phrases, and
/// what these are of.
fn governed(tree: &Tree<'_>, v: usize) -> Vec<String> {
    let patient = |k: usize| tree.base(k) == "nsubj" && roles::is_passive(tree, v);
    let direct = tree.kids(v).filter(|&k| matches!(tree.base(k), "obj" | "obl") || patient(k));
    let mut out = Vec::new();
    for k in direct.flat_map(|k| tree.with_conjuncts(k)) {
        let lemma = tree.lemma(k).to_lowercase();
        for inner in tree.kids(k).filter(|&n| matches!(tree.base(n), "nmod" | "compound" | "amod")) {
            out.push(format!("{} {lemma}", tree.lower(inner)));
            if tree.base(inner) != "amod" {
                out.push(tree.lemma(inner).to_lowercase());
            }
        }
        out.push(lemma);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::Reader;
    use kua_record::Document;

    fn classes(text: &str) -> Vec<String> {
        let reader = Reader::english();
        let deeds = reader.deeds(&Document::plain("d", text), &reader.syntax(text));
        deeds.into_iter().filter_map(|deed| deed.class).map(|class| class.to_string()).collect()
    }

    #[test]
    fn every_entry_gives_its_class_to_its_own_sentences_alone() {
        let mut wrong = Vec::new();
        for entry in &Reader::english().lex.deeds.entries {
            assert!(!entry.yes.is_empty() && !entry.no.is_empty(), "{} has no sentences", entry.id);
            wrong.extend(entry.yes.iter().filter(|text| !classes(text).contains(&entry.class)));
            wrong.extend(entry.no.iter().filter(|text| classes(text).contains(&entry.class)));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
