//! Lines as they were set on a page, back to paragraphs.
//!
//! In: the text of one page, a line break wherever the page had one. Out: paragraphs with an empty line between;
//! lines that run on are joined, words divided at the end of a line are made whole. Where a line may be a heading,
//! an item of a list or a row of a table, it stays a line. Not here: columns and reading order (`pdf_oxide`).

/// A line of at least this share of the longest line of the page was broken because it was full.
const FULL: f64 = 0.75;
/// First parts of compounds whose hyphen stays when the line is broken after it.
const HYPHENATED: &[&str] = &[
    "anti", "non", "pro", "self", "ex", "post", "pre", "semi", "co", "mid", "all", "so", "well", "north",
    "south",
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
    let width = page.lines().map(|line| line.trim().chars().count()).max().unwrap_or(0);
    let mut out = String::with_capacity(page.len());
    // Length of the last line as set, in characters; 0 after an empty line.
    let mut last = 0usize;
    for line in page.lines().map(str::trim) {
        if line.is_empty() {
            last = 0;
            continue;
        }
        if out.is_empty() {
            out.push_str(line);
        } else if last == 0 {
            out.push_str("\n\n");
            out.push_str(line);
        } else if !divided(&mut out, line) {
            let full = last as f64 >= FULL * width as f64 && width >= 30;
            out.push(if full && !is_item(line) || continues(&out, line) { ' ' } else { '\n' });
            out.push_str(line);
        }
        last = line.chars().count();
    }
    out
}

/// The page without a first or last line that is only its number: "3", "- 3 -", "3 / 12", "Page 3 of 12".
pub fn without_page_number(page: &str, number: u32) -> &str {
    let is_number = |line: &str| {
        let mut words =
            line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
        let rest = words.by_ref().find(|w| !matches!(w.as_str(), "page" | "p" | "стр" | "страница" | "бет"));
        rest == Some(number.to_string())
            && words.all(|w| matches!(w.as_str(), "of" | "из") || w.parse::<u32>().is_ok_and(|n| n >= number))
            && line.chars().count() <= 24
    };
    let page = page.trim();
    let page = match page.rsplit_once('\n') {
        Some((rest, last)) if is_number(last) => rest.trim_end(),
        _ => page,
    };
    match page.split_once('\n') {
        Some((first, rest)) if is_number(first) => rest.trim_start(),
        _ => page,
    }
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
    if hyphen == '\u{AD}' || !HYPHENATED.contains(&word.to_lowercase().as_str()) {
        out.truncate(out.len() - hyphen.len_utf8());
    }
    out.push_str(line);
    true
}

/// A sentence goes on: no full stop before, a small letter after.
fn continues(before: &str, after: &str) -> bool {
    let open = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '–' | '—' | '-'));
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
        check("Osk-\nBer railway", "Osk-\nBer railway");
    }

    #[test]
    fn logs_and_lists_stay_lines() {
        let log = "12:50 About 25 men with flags gather opposite in support of them.\n13:10 Police ask them to leave the square.";
        check(log, log);
        check("• bread\n• wages", "• bread\n• wages");
    }

    #[test]
    fn the_number_of_a_page_is_no_text() {
        for line in ["3", "- 3 -", "3 / 12", "Page 3 of 12", "стр. 3"] {
            assert_eq!(without_page_number(&format!("They left.\n{line}\n"), 3), "They left.", "{line}");
            assert_eq!(without_page_number(&format!("{line}\nThey left."), 3), "They left.", "{line}");
        }
        for line in ["4", "3 people", "3 / 2", "2024"] {
            assert!(without_page_number(&format!("They left.\n{line}"), 3).ends_with(line), "{line}");
        }
    }

    #[test]
    fn a_sentence_runs_on_over_the_page() {
        assert!(runs_on("They went to the", "square."));
        assert!(!runs_on("They went home.", "the"));
        assert!(!runs_on("They went to", "Osk"));
    }
}
