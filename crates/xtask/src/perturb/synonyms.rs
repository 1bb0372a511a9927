//! Swaps words for others that say the same act (`lexicon/en/synonyms.toml`), in the same inflection.

use super::chance::Chance;
use super::edit::{Case, Edit};
use kua_read::Reader;
use kua_record::Span;
use kua_syntax::Upos;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    set: Vec<Set>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    #[allow(dead_code)] // for those who edit the file
    act: String,
    kind: String,
    words: Vec<Vec<String>>,
}

/// The edits of one document.
///
/// # Errors
/// If the file of synonyms is malformed.
pub fn edits(case: &Case, chance: &mut Chance) -> Result<Vec<Edit>, String> {
    let file: File =
        toml::from_str(include_str!("../../../../lexicon/en/synonyms.toml")).map_err(|e| e.to_string())?;
    let text = case.doc.text.as_str();
    // One choice a word and document, as an author has habits.
    let shift: Vec<usize> =
        file.set.iter().map(|s| 1 + chance.below(s.words.len().saturating_sub(1))).collect();
    let mut out = Vec::new();
    for sentence in Reader::english().syntax(text) {
        for token in &sentence.tokens {
            let word = token.span.of(text);
            let low = word.to_lowercase();
            let found = file.set.iter().zip(&shift).find_map(|(set, shift)| {
                let right = match set.kind.as_str() {
                    "verb" => token.upos == Upos::Verb,
                    _ => token.upos == Upos::Noun,
                };
                let row = set.words.iter().position(|forms| right && forms.contains(&low))?;
                let form = set.words[row].iter().position(|f| *f == low)?;
                set.words[(row + shift) % set.words.len()].get(form)
            });
            if let Some(new) = found {
                let capital = word.starts_with(char::is_uppercase);
                let new = if capital { new[..1].to_uppercase() + &new[1..] } else { new.clone() };
                out.extend(article(text, token.span, &new));
                out.push(Edit { span: token.span, words: new });
            }
        }
    }
    Ok(out)
}

/// "a rally" becomes "an assembly", not "a assembly".
fn article(text: &str, word: Span, new: &str) -> Option<Edit> {
    let head = text[..word.start].strip_suffix(' ')?;
    let vowel = new.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u']);
    let old = head.rsplit([' ', '\n', '“', '(']).next()?;
    let (is, should) = match old {
        "a" | "A" if vowel => (1, format!("{old}n")),
        "an" | "An" if !vowel => (2, old[..1].to_owned()),
        _ => return None,
    };
    Some(Edit { span: Span::new(head.len() - is, head.len()), words: should })
}
