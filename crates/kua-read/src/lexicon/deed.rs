//! Verbs and event nouns by PLOVER class (`deeds.toml`).

use super::file::DeedEntry;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The entries in file order, found by verb and by noun.
#[derive(Debug, Default)]
pub struct Deeds {
    /// In file order.
    pub entries: Vec<DeedEntry>,
    by_verb: FxHashMap<SmolStr, Vec<usize>>,
    by_noun: FxHashMap<SmolStr, usize>,
}

impl Deeds {
    pub(super) fn new(entries: Vec<DeedEntry>) -> Self {
        let mut deeds = Self::default();
        for (i, entry) in entries.iter().enumerate() {
            for verb in &entry.verb {
                deeds.by_verb.entry(SmolStr::new(verb)).or_default().push(i);
            }
            for noun in &entry.noun {
                deeds.by_noun.entry(SmolStr::new(noun)).or_insert(i);
            }
        }
        deeds.entries = entries;
        deeds
    }

    /// Entries of a verb, with its particle if it has one ("blow up"), in file order.
    pub fn verb(&self, verb: &str) -> impl Iterator<Item = (usize, &DeedEntry)> {
        self.by_verb.get(verb).into_iter().flatten().map(|&i| (i, &self.entries[i]))
    }

    /// The class of an event noun.
    pub fn noun(&self, noun: &str) -> Option<&str> {
        self.by_noun.get(noun).map(|&i| self.entries[i].class.as_str())
    }

    /// The verbs without their particles, in file order.
    pub(super) fn verbs(&self) -> impl Iterator<Item = SmolStr> {
        let verbs = self.entries.iter().flat_map(|entry| &entry.verb);
        verbs.filter_map(|verb| verb.split(' ').next()).map(SmolStr::new)
    }
}
