//! Lines as they were set on a page, back to paragraphs.
//!
//! In: the text of one page, a line break wherever the page had one. Out: paragraphs with an empty line between;
//! lines that run on are joined, words divided at the end of a line are made whole, running heads and feet are
//! taken off. Where a line may be a heading,
//! an item of a list or a row of a table, it stays a line. Not here: columns and reading order (`pdf_oxide`).

use std::collections::{BTreeMap, BTreeSet};

/// A line of at least this share of the longest line of its paragraph was broken because it was full.
const FULL: f64 = 0.75;
/// Paragraphs narrower than this, in characters, are lists, tables and headings.
const NARROW: usize = 30;
/// At most so many lines at the top and at the foot of a page are furniture.
const EDGE_LINES: usize = 3;
/// And none is longer; what is longer is a paragraph that is said again.
const MAX_FURNITURE_CHARS: usize = 120;
/// First parts of compounds whose hyphen stays when the line is broken after it.
const FIRST_PARTS: &[&str] = &[
    "anti",
    "non",
    "pro",
    "self",
    "ex",
    "post",
    "pre",
    "semi",
    "co",
    "mid",
    "all",
    "so",
    "well",
    "north",
    "south",
    "по",
    "кое",
    "юго",
    "северо",
];
/// Second parts of such compounds.
const SECOND_PARTS: &[&str] = &[
    "appointed",
    "backed",
    "based",
    "controlled",
    "day",
    "fold",
    "held",
    "hour",
    "known",
    "led",
    "long",
    "made",
    "old",
    "organised",
    "organized",
    "owned",
    "related",
    "run",
    "scale",
    "site",
    "style",
    "term",
    "wide",
    "year",
    "то",
    "либо",
    "нибудь",
];

/// Joins the lines of a page.
///
/// # Example
/// ```
/// let page = "The miners came to the square in the mor-\nning and stayed there until the police\nclosed it.\n\nNobody was hurt.";
/// assert_eq!(
///     kua_ingest::format::lines::joined(page),
///     "The miners came to the square in the morning and stayed there until the police closed it.\n\nNobody was hurt."
/// );
/// ```
pub fn joined(page: &str) -> String {
    let lines: Vec<&str> = page.lines().map(str::trim).collect();
    let mut out = String::with_capacity(page.len());
    for paragraph in lines.split(|line| line.is_empty()).filter(|paragraph| !paragraph.is_empty()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        join_paragraph(paragraph, &mut out);
    }
    spaced(&out)
}

fn join_paragraph(lines: &[&str], out: &mut String) {
    let length = |line: &str| line.chars().count();
    let width = lines.iter().map(|line| length(line)).max().unwrap_or(0);
    for (i, line) in lines.iter().enumerate() {
        if i > 0 && divided(out, line) {
            continue;
        }
        if i > 0 {
            let full = width >= NARROW && length(lines[i - 1]) as f64 >= FULL * width as f64;
            out.push(if full && !is_item(line) || continues(out, line) { ' ' } else { '\n' });
        }
        out.push_str(line);
    }
}

/// Puts back the space after a comma or a full stop that lies in the gap between two pieces of a line.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    let mut before = [' ', ' '];
    while let Some(c) = chars.next() {
        out.push(c);
        if before.iter().all(|b| b.is_lowercase())
            && let Some(&next) = chars.peek()
        {
            let mut after = chars.clone().skip(1);
            let glued = match c {
                ',' | ';' => next.is_alphabetic(),
                '.' | '!' | '?' => next.is_uppercase() && after.next().is_some_and(char::is_lowercase),
                _ => false,
            };
            if glued {
                out.push(' ');
            }
        }
        before = [before[1], c];
    }
    out
}

/// Takes the running heads and feet off the pages: lines at their edges that come again on most of them, numbers
/// aside, and lines that only number the page.
pub fn without_furniture(pages: &[String]) -> Vec<String> {
    // How many right and how many left pages have a line at an edge.
    let mut seen: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        let lines: Vec<&str> = page.lines().filter(|line| !line.trim().is_empty()).collect();
        let head = lines.iter().take(EDGE_LINES);
        let foot = lines.iter().skip(EDGE_LINES.max(lines.len().saturating_sub(EDGE_LINES)));
        // Once a page: a line that a page has twice is not more of a head for it.
        let masks: BTreeSet<String> = head.chain(foot).map(|line| mask(line)).collect();
        masks.into_iter().for_each(|mask| seen.entry(mask).or_default()[at % 2] += 1);
    }
    let sides = [pages.len().div_ceil(2), pages.len() / 2];
    let is_furniture = |line: &str| {
        if line.chars().count() > MAX_FURNITURE_CHARS {
            return false;
        }
        let Some([right, left]) = seen.get(&mask(line)).copied() else { return false };
        let most = |n: usize, of: usize| 3 * n >= 2 * of;
        // On most pages, or on most pages of one side and none of the other.
        let again = most(right + left, pages.len())
            || (left == 0 && most(right, sides[0]))
            || (right == 0 && most(left, sides[1]));
        // A line that comes twice says little, unless it counts the pages.
        again && (right + left > 2 || (right + left == 2 && line.contains(is_digit)))
    };
    pages
        .iter()
        .zip(1..)
        .map(|(page, number)| {
            let mut lines: Vec<&str> = page.lines().collect();
            for _ in 0..2 {
                lines.reverse();
                for _ in 0..EDGE_LINES {
                    while lines.last().is_some_and(|line| line.trim().is_empty()) {
                        lines.pop();
                    }
                    if lines.last().is_some_and(|line| is_furniture(line) || is_page_number(line, number)) {
                        lines.pop();
                    }
                }
            }
            lines.join("\n")
        })
        .collect()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A line with its numbers alike.
fn mask(line: &str) -> String {
    let mut masked = String::with_capacity(line.len());
    for c in line.trim().chars() {
        if !is_digit(c) {
            masked.push(c);
        } else if !masked.ends_with('#') {
            masked.push('#');
        }
    }
    masked
}

/// "3", "- 3 -", "3 / 12", "Page 3 of 12" on page 3.
fn is_page_number(line: &str, number: u32) -> bool {
    let mut words =
        line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    let first = words.by_ref().find(|w| !matches!(w.as_str(), "page" | "p" | "стр" | "страница" | "бет"));
    first == Some(number.to_string())
        && words.all(|w| matches!(w.as_str(), "of" | "из") || w.parse::<u32>().is_ok_and(|n| n >= number))
        && line.chars().count() <= 24
}

/// Whether the text of a page goes on in the middle of a sentence on the next one.
pub fn runs_on(before: &str, after: &str) -> bool {
    continues(before, after)
}

/// Makes a divided word whole: "mor-" and "ning". Tells whether it did.
fn divided(out: &mut String, line: &str) -> bool {
    let Some(hyphen) = out.chars().next_back().filter(|c| matches!(c, '-' | '\u{AD}' | '\u{2010}')) else {
        return false;
    };
    let word = out[..out.len() - hyphen.len_utf8()].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    if word.chars().count() < 2 || !line.starts_with(char::is_lowercase) {
        return false;
    }
    if hyphen == '\u{AD}' || !keeps_hyphen(word, line) {
        out.truncate(out.len() - hyphen.len_utf8());
    }
    out.push_str(line);
    true
}

/// "anti-" and "government", "state-" and "owned".
fn keeps_hyphen(first: &str, second: &str) -> bool {
    let second = second.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    FIRST_PARTS.contains(&first.to_lowercase().as_str()) || SECOND_PARTS.contains(&second)
}

/// A sentence goes on: no full stop before, a small letter after.
fn continues(before: &str, after: &str) -> bool {
    let open = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '–' | '—' | '-'));
    open && after.starts_with(char::is_lowercase) && !is_item(after)
}

/// The start of an item of a list or of a log: "•", "3.", "b)", "12:50".
fn is_item(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or("");
    let number = first.trim_end_matches(['.', ')', ':']);
    matches!(first, "•" | "-" | "–" | "—" | "*" | "·" | "▪" | "o")
        || (first.ends_with(['.', ')'])
            && number.chars().count() <= 2
            && number.chars().all(char::is_alphanumeric))
        || (first.contains(':')
            && number.split(':').all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, want: &str) {
        assert_eq!(joined(page), want);
    }

    #[test]
    fn full_lines_run_on_and_short_ones_end() {
        check(
            "Report of the week\nThe miners came to the square in the morning and\nstayed there. Police closed two streets near the\ntown hall.\nNobody was hurt.",
            "Report of the week\nThe miners came to the square in the morning and stayed there. Police closed two streets near the town hall.\nNobody was hurt.",
        );
    }

    #[test]
    fn divided_words_are_made_whole_but_compounds_keep_their_hyphen() {
        check("the govern-\nment fell", "the government fell");
        check("an anti-\ngovernment march", "an anti-government march");
        check("a government-\nappointed director", "a government-appointed director");
        check("Osk-\nBer railway", "Osk-\nBer railway");
    }

    #[test]
    fn logs_and_lists_stay_lines() {
        let log = "09:15 Forty nurses with drums arrive at the fountain.\n09:40 A sergeant asks the drummers to stop.";
        check(log, log);
        check("• bread\n• wages", "• bread\n• wages");
    }

    fn bare(pages: &[&str]) -> Vec<String> {
        without_furniture(&pages.iter().map(|page| (*page).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_number_of_a_page_is_no_text() {
        for line in ["1", "- 1 -", "1 / 12", "Page 1 of 12", "стр. 1"] {
            assert_eq!(bare(&[&format!("They left.\n{line}\n")]), ["They left."], "{line}");
            assert_eq!(bare(&[&format!("{line}\nThey left.")]), ["They left."], "{line}");
        }
        for line in ["4", "1 person", "1 / 0", "2024"] {
            assert!(bare(&[&format!("They left.\n{line}")])[0].ends_with(line), "{line}");
        }
    }

    #[test]
    fn running_heads_and_feet_are_taken_off() {
        let page = |n: usize, text: &str| {
            format!("Osk Monitor – Bulletin 7\n{text}\nprinted 22/11/26, page {n}/4\n")
        };
        let pages = [page(1, "One."), page(2, "Two."), page(3, "Three."), page(4, "Four.")];
        assert_eq!(without_furniture(&pages), ["One.", "Two.", "Three.", "Four."]);
        // Said again is not a head.
        let twice = ["They left.\nNobody was hurt.", "They stayed.\nNobody was hurt."];
        assert_eq!(bare(&twice), twice);
    }

    #[test]
    fn lost_spaces_are_put_back() {
        check(
            "He left on Saturday,organisers said;police did not.Nobody",
            "He left on Saturday, organisers said; police did not. Nobody",
        );
        for text in ["see www.example.org,", "at 10,000 tenge", "the U.S.Army", "e.g.Osk"] {
            check(text, text);
        }
    }

    #[test]
    fn a_sentence_runs_on_over_the_page() {
        assert!(runs_on("They went to the", "square."));
        assert!(!runs_on("They went home.", "the"));
        assert!(!runs_on("They went to", "Osk"));
    }
}
