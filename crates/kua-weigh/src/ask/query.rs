//! What a question asks, in the terms of the nine questions.
//!
//! A plain record between `grammar`, which fills it, and `fit`, which holds claims against it.

use super::dates::Asked;
use super::lexicon::ENGLISH;
use super::tokens::Word;

/// Which part of a claim is the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// The one who acts.
    Who,
    /// The one acted on.
    Whom,
    /// What somebody is called.
    Label,
    /// The time.
    When,
    /// The place, or the origin.
    Where,
    /// Reasons.
    Why,
    /// A figure.
    HowMany,
    /// Whether it is so.
    YesNo,
    /// The statement itself.
    Statement,
}

/// A noun phrase of the question, without small words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Its words, in order.
    pub words: Vec<Word>,
    /// How many of the words, from the first, stand before "of", "with" or the like: the head is the last of these.
    pub head: usize,
    /// The phrase as the question has it, without what stands before its first word.
    pub shown: String,
}

impl Phrase {
    /// The word that says what kind of thing it is.
    pub fn head(&self) -> Option<&Word> {
        self.words.get(self.head.checked_sub(1)?).or(self.words.last())
    }

    /// Names: words with a capital that are no titles and no names of classes ("Police").
    pub fn names(&self) -> Vec<&Word> {
        self.words.iter().filter(|w| w.capital && !ENGLISH.is("title", w)).collect()
    }

    /// Words that must be met: all, but no titles beside a name.
    pub fn needed(&self) -> Vec<&Word> {
        let named = !self.names().is_empty();
        self.words.iter().filter(|w| !(named && ENGLISH.is("title", w))).collect()
    }

    /// Whether it stands for anybody: "anyone", "people".
    pub fn is_anybody(&self) -> bool {
        self.words.iter().all(|w| ENGLISH.is_in_class("people", w))
    }

    /// The stems of its words.
    pub fn stems(&self) -> Vec<String> {
        self.words.iter().map(|w| w.stem.clone()).collect()
    }

    /// Its words as written, a space or hyphen between.
    pub fn text(&self) -> String {
        joined(&self.words)
    }
}

/// Words as written, a space or hyphen between.
pub fn joined(words: &[Word]) -> String {
    let mut out = String::new();
    for word in words {
        if !out.is_empty() {
            out.push(if word.hyphen { '-' } else { ' ' });
        }
        out.push_str(&word.text);
    }
    out
}

/// A question, taken apart.
#[derive(Debug, Clone)]
pub struct Query {
    /// Which part of a claim answers.
    pub want: Want,
    /// Numbers of the chosen predicates in the lexicon; none means any act.
    pub predicates: Vec<usize>,
    /// Numbers of predicates that stand beside them (nouns, means); their `text` is asked for.
    pub beside: Vec<usize>,
    /// Who acts, in the question's own sentence; the one acted on if `passive`.
    pub subject: Option<Phrase>,
    /// The one acted on.
    pub object: Option<Phrase>,
    /// After "by".
    pub agent: Option<Phrase>,
    /// After "how many": what is counted.
    pub counted: Option<Phrase>,
    /// What somebody is called.
    pub label: Option<Phrase>,
    /// Who speaks.
    pub speaker: Option<Phrase>,
    /// "What is said of X": X must take part in the claim.
    pub about: Option<Phrase>,
    /// Places.
    pub places: Vec<Phrase>,
    /// Other words that a claim must have.
    pub topics: Vec<Phrase>,
    /// Days.
    pub times: Vec<Asked>,
    /// Whether the subject is the one acted on.
    pub passive: bool,
    /// Whether the question is about what somebody denies, or adds "and who denies it".
    pub denied: bool,
    /// Whether only denials are asked for.
    pub denials_only: bool,
    /// Whether it asks for what was done, not for what is planned.
    pub past: bool,
    /// Whether it asks for an earlier wave.
    pub earlier: bool,
    /// Whether it asks how something came about: injuries then belong to a death.
    pub how: bool,
    /// Words that no list knows and that were left out of the search.
    pub left_out: Vec<String>,
}

impl Query {
    /// A question about nothing yet.
    pub fn new(want: Want) -> Self {
        Self {
            want,
            predicates: Vec::new(),
            beside: Vec::new(),
            subject: None,
            object: None,
            agent: None,
            counted: None,
            label: None,
            speaker: None,
            about: None,
            places: Vec::new(),
            topics: Vec::new(),
            times: Vec::new(),
            passive: false,
            denied: false,
            denials_only: false,
            past: false,
            earlier: false,
            how: false,
            left_out: Vec::new(),
        }
    }

    /// Whether a chosen predicate asks for the code.
    pub fn asks_for(&self, code: &str) -> bool {
        self.predicates.iter().any(|&p| ENGLISH.predicates[p].acts.iter().any(|a| a == code))
    }

    /// Whether a property holds for one of the chosen predicates.
    pub fn any(&self, property: impl Fn(&super::lexicon::Predicate) -> bool) -> bool {
        self.predicates.iter().any(|&p| property(&ENGLISH.predicates[p]))
    }

    /// Whether nobody and nothing is named that takes part.
    pub fn names_no_party(&self) -> bool {
        let parties = [&self.subject, &self.object, &self.agent, &self.about, &self.speaker, &self.counted];
        parties.into_iter().all(Option::is_none)
    }

    /// Whether it names nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.predicates.is_empty()
            && self.subject.is_none()
            && self.object.is_none()
            && self.about.is_none()
            && self.speaker.is_none()
            && self.places.is_empty()
            && self.topics.is_empty()
            && self.times.is_empty()
    }
}
