//! Finds time expressions in English text and turns each into an interval.
//!
//! "on Friday evening" in a report dated Saturday 2024-05-18 becomes `2024-05-17T17:00` to `2024-05-17T23:59`, both
//! included, local time of the report's place.
//!
//! In: the text of a document and an [`Anchor`] (its date). Out: [`TimeMention`]s in text order, none overlapping,
//! each naming the rule that made it. A time that counts from another ("that morning", "two days later") finds it in
//! the document itself, in text order.
//! Not here: which event a time belongs to; the words (`lexicon/en/time.toml`).
//! Never guessed: what neither the words nor the context give has no interval and is not `usable`.

mod adjust;
mod calendar;
mod clock;
mod context;
mod dates;
mod days;
mod expr;
mod finder;
mod frame;
mod grammar;
mod hours;
mod lasting;
mod length;
mod point;
mod range;
mod relative;
mod resolve;
pub(crate) mod scan;
mod sets;
mod story;
mod stretches;
mod tense;
mod units;
mod value;
pub(crate) mod words;
mod years;

#[cfg(test)]
mod tests;

pub use context::{Anchor, Context};
use kua_record::{Span, WhenKind};
pub use words::Frame;

/// The TIMEX3 classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimexType {
    /// A day or something longer.
    Date,
    /// A clock time or part of a day.
    Time,
    /// A length of time.
    Duration,
    /// A repeated time.
    Set,
}

/// One time expression.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMention {
    /// The expression without a leading preposition ("Friday"): the extent of TIMEX3.
    pub span: Span,
    /// With the preposition, as a claim's `when.text` has it ("on Friday", "Until noon on 4 May").
    pub claim_span: Span,
    /// TIMEX3 class.
    pub kind: TimexType,
    /// TIMEX3 value; `None` where the context does not give it.
    pub value: Option<String>,
    /// Beginning, included, with the preposition taken into account: ISO date or local date-time; `None` = open.
    pub from: Option<String>,
    /// End, included; `None` = open.
    pub to: Option<String>,
    /// Beginning and end of the expression itself, without the preposition.
    pub base: Option<(String, String)>,
    /// Whether it holds for all of the interval or at some point in it.
    pub when_kind: WhenKind,
    /// The preposition's kind.
    pub frame: Frame,
    /// What it took besides its own words; `None` when they are enough.
    pub needs: Option<Context>,
    /// Whether it can be a claim's `when`: not for a length alone, a repeated time, "now", or what stays open.
    pub usable: bool,
    /// The rule that made it.
    pub rule: &'static str,
}

/// Finds the times of a text.
///
/// `sentences`: spans of its sentences where known; no expression crosses their ends. With none, line breaks and full
/// stops are kept apart by the grammar alone.
///
/// # Example
/// ```
/// use kua_read::time::{Anchor, find_times};
/// let text = "On Friday night the depot was looted.";
/// let times = find_times(text, &[], &Anchor::on(jiff::civil::date(2024, 5, 20)));
/// assert_eq!(times[0].claim_span.of(text), "On Friday night");
/// assert_eq!(times[0].from.as_deref(), Some("2024-05-17T20:00"));
/// assert_eq!(times[0].to.as_deref(), Some("2024-05-18T06:00"));
/// ```
pub fn find_times(text: &str, sentences: &[Span], anchor: &Anchor) -> Vec<TimeMention> {
    let toks = scan::Toks::new(text);
    finder::Finder::new(&toks, sentences, anchor).run()
}

/// Reads the words under `span` as a time, in the context of the whole text; `None` if they are none.
pub fn resolve_span(text: &str, span: Span, sentences: &[Span], anchor: &Anchor) -> Option<TimeMention> {
    let toks = scan::Toks::new(text);
    finder::Finder::new(&toks, sentences, anchor).at(span)
}
