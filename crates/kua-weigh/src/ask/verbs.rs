//! Which words of a clause ask for acts, and which of them is the one that the clause is about.
//!
//! In: the words of a clause. Out: predicates of the lexicon in their places, as verb or noun. Not here: parties.

use super::lexicon::ENGLISH;
use super::tokens::Word;

/// Words after which a noun comes.
pub const DETERMINERS: [&str; 12] =
    ["the", "a", "an", "any", "this", "that", "no", "its", "their", "his", "her", "our"];

/// The small form of a word; empty behind the end.
pub fn low(words: &[Word], i: usize) -> &str {
    words.get(i).map_or("", |w| w.low.as_str())
}

/// A predicate found in the clause.
#[derive(Clone)]
pub struct Found {
    /// Place of its first word.
    pub at: usize,
    /// Number of words.
    pub len: usize,
    /// Numbers in the lexicon.
    pub ids: Vec<usize>,
    /// Whether it is a verb here.
    pub verb: bool,
}

/// Predicates of the clause in order, none inside another.
pub fn predicates(words: &[Word]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let mut ids = ENGLISH.predicates_at(words, i);
        let Some(len) = ids.first().map(|f| f.1) else {
            i += 1;
            continue;
        };
        // "want to strike", "plan to march": the verb that follows counts.
        let helper = len == 1
            && low(words, i + 1) == "to"
            && (ENGLISH.is("planned", &words[i]) || ENGLISH.is("light", &words[i]));
        // "Valley First", "Strike Street": a name is no predicate.
        let name = words[i].capital && i > 0;
        if helper || name {
            i += len;
            continue;
        }
        let before = i.checked_sub(1).map_or("", |k| low(words, k));
        let adjective = i >= 2
            && DETERMINERS.contains(&low(words, i - 2))
            && !ENGLISH.is("aux", &words[i - 1])
            && next_is_verb(words, i + len);
        let noun_place = DETERMINERS.contains(&before)
            || matches!(before, "of" | "by" | "for" | "at" | "during" | "with" | "over" | "after")
            || adjective;
        let second = out.iter().any(|f| f.verb);
        let verbs = ids.iter().filter(|f| ENGLISH.predicates[f.0].is_verb()).count();
        let nouns = ids.len() - verbs;
        let verb = verbs > 0 && !(noun_place && (nouns > 0 || second || next_is_verb(words, i + len)));
        if verbs > 0 && nouns > 0 {
            ids.retain(|f| ENGLISH.predicates[f.0].is_verb() == verb);
        }
        out.push(Found { at: i, len, ids: ids.into_iter().map(|f| f.0).collect(), verb });
        i += len;
    }
    out
}

/// Whether a verb of the lexicon stands somewhere from `from` on.
fn next_is_verb(words: &[Word], from: usize) -> bool {
    (from..words.len())
        .any(|i| ENGLISH.predicates_at(words, i).iter().any(|&(p, _)| ENGLISH.predicates[p].is_verb()))
}

/// Whether the predicates only name a gathering ("the march").
pub fn names_gathering(ids: &[usize]) -> bool {
    ids.iter().all(|&p| {
        !ENGLISH.predicates[p].is_verb()
            && ENGLISH.predicates[p].acts.iter().all(|a| a.starts_with("gather."))
    })
}

/// The verb that the clause is about: a verb of saying, or the last verb; else its nouns.
pub fn choose(words: &[Word], found: &[Found]) -> Option<usize> {
    // "Hold a vigil", "was a vigil held": the noun counts; not in "held at the vigil".
    let beside = |f: &Found, n: &Found| {
        let (from, to) = (f.at.min(n.at), f.at.max(n.at));
        !words[from..to].iter().any(|w| ENGLISH.is("prep", w))
    };
    let light = |f: &Found| {
        ENGLISH.is_form_of("light", &words[f.at]) && found.iter().any(|n| !n.verb && beside(f, n))
    };
    let found: Vec<Found> = found.iter().map(|f| Found { verb: f.verb && !light(f), ..f.clone() }).collect();
    let says = |f: &Found| {
        f.verb && f.ids.iter().any(|&p| ENGLISH.predicates[p].acts.iter().all(|a| a.starts_with("say.")))
    };
    found.iter().position(says).or_else(|| found.iter().rposition(|f| f.verb))
}
