//! What is not in the record: questions that no statement answers.
//!
//! A question counts as answered when any statement touches it, also one that denies. That nothing is said does not
//! mean that nothing happened. In: a [`Record`]. Out: open questions of the whole record and of each place and day,
//! and the statements whose doer, time or place is not said.

use crate::byplace::{Days, by_place};
use crate::record::{Ix, Record};
use crate::timeline::is_happening;

/// A question that monitors ask of every assembly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// How many people were there?
    Size,
    /// Who were they?
    Kind,
    /// Who organised or led it?
    Organised,
    /// What did they demand?
    Demand,
    /// What set it off?
    Reason,
    /// When did it begin?
    Start,
    /// When and how did it end?
    End,
    /// Were any of them armed?
    Arms,
    /// What did the police do?
    Police,
    /// Was anyone hurt?
    Harm,
    /// Was anyone detained?
    Detained,
    /// What do the authorities say?
    Authorities,
}

impl Question {
    /// In reading order.
    pub const ALL: [Self; 12] = [
        Self::Size,
        Self::Kind,
        Self::Organised,
        Self::Demand,
        Self::Reason,
        Self::Start,
        Self::End,
        Self::Arms,
        Self::Police,
        Self::Harm,
        Self::Detained,
        Self::Authorities,
    ];

    /// The question as a reader sees it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Size => "How many people were there?",
            Self::Kind => "Who were they?",
            Self::Organised => "Who organised or led it?",
            Self::Demand => "What did they demand?",
            Self::Reason => "What set it off, or moved people?",
            Self::Start => "When did it begin?",
            Self::End => "When and how did it end?",
            Self::Arms => "Was anyone armed?",
            Self::Police => "What did the police do?",
            Self::Harm => "Was anyone killed, injured or missing?",
            Self::Detained => "Was anyone detained?",
            Self::Authorities => "What do the authorities say?",
        }
    }

    /// The question in a word or two, for tables.
    pub const fn short(self) -> &'static str {
        match self {
            Self::Size => "how many",
            Self::Kind => "who they were",
            Self::Organised => "who organised it",
            Self::Demand => "demands",
            Self::Reason => "what set it off",
            Self::Start => "beginning",
            Self::End => "end",
            Self::Arms => "arms",
            Self::Police => "police",
            Self::Harm => "harm",
            Self::Detained => "detentions",
            Self::Authorities => "the authorities’ word",
        }
    }

    /// Whether claim `ix` touches the question.
    pub fn touched_by(self, record: &Record, ix: Ix) -> bool {
        let claim = &record.claims[ix];
        let code = claim.act.as_str();
        let family = claim.act.family();
        match self {
            Self::Size => {
                code == "be.size"
                    || (matches!(code, "be.present" | "be.part") || family == "gather")
                        && claim.count.is_some()
            }
            Self::Kind => matches!(code, "be.kind" | "be.part" | "be.origin" | "tie.member"),
            Self::Organised => matches!(code, "be.organised" | "tie.lead"),
            Self::Demand => {
                code == "say.demand"
                    || claim.why.iter().any(|r| r.kind == Some(kua_record::ReasonKind::Demand))
            }
            Self::Reason => family == "why" || (family == "gather" && !claim.why.is_empty()),
            Self::Start => code == "turn.start",
            Self::End => code == "turn.end" || code == "police.disperse",
            Self::Arms => matches!(code, "be.armed" | "crowd.arm"),
            Self::Police => matches!(family, "police" | "force"),
            Self::Harm => family == "harm",
            Self::Detained => matches!(code, "law.detain" | "law.disappear" | "law.release"),
            Self::Authorities => {
                let state = |words: &str| {
                    let words = words.to_lowercase();
                    OFFICIAL.iter().any(|o| words.split(|c: char| !c.is_alphabetic()).any(|w| w == *o))
                };
                claim.says.iter().any(|s| state(&s.text))
                    || (family == "say" && claim.who.iter().any(|m| state(&m.text)))
            }
        }
    }
}

/// Words by which a speaker is taken for an authority here; only to tell whether the authorities are heard at all.
const OFFICIAL: &[&str] = &[
    "police",
    "ministry",
    "minister",
    "government",
    "president",
    "governor",
    "mayor",
    "akim",
    "akimat",
    "officials",
    "official",
    "authorities",
    "prosecutor",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "officer",
    "officers",
    "army",
    "state",
    "administration",
    "office",
    "court",
    "commandant",
    "sergeant",
];

/// Open questions of one place and day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The place's name.
    pub place: String,
    /// The days.
    pub days: Days,
    /// Number of statements on this place and these days.
    pub statements: usize,
    /// Questions that none of them touches.
    pub open: Vec<Question>,
}

impl Gap {
    /// Questions that some statement touches.
    pub fn touched(&self) -> impl Iterator<Item = Question> + '_ {
        Question::ALL.into_iter().filter(|q| !self.open.contains(q))
    }
}

/// What is not in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silences {
    /// Questions that no statement of the whole record touches.
    pub everywhere: Vec<Question>,
    /// Open questions by place and day, for places and days on which people gathered or force was used.
    pub gaps: Vec<Gap>,
    /// Force, harm and detentions by somebody whom no text names.
    pub nobody_named: Vec<Ix>,
    /// Happenings without any place, not even an inferred one.
    pub without_place: usize,
    /// Happenings without any time, not even an inferred one.
    pub without_time: usize,
}

/// What nobody says.
pub fn silences(record: &Record) -> Silences {
    let all = 0..record.claims.len();
    let open = |of: &[Ix]| -> Vec<Question> {
        Question::ALL.into_iter().filter(|q| !of.iter().any(|&ix| q.touched_by(record, ix))).collect()
    };
    let gaps = by_place(record, |_| true)
        .into_iter()
        .filter(|line| !line.key.is_empty())
        .flat_map(|line| {
            let label = line.label;
            line.cells.into_iter().filter_map(move |cell| Some((label.clone(), cell.days?, cell.entries)))
        })
        .filter_map(|(place, days, entries)| {
            let list: Vec<Ix> = entries.iter().map(|e| e.ix).collect();
            let gathered = list.iter().any(|&ix| {
                record.is_plain(ix) && matches!(record.claims[ix].act.family(), "gather" | "crowd" | "police")
            });
            gathered.then(|| Gap { place, days, statements: list.len(), open: open(&list) })
        })
        .collect();
    let hits = |ix: &Ix| {
        let claim = &record.claims[*ix];
        record.is_plain(*ix)
            && claim.who.is_empty()
            && (matches!(claim.act.family(), "harm" | "police")
                || matches!(
                    claim.act.as_str(),
                    "law.detain" | "law.disappear" | "law.torture" | "crowd.damage"
                ))
    };
    let happening = |ix: &Ix| is_happening(record.claims[*ix].act.as_str());
    Silences {
        everywhere: open(&all.clone().collect::<Vec<_>>()),
        gaps,
        nobody_named: all.clone().filter(hits).collect(),
        without_place: all.clone().filter(happening).filter(|&ix| record.places[ix].is_empty()).count(),
        without_time: all.filter(happening).filter(|&ix| record.times[ix].is_none()).count(),
    }
}
