//! Text in; sentences, tokens, tags, lemmas, entities and dependency trees (Universal Dependencies) out.
//!
//! In: the text of one document, and a model file for its language (embedded for English).
//! Out: [`Sentence`]s of [`Token`]s with byte offsets, in text order; the same on every run, machine and thread.
//! Must not: know protests; use a clock, disk or network; fail or panic on any text.

pub mod codec;
pub mod conllu;
pub mod entity;
pub mod form;
pub mod lemma;
pub mod lists;
pub mod model;
pub mod net;
pub mod rel;
pub mod simd;
pub mod split;
pub mod tensor;
pub mod token;
pub mod tree;
pub mod vocab;
pub mod whole;

pub use codec::ModelError;
pub use model::Model;
pub use rel::Rel;
pub use split::Word;
pub use token::{EntityType, Feats, Sentence, Token, Upos};
