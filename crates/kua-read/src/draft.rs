//! A claim in the making: tokens instead of bytes, and the rule that made each part.

use crate::roles::Roles;
use kua_record::{Act, Polarity, Reality, ReasonKind, Span};

/// A filler of `who` or `whom`.
#[derive(Debug, Clone)]
pub struct Item {
    /// Head token.
    pub head: usize,
    /// Its bytes.
    pub span: Span,
}

/// A claim in the making. Tokens are of sentence `sent`.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Sentence.
    pub sent: usize,
    /// The predicate's token.
    pub pred: usize,
    /// Its roles.
    pub roles: Roles,
    /// Code.
    pub act: Act,
    /// The frame or grammar rule that made it.
    pub rule: String,
    /// Who.
    pub who: Vec<Item>,
    /// To whom.
    pub whom: Vec<Item>,
    /// Reasons.
    pub why: Vec<(Span, ReasonKind)>,
    /// First and last token of the quote.
    pub quote: (usize, usize),
    /// What the words of the frame say of polarity.
    pub polarity: Polarity,
    /// What the words of the frame say of reality.
    pub reality: Reality,
    /// Whether the claim stands on a noun by itself, with no verb to carry it.
    pub nominal: bool,
    /// Take a count that is a share.
    pub share: bool,
    /// First byte of the quote where it lies before its first token (a field's label).
    pub from: Option<usize>,
    /// The number that the rule itself found.
    pub counted: Option<Span>,
}
