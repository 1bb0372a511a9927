//! No run of five words from the gold texts stands in the project: what is measured on must not leak into the rules.
//!
//! In: the texts of `dev/` and `check/`, read by this program alone. Out: file and line of each run found; the words
//! are told for `dev/` only. Words are runs of letters and numbers, in small letters.
//! Allowed: runs of nothing but the commonest words, numbers and names of days and months ("at the end of the", "on 4
//! January 2022 in"), which belong to the language and not to a text.

use crate::files::{read, tracked};
use std::collections::HashMap;
use std::path::Path;

/// Words in a run.
const RUN: usize = 5;

/// Grammar, time and the commonest nouns around them. A run counts only if a word outside this list is in it.
const COMMON: &str = "a about after again against all also an and any are as at be because been before being between \
    both but by can could day days did do does during each end even few first for from had has have he her here him \
    his hour hours how i if in into is it its just last later least less many may me minutes month months more most \
    much my next no not now of off on one only or other our out over own part parts front side people north south east west per same several she should \
    since so some such than that the their them then there these they this those three through time times to \
    today two under until up us very was we week weeks were what when where which while who whom why will with \
    would year years yesterday you your \
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august \
    september october november december \
    morning afternoon evening night midday midnight noon four five six seven eight nine ten hundred thousand";

/// Files that hold no sentences of ours: the lock file, and tables taken from public sources as they are.
fn is_exempt(file: &str) -> bool {
    file == "Cargo.lock" || file == "LICENSE" || file.starts_with("gazetteer/geonames-")
}

/// Whether a run of words may be told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Dev,
    Check,
}

/// Runs of gold in the project's files.
pub fn breaches(gold: &Path) -> Vec<String> {
    let mut runs: HashMap<Vec<String>, Part> = HashMap::new();
    for (folder, part) in [("dev", Part::Dev), ("check", Part::Check)] {
        for text in texts(&gold.join(folder)) {
            let words: Vec<String> = words(&text).map(|(_, word)| word).collect();
            for run in words.windows(RUN).filter(|run| !run.iter().all(|word| is_common(word))) {
                runs.insert(run.to_vec(), part);
            }
        }
    }
    assert!(!runs.is_empty(), "KUA_GOLD holds no dev/*.txt and no check/*.txt");
    let mut out = Vec::new();
    for file in tracked().into_iter().filter(|file| !is_exempt(file)) {
        let Some(text) = read(&file) else { continue };
        let (lines, words): (Vec<usize>, Vec<String>) = words(&text).unzip();
        let mut told = 0;
        for (run, line) in words.windows(RUN).zip(lines) {
            let Some(part) = runs.get(run) else { continue };
            // One breach a line: overlapping runs say nothing new.
            if told != line {
                told = line;
                let what = if *part == Part::Dev { run.join(" ") } else { "(a text of check/)".to_owned() };
                out.push(format!("{file}:{line}: five words of a gold text: {what}"));
            }
        }
    }
    out
}

fn texts(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.flatten().map(|entry| entry.path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts.filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

/// Words in small letters with their line numbers.
fn words(text: &str) -> impl Iterator<Item = (usize, String)> {
    (1..).zip(text.lines()).flat_map(|(number, line)| {
        let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(move |word| (number, word.to_lowercase()))
    })
}

fn is_common(word: &str) -> bool {
    word.chars().all(|c| c.is_numeric()) || COMMON.split_whitespace().any(|common| common == word)
}

#[test]
fn common_runs_are_told_from_those_of_a_text() {
    assert!("at the end of the".split(' ').all(is_common));
    assert!(!"at the gates of the".split(' ').all(is_common));
}
