//! Lemmas by endings: for a part of speech, the longest known ending of a form says what to cut and what to add.
//!
//! "protesters" as a plural noun: ending `s` → cut 1, add nothing. Whole words are endings too, for the exceptions.
//! In: form, part of speech, features. Out: the lemma. Not here: how the endings are learned (`xtask train`).

use crate::form::{hash, normalise};
use crate::{Feats, Upos};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Longest ending that is looked up, in characters; longer words are also looked up whole.
pub const LONGEST: usize = 6;

/// Ending → what to do.
#[derive(Debug, Clone, Default)]
pub struct Lemmas {
    rules: FxHashMap<u32, u32>,
    scripts: Vec<Script>,
}

/// What to do with a form: keep its capitals or not, cut so many characters off its end, add an ending.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Script {
    /// Capitals stay.
    pub keep: bool,
    /// Characters to cut.
    pub cut: usize,
    /// What to add.
    pub add: String,
}

impl Script {
    /// Reads `k2y`: keep capitals, cut two, add `y`; `l` for small letters.
    pub fn parse(text: &str) -> Option<Script> {
        let keep = text.starts_with('k');
        let rest = text.get(1..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        Some(Script { keep, cut: rest.get(..digits)?.parse().ok()?, add: rest.get(digits..)?.to_string() })
    }

    /// The written form that [`Script::parse`] reads.
    pub fn show(&self) -> String {
        format!("{}{}{}", if self.keep { 'k' } else { 'l' }, self.cut, self.add)
    }

    /// Applies the script; forms shorter than the cut stay as they are.
    pub fn apply(&self, form: &str) -> String {
        let base = if self.keep { form.to_string() } else { form.to_lowercase() };
        let chars = base.chars().count();
        if self.cut > 0 && self.cut >= chars + usize::from(!self.add.is_empty()) {
            return base;
        }
        base.chars().take(chars - self.cut.min(chars)).chain(self.add.chars()).collect()
    }

    /// The script that makes `lemma` of `form`.
    pub fn between(form: &str, lemma: &str) -> Script {
        let keep = lemma.chars().any(char::is_uppercase);
        let base: Vec<char> =
            if keep { form.chars().collect() } else { form.to_lowercase().chars().collect() };
        let lemma: Vec<char> = lemma.chars().collect();
        let same = base.iter().zip(&lemma).take_while(|(a, b)| a == b).count();
        Script { keep, cut: base.len() - same, add: lemma[same..].iter().collect() }
    }
}

/// The part of the tag that endings depend on.
pub fn context(upos: Upos, feats: &Feats) -> String {
    let mut out = upos.as_str().to_string();
    for name in ["Degree", "Number", "Tense", "VerbForm", "Person", "Case", "Poss"] {
        if let Some(value) = feats.get(name) {
            out.push('|');
            out.push_str(value);
        }
    }
    out
}

/// Key of an ending (`len` characters; `None`: the whole word) in a context.
pub fn key(context: &str, small: &str, len: Option<usize>) -> u32 {
    let ending = match len {
        None => format!("^{small}"),
        Some(len) => {
            let chars = small.chars().count();
            small.chars().skip(chars.saturating_sub(len)).collect()
        }
    };
    hash(100, &format!("{context} {ending}"))
}

impl Lemmas {
    /// Takes rule keys with the number of each rule's script.
    pub fn new(rules: impl IntoIterator<Item = (u32, u32)>, scripts: Vec<Script>) -> Self {
        Self { rules: rules.into_iter().collect(), scripts }
    }

    /// The lemma of a form.
    pub fn lemma(&self, form: &str, upos: Upos, feats: &Feats) -> SmolStr {
        let normal = normalise(form);
        let small = normal.to_lowercase();
        let context = context(upos, feats);
        let longest = small.chars().count().min(LONGEST);
        let found = std::iter::once(None)
            .chain((0..=longest).rev().map(Some))
            .find_map(|len| self.rules.get(&key(&context, &small, len)))
            .and_then(|s| self.scripts.get(*s as usize));
        match found {
            Some(script) => script.apply(&normal).into(),
            None if upos == Upos::Propn => SmolStr::new(&*normal),
            None => small.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_undoes_an_ending() {
        let script = Script::between("Parties", "party");
        assert_eq!(script.show(), "l3y");
        assert_eq!(Script::parse("l3y").unwrap().apply("cities"), "city");
        assert_eq!(script.apply("es"), "es");
    }
}
