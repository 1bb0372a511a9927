//! Which language a text is in: English, Russian, Kazakh, or another.
//!
//! In: a text. Out: [`Identified`], with whether the answer is sure. In a mixed text the language of most letters
//! wins. The evidence, in this order: script, letters that only some languages have, common words, and whatlang's
//! three-letter model (it knows 69 languages, but no Kazakh). Words and letters: `data/language.toml`.
//! Not here: what to do with a language without a reader (the command line says it).

use kua_record::Language;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use whatlang::Lang;

/// A language, and whether the text gave enough evidence for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identified {
    /// The language; `Other` for every other language, and when nothing speaks for any.
    pub language: Language,
    /// `false`: the text is too short or too odd to be sure.
    pub sure: bool,
}

/// How much of a long text is looked at, in bytes: pieces from all over it.
const SAMPLE_BYTES: usize = 16 << 10;
const PIECES: usize = 8;
/// Share of Kazakh letters among the letters of a Kazakh text; in prose it is about .2, with many Russian names .1.
const MIN_KAZAKH_SHARE: f64 = 0.04;
/// Share of common words above which a text is in the language; in prose it is .4 and more.
const MIN_COMMON_SHARE: f64 = 0.15;

/// Tells the language of most of `text`.
///
/// # Example
/// ```
/// use kua_ingest::language::identify;
/// use kua_record::Language;
/// assert_eq!(identify("Twelve people were beaten.").language, Language::En);
/// assert_eq!(identify("Полиция алаңда он екі адамды ұстады.").language, Language::Kk);
/// assert!(!identify("12:50 – 13:10").sure);
/// ```
pub fn identify(text: &str) -> Identified {
    let sample = sample(text);
    let (mut latin, mut cyrillic, mut other) = (0usize, 0usize, 0usize);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        match c {
            'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => latin += 1,
            '\u{400}'..='\u{52F}' => cyrillic += 1,
            _ => other += 1,
        }
    }
    let letters = latin + cyrillic + other;
    if letters < 3 {
        return Identified { language: Language::Other, sure: false };
    }
    if latin >= cyrillic && latin >= other {
        of_latin(&sample)
    } else if cyrillic >= other {
        of_cyrillic(&sample)
    } else {
        Identified { language: Language::Other, sure: true }
    }
}

/// The language of an ISO 639 code or English name as people write it in a manifest: `en`, `eng`, `en-GB`, `English`.
pub fn from_code(code: &str) -> Language {
    let code = code.trim().to_lowercase();
    match code.split(['-', '_']).next().unwrap_or("") {
        "en" | "eng" | "english" => Language::En,
        "ru" | "rus" | "russian" => Language::Ru,
        "kk" | "kaz" | "kazakh" => Language::Kk,
        _ => Language::Other,
    }
}

/// The text itself, or pieces from all over a long one.
fn sample(text: &str) -> String {
    if text.len() <= SAMPLE_BYTES {
        return text.to_owned();
    }
    let is_border = |at: &usize| text.is_char_boundary(*at);
    let mut sample = String::with_capacity(SAMPLE_BYTES + PIECES);
    for piece in 0..PIECES {
        let from = text.len() / PIECES * piece;
        let to = from + SAMPLE_BYTES / PIECES;
        // A border lies at most three bytes on.
        let from = (from..text.len()).find(is_border).unwrap_or(text.len());
        let to = (to..text.len()).find(is_border).unwrap_or(text.len());
        sample.push_str(text.get(from..to).unwrap_or(""));
        sample.push('\n');
    }
    sample
}

fn of_latin(text: &str) -> Identified {
    let is_letter = |c: char| c.is_ascii_alphabetic() || ('\u{C0}'..='\u{24F}').contains(&c);
    let (words, common) = count_common(text, &TABLES.en, is_letter);
    let (_, weak) = count_common(text, &TABLES.en_weak, is_letter);
    let share = common as f64 / words.max(1) as f64;
    let with_weak = (common + weak) as f64 / words.max(1) as f64;
    if share >= 2.0 * MIN_COMMON_SHARE {
        // Prose; the model would only cost time.
        return Identified { language: Language::En, sure: true };
    }
    let guess = whatlang::detect(text);
    let model = guess.as_ref().map(whatlang::Info::lang);
    let reliable = guess.as_ref().is_some_and(whatlang::Info::is_reliable);
    let english = if model == Some(Lang::Eng) {
        with_weak >= MIN_COMMON_SHARE || (reliable && common + weak > 0)
    } else {
        share >= MIN_COMMON_SHARE && !reliable
    };
    if english {
        Identified { language: Language::En, sure: true }
    } else {
        // Nothing speaks for English, and the model may know what else it is.
        Identified { language: Language::Other, sure: reliable && model != Some(Lang::Eng) }
    }
}

fn of_cyrillic(text: &str) -> Identified {
    let mut by_language = [0usize; 3];
    let mut sure = false;
    // Line by line, since reports from Kazakhstan mix the two.
    for line in text.lines() {
        let letters = line.chars().filter(|c| ('\u{400}'..='\u{52F}').contains(c)).count();
        let found = of_cyrillic_line(line, letters);
        by_language[match found.language {
            Language::Kk => 0,
            Language::Ru => 1,
            _ => 2,
        }] += letters;
        sure |= found.sure && letters > 0;
    }
    let most = by_language.iter().max().copied().unwrap_or(0);
    let language = match by_language.iter().position(|n| *n == most) {
        Some(0) => Language::Kk,
        Some(1) => Language::Ru,
        _ => Language::Other,
    };
    Identified { language, sure }
}

fn of_cyrillic_line(line: &str, letters: usize) -> Identified {
    let is_letter = |c: char| ('\u{400}'..='\u{52F}').contains(&c);
    let lower = line.to_lowercase();
    let count = |of: &str| lower.chars().filter(|c| of.contains(*c)).count();
    let sure = |language| Identified { language, sure: true };
    let letters_f = letters.max(1) as f64;
    if count(&TABLES.letters.foreign) as f64 > 0.005 * letters_f {
        return sure(Language::Other);
    }
    // Letters of Kazakh alone; or і beside ә, ң, ү, ө: Ukrainian and Belarusian lack those, Kyrgyz and Tatar lack і.
    let only = count(&TABLES.letters.kazakh_only) > 0 || (count("і") > 0 && count("әңүө") > 0);
    let kazakh = count(&TABLES.letters.kazakh) as f64 / letters_f;
    let (_, kk) = count_common(line, &TABLES.kk, is_letter);
    let (words, ru) = count_common(line, &TABLES.ru, is_letter);
    if kazakh >= MIN_KAZAKH_SHARE && (only || kk > 0) {
        return sure(Language::Kk);
    }
    if kazakh >= MIN_KAZAKH_SHARE {
        // Kyrgyz, Tatar, Ukrainian … or Kazakh too short to tell.
        return Identified { language: Language::Other, sure: letters > 40 };
    }
    if ru as f64 >= MIN_COMMON_SHARE * words.max(1) as f64 {
        return sure(Language::Ru);
    }
    if kk > ru {
        return Identified { language: Language::Kk, sure: false };
    }
    let guess = whatlang::detect(line);
    match guess.as_ref().map(whatlang::Info::lang) {
        Some(Lang::Rus) => Identified { language: Language::Ru, sure: letters > 20 || ru > 0 },
        _ if count("ыэё") > 0 => Identified { language: Language::Ru, sure: letters > 20 },
        Some(_) => Identified { language: Language::Other, sure: guess.is_some_and(|g| g.is_reliable()) },
        None => Identified { language: Language::Other, sure: false },
    }
}

/// How many words of `text` there are, and how many of them are in `table`.
fn count_common(text: &str, table: &BTreeSet<String>, is_letter: impl Fn(char) -> bool) -> (usize, usize) {
    let mut found = (0, 0);
    for word in text.split(|c| !is_letter(c)).filter(|w| !w.is_empty()) {
        found.0 += 1;
        found.1 += usize::from(table.contains(&word.to_lowercase()));
    }
    found
}

struct Tables {
    en: BTreeSet<String>,
    en_weak: BTreeSet<String>,
    ru: BTreeSet<String>,
    kk: BTreeSet<String>,
    letters: Letters,
}

#[derive(Deserialize)]
struct Letters {
    kazakh: String,
    kazakh_only: String,
    foreign: String,
}

#[derive(Deserialize)]
struct Common {
    words: String,
    #[serde(default)]
    weak: String,
}

#[derive(Deserialize)]
struct File {
    en: Common,
    ru: Common,
    kk: Common,
    letters: Letters,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    // The table is part of the program; a test reads it.
    let file: File = toml::from_str(include_str!("../data/language.toml"))
        .unwrap_or_else(|error| panic!("data/language.toml is broken: {error}"));
    let set = |words: &str| words.split_whitespace().map(str::to_owned).collect();
    Tables {
        en: set(&file.en.words),
        en_weak: set(&file.en.weak),
        ru: set(&file.ru.words),
        kk: set(&file.kk.words),
        letters: file.letters,
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Language) {
        assert_eq!(identify(text).language, language, "{text}");
    }

    #[test]
    fn the_examples_of_the_data_file_hold() {
        #[derive(Deserialize)]
        struct Examples {
            yes: Vec<String>,
            no: Vec<String>,
        }
        let tables: toml::Table = toml::from_str(include_str!("../data/language.toml")).unwrap();
        for (key, language) in [("en", Language::En), ("ru", Language::Ru), ("kk", Language::Kk)] {
            let examples: Examples = tables[key].clone().try_into().unwrap();
            for text in examples.yes {
                check(&text, language);
            }
            for text in examples.no {
                assert_ne!(identify(&text).language, language, "{text}");
            }
        }
    }

    #[test]
    fn a_mixed_text_has_the_language_of_most_of_it() {
        check("The miners came to the square and stood there until night.\nМитинг.", Language::En);
        check("Шахтёры пришли на площадь и стояли там до ночи. Police came.", Language::Ru);
        check(
            "Жұмысшылар алаңға шығып, түнге дейін тұрды.\nТалаптары орындалған жоқ, деді олар.\nОни ушли.",
            Language::Kk,
        );
    }

    #[test]
    fn nothing_is_guessed_without_words() {
        for text in ["", "12:50", "☂ 12", "Xyzzq"] {
            assert!(!identify(text).sure, "{text}");
        }
    }

    #[test]
    fn codes_are_read_as_people_write_them() {
        assert_eq!(from_code("en-GB"), Language::En);
        assert_eq!(from_code("Kazakh"), Language::Kk);
        assert_eq!(from_code("fr"), Language::Other);
    }
}
