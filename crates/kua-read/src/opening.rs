//! Parts a time at the head of a sentence from what follows, so that the parser does not join the two.
//!
//! "On 11 July residents of two quarters marched": without a comma the date is easily read as part of the subject. The
//! words go to the parser with the comma that many writers set there; it is taken out of the tree again.
//! In: the words of a sentence before parsing. Out: the place of the added comma; after parsing, the tree without it.
//! Not here: what the time means (`time`).

use crate::time::{self, Anchor};
use kua_record::Span;
use kua_syntax::{Sentence, Word};

/// Adds a comma behind the opening time where none stands; its index.
pub fn part<'w>(text: &'w str, words: &mut Vec<Word<'w>>) -> Option<usize> {
    let (first, last) = (words.first()?, words.last()?);
    if !opens_time(first.form) {
        return None;
    }
    let sentence = Span::new(first.span.start, last.span.end);
    let inside = Span::new(0, sentence.end - sentence.start);
    let found = time::find_times(sentence.of(text), &[inside], &Anchor::default());
    let time = found.first().filter(|t| t.claim_span.start == 0 && t.span.start > 0)?;
    let end = sentence.start + time.claim_span.end;
    let next = words.iter().position(|w| w.span.start >= end)?;
    let joined = !words[next].form.starts_with(char::is_alphanumeric)
        || matches!(
            words[next].form,
            "and" | "or" | "to" | "of" | "until" | "till" | "when" | "at" | "on" | "in"
        );
    if joined || next == 0 || words.get(next - 1).is_some_and(|w| w.span.end > end) {
        return None;
    }
    let at = words[next - 1].span.end;
    words.insert(next, Word { form: ",", span: Span::new(at, at) });
    Some(next)
}

/// Takes the comma out of the tree; whatever hangs on it hangs on its head.
pub fn rejoin(sentence: &mut Sentence, comma: usize) {
    let above = sentence.tokens[comma].head;
    for token in &mut sentence.tokens {
        if token.head == Some(comma) {
            token.head = above;
        }
    }
    sentence.tokens.remove(comma);
    for token in &mut sentence.tokens {
        token.head = token.head.map(|h| if h > comma { h - 1 } else { h });
    }
    for (a, b, _) in &mut sentence.entities {
        *a -= usize::from(*a > comma);
        *b -= usize::from(*b > comma);
    }
    sentence.entities.retain(|(a, b, _)| a < b);
}

/// Words with which a phrase of time can begin a sentence.
fn opens_time(word: &str) -> bool {
    matches!(
        word,
        "On" | "In"
            | "By"
            | "At"
            | "Since"
            | "From"
            | "Around"
            | "About"
            | "Before"
            | "After"
            | "Until"
            | "During"
            | "Towards"
            | "Toward"
            | "Between"
            | "Throughout"
            | "Within"
            | "Over"
    )
}
