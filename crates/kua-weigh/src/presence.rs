//! Who was there: by place and day, the groups named, and for each what is said of it.
//!
//! In: a [`Record`]. Out: places, in them days, in them groups with their statements by facet (size, who they are,
//! where from, arms, conduct, what they did). Shares of one crowd are shown as said; they need not sum to 100.

use crate::byplace::{Cell, Days, Entry, by_place};
use crate::record::{Ix, Party, Record};
use std::collections::BTreeMap;

/// What a statement about a group answers, in the order in which a reader asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Was there; was a part.
    There,
    /// How many.
    Size,
    /// Who they are.
    Kind,
    /// Where from.
    Origin,
    /// Organised by whom, or not at all.
    Organised,
    /// With what arms.
    Arms,
    /// Peaceful or violent, mood.
    Conduct,
    /// What they gathered for and did.
    Gathered,
}

impl Facet {
    /// The facet of a code; `None` when the code says nothing about presence.
    pub fn of(code: &str) -> Option<Self> {
        Some(match code {
            "be.present" | "be.part" => Self::There,
            "be.size" => Self::Size,
            "be.kind" | "be.legit" => Self::Kind,
            "be.origin" => Self::Origin,
            "be.organised" | "tie.lead" => Self::Organised,
            "be.armed" | "crowd.arm" => Self::Arms,
            "be.peaceful" | "be.violent" | "be.mood" => Self::Conduct,
            c if c.starts_with("gather.") => Self::Gathered,
            _ => return None,
        })
    }

    /// The word a reader sees.
    pub const fn word(self) -> &'static str {
        match self {
            Self::There => "was there",
            Self::Size => "how many",
            Self::Kind => "who they are",
            Self::Origin => "where from",
            Self::Organised => "how organised",
            Self::Arms => "arms",
            Self::Conduct => "conduct and mood",
            Self::Gathered => "gathered",
        }
    }
}

/// Who was at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacePresence {
    /// The name shown; empty for claims without a place.
    pub label: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Days in order; the one without a time last.
    pub days: Vec<DayPresence>,
}

/// Who was at one place on some days.
#[derive(Debug, Clone, PartialEq)]
pub struct DayPresence {
    /// The days; `None` when no time is given.
    pub days: Option<Days>,
    /// Groups as they first appear; statements that name nobody come last.
    pub groups: Vec<GroupThere>,
}

/// What is said of one group at one place and time.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupThere {
    /// The group; `None` where the statement names nobody.
    pub party: Option<Party>,
    /// Other words for it in these statements.
    pub also: Vec<String>,
    /// Statements by facet.
    pub facets: BTreeMap<Facet, Vec<Entry>>,
}

/// Who was there, by place and day.
pub fn presence(record: &Record) -> Vec<PlacePresence> {
    by_place(record, |ix| Facet::of(record.claims[ix].act.as_str()).is_some())
        .into_iter()
        .map(|line| PlacePresence {
            label: line.label,
            country: line.country,
            days: line.cells.iter().map(|cell| day(record, cell)).collect(),
        })
        .collect()
}

fn day(record: &Record, cell: &Cell) -> DayPresence {
    let mut groups: Vec<GroupThere> = Vec::new();
    for entry in &cell.entries {
        let claim = &record.claims[entry.ix];
        let Some(facet) = Facet::of(claim.act.as_str()) else { continue };
        let mut parties: Vec<Option<Party>> = subjects(record, entry.ix).into_iter().map(Some).collect();
        if parties.is_empty() {
            parties.push(None);
        }
        for party in parties {
            let found = groups
                .iter_mut()
                .position(|g| g.party.as_ref().map(|p| &p.key) == party.as_ref().map(|p| &p.key));
            let at = found.unwrap_or_else(|| {
                groups.push(GroupThere { party: party.clone(), also: Vec::new(), facets: BTreeMap::new() });
                groups.len() - 1
            });
            let group = &mut groups[at];
            if let (Some(shown), Some(new)) = (&group.party, &party)
                && crate::party::key(&shown.name) != crate::party::key(&new.name)
                && group.also.iter().all(|a| a != &new.name)
            {
                group.also.push(new.name.clone());
            }
            group.facets.entry(facet).or_default().push(*entry);
        }
    }
    // A statement that names nobody says least about who was there.
    groups.sort_by_key(|g| g.party.is_none());
    DayPresence { days: cell.days, groups }
}

/// The group a presence statement is about; for a leader, those led.
fn subjects(record: &Record, ix: Ix) -> Vec<Party> {
    let claim = &record.claims[ix];
    let about = if claim.act.as_str() == "tie.lead" { &claim.whom } else { &claim.who };
    record.parties(&claim.doc, about)
}
