//! Reads a document: the order of work of the whole crate.
//!
//! *frame* ([`crate::layout`]) → *sentences and trees* → *mentions* (times, places, quantities) → *acts and roles*
//! ([`crate::find`]) → *scope*, *attribution*, *reference* ([`crate::build`]) → claims.

use crate::build;
use crate::count::{self, CountMention};
use crate::draft::Draft;
use crate::entry;
use crate::find;
use crate::layout::{self, Layout};
use crate::lexicon::{self, Lexicon};
use crate::opening;
use crate::place::{self, Gazetteer, PlaceMention};
use crate::refer::Discourse;
use crate::time::{self, Anchor, TimeMention};
use crate::tree::Tree;
use kua_record::{Claim, Document, Span};
use kua_syntax::{Model, Sentence};
use std::sync::OnceLock;

/// Reads documents of one language. Cheap to share between threads; reading takes `&self`.
pub struct Reader {
    /// The words.
    pub lex: Lexicon,
    model: &'static Model,
    gazetteer: &'static Gazetteer,
}

/// What reading a document gives.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Claims in document order.
    pub claims: Vec<Claim>,
    /// How each claim was made; as long as `claims`.
    pub traces: Vec<Trace>,
}

/// How a claim was made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// The frame or grammar rule that gave the act.
    pub rule: String,
    /// The word that carries it.
    pub word: Span,
    /// Slot, rule and words of each filler, in slot order.
    pub steps: Vec<Step>,
}

/// Why one slot is filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Slot name, as in the claim.
    pub slot: &'static str,
    /// The rule.
    pub rule: String,
    /// The words it rests on.
    pub span: Span,
}

/// Everything known of a document before claims are made.
pub struct Work<'a> {
    /// The document.
    pub doc: &'a Document,
    /// Blocks, turns, quotations.
    pub layout: Layout,
    /// One tree a sentence.
    pub trees: Vec<Tree<'a>>,
    /// What later words may refer to.
    pub discourse: Discourse,
    /// Times in text order.
    pub times: Vec<TimeMention>,
    /// For each block the index in `times` of the day that heads its entry.
    pub entry_days: Vec<Option<usize>>,
    /// Quantities in text order.
    pub counts: Vec<CountMention>,
    /// Places in text order.
    pub places: Vec<PlaceMention>,
    /// The gazetteer that `places` point into.
    pub gazetteer: &'a Gazetteer,
}

impl<'a> Work<'a> {
    /// The mentions of a list that lie in a span; the list is in text order.
    pub fn within<T>(list: &[T], span: Span, of: impl Fn(&T) -> Span) -> &[T] {
        let a = list.partition_point(|m| of(m).start < span.start);
        let b = list.partition_point(|m| of(m).start < span.end);
        &list[a..b.max(a)]
    }
}

impl Reader {
    /// The English reader over the embedded lexicon, model and gazetteer.
    ///
    /// # Panics
    /// Only if the embedded lexicon does not compile, which a test of this crate rules out.
    #[allow(clippy::expect_used)]
    pub fn english() -> &'static Reader {
        static READER: OnceLock<Reader> = OnceLock::new();
        READER.get_or_init(|| Reader {
            lex: Lexicon::compile(lexicon::ENGLISH).expect("the embedded lexicon compiles (tested)"),
            model: Model::english(),
            gazetteer: Gazetteer::embedded(),
        })
    }

    /// An English reader over other words or another gazetteer: a user's, or those of a linguist at work.
    ///
    /// `files`: as [`lexicon::ENGLISH`].
    ///
    /// # Errors
    /// Those of [`Lexicon::compile`].
    pub fn with(
        files: &[(&str, &str)],
        gazetteer: &'static Gazetteer,
    ) -> Result<Reader, lexicon::LexiconError> {
        Ok(Reader { lex: Lexicon::compile(files)?, model: Model::english(), gazetteer })
    }

    /// An English reader with a user's gazetteer instead of the embedded one.
    ///
    /// # Errors
    /// Those of [`Lexicon::compile`].
    pub fn with_gazetteer(gazetteer: &'static Gazetteer) -> Result<Reader, lexicon::LexiconError> {
        Self::with(lexicon::ENGLISH, gazetteer)
    }

    /// The same reader over another syntax model, for comparing models.
    pub fn with_model(self, model: &'static Model) -> Reader {
        Reader { model, ..self }
    }

    /// Sentences and trees of a text.
    ///
    /// Short glosses in square brackets ("[exile oligarch]", "[police]") are the editor's and no part of the speaker's
    /// sentence: their words are left out of the trees, their bytes stay where they are.
    pub fn syntax(&self, text: &str) -> Vec<Sentence> {
        let mut words = self.model.split(text);
        let blocks = layout::blocks(text);
        words = words.into_iter().flat_map(|s| layout::at_line_ends(s, &blocks)).collect();
        for sentence in &mut words {
            layout::without_glosses(sentence);
            layout::without_label(sentence, &blocks);
            layout::without_dateline(sentence, &blocks);
        }
        words.retain(|s| !s.is_empty());
        let entries = layout::entries(text, &blocks);
        let lowered: Vec<String> = words.iter().map(|s| s[0].form.to_lowercase()).collect();
        let ghosts: Vec<usize> = words
            .iter_mut()
            .zip(&lowered)
            .map(|(s, low)| self.entry_subject(text, s, low, &entries))
            .collect();
        let commas: Vec<Option<usize>> =
            words.iter_mut().map(|s| opening::part(text, &self.lex, s)).collect();
        let mut sentences = self.model.parse_tokens(text, &words);
        for (sentence, comma) in sentences.iter_mut().zip(commas) {
            if let Some(comma) = comma {
                opening::rejoin(sentence, comma);
            }
        }
        for (sentence, ghosts) in sentences.iter_mut().zip(ghosts) {
            if ghosts > 0
                && let Some(first) = sentence.tokens.get(ghosts)
            {
                sentence.span.start = first.span.start;
                sentence.tokens[0].upos = kua_syntax::Upos::Propn;
            }
        }
        for token in
            sentences.iter_mut().flat_map(|s| &mut s.tokens).filter(|t| t.upos == kua_syntax::Upos::Verb)
        {
            let form = token.span.of(text).to_lowercase();
            if let Some(lemma) = self.lex.verb_lemma(&form, &token.lemma) {
                token.lemma = lemma;
            }
        }
        for token in
            sentences.iter_mut().flat_map(|s| &mut s.tokens).filter(|t| t.upos == kua_syntax::Upos::Noun)
        {
            if let Some(lemma) = self.lex.classes.singular(&token.span.of(text).to_lowercase(), &token.lemma)
            {
                token.lemma = lemma;
            }
        }
        for sentence in &mut sentences {
            acronyms(text, sentence);
            crate::mend::mend(text, &self.lex, sentence);
        }
        sentences
    }

    /// Gives a fragment of a list entry ("Shot in the back on 9 March") its entry's name as subject, and a passive one its
    /// auxiliary, so that it parses as the sentence it stands for. The added words have the name's bytes. Returns how many
    /// words were added.
    fn entry_subject<'w>(
        &self,
        text: &'w str,
        words: &mut Vec<kua_syntax::Word<'w>>,
        low: &'w str,
        entries: &[(Span, Span)],
    ) -> usize {
        let Some(head) = layout::entry_of(words[0].span, entries) else { return 0 };
        let at =
            usize::from(matches!(low, "last" | "later" | "still" | "reportedly" | "allegedly" | "first"));
        let Some(verb) = words.get(at).map(|w| w.form.to_lowercase()) else { return 0 };
        let Some(lemma) = self.lex.verb_lemma(&verb, "").filter(|l| l.as_str() != verb) else { return 0 };
        let name = kua_syntax::Word { form: head.of(text), span: head };
        words[0].form = low;
        if self.lex.in_list("fragment-active", &lemma) {
            words.insert(0, name);
            return 1;
        }
        words.insert(0, kua_syntax::Word { form: "was", span: head });
        words.insert(0, name);
        2
    }

    /// Reads a document. Never fails; what cannot be read gives no claim.
    pub fn read(&self, doc: &Document) -> Reading {
        let sentences = self.syntax(&doc.text);
        self.read_parsed(doc, &sentences)
    }

    /// Reads a document whose sentences are parsed already.
    pub fn read_parsed(&self, doc: &Document, sentences: &[Sentence]) -> Reading {
        let work = self.work(doc, sentences);
        let mut drafts: Vec<Draft> = Vec::new();
        for s in 0..work.trees.len() {
            find::drafts(&work, &self.lex, s, &mut drafts);
        }
        build::claims(&work, &self.lex, drafts)
    }

    /// All that comes before claims: for `inspect`.
    pub fn work<'a>(&self, doc: &'a Document, sentences: &'a [Sentence]) -> Work<'a> {
        let text = doc.text.as_str();
        let layout = layout::layout(doc, sentences);
        let mut trees: Vec<Tree<'a>> = sentences.iter().map(|s| Tree::new(text, s, &self.lex)).collect();
        let spans: Vec<Span> = sentences.iter().map(|s| s.span).collect();
        let anchor = Anchor { date: doc.date, covers: doc.covers, ..Anchor::default() };
        let mut times = time::find_times(text, &spans, &anchor);
        // "the second march" is an assembly, "2 march" may be a date.
        times.retain(|t| {
            let words = t.span.of(text);
            words.bytes().any(|b| b.is_ascii_digit())
                || !words.split_whitespace().any(|w| matches!(w, "march" | "may"))
        });
        for tree in &mut trees {
            for time in Work::within(&times, tree.sent.span, |t| t.span) {
                tree.mark_time(time.claim_span);
            }
        }
        let discourse = Discourse::new(&trees, &self.lex);
        let counts = count::find_counts(text, &spans, &times);
        let places = place::find_places(text, sentences, self.gazetteer);
        let entry_days = entry::days(text, &layout.blocks, &times);
        Work { doc, layout, trees, discourse, times, entry_days, counts, places, gazetteer: self.gazetteer }
    }
}

/// "OTEC calls on the cabinet": a word all in capitals among others that are not is a name.
fn acronyms(text: &str, sentence: &mut Sentence) {
    let capitals = |t: &kua_syntax::Token| {
        let word = t.span.of(text);
        word.len() > 1 && word.chars().all(char::is_uppercase)
    };
    let small = sentence.tokens.iter().any(|t| {
        let word = t.span.of(text);
        word.len() > 2 && word.chars().all(char::is_lowercase)
    });
    if !small {
        return;
    }
    for token in sentence.tokens.iter_mut().filter(|t| t.upos == kua_syntax::Upos::Noun && capitals(t)) {
        token.upos = kua_syntax::Upos::Propn;
        token.lemma = token.span.of(text).into();
    }
}
