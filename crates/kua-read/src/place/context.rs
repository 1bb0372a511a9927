//! The words around names: lists of `gazetteer/context.toml` and the ambiguous names of `gazetteer/ambiguous.toml`.

use super::fold::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::OnceLock;

const CONTEXT: &str = include_str!("../../../../gazetteer/context.toml");
const AMBIGUOUS: &str = include_str!("../../../../gazetteer/ambiguous.toml");

/// What a word near a name can be; one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Hint(u32);

macro_rules! hints {
    ($($name:ident = $list:literal),* $(,)?) => {
        impl Hint {
            const LISTS: &'static [&'static str] = &[$($list),*];
        }
        hints!(@bits 0u32, $($name)*);
    };
    (@bits $n:expr, $name:ident $($rest:ident)*) => {
        impl Hint { pub(crate) const $name: Hint = Hint(1 << ($n)); }
        hints!(@bits $n + 1, $($rest)*);
    };
    (@bits $n:expr,) => {};
}

hints! {
    PLACE_PREPOSITION = "place_prepositions", WEAK_PREPOSITION = "weak_prepositions",
    SETTLEMENT = "settlement_words", REGION = "region_words", QUARTER = "quarter_words",
    ORGANISATION_HEAD = "organisation_heads", TITLE = "person_titles", NOT_ATTACHED_AFTER = "not_attached_after",
    NOT_ATTACHED_BEFORE = "not_attached_before", SPEECH = "speech_verbs", FEATURE_HEAD = "feature_heads",
    FEATURE_TAIL = "feature_tails", NEVER_PLACE = "never_places", FUNCTION = "function_words",
}

impl Hint {
    /// Whether one of `other`'s bits is set.
    pub(crate) fn any(self, other: Hint) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn or(self, other: Hint) -> Hint {
        Hint(self.0 | other.0)
    }
}

/// How a name that is also an ordinary word or a person's name is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ambiguous {
    /// A place unless the words around say otherwise.
    Mild,
    /// A place only where the words around say so.
    Strong,
}

#[derive(Deserialize)]
struct ContextFile {
    list: Vec<List>,
}

#[derive(Deserialize)]
struct List {
    name: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct AmbiguousFile {
    word: Vec<AmbiguousWords>,
}

/// A group of ambiguous names with its sentences.
#[derive(Deserialize)]
pub(crate) struct AmbiguousWords {
    pub words: Vec<String>,
    pub strong: bool,
    #[cfg_attr(not(test), allow(dead_code))] // the sentences are for the test
    pub yes: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    pub no: Vec<String>,
}

/// The lists, by word.
pub(crate) struct Context {
    hints: FxHashMap<String, Hint>,
    ambiguous: FxHashMap<String, Ambiguous>,
}

impl Context {
    pub(crate) fn get() -> &'static Context {
        static CONTEXT_LISTS: OnceLock<Context> = OnceLock::new();
        CONTEXT_LISTS.get_or_init(Context::load)
    }

    /// A broken file gives empty lists; a test sees to it that it is not broken.
    fn load() -> Context {
        let mut hints: FxHashMap<String, Hint> = FxHashMap::default();
        let lists = toml::from_str::<ContextFile>(CONTEXT).map(|f| f.list).unwrap_or_default();
        for list in lists {
            let Some(bit) = Hint::LISTS.iter().position(|l| *l == list.name) else { continue };
            for word in list.words {
                hints.entry(fold(&word)).or_default().0 |= 1 << bit;
            }
        }
        let mut ambiguous = FxHashMap::default();
        for group in ambiguous_groups() {
            let how = if group.strong { Ambiguous::Strong } else { Ambiguous::Mild };
            let mut seen = FxHashSet::default();
            for word in group.words {
                if seen.insert(word.clone()) {
                    ambiguous.entry(fold(&word)).or_insert(how);
                }
            }
        }
        Context { hints, ambiguous }
    }

    /// What a folded word can be.
    pub(crate) fn hint(&self, key: &str) -> Hint {
        self.hints.get(key).copied().unwrap_or_default()
    }

    /// Whether a folded name is ambiguous.
    pub(crate) fn ambiguous(&self, key: &str) -> Option<Ambiguous> {
        self.ambiguous.get(key).copied()
    }
}

pub(crate) fn ambiguous_groups() -> Vec<AmbiguousWords> {
    toml::from_str::<AmbiguousFile>(AMBIGUOUS).map(|f| f.word).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_known_and_none_is_missing() {
        let file: ContextFile = toml::from_str(CONTEXT).unwrap();
        let names: Vec<&str> = file.list.iter().map(|l| l.name.as_str()).collect();
        for known in Hint::LISTS {
            assert!(names.contains(known), "{known} is missing in context.toml");
        }
        assert_eq!(names.len(), Hint::LISTS.len());
        assert!(toml::from_str::<AmbiguousFile>(AMBIGUOUS).is_ok());
        let context = Context::get();
        assert!(context.hint("in").any(Hint::PLACE_PREPOSITION));
        assert_eq!(context.ambiguous("reading"), Some(Ambiguous::Strong));
    }
}
