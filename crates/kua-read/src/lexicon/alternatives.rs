//! Role alternatives in `need`: `"on|at|along" = ["#site"]` is filled when one of the prepositions is.
//!
//! In: a frame as written. Out: one frame for each choice, all with the same id.
//! Not here: what a role is (`frame.rs`).

use super::file::FrameFile;

/// Writes out the alternatives of `need`; a frame without any comes back alone.
pub(super) fn written_out(frame: &FrameFile) -> Vec<FrameFile> {
    let Some(roles) = frame.need.keys().find(|k| k.contains('|')).cloned() else {
        return vec![split_not(frame)];
    };
    let mut rest = frame.clone();
    let fillers = rest.need.remove(&roles).unwrap_or_default();
    let mut out = Vec::new();
    for role in roles.split('|') {
        let mut one = rest.clone();
        one.need.insert(role.trim().to_owned(), fillers.clone());
        out.extend(written_out(&one));
    }
    out
}

/// In `not`, alternatives all forbid, so they simply become a line each.
fn split_not(frame: &FrameFile) -> FrameFile {
    let mut out = frame.clone();
    out.not.clear();
    for (roles, fillers) in &frame.not {
        for role in roles.split('|') {
            out.not.entry(role.trim().to_owned()).or_default().extend(fillers.iter().cloned());
        }
    }
    out
}
