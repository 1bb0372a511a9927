//! Takes joined demands, concessions and accusations apart where the parser left them in one piece.
//!
//! "to free all detainees, to prosecute the officers and to ban masks" is three demands; "charges of rioting and
//! conspiracy" are two accusations. In: the bytes of a reason and its kind. Out: the bytes of each. Only words that
//! repeat what opens the reason ("to", "for") part it, so that "bread and salt" stays one.

use kua_record::{ReasonKind, Span};

/// The reasons in one, in text order.
pub fn apart(text: &str, span: Span, kind: ReasonKind) -> Vec<(Span, ReasonKind)> {
    let words = span.of(text);
    let spans = match kind {
        ReasonKind::Demand | ReasonKind::Concession if words.starts_with("to ") => {
            cut(words, &[", and to ", ", to ", " and to "], 3)
        }
        ReasonKind::Demand => cut(words, &[", and for ", " and for "], 4),
        ReasonKind::Accusation => charges(words),
        _ => vec![(0, words.len())],
    };
    spans.into_iter().map(|(a, b)| (Span::new(span.start + a, span.start + b), kind)).collect()
}

/// Cuts at each joint; the next part begins with the last `keep` bytes of the joint where it is "to ", behind it else.
fn cut(words: &str, joints: &[&str], keep: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < words.len() {
        let joint = words.get(at..).and_then(|rest| joints.iter().find(|j| rest.starts_with(**j)));
        match joint {
            Some(joint) if at > start => {
                out.push((start, at));
                at += joint.len();
                start = if joint.ends_with("to ") { at - keep } else { at };
            }
            _ => at += words.get(at..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8),
        }
    }
    out.push((start, words.len()));
    out
}

/// "charges of rioting and conspiracy": what stands behind the word, in parts of a few words each.
fn charges(words: &str) -> Vec<(usize, usize)> {
    const OPENINGS: [&str; 6] =
        ["charges of ", "a charge of ", "charge of ", "suspicion of ", "accusations of ", "allegations of "];
    let Some(opening) = OPENINGS.iter().find(|o| words.starts_with(**o)) else {
        return vec![(0, words.len())];
    };
    let inner = words.get(opening.len()..).unwrap_or_default();
    let parts = cut(inner, &[", and ", " and ", ", "], 0);
    let short = parts.iter().all(|(a, b)| (1..=5).contains(&inner[*a..*b].split_whitespace().count()));
    let parts = if short { parts } else { vec![(0, inner.len())] };
    parts.into_iter().map(|(a, b)| (a + opening.len(), b + opening.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(words: &str, kind: ReasonKind) -> Vec<&str> {
        apart(words, Span::new(0, words.len()), kind).into_iter().map(|(s, _)| s.of(words)).collect()
    }

    #[test]
    fn infinitives_part_at_each_to() {
        assert_eq!(
            parts("to free all detainees, to prosecute the officers, and to ban masks", ReasonKind::Demand),
            ["to free all detainees", "to prosecute the officers", "to ban masks"]
        );
        assert_eq!(parts("to meet and talk", ReasonKind::Demand), ["to meet and talk"]);
    }

    #[test]
    fn nouns_part_only_where_the_preposition_is_said_again() {
        assert_eq!(
            parts("the release of all and for an inquiry", ReasonKind::Demand),
            ["the release of all", "an inquiry"]
        );
        assert_eq!(parts("bread and salt", ReasonKind::Demand), ["bread and salt"]);
    }

    #[test]
    fn charges_are_what_stands_behind_the_word() {
        assert_eq!(
            parts("charges of rioting and conspiracy", ReasonKind::Accusation),
            ["rioting", "conspiracy"]
        );
        assert_eq!(parts("theft and arson", ReasonKind::Accusation), ["theft and arson"]);
    }
}
