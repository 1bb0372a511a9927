//! The nouns of the record, and nothing that acts on the world.
//!
//! In: nothing. Out: the types that every other crate passes on ([`Document`], [`Span`], [`Claim`] and its
//! slots), their JSON form (`CLAIMS.md`), their validation against a document's bytes, and the comparison of
//! two sets of claims ([`score`], [`agree`]).
//! Must not: do any input or output, know SQL or HTML, or depend on another crate of the workspace.

pub mod act;
pub mod agree;
pub mod check;
pub mod claim;
pub mod document;
pub mod id;
pub mod jsonl;
pub mod score;
pub mod span;

pub use act::Act;
pub use claim::{
    Claim, Count, Hedge, HedgeTerm, Mention, Place, Polarity, Reality, Reason, ReasonKind, Role, Speaker,
    When, WhenKind,
};
pub use document::{DateSource, Document, Language, PageMark};
pub use span::Span;
