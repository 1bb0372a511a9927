//! The id of a claim: it names the words and the act, so a better reading of the same words keeps it.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// First 16 hex digits of SHA-256 over `{doc_hash}\n{start}\n{end}\n{act}\n{ordinal}`.
///
/// `doc_hash`: 64 hex digits, SHA-256 of the stored text; `start`, `end`: bytes; `ordinal`: 0 for the first of claims
/// that are equal in all of these.
pub fn claim_id(doc_hash: &str, start: usize, end: usize, act: &str, ordinal: usize) -> String {
    let digest = Sha256::digest(format!("{doc_hash}\n{start}\n{end}\n{act}\n{ordinal}").as_bytes());
    digest.iter().take(8).fold(String::with_capacity(16), |mut s, b| {
        let _ = write!(s, "{b:02x}");
        s
    })
}
