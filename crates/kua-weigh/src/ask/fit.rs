//! Holds claims against a question.
//!
//! In: a [`Query`], a [`Context`]. Out: for each claim whether it answers, and if not, what was missing.
//! Every part of the question must be met by the claim's words, or be left open by the claim and be lent by its
//! document; a claim that leaves open whom it concerns answers only if something of its own fits.

use super::context::{self, Context, overlaps, place_words, stems_of};
use super::dates::Days;
use super::lexicon::ENGLISH;
use super::query::{Query, Want};
use super::tokens::fold;
use crate::record::Ix;
use crate::time::Given;
use kua_record::{Claim, Polarity, Reality};

/// How a claim stands to the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It answers.
    Answers,
    /// It speaks of something planned or supposed where the question is about what was done.
    NotDone,
    /// It is about it, but has not what is asked for (a reason, a day).
    Silent,
    /// It is about the act, elsewhere or at another time or with others.
    Other,
    /// It is about something else.
    No,
}

/// Whether a part of the question is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// By words of the claim.
    Yes,
    /// The claim leaves it open.
    Open,
    /// The claim says something else.
    No,
}

/// Questions against claims.
pub struct Asking<'c, 'a> {
    pub(super) query: &'c Query,
    pub(super) context: &'c Context<'a>,
    days: Vec<Days>,
}

impl<'c, 'a> Asking<'c, 'a> {
    /// For one question.
    pub fn new(query: &'c Query, context: &'c Context<'a>) -> Self {
        let days = query.times.iter().flat_map(|t| t.intervals(&context.anchors)).collect();
        Self { query, context, days }
    }

    /// How the claim stands to the question.
    pub fn fit(&self, ix: Ix) -> Fit {
        let Some(claim) = self.context.record.claims.get(ix) else { return Fit::No };
        let Some(as_content) = self.is_of_the_act(claim) else { return Fit::No };
        let parties = self.parties(claim, as_content);
        if parties == Met::No {
            return Fit::Other;
        }
        let words = self.words(claim);
        let time = self.time(ix, claim);
        if [words, time].contains(&Met::No) {
            return Fit::Other;
        }
        let place = self.place(ix, claim);
        if place == Met::No {
            return Fit::Other;
        }
        // "What happened in Osk?": what the document lends is not enough.
        let (query, days) = (self.query, &self.query.times);
        let lent =
            (!query.places.is_empty() && place == Met::Open) || (!days.is_empty() && time == Met::Open);
        if query.predicates.is_empty() && query.names_no_party() && query.topics.is_empty() && lent {
            return Fit::Other;
        }
        let own = [parties, words].contains(&Met::Yes);
        if parties == Met::Open && words != Met::Yes && !own {
            return Fit::Other;
        }
        if self.query.past && matches!(claim.reality, Reality::Future | Reality::Hypothetical) {
            return Fit::NotDone;
        }
        if self.has_answer(claim, as_content) { Fit::Answers } else { Fit::Silent }
    }

    /// `Some(false)` for a claim with an act asked for, `Some(true)` for one that denies or admits such an act.
    fn is_of_the_act(&self, claim: &Claim) -> Option<bool> {
        let query = self.query;
        let code = claim.act.as_str();
        let earlier = claim.reality == Reality::Historical && !query.earlier;
        if earlier && query.past && !query.predicates.is_empty() {
            return None;
        }
        let speaks_of = || {
            let text: Vec<String> = claim
                .whom
                .iter()
                .flat_map(context::stems)
                .chain(claim.count.iter().flat_map(|c| c.of.as_deref()).flat_map(stems_of))
                .collect();
            let chosen = query.predicates.iter().chain(&query.beside);
            chosen.map(|&p| &ENGLISH.predicates[p]).any(|p| {
                p.is_named_in(&text) || p.text.iter().any(|t| text.iter().any(|s| s.starts_with(t.as_str())))
            })
        };
        if query.denials_only {
            let denies = code == "say.deny" && speaks_of();
            let negated = query.asks_for(code) && claim.polarity == Polarity::Negated;
            let beside = query.beside.iter().any(|&p| ENGLISH.predicates[p].acts.iter().any(|a| a == code));
            return (denies || negated || beside && claim.polarity == Polarity::Negated).then_some(denies);
        }
        if query.predicates.is_empty() || query.asks_for(code) {
            return Some(false);
        }
        if query.how && query.asks_for("harm.killed") && code == "harm.injured" {
            return Some(false);
        }
        let content = query.any(|p| p.content) && matches!(code, "say.deny" | "say.admit");
        let figure = query.want == Want::HowMany && code == "say.deny" && claim.count.is_some();
        let denied = query.denied && code == "say.deny";
        ((content || figure || denied) && speaks_of()).then_some(true)
    }

    /// Topics, and the words that the predicates ask for ("gas").
    fn words(&self, claim: &Claim) -> Met {
        let own = claim_stems(claim);
        let mut met = Met::Open;
        let all = self.query.predicates.iter().chain(&self.query.beside);
        for predicate in all.map(|&p| &ENGLISH.predicates[p]).filter(|p| !p.text.is_empty()) {
            let folded = fold(&claim.quote);
            let found = predicate.text.iter().any(|t| {
                if t.contains(' ') {
                    folded.contains(t.as_str())
                } else {
                    own.iter().any(|s| s.starts_with(&super::tokens::stem(t)))
                }
            });
            if !found {
                return Met::No;
            }
            // "Tear gas" is something special to find, "fired" only the act itself.
            if !predicate.is_verb() {
                met = Met::Yes;
            }
        }
        for topic in self.query.topics.iter().filter(|t| !t.is_anybody()) {
            for word in topic.needed() {
                let general = ["unrest", "event"].iter().any(|class| ENGLISH.is_in_class(class, word));
                let found = ENGLISH.meets(word, &own) || ENGLISH.is_act_of(word, claim.act.as_str(), &own);
                match (found, general) {
                    (true, false) => met = Met::Yes,
                    (false, false) => return Met::No,
                    // "The unrest" is what the whole record is about.
                    (_, true) => {}
                }
            }
        }
        met
    }

    fn place(&self, ix: Ix, claim: &Claim) -> Met {
        let mut met = Met::Open;
        for place in &self.query.places {
            let needed = place.needed();
            let all = |words: &[String]| needed.iter().all(|w| words.contains(&w.stem));
            let at: Vec<String> = claim.r#where.iter().flat_map(place_words).collect();
            if all(&at) || all(&claim_stems(claim)) {
                met = Met::Yes;
                continue;
            }
            let town = context::is_town(&place.text());
            let rival = claim
                .r#where
                .iter()
                .any(|p| context::is_town(p.name.as_deref().or(p.is.as_deref()).unwrap_or(&p.text)));
            if rival && town {
                return Met::No;
            }
            let inferred =
                self.context.record.places.get(ix).into_iter().flatten().find(|p| p.given == Given::Inferred);
            let lent = inferred.is_some_and(|p| all(&stems_of(&p.label)))
                || (town && self.context.plays_in(ix, claim, &fold(&place.text())))
                || (!town && self.context.was_at(claim, &needed));
            if !lent {
                return Met::No;
            }
        }
        met
    }

    fn time(&self, ix: Ix, claim: &Claim) -> Met {
        if self.query.times.is_empty() {
            return Met::Open;
        }
        let span = self.context.record.times.get(ix).and_then(Option::as_ref);
        if let Some(span) = span {
            if self.days.iter().any(|d| overlaps(span, d)) {
                return Met::Yes;
            }
            if span.given == Given::Stated {
                return Met::No;
            }
        }
        if self.context.days_named(claim, &self.days) { Met::Open } else { Met::No }
    }

    /// Whether the slot asked for is filled.
    fn has_answer(&self, claim: &Claim, as_content: bool) -> bool {
        let code = claim.act.as_str();
        let figure = |claim: &Claim| {
            claim
                .count
                .as_ref()
                .is_some_and(|c| (c.low.is_some() || c.high.is_some()) && c.basis.as_deref() != Some("share"))
        };
        match self.query.want {
            Want::When => claim.when.as_ref().is_some_and(|w| w.from.is_some() || w.to.is_some()),
            Want::Where => !claim.r#where.is_empty() || code == "be.origin" && !claim.whom.is_empty(),
            Want::Why => !claim.why.is_empty(),
            Want::Label => !claim.why.is_empty(),
            Want::HowMany => figure(claim),
            Want::Who | Want::Whom if !as_content => !claim.who.is_empty() || !claim.whom.is_empty(),
            _ => true,
        }
    }
}

/// The words of a claim: its quote and what its slots refer to.
pub fn claim_stems(claim: &Claim) -> Vec<String> {
    let mut out = stems_of(&claim.quote);
    for mention in claim.who.iter().chain(&claim.whom) {
        out.extend(context::stems(mention));
    }
    out.extend(claim.why.iter().flat_map(|r| stems_of(&r.text)));
    out.extend(claim.r#where.iter().flat_map(place_words));
    out
}
