//! CoNLL-U in and out: writing parsed text, and reading files whose tokens are kept and annotation replaced.
//!
//! In: sentences with their text, or a CoNLL-U file. Out: CoNLL-U with `start=…|end=…` (bytes) in MISC; or a [`Document`].
//! Not written: language-specific tags (XPOS). Not kept: enhanced dependencies and empty nodes.

mod read;
mod write;

pub use read::{ConlluError, Document, Entry, Group, read};
pub use write::{write, write_over};
