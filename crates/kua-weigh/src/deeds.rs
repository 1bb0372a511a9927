//! Who did what to whom: pairs of parties with the acts between them.
//!
//! In: a [`Record`]. Out: pairs by number of statements, in each the statements by act. Only what is plainly said
//! to have happened counts towards a pair's number; the denied, planned and supposed stand beside it.

use crate::party;
use crate::record::{Ix, Party, Record};
use std::collections::BTreeMap;

/// The acts of one party on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Who acts; `None` where the text names nobody.
    pub who: Option<Party>,
    /// Whom it hits; `None` where the text names nobody.
    pub whom: Option<Party>,
    /// Plain statements, by code of act.
    pub acts: BTreeMap<String, Vec<Ix>>,
    /// Statements that are denied, planned, supposed, usual or background, as the texts run.
    pub other: Vec<Ix>,
}

impl Pair {
    /// Number of plain statements.
    pub fn plain(&self) -> usize {
        self.acts.values().map(Vec::len).sum()
    }
}

/// Whether an act is a deed of one party on another.
pub fn is_deed(code: &str) -> bool {
    ["crowd.", "police.", "law.", "rule.", "force.", "harm."].iter().any(|f| code.starts_with(f))
        || matches!(
            code,
            "gather.block"
                | "say.threaten"
                | "say.talk"
                | "say.concede"
                | "say.accuse"
                | "say.condemn"
                | "say.support"
        )
}

/// Who did what to whom; pairs of which both sides are named first, in each kind
/// those with most plain statements.
pub fn deeds(record: &Record) -> Vec<Pair> {
    let mut map: BTreeMap<(String, String), Pair> = BTreeMap::new();
    for (ix, claim) in record.claims.iter().enumerate() {
        if !is_deed(claim.act.as_str()) {
            continue;
        }
        let who = sides(record.parties(&claim.doc, &claim.who));
        let whom = sides(record.parties(&claim.doc, &claim.whom));
        for a in &who {
            for b in &whom {
                let key = |p: &Option<Party>| p.as_ref().map_or(String::new(), |p| p.key.clone());
                let pair = map.entry((key(a), key(b))).or_insert_with(|| Pair {
                    who: a.clone(),
                    whom: b.clone(),
                    acts: BTreeMap::new(),
                    other: Vec::new(),
                });
                if record.is_plain(ix) {
                    pair.acts.entry(claim.act.as_str().to_owned()).or_default().push(ix);
                } else {
                    pair.other.push(ix);
                }
            }
        }
    }
    let mut out: Vec<Pair> = map.into_values().collect();
    // Pairs of which both sides are named say most; then by number of plain statements.
    out.sort_by_key(|p| {
        let named = (p.who.is_some() && p.whom.is_some(), p.who.is_some(), p.whom.is_some());
        std::cmp::Reverse((named, p.plain(), p.other.len()))
    });
    out
}

/// The parties, or one `None` where there is none; an unresolved pronoun names nobody.
fn sides(parties: Vec<Party>) -> Vec<Option<Party>> {
    let named: Vec<Option<Party>> =
        parties.into_iter().filter(|p| !party::is_pronoun(&p.name)).map(Some).collect();
    if named.is_empty() { vec![None] } else { named }
}
