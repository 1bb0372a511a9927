//! Whether the clause of a time is about what is to come.
//!
//! In: scanned tokens, the place of an expression with its preposition. Out: yes or no. Signs are verbs ("will",
//! "would" after a verb of saying), plans ("scheduled for"), conditions ("if they leave on Friday, it will …") and, for
//! the end of a time allowed ("by Friday"), demands and deadlines.

use super::scan::{Kind, Toks};
use super::words::TimeWord;

/// Words at which a clause ends for the purpose of tense.
const CLAUSE: &[&str] =
    &["that", "which", "who", "and", "but", "after", "because", "when", "while", "where", "as", "although"];
/// Words that open a condition.
const CONDITION: &[&str] = &["if", "unless", "once", "provided", "providing"];
/// Before these a plan may be long past ("was scheduled for Sunday").
const PAST: &[&str] = &["was", "were", "had", "been", "originally", "previously"];
/// Tokens looked at on each side.
const REACH: usize = 25;

fn stop(t: &Toks, i: usize) -> bool {
    t.get(i).is_some_and(|x| {
        x.kind == Kind::Mark && matches!(char::from_u32(x.val as u32), Some('.' | ';' | ':' | '!' | '?'))
    })
}

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
    // "would" is "will" as somebody said it; "would have" is what never came.
    if t.any(i, &["would", "wouldn't", "wouldn’t"]) {
        let verb = i + 1 + usize::from(t.is(i + 1, "not"));
        return !t.is(verb, "have");
    }
    t.time(i) == Some(TimeWord::Future) && !(i > 0 && t.any(i - 1, PAST))
}

/// Whether the clause of the time at tokens `start..end` (with its preposition) has a sign of the future; `deadline`:
/// the time is the end of something ("by", "until", "before").
pub fn future(t: &Toks, start: usize, end: usize, deadline: bool) -> bool {
    let mut left = start;
    let mut condition = false;
    while left > 0 && start - left < REACH && !t.get(left).is_some_and(|x| x.line) && !clause_end(t, left - 1)
    {
        left -= 1;
        if future_word(t, left) || deadline && t.time(left) == Some(TimeWord::Demand) {
            return true;
        }
        // The time after a verb of saying is when it was said.
        if t.time(left) == Some(TimeWord::Says) {
            return false;
        }
        condition |= t.any(left, CONDITION);
    }
    if condition {
        return deadline || sentence(t, start, end);
    }
    // Only a time at the head of its clause looks to the right.
    if left != start {
        return false;
    }
    let first = end + usize::from(t.mark(end, ','));
    for right in first..first + REACH {
        if clause_end(t, right)
            || t.get(right).is_some_and(|x| x.line)
            || t.time(right) == Some(TimeWord::Says)
        {
            return false;
        }
        if future_word(t, right) {
            return true;
        }
    }
    false
}

/// Whether the sentence around tokens `start..end` has a sign of the future: for conditions, whose main clause tells.
fn sentence(t: &Toks, start: usize, end: usize) -> bool {
    let back = (1..=REACH).map_while(|k| start.checked_sub(k)).take_while(|i| !stop(t, *i));
    let on = (end..end + REACH).take_while(|i| t.get(*i).is_some() && !stop(t, *i));
    back.chain(on).any(|i| future_word(t, i))
}
