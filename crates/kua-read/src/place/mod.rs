//! Finds names of places in running text and says where they are.
//!
//! In: a text, its sentences (may be none), a [`Gazetteer`]. Out: [`PlaceMention`]s in text order, none overlapping.
//! "Hundreds rallied in Taraz, in southern Kazakhstan" gives Taraz (one entry) and Kazakhstan; "Kazakh police" gives an
//! adjective, which is never the place of an act but tells which country is spoken of; "Bank of Kazakhstan" gives a
//! part of another name.
//!
//! A name that no entry carries ("the village of Kokarna") is a mention without candidates. A name that several places
//! carry and that nothing in the text settles keeps its candidates and has no best one: a missing place is better than
//! a wrong one. Not here: which act a place belongs to; "the city", "the square" (references); squares and streets
//! beyond those in the gazetteer.

mod compiled;
mod context;
mod entry;
mod evidence;
mod find;
mod fold;
mod import;
mod index;
mod resolve;
mod scan;

pub use compiled::{CompiledError, compile};
pub use entry::{Entry, Kind, distance_km};
pub use fold::fold;
pub use import::{ImportError, ImportOut, import_geonames};
pub use index::{BadRow, Gazetteer, PlaceId};

use kua_record::Span;
use kua_syntax::Sentence;

/// A name of a place in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// The name alone: "Aktobe", "Hong Kong", "Nyanza Province"; bytes of the text.
    pub span: Span,
    /// The entry it means; `None` when no entry carries the name or nothing settles which one.
    pub best: Option<PlaceId>,
    /// The entries that carry the name, most likely first.
    pub candidates: Vec<PlaceId>,
    /// How sure it is that the name is a place, from 0 to 1.
    pub score: f32,
    /// The evidence that weighed most, for `explain`.
    pub why: &'static str,
    /// An adjective or name of a people ("Serbian", "Kazakhs"): context, never the place of an act.
    pub adjectival: bool,
    /// Part of the name of a person, body or thing ("Paris Hilton", "Bank of Kazakhstan").
    pub part_of_name: bool,
    /// Countries of an adjective (ISO 3166-1 alpha-2); empty for places.
    pub countries: Vec<String>,
}

impl PlaceMention {
    /// Whether the mention can be the place of an act: no adjective and no part of another name.
    pub fn is_place(&self) -> bool {
        !self.adjectival && !self.part_of_name
    }
}

/// Names of places in `text`, in text order, none overlapping.
///
/// `sentences`: those of `text` with their entities, or none: without them the words around a name decide alone.
pub fn find_places(text: &str, sentences: &[Sentence], gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let mut matches = find::matches(text, sentences, gazetteer);
    evidence::weigh(&mut matches, gazetteer);
    resolve::resolve(matches, gazetteer)
}

#[cfg(test)]
mod tests;
