//! Where sentences end: blank lines, headings and list lines, full stops with what may close after them.

use super::{MAX_WORDS, Word};
use kua_record::Span;

/// Stretches between blank lines, and within them between lines of which one stands alone.
///
/// A line break inside a paragraph is white space (hard-wrapped text) unless the line before it is complete in itself:
/// a heading, a list item, a label, a log line; or the line after it begins such a line.
pub(super) fn blocks(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut lines: Vec<Span> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}']) {
        let span = Span::new(at, at + line.len());
        at = span.end;
        // "\r\n" is one line end: its "\n" arrives as a line of its own.
        if line == "\n" && text[..span.start].ends_with('\r') {
            continue;
        }
        if line.trim().is_empty() {
            paragraph(text, &lines, &mut out);
            lines.clear();
        } else {
            lines.push(span);
        }
    }
    paragraph(text, &lines, &mut out);
    out
}

fn paragraph(text: &str, lines: &[Span], out: &mut Vec<Span>) {
    let width = lines.iter().map(|l| chars(l.of(text))).max().unwrap_or(0);
    let mut start = 0;
    for i in 0..lines.len() {
        let last = i + 1 == lines.len();
        if last || breaks(lines[i].of(text), lines[i + 1].of(text), width) {
            out.push(Span::new(lines[start].start, lines[i].end));
            start = i + 1;
        }
    }
}

fn chars(line: &str) -> usize {
    line.trim_end().chars().count()
}

/// Whether the line break between two lines of a paragraph ends a sentence by itself.
fn breaks(line: &str, next: &str, width: usize) -> bool {
    if starts_item(next) {
        return true;
    }
    let next_word = next.split_whitespace().next().unwrap_or("");
    // A wrapped line is full: the next word would not have fitted. Shorter lines were ended on purpose.
    let full = chars(line) + 1 + chars(next_word) > width.max(40);
    let goes_on = next.trim_start().starts_with(|c: char| c.is_lowercase())
        || line.trim_end().ends_with([',', ';', '-', '–', '—']);
    !(full || (goes_on && width >= 40))
}

/// List items, log lines, labels, turns of an interview: lines that begin something new.
fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    let Some(first) = line.chars().next() else { return false };
    let rest = &line[first.len_utf8()..];
    if matches!(first, '-' | '*' | '•' | '–' | '—' | '·' | '‣' | '◦' | '#' | '|' | '>')
        && rest.starts_with([' ', '\t'])
    {
        return true;
    }
    let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
    if digits == 0 || digits > 4 {
        return false;
    }
    let tail = &line[digits..];
    // "13:05 About 60 people", "13.05 – Two vans", "3) bread", "3. Bread"
    let clock = tail.starts_with([':', '.'])
        && tail[1..].bytes().take_while(u8::is_ascii_digit).count() == 2
        && digits <= 2
        && tail.get(3..).is_some_and(|t| t.starts_with(|c: char| c.is_whitespace() || c == ':' || c == ','));
    clock
        || (digits <= 2
            && (tail.starts_with(") ") || tail.starts_with(". "))
            && tail[2..].trim_start().starts_with(char::is_uppercase))
}

/// Words that begin a sentence far more often than they follow an abbreviation inside one.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "you",
    "i",
    "this",
    "that",
    "these",
    "those",
    "in",
    "on",
    "at",
    "for",
    "but",
    "and",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "there",
    "when",
    "while",
    "after",
    "before",
    "as",
    "if",
    "however",
    "according",
    "also",
    "then",
    "so",
    "by",
    "from",
    "no",
    "some",
    "many",
    "most",
    "all",
    "what",
    "who",
    "how",
    "why",
    "where",
    "one",
    "two",
    "since",
    "although",
    "because",
    "police",
    "please",
    "thanks",
];

/// Titles and other abbreviations after which a sentence never ends.
const OPEN: &[&str] = &[
    "mr.", "mrs.", "ms.", "dr.", "prof.", "rev.", "fr.", "st.", "gen.", "col.", "lt.", "sgt.", "capt.",
    "cpl.", "maj.", "cmdr.", "adm.", "brig.", "gov.", "sen.", "rep.", "pres.", "hon.", "supt.", "insp.",
    "no.", "nos.", "fig.", "figs.", "vol.", "pp.", "e.g.", "i.e.", "vs.", "messrs.", "mt.", "approx.", "cf.",
];

/// Groups the words of one block into sentences.
pub(super) fn group<'a>(text: &str, words: &[Word<'a>], out: &mut Vec<Vec<Word<'a>>>) {
    let mut start = 0;
    let mut i = 0;
    while i < words.len() {
        let mut end = i + 1;
        if ends(text, words, start, i, &mut end) || end - start >= MAX_WORDS {
            long(&words[start..end], out);
            start = end;
        }
        i = end;
    }
    if start < words.len() {
        long(&words[start..], out);
    }
}

fn long<'a>(words: &[Word<'a>], out: &mut Vec<Vec<Word<'a>>>) {
    for part in words.chunks(MAX_WORDS) {
        out.push(part.to_vec());
    }
}

fn spaced(text: &str, left: Word, right: Word) -> bool {
    left.span.end < right.span.start
        || text.get(left.span.end..right.span.start).is_some_and(|s| !s.is_empty())
}

/// ":-)" and the like stay with the sentence before them.
fn is_face(form: &str) -> bool {
    (2..=4).contains(&form.len()) && form.starts_with([':', ';', '=']) && form.ends_with([')', '(', 'D', 'P'])
}

/// Whether a sentence ends at word `i`; moves `end` past the quotes and brackets that close after it.
fn ends(text: &str, words: &[Word], start: usize, i: usize, end: &mut usize) -> bool {
    let form = words[i].form;
    let stop = form.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '؟' | '‼' | '⁉'));
    let abbreviation = !stop && form.len() > 1 && form.ends_with('.');
    if !stop && !abbreviation {
        return false;
    }
    while *end < words.len() {
        let w = words[*end];
        let closes = match w.form {
            ")" | "]" | "}" | "”" | "’" | "»" | "''" => true,
            // A straight quote closes when it touches the stop and not the next word.
            "\"" | "'" => {
                words.get(*end + 1).is_none_or(|n| spaced(text, w, *n) || n.form.starts_with([')', ']', '"']))
            }
            _ => false,
        };
        if !closes || spaced(text, words[*end - 1], w) && w.form != "”" {
            break;
        }
        *end += 1;
    }
    while words.get(*end).is_some_and(|w| is_face(w.form)) {
        *end += 1;
    }
    let Some(&next) = words.get(*end) else { return true };
    let gap = spaced(text, words[*end - 1], next);
    let closed = *end > i + 1;
    let first = next.form.chars().next().unwrap_or(' ');
    let lower = next.form.to_lowercase();
    if abbreviation {
        let known = form.to_lowercase();
        let initial = form.chars().count() == 2;
        return !OPEN.contains(&known.as_str())
            && !initial
            && gap
            && first.is_uppercase()
            && STARTERS.contains(&lower.as_str());
    }
    if form.starts_with("..") || form == "…" {
        return gap && (first.is_uppercase() || !first.is_alphanumeric()) && *end - start > 1;
    }
    if !gap {
        // "end.Next" without a space, as in hurried writing.
        return form == "." && first.is_uppercase() && !closed && *end - start > 2;
    }
    if first.is_lowercase() {
        return !closed && (form != "." || *end - start > 1);
    }
    if matches!(next.form, "," | ";" | ":" | ")" | "]") {
        return false;
    }
    // "1. Bread": the number of a list item stays with it.
    !(form == "." && *end - start == 2 && words[start].form.chars().all(|c| c.is_ascii_digit()))
}
