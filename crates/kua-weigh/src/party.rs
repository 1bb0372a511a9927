//! Names of parties, folded just far enough to group: case, articles and simple plurals.
//!
//! "The protesters", "protesters" and "a protester" share the key `protester`. Numbers, adjectives and everything
//! else stay: "thirty men" is not "men".
//!
//! In: words as written. Out: keys for grouping, and whether a key means anything outside its document.
//! Not here: judgements that two names are one party; people make those.

use kua_record::Mention;

const ARTICLES: &[&str] = &["the", "a", "an"];
const POSSESSIVES: &[&str] = &["his", "her", "their", "its", "our", "my", "your"];
const PRONOUNS: &[&str] = &[
    "i",
    "we",
    "us",
    "me",
    "you",
    "he",
    "him",
    "she",
    "her",
    "it",
    "they",
    "them",
    "who",
    "that",
    "this",
    "these",
    "those",
    "others",
    "other",
    "some",
    "many",
    "most",
    "one",
    "all",
    "both",
    "everyone",
    "everybody",
    "another",
    "which",
];
const NOBODY: &[&str] = &["nobody", "no one", "noone", "none", "no-one", "neither", "nothing"];
const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "last", "latter", "former", "this", "these",
    "those", "that", "other", "another", "same", "such", "some", "one", "several", "rest", "more", "most",
    "half",
];
const SAME_IN_PLURAL: &[&str] = &["series", "news", "means", "headquarters", "police", "people"];

/// The key under which names are grouped: lower case, without quotation marks and articles, the last word in the
/// singular.
pub fn key(text: &str) -> String {
    let cleaned: String = text
        .chars()
        .map(|c| {
            if "“”„\"«»[]()".contains(c) {
                ' '
            } else if c == '’' {
                '\''
            } else {
                c
            }
        })
        .flat_map(char::to_lowercase)
        .collect();
    let mut words: Vec<&str> = cleaned
        .split_whitespace()
        .map(|w| w.trim_matches([',', '.', ';', ':', '!', '?']))
        .filter(|w| !w.is_empty())
        .collect();
    while words.len() > 1 && words.first().is_some_and(|w| ARTICLES.contains(w)) {
        words.remove(0);
    }
    let Some((last, before)) = words.split_last() else { return cleaned.trim().to_owned() };
    let mut out = before.join(" ");
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(&singular(last));
    out
}

/// A plain English plural in the singular; anything else unchanged.
fn singular(word: &str) -> String {
    if word.len() < 4 || SAME_IN_PLURAL.contains(&word) || !word.is_ascii() {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies")
        && stem.len() > 2
    {
        return format!("{stem}y");
    }
    for end in ["sses", "shes", "ches", "xes"] {
        if word.ends_with(end) {
            return word[..word.len() - 2].to_owned();
        }
    }
    if word.ends_with('s') && !["ss", "us", "is", "'s"].iter().any(|e| word.ends_with(e)) {
        return word[..word.len() - 1].to_owned();
    }
    match word {
        "men" => "man".to_owned(),
        "women" => "woman".to_owned(),
        "policemen" => "policeman".to_owned(),
        "children" => "child".to_owned(),
        _ => word.to_owned(),
    }
}

/// Whether the words stand for nobody: "no one", "nobody who lived there".
pub fn is_nobody(text: &str) -> bool {
    let lower = text.to_lowercase();
    NOBODY.iter().any(|n| lower == *n || lower.starts_with(&format!("{n} ")))
}

/// Whether the words only mean something inside their own document: a pronoun, "the first group", "some of them",
/// "these people".
pub fn is_local(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace();
    let Some(mut first) = words.next() else { return true };
    if PRONOUNS.contains(&first) {
        return true;
    }
    // "her son" is another son in another document.
    if POSSESSIVES.contains(&first) {
        return true;
    }
    if ARTICLES.contains(&first) {
        match words.next() {
            Some(second) => first = second,
            None => return true,
        }
    }
    ORDINALS.contains(&first) || lower.contains(" of them") || lower.contains(" of us")
}

/// Whether the words are a bare pronoun, which names nobody by itself.
pub fn is_pronoun(text: &str) -> bool {
    PRONOUNS.contains(&text.trim().to_lowercase().as_str())
}

/// The fullest words for a mention: what it refers to where the text resolves it, else itself.
pub fn words(mention: &Mention) -> &str {
    mention.is.as_deref().filter(|s| !s.trim().is_empty()).unwrap_or(&mention.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_case_and_plain_plurals_fold() {
        for text in ["The protesters", "protesters", "a protester", "“Protesters”"] {
            assert_eq!(key(text), "protester");
        }
        assert_eq!(key("opposition parties"), "opposition party");
        assert_eq!(key("the police"), "police");
        assert_eq!(key("The press"), "press");
    }

    #[test]
    fn numbers_and_adjectives_stay() {
        assert_ne!(key("thirty men"), key("men"));
        assert_ne!(key("young men"), key("men"));
    }

    #[test]
    fn references_stay_in_their_document() {
        assert!(is_local("They") && is_local("The third group") && is_local("some of them"));
        assert!(!is_local("The police") && !is_local("quarry workers"));
        assert!(is_nobody("Nobody") && is_nobody("no one from the plant") && !is_nobody("nobodies"));
    }
}
