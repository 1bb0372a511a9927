//! Frames: what a predicate with these fillers means, and where its slots come from (`docs/lexicon.md`).

use super::class::{ClassMask, Classes};
use super::file::{FrameFile, LexiconError};
use kua_record::{Act, Polarity, Reality, ReasonKind};
use smol_str::SmolStr;

/// A deep role of a predicate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // docs/lexicon.md, "Deep roles"
pub enum RoleKey {
    Subj,
    Obj,
    Iobj,
    Inf,
    Comp,
    Pred,
    Prep(SmolStr),
}

impl RoleKey {
    /// Reads `subj`, `obj`, …; any other word is a preposition.
    pub fn parse(name: &str) -> Self {
        match name {
            "subj" => Self::Subj,
            "obj" => Self::Obj,
            "iobj" => Self::Iobj,
            "inf" => Self::Inf,
            "comp" => Self::Comp,
            "pred" => Self::Pred,
            prep => Self::Prep(SmolStr::new(prep)),
        }
    }

    /// Reads alternatives: `on|at|along`.
    pub fn parse_any(names: &str) -> Vec<Self> {
        names.split('|').map(Self::parse).collect()
    }
}

/// What may fill a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filler {
    /// This lemma.
    Lemma(SmolStr),
    /// A noun of one of these classes.
    Class(ClassMask),
    /// Anything.
    Any,
}

/// A role that fills `why`, with its kind.
pub type WhyRole = (RoleKey, ReasonKind);

/// One compiled frame.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Unique name.
    pub id: SmolStr,
    /// The code it gives.
    pub act: Act,
    /// Verbs: the lemma, then further words that must stand by it.
    pub verb: Vec<Vec<SmolStr>>,
    /// Event nouns.
    pub noun: Vec<SmolStr>,
    /// Predicate adjectives.
    pub adj: Vec<SmolStr>,
    /// Roles that must be filled so.
    pub need: Vec<(Vec<RoleKey>, Vec<Filler>)>,
    /// Roles that must not be filled so.
    pub not: Vec<(Vec<RoleKey>, Vec<Filler>)>,
    /// Where `who` comes from, first filled role first.
    pub who: Vec<RoleKey>,
    /// Where `whom` comes from.
    pub whom: Vec<RoleKey>,
    /// Where `why` comes from, all of them.
    pub why: Vec<WhyRole>,
    /// Stands beside the winner.
    pub also: bool,
    /// What the words themselves say of polarity.
    pub polarity: Polarity,
    /// `polarity = "denied"`: fits only a denied clause ("did not intervene"), and the claim is affirmed.
    pub denied: bool,
    /// What the words themselves say of reality.
    pub reality: Reality,
}

impl Frame {
    pub(super) fn compile(f: &FrameFile, classes: &Classes) -> Result<Self, LexiconError> {
        let fault = |what: &str| LexiconError::entry(&f.file, &f.id, what);
        let filler = |word: &String| -> Result<Filler, LexiconError> {
            Ok(match word.strip_prefix('#') {
                Some(class) => match classes.bit(class) {
                    0 => return Err(fault(&format!("class #{class} is not in classes.toml"))),
                    bit => Filler::Class(bit),
                },
                None if word == "*" => Filler::Any,
                None => Filler::Lemma(SmolStr::new(word)),
            })
        };
        let table = |t: &std::collections::BTreeMap<String, Vec<String>>| {
            t.iter()
                .map(|(role, words)| {
                    Ok((RoleKey::parse_any(role), words.iter().map(filler).collect::<Result<Vec<_>, _>>()?))
                })
                .collect::<Result<Vec<_>, LexiconError>>()
        };
        let act = Act::new(&f.act);
        if !act.is_known() {
            return Err(fault(&format!("`{}` is no code of the codebook", f.act)));
        }
        let roles = |list: &Option<Vec<String>>, default: &str| match list {
            Some(list) => list.iter().flat_map(|r| RoleKey::parse_any(r)).collect(),
            None => vec![RoleKey::parse(default)],
        };
        let mut why = Vec::new();
        for entry in &f.why {
            let (role, kind) = entry.split_once(':').ok_or_else(|| fault("`why` entries are ROLE:KIND"))?;
            let kind = reason_kind(kind).ok_or_else(|| fault(&format!("`{kind}` is no kind of reason")))?;
            why.extend(RoleKey::parse_any(role).into_iter().map(|key| (key, kind)));
        }
        Ok(Self {
            id: SmolStr::new(&f.id),
            act,
            verb: f
                .verb
                .iter()
                .map(|v| v.split_whitespace().map(SmolStr::new).collect())
                .filter(|v: &Vec<_>| !v.is_empty())
                .collect(),
            noun: f.noun.iter().map(SmolStr::new).collect(),
            adj: f.adj.iter().map(SmolStr::new).collect(),
            need: table(&f.need)?,
            not: table(&f.not)?,
            who: roles(&f.who, "subj"),
            whom: roles(&f.whom, "obj"),
            why,
            also: f.also,
            denied: f.polarity.as_deref() == Some("denied"),
            polarity: if matches!(f.polarity.as_deref(), Some("negated" | "denied")) {
                Polarity::Negated
            } else {
                Polarity::Affirmed
            },
            reality: match f.reality.as_deref() {
                Some("future") => Reality::Future,
                Some("hypothetical") => Reality::Hypothetical,
                Some("habitual") => Reality::Habitual,
                Some("historical") => Reality::Historical,
                _ => Reality::Actual,
            },
        })
    }
}

fn reason_kind(word: &str) -> Option<ReasonKind> {
    Some(match word {
        "motive" => ReasonKind::Motive,
        "aim" => ReasonKind::Aim,
        "demand" => ReasonKind::Demand,
        "cause" => ReasonKind::Cause,
        "accusation" => ReasonKind::Accusation,
        "label" => ReasonKind::Label,
        "concession" => ReasonKind::Concession,
        "trigger" => ReasonKind::Trigger,
        "evidence" => ReasonKind::Evidence,
        _ => return None,
    })
}
