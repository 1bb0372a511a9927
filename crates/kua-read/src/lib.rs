//! Trees and lexicons in; claims with a reason for every slot out.
//!
//! In: a [`kua_record::Document`] (its date included) and the trees of `kua-syntax`. Out: a [`Reading`]: claims in
//! document order, and for each a [`Trace`] of the words and rules that made it.
//! Must not: use a clock, disk or network; fail or panic on any text; invent what the text does not say.

mod act;
mod attach;
mod befallen;
mod build;
pub mod count;
pub mod deeds;
mod draft;
mod entry;
pub mod factuality;
mod figures;
mod find;
mod form;
pub mod layers;
pub mod layout;
pub mod lexicon;
mod locate;
pub mod means;
mod mend;
mod opening;
mod parts;
mod phrase;
pub mod place;
mod quote;
mod reader;
mod reasons;
mod refer;
mod roles;
mod scope;
mod setting;
mod special;
mod speech;
mod threat;
mod tidy;
pub mod time;
mod tree;

pub use reader::{Reader, Reading, Step, Trace, Work};
