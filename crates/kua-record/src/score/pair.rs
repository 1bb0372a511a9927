//! Pairs the claims of two sides one to one.
//!
//! In: the claims of one document, gold and other, with their units. Out: pairs of indices.
//! A pair needs the same act (or family) over the same passage: the overlap covers half of the gold quote and a
//! third of the other. Pairs with most shared fillers go first, then those with the best overlap, then the earlier.
//! Not here: what is counted over the pairs (`tally.rs`).

use super::slots::{Slot, Units, hits, iou, length, shared};
use super::value::{Fault, Num, Value};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A claim and what it answers.
#[derive(Debug, Clone)]
pub struct Side {
    /// The claim as parsed.
    pub claim: Value,
    /// Its fillers.
    pub units: Units,
}

impl Side {
    /// Takes the claim apart.
    ///
    /// # Errors
    /// As [`Units::of`].
    pub fn of(claim: &Value) -> Result<Self, Fault> {
        Ok(Self { claim: claim.clone(), units: Units::of(claim)? })
    }
}

/// Which acts count as the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The whole code.
    Act,
    /// What stands before the first dot.
    Family,
    /// Nothing: any two acts, so that the passage alone decides.
    Passage,
}

impl Match {
    fn same(self, a: &Value, b: &Value) -> Result<bool, Fault> {
        match self {
            Self::Act => Ok(a.equals(b)),
            Self::Family => Ok(family(a)? == family(b)?),
            Self::Passage => Ok(true),
        }
    }
}

fn family(act: &Value) -> Result<&str, Fault> {
    let act = act.as_str().ok_or_else(|| format!("the act is {}, not a text", act.kind()))?;
    Ok(act.split('.').next().unwrap_or(act))
}

fn covers(gold: &Value, other: &Value) -> Result<bool, Fault> {
    let n = shared(gold, other)?;
    let reaches = |part: f64, whole: &Value| -> Result<bool, Fault> {
        let need = part * length(whole)?.float()?;
        // Written this way round so that a length that is no number is never reached.
        Ok(Num::Float(need).less(n) || n.float()? == need)
    };
    Ok(reaches(0.5, gold)? && reaches(0.34, other)?)
}

/// Pairs `(index in gold, index in other)`, each index at most once, best pair first.
///
/// # Errors
/// Where the judge would stop: gold claims without an act or with offsets that are no numbers, and fillers whose
/// kinds cannot be compared.
pub fn pair(gold: &[Side], other: &[Side], by: Match) -> Result<Vec<(usize, usize)>, Fault> {
    let mut candidates: Vec<(usize, f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in other.iter().enumerate() {
            if by.same(g.claim.field("act")?, p.claim.field("act")?)? && covers(&g.claim, &p.claim)? {
                let mut fillers = 0;
                for slot in Slot::ALL {
                    fillers += hits(slot, &g.units, &p.units)?;
                }
                candidates.push((fillers, iou(&g.claim, &p.claim)?, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| {
        let best = b.0.cmp(&a.0).then_with(|| b.1.partial_cmp(&a.1).unwrap_or(Ordering::Equal));
        best.then_with(|| (a.2, a.3).cmp(&(b.2, b.3)))
    });
    let (mut used_gold, mut used_other) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, _, i, j) in candidates {
        if !used_gold.contains(&i) && !used_other.contains(&j) {
            used_gold.insert(i);
            used_other.insert(j);
            pairs.push((i, j));
        }
    }
    Ok(pairs)
}
