//! Names the means of force, the acts of police and the groups hit that a text speaks of.
//!
//! In: a text and its sentences. Out: [`MeansMention`]s in text order, by the names of `codebook/means.toml`.
//! "Officers fired tear gas" gives `tear-gas` and what follows from it, `less-lethal`.
//! Not here: who used it against whom (that is a claim), and whether it happened: a denial names the means too.

use kua_record::Span;
use kua_syntax::{Sentence, Upos};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// A name and the words that stand for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeansMention {
    /// The codebook's name.
    pub name: &'static str,
    /// The words; the same for a name that follows from another.
    pub span: Span,
}

/// What the text names, in text order; names that follow from another come right after it.
pub fn find_means(text: &str, sentences: &[Sentence]) -> Vec<MeansMention> {
    let table = &*TABLE;
    let mut out: Vec<MeansMention> = Vec::new();
    for sentence in sentences {
        let words = words(text, sentence);
        for at in 0..words.len() {
            let word = &words[at];
            let begins = |key: &str| table.by_first.get(key).map_or(&[][..], Vec::as_slice);
            let other = if word.lemma == word.form { &[][..] } else { begins(&word.lemma) };
            for &(entry, pattern) in begins(&word.form).iter().chain(other) {
                let entry = &table.entries[entry];
                let before = &words[at.saturating_sub(2)..at];
                let Some(end) = matched(&entry.patterns[pattern], &words, at) else { continue };
                if before.iter().any(|w| entry.unless.iter().any(|u| *u == w.lemma || *u == w.form)) {
                    continue;
                }
                let span = Span::new(word.span.start, words[end].span.end);
                for name in std::iter::once(&entry.name).chain(&entry.also) {
                    let mention = MeansMention { name, span };
                    if !out.iter().rev().take(16).any(|m| *m == mention) {
                        out.push(mention);
                    }
                }
            }
        }
    }
    out
}

struct Word {
    form: String,
    lemma: String,
    upos: Upos,
    span: Span,
}

/// Words in small letters; "tear-gas" is two.
fn words(text: &str, sentence: &Sentence) -> Vec<Word> {
    let mut out = Vec::with_capacity(sentence.tokens.len());
    for token in &sentence.tokens {
        let form = token.span.of(text).to_lowercase();
        let lemma = token.lemma.to_lowercase();
        let parts: Vec<&str> = form.split('-').filter(|part| !part.is_empty()).collect();
        let lemmas: Vec<&str> = lemma.split('-').filter(|part| !part.is_empty()).collect();
        for (i, part) in parts.iter().enumerate() {
            let lemma = if lemmas.len() == parts.len() { lemmas[i] } else { part };
            let (form, lemma) = ((*part).to_owned(), lemma.to_owned());
            out.push(Word { form, lemma, upos: token.upos, span: token.span });
        }
    }
    out
}

type Pattern = Vec<(String, Option<Upos>)>;

/// The last word of the pattern if it begins at `at`.
fn matched(pattern: &Pattern, words: &[Word], at: usize) -> Option<usize> {
    let is = |word: &Word, wanted: &str| word.form == wanted || word.lemma == wanted;
    let mut next = at;
    for (i, (wanted, upos)) in pattern.iter().enumerate() {
        let between = |w: &Word| matches!(w.upos, Upos::Det | Upos::Pron | Upos::Adj) && !is(w, wanted);
        if i > 0 && words.get(next).is_some_and(between) {
            next += 1;
        }
        let word = words.get(next)?;
        if !is(word, wanted) || upos.is_some_and(|upos| upos != word.upos) {
            return None;
        }
        next += 1;
    }
    next.checked_sub(1)
}

struct Entry {
    name: String,
    also: Vec<String>,
    unless: Vec<String>,
    patterns: Vec<Pattern>,
}

#[derive(Default)]
struct Table {
    entries: Vec<Entry>,
    /// First word of a pattern → entry and pattern.
    by_first: FxHashMap<String, Vec<(usize, usize)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    #[allow(dead_code)] // for people
    kind: String,
    #[allow(dead_code)]
    means: String,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worded {
    name: String,
    words: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[allow(dead_code)] // run by the test
    yes: Vec<String>,
    #[allow(dead_code)]
    no: Vec<String>,
}

#[derive(Deserialize)]
struct File<T> {
    means: Vec<T>,
}

const NAMES: &str = include_str!("../../../codebook/means.toml");
const WORDS: &str = include_str!("../../../lexicon/en/means.toml");

/// The embedded files; a test proves that they can be read, so nothing is lost by falling back to an empty table.
static TABLE: LazyLock<Table> = LazyLock::new(|| table(NAMES, WORDS).unwrap_or_default());

fn table(names: &str, words: &str) -> Result<Table, String> {
    let names: File<Named> = toml::from_str(names).map_err(|e| e.to_string())?;
    let words: File<Worded> = toml::from_str(words).map_err(|e| e.to_string())?;
    let mut table = Table::default();
    for worded in words.means {
        let named = names.means.iter().find(|named| named.name == worded.name);
        let named = named.ok_or_else(|| format!("the codebook has no `{}`", worded.name))?;
        let mut entry = Entry {
            name: worded.name,
            also: named.also.clone(),
            unless: worded.unless,
            patterns: Vec::new(),
        };
        for words in &worded.words {
            let pattern = words.split(' ').map(word).collect::<Result<Pattern, _>>()?;
            let first = pattern.first().map(|(word, _)| word.clone()).unwrap_or_default();
            table.by_first.entry(first).or_default().push((table.entries.len(), entry.patterns.len()));
            entry.patterns.push(pattern);
        }
        table.entries.push(entry);
    }
    Ok(table)
}

/// `shield/NOUN` or `shield`.
fn word(written: &str) -> Result<(String, Option<Upos>), String> {
    match written.split_once('/') {
        None => Ok((written.to_owned(), None)),
        Some((word, tag)) => match kua_syntax::model::upos(tag) {
            Some(upos) => Ok((word.to_owned(), Some(upos))),
            None => Err(format!("`{tag}` is no part of speech")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;

    fn names(text: &str) -> Vec<&'static str> {
        find_means(text, &Reader::english().syntax(text)).iter().map(|m| m.name).collect()
    }

    #[test]
    fn every_entry_does_what_its_own_sentences_say() {
        assert!(table(NAMES, WORDS).is_ok());
        let entries: File<Worded> = toml::from_str(WORDS).unwrap();
        let mut wrong = Vec::new();
        for entry in &entries.means {
            for (sentences, must) in [(&entry.yes, true), (&entry.no, false)] {
                let fails = |s: &&String| names(s).contains(&entry.name.as_str()) != must;
                wrong.extend(sentences.iter().filter(fails).map(|s| format!("{}: {s}", entry.name)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn what_follows_from_a_name_stands_beside_it() {
        assert_eq!(names("At noon the tear gas came."), ["tear-gas", "less-lethal"]);
    }
}
