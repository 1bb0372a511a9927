//! What stands before a time: prepositions that open or close its interval.
//!
//! In: scanned tokens, the place of an expression. Out: its [`Frame`], and where the phrase with the preposition
//! begins. Whether the clause is about the future is told in `tense.rs`.

use super::scan::Toks;
use super::words::{Frame, TimeWord};

/// The frame before token `i`: what it is, the first token of the whole phrase, and the first token that belongs to
/// a claim's text ("of 3 March" gives "3 March").
pub fn before(t: &Toks, i: usize) -> (Frame, usize) {
    let mut at = i;
    while at > 0
        && (t.time(at - 1) == Some(TimeWord::Approx) || t.mark(at - 1, '~'))
        && !t.get(at).is_some_and(|x| x.line)
    {
        at -= 1;
    }
    // "since at least Tuesday", "from as early as 7 a.m."
    let after_least = if at > 1 && t.is(at - 1, "least") && t.is(at - 2, "at") { at - 2 } else { at };
    for n in (1..=3usize).rev() {
        let Some(start) = after_least.checked_sub(n) else { continue };
        let Some((TimeWord::Frame(frame), len)) = t.get(start).and_then(|x| x.time) else { continue };
        if usize::from(len) != n || t.get(after_least).is_some_and(|x| x.line) {
            continue;
        }
        // "of" and "for" do not belong to the time.
        if frame == Frame::At && t.any(start, &["of", "for"]) {
            return (Frame::At, at);
        }
        if t.is(start, "before") && start > 0 && t.is(start - 1, "shortly") {
            return (Frame::JustBefore, start - 1);
        }
        return (frame, start);
    }
    (Frame::At, at)
}
