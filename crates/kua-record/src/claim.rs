//! The claim: one assertion that a text makes, tied to the words that make it (`CLAIMS.md`).

use crate::{Act, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fields that this version does not know are kept and written back.
pub type Extra = BTreeMap<String, serde_json::Value>;

/// One claim, in the JSON form of `CLAIMS.md`. All offsets are bytes of the document's stored text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// First 16 hex digits of SHA-256 over document hash, `start`, `end`, `act` and an ordinal among equals.
    #[serde(default)]
    pub id: String,
    /// The document's name: its path below the given PATH, with `/`.
    pub doc: String,
    /// First byte of the quote.
    pub start: usize,
    /// One past the last byte of the quote.
    pub end: usize,
    /// Exactly the document's bytes `start..end`.
    pub quote: String,
    /// Code of the act.
    pub act: Act,
    /// Affirmed or negated.
    #[serde(default)]
    pub polarity: Polarity,
    /// Whether it is said to have happened, or only planned, supposed, habitual, or from an earlier wave.
    #[serde(default)]
    pub reality: Reality,
    /// Who acts, or whom the statement is about.
    #[serde(default)]
    pub who: Vec<Mention>,
    /// Whom or what the act hits.
    #[serde(default)]
    pub whom: Vec<Mention>,
    /// The interval, never one guessed day.
    #[serde(default)]
    pub when: Option<When>,
    /// Places as written, resolved where the gazetteer can.
    #[serde(default)]
    pub r#where: Vec<Place>,
    /// Reasons as the speaker gives them.
    #[serde(default)]
    pub why: Vec<Reason>,
    /// How many.
    #[serde(default)]
    pub count: Option<Count>,
    /// Attribution chain, outermost speaker first; empty is the text's own voice.
    #[serde(default)]
    pub says: Vec<Speaker>,
    /// The speaker's own hedge of likelihood.
    #[serde(default)]
    pub sure: Option<Hedge>,
    /// Unknown fields, kept.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Claim {
    /// The quote's span.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Whether the act is affirmed or negated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is so.
    #[default]
    Affirmed,
    /// It is not so.
    Negated,
}

/// In which reality the act lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reality {
    /// Said to have happened or to be so.
    #[default]
    Actual,
    /// Planned or foretold.
    Future,
    /// Under a condition.
    Hypothetical,
    /// Usually so.
    Habitual,
    /// An earlier wave, background.
    Historical,
}

/// A party or thing as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Verbatim words.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What a pronoun or definite reference refers to: the nearest earlier mention that is not a pronoun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
    /// Unknown fields, kept.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Mention {
    /// The stretch from the first to the last of joined parties ("the police and the guards"); `None` of none.
    pub fn joined(parties: &[Mention]) -> Option<Span> {
        parties.iter().map(|party| Span::new(party.start, party.end)).reduce(Span::join)
    }
}

/// A place as written, resolved where the gazetteer can.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Verbatim words.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What a definite reference ("the city") refers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
    /// The gazetteer's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Degrees north, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Uncertainty in metres (square 200, district 3,000, towns by size, regions and countries by area).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_m: Option<u32>,
    /// Unknown fields, kept.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A reason as the speaker gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Verbatim words.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What kind of reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ReasonKind>,
    /// What a reference refers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
    /// Unknown fields, kept.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Kinds of reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // the words of CLAIMS.md, defined there
pub enum ReasonKind {
    Motive,
    Aim,
    Demand,
    Cause,
    Accusation,
    Label,
    Concession,
    Trigger,
    Evidence,
}

/// An interval of local time; both ends inclusive at their own grain (`2022-01-04`, `2022-01-04T12:00`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct When {
    /// Verbatim words.
    pub text: String,
    /// ISO date or local date-time; `None` = open.
    #[serde(default)]
    pub from: Option<String>,
    /// ISO date or local date-time; `None` = open.
    #[serde(default)]
    pub to: Option<String>,
    /// True for all of it, or at some point in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<WhenKind>,
    /// Unknown fields, kept.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How an interval is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WhenKind {
    /// True for all of it.
    Throughout,
    /// At some point in it.
    Within,
}

/// A number of whole things (or per cent where `basis` is "share"); `None` = open end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// Verbatim words.
    pub text: String,
    /// Lowest.
    #[serde(default)]
    pub low: Option<u64>,
    /// Highest.
    #[serde(default)]
    pub high: Option<u64>,
    /// The counted noun.
    #[serde(default)]
    pub of: Option<String>,
    /// share, peak, total, passed, treated, received, names; `None` when the text does not say.
    #[serde(default)]
    pub basis: Option<String>,
    /// Unknown fields, kept.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One link of the attribution chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// Verbatim words, or "interviewer", "interviewee", "editor" where the text gives no name.
    pub text: String,
    /// In which role the speaker speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Unknown fields, kept.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Roles of speakers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // the words of CLAIMS.md, defined there
pub enum Role {
    Interviewee,
    Interviewer,
    Quoted,
    Editor,
    Unnamed,
}

/// The speaker's own hedge of likelihood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hedge {
    /// Verbatim words.
    pub text: String,
    /// The step of the scale it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<HedgeTerm>,
    /// Lowest probability.
    #[serde(default)]
    pub low: f64,
    /// Highest probability.
    #[serde(default)]
    pub high: f64,
    /// Unknown fields, kept.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Steps of the likelihood scale (ICD-203 words; ranges in `CLAIMS.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // the words of CLAIMS.md, defined there
pub enum HedgeTerm {
    #[serde(rename = "almost certain")]
    AlmostCertain,
    #[serde(rename = "very likely")]
    VeryLikely,
    Likely,
    #[serde(rename = "even chance")]
    EvenChance,
    Unlikely,
    #[serde(rename = "very unlikely")]
    VeryUnlikely,
    Remote,
    Possibly,
    Apparently,
}

impl HedgeTerm {
    /// Lowest and highest probability of the step.
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::AlmostCertain => (0.95, 0.99),
            Self::VeryLikely => (0.80, 0.95),
            Self::Likely => (0.55, 0.80),
            Self::EvenChance => (0.45, 0.55),
            Self::Unlikely => (0.20, 0.45),
            Self::VeryUnlikely => (0.05, 0.20),
            Self::Remote => (0.01, 0.05),
            Self::Possibly => (0.05, 0.60),
            Self::Apparently => (0.50, 0.90),
        }
    }
}
