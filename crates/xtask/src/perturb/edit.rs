//! Replaces words of a text and carries its claims along.
//!
//! In: a [`Case`] and edits (which bytes, which new words). Out: the case with the new text; quotes and slots stand at
//! their new bytes. Not here: what is replaced, and values that change with it (times, counts, points).

use kua_record::{Claim, Document, Span};

/// A document with its gold claims.
#[derive(Debug, Clone)]
pub struct Case {
    /// The document, its date included.
    pub doc: Document,
    /// Gold.
    pub claims: Vec<Claim>,
}

/// New words for some bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the old text.
    pub span: Span,
    /// What stands there afterwards.
    pub words: String,
}

/// Speakers that a text may leave without a name.
const FREE: [&str; 3] = ["interviewer", "interviewee", "editor"];

/// Puts edits in order and drops those that overlap an earlier one or change nothing.
fn in_order(text: &str, mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.retain(|e| !e.span.is_empty() && e.span.of(text) != e.words);
    edits.sort_by_key(|e| (e.span.start, usize::MAX - e.span.end));
    let mut end = 0;
    edits.retain(|e| {
        let free = e.span.start >= end;
        if free {
            end = e.span.end;
        }
        free
    });
    edits
}

/// Where a byte of the old text stands in the new one. `last`: the byte ends a span (inside an edit it moves to the
/// edit's end, otherwise to its start).
fn moved(edits: &[Edit], at: usize, last: bool) -> usize {
    let mut shift = 0isize;
    for e in edits {
        if e.span.end <= at && !(e.span.end == at && e.span.start == at) {
            shift += e.words.len() as isize - e.span.len() as isize;
        } else if e.span.start < at {
            let start = e.span.start.saturating_add_signed(shift);
            return if last { start + e.words.len() } else { start };
        } else {
            break;
        }
    }
    at.saturating_add_signed(shift)
}

/// Where words that carry no offsets stand: inside the quote, else nearest before it, else anywhere.
pub fn place_of(text: &str, claim: Span, words: &str) -> Option<Span> {
    let spans: Vec<Span> = text.match_indices(words).map(|(at, _)| Span::new(at, at + words.len())).collect();
    let inside = spans.iter().find(|s| claim.contains(**s));
    inside.or_else(|| spans.iter().rfind(|s| s.start < claim.start)).or(spans.first()).copied()
}

/// The case after the edits, and how many there were.
pub fn apply(case: &Case, edits: Vec<Edit>) -> (Case, usize) {
    let old = case.doc.text.as_str();
    let edits = in_order(old, edits);
    let mut text = String::with_capacity(old.len());
    let mut at = 0;
    for e in &edits {
        text += &old[at..e.span.start];
        text += &e.words;
        at = e.span.end;
    }
    text += &old[at..];
    let cut = |start: usize, end: usize| Span::new(moved(&edits, start, false), moved(&edits, end, true));
    let mut claims = case.claims.clone();
    for claim in &mut claims {
        let quote = claim.span();
        let loose = |words: &mut String| {
            if let Some(span) = place_of(old, quote, words) {
                *words = cut(span.start, span.end).of(&text).to_owned();
            }
        };
        let fixed = |start: &mut usize, end: &mut usize, words: &mut String| {
            let span = cut(*start, *end);
            (*start, *end, *words) = (span.start, span.end, span.of(&text).to_owned());
        };
        for m in claim.who.iter_mut().chain(&mut claim.whom) {
            fixed(&mut m.start, &mut m.end, &mut m.text);
            m.is.iter_mut().for_each(&loose);
        }
        for p in &mut claim.r#where {
            fixed(&mut p.start, &mut p.end, &mut p.text);
            p.is.iter_mut().for_each(&loose);
        }
        for r in &mut claim.why {
            fixed(&mut r.start, &mut r.end, &mut r.text);
            r.is.iter_mut().for_each(&loose);
        }
        claim.when.iter_mut().for_each(|w| loose(&mut w.text));
        claim.count.iter_mut().for_each(|c| loose(&mut c.text));
        claim.sure.iter_mut().for_each(|s| loose(&mut s.text));
        claim.says.iter_mut().filter(|s| !FREE.contains(&s.text.as_str())).for_each(|s| loose(&mut s.text));
        fixed(&mut claim.start, &mut claim.end, &mut claim.quote);
    }
    let mut doc = case.doc.clone();
    doc.text = text;
    (Case { doc, claims }, edits.len())
}

/// All places where `word` stands as a whole word.
pub fn whole_words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = Span> + 't {
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).filter_map(move |(at, w)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + w.len()..].chars().next());
        (!inner(before) && !inner(after)).then(|| Span::new(at, at + w.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_move_with_the_words_around_them() {
        let doc = Document::plain("a.txt", "On Monday Osip blocked a road in Osk.");
        let line = r#"{"doc":"a.txt","start":10,"end":36,"quote":"Osip blocked a road in Osk","act":"gather.block",
            "who":[{"text":"Osip","start":10,"end":14}],"whom":[{"text":"a road","start":23,"end":29}],
            "where":[{"text":"Osk","start":33,"end":36}],"when":{"text":"On Monday","from":null,"to":null}}"#;
        let case = Case { doc, claims: vec![serde_json::from_str(line).unwrap()] };
        let edits = [("Osip", "Bartholomew"), ("Osk", "B")]
            .into_iter()
            .flat_map(|(old, new)| {
                whole_words(&case.doc.text, old)
                    .map(|span| Edit { span, words: new.to_owned() })
                    .collect::<Vec<_>>()
            })
            .collect();
        let (after, n) = apply(&case, edits);
        assert_eq!((n, after.claims[0].quote.as_str()), (2, "Bartholomew blocked a road in B"));
        assert_eq!(after.claims[0].r#where[0].text, "B");
        assert_eq!(after.claims[0].whom[0].text, "a road");
        assert_eq!(
            after.doc.text.get(after.claims[0].start..after.claims[0].end),
            Some(after.claims[0].quote.as_str())
        );
    }
}
