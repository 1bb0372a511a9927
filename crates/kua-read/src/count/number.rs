//! Reads plain numbers: digits with separators, number words, and both together ("2.5 million").
//!
//! In: scanned tokens and a place. Out: the value and where it ends. Not here: what the number counts.

use super::words::NumWord;
use crate::time::scan::{Kind, Toks};

/// A plain number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
    /// One past its last token.
    pub next: usize,
    /// Written in digits, at least in part.
    pub digits: bool,
    /// Written with thousands separators, a fraction or a scale word: surely no year.
    pub marked: bool,
}

/// The word class of token `i`, if the entry is a single token.
pub fn word(t: &Toks, i: usize) -> Option<NumWord> {
    t.get(i)?.num.filter(|n| n.1 == 1).map(|n| n.0)
}

/// The number that begins at token `i`.
pub fn number(t: &Toks, i: usize) -> Option<Number> {
    match t.get(i)?.kind {
        Kind::Num => digits(t, i),
        Kind::Word => words(t, i),
        Kind::Mark => None,
    }
}

/// Digits: `2000`, `2,000`, `2 000`, `1.5`, each with a scale word after it or not.
fn digits(t: &Toks, i: usize) -> Option<Number> {
    let first = t.num(i)?;
    let (mut value, mut next, mut marked) = (first.val as f64, i + 1, false);
    if first.digits() <= 3 && first.val > 0 {
        // Groups of three after a comma, or after a space when the groups cannot be two numbers.
        while t.mark(next, ',') && t.tight(next) && t.tight(next + 1) && group(t, next + 1, false) {
            value = value * 1000.0 + t.num(next + 1)?.val as f64;
            (next, marked) = (next + 2, true);
        }
        while !marked_by(t, i, next, ',') && group(t, next, true) && !t.tight(next) && !t.get(next)?.line {
            value = value * 1000.0 + t.num(next)?.val as f64;
            (next, marked) = (next + 1, true);
        }
    }
    if t.mark(next, '.')
        && t.tight(next)
        && t.tight(next + 1)
        && let Some(part) = t.num(next + 1).filter(|p| p.digits() <= 3)
    {
        value += part.val as f64 / 10f64.powi(part.digits() as i32);
        (next, marked) = (next + 2, true);
    }
    if let Some(NumWord::Scale(scale)) = word(t, next) {
        value *= scale as f64;
        (next, marked) = (next + 1, true);
    }
    Some(Number { value, next, digits: true, marked })
}

/// Whether tokens `a..b` hold the mark.
fn marked_by(t: &Toks, a: usize, b: usize, c: char) -> bool {
    (a..b).any(|k| t.mark(k, c))
}

/// Whether token `i` is a group of three digits that ends there; `spaced` groups must not go on like a phone number.
fn group(t: &Toks, i: usize, spaced: bool) -> bool {
    t.num(i).is_some_and(|n| n.digits() == 3)
        && !(t.tight(i + 1) && (t.num(i + 1).is_some() || t.mark(i + 1, ':') || spaced && t.mark(i + 1, '-')))
}

/// Number words: "two hundred and fifty", "sixty-six", "a hundred", "half a million".
fn words(t: &Toks, i: usize) -> Option<Number> {
    let done = |value: f64, next: usize, marked: bool| Some(Number { value, next, digits: false, marked });
    if let Some(NumWord::Fraction(2, false)) = word(t, i) {
        if t.any(i + 1, &["a", "an"])
            && let Some(NumWord::Scale(s)) = word(t, i + 2)
        {
            return done(s as f64 / 2.0, i + 3, true);
        }
        return None;
    }
    let (mut total, mut current, mut next, mut seen) = (0f64, 0f64, i, false);
    if t.any(i, &["a", "an"]) {
        match word(t, i + 1) {
            Some(NumWord::Scale(s)) => (current, next, seen) = (s as f64, i + 2, true),
            _ => return None,
        }
    }
    let mut last_small = false;
    loop {
        match word(t, next) {
            Some(NumWord::Small(n)) if !last_small => {
                (current, last_small) = (current + f64::from(n), true);
            }
            Some(NumWord::Tens(n)) if !last_small => {
                current += f64::from(n);
                next += 1;
                seen = true;
                let hyphen = usize::from(t.dash(next) && t.tight(next) && t.tight(next + 1));
                match word(t, next + hyphen) {
                    Some(NumWord::Small(n @ 1..=9)) => {
                        current += f64::from(n);
                        next += hyphen + 1;
                    }
                    _ if hyphen == 1 => {}
                    _ => {}
                }
                last_small = true;
                continue;
            }
            Some(NumWord::Scale(100)) if seen => {
                (current, last_small) = (current.max(1.0) * 100.0, false);
            }
            Some(NumWord::Scale(s)) if seen && s > 100 => {
                total += current.max(1.0) * s as f64;
                (current, last_small) = (0.0, false);
            }
            _ if seen
                && t.is(next, "and")
                && (current >= 100.0 || total > 0.0 && current == 0.0)
                && matches!(word(t, next + 1), Some(NumWord::Small(_) | NumWord::Tens(_))) =>
            {
                next += 1;
                last_small = false;
                continue;
            }
            _ => break,
        }
        seen = true;
        next += 1;
    }
    if seen { done(total + current, next, total > 0.0 || current >= 100.0) } else { None }
}

/// A small whole number, as it stands before units of time: value and one past its last token.
pub fn small(t: &Toks, i: usize) -> Option<(i32, usize)> {
    let n = number(t, i)?;
    (n.value.fract() == 0.0 && (0.0..=100_000.0).contains(&n.value)).then_some((n.value as i32, n.next))
}

/// An ordinal, in digits ("14th") or words ("twenty-first"): value and one past its last token.
pub fn ordinal(t: &Toks, i: usize) -> Option<(i32, usize)> {
    if let Some(n) = t.num(i) {
        let suffix = t.tight(i + 1) && t.any(i + 1, &["st", "nd", "rd", "th"]);
        return (suffix && n.val <= 100_000).then_some((n.val as i32, i + 2));
    }
    match word(t, i)? {
        NumWord::Ordinal(n) => Some((i32::from(n), i + 1)),
        NumWord::Fraction(n @ 3.., false) if !t.is(i, "quarter") => Some((i32::from(n), i + 1)),
        NumWord::Tens(n) => {
            let hyphen = usize::from(t.dash(i + 1));
            match word(t, i + 1 + hyphen)? {
                NumWord::Ordinal(k) if k < 10 => Some((i32::from(n + k), i + 2 + hyphen)),
                NumWord::Fraction(k @ 3..=9, false) => Some((i32::from(n + k), i + 2 + hyphen)),
                _ => None,
            }
        }
        _ => None,
    }
}
