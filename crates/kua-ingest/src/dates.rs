//! The date of a document as its own head gives it (`CLI.md`, order of dates).
//!
//! In: the text. Out: a day, only where it stands as a `date YYYY-MM-DD` line, a field, a dateline, or the close of
//! a header ("taken in X on DATE"). Not here: dates in running text (`kua-read`). Never guessed: a day without
//! its year, and the order of day and month in `03/04/2022`; those give nothing.
//!
//! Words: `data/dates.toml`.

mod patterns;

use jiff::civil::Date;
use patterns::{
    CLOSE, DAY_FIRST, DOTTED, END, FIELD, ISO, KAZAKH, MADE, MONTH_FIRST, MONTHS, PAPER, RANGE, TIME, WEEKDAY,
};

/// Lines of the head that may hold the date; empty lines do not count.
const HEAD_LINES: usize = 3;
/// A header is short; what is longer is prose. In characters.
const MAX_HEADER_CHARS: usize = 240;

/// The day of a first line that begins with `date YYYY-MM-DD`, white space before it allowed.
///
/// # Example
/// ```
/// let day = kua_ingest::dates::date_line(" date 2024-05-18 Who was there?\n\nMiners.");
/// assert_eq!(day, Some(jiff::civil::date(2024, 5, 18)));
/// ```
pub fn date_line(text: &str) -> Option<Date> {
    let rest = first_line(text).trim_start_matches(is_blank).strip_prefix("date")?;
    let rest = rest.strip_prefix(is_blank)?.trim_start_matches(is_blank);
    let (day, rest) = rest.split_at_checked(10)?;
    if rest.starts_with(|c: char| c.is_ascii_digit() || c == '-') { None } else { day.parse().ok() }
}

/// The day that a field, a dateline or a header in the first three lines gives.
///
/// # Example
/// ```
/// use kua_ingest::dates::dateline;
/// let day = Some(jiff::civil::date(2021, 4, 25));
/// assert_eq!(dateline("OBSERVER FORM\nDate: Sun, 25 April 2021. Place: Osk."), day);
/// assert_eq!(dateline("OSK, April 25, 2021 – Miners marched."), day);
/// assert_eq!(dateline("Miners marched on 25 April 2021."), None);
/// ```
pub fn dateline(text: &str) -> Option<Date> {
    text.trim_start_matches('\u{FEFF}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(HEAD_LINES)
        .find_map(|line| {
            let head = head_of(line);
            field(head).or_else(|| place_and_date(head)).or_else(|| made_on(head))
        })
}

/// A whole string as a date: ISO (a time after it is dropped), RFC 2822, day-month-year in words, `18.05.2024`.
///
/// `None` for anything else, also for `03/04/2022`, whose order nobody knows.
pub fn parse(words: &str) -> Option<Date> {
    let words = words.trim();
    if let Some(day) = iso_start(words) {
        return Some(day);
    }
    let (day, rest) = date_at(words)?;
    TIME.find(rest).filter(|m| m.end() == rest.len()).map(|_| day)
}

/// `2024-05-18`, `20240518`, `2024-05-18T10:00:00+05:00`, `2024-05-18 10:00`: the day as written, in its own zone.
fn iso_start(words: &str) -> Option<Date> {
    let digits = |from: usize, to: usize| {
        let part = words.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
    };
    let (year, month, day, rest) =
        if words.as_bytes().get(4) == Some(&b'-') && words.as_bytes().get(7) == Some(&b'-') {
            (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?, words.get(10..)?)
        } else {
            (digits(0, 4)?, digits(4, 6)?, digits(6, 8)?, words.get(8..)?)
        };
    let ends = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (ends && year >= 1800).then_some(date)
}

fn first_line(text: &str) -> &str {
    text.trim_start_matches('\u{FEFF}').lines().find(|line| !line.trim().is_empty()).unwrap_or("")
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

fn head_of(line: &str) -> &str {
    line.char_indices().nth(MAX_HEADER_CHARS).map_or(line, |(at, _)| &line[..at])
}

/// `Date: Tuesday, 14 June 2022. Place: …`, also further on in a line of fields, and in a row of a table.
fn field(line: &str) -> Option<Date> {
    FIELD.captures_iter(line).find_map(|found| {
        let value = &line[found.get(0)?.end()..];
        date_at(value.trim_start_matches(is_field_mark)).map(|(day, _)| day)
    })
}

fn is_field_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_' | '|' | ':' | '"')
}

/// `MINSK, August 3, 2020 – …`, `Osk Observer, 3 March 2021` alone in its line, or a date alone in its line.
fn place_and_date(line: &str) -> Option<Date> {
    let line =
        line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '#' | '|' | '(' | ')'));
    let mut from = 0;
    // The date may begin at the line or after a comma, dash, bar or "on": try each place in turn.
    loop {
        let (prefix, rest) = line.split_at(from);
        if let Some((day, after)) = date_at(rest)
            && is_header_prefix(prefix)
            && CLOSE.is_match(after)
        {
            return Some(day);
        }
        from += line[from..]
            .char_indices()
            .find_map(|(at, c)| (c.is_whitespace() || matches!(c, ',' | '|')).then_some(at + c.len_utf8()))?;
    }
}

/// Words that make a date part of a sentence, also in a line of capitals.
const PREPOSITIONS: &[&str] = &[
    "on",
    "in",
    "at",
    "since",
    "until",
    "till",
    "from",
    "after",
    "before",
    "с",
    "со",
    "до",
    "после",
    "на",
    "к",
];

/// A place, an outlet or a title before a date: words in capitals and numbers, little words between them.
fn is_header_prefix(prefix: &str) -> bool {
    let prefix = prefix.trim();
    // "3 – 9 May 2024" is a period, and its last day is not the day of the document.
    if RANGE.is_match(prefix) || prefix.chars().count() > 100 {
        return false;
    }
    // Not a colon: "Born: 5 May 1980" is a field about something else.
    let closed = prefix.is_empty() || prefix.ends_with([',', '–', '—', '-', '|', '·', '•', ')', '/', '.']);
    let mut words = prefix.split_whitespace().peekable();
    let is_preposition = |word: &str| PREPOSITIONS.contains(&word.to_lowercase().as_str());
    let opens_prose = words.peek().is_some_and(|word| is_preposition(word));
    let titled = words.all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty()
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || matches!(
                bare,
                "of" | "the" | "and" | "for" | "de" | "al" | "и" | "г" | "город" | "қ" | "қаласы"
            )
    });
    let last = prefix.rsplit(char::is_whitespace).next().unwrap_or("");
    // "MINSK August 3, 2020 –": without a comma only after capitals, or after "of" and "for".
    let capitals = !last.is_empty() && last.chars().all(char::is_uppercase) && !is_preposition(last);
    let bare = matches!(last, "of" | "for") || capitals;
    titled && !opens_prose && (closed || bare)
}

/// `Statement of A. K., driver, taken in Osk on 30 November 2024.`
fn made_on(line: &str) -> Option<Date> {
    if !PAPER.is_match(line) {
        return None;
    }
    MADE.find_iter(line).find_map(|made| {
        let rest = &line[made.end()..];
        let mut from = 0;
        loop {
            // At most a place stands between; a full stop ends the header.
            let here = &rest[from..];
            if let Some((day, after)) = date_at(here) {
                return END.is_match(after).then_some(day);
            }
            let next = here.char_indices().find(|(_, c)| c.is_whitespace())?;
            let word = &here[..next.0];
            if from > 80 || word.ends_with(['.', '!', '?', ';']) && word.chars().count() > 3 {
                return None;
            }
            from += next.0 + next.1.len_utf8();
        }
    })
}

/// A full date at the start of `text` (a weekday before it allowed), and what stands after it.
fn date_at(text: &str) -> Option<(Date, &str)> {
    let text = match WEEKDAY.find(text) {
        Some(found) => &text[found.end()..],
        None => text,
    };
    let number = |found: &regex::Captures, name: &str| found.name(name)?.as_str().parse::<i16>().ok();
    for (pattern, words) in
        [(&*ISO, false), (&*DOTTED, false), (&*DAY_FIRST, true), (&*MONTH_FIRST, true), (&*KAZAKH, true)]
    {
        let Some(found) = pattern.captures(text) else { continue };
        let month = if words {
            i16::from(*MONTHS.get(&found.name("month")?.as_str().to_lowercase())?)
        } else {
            number(&found, "month")?
        };
        let (year, day) = (number(&found, "year")?, number(&found, "day")?);
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        return Some((date, &text[found.get(0)?.end()..]));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, day: &str) {
        let found = dateline(text).map_or("-".to_owned(), |d| d.to_string());
        assert_eq!(found, day, "{text}");
    }

    #[test]
    fn a_date_line_is_read_with_white_space_before_it() {
        for text in ["date 2024-05-18", " date 2024-05-18 Who joined?", "\u{FEFF}\n\tdate  2024-05-18\nText"]
        {
            assert_eq!(date_line(text).map(|d| d.to_string()).as_deref(), Some("2024-05-18"), "{text}");
        }
        for text in [
            "dated 2024-05-18",
            "date 2024-5-18",
            "date 2024-02-30",
            "The date 2024-05-18",
            "x\ndate 2024-05-18",
        ] {
            assert_eq!(date_line(text), None, "{text}");
        }
    }

    #[test]
    fn a_field_gives_the_date() {
        check("FORM\nDate: Tuesday, 14 June 2022. Place: Osk, Market Square.", "2022-06-14");
        check("**Date:** April 25th, 2021", "2021-04-25");
        check("| Date | 2021-04-25 |", "2021-04-25");
        check("Place: Osk. Date: 25.04.2021", "2021-04-25");
        check("Published on: 25 Apr 2021", "2021-04-25");
        check("Дата: 25 апреля 2021 г.", "2021-04-25");
        check("Күні: 2021 жылғы 25 сәуір", "2021-04-25");
        check("Дата публикации — воскресенье, 25 апреля 2021 года, 10:15", "2021-04-25");
    }

    #[test]
    fn a_dateline_gives_the_date() {
        check("MINSK, August 3, 2020 – Thousands marched.", "2020-08-03");
        check("ALMATY, Kazakhstan, 5 January 2022 (Steppe News) — Shots were heard.", "2022-01-05");
        check("A title\n\nOsk, 3 March 2021\n\nThe miners came.", "2021-03-03");
        check("Thursday, 4 March 2021, 18:30", "2021-03-04");
        check("Daily Bulletin No. 3 – 14 May 2024", "2024-05-14");
        check("АСТАНА, 5 января 2022 года — На площади собрались люди.", "2022-01-05");
        check("By Ann Oak, 3 March 2021", "2021-03-03");
        check("г. Караганда, 3 марта 2021 г.", "2021-03-03");
        check("Қарағанды қаласы, 3 наурыз 2021 жыл", "2021-03-03");
        check("ҚАРАҒАНДЫ, 2021 жылғы 3 наурыз – Жұмысшылар алаңға шықты.", "2021-03-03");
    }

    #[test]
    fn a_header_that_closes_with_a_date_gives_it() {
        check(
            "Statement of B. N., aged 40, driver, taken in Osk on 30 November 2024.\n\nI came.",
            "2024-11-30",
        );
        check("Interview with a shopkeeper, conducted by telephone on 3 March 2021", "2021-03-03");
        check("Показания Б. Н., записаны в городе Оск 3 марта 2021 г.", "2021-03-03");
        check("Issued on 3 March 2021, 10:00", "2021-03-03");
    }

    #[test]
    fn dates_in_prose_give_nothing() {
        for text in [
            "On 5 January 2022, miners marched.",
            "On Thursday, 5 January 2022 – a cold day – miners marched.",
            "The arrests of 5 January 2022 were unlawful.",
            "Miners marched in Osk on 5 January 2022.",
            "Report on arrests made on 5 January 2022",
            "Statement of B. N., born on 3 March 1981, driver.",
            "Date of birth: 5 May 1980",
            "Born: 5 May 1980",
            "Expires: 5 May 2020 17:00",
            "WE WERE THERE ON MAY 5, 2020.",
            "С 5 мая 2020 года – новый порядок.",
            "Bulletin 12, 3–9 May 2024",
            "Bulletin 12, 3 – 9 May 2024",
            "Date: 03/04/2022",
            "Date: 31 February 2022",
            "MINSK, August 3 – Thousands marched.",
            "a\nb\nc\nDate: 5 May 2020",
        ] {
            check(text, "-");
        }
    }

    #[test]
    fn whole_strings_of_metadata_are_read() {
        for words in [
            "2024-05-18",
            "2024-05-18T10:00:00+05:00",
            "2024-05-18 10:00",
            "2024-05-18T05:00:00Z",
            "Sat, 18 May 2024 10:00:00 +0500",
            "18 May 2024",
            "May 18, 2024",
            "May 18, 2024 10:15 am",
            "20240518",
            "2024/05/18",
            "2024.05.18",
            "18.05.2024",
            "18.05.2024 10:15",
            "18 мая 2024 г.",
        ] {
            assert_eq!(parse(words).map(|d| d.to_string()).as_deref(), Some("2024-05-18"), "{words}");
        }
        for words in [
            "",
            "May 2024",
            "03/04/2022",
            "18 May 2024 and later",
            "yesterday",
            "2024-13-01",
            "2024-05-181",
            "+2024-05-18",
            "00240518",
            "202405181",
            "20241318",
        ] {
            assert_eq!(parse(words), None, "{words}");
        }
    }

    #[test]
    fn the_examples_of_the_data_file_hold() {
        #[derive(serde::Deserialize)]
        struct Examples {
            yes: Vec<String>,
            no: Vec<String>,
        }
        let tables: toml::Table = toml::from_str(include_str!("../data/dates.toml")).unwrap();
        for name in ["fields", "made"] {
            let examples: Examples = tables[name].clone().try_into().unwrap();
            for text in examples.yes {
                assert!(dateline(&text).is_some(), "{name}: yes = {text}");
            }
            for text in examples.no {
                assert!(dateline(&text).is_none(), "{name}: no = {text}");
            }
        }
    }
}
