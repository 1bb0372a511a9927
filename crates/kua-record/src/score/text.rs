//! Words, blanks and lines as the judge sees them.
//!
//! In: texts. Out: their words in small letters without the commonest ones, whether two texts are alike, their lines.
//! Not here: which slots are compared this way (`agree.rs`).

use super::value::{Fault, Value};
use super::word_table::WORD;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Words that carry no weight, unless a text has no others.
const STOP: [&str; 18] = [
    "the", "a", "an", "of", "in", "on", "at", "to", "and", "or", "by", "for", "from", "with", "this", "that",
    "these", "those",
];

/// Capitals that came into Unicode after version 14, which the judge does not know: it leaves them as they are.
const NEW_CAPITALS: [(char, char); 8] = [
    ('\u{1c89}', '\u{1c89}'),
    ('\u{a7cb}', '\u{a7cc}'),
    ('\u{a7ce}', '\u{a7ce}'),
    ('\u{a7d2}', '\u{a7d2}'),
    ('\u{a7d4}', '\u{a7d4}'),
    ('\u{a7da}', '\u{a7dc}'),
    ('\u{10d50}', '\u{10d65}'),
    ('\u{16ea0}', '\u{16eb8}'),
];

fn is_new(c: char) -> bool {
    c >= '\u{1c89}' && NEW_CAPITALS.iter().any(|&(first, last)| (first..=last).contains(&c))
}

/// Small letters by full case mapping, final sigma included.
fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, new)) = rest.char_indices().find(|&(_, c)| is_new(c)) {
        out.push_str(&rest.get(..at).unwrap_or("").to_lowercase());
        out.push(new);
        rest = rest.get(at + new.len_utf8()..).unwrap_or("");
    }
    out.push_str(&rest.to_lowercase());
    out
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    let code = u32::from(c);
    WORD.binary_search_by(|&(first, last)| {
        if last < code {
            Ordering::Less
        } else if first > code {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    })
    .is_ok()
}

/// What the judge takes for blank.
fn is_blank(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1c}'..=' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// The text of a value; the empty text for null and everything else that is not true.
///
/// # Errors
/// For a true value that is not a text.
fn text_of(value: &Value) -> Result<&str, Fault> {
    match value {
        Value::Str(s) => Ok(s),
        other if !other.is_true() => Ok(""),
        other => Err(format!("{} where a text is needed", other.kind())),
    }
}

/// How often each word that counts stands in the text, and how many there are.
fn words(text: &str) -> (BTreeMap<String, usize>, usize) {
    let lowered = lower(text);
    let all: Vec<&str> = lowered.split(|c| !is_word(c)).filter(|w| !w.is_empty()).collect();
    let weighty: Vec<&str> = all.iter().copied().filter(|w| !STOP.contains(w)).collect();
    let chosen = if weighty.is_empty() { all } else { weighty };
    let total = chosen.len();
    let mut counts = BTreeMap::new();
    for word in chosen {
        *counts.entry(word.to_owned()).or_insert(0) += 1;
    }
    (counts, total)
}

/// Whether two texts share at least half of their words (Dice); texts without any word must be equal.
///
/// # Errors
/// For values that are neither texts nor empty.
pub fn alike(a: &Value, b: &Value) -> Result<bool, Fault> {
    let (a, b) = (text_of(a)?, text_of(b)?);
    let ((x, x_total), (y, y_total)) = (words(a), words(b));
    if x_total == 0 || y_total == 0 {
        return Ok(a.trim_matches(is_blank) == b.trim_matches(is_blank));
    }
    let both: usize = x.iter().map(|(word, n)| y.get(word).map_or(0, |m| *n.min(m))).sum();
    Ok(4 * both >= x_total + y_total)
}

/// The lines of a file as the judge cuts them, blank ones left out; numbered from 1 before any is left out.
///
/// Cut at every line end of Unicode: a line separator inside a JSON text must stand as `\u2028`.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some(text);
    let pieces = std::iter::from_fn(move || {
        let text = rest?;
        let Some((at, end)) = text.char_indices().find(|&(_, c)| ends_line(c)) else {
            rest = None;
            return Some(text);
        };
        let after = text.get(at + end.len_utf8()..).unwrap_or("");
        rest = Some(if end == '\r' { after.strip_prefix('\n').unwrap_or(after) } else { after });
        text.get(..at)
    });
    pieces
        .zip(1..)
        .map(|(line, number)| (number, line))
        .filter(|(_, line)| !line.trim_matches(is_blank).is_empty())
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: bool) {
        assert_eq!(alike(&Value::Str(a.into()), &Value::Str(b.into())), Ok(expected), "{a:?} {b:?}");
    }

    #[test]
    fn half_of_the_words_is_enough() {
        check("the dock workers", "Dock crews", true);
        check("dock workers of Oberau", "dock crews and cooks", false);
    }

    #[test]
    fn stop_words_count_only_when_alone() {
        check("the", "The", true);
        check("of the", "of all", false);
    }

    #[test]
    fn texts_without_words_are_trimmed_and_equal() {
        check(" — ", "—\u{1f}", true);
        check("—", "word", false);
    }

    #[test]
    fn marks_cut_words_and_sigma_is_final() {
        assert_eq!(words("नमस्ते").1, 2);
        check("ΟΔΟΣ", "οδος", true);
    }

    #[test]
    fn capitals_after_unicode_14_stay() {
        assert_eq!(lower("ΑΣ\u{a7cb}B"), "ας\u{a7cb}b");
    }

    #[test]
    fn lines_end_at_every_unicode_line_end() {
        let text = "a\r\n\rb\u{2028} \u{85}c";
        assert_eq!(lines(text).collect::<Vec<_>>(), [(1, "a"), (3, "b"), (5, "c")]);
    }
}
