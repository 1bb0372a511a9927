//! What a model knows besides weights: features, tags, labels, contractions, lemma endings, name lists.
//!
//! In: training sentences. Out: [`Tables`], sorted, so that the same data give the same file.

use super::data::Example;
use super::vectors::Vectors;
use kua_record::Span;
use kua_syntax::Feats;
use kua_syntax::conllu::Document;
use kua_syntax::lemma::{self, LONGEST, Script};
use kua_syntax::lists::Lists;
use kua_syntax::model::{Tables, upos};
use kua_syntax::split::Word;
use kua_syntax::vocab::{FEATURES, features};
use std::collections::BTreeMap;

/// How often a feature of each kind must be seen to be kept.
const LEAST: [usize; FEATURES] = [2, 3, 3, 2, 3, 4, 4, 2, 3, 4, 4, 4, 1, 1];

/// Feature hashes of each word of a sentence.
pub fn hashes(example: &Example, lists: &Lists) -> Vec<[u32; FEATURES]> {
    let words: Vec<Word> = example.forms.iter().map(|form| Word { form, span: Span::default() }).collect();
    let list = lists.find(&words);
    example
        .forms
        .iter()
        .zip(&list)
        .zip(&example.space)
        .map(|((form, list), space)| features(form, *list, *space))
        .collect()
}

/// How often each feature was seen: `counts[kind]`, hash → times.
pub fn count(examples: &[Example], lists: &Lists) -> Vec<BTreeMap<u32, usize>> {
    let mut counts = vec![BTreeMap::new(); FEATURES];
    for example in examples {
        for word in hashes(example, lists) {
            for (kind, hash) in word.iter().enumerate() {
                *counts[kind].entry(*hash).or_default() += 1;
            }
        }
    }
    counts
}

/// Counts the features of those words of `dressed` that differ from the same words of `plain`.
pub fn count_changed(counts: &mut [BTreeMap<u32, usize>], plain: &Example, dressed: &Example, lists: &Lists) {
    for (i, word) in hashes(dressed, lists).iter().enumerate() {
        if plain.forms[i] != dressed.forms[i] {
            for (kind, hash) in word.iter().enumerate() {
                *counts[kind].entry(*hash).or_default() += 1;
            }
        }
    }
}

/// Builds all tables.
pub fn build(
    examples: &[Example],
    documents: &[Document],
    counts: &[BTreeMap<u32, usize>],
    lists: Vec<String>,
    vectors: &Vectors,
) -> Tables {
    let mut hashes = Vec::new();
    for (kind, seen) in counts.iter().enumerate() {
        hashes.extend(seen.iter().filter(|(_, n)| **n >= LEAST[kind]).map(|(h, _)| *h));
        // Forms whose vector is known have a row, met in training or not.
        if kind == 0 {
            hashes.extend(vectors.places().map(|(h, _)| h));
        }
    }
    // Two features of the same hash would take two rows; the first wins.
    let mut known = std::collections::BTreeSet::new();
    hashes.retain(|h| known.insert(*h));
    let (scripts, rules) = lemmas(examples);
    Tables {
        hashes,
        tags: common(examples.iter().flat_map(|e| e.tags.iter()), 3),
        labels: common(examples.iter().flat_map(|e| e.rels.iter()), 2),
        contractions: contractions(documents),
        scripts,
        rules,
        lists,
    }
}

fn common<'a>(values: impl Iterator<Item = &'a String>, least: usize) -> Vec<String> {
    let mut seen: BTreeMap<&String, usize> = BTreeMap::new();
    for v in values {
        *seen.entry(v).or_default() += 1;
    }
    seen.into_iter().filter(|(_, n)| *n >= least).map(|(v, _)| v.clone()).collect()
}

/// Words without an apostrophe that are always, or nearly always, two words in the training trees.
fn contractions(documents: &[Document]) -> Vec<String> {
    let mut cuts: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
    let mut whole: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in documents.iter().flat_map(|d| &d.sentences) {
        for (a, b, surface) in &sentence.multiwords {
            let form = surface.to_lowercase();
            if b - a == 2 && form.chars().all(|c| c.is_ascii_lowercase()) {
                *cuts.entry(form).or_default().entry(sentence.words[*a].form.len()).or_default() += 1;
            }
        }
        for word in &sentence.words {
            *whole.entry(word.form.to_lowercase()).or_default() += 1;
        }
    }
    let mut out = Vec::new();
    for (form, cut) in cuts {
        let times: usize = cut.values().sum();
        let Some((at, _)) = cut.iter().max_by_key(|(at, n)| (**n, std::cmp::Reverse(**at))) else { continue };
        if times >= 3 && whole.get(&form).copied().unwrap_or(0) * 4 <= times && *at < form.len() {
            out.push(format!("{form}\t{at}"));
        }
    }
    out
}

/// Learns endings from short to long; a longer one is kept only where it says something else than the shorter ones.
fn lemmas(examples: &[Example]) -> (Vec<String>, Vec<u32>) {
    // context, small form → script → times
    let mut forms: BTreeMap<(String, String), BTreeMap<Script, usize>> = BTreeMap::new();
    for e in examples {
        for ((form, tag), lemma) in e.forms.iter().zip(&e.tags).zip(&e.lemmas) {
            let Some((name, feats)) = tag.split_once('\t') else { continue };
            let Some(upos) = upos(name) else { continue };
            if lemma == "_" {
                continue;
            }
            let normal = kua_syntax::form::normalise(form);
            let context = lemma::context(upos, &Feats(feats.into()));
            let script = Script::between(&normal, &kua_syntax::form::normalise(lemma));
            *forms.entry((context, normal.to_lowercase())).or_default().entry(script).or_default() += 1;
        }
    }
    let mut scripts: BTreeMap<Script, usize> = BTreeMap::new();
    let mut rules: BTreeMap<u32, u32> = BTreeMap::new();
    let mut names = Vec::new();
    let number = |script: &Script, scripts: &mut BTreeMap<Script, usize>, names: &mut Vec<String>| -> u32 {
        *scripts.entry(script.clone()).or_insert_with(|| {
            names.push(script.show());
            names.len() - 1
        }) as u32
    };
    let top = |seen: &BTreeMap<Script, usize>| {
        seen.iter().max_by_key(|(s, n)| (**n, std::cmp::Reverse((*s).clone()))).map(|(s, _)| s.clone())
    };
    for len in (0..=LONGEST).map(Some).chain([None]) {
        // Endings of this length: each word votes once for an ending, by its times for itself.
        let mut votes: BTreeMap<u32, BTreeMap<Script, usize>> = BTreeMap::new();
        for ((context, small), seen) in &forms {
            if len.is_some_and(|len| small.chars().count() < len) {
                continue;
            }
            let entry = votes.entry(lemma::key(context, small, len)).or_default();
            match len {
                None => seen.iter().for_each(|(s, n)| *entry.entry(s.clone()).or_default() += n),
                Some(_) => top(seen).into_iter().for_each(|s| *entry.entry(s).or_default() += 1),
            }
        }
        let shorter: BTreeMap<u32, u32> = rules.clone();
        let say = |context: &str, small: &str, len: Option<usize>| {
            let longest = len.map_or(LONGEST, |l| l.saturating_sub(1));
            (0..=longest.min(small.chars().count()))
                .rev()
                .find_map(|l| shorter.get(&lemma::key(context, small, Some(l))).copied())
        };
        for (context, small) in forms.keys() {
            if len.is_some_and(|len| small.chars().count() < len) {
                continue;
            }
            let key = lemma::key(context, small, len);
            let Some(seen) = votes.get(&key) else { continue };
            let total: usize = seen.values().sum();
            let Some(script) = top(seen) else { continue };
            // A single word proves nothing about an ending, unless the ending is the whole word.
            if len.is_some_and(|l| l > 0) && total < 3 {
                continue;
            }
            let n = number(&script, &mut scripts, &mut names);
            if say(context, small, len) != Some(n) {
                rules.insert(key, n);
            }
        }
    }
    (names, rules.into_iter().flat_map(|(k, v)| [k, v]).collect())
}
