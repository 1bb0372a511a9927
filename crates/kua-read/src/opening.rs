//! Parts a time or a place at the head of a sentence from what follows, so that the parser does not join the two.
//!
//! "On 11 July residents of two quarters marched", "In the village police beat two men": without a comma the date or the
//! village is easily read as part of the subject. The words go to the parser with the comma that many writers set there;
//! it is taken out of the tree again.
//! In: the words of a sentence before parsing. Out: the place of the added comma; after parsing, the tree without it.
//! Not here: what the time means (`time`), which place it is (`locate.rs`).

use crate::lexicon::Lexicon;
use crate::time::{self, Anchor};
use kua_record::Span;
use kua_syntax::{Sentence, Word};

/// Adds a comma behind the opening time or place where none stands; its index.
pub fn part<'w>(text: &'w str, lex: &Lexicon, words: &mut Vec<Word<'w>>) -> Option<usize> {
    let next = behind_time(text, words).or_else(|| behind_place(lex, words))?;
    let at = words[next - 1].span.end;
    words.insert(next, Word { form: ",", span: Span::new(at, at) });
    Some(next)
}

fn behind_time(text: &str, words: &[Word<'_>]) -> Option<usize> {
    let (first, last) = (words.first()?, words.last()?);
    if !opens_time(first.form) {
        return None;
    }
    let sentence = Span::new(first.span.start, last.span.end);
    let inside = Span::new(0, sentence.end - sentence.start);
    let found = time::find_times(sentence.of(text), &[inside], &Anchor::default());
    let time = found.first().filter(|t| t.claim_span.start == 0 && t.span.start > 0)?;
    let end = sentence.start + time.claim_span.end;
    let next = words.iter().position(|w| w.span.start >= end)?;
    let joined = !words[next].form.starts_with(char::is_alphanumeric)
        || matches!(
            words[next].form,
            "and" | "or" | "to" | "of" | "until" | "till" | "when" | "at" | "on" | "in"
        );
    let cut = words.get(next.checked_sub(1)?).is_some_and(|w| w.span.end > end);
    (!joined && !cut).then_some(next)
}

/// "In the village police …", "In Qalat Jamil residents …": several people behind a town.
fn behind_place(lex: &Lexicon, words: &[Word<'_>]) -> Option<usize> {
    if !matches!(words.first()?.form, "In" | "Near" | "Outside" | "Around" | "Across") {
        return None;
    }
    let area = |w: &str| ["settlement", "region-word"].iter().any(|list| lex.in_list(list, w));
    let named = |w: &str| w.starts_with(char::is_uppercase) && w.chars().any(char::is_lowercase);
    let from = if words.get(1)?.form == "the" { 2 } else { 1 };
    let in_place = |w: &&Word<'_>| if from == 2 { area(w.form) } else { named(w.form) };
    let next = from + words[from..].iter().take_while(in_place).count();
    let (people, behind) = (words.get(next)?.form, words.get(next + 1)?.form);
    let mask = |w: &str, before: Option<&str>| {
        let lemma = lex.classes.singular(w, "");
        let lemma = lemma.as_deref().unwrap_or(w);
        lex.classes.of(lemma, |k| before.filter(|_| k == 0)) | lex.classes.by_kind(lemma)
    };
    let persons = lex.classes.people() & !lex.classes.bit("body") & !lex.classes.bit("party");
    let several = people.ends_with('s') || matches!(people, "police" | "people" | "men" | "women");
    // "In the village police post", "In Bari police custody": the people belong to what stands behind them.
    let things = ["site", "building", "custody", "body", "place", "event", "government_building", "vehicle"];
    let owned = things.iter().any(|class| mask(behind, Some(people)) & lex.classes.bit(class) != 0)
        || behind.starts_with(['\'', '’', '-']);
    (next > from && several && mask(people, None) & persons != 0 && !owned).then_some(next)
}

/// Takes the comma out of the tree; whatever hangs on it hangs on its head.
pub fn rejoin(sentence: &mut Sentence, comma: usize) {
    let above = sentence.tokens[comma].head;
    for token in &mut sentence.tokens {
        if token.head == Some(comma) {
            token.head = above;
        }
    }
    sentence.tokens.remove(comma);
    for token in &mut sentence.tokens {
        token.head = token.head.map(|h| if h > comma { h - 1 } else { h });
    }
    for (a, b, _) in &mut sentence.entities {
        *a -= usize::from(*a > comma);
        *b -= usize::from(*b > comma);
    }
    sentence.entities.retain(|(a, b, _)| a < b);
}

/// Words with which a phrase of time can begin a sentence.
fn opens_time(word: &str) -> bool {
    matches!(
        word,
        "On" | "In"
            | "By"
            | "At"
            | "Since"
            | "From"
            | "Around"
            | "About"
            | "Before"
            | "After"
            | "Until"
            | "During"
            | "Towards"
            | "Toward"
            | "Between"
            | "Throughout"
            | "Within"
            | "Over"
    )
}
