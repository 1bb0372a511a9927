//! Text in; sentences, tokens, tags, lemmas, entities and dependency trees (Universal Dependencies) out.
//!
//! In: the text of one document, and a model file for its language (embedded for English).
//! Out: [`Sentence`]s of [`Token`]s with byte offsets, in text order; the same on every run, machine and thread.
//! Must not: know protests; use a clock, disk or network; fail or panic on any text.

pub mod rel;
pub mod token;

pub use rel::Rel;
pub use token::{EntityType, Feats, Sentence, Token, Upos};
