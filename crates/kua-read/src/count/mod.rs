//! Finds quantities in English text and turns each into a range.
//!
//! "about 25 men" becomes 23 to 27, "several hundred" 300 to 999, "at least 71" 71 and up, "most of them" 50 to 95
//! per cent (`CLAIMS.md`, Numbers).
//!
//! In: the text, its sentences, the times already found in it. Out: [`CountMention`]s in text order, none overlapping.
//! Not counts: numbers inside a time, a code (K-12), the number of a page or article, an age, a score, a phone number;
//! money and lengths are given with their `unit`. "Some", "many", "a number of" alone are nothing.
//! Not here: what is counted, and by which verb.

mod code;
mod core;
mod finder;
pub(crate) mod number;
pub(crate) mod quantity;
pub(crate) mod words;

#[cfg(test)]
mod tests;

use crate::time::TimeMention;
use crate::time::scan::Toks;
use kua_record::Span;
pub use quantity::bracket;

/// One quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct CountMention {
    /// The words of a claim's `count.text`: number and modifier ("at least 71", "in the thousands", "30 or more").
    pub span: Span,
    /// The number words alone.
    pub number_span: Span,
    /// The plain number said, if one is ("about 25": 25); per cent for shares.
    pub value: Option<f64>,
    /// Lowest; `None` = open (or no count, see `unit`).
    pub low: Option<u64>,
    /// Highest; `None` = open.
    pub high: Option<u64>,
    /// Whether it is a share in per cent.
    pub share: bool,
    /// A hedge right before it ("perhaps"), which is not part of `span`.
    pub hedge: Option<Span>,
    /// Whether it is a place in a row ("the third"), which is no count.
    pub ordinal: bool,
    /// The unit it measures in ("%", "tenge", "km", "years"), which makes it no count of persons or things.
    pub unit: Option<String>,
    /// share, peak, total, passed, treated, received, names; `None` when the text does not say.
    pub basis: Option<&'static str>,
    /// The rule that made it.
    pub rule: &'static str,
}

impl CountMention {
    /// Whether it counts persons or things (or a share of them).
    pub fn is_count(&self) -> bool {
        !self.ordinal && (self.unit.is_none() || self.share) && (self.low.is_some() || self.high.is_some())
    }
}

/// Finds the quantities of a text.
///
/// `sentences`: spans of its sentences where known; a basis word counts only inside its sentence. `times`: the times
/// of the same text; no quantity is read inside one.
///
/// # Example
/// ```
/// use kua_read::count::find_counts;
/// let text = "Perhaps 300 to 400 miners came.";
/// let counts = find_counts(text, &[], &[]);
/// assert_eq!((counts[0].low, counts[0].high), (Some(300), Some(400)));
/// assert_eq!(counts[0].hedge.map(|h| h.of(text)), Some("Perhaps"));
/// ```
pub fn find_counts(text: &str, sentences: &[Span], times: &[TimeMention]) -> Vec<CountMention> {
    let toks = Toks::new(text);
    finder::Finder { t: &toks, sentences, times }.run()
}
