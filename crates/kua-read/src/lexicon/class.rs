//! Classes of nouns, as bits.

use super::file::{ClassFile, KindFile, LexiconError};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// A set of classes; bit `i` is class `i`.
pub type ClassMask = u128;

/// Which words belong to which classes.
pub struct Classes {
    ids: FxHashMap<SmolStr, u32>,
    words: FxHashMap<SmolStr, ClassMask>,
    /// Phrases by their last word; each the words before it, nearest last.
    phrases: FxHashMap<SmolStr, Vec<(Vec<SmolStr>, ClassMask)>>,
    people: ClassMask,
    vessel: ClassMask,
    label: ClassMask,
    /// Nouns that no class lists, by what they are.
    kinds: FxHashMap<SmolStr, ClassMask>,
    /// The same by the ending of the word.
    ends: Vec<(SmolStr, ClassMask)>,
}

impl Classes {
    pub(super) fn compile(files: &[ClassFile], kinds: &[KindFile]) -> Result<Self, LexiconError> {
        let mut ids = FxHashMap::default();
        for (i, class) in files.iter().enumerate() {
            if i >= 127 || ids.insert(SmolStr::new(&class.id), i as u32).is_some() {
                return Err(LexiconError::entry(
                    "classes.toml",
                    &class.id,
                    "listed twice, or more than 128 classes",
                ));
            }
        }
        // Names of places are in a class that needs no words of its own.
        let names = SmolStr::new_static("place");
        ids.entry(names).or_insert(files.len() as u32);
        // A class holds the words of the classes it includes, however deep.
        let mut above: Vec<ClassMask> = (0..files.len()).map(|i| 1 << i).collect();
        for _ in 0..files.len() {
            for (i, class) in files.iter().enumerate() {
                for inner in &class.includes {
                    let j = *ids.get(inner.as_str()).ok_or_else(|| {
                        LexiconError::entry("classes.toml", &class.id, "includes an unknown class")
                    })?;
                    above[j as usize] |= above[i];
                }
            }
        }
        let mut words: FxHashMap<SmolStr, ClassMask> = FxHashMap::default();
        let mut phrases: FxHashMap<SmolStr, Vec<(Vec<SmolStr>, ClassMask)>> = FxHashMap::default();
        for (class, mask) in files.iter().zip(&above) {
            for word in &class.words {
                let word = word.to_lowercase();
                // The tokenizer keeps some hyphens ("counter-protester") and cuts at others.
                if word.contains('-') && !word.contains(char::is_whitespace) {
                    *words.entry(SmolStr::new(&word)).or_default() |= mask;
                }
                let parts: Vec<SmolStr> = split_words(&word);
                match parts.split_last() {
                    Some((last, [])) => *words.entry(last.clone()).or_default() |= mask,
                    Some((last, before)) => {
                        phrases.entry(last.clone()).or_default().push((before.to_vec(), *mask))
                    }
                    None => {}
                }
            }
        }
        let person = ids.get("person").map_or(0, |i| 1 << i) | ids.get("body").map_or(0, |i| 1 << i);
        let people = (0..files.len()).filter(|&i| above[i] & person != 0).fold(0, |m, i| m | (1 << i));
        let mut by_kind: FxHashMap<SmolStr, ClassMask> = FxHashMap::default();
        let mut ends = Vec::new();
        for kind in kinds {
            let mut mask = 0;
            for class in &kind.classes {
                mask |= 1
                    << ids.get(class.as_str()).ok_or_else(|| {
                        LexiconError::entry("nouns.toml", &kind.id, "names an unknown class")
                    })?;
            }
            for word in kind.words.iter().flat_map(|line| line.split_whitespace()) {
                *by_kind.entry(SmolStr::new(word)).or_default() |= mask;
            }
            ends.extend(kind.ends.iter().map(|end| (SmolStr::new(end), mask)));
        }
        let bit = |id: &str| ids.get(id).map_or(0, |i| 1 << i);
        let (vessel, label) = (bit("part") | bit("quantity"), bit("label"));
        Ok(Self { ids, words, phrases, people, vessel, label, kinds: by_kind, ends })
    }

    /// The classes that a noun which none of them lists could belong to, by what it is (`nouns.toml`).
    pub fn by_kind(&self, lemma: &str) -> ClassMask {
        if let Some(mask) = self.kinds.get(lemma) {
            return *mask;
        }
        let ending = |end: &SmolStr| lemma.len() > end.len() + 2 && lemma.ends_with(end.as_str());
        self.ends.iter().find(|(end, _)| ending(end)).map_or(0, |(_, mask)| *mask)
    }

    /// A better lemma for the plural `form` (small letters) of a noun than the tagger's guess: "midwives" is of
    /// "midwife", "quarrymen" of "quarryman". `None` to keep the guess.
    pub fn singular(&self, form: &str, guess: &str) -> Option<SmolStr> {
        let known = |w: &str| self.words.contains_key(w) || self.kinds.contains_key(w);
        const ENDINGS: [(&str, &str); 8] = [
            ("ves", "fe"),
            ("ves", "f"),
            ("oes", "o"),
            ("ies", "y"),
            ("men", "man"),
            ("children", "child"),
            ("people", "person"),
            ("s", ""),
        ];
        // Plurals in -men are so regular that the word need not be known.
        let man = form.strip_suffix("men").filter(|stem| {
            stem.len() > 2 && !matches!(*stem, "speci" | "regi" | "abdo" | "acu") && guess.ends_with("men")
        });
        if let Some(stem) = man {
            return Some(format!("{stem}man").into());
        }
        if form == guess || known(guess) {
            return None;
        }
        let of = |(end, single): &(&str, &str)| form.strip_suffix(end).map(|stem| format!("{stem}{single}"));
        ENDINGS.iter().filter_map(of).find(|w| w != guess && known(w)).map(SmolStr::from)
    }

    /// The classes of people and bodies: `person`, `body` and whatever they include.
    pub fn people(&self) -> ClassMask {
        self.people
    }

    /// The classes of parts and quantities, behind whose "of" stands what is meant ("most of the shops").
    pub fn vessel(&self) -> ClassMask {
        self.vessel
    }

    /// The class of labels.
    pub fn label(&self) -> ClassMask {
        self.label
    }

    /// The bit of a class named without `#`; 0 where there is no such class.
    pub fn bit(&self, id: &str) -> ClassMask {
        self.ids.get(id).map_or(0, |i| 1 << i)
    }

    /// The classes of a noun with lemma `lemma`; `before(k)` is the `k`-th word before it (0 = next to it).
    pub fn of<'t>(&self, lemma: &str, before: impl Fn(usize) -> Option<&'t str>) -> ClassMask {
        let mut mask = self.words.get(lemma).copied().unwrap_or(0);
        if let Some(list) = self.phrases.get(lemma) {
            for (words, phrase_mask) in list {
                let fits = words
                    .iter()
                    .rev()
                    .enumerate()
                    .all(|(k, w)| before(k).is_some_and(|b| b.eq_ignore_ascii_case(w)));
                if fits {
                    mask |= phrase_mask;
                }
            }
        }
        mask
    }
}

/// Splits at spaces and hyphens, as the tokenizer does.
pub(super) fn split_words(text: &str) -> Vec<SmolStr> {
    let mut out = Vec::new();
    for part in text.split_whitespace() {
        let pieces: Vec<&str> = part.split('-').filter(|p| !p.is_empty()).collect();
        for (i, piece) in pieces.iter().enumerate() {
            if i > 0 {
                out.push(SmolStr::new_static("-"));
            }
            out.push(SmolStr::new(piece));
        }
    }
    out
}
