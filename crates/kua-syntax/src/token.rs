//! Tokens and sentences.

use crate::Rel;
use kua_record::Span;
use smol_str::SmolStr;

/// Universal part of speech (UD v2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // Universal Dependencies defines them
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// All parts of speech with their UD names, in the order of the enum.
pub const UPOS_NAMES: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X",
];

impl Upos {
    /// The UD name, e.g. `NOUN`.
    pub fn as_str(self) -> &'static str {
        UPOS_NAMES[self as usize]
    }
}

/// Morphological features in CoNLL-U form (`Number=Sing|Tense=Past`, sorted); empty is `_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Feats(pub SmolStr);

impl Feats {
    /// The value of a feature: `get("Tense")` is `Some("Past")`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.split('|').find_map(|kv| kv.strip_prefix(name)?.strip_prefix('='))
    }

    /// Whether `feature` (`"Tense=Past"`) is among them.
    pub fn has(&self, feature: &str) -> bool {
        self.0.split('|').any(|kv| kv == feature)
    }
}

/// One syntactic word.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Bytes of the document's stored text. The words of one multiword token ("don't") split its bytes.
    pub span: Span,
    /// Part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub feats: Feats,
    /// Lemma, in small letters but for names.
    pub lemma: SmolStr,
    /// Index of the head in the sentence's tokens, from 0; `None` is the root. The heads form a tree.
    pub head: Option<usize>,
    /// Relation to the head.
    pub rel: Rel,
}

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // PER, ORG, LOC, GPE, NORP as in OntoNotes
pub enum EntityType {
    Per,
    Org,
    Loc,
    Gpe,
    Norp,
}

/// One sentence (or headline, list item, table cell): its tokens and entities in text order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sentence {
    /// From the first token's first byte to the last token's end.
    pub span: Span,
    /// The words.
    pub tokens: Vec<Token>,
    /// Entities as ranges of token indices, `(first, one past last, type)`, in order, none overlapping.
    pub entities: Vec<(usize, usize, EntityType)>,
}
