//! The claim's name: stable under better readings of the same words.
//!
//! In: a document's hash, the claim's bytes and act, and its place among claims equal in these. Out: 16 hex digits.
//! The slots are not in it, so a reading that finds more about the same words keeps its id, and decisions that
//! people made about the claim still find it.

use crate::Claim;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The first 16 hex digits of SHA-256 over `{doc_hash}\n{start}\n{end}\n{act}\n{ordinal}`.
///
/// `doc_hash`: 64 small hex digits, [`crate::Document::hash`]; `start`, `end`: bytes, in decimal; `ordinal`: from 0,
/// in document order, among claims with the same `start`, `end` and `act`.
pub fn claim_id(doc_hash: &str, start: usize, end: usize, act: &str, ordinal: usize) -> String {
    let layout = format!("{doc_hash}\n{start}\n{end}\n{act}\n{ordinal}");
    Sha256::digest(layout.as_bytes()).iter().take(8).fold(String::with_capacity(16), |mut id, byte| {
        let _ = write!(id, "{byte:02x}");
        id
    })
}

/// Gives every claim of one document its id; `claims` in document order.
pub fn assign_ids(doc_hash: &str, claims: &mut [Claim]) {
    let mut seen: BTreeMap<(usize, usize, String), usize> = BTreeMap::new();
    for claim in claims {
        let ordinal = seen.entry((claim.start, claim.end, claim.act.to_string())).or_insert(0);
        claim.id = claim_id(doc_hash, claim.start, claim.end, claim.act.as_str(), *ordinal);
        *ordinal += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_layout_is_fixed() {
        // printf '%064d\n3\n9\ngather.march\n1' 0 | sha256sum
        assert_eq!(claim_id(&"0".repeat(64), 3, 9, "gather.march", 1), "fce0ea22bd63517c");
    }

    #[test]
    fn equals_are_told_apart_by_their_order_alone() {
        let claim = |act: &str, who: &str| -> Claim {
            let json = serde_json::json!({"doc": "a.txt", "start": 0, "end": 4, "quote": "They", "act": act,
                "who": [{"text": who, "start": 0, "end": 4}]});
            serde_json::from_value(json).unwrap()
        };
        let mut claims = [claim("gather.march", "a"), claim("be.kind", "b"), claim("gather.march", "c")];
        assign_ids("h", &mut claims);
        let ids = claims.map(|c| c.id);
        let expected = [("gather.march", 0), ("be.kind", 0), ("gather.march", 1)];
        assert_eq!(ids, expected.map(|(act, n)| claim_id("h", 0, 4, act, n)));
    }
}
