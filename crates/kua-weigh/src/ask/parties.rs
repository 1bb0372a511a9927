//! The parties of a question against those of a claim: who acts, whom it hits, who speaks, what is counted.
//!
//! In: a claim, the question's phrases. Out: whether they are met, left open or contradicted. Names must be the same
//! words; a pronoun that the text does not resolve leaves the party open. Not here: places, times, topics (`fit`).

use super::context;
use super::context::stems_of;
use super::fit::claim_stems;
use super::fit::{Asking, Met};
use super::lexicon::ENGLISH;
use super::query::{Phrase, Want};
use super::tokens::{Word, words};
use crate::party;
use kua_record::{Claim, Mention, Polarity};

impl<'a> Asking<'_, 'a> {
    /// Subject, object, agent, label, speaker, counted.
    pub fn parties(&self, claim: &'a Claim, as_content: bool) -> Met {
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
