//! Scores of parsed sentences against a CoNLL-U document, words aligned by characters.

use kua_syntax::conllu::{Document, Entry};
use kua_syntax::{Model, Sentence, Token};
use std::collections::{BTreeMap, BTreeSet};

/// Breaks lines at spaces before `width` characters, as the shared task's raw texts do.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for (i, word) in text.split(' ').enumerate() {
        let first = word.split('\n').next().unwrap_or("");
        if i > 0 {
            let full = column + 1 + first.chars().count() > width;
            out.push(if full { '\n' } else { ' ' });
            column = if full { 0 } else { column + 1 };
        }
        out.push_str(word);
        let last = word.rsplit('\n').next().unwrap_or("");
        column = if word.contains('\n') { 0 } else { column } + last.chars().count();
    }
    out
}

/// A word with what is compared.
struct Item<'a> {
    /// Range of characters, white space not counted.
    at: (usize, usize),
    head: Option<(usize, usize)>,
    upos: &'a str,
    feats: &'a str,
    lemma: &'a str,
    rel: &'a str,
}

/// Number of characters that are no white space before each byte.
fn offsets(text: &str) -> Vec<usize> {
    let mut out = vec![0; text.len() + 1];
    let mut count = 0;
    for (i, c) in text.char_indices() {
        out[i..i + c.len_utf8()].fill(count);
        count += usize::from(!c.is_whitespace());
    }
    out[text.len()] = count;
    out
}

fn gold<'a>(doc: &'a Document, offsets: &[usize]) -> (Vec<Item<'a>>, BTreeSet<(usize, usize)>) {
    let at = |e: &Entry| (offsets[e.span.start], offsets[e.span.end]);
    let mut items = Vec::new();
    let mut sentences = BTreeSet::new();
    for s in &doc.sentences {
        if let (Some(a), Some(b)) = (s.words.first(), s.words.last()) {
            sentences.insert((at(a).0, at(b).1));
        }
        for w in &s.words {
            items.push(Item {
                at: at(w),
                head: w.head.checked_sub(1).map(|h| at(&s.words[h])),
                upos: &w.upos,
                feats: if w.feats == "_" { "" } else { &w.feats },
                lemma: &w.lemma,
                rel: w.rel.split(':').next().unwrap_or(""),
            });
        }
    }
    (items, sentences)
}

fn system<'a>(sentences: &'a [Sentence], offsets: &[usize]) -> (Vec<Item<'a>>, BTreeSet<(usize, usize)>) {
    let at = |t: &Token| (offsets[t.span.start], offsets[t.span.end]);
    let mut items = Vec::new();
    let mut bounds = BTreeSet::new();
    for s in sentences {
        if let (Some(a), Some(b)) = (s.tokens.first(), s.tokens.last()) {
            bounds.insert((at(a).0, at(b).1));
        }
        for t in &s.tokens {
            items.push(Item {
                at: at(t),
                head: t.head.map(|h| at(&s.tokens[h])),
                upos: t.upos.as_str(),
                feats: &t.feats.0,
                lemma: &t.lemma,
                rel: t.rel.base(),
            });
        }
    }
    (items, bounds)
}

fn f1(right: usize, gold: usize, system: usize) -> f64 {
    if gold + system == 0 { 0.0 } else { 200.0 * right as f64 / (gold + system) as f64 }
}

/// F1 over words (sentences for `sentences`), in hundredths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    words: f64,
    sentences: f64,
    upos: f64,
    feats: f64,
    lemma: f64,
    uas: f64,
    /// Heads with their relation, subtypes left off.
    pub las: f64,
}

impl Scores {
    /// A row of the table.
    pub fn row(&self, name: &str) -> String {
        let Scores { words, sentences, upos, feats, lemma, uas, las } = self;
        format!(
            "{name:28} {words:6.2} {sentences:6.2} {upos:6.2} {feats:6.2} {lemma:6.2} {uas:6.2} {las:6.2}"
        )
    }
}

/// Compares. `text` is what was parsed; it differs from the document's only in white space.
pub fn score(text: &str, doc: &Document, parsed: &[Sentence]) -> Scores {
    let (g, gs) = gold(doc, &offsets(&doc.text));
    let (s, ss) = system(parsed, &offsets(text));
    let by_place: BTreeMap<(usize, usize), &Item> = s.iter().map(|i| (i.at, i)).collect();
    let mut right = [0usize; 6];
    for w in &g {
        let Some(found) = by_place.get(&w.at) else { continue };
        right[0] += 1;
        right[1] += usize::from(w.upos == found.upos);
        right[2] += usize::from(w.feats == found.feats);
        right[3] += usize::from(w.lemma == found.lemma || w.lemma == "_");
        right[4] += usize::from(w.head == found.head);
        right[5] += usize::from(w.head == found.head && w.rel == found.rel);
    }
    let [words, upos, feats, lemma, uas, las] = right.map(|r| f1(r, g.len(), s.len()));
    let sentences = f1(gs.intersection(&ss).count(), gs.len(), ss.len());
    Scores { words, sentences, upos, feats, lemma, uas, las }
}

/// How many words have a wrong tree, by what gold calls them: (relation, wrong head or wrong relation).
pub fn wrong_trees(doc: &Document, parsed: &[Sentence]) -> BTreeMap<(String, &'static str), usize> {
    let offsets = offsets(&doc.text);
    let (g, _) = gold(doc, &offsets);
    let (s, _) = system(parsed, &offsets);
    let by_place: BTreeMap<(usize, usize), &Item> = s.iter().map(|i| (i.at, i)).collect();
    let mut out = BTreeMap::new();
    for w in &g {
        let what = match by_place.get(&w.at) {
            None => "cut otherwise",
            Some(found) if found.head != w.head => "another head",
            Some(found) if found.rel != w.rel => "another relation",
            Some(_) => continue,
        };
        *out.entry((w.rel.to_owned(), what)).or_default() += 1;
    }
    out
}

/// Prints gold words that were cut otherwise, and gold sentences with wrong borders.
pub fn split_errors(doc: &Document, model: &Model) {
    let parsed = model.split(&doc.text);
    let system: BTreeSet<(usize, usize)> =
        parsed.iter().flatten().map(|w| (w.span.start, w.span.end)).collect();
    let mut errors: BTreeMap<String, usize> = BTreeMap::new();
    for s in &doc.sentences {
        let mut last = 0;
        for (i, w) in s.words.iter().enumerate() {
            if i < last || system.contains(&(w.span.start, w.span.end)) {
                continue;
            }
            let mut end = i;
            while end + 1 < s.words.len() && s.words[end + 1].span.start == s.words[end].span.end {
                end += 1;
            }
            let mut first = i;
            while first > 0 && s.words[first - 1].span.end == s.words[first].span.start {
                first -= 1;
            }
            last = end + 1;
            let (a, b) = (s.words[first].span.start, s.words[end].span.end);
            let gold: Vec<&str> = s.words[first..=end].iter().map(|w| w.form.as_str()).collect();
            let ours: Vec<&str> = parsed
                .iter()
                .flatten()
                .filter(|w| w.span.start >= a && w.span.end <= b)
                .map(|w| w.form)
                .collect();
            *errors.entry(format!("gold {}  ours {}", gold.join(" "), ours.join(" "))).or_default() += 1;
        }
    }
    let mut errors: Vec<_> = errors.into_iter().collect();
    errors.sort_by_key(|(e, n)| (std::cmp::Reverse(*n), e.clone()));
    for (error, n) in errors.iter().take(60) {
        println!("{n:4} {error}");
    }
    let gold_ends: BTreeSet<usize> =
        doc.sentences.iter().filter_map(|s| Some(s.words.last()?.span.end)).collect();
    let ends: BTreeSet<usize> = parsed.iter().filter_map(|s| Some(s.last()?.span.end)).collect();
    let around = |at: usize| {
        let before: String =
            doc.text[..at].chars().rev().take(25).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = doc.text[at..].chars().take(25).collect();
        format!("{before} ||| {after}").replace('\n', "\\n")
    };
    for at in gold_ends.difference(&ends).step_by(4).take(60) {
        println!("missed {}", around(*at));
    }
    for at in ends.difference(&gold_ends).step_by(2).take(60) {
        println!("extra  {}", around(*at));
    }
}
