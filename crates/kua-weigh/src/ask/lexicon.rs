//! The word lists of questions, `lexicon/en/ask.toml`.
//!
//! In: the file, compiled in. Out: predicates with the codes they ask for, classes of words that may stand for each
//! other, single lists. Not here: how a question is taken apart (`grammar`).

use super::tokens::{Word, fold, stem, words};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What a question's verb or noun asks for.
#[derive(Debug, Clone, Deserialize)]
pub struct Predicate {
    /// Its name in the file.
    pub id: String,
    /// "verb" or "noun".
    pub pos: String,
    /// Codes of acts.
    pub acts: Vec<String>,
    /// Basic forms and phrases.
    pub words: Vec<String>,
    /// One of these beginnings of words must stand in the claim.
    #[serde(default)]
    pub text: Vec<String>,
    /// Codes whose `who` and `whom` stand the other way round than the verb's subject and object.
    #[serde(default)]
    pub swap: Vec<String>,
    /// Whether the subject is the one hurt ("how many died").
    #[serde(default)]
    pub patient: bool,
    /// Whether statements that deny or admit it belong to the answer.
    #[serde(default)]
    pub content: bool,
    /// Codes that, affirmed, mean no: "was it peaceful?" and `be.violent`.
    #[serde(default)]
    pub against: Vec<String>,
    /// Whether the answer stands in `why`.
    #[serde(default)]
    pub reason: bool,
    /// Questions that have it.
    #[cfg(test)]
    yes: Vec<String>,
    /// Questions that have not.
    #[cfg(test)]
    no: Vec<String>,
    #[serde(skip)]
    stems: Vec<Vec<String>>,
}

impl Predicate {
    /// Whether the question's main verb can be this, rather than a noun beside it.
    pub fn is_verb(&self) -> bool {
        self.pos == "verb"
    }

    /// Whether any of its words stands in the list of stems.
    pub fn is_named_in(&self, stems: &[String]) -> bool {
        self.stems.iter().any(|phrase| stems.windows(phrase.len()).any(|run| run == phrase.as_slice()))
    }
}

#[derive(Deserialize)]
struct Group {
    id: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    predicate: Vec<Predicate>,
    class: Vec<Group>,
    list: Vec<Group>,
}

/// The lists, ready for use.
pub struct Lexicon {
    /// In the order of the file.
    pub predicates: Vec<Predicate>,
    /// Classes by the stem of each of their single words.
    classes: BTreeMap<String, BTreeSet<usize>>,
    /// Phrases of more than one word, with their class.
    class_phrases: Vec<(Vec<String>, usize)>,
    class_ids: Vec<String>,
    lists: BTreeMap<String, BTreeSet<String>>,
}

/// `lexicon/en/ask.toml`.
pub static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    // The file is compiled in and a test parses it, so empty lists can never ship.
    let file = toml::from_str(include_str!("../../../../lexicon/en/ask.toml"));
    Lexicon::new(file.unwrap_or(File { predicate: Vec::new(), class: Vec::new(), list: Vec::new() }))
});

fn stems_of(phrase: &str) -> Vec<String> {
    words(phrase).into_iter().map(|w| w.stem).collect()
}

impl Lexicon {
    fn new(file: File) -> Self {
        let mut predicates = file.predicate;
        for p in &mut predicates {
            p.stems = p.words.iter().map(|w| stems_of(w)).filter(|s| !s.is_empty()).collect();
        }
        let mut classes: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut class_phrases = Vec::new();
        for (i, group) in file.class.iter().enumerate() {
            for word in &group.words {
                match stems_of(word).as_slice() {
                    [one] => {
                        classes.entry(one.clone()).or_default().insert(i);
                    }
                    more => class_phrases.push((more.to_vec(), i)),
                }
            }
        }
        let lists =
            file.list.iter().map(|l| (l.id.clone(), l.words.iter().map(|w| fold(w)).collect())).collect();
        let class_ids = file.class.into_iter().map(|c| c.id).collect();
        Self { predicates, classes, class_phrases, class_ids, lists }
    }

    /// Whether the word, as it stands, is in a list.
    pub fn is(&self, list: &str, word: &Word) -> bool {
        self.lists.get(list).is_some_and(|l| l.contains(&word.low))
    }

    /// Whether the word or its basic form is in a list.
    pub fn is_form_of(&self, list: &str, word: &Word) -> bool {
        self.lists.get(list).is_some_and(|l| l.contains(&word.low) || l.iter().any(|w| stem(w) == word.stem))
    }

    /// Whether the word belongs to the class.
    pub fn is_in_class(&self, class: &str, word: &Word) -> bool {
        let ids = self.classes.get(&word.stem);
        ids.is_some_and(|ids| ids.iter().any(|&i| self.class_ids.get(i).is_some_and(|id| id == class)))
    }

    /// Whether the word, or one that may stand for it, is among the stems.
    pub fn meets(&self, word: &Word, stems: &[String]) -> bool {
        if stems.contains(&word.stem) {
            return true;
        }
        let Some(own) = self.classes.get(&word.stem) else { return false };
        stems.iter().any(|s| self.classes.get(s).is_some_and(|other| !own.is_disjoint(other)))
            || self.class_phrases.iter().any(|(phrase, class)| {
                own.contains(class) && stems.windows(phrase.len()).any(|run| run == phrase.as_slice())
            })
    }

    /// Whether the word is one of a predicate that asks for the code, or that the stems name: "the dead" and "died".
    pub fn is_act_of(&self, word: &Word, code: &str, stems: &[String]) -> bool {
        let named =
            |p: &&Predicate| p.stems.iter().any(|s| matches!(s.as_slice(), [one] if *one == word.stem));
        let mut predicates = self.predicates.iter().filter(named);
        predicates.any(|p| p.acts.iter().any(|a| a == code) || p.is_named_in(stems))
    }

    /// The longest phrase of a predicate that begins at `at`: predicate and number of words. Verbs come before nouns.
    pub fn predicates_at(&self, sentence: &[Word], at: usize) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (i, predicate) in self.predicates.iter().enumerate() {
            let fits = |phrase: &&Vec<String>| {
                sentence
                    .get(at..at + phrase.len())
                    .is_some_and(|run| run.iter().zip(*phrase).all(|(w, s)| w.stem == *s))
            };
            if let Some(longest) = predicate.stems.iter().filter(fits).map(Vec::len).max() {
                found.push((i, longest));
            }
        }
        let longest = found.iter().map(|f| f.1).max().unwrap_or(0);
        found.retain(|f| f.1 == longest);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kua_record::act::CODES;

    #[test]
    fn the_file_has_known_codes_and_no_list_is_missing() {
        assert!(!ENGLISH.predicates.is_empty());
        for p in &ENGLISH.predicates {
            for code in p.acts.iter().chain(&p.swap).chain(&p.against) {
                assert!(CODES.contains(&code.as_str()), "{}: {code}", p.id);
            }
        }
        for list in [
            "question", "aux", "stop", "light", "say", "prep", "planned", "earlier", "title", "site",
            "negative",
        ] {
            assert!(ENGLISH.lists.contains_key(list), "{list}");
        }
    }

    #[test]
    fn every_entry_shows_itself() {
        for p in &ENGLISH.predicates {
            let has = |q: &String| {
                let sentence = words(q);
                let i = ENGLISH.predicates.iter().position(|other| other.id == p.id);
                (0..sentence.len())
                    .any(|at| ENGLISH.predicates_at(&sentence, at).iter().any(|f| Some(f.0) == i))
            };
            for q in &p.yes {
                assert!(has(q), "{}: {q}", p.id);
            }
            for q in &p.no {
                assert!(!has(q), "{}: {q}", p.id);
            }
        }
    }

    #[test]
    fn words_of_one_class_meet() {
        let word = |w: &str| words(w).remove(0);
        assert!(ENGLISH.meets(&word("police"), &stems_of("three gendarmes")));
        assert!(ENGLISH.meets(&word("masked"), &stems_of("boys with cloths over their faces")));
        assert!(!ENGLISH.meets(&word("police"), &stems_of("three nurses")));
    }
}
