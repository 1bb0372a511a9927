//! According to whom: the innermost speaker of a claim, or the document's own voice.
//!
//! "A man beside me" who tells what "his cousin" heard "the mayor" say: the source is the mayor, told through the
//! other two. A speaker without a name ("reportedly", the interviewee) is a source of its document only.
//!
//! In: a claim. Out: a [`Source`] to group by and to show. Not here: how far a source is to be trusted.

use crate::party;
use kua_record::{Claim, Role};

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Groups: the speaker's key, with the document where the words mean nothing outside it.
    pub key: String,
    /// The innermost speaker as written; the document's name when it speaks itself.
    pub voice: String,
    /// Those through whom it came, outermost first.
    pub through: Vec<String>,
    /// Whether the text speaks in its own voice.
    pub own_voice: bool,
    /// The document's name.
    pub doc: String,
}

impl Source {
    /// The source of a claim.
    pub fn of(claim: &Claim) -> Self {
        let Some((last, before)) = claim.says.split_last() else {
            return Self {
                key: format!("\u{1}{}", claim.doc), // own voices sort before speakers
                voice: claim.doc.clone(),
                through: Vec::new(),
                own_voice: true,
                doc: claim.doc.clone(),
            };
        };
        let local =
            matches!(last.role, Some(Role::Interviewee | Role::Interviewer | Role::Editor | Role::Unnamed))
                && !last.text.chars().any(char::is_uppercase);
        let mut key = party::key(&last.text);
        if local || party::is_local(&last.text) {
            key = format!("{key}|{}", claim.doc);
        }
        Self {
            key,
            voice: last.text.clone(),
            through: before.iter().map(|s| s.text.clone()).collect(),
            own_voice: false,
            doc: claim.doc.clone(),
        }
    }
}
