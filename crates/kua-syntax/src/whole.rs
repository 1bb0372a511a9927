//! Names of bodies and places made whole: "Department of Housing and Urban Development", "Orsan Holdings, Inc.", "the
//! IAEA", "Gulf of Mexico".
//!
//! In: words of a sentence, their parts of speech and name lists, the entities found. Out: the entities, those that a
//! whole name covers put in its place. The words asked for stand in `lexicon/en/whole-names.txt`. Not here: finding
//! persons.

use crate::entity::Found;
use crate::lists::{COUNTRY, ORGANISATION_WORD, TITLE};
use crate::split::Word;
use crate::{EntityType, Upos};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A key of the file, as a bit.
type Keys = u16;

const WEAK: Keys = 1;
const BODY: Keys = 2;
const FIRM: Keys = 4;
const SITE: Keys = 8;
const BEFORE: Keys = 16;
const MAKES_PLACE: Keys = 32;
const OF_PLACE: Keys = 64;
const STATE: Keys = 128;

/// A test proves that the file names no other key, so nothing is lost by skipping what is none.
fn key_named(name: &str) -> Option<Keys> {
    Some(match name {
        "weak" => WEAK,
        "body" => BODY,
        "firm" => FIRM,
        "site" => SITE,
        "before" => BEFORE,
        "makes-place" => MAKES_PLACE,
        "of-place" => OF_PLACE,
        "state" => STATE,
        _ => return None,
    })
}

const FILE: &str = include_str!("../../../lexicon/en/whole-names.txt");

/// Words with their keys.
static WORDS: LazyLock<FxHashMap<&'static str, Keys>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for line in FILE.lines().filter(|line| !line.starts_with('#')) {
        let Some((key, listed)) = line.split_once(": ") else { continue };
        let Some(key) = key_named(key) else { continue };
        listed.split(' ').for_each(|word| *words.entry(word).or_default() |= key);
    }
    words
});

/// The entities with the names of bodies and places whole. `upos`, `list`: for each word its part of speech and the
/// number of its name list.
pub fn names(mut found: Vec<Found>, words: &[Word<'_>], upos: &[Upos], list: &[u8]) -> Vec<Found> {
    let keys = words.iter().map(|word| keys(word.form)).collect();
    let sentence = Sentence { words, upos, list, keys };
    for at in 0..words.len() {
        let name = sentence
            .body(at)
            .or_else(|| sentence.firm(at, &found))
            .or_else(|| sentence.letters(at, &found))
            .map(|(first, end)| (first, end, EntityType::Org))
            .or_else(|| sentence.place(at, &found).map(|(first, end)| (first, end, EntityType::Loc)));
        if let Some(name) = name {
            found.retain(|(a, b, _)| *b <= name.0 || *a >= name.1);
            found.push(name);
            found.sort_unstable_by_key(|f| f.0);
        }
    }
    found
}

/// Keys of a word with a capital; others have none.
fn keys(form: &str) -> Keys {
    if !form.starts_with(char::is_uppercase) {
        return 0;
    }
    WORDS.get(form.trim_end_matches('.').to_lowercase().as_str()).copied().unwrap_or_default()
}

struct Sentence<'s> {
    words: &'s [Word<'s>],
    upos: &'s [Upos],
    list: &'s [u8],
    keys: Vec<Keys>,
}

impl Sentence<'_> {
    fn form(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |word| word.form)
    }

    fn is(&self, i: usize, key: Keys) -> bool {
        self.keys[i] & key != 0
    }

    /// A word of a name: a capital, and none of those that only open the sentence.
    fn capital(&self, i: usize) -> bool {
        use Upos::{Adp, Adv, Aux, Det, Pron, Sconj, Verb};
        self.form(i).starts_with(char::is_uppercase)
            && self.list[i] != TITLE
            && !matches!(self.upos[i], Det | Pron | Adp | Adv | Verb | Aux | Sconj)
    }

    /// One past the last capital from `from` on.
    fn capitals(&self, from: usize) -> usize {
        (from..self.words.len()).find(|&i| !self.capital(i)).unwrap_or(self.words.len())
    }

    /// The name around a word of organisations: capitals before it, "of" or "for" with capitals behind it.
    fn body(&self, at: usize) -> Option<(usize, usize)> {
        let of = matches!(self.form(at + 1), "of" | "for");
        let named = self.list[at] == ORGANISATION_WORD && (of || !self.is(at, WEAK)) || self.is(at, BODY);
        if !named || !self.capital(at) || self.is(at, FIRM) {
            return None;
        }
        let first = self.first_capital(at, &[]);
        let mut end = at + 1;
        while end < self.words.len() && self.capital(end) && self.list[end] == ORGANISATION_WORD {
            end += 1;
        }
        if matches!(self.form(end), "of" | "for") {
            let inner = end + 1 + usize::from(self.form(end + 1) == "the");
            let mut past = self.capitals(inner);
            while past > inner && self.form(past) == "and" && self.capitals(past + 1) > past + 1 {
                past = self.capitals(past + 1);
            }
            end = if past > inner { past } else { end };
        }
        (end - first > 1).then_some((first, end))
    }

    /// The first of the capitals before `at` that belong to no person found.
    fn first_capital(&self, at: usize, found: &[Found]) -> usize {
        let person = |i: usize| {
            found.iter().any(|(a, b, kind)| {
                *kind == EntityType::Per && (*a..*b).contains(&i) && !(*a..*b).contains(&at)
            })
        };
        (0..at).rev().find(|&i| !self.capital(i) || person(i)).map_or(0, |i| i + 1)
    }

    /// "Orsan Holdings, Inc.": the capitals before the word; a person before them is no part of the name.
    fn firm(&self, at: usize, found: &[Found]) -> Option<(usize, usize)> {
        if !self.is(at, FIRM) || !self.capital(at) || at == 0 {
            return None;
        }
        let before = if self.form(at - 1) == "," { at.checked_sub(2)? } else { at - 1 };
        self.capital(before).then(|| (self.first_capital(before, found), at + 1))
    }

    /// "IAEA": three to six capital letters in a sentence that is not all in capitals, where no list knows better.
    fn letters(&self, at: usize, found: &[Found]) -> Option<(usize, usize)> {
        let form = self.form(at);
        let fits = (3..=6).contains(&form.len())
            && form.bytes().all(|b| b.is_ascii_uppercase())
            && !form.bytes().all(|b| b"IVXLC".contains(&b))
            && self.upos[at] == Upos::Propn
            && self.list[at] == 0
            && self.mostly_small();
        let alone = found.iter().all(|(a, b, _)| !(*a..*b).contains(&at) || *b - *a == 1);
        let named = |i: usize| i < self.words.len() && self.capital(i) && self.upos[i] == Upos::Propn;
        (fits && alone && !(at > 0 && named(at - 1)) && !named(at + 1)).then_some((at, at + 1))
    }

    /// Whether more than half of the words have a small letter.
    fn mostly_small(&self) -> bool {
        let small = self.words.iter().filter(|w| w.form.chars().any(char::is_lowercase)).count();
        small * 2 > self.words.len()
    }

    fn place(&self, at: usize, found: &[Found]) -> Option<(usize, usize)> {
        let placed = |i: usize| {
            found.iter().find(|(a, b, kind)| {
                (*a..*b).contains(&i) && matches!(kind, EntityType::Loc | EntityType::Gpe)
            })
        };
        let of = |i: usize| self.form(i + 1) == "of" && i + 2 < self.words.len() && self.capital(i + 2);
        if !self.form(at).starts_with(char::is_uppercase) {
            return None;
        }
        // "Gulf of Mexico"
        if self.is(at, OF_PLACE) && of(at) {
            return Some((self.first_capital(at, found), self.capitals(at + 2)));
        }
        // "San Rafael", "Fort Osk"
        if self.is(at, MAKES_PLACE)
            && at + 1 < self.words.len()
            && self.capital(at + 1)
            && self.list[at + 1] == 0
        {
            return Some((at, self.capitals(at + 1).min(at + 2)));
        }
        // "Greater Noida"
        if self.is(at, BEFORE)
            && let Some((a, b, _)) = placed(at + 1).filter(|_| self.list[at] != COUNTRY)
        {
            return (*a == at + 1).then_some((at, *b));
        }
        // "Osk Valley", "Harbour Hall"
        if self.is(at, SITE)
            && at > 0
            && self.capital(at)
            && self.capital(at - 1)
            && self.capitals(at) == at + 1
        {
            return Some((self.first_capital(at, found), at + 1));
        }
        // "Lawrence, KS"
        let before = if at > 0 && self.form(at - 1) == "," { at.checked_sub(2) } else { at.checked_sub(1) };
        let behind = before.and_then(placed).is_some_and(|f| f.1 + 2 >= at && f.1 <= at);
        (behind && self.form(at).len() == 2 && self.is(at, STATE)).then_some((at, at + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Model;

    fn named(text: &str, kinds: &[EntityType]) -> Vec<String> {
        let sentences = Model::english().parse(text);
        let span = |s: &crate::Sentence, e: &Found| {
            s.tokens[e.0].span.join(s.tokens[e.1 - 1].span).of(text).to_owned()
        };
        sentences
            .iter()
            .flat_map(|s| s.entities.iter().filter(|e| kinds.contains(&e.2)).map(|e| span(s, e)))
            .collect()
    }

    fn bodies(text: &str) -> Vec<String> {
        named(text, &[EntityType::Org])
    }

    fn places(text: &str) -> Vec<String> {
        named(text, &[EntityType::Loc, EntityType::Gpe])
    }

    #[test]
    fn names_with_of_are_whole() {
        assert_eq!(bodies("The Ministry of Roads and Bridges said so."), ["Ministry of Roads and Bridges"]);
        assert_eq!(bodies("He sued the Court of Appeal of Osk."), ["Court of Appeal"]);
    }

    #[test]
    fn firms_have_their_last_word() {
        assert_eq!(bodies("Workers of Orsan Holdings, Inc. went home."), ["Orsan Holdings, Inc."]);
    }

    #[test]
    fn letters_are_a_body_unless_a_list_knows_better() {
        assert_eq!(bodies("Inspectors of the ZKTN left on Monday."), ["ZKTN"]);
        assert!(bodies("He flew to the USA on Monday.").is_empty());
    }

    #[test]
    fn every_line_of_the_file_has_a_known_key_and_words() {
        for line in FILE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (key, words) = line.split_once(": ").unwrap_or_default();
            assert!(key_named(key).is_some() && !words.is_empty(), "{line}");
        }
    }

    #[test]
    fn places_are_whole() {
        assert_eq!(places("Ships left the Gulf of Tarn on Monday."), ["Gulf of Tarn"]);
        assert_eq!(places("They met at Harbour Hall."), ["Harbour Hall"]);
        assert_eq!(places("The road leads to San Torvo."), ["San Torvo"]);
        assert!(places("The Hall of the baker is cold.").is_empty());
    }
}
