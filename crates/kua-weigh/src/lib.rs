//! Claims in, views over claims out; pure functions, no clock, disk or network.
//!
//! In: `&[Document]` and `&[Claim]`, indexed once by [`Record::new`]. Out: views that group claims by stated rules
//! and never change, merge or average one: [`timeline`], [`presence`], [`groups`], [`deeds`], [`reasons`],
//! [`labels`], [`figures`], [`silence`], [`shelf`].
//! Must not: write, decide that two parties or events are one, or invent a slot that is empty.

pub mod ask;
pub mod byplace;
pub mod deeds;
pub mod figures;
pub mod groups;
pub mod labels;
pub mod party;
pub mod place;
pub mod presence;
pub mod reasons;
pub mod record;
pub mod shelf;
pub mod silence;
pub mod source;
pub mod time;
pub mod timeline;
pub mod wording;

pub use record::{Ix, Party, Record};
