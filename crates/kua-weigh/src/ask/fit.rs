//! Holds claims against a question.
//!
//! In: a [`Query`], a [`Context`]. Out: for each claim whether it answers, and if not, what was missing.
//! Every part of the question must be met by the claim's words, or be left open by the claim and be lent by its
//! document; a claim that leaves open whom it concerns answers only if something of its own fits.

use super::context::{self, Context, overlaps, place_words, stems_of};
use super::dates::Days;
use super::lexicon::ENGLISH;
use super::query::{Phrase, Query, Want};
use super::tokens::{Word, fold, words};
use crate::party;
use crate::record::Ix;
use crate::time::Given;
use kua_record::{Claim, Mention, Polarity, Reality};

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
enum Met {
    /// By words of the claim.
    Yes,
    /// The claim leaves it open.
    Open,
    /// The claim says something else.
    No,
}

/// Questions against claims.
pub struct Asking<'c, 'a> {
    query: &'c Query,
    context: &'c Context<'a>,
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
        let words = self.words(claim);
        let place = self.place(ix, claim);
        let time = self.time(ix, claim);
        if [parties, words, place, time].contains(&Met::No) {
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

    /// Subject, object, agent, label, speaker, counted.
    fn parties(&self, claim: &'a Claim, as_content: bool) -> Met {
        let query = self.query;
        let code = claim.act.as_str();
        let mut met: Vec<Met> = Vec::new();
        if let Some(about) = &query.about {
            let all = claim.who.iter().chain(&claim.whom);
            met.push(if self.any(claim, all, about) { Met::Yes } else { Met::No });
        }
        if let Some(speaker) = &query.speaker {
            let says = claim.says.iter().any(|s| named(speaker, &stems_of(&s.text)));
            let acts = code.starts_with("say.") && self.any(claim, claim.who.iter(), speaker);
            met.push(if says || acts { Met::Yes } else { Met::No });
        }
        if as_content {
            // The content stands in `whom`; the parties of the question are words in it.
            let text: Vec<String> = claim.whom.iter().flat_map(|m| self.context.known_as(claim, m)).collect();
            let pronoun = text.iter().any(|s| party::is_pronoun(s) && s != "that" && s != "it");
            for phrase in [&query.subject, &query.object, &query.agent, &query.counted].into_iter().flatten()
            {
                let police = phrase.head().is_some_and(|w| ENGLISH.is_in_class("police", w));
                met.push(match phrase.is_anybody() || self.words_in(phrase, &text) {
                    true => Met::Yes,
                    false if police || pronoun => Met::Open,
                    false => Met::No,
                });
            }
            return worst(&met);
        }
        let swap = query.any(|p| p.swap.iter().any(|c| c == code));
        let harm = query.any(|p| p.patient);
        let family = claim.act.family();
        let group = matches!(family, "be" | "turn" | "gather" | "tie" | "why");
        let subject_is_whom = if swap { !query.passive } else { !group && (query.passive || harm) };
        let [subject, object] =
            if subject_is_whom { [&claim.whom, &claim.who] } else { [&claim.who, &claim.whom] };
        // What a cause brought about stands in `who`.
        let object =
            if matches!(family, "why" | "turn") && query.any(|p| p.reason) { &claim.who } else { object };
        let object = if harm && subject_is_whom && !query.passive { &claim.whom } else { object };
        for (phrase, slot) in [(&query.subject, subject), (&query.object, object), (&query.agent, object)] {
            if let Some(phrase) = phrase {
                met.push(self.slot(claim, slot, phrase));
            }
        }
        if let Some(label) = &query.label {
            let text: Vec<String> = claim.why.iter().flat_map(|r| stems_of(&r.text)).collect();
            met.push(if self.words_in(label, &text) { Met::Yes } else { Met::No });
        }
        if let Some(counted) = &query.counted {
            met.push(self.counted(claim, subject, counted));
        }
        // Where no act is asked for, the parties are all there is to go by.
        if query.predicates.is_empty() && met.contains(&Met::Open) {
            return Met::No;
        }
        worst(&met)
    }

    /// A party of the question against a slot.
    fn slot(&self, claim: &'a Claim, slot: &'a [Mention], phrase: &Phrase) -> Met {
        let head = |class: &str| phrase.head().is_some_and(|w| ENGLISH.is_in_class(class, w));
        if slot.is_empty() {
            let implied = match claim.act.family() {
                "police" | "law" | "force" => head("police"),
                "gather" | "crowd" => head("crowd"),
                "why" | "turn" => head("event"),
                _ => false,
            };
            let elided = || {
                self.context
                    .follows(claim, |before| self.any(before, before.who.iter().chain(&before.whom), phrase))
            };
            let implied = implied && phrase.names().is_empty();
            return if implied || phrase.is_anybody() || elided() { Met::Yes } else { Met::Open };
        }
        if self.any(claim, slot.iter(), phrase) {
            return Met::Yes;
        }
        if slot.iter().all(|m| party::is_nobody(&m.text)) {
            // "Nobody bought us" is about every buyer; "nothing was taken" only about what was spoken of before.
            let anybody = slot.iter().all(|m| m.text.split_whitespace().count() <= 2);
            if anybody
                && claim.polarity == Polarity::Negated
                && !self.query.predicates.is_empty()
                && !slot.iter().any(|m| m.text.to_lowercase().starts_with("nothing"))
            {
                return Met::Yes;
            }
            let same = self
                .context
                .follows(claim, |before| self.any(before, before.whom.iter().chain(&before.who), phrase));
            return if same { Met::Yes } else { Met::No };
        }
        let unresolved = slot.iter().any(|m| m.is.is_none() && party::is_pronoun(&m.text));
        if unresolved { Met::Open } else { Met::No }
    }

    /// The noun after "how many" or "which".
    fn counted(&self, claim: &'a Claim, slot: &'a [Mention], counted: &Phrase) -> Met {
        if self.query.want != Want::HowMany {
            if !counted.is_anybody() {
                return self.slot(claim, slot, counted);
            }
            // "Which groups": a bare "600 people" names none.
            let named =
                claim.who.iter().chain(&claim.whom).any(|m| !is_bare(&context::stems(m), party::words(m)));
            return if named { Met::Yes } else { Met::No };
        }
        let of = claim.count.as_ref().and_then(|c| c.of.as_deref()).map(stems_of).unwrap_or_default();
        let whole = matches!(claim.act.family(), "be" | "gather" | "tie");
        if counted.is_anybody() {
            // Those on the other side and those who join are not the crowd asked for.
            let other =
                matches!(claim.act.as_str(), "gather.counter" | "gather.loyal" | "tie.ally" | "be.part");
            if other && self.query.any(|p| p.id == "present" || p.id == "size") {
                return Met::No;
            }
            // A part of a crowd ("45 miners", "two coaches") is not its size.
            let noun = claim.count.as_ref().and_then(|c| c.of.as_deref()).map(words).unwrap_or_default();
            let persons = |w: &Word| {
                ["people", "crowd"].iter().any(|class| ENGLISH.is_in_class(class, w))
                    || party::is_pronoun(&w.low)
            };
            let crowd = noun.is_empty() || noun.iter().any(|w| persons(w) && !ENGLISH.is_form_of("whole", w));
            return if whole && !crowd { Met::No } else { Met::Yes };
        }
        let mut text = of;
        text.extend(slot.iter().flat_map(|m| self.context.known_as(claim, m)));
        if text.is_empty() {
            let elided = self.context.follows(claim, |before| {
                let words: Vec<String> =
                    before.whom.iter().chain(&before.who).flat_map(context::stems).collect();
                self.words_in(counted, &words)
            });
            return if elided { Met::Yes } else { Met::Open };
        }
        if self.words_in(counted, &text) { Met::Yes } else { Met::No }
    }

    /// Whether one of the mentions is the party.
    fn any(&self, claim: &'a Claim, mut slot: impl Iterator<Item = &'a Mention>, phrase: &Phrase) -> bool {
        slot.any(|m| {
            let known = self.context.known_as(claim, m);
            named(phrase, &known)
                || (self.head_in(phrase, &known) && self.words_in(phrase, &self.all_words(claim, known)))
        })
    }

    fn head_in(&self, phrase: &Phrase, known: &[String]) -> bool {
        phrase.is_anybody() || phrase.head().is_some_and(|h| ENGLISH.meets(h, known))
    }

    /// Whether all words of the phrase, or words that may stand for them, are there.
    fn words_in(&self, phrase: &Phrase, known: &[String]) -> bool {
        phrase.is_anybody() || phrase.needed().into_iter().all(|w| ENGLISH.meets(w, known))
    }

    /// A mention's words with those of the rest of the claim.
    fn all_words(&self, claim: &Claim, mut known: Vec<String>) -> Vec<String> {
        known.extend(claim_stems(claim));
        known
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
        for topic in &self.query.topics {
            let general = |w: &Word| ENGLISH.is_in_class("unrest", w) || ENGLISH.is_in_class("event", w);
            for word in topic.needed() {
                if ENGLISH.meets(word, &own) || ENGLISH.is_act_of(word, claim.act.as_str(), &own) {
                    met = Met::Yes;
                } else if !general(word) {
                    return Met::No;
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

/// One part that contradicts is enough to fail; one that fits is enough to let open ones pass.
fn worst(met: &[Met]) -> Met {
    let pick = |m: Met| met.contains(&m).then_some(m);
    pick(Met::No).or(pick(Met::Yes)).unwrap_or(if met.is_empty() { Met::Yes } else { Met::Open })
}

/// Whether a mention says no more than "people" and how many.
fn is_bare(stems: &[String], text: &str) -> bool {
    let small = |w: &Word| {
        ENGLISH.is("stop", w) || ENGLISH.is("prep", w) || ENGLISH.is("aux", w) || w.low.parse::<u64>().is_ok()
    };
    let bare = |w: &Word| small(w) || ENGLISH.is_in_class("people", w) || ENGLISH.is_in_class("crowd", w);
    stems.is_empty() || words(text).iter().all(bare)
}

/// Whether the phrase's names are those of a mention: all of the one are among the other.
fn named(phrase: &Phrase, known: &[String]) -> bool {
    let names = phrase.names();
    !names.is_empty() && names.len() == phrase.needed().len() && names.iter().all(|w| known.contains(&w.stem))
}

/// The words of a claim: its quote and what its slots refer to.
fn claim_stems(claim: &Claim) -> Vec<String> {
    let mut out = stems_of(&claim.quote);
    for mention in claim.who.iter().chain(&claim.whom) {
        out.extend(context::stems(mention));
    }
    out.extend(claim.why.iter().flat_map(|r| stems_of(&r.text)));
    out.extend(claim.r#where.iter().flat_map(place_words));
    out
}
