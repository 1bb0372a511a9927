//! Figures by source: how many were there, killed, injured, missing, detained. Never summed, never averaged.
//!
//! In: a [`Record`]. Out: subjects in a fixed order; in each the figures by time, every one with its claim, and the
//! statements without a figure. Two figures of two sources stay two figures; whether they have the same basis is
//! for the reader to see.

use crate::record::{Ix, Record};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// How many were there.
    Crowd,
    /// Killed.
    Killed,
    /// Injured.
    Injured,
    /// Missing.
    Missing,
    /// Detained, or held without trace.
    Detained,
    /// Tortured or ill-treated.
    IllTreated,
    /// Released.
    Released,
}

impl Subject {
    /// In reading order.
    pub const ALL: [Self; 7] = [
        Self::Killed,
        Self::Injured,
        Self::Missing,
        Self::Detained,
        Self::IllTreated,
        Self::Released,
        Self::Crowd,
    ];

    /// The heading a reader sees.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Crowd => "How many were there",
            Self::Killed => "Killed",
            Self::Injured => "Injured",
            Self::Missing => "Missing",
            Self::Detained => "Detained or held without trace",
            Self::IllTreated => "Tortured or ill-treated",
            Self::Released => "Released, or the case closed",
        }
    }

    fn of(code: &str) -> Option<Self> {
        Some(match code {
            "harm.killed" => Self::Killed,
            "harm.injured" => Self::Injured,
            "harm.missing" => Self::Missing,
            "law.detain" | "law.disappear" => Self::Detained,
            "law.torture" => Self::IllTreated,
            "law.release" => Self::Released,
            "be.size" | "be.present" | "be.part" => Self::Crowd,
            c if c.starts_with("gather.") => Self::Crowd,
            _ => return None,
        })
    }
}

/// What is said on one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// What is counted.
    pub subject: Subject,
    /// Statements with a figure (low or high), by time and text.
    pub figures: Vec<Ix>,
    /// Statements without one; empty for crowds, which have views of their own.
    pub without: Vec<Ix>,
}

/// Figures and statements by subject; subjects of which nothing is said are left out.
pub fn figures(record: &Record) -> Vec<Figures> {
    Subject::ALL
        .into_iter()
        .filter_map(|subject| {
            let all: Vec<Ix> = (0..record.claims.len())
                .filter(|&ix| Subject::of(record.claims[ix].act.as_str()) == Some(subject))
                .collect();
            let (mut figures, mut without): (Vec<Ix>, Vec<Ix>) =
                all.into_iter().partition(|&ix| has_figure(record, ix));
            if subject == Subject::Crowd {
                without.clear();
                figures.retain(|&ix| counts_people(record, ix));
            }
            record.sort_by_time(&mut figures);
            record.sort_by_time(&mut without);
            (!figures.is_empty() || !without.is_empty()).then_some(Figures { subject, figures, without })
        })
        .collect()
}

fn has_figure(record: &Record, ix: Ix) -> bool {
    record.claims[ix]
        .count
        .as_ref()
        .is_some_and(|c| (c.low.is_some() || c.high.is_some()) && c.basis.as_deref() != Some("share"))
}

/// "Four groups" and "two buses" are no crowd sizes.
fn counts_people(record: &Record, ix: Ix) -> bool {
    const THINGS: &[&str] = &[
        "group", "bus", "minibus", "car", "vehicle", "truck", "part", "rally", "protest", "camp", "tent",
        "yurt",
    ];
    let Some(of) = record.claims[ix].count.as_ref().and_then(|c| c.of.as_deref()) else { return true };
    !crate::party::key(of).split(' ').any(|w| THINGS.contains(&w) || w == "groups" || w == "buses")
}
