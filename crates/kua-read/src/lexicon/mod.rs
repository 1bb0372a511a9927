//! The words of one language, compiled from the TOML files under `lexicon/` and `codebook/`.
//!
//! In: the files' contents (embedded for English). Out: a [`Lexicon`] that answers "which classes has this word",
//! "which frames has this verb", "is this word in that list".
//! Not here: what a word does in a sentence (`act.rs`, `scope.rs`, `speech.rs`).

mod class;
mod deed;
mod file;
mod forms;
mod frame;
mod phrases;

pub use class::{ClassMask, Classes};
pub use deed::Deeds;
pub use file::{ActEntry, DeedEntry, Example, LexiconError};
pub use frame::{Fillers, Frame, RoleKey, WhyRole};
pub use phrases::Phrases;

use kua_record::HedgeTerm;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// The English files, in a fixed order: name and contents.
pub const ENGLISH: &[(&str, &str)] = &[
    ("classes.toml", include_str!("../../../../lexicon/en/classes.toml")),
    ("nouns.toml", include_str!("../../../../lexicon/en/nouns.toml")),
    ("frames/gather.toml", include_str!("../../../../lexicon/en/frames/gather.toml")),
    ("frames/crowd.toml", include_str!("../../../../lexicon/en/frames/crowd.toml")),
    ("frames/police.toml", include_str!("../../../../lexicon/en/frames/police.toml")),
    ("frames/law.toml", include_str!("../../../../lexicon/en/frames/law.toml")),
    ("frames/rule.toml", include_str!("../../../../lexicon/en/frames/rule.toml")),
    ("frames/force.toml", include_str!("../../../../lexicon/en/frames/force.toml")),
    ("frames/say.toml", include_str!("../../../../lexicon/en/frames/say.toml")),
    ("frames/be.toml", include_str!("../../../../lexicon/en/frames/be.toml")),
    ("frames/tie.toml", include_str!("../../../../lexicon/en/frames/tie.toml")),
    ("frames/turn.toml", include_str!("../../../../lexicon/en/frames/turn.toml")),
    ("frames/why.toml", include_str!("../../../../lexicon/en/frames/why.toml")),
    ("frames/harm.toml", include_str!("../../../../lexicon/en/frames/harm.toml")),
    ("hedges.toml", include_str!("../../../../lexicon/en/hedges.toml")),
    ("speech.toml", include_str!("../../../../lexicon/en/speech.toml")),
    ("scope.toml", include_str!("../../../../lexicon/en/scope.toml")),
    ("grammar.toml", include_str!("../../../../lexicon/en/grammar.toml")),
    ("figures.toml", include_str!("../../../../lexicon/en/figures.toml")),
    ("form.toml", include_str!("../../../../lexicon/en/form.toml")),
    ("forms.toml", include_str!("../../../../lexicon/en/forms.toml")),
    ("reference.toml", include_str!("../../../../lexicon/en/reference.toml")),
    ("deeds.toml", include_str!("../../../../lexicon/en/deeds.toml")),
    ("acts.toml", include_str!("../../../../codebook/acts.toml")),
];

/// A compiled lexicon.
pub struct Lexicon {
    /// Classes of nouns.
    pub classes: Classes,
    /// Frames in file order.
    pub frames: Vec<Frame>,
    by_verb: FxHashMap<SmolStr, Vec<u32>>,
    by_noun: FxHashMap<SmolStr, Vec<u32>>,
    by_adj: FxHashMap<SmolStr, Vec<u32>>,
    hedges: FxHashMap<SmolStr, HedgeTerm>,
    speech: FxHashMap<SmolStr, SmolStr>,
    lists: FxHashMap<SmolStr, FxHashSet<SmolStr>>,
    /// The codebook's acts.
    pub acts: Vec<ActEntry>,
    /// PLOVER classes of verbs that no act has.
    pub deeds: Deeds,
    /// Every entry's own sentences.
    pub examples: Vec<Example>,
    forms: forms::Forms,
}

impl Lexicon {
    /// Compiles files as in [`ENGLISH`].
    ///
    /// # Errors
    /// [`LexiconError`] names the file, the entry and what is wrong with it.
    pub fn compile(files: &[(&str, &str)]) -> Result<Self, LexiconError> {
        let read = file::read(files)?;
        let classes = Classes::compile(&read.classes, &read.kinds)?;
        let frames =
            read.frames.iter().map(|f| Frame::compile(f, &classes)).collect::<Result<Vec<_>, _>>()?;
        let mut lexicon = Self {
            classes,
            by_verb: FxHashMap::default(),
            by_noun: FxHashMap::default(),
            by_adj: FxHashMap::default(),
            hedges: read.hedges,
            speech: read.speech,
            lists: read.lists,
            acts: read.acts,
            deeds: Deeds::new(read.deeds),
            examples: read.examples,
            forms: forms::Forms::default(),
            frames,
        };
        for (i, frame) in lexicon.frames.iter().enumerate() {
            for verb in frame.verb.keys() {
                lexicon.by_verb.entry(verb.clone()).or_default().push(i as u32);
            }
            for noun in frame.noun.keys() {
                lexicon.by_noun.entry(noun.clone()).or_default().push(i as u32);
            }
            for adj in &frame.adj {
                lexicon.by_adj.entry(adj.clone()).or_default().push(i as u32);
            }
        }
        for map in [&mut lexicon.by_verb, &mut lexicon.by_noun, &mut lexicon.by_adj] {
            map.values_mut().for_each(|v| v.dedup());
        }
        let listed =
            ["light", "happen", "deny-complement", "phase", "future", "reporting", "cognition", "intention"]
                .iter()
                .filter_map(|l| lexicon.lists.get(*l))
                .flatten();
        let known: Vec<SmolStr> = lexicon
            .by_verb
            .keys()
            .chain(&read.speech_verbs)
            .chain(listed)
            .cloned()
            .chain(lexicon.deeds.verbs())
            .collect();
        lexicon.forms = forms::Forms::new(&read.forms, known);
        Ok(lexicon)
    }

    /// Frames whose verb begins with this lemma, in file order.
    pub fn verb(&self, lemma: &str) -> &[u32] {
        self.by_verb.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// A better lemma for a verb form (small letters) than the tagger's guess; `None` to keep the guess.
    pub fn verb_lemma(&self, form: &str, guess: &str) -> Option<SmolStr> {
        self.forms.better(form, guess)
    }

    /// Whether a frame has this verb with this particle ("seal off").
    pub fn has_particle(&self, lemma: &str, particle: &str) -> bool {
        self.verb(lemma).iter().any(|&i| {
            let phrases = self.frames[i as usize].verb.get(lemma);
            phrases.iter().any(|rest| matches!(rest.as_slice(), [only] if only == particle))
        })
    }

    /// Whether the frame of this name fits only a denied clause.
    pub fn only_denied(&self, id: &str) -> bool {
        self.frames.iter().any(|f| f.denied && f.id == id)
    }

    /// Frames of this event noun, in file order.
    pub fn noun(&self, lemma: &str) -> &[u32] {
        self.by_noun.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Frames of this predicate adjective, in file order.
    pub fn adj(&self, lemma: &str) -> &[u32] {
        self.by_adj.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The step of the scale that a word or phrase (small letters, single spaces) stands for.
    pub fn hedge(&self, words: &str) -> Option<HedgeTerm> {
        self.hedges.get(words).copied()
    }

    /// The kind of a word of speech: "say", "unnamed", "perception", "noun", …
    pub fn speech(&self, word: &str) -> Option<&str> {
        self.speech.get(word).map(SmolStr::as_str)
    }

    /// Whether a named list holds the word; an unknown list holds none.
    pub fn in_list(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|l| l.contains(word))
    }
}
