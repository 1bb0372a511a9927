//! Swaps the numbers that gold counts, and low and high with them.
//!
//! A number is swapped where its relation to gold's low and high is plain (equal, one more or less, a tenth more or
//! less); vague words ("dozens") become other vague words. Digits keep their form (thousands' commas, closing zeros),
//! words stay words. Numbers that gold does not count (dates, ages, list numbers) stay.

use super::chance::Chance;
use super::edit::{Case, Edit, apply, place_of, whole_words};
use kua_record::Span;
use std::collections::{BTreeMap, BTreeSet};

const WORDS: &[(&str, u64)] = &[
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Whole count texts whose range the table of numbers fixes.
const VAGUE: &[(&str, u64, u64)] = &[
    ("dozens", 24, 99),
    ("scores", 40, 99),
    ("hundreds", 200, 999),
    ("thousands", 2000, 9999),
    ("several hundred", 300, 999),
    ("several thousand", 3000, 9999),
];

/// A number in a text.
#[derive(Debug, Clone)]
struct Numeral {
    span: Span,
    value: u64,
    comma: bool,
    word: bool,
}

/// The numerals of a part of a text.
fn numerals(text: &str, part: Span) -> Vec<Numeral> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = part.start;
    while at < part.end {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < part.end
            && (bytes[at].is_ascii_digit()
                || (bytes[at] == b',' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)))
        {
            at += 1;
        }
        let digits = &text[start..at];
        let inside = |i: Option<usize>| {
            i.and_then(|i| bytes.get(i))
                .is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'.' || *b == b':')
        };
        let glued = inside(start.checked_sub(1))
            || bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic() || *b == b':');
        if let (false, Ok(value)) = (glued, digits.replace(',', "").parse()) {
            out.push(Numeral { span: Span::new(start, at), value, comma: digits.contains(','), word: false });
        }
    }
    let lower = part.of(text).to_ascii_lowercase();
    for (word, value) in WORDS {
        // "twenty-two" and "two hundred" are left alone: not one word, not one value.
        let whole = whole_words(&lower, word).filter(|s| {
            let (before, after) = (&lower[..s.start], &lower[s.end..]);
            !before.ends_with('-')
                && !after.starts_with('-')
                && !after.starts_with(" hundred")
                && !after.starts_with(" thousand")
        });
        out.extend(whole.map(|s| Numeral {
            span: Span::new(part.start + s.start, part.start + s.end),
            value: *value,
            comma: false,
            word: true,
        }));
    }
    out
}

/// `end` seen from `old`, told of `new`; `None` without a plain relation.
fn related(end: u64, old: u64, new: u64) -> Option<u64> {
    match end {
        e if e == old => Some(new),
        e if e == old + 1 => Some(new + 1),
        e if e + 1 == old => new.checked_sub(1),
        e if old >= 10 && e == (old * 9).div_ceil(10) => Some((new * 9).div_ceil(10)),
        e if old >= 10 && e == old * 11 / 10 => Some(new * 11 / 10),
        _ => None,
    }
}

/// About `tenths` tenths of the number, with as many closing zeros; never under three.
fn scaled(value: u64, tenths: u64) -> u64 {
    let mut unit = 1;
    while value.is_multiple_of(unit * 10) && value / (unit * 10) >= 10 {
        unit *= 10;
    }
    ((value / unit * tenths + 5) / 10).max(3) * unit
}

fn printed(value: u64, like: &Numeral, old: &str) -> String {
    if like.word {
        let word = WORDS.iter().find(|(_, v)| *v == value).map_or(old, |(w, _)| w);
        let capital = old.starts_with(char::is_uppercase);
        return if capital { word[..1].to_uppercase() + &word[1..] } else { word.to_owned() };
    }
    let digits = value.to_string();
    if !like.comma {
        return digits;
    }
    digits.char_indices().fold(String::new(), |mut out, (i, c)| {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
        out
    })
}

/// The document with its counts changed, and the number of edits.
pub fn perturb(case: &Case, chance: &mut Chance) -> (Case, usize) {
    let text = case.doc.text.as_str();
    let tenths = [6, 7, 8, 13, 14, 16][chance.below(6)];
    let new_value = |n: &Numeral, share: bool| -> u64 {
        if n.word {
            let of_kind: Vec<u64> = WORDS
                .iter()
                .map(|w| w.1)
                .filter(|v| (*v < 12) == (n.value < 12) && (*v >= 20) == (n.value >= 20))
                .collect();
            let i = of_kind.iter().position(|v| *v == n.value).unwrap_or(0);
            // The next of its kind, so that order among the words mostly stays.
            return of_kind.get(i + 1).or(of_kind.get(i.saturating_sub(1))).copied().unwrap_or(n.value);
        }
        if n.value < 3 {
            return n.value;
        }
        scaled(n.value, if share { tenths.min(8) } else { tenths })
    };
    let mut ends: BTreeMap<usize, (Option<u64>, Option<u64>)> = BTreeMap::new();
    let mut edits: BTreeMap<Span, String> = BTreeMap::new();
    let mut vetoed: BTreeSet<Span> = BTreeSet::new();
    for (i, claim) in case.claims.iter().enumerate() {
        let Some(count) = &claim.count else { continue };
        let Some(span) = place_of(text, claim.span(), &count.text) else { continue };
        let lower = count.text.to_lowercase();
        if let Some(at) =
            VAGUE.iter().position(|v| v.0 == lower && (Some(v.1), Some(v.2)) == (count.low, count.high))
        {
            // Among the plain words, or among those with "several".
            let (word, low, high) = if at < 4 { VAGUE[(at + 1) % 4] } else { VAGUE[4 + (at + 1) % 2] };
            let capital = count.text.starts_with(char::is_uppercase);
            edits.insert(span, if capital { word[..1].to_uppercase() + &word[1..] } else { word.to_owned() });
            ends.insert(i, (Some(low), Some(high)));
            continue;
        }
        let share = count.basis.as_deref() == Some("share");
        let found = numerals(text, span);
        let carried = |end: u64| found.iter().find_map(|n| related(end, n.value, new_value(n, share)));
        let (low, high) = (count.low.map(carried), count.high.map(carried));
        if found.is_empty() || low == Some(None) || high == Some(None) {
            vetoed.extend(found.iter().map(|n| n.span));
            continue;
        }
        for n in &found {
            edits.insert(n.span, printed(new_value(n, share), n, n.span.of(text)));
        }
        ends.insert(i, (low.flatten(), high.flatten()));
    }
    // A figure that one claim can follow and another cannot stays for both.
    for (i, claim) in case.claims.iter().enumerate() {
        let span = claim.count.as_ref().and_then(|c| place_of(text, claim.span(), &c.text));
        if span.is_some_and(|s| vetoed.iter().any(|v| s.overlaps(*v))) {
            ends.remove(&i);
            edits.retain(|e, _| !span.is_some_and(|s| s.overlaps(*e)));
        }
    }
    let edits = edits.into_iter().map(|(span, words)| Edit { span, words }).collect();
    let (mut after, n) = apply(case, edits);
    for (i, (low, high)) in ends {
        if let Some(count) = after.claims[i].count.as_mut() {
            (count.low, count.high) = (low, high);
        }
    }
    (after, n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_follow_their_numbers() {
        assert_eq!(related(270, 300, 400), Some(360));
        assert_eq!(related(111, 110, 90), Some(91));
        assert_eq!(related(5, 110, 90), None);
        assert_eq!((scaled(1200, 8), scaled(612, 7), scaled(31, 14)), (1000, 428, 43));
        let n = Numeral { span: Span::default(), value: 0, comma: true, word: false };
        assert_eq!((printed(12_300, &n, ""), printed(900, &n, "")), ("12,300".to_owned(), "900".to_owned()));
    }
}
