//! Codes of acts, as `CLAIMS.md` fixes them.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Every code of `CLAIMS.md`, in its order. Kept in step with `codebook/` by a test.
pub const CODES: &[&str] = &[
    "gather.rally",
    "gather.march",
    "gather.occupy",
    "gather.block",
    "gather.strike",
    "gather.hunger",
    "gather.counter",
    "gather.loyal",
    "crowd.clash",
    "crowd.storm",
    "crowd.damage",
    "crowd.loot",
    "crowd.mob",
    "crowd.attack",
    "crowd.arm",
    "crowd.calm",
    "police.deploy",
    "police.press",
    "police.warn",
    "police.disperse",
    "police.beat",
    "police.fire",
    "police.yield",
    "police.idle",
    "police.force",
    "law.detain",
    "law.disappear",
    "law.torture",
    "law.prosecute",
    "law.release",
    "law.seize",
    "law.inquire",
    "rule.network",
    "rule.curfew",
    "rule.emergency",
    "rule.ban",
    "force.army",
    "force.foreign",
    "force.battle",
    "say.demand",
    "say.label",
    "say.accuse",
    "say.threaten",
    "say.deny",
    "say.admit",
    "say.concede",
    "say.talk",
    "say.support",
    "say.condemn",
    "say.report",
    "be.present",
    "be.part",
    "be.kind",
    "be.size",
    "be.origin",
    "be.organised",
    "be.armed",
    "be.peaceful",
    "be.violent",
    "be.mood",
    "be.legit",
    "tie.ally",
    "tie.infiltrate",
    "tie.link",
    "tie.lead",
    "tie.member",
    "turn.violent",
    "turn.spread",
    "turn.change",
    "turn.calm",
    "turn.start",
    "turn.end",
    "why.trigger",
    "why.motive",
    "why.aim",
    "harm.killed",
    "harm.injured",
    "harm.missing",
];

/// A code such as `police.disperse`. Any text is kept (claims may come from elsewhere); [`Act::is_known`] tells
/// whether the codebook has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Act(pub SmolStr);

impl Act {
    /// The code as an act.
    pub fn new(code: &str) -> Self {
        Self(SmolStr::new(code))
    }

    /// `police.disperse`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the dot: `police`.
    pub fn family(&self) -> &str {
        self.0.split('.').next().unwrap_or("")
    }

    /// Whether `CLAIMS.md` has this code.
    pub fn is_known(&self) -> bool {
        CODES.contains(&self.as_str())
    }
}

/// The first class of a codebook's mapping to PLOVER ("ASSAULT-beat; …": `ASSAULT`); `None` where it maps to nothing.
pub fn plover_class(mapping: &str) -> Option<&str> {
    mapping.split(|c: char| !c.is_ascii_uppercase()).next().filter(|class| !class.is_empty())
}

impl std::fmt::Display for Act {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
