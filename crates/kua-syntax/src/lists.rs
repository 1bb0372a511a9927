//! Name lists that the model was trained with: first names, words of organisations, countries and cities.
//!
//! In: words of a sentence. Out: for each word the number of the list that holds it (0: none); names of several words
//! are matched whole. The lists are compiled into the model file from `lexicon/<language>/names.toml`.

use crate::form::normalise;
use crate::split::Word;
use rustc_hash::FxHashMap;

/// Number of the list of titles ("Colonel"), which are no part of a person's name.
pub const TITLE: u8 = 1;

/// Number of the list of words that names of organisations end or begin with.
pub const ORGANISATION_WORD: u8 = 2;

/// Number of the list of countries.
pub const COUNTRY: u8 = 4;

/// Numbers of the lists of countries and of towns and regions.
pub const PLACES: [u8; 2] = [COUNTRY, 5];

/// Fewest letters of a place name that is recognised in small letters.
pub const LONG: usize = 6;

/// Words of one or more parts → list number.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    entries: FxHashMap<String, u8>,
    /// First word of each entry of several words → most words of an entry that it begins.
    longest: FxHashMap<String, usize>,
}

impl Lists {
    /// Reads lines of `number<TAB>words`, the words in small letters with one space between; other lines are skipped.
    pub fn read(lines: &[String]) -> Self {
        let mut lists = Self::default();
        for line in lines {
            let Some((number, words)) = line.split_once('\t') else { continue };
            let Ok(number) = number.parse() else { continue };
            let mut parts = words.split(' ');
            if let Some(first) = parts.next() {
                let count = 1 + parts.count();
                let most = lists.longest.entry(first.to_string()).or_default();
                *most = (*most).max(count);
            }
            lists.entries.insert(words.to_string(), number);
        }
        lists
    }

    /// List number of each word. Words in small letters are looked up among places alone, as in hurried writing
    /// ("san francisco"), and only where the name has [`LONG`] letters.
    pub fn find(&self, words: &[Word<'_>]) -> Vec<u8> {
        let mut out = vec![0; words.len()];
        let small = |w: &Word<'_>| normalise(w.form).to_lowercase();
        let mut i = 0;
        while i < words.len() {
            let mut step = 1;
            let capital = words[i].form.starts_with(char::is_uppercase);
            let most =
                if capital { self.longest.get(&small(&words[i])) } else { self.longest.get(words[i].form) };
            for len in (1..=most.copied().unwrap_or(0).min(words.len() - i)).rev() {
                let name = words[i..i + len].iter().map(small).collect::<Vec<_>>().join(" ");
                if let Some(number) = self.entries.get(&name)
                    && (capital || (PLACES.contains(number) && name.len() >= LONG))
                {
                    out[i..i + len].fill(*number);
                    step = len;
                    break;
                }
            }
            i += step;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kua_record::Span;

    #[test]
    fn names_of_several_words_are_matched_whole() {
        let lists = Lists::read(&["4\tsouth korea".into(), "3\tsouth".into()]);
        let words = ["South", "Korea", "south", "South"].map(|form| Word { form, span: Span::default() });
        assert_eq!(lists.find(&words), [4, 4, 0, 3]);
        let words = ["south", "korea", "south"].map(|form| Word { form, span: Span::default() });
        assert_eq!(lists.find(&words), [4, 4, 0]);
    }
}
