//! What depends on the terminal: colour, messages, and the wrapping of text to 80 columns.
//!
//! In: words. Out: lines of at most [`COLUMNS`] columns; colour only on a terminal and never under `NO_COLOR`.

use std::io::{self, IsTerminal, Write};
use unicode_width::UnicodeWidthChar;

/// Width of all text output.
pub const COLUMNS: usize = 80;

/// Tells something on standard error; a closed standard error is no reason to stop.
pub fn note(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// Styles of text, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    colour: bool,
}

impl Style {
    /// Never any colour.
    pub const PLAIN: Style = Style { colour: false };

    /// Colour if standard output is a terminal that takes it and `NO_COLOR` is not set.
    pub fn of_stdout() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        Self { colour: !refused && io::stdout().is_terminal() }
    }

    /// Set off: headings.
    pub fn bold(self, words: &str) -> String {
        self.with("1", words)
    }

    /// Less weight: what is there for reference.
    pub fn dim(self, words: &str) -> String {
        self.with("2", words)
    }

    /// The codes of acts.
    pub fn act(self, words: &str) -> String {
        self.with("36", words)
    }

    fn with(self, code: &str, words: &str) -> String {
        if self.colour && !words.is_empty() {
            format!("\u{1b}[{code}m{words}\u{1b}[0m")
        } else {
            words.to_owned()
        }
    }
}

/// Columns that a text takes on a terminal. Control characters take none.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Words of a document as one line: white space and control characters become single spaces, so that no text can
/// draw over the terminal.
pub fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Breaks `text` into lines of at most `columns` at its spaces; a word that is longer is broken inside. `first`: columns
/// already used on the first line.
pub fn wrap(text: &str, first: usize, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = first;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let wide = width(word);
        let fresh = lines.last().is_none_or(String::is_empty);
        let gap = usize::from(!fresh);
        if used + gap + wide <= columns {
            if gap == 1 {
                push(&mut lines, ' ');
            }
            word.chars().for_each(|c| push(&mut lines, c));
            used += gap + wide;
            continue;
        }
        if !fresh || used > 0 {
            lines.push(String::new());
            used = 0;
        }
        for c in word.chars() {
            let w = c.width().unwrap_or(0);
            if used + w > columns.max(2) {
                lines.push(String::new());
                used = 0;
            }
            push(&mut lines, c);
            used += w;
        }
    }
    lines
}

fn push(lines: &mut [String], c: char) {
    if let Some(line) = lines.last_mut() {
        line.push(c);
    }
}

/// The text, or its beginning and end with "…" between where it takes more than `columns`.
pub fn shorten(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let tail_columns = columns.saturating_sub(3) / 3;
    let head = take(text.chars(), columns.saturating_sub(3 + tail_columns));
    let tail: String = take(text.chars().rev(), tail_columns).chars().rev().collect();
    // At a space, if one is near: half words tell less than none.
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(before, _)| before);
    let tail = tail.split_once(' ').map_or("", |(_, after)| after);
    format!("{head} … {tail}").trim_end().to_owned()
}

fn take(chars: impl Iterator<Item = char>, columns: usize) -> String {
    let mut used = 0;
    chars
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= columns
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_columns() {
        let lines = wrap("one two three fourfive", 4, 9);
        assert_eq!(lines, ["one", "two three", "fourfive"]);
        assert_eq!(wrap("abcdefgh", 0, 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 0, 3), [""]);
    }

    #[test]
    fn a_long_text_is_cut_in_the_middle_at_words() {
        let short = shorten("probably 300 to 400 quarry workers blocked the road near Karatas", 40);
        assert!(
            width(&short) <= 40 && short.starts_with("probably 300") && short.ends_with("Karatas"),
            "{short}"
        );
        assert_eq!(shorten("brief", 40), "brief");
    }

    #[test]
    fn a_text_cannot_draw_over_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2J\n b"), "a [2J b");
    }
}
