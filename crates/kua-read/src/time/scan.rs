//! A light scan of text into words, numbers and marks, with what the word lists know about each.
//!
//! In: any text. Out: [`Toks`], tokens in text order with byte offsets; single words and phrases of
//! `lexicon/en/time.toml` and `number.toml` are attached to the token they begin at.
//! Not here: grammar. The scan knows no syntax, so it works on text that no parser has seen.

use super::words::{self, TimeWord};
use crate::count::words::NumWord;
use kua_record::Span;
use std::cell::Cell;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters (with inner apostrophes); `'s` is a token of its own.
    Word,
    /// A run of ASCII digits.
    Num,
    /// One character that is neither letter, digit nor white space.
    Mark,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub struct Tok {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is made of.
    pub kind: Kind,
    /// A number's value (saturating), a mark's character code, 0 for words.
    pub val: u64,
    /// Begins with a capital letter.
    pub cap: bool,
    /// White space (or the start of the text) before it.
    pub gap: bool,
    /// A line break (or the start of the text) before it.
    pub line: bool,
    /// What the list of time words says, and how many tokens the entry covers.
    pub time: Option<(TimeWord, u8)>,
    /// What the list of number words says, and how many tokens the entry covers.
    pub num: Option<(NumWord, u8)>,
}

impl Tok {
    /// Number of digits (bytes) of a number.
    pub fn digits(&self) -> usize {
        self.end - self.start
    }

    /// Whether it is this mark.
    pub fn is_mark(&self, c: char) -> bool {
        self.kind == Kind::Mark && self.val == c as u64
    }
}

/// A scanned text.
#[derive(Debug)]
pub struct Toks<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens, in order.
    pub toks: Vec<Tok>,
    /// Tokens from here on are out of sight: the end of the sentence that is being read.
    pub limit: Cell<usize>,
}

impl<'a> Toks<'a> {
    /// Scans a text.
    pub fn new(text: &'a str) -> Self {
        let mut toks = Self { text, toks: split(text), limit: Cell::new(usize::MAX) };
        words::attach(&mut toks);
        toks
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.toks.len()
    }

    /// Token `i`, if it is in sight.
    pub fn get(&self, i: usize) -> Option<&Tok> {
        self.toks.get(i).filter(|_| i < self.limit.get())
    }

    /// The words of token `i`; empty past the end.
    pub fn str(&self, i: usize) -> &'a str {
        self.get(i).and_then(|t| self.text.get(t.start..t.end)).unwrap_or("")
    }

    /// Whether token `i` is this word, in any case.
    pub fn is(&self, i: usize, word: &str) -> bool {
        self.str(i).eq_ignore_ascii_case(word)
    }

    /// Whether token `i` is one of these words, in any case.
    pub fn any(&self, i: usize, list: &[&str]) -> bool {
        let s = self.str(i);
        !s.is_empty() && list.iter().any(|w| s.eq_ignore_ascii_case(w))
    }

    /// Whether token `i` is this mark.
    pub fn mark(&self, i: usize, c: char) -> bool {
        self.get(i).is_some_and(|t| t.is_mark(c))
    }

    /// Whether token `i` is a hyphen or dash of any length.
    pub fn dash(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| {
            t.kind == Kind::Mark
                && matches!(
                    char::from_u32(t.val as u32),
                    Some('-' | '\u{2010}'..='\u{2015}' | '~' | '\u{2212}')
                )
        })
    }

    /// Whether token `i` follows the one before without white space.
    pub fn tight(&self, i: usize) -> bool {
        i > 0 && self.get(i).is_some_and(|t| !t.gap)
    }

    /// Token `i` if it is a run of digits.
    pub fn num(&self, i: usize) -> Option<&Tok> {
        self.get(i).filter(|t| t.kind == Kind::Num)
    }

    /// What the time list says of token `i`.
    pub fn time(&self, i: usize) -> Option<TimeWord> {
        Some(self.get(i)?.time?.0)
    }

    /// The span of tokens `a..b` (`b` not included).
    pub fn span(&self, a: usize, b: usize) -> Span {
        let start = self.get(a).map_or(self.text.len(), |t| t.start);
        let end = b.checked_sub(1).and_then(|i| self.get(i)).map_or(start, |t| t.end);
        Span::new(start, end.max(start))
    }

    /// Whether token `i` begins a sentence-like piece: start of text or line, or after `. ! ? : “ (`.
    pub fn begins(&self, i: usize) -> bool {
        match i.checked_sub(1).and_then(|p| self.get(p)) {
            None => true,
            Some(p) => {
                self.get(i).is_some_and(|t| t.line)
                    || p.kind == Kind::Mark
                        && matches!(
                            char::from_u32(p.val as u32),
                            Some('.' | '!' | '?' | ':' | '“' | '"' | '(' | '•')
                        )
            }
        }
    }
}

/// Cuts a text into tokens; nothing is looked up yet.
pub(crate) fn split(text: &str) -> Vec<Tok> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(text.len() / 5 + 4);
    let (mut at, mut gap, mut line) = (0, true, true);
    while at < bytes.len() {
        let b = bytes[at];
        let (end, kind, val, cap) = if b.is_ascii_alphabetic() {
            (word_end(text, at), Kind::Word, 0, b.is_ascii_uppercase())
        } else if b.is_ascii_digit() {
            let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            let val = bytes[at..end]
                .iter()
                .fold(0u64, |v, d| v.saturating_mul(10).saturating_add(u64::from(d - b'0')));
            (end, Kind::Num, val, false)
        } else if b.is_ascii() {
            if b.is_ascii_whitespace() {
                gap = true;
                line |= b == b'\n';
                at += 1;
                continue;
            }
            if b == b'\'' && genitive(bytes, at, 1) {
                (at + 2, Kind::Word, 0, false)
            } else {
                (at + 1, Kind::Mark, u64::from(b), false)
            }
        } else {
            let c = text.get(at..).and_then(|t| t.chars().next()).unwrap_or('\u{fffd}');
            let len = c.len_utf8();
            if c.is_whitespace() {
                gap = true;
                at += len;
                continue;
            }
            if c == '’' && genitive(bytes, at, len) {
                (at + len + 1, Kind::Word, 0, false)
            } else if c.is_alphanumeric() {
                (word_end(text, at), Kind::Word, 0, c.is_uppercase())
            } else {
                (at + len, Kind::Mark, u64::from(u32::from(c)), false)
            }
        };
        out.push(Tok { start: at, end, kind, val, cap, gap, line, time: None, num: None });
        (at, gap, line) = (end, false, false);
    }
    out
}

/// Whether an apostrophe at `at` (`len` bytes long) is followed by a final `s`.
fn genitive(bytes: &[u8], at: usize, len: usize) -> bool {
    matches!(bytes.get(at + len), Some(b's' | b'S'))
        && at > 0
        && !bytes.get(at + len + 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80)
}

/// The end of the word that begins at `at`; an apostrophe inside stays in it ("o'clock"), a final `'s` does not.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        let b = bytes[end];
        if b.is_ascii_alphabetic() {
            end += 1;
        } else if b.is_ascii() {
            let inner = b == b'\''
                && end > at
                && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic)
                && !genitive(bytes, end, 1);
            if !inner {
                break;
            }
            end += 1;
        } else {
            let Some(c) = text.get(end..).and_then(|t| t.chars().next()) else { break };
            let len = c.len_utf8();
            let inner = c == '’'
                && end > at
                && bytes.get(end + len).is_some_and(u8::is_ascii_alphabetic)
                && !genitive(bytes, end, len);
            if !(inner || c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)) {
                break;
            }
            end += len;
        }
    }
    // A non-letter alphanumeric (such as ½) stands alone.
    if end == at { at + text[at..].chars().next().map_or(1, char::len_utf8) } else { end }
}
