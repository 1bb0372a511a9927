//! Did it happen, as far as the text says (`kua inspect factuality`).
//!
//! In: the [`Work`] of a document. Out: a row for each verb, copular predicate and event noun, in text order. Polarity,
//! reality and hedge are those that claims have (`scope.rs`), but that aims, plans and fears lie ahead; the score is a
//! weighted sum over what stands around the predicate (`features.rs`), with weights fitted to people's judgements.
//! Not here: whether it is true.

pub mod features;
mod weights;

use crate::layers::plain_verb;
use crate::lexicon::Lexicon;
use crate::reader::{Reader, Work};
use crate::roles;
use crate::scope;
use crate::tree::Tree;
use kua_record::{HedgeTerm, Polarity, Reality, Span};
use kua_syntax::Upos;

/// How far a predicate is said to have happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Factuality {
    /// The predicate's word.
    pub span: Span,
    /// From −3 (certainly not) to +3 (certainly), after It-Happened (White et al. 2018).
    pub score: f64,
    /// Negated or not.
    pub polarity: Polarity,
    /// In which reality.
    pub reality: Reality,
    /// The hedge that reaches it.
    pub sure: Option<(Span, HedgeTerm)>,
}

impl Reader {
    /// Factuality of every verb, copular predicate and event noun, in text order.
    pub fn factuality(&self, work: &Work<'_>) -> Vec<Factuality> {
        self.factors(work).into_iter().map(|(row, _)| row).collect()
    }

    /// The same, with the names of what the score is the sum of.
    pub fn factors(&self, work: &Work<'_>) -> Vec<(Factuality, Vec<String>)> {
        work.trees.iter().flat_map(|tree| (0..tree.len()).filter_map(|v| self.factor(tree, v))).collect()
    }

    fn factor(&self, tree: &Tree<'_>, v: usize) -> Option<(Factuality, Vec<String>)> {
        let noun = event_noun(tree, &self.lex, v);
        if !noun && !plain_verb(tree, v) && tree.kid(v, &["cop"]).is_none() {
            return None;
        }
        let found = if noun {
            roles::of_noun(tree, &self.lex, v, true)
        } else {
            roles::of_clause(tree, &self.lex, v, roles::is_passive(tree, v))
        };
        let mut scope = scope::of(tree, &self.lex, v, &found);
        let features = features::of(tree, v, &scope);
        let score = denied(weights::sum(&features), scope.polarity);
        if scope.reality == Reality::Actual && scope.polarity == Polarity::Affirmed {
            scope.reality = if noun { held_by(tree, &self.lex, v) } else { aimed_at(tree, v, score) };
        }
        let row = Factuality {
            span: tree.tok(v).span,
            score,
            polarity: scope.polarity,
            reality: scope.reality,
            sure: scope.sure,
        };
        Some((row, features))
    }
}

/// A noun that names something that happens: an act of the lexicon, or formed of a verb.
fn event_noun(tree: &Tree<'_>, lex: &Lexicon, n: usize) -> bool {
    if tree.upos(n) != Upos::Noun || tree.kid(n, &["cop"]).is_some() {
        return false;
    }
    let lemma = tree.lemma(n).to_lowercase();
    let formed =
        ["tion", "sion", "ment", "ing", "ance", "ence", "al", "ure"].iter().any(|end| lemma.ends_with(end));
    let act = !lex.noun(&lemma).is_empty() || lex.deeds.noun(&lemma).is_some();
    act || tree.own_mask(n) == 0
        && (formed || !lex.verb(&lemma).is_empty() && done_to_something(tree, lex, n))
}

/// "the use of force", "announced cuts": a noun that could be a thing as well is an event by what stands around it.
fn done_to_something(tree: &Tree<'_>, lex: &Lexicon, n: usize) -> bool {
    let of = |k: usize| {
        tree.base(k) == "nmod"
            && (tree.case(k).is_none()
                || tree.case(k).is_some_and(|case| matches!(case, "of" | "by" | "against")))
    };
    let carried = tree.head(n).is_some_and(|h| {
        ["light", "future", "ahead", "demand-verb", "tells-noun"]
            .iter()
            .any(|list| lex.in_list(list, tree.lemma(h)))
    });
    tree.kids(n).any(of) || carried && tree.lemma(tree.head(n).unwrap_or(n)) != "have"
}

/// "plans for a strike" lie ahead, "fears of a strike" are only held possible: by what an event noun hangs on.
fn held_by(tree: &Tree<'_>, lex: &Lexicon, n: usize) -> Reality {
    let above: Vec<&str> =
        std::iter::successors(tree.head(n), |&h| tree.head(h)).take(2).map(|h| tree.lemma(h)).collect();
    let any = |list: &str| above.iter().any(|lemma| lex.in_list(list, lemma));
    if any("prospect") {
        Reality::Hypothetical
    } else if any("future") || any("ahead") || any("demand-verb") {
        Reality::Future
    } else {
        Reality::Actual
    }
}

/// "an effort to close the mill", "left to close it": an aim, unless the weights hold it for done ("managed to").
fn aimed_at(tree: &Tree<'_>, v: usize, score: f64) -> Reality {
    let to = tree.kids(v).any(|k| tree.base(k) == "mark" && tree.lower(k) == "to");
    if score >= AHEAD || !(to || tree.tok(v).feats.has("VerbForm=Inf")) {
        return Reality::Actual;
    }
    Reality::Future
}

/// Below this score an infinitive is held to lie ahead.
const AHEAD: f64 = 1.0;

/// People who judged single predicates often judged the whole sentence, so that their "did not call" lies in the middle;
/// here what the text denies never lies above [`DENIED`].
fn denied(score: f64, polarity: Polarity) -> f64 {
    if polarity == Polarity::Negated { score.min(DENIED) } else { score }
}

const DENIED: f64 = -2.0;
