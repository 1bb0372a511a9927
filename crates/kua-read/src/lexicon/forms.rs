//! Dictionary forms of verbs, where the tagger's guess is no word: "blamed" is not "blam", "held" is not "he".
//!
//! In: a verb's form and the guessed lemma. Out: the lemma, if the guess is no verb of the lexicon and one is found.
//! Irregular forms come from `forms.toml`; regular endings are undone and tried against the verbs that frames,
//! speech words and lists know. Not here: other parts of speech (`kua_syntax::lemma`).

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// What verbs there are.
#[derive(Debug, Default)]
pub(super) struct Forms {
    irregular: FxHashMap<SmolStr, SmolStr>,
    known: FxHashSet<SmolStr>,
}

impl Forms {
    /// `lines`: "lemma form form …"; `known`: verbs met in the lexicon.
    pub(super) fn new(lines: &[String], known: impl IntoIterator<Item = SmolStr>) -> Self {
        let mut out = Self { known: known.into_iter().collect(), ..Self::default() };
        for line in lines {
            let mut words = line.split_whitespace();
            let Some(lemma) = words.next() else { continue };
            out.known.insert(SmolStr::new(lemma));
            for form in words {
                out.irregular.entry(SmolStr::new(form)).or_insert_with(|| SmolStr::new(lemma));
            }
        }
        out
    }

    /// A better lemma for a verb form (small letters) than `guess`; `None` to keep the guess.
    pub(super) fn better(&self, form: &str, guess: &str) -> Option<SmolStr> {
        if self.known.contains(guess) {
            return None;
        }
        if let Some(lemma) = self.irregular.get(form) {
            return Some(lemma.clone());
        }
        bases(form).into_iter().map(SmolStr::from).find(|base| self.known.contains(base))
    }
}

/// What a regular form may come from, likeliest first.
fn bases(form: &str) -> Vec<String> {
    let mut out = vec![form.to_owned()];
    for ending in ["ed", "ing"] {
        if let Some(stem) = form.strip_suffix(ending) {
            out.push(stem.to_owned());
            out.push(format!("{stem}e"));
            let mut chars = stem.chars().rev();
            if let (Some(a), Some(b)) = (chars.next(), chars.next())
                && a == b
            {
                out.push(stem.chars().take(stem.chars().count() - 1).collect());
            }
        }
    }
    for (ending, add) in [("ied", "y"), ("ies", "y"), ("es", ""), ("s", "")] {
        if let Some(stem) = form.strip_suffix(ending) {
            out.push(format!("{stem}{add}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms() -> Forms {
        Forms::new(&["hold held".to_owned()], ["blame", "ban", "pour", "bundle", "rally"].map(SmolStr::new))
    }

    #[test]
    fn a_guess_that_is_no_verb_gives_way() {
        let forms = forms();
        for (form, guess, lemma) in [
            ("held", "he", "hold"),
            ("blamed", "blam", "blame"),
            ("banned", "bann", "ban"),
            ("poured", "poure", "pour"),
            ("rallied", "ralli", "rally"),
        ] {
            assert_eq!(forms.better(form, guess).as_deref(), Some(lemma));
        }
    }

    #[test]
    fn a_known_verb_stays_and_an_unknown_form_stays() {
        let forms = forms();
        assert_eq!(forms.better("banned", "ban"), None);
        assert_eq!(forms.better("zonked", "zonk"), None);
    }
}
