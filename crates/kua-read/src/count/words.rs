//! The English number words of `lexicon/en/number.toml`, ready for look-up.
//!
//! In: the word list (compiled in). Out: [`NumWord`] for a word, phrase or mark, attached to scanned tokens.

use crate::time::words::Table;
use serde::Deserialize;
use std::sync::OnceLock;

/// What a word does to the number it stands by (`CLAIMS.md`, Numbers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modifier {
    /// "about" N: ±10 %, rounded inwards.
    About,
    /// "almost" N: 0.9 N to N − 1.
    Almost,
    /// "more than" N: N + 1 and up.
    More,
    /// "at least" N, "N or more": N and up.
    Least,
    /// "fewer than" N: up to N − 1.
    Fewer,
    /// "up to" N: up to N.
    Most,
    /// "exactly" N, "only" N: N.
    Just,
}

/// What a number word is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumWord {
    /// 0–19.
    Small(u8),
    /// 20, 30 … 90.
    Tens(u8),
    /// hundred, thousand, million …
    Scale(u64),
    /// Low and high of a group word after a number ("two dozen": twice this).
    Group(u64, u64),
    /// Low and high of a plural that stands for a number ("dozens", "thousands").
    Plenty(u64, u64),
    /// Low and high of a vague number; before a scale word the first is multiplied ("several hundred": 300–999).
    Few(u64, u64),
    /// Its place in a row.
    Ordinal(u8),
    /// Per cent, low and high, said of a whole.
    Share(u8, u8),
    /// A fraction's denominator ("third"; 2 for "half"); `true` in the plural.
    Fraction(u8, bool),
    /// Stands before a number and changes it.
    Before(Modifier),
    /// Stands after a number and changes it.
    After(Modifier),
    /// A hedge before a number ("perhaps").
    Hedge,
    /// The per cent sign or word.
    Percent,
    /// A unit of money, length, weight …: what is measured is no count.
    Measure,
    /// A noun whose number is a name ("Article 12").
    Label,
    /// A noun for persons or things that are counted; a number before it is no year.
    Counted,
    /// One person: "of 14" behind it is an age, "of three" her children.
    Single,
    /// Words that tell what a total is of, by index in [`BASES`].
    Basis(u8),
}

/// The values of `basis`, but for "share".
pub const BASES: [&str; 6] = ["peak", "total", "passed", "treated", "received", "names"];

/// One entry of the word list as written.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
#[cfg_attr(not(test), allow(dead_code))] // meaning, origin and examples are for people and tests
pub struct Entry {
    pub id: String,
    pub words: Vec<String>,
    #[serde(default)]
    pub plural: Vec<String>,
    pub class: String,
    #[serde(default)]
    pub value: Option<toml::Value>,
    pub means: String,
    pub origin: String,
    #[serde(default)]
    pub yes: Vec<Example>,
    #[serde(default)]
    pub no: Vec<String>,
}

/// A sentence with the count it must give: `[sentence, low, high]`, -1 for an open end.
pub type Example = (String, i64, i64);

#[derive(Deserialize)]
struct File {
    word: Vec<Entry>,
}

/// The list, ready for look-up.
pub struct Words {
    pub(crate) table: Table<NumWord>,
    /// The entries as written.
    #[cfg_attr(not(test), allow(dead_code))]
    pub entries: Vec<Entry>,
}

/// The number words of English.
pub fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| load(include_str!("../../../../lexicon/en/number.toml")))
}

/// A broken entry is left out; a test sees to it that none is.
fn load(source: &str) -> Words {
    let entries = toml::from_str::<File>(source).map(|f| f.word).unwrap_or_default();
    let mut table = Table::new();
    for entry in &entries {
        for (list, plural) in [(&entry.words, false), (&entry.plural, true)] {
            for word in list {
                if let Some(value) = classify(entry, plural) {
                    table.add(word, value);
                }
            }
        }
    }
    Words { table, entries }
}

/// What an entry's word is; `None` if the entry is broken.
pub(crate) fn classify(e: &Entry, plural: bool) -> Option<NumWord> {
    let int = || e.value.as_ref().and_then(toml::Value::as_integer);
    let small = || u8::try_from(int()?).ok();
    let pair = || {
        let list = e.value.as_ref()?.as_array()?;
        let at = |i: usize| u64::try_from(list.get(i)?.as_integer()?).ok();
        Some((at(0)?, at(1)?))
    };
    let modifier = || e.value.clone()?.try_into::<Modifier>().ok();
    Some(match e.class.as_str() {
        "small" => NumWord::Small(small()?),
        "tens" => NumWord::Tens(small()?),
        "scale" => NumWord::Scale(u64::try_from(int()?).ok()?),
        "group" => pair().map(|(a, b)| NumWord::Group(a, b))?,
        "plenty" => pair().map(|(a, b)| NumWord::Plenty(a, b))?,
        "few" => pair().map(|(a, b)| NumWord::Few(a, b))?,
        "ordinal" => NumWord::Ordinal(small()?),
        "share" => {
            let (a, b) = pair()?;
            NumWord::Share(u8::try_from(a).ok()?, u8::try_from(b).ok()?)
        }
        "fraction" => NumWord::Fraction(small()?, plural),
        "before" => NumWord::Before(modifier()?),
        "after" => NumWord::After(modifier()?),
        "hedge" => NumWord::Hedge,
        "percent" => NumWord::Percent,
        "measure" => NumWord::Measure,
        "label" => NumWord::Label,
        "counted" => NumWord::Counted,
        "single" => NumWord::Single,
        "basis" => {
            let name = e.value.as_ref()?.as_str()?;
            NumWord::Basis(u8::try_from(BASES.iter().position(|b| *b == name)?).ok()?)
        }
        _ => return None,
    })
}
