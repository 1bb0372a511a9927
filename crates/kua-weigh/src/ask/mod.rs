//! A question in plain words, answered from claims: every clause with its claims, disagreement shown, gaps said.
//!
//! In: the question, claims, documents. Out: an [`Answer`]. No model and no guess: a grammar (`grammar`) makes the
//! question a [`query::Query`] over the nine questions, `fit` holds the claims against it, `compose` words them.
//! Must not: average, choose between sources, or answer where no claim does; then the gaps say what was looked for.

mod clause;
mod compose;
mod context;
mod dates;
mod fit;
mod gaps;
mod grammar;
mod lexicon;
mod parties;
mod query;
mod tokens;
mod verbs;

use crate::record::Record;
use context::Context;
use fit::{Asking, Fit};
use kua_record::{Claim, Document};
use serde::Serialize;

/// An answer, as `kua ask --json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The question as asked.
    pub question: String,
    /// Lines of the answer; empty when the record has none.
    #[serde(rename = "answer")]
    pub parts: Vec<Part>,
    /// What was looked for and not found, in plain words.
    pub gaps: Vec<String>,
}

/// One line of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// A sentence or two.
    pub text: String,
    /// Ids of the claims that say so, never empty.
    pub claims: Vec<String>,
}

/// Answers a question from claims; the same input gives the same answer.
///
/// # Example
/// ```
/// let answer = kua_weigh::ask::ask("Who stormed the depot?", &[], &[]);
/// assert!(answer.parts.is_empty());
/// assert!(answer.gaps[0].starts_with("Not in the record"));
/// ```
pub fn ask(question: &str, claims: &[Claim], docs: &[Document]) -> Answer {
    let query = grammar::parse(question);
    let context = Context::new(Record::new(docs, claims));
    let fits: Vec<Fit> = if query.is_empty() {
        vec![Fit::No; claims.len()]
    } else {
        let asking = Asking::new(&query, &context);
        (0..claims.len()).map(|ix| asking.fit(ix)).collect()
    };
    let with = |wanted: Fit| -> Vec<usize> { (0..claims.len()).filter(|&ix| fits[ix] == wanted).collect() };
    let chosen = with(Fit::Answers);
    let gaps = gaps::gaps(&query, &context.record, chosen.is_empty(), &fits);
    Answer { question: question.to_owned(), parts: compose::parts(&query, &context.record, chosen), gaps }
}
