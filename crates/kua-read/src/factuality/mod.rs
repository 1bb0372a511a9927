//! Did it happen, as far as the text says (`kua inspect factuality`).
//!
//! In: the [`Work`] of a document. Out: a row for each verb and copular predicate, in text order. Polarity, reality and
//! hedge are those that claims have (`scope.rs`); the score is a weighted sum over what stands around the predicate
//! (`features.rs`), with weights fitted to people's judgements. Not here: whether it is true.

pub mod features;
mod weights;

use crate::layers::plain_verb;
use crate::reader::{Reader, Work};
use crate::roles;
use crate::scope;
use kua_record::{HedgeTerm, Polarity, Reality, Span};

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
    /// Factuality of every verb and copular predicate, in text order.
    pub fn factuality(&self, work: &Work<'_>) -> Vec<Factuality> {
        self.factors(work).into_iter().map(|(row, _)| row).collect()
    }

    /// The same, with the names of what the score is the sum of.
    pub fn factors(&self, work: &Work<'_>) -> Vec<(Factuality, Vec<String>)> {
        let mut out = Vec::new();
        for tree in &work.trees {
            for v in 0..tree.len() {
                if !plain_verb(tree, v) && tree.kid(v, &["cop"]).is_none() {
                    continue;
                }
                let found = roles::of_clause(tree, &self.lex, v, roles::is_passive(tree, v));
                let scope = scope::of(tree, &self.lex, v, &found);
                let features = features::of(tree, v, &scope);
                let row = Factuality {
                    span: tree.tok(v).span,
                    score: denied(weights::sum(&features), scope.polarity),
                    polarity: scope.polarity,
                    reality: scope.reality,
                    sure: scope.sure,
                };
                out.push((row, features));
            }
        }
        out
    }
}

/// People who judged single predicates often judged the whole sentence, so that their "did not call" lies in the middle;
/// here what the text denies never lies above [`DENIED`].
fn denied(score: f64, polarity: Polarity) -> f64 {
    if polarity == Polarity::Negated { score.min(DENIED) } else { score }
}

const DENIED: f64 = -2.0;
