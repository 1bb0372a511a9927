//! What stands before a time: prepositions that open or close its interval, and signs of a future verb.
//!
//! In: scanned tokens, the place of an expression. Out: its [`Frame`], where the phrase with the preposition begins,
//! and whether the clause is about the future.

use super::scan::{Kind, Toks};
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

/// Words at which a clause ends for the purpose of tense.
const CLAUSE: &[&str] =
    &["that", "which", "who", "and", "but", "after", "because", "when", "while", "where", "as", "although"];

fn clause_end(t: &Toks, i: usize) -> bool {
    match t.get(i) {
        None => true,
        Some(x) if x.kind == Kind::Mark => {
            matches!(
                char::from_u32(x.val as u32),
                Some('.' | ',' | ';' | ':' | '!' | '?' | '—' | '–' | '(' | ')' | '"' | '“' | '”')
            )
        }
        Some(_) => t.any(i, CLAUSE),
    }
}

fn future_word(t: &Toks, i: usize) -> bool {
    let Some(x) = t.get(i) else { return false };
    if x.kind != Kind::Word {
        return false;
    }
    let s = t.str(i);
    if s.len() > 3 && (s.ends_with("'ll") || s.ends_with("’ll")) {
        return true;
    }
    // "was scheduled for Sunday" may be long past.
    t.time(i) == Some(TimeWord::Future)
        && !(i > 0 && t.any(i - 1, &["was", "were", "had", "been", "originally", "previously"]))
}

/// Whether the clause of the time at tokens `start..end` (with its preposition) has a sign of the future.
pub fn future(t: &Toks, start: usize, end: usize) -> bool {
    let mut left = start;
    while left > 0 && start - left < 25 && !t.get(left).is_some_and(|x| x.line) && !clause_end(t, left - 1) {
        left -= 1;
        if future_word(t, left) {
            return true;
        }
    }
    // Only a time at the head of its clause looks to the right.
    if left != start {
        return false;
    }
    let first = end + usize::from(t.mark(end, ','));
    for right in first..first + 25 {
        if clause_end(t, right) || t.get(right).is_some_and(|x| x.line) {
            return false;
        }
        if future_word(t, right) {
            return true;
        }
    }
    false
}
