//! Cuts a text into words and says what stands between them: all that the finder of names needs.
//!
//! In: a text and, if there are any, its sentences. Out: [`Word`]s in order, on character borders.
//! Faster and looser than `kua-syntax`'s tokens: a possessive 's is left out, "U.S." is one word.

use kua_syntax::Sentence;

/// What stands between a word and the word before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// White space or a hyphen: both may be parts of one name.
    Joint,
    /// A comma.
    Comma,
    /// The word before had a possessive 's.
    Possessive,
    /// Another mark within the sentence (quotation mark, bracket, dash).
    Mark,
    /// The end of a sentence or line.
    Break,
}

/// One word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub start: usize,
    pub end: usize,
    /// Begins with a capital letter.
    pub capital: bool,
    /// Two letters or more, all of them capitals.
    pub shout: bool,
    /// First in its sentence or line, or after an opening quotation mark or a colon.
    pub first: bool,
    pub gap: Gap,
}

/// The words of `text`.
pub(crate) fn scan(text: &str, sentences: &[Sentence]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut starts = sentences.iter().map(|s| s.span.start).peekable();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut gap_start = 0;
    let mut possessive = false;
    while at < bytes.len() {
        if !begins_word(text, at) {
            at += char_len(bytes[at]);
            continue;
        }
        let end = word_end(text, at);
        let between = text.get(gap_start..at).unwrap_or("");
        let (gap, mut first) = judge(between, words.is_empty(), possessive);
        while starts.next_if(|s| *s <= at).is_some_and(|s| s >= gap_start) {
            first = true;
        }
        let gap = if first && gap == Gap::Joint { Gap::Break } else { gap };
        let (end, next) = cut_possessive(text, at, end);
        possessive = next > end;
        let word = text.get(at..end).unwrap_or("");
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let shout = capital && word.len() > 1 && !word.chars().any(char::is_lowercase);
        words.push(Word { start: at, end, capital, shout, first, gap });
        at = next.max(at + 1);
        gap_start = next;
    }
    words
}

fn char_len(byte: u8) -> usize {
    match byte {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte < 0x80 { Some(byte as char) } else { text.get(at..)?.chars().next() }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || (!c.is_ascii() && (c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)))
}

fn begins_word(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && char_at(text, at).is_some_and(is_letter)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʻ' | 'ʼ' | '‘')
}

/// One past a word's last byte: letters, apostrophes between letters, dots in "U.S.".
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut letters = 0;
    while let Some(c) = char_at(text, end) {
        if is_letter(c) {
            end += c.len_utf8();
            letters += 1;
            continue;
        }
        let after = end + c.len_utf8();
        let letter_after = char_at(text, after).is_some_and(is_letter);
        let initials =
            c == '.' && letters == 1 && char_at(text, end - 1).is_some_and(|l| l.is_ascii_uppercase());
        if initials {
            let one_letter = letter_after && !char_at(text, after + 1).is_some_and(is_letter);
            if one_letter && char_at(text, after).is_some_and(|l| l.is_ascii_uppercase()) {
                end = after;
                letters = 0;
                continue;
            }
            // The last dot of "U.S." belongs to it; that of "plan B." does not.
            return if text.get(start..end).is_some_and(|w| w.contains('.')) { after } else { end };
        }
        if !(is_apostrophe(c) && letter_after) {
            return end;
        }
        end = after;
    }
    end
}

/// (end of the word without a possessive 's, where to go on).
fn cut_possessive(text: &str, start: usize, end: usize) -> (usize, usize) {
    let word = text.get(start..end).unwrap_or("");
    for tail in ["'s", "’s", "'S", "’S"] {
        if let Some(bare) = word.strip_suffix(tail)
            && !bare.is_empty()
        {
            return (start + bare.len(), end);
        }
    }
    (end, end)
}

/// What a gap is, and whether the word after it is the first of something.
fn judge(between: &str, at_start: bool, possessive: bool) -> (Gap, bool) {
    if at_start {
        return (Gap::Break, true);
    }
    if possessive {
        return (Gap::Possessive, false);
    }
    let mut gap = Gap::Joint;
    let mut first = false;
    let mut lines = 0;
    for c in between.chars() {
        match c {
            ' ' | '\t' | '-' | '\u{a0}' | '\u{2010}' | '\u{2011}' => {}
            '\n' => lines += 1,
            '\r' => {}
            ',' if gap == Gap::Joint => gap = Gap::Comma,
            '.' | '!' | '?' | ';' | '…' | '|' | '•' => {
                gap = Gap::Break;
                first = true;
            }
            ':' | '"' | '“' | '«' | '(' | '[' | '‘' | '„' => {
                first = true;
                if gap != Gap::Break {
                    gap = Gap::Mark;
                }
            }
            _ if gap != Gap::Break => gap = Gap::Mark,
            _ => {}
        }
    }
    if lines > 1 || lines == 1 && gap != Gap::Joint { (Gap::Break, true) } else { (gap, first) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let words: Vec<&str> = scan(text, &[]).iter().map(|w| &text[w.start..w.end]).collect();
        assert_eq!(words, expect);
    }

    #[test]
    fn words_are_cut_for_names() {
        check("Serbia's capital, Port-au-Prince.", &["Serbia", "capital", "Port", "au", "Prince"]);
        check(
            "in the U.S. and Plan B. Côte d’Ivoire",
            &["in", "the", "U.S.", "and", "Plan", "B", "Côte", "d’Ivoire"],
        );
        check("«Алматы»", &["Алматы"]);
        check("", &[]);
    }

    #[test]
    fn gaps_and_firsts_are_seen() {
        let words = scan("In Taraz, Astana's akim. Then", &[]);
        let gaps: Vec<Gap> = words.iter().map(|w| w.gap).collect();
        assert_eq!(gaps, [Gap::Break, Gap::Joint, Gap::Comma, Gap::Possessive, Gap::Break]);
        assert!(words[0].first && words[4].first && !words[1].first);
    }
}
