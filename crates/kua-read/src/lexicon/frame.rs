//! Frames: what a predicate with these fillers means, and where its slots come from (`docs/lexicon.md`).

use super::class::{ClassMask, Classes};
use super::file::{FrameFile, LexiconError};
use super::phrases::Phrases;
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

/// What may fill a role: any one of these.
#[derive(Debug, Clone, Default)]
pub struct Fillers {
    /// Anything.
    pub any: bool,
    /// A noun of one of these classes.
    pub classes: ClassMask,
    /// One of these words, or the phrase that ends in it.
    pub words: Phrases,
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
    pub verb: Phrases,
    /// Event nouns.
    pub noun: Phrases,
    /// Predicate adjectives.
    pub adj: Vec<SmolStr>,
    /// Roles that must be filled so.
    pub need: Vec<(Vec<RoleKey>, Fillers)>,
    /// Roles that must not be filled so.
    pub not: Vec<(Vec<RoleKey>, Fillers)>,
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
    pub(super) fn compile(f: &FrameFile, classes_of: &Classes) -> Result<Self, LexiconError> {
        let fault = |what: &str| LexiconError::entry(&f.file, &f.id, what);
        let fillers = |words: &Vec<String>| -> Result<Fillers, LexiconError> {
            let (classes, words): (Vec<&str>, Vec<&str>) =
                words.iter().map(String::as_str).partition(|w| w.starts_with('#'));
            let mut out = Fillers { any: words.contains(&"*"), ..Fillers::default() };
            for class in classes {
                match classes_of.bit(&class[1..]) {
                    0 => return Err(fault(&format!("class {class} is not in classes.toml"))),
                    bit => out.classes |= bit,
                }
            }
            out.words = Phrases::by_last(words.into_iter().filter(|w| *w != "*"));
            Ok(out)
        };
        let table = |t: &std::collections::BTreeMap<String, Vec<String>>| {
            t.iter()
                .map(|(role, words)| Ok((RoleKey::parse_any(role), fillers(words)?)))
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
            verb: Phrases::by_first(f.verb.iter().map(String::as_str)),
            noun: Phrases::by_last(f.noun.iter().map(String::as_str)),
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
