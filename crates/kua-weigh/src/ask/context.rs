//! What a document lends to a claim that does not say it: who "we" are, where and on which days its story plays.
//!
//! In: documents and claims. Out: [`Context`]. A document's place is the name it mentions most, or the one mentioned
//! last before the claim; its days are those of the claims before, or days its text names. These are guesses about
//! the setting: they let a claim into an answer, they are never written into one.

use super::tokens::{fold, words};
use crate::party;
use crate::record::{Ix, Record};
use crate::time::TimeSpan;
use jiff::civil::Date;
use kua_record::{Claim, Mention, Place, Polarity, Reality};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of one document.
#[derive(Default)]
struct Setting {
    /// Its claims.
    claims: Vec<Ix>,
    /// Its folded text and how often the most frequent of all places stands in it; made when first asked for.
    text: OnceCell<(String, usize)>,
}

/// What documents lend to their claims.
pub struct Context<'a> {
    /// The indexed claims.
    pub record: Record<'a>,
    /// Days of the documents, for dates without a year.
    pub anchors: Vec<Date>,
    settings: BTreeMap<&'a str, Setting>,
    /// Towns and countries in which claims are set, folded.
    places: BTreeSet<String>,
    traits: BTreeMap<(&'a str, String), Vec<String>>,
    groups: BTreeMap<(&'a str, String), Vec<String>>,
}

impl<'a> Context<'a> {
    /// Gathers it once for a question.
    pub fn new(record: Record<'a>) -> Self {
        let mut anchors: Vec<Date> = record.docs.iter().filter_map(kua_record::Document::anchor).collect();
        if anchors.is_empty() {
            anchors = record.times.iter().flatten().filter_map(|t| t.days().1.or(t.days().0)).collect();
        }
        anchors.sort_unstable();
        anchors.dedup();
        let mut settings: BTreeMap<&str, Setting> = BTreeMap::new();
        let mut places = BTreeSet::new();
        let mut traits: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
        let mut groups: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
        for (ix, claim) in record.claims.iter().enumerate() {
            let doc = claim.doc.as_str();
            settings.entry(doc).or_default().claims.push(ix);
            for place in &claim.r#where {
                let name = place.name.as_deref().or(place.is.as_deref()).unwrap_or(&place.text);
                if is_town(name) {
                    places.insert(fold(name));
                }
            }
            let plain = claim.polarity == Polarity::Affirmed && claim.reality == Reality::Actual;
            if plain && matches!(claim.act.as_str(), "be.kind" | "tie.lead" | "tie.member") {
                let of: Vec<String> = claim.whom.iter().flat_map(stems).collect();
                let map = if claim.act.as_str() == "be.kind" { &mut traits } else { &mut groups };
                for who in &claim.who {
                    map.entry((doc, party::key(party::words(who)))).or_default().extend(of.iter().cloned());
                }
            }
        }
        Self { record, anchors, settings, places, traits, groups }
    }

    /// The stems by which a mention is known in its document: its words, what it refers to, what it is said to be.
    pub fn known_as(&self, claim: &'a Claim, mention: &Mention) -> Vec<String> {
        let mut out = stems(mention);
        let key = (claim.doc.as_str(), party::key(party::words(mention)));
        out.extend(self.traits.get(&key).into_iter().flatten().cloned());
        if is_first_person(&mention.text) && mention.is.is_none() {
            out.extend(self.voice(claim));
        }
        out
    }

    /// The stems of the one who says "we": the speaker, the groups he leads, else the publisher of the text.
    pub fn voice(&self, claim: &'a Claim) -> Vec<String> {
        if let Some(speaker) = claim.says.last() {
            let mut out = stems_of(&speaker.text);
            let key = (claim.doc.as_str(), party::key(&speaker.text));
            out.extend(self.groups.get(&key).into_iter().flatten().cloned());
            return out;
        }
        let doc = self.record.doc(&claim.doc);
        doc.and_then(|d| d.outlet.as_deref().or(d.author.as_deref())).map(stems_of).unwrap_or_default()
    }

    /// Whether the document's story plays, at this claim, in the place of that folded name.
    pub fn plays_in(&self, ix: Ix, claim: &Claim, name: &str) -> bool {
        let Some(setting) = self.settings.get(claim.doc.as_str()) else { return false };
        let (text, most) = setting.text.get_or_init(|| {
            let text = self.record.doc(&claim.doc).map(|d| fold(&d.text)).unwrap_or_default();
            let most = self.places.iter().map(|p| times_in(&text, p)).max().unwrap_or(0);
            (text, most)
        });
        let own = times_in(text, name);
        if own == 0 {
            return false;
        }
        own >= *most || self.is_last_place(claim, name) || (own > 1 && self.same_days_in(ix, claim, name))
    }

    /// Whether another claim of the document is set there on the same days.
    fn same_days_in(&self, ix: Ix, claim: &Claim, name: &str) -> bool {
        let days_of = |i: usize| self.record.times.get(i).and_then(Option::as_ref).map(TimeSpan::days);
        let Some((from, to)) = days_of(ix) else { return false };
        let touches = |other: (Option<Date>, Option<Date>)| {
            let ends = [other.0, other.1].into_iter().flatten();
            ends.into_iter().any(|d| Some(d) == from || Some(d) == to)
        };
        self.of_doc(claim).any(|i| {
            let places = &self.record.claims[i].r#where;
            let here = |p: &Place| fold(p.name.as_deref().or(p.is.as_deref()).unwrap_or(&p.text)) == name;
            places.iter().any(here) && days_of(i).is_some_and(touches)
        })
    }

    /// The claims of a claim's document.
    fn of_doc(&self, claim: &Claim) -> impl Iterator<Item = Ix> + '_ {
        self.settings.get(claim.doc.as_str()).into_iter().flat_map(|s| s.claims.iter().copied())
    }

    /// Whether of the document's places this is the one named last before the claim in its paragraph.
    fn is_last_place(&self, claim: &Claim, name: &str) -> bool {
        let before = self.record.doc(&claim.doc).and_then(|d| d.text.get(..claim.end)).unwrap_or("");
        let paragraph = fold(before.rsplit("\n\n").next().unwrap_or(before));
        let Some(own) = paragraph.rfind(name) else { return false };
        self.places
            .iter()
            .filter(|p| *p != name)
            .all(|p| paragraph.rfind(p.as_str()).is_none_or(|at| at < own))
    }

    /// Whether an earlier claim of the document is set at all these words.
    pub fn was_at(&self, claim: &Claim, needed: &[&super::tokens::Word]) -> bool {
        self.of_doc(claim).map(|i| &self.record.claims[i]).filter(|c| c.start <= claim.start).any(|c| {
            let at: Vec<String> = c.r#where.iter().flat_map(place_words).collect();
            let hit: Vec<String> = c.who.iter().chain(&c.whom).flat_map(stems).collect();
            [at, hit].iter().any(|words| needed.iter().all(|w| words.contains(&w.stem)))
        })
    }

    /// Whether a claim before this one gives one of the days.
    pub fn days_named(&self, claim: &Claim, days: &[super::dates::Days]) -> bool {
        let doc = self.record.doc(&claim.doc);
        // What is published before a day cannot tell of it.
        let known = |d: &Date| doc.and_then(kua_record::Document::anchor).is_none_or(|a| a >= *d);
        let days: Vec<_> = days.iter().filter(|(from, _)| known(from)).collect();
        // "Since May", "until May" name no other day.
        let open = |t: &TimeSpan| t.throughout && (t.from.is_none() || t.to.is_none());
        self.of_doc(claim).filter(|&i| self.record.claims[i].start <= claim.start).any(|i| {
            let time = self.record.times.get(i).and_then(Option::as_ref);
            time.is_some_and(|t| !open(t) && days.iter().any(|d| overlaps(t, d)))
        })
    }

    /// Whether a claim of the same act and document stands shortly before and fulfils the condition.
    pub fn follows(&self, claim: &Claim, condition: impl Fn(&'a Claim) -> bool) -> bool {
        const NEAR: usize = 300;
        self.of_doc(claim)
            .map(|i| &self.record.claims[i])
            .any(|c| c.act == claim.act && c.end <= claim.start && claim.start - c.end < NEAR && condition(c))
    }
}

/// Whether an interval touches the days asked for and is not much longer than they are.
pub fn overlaps(span: &TimeSpan, days: &super::dates::Days) -> bool {
    const ROOM: i32 = 3;
    let (from, to) = span.days();
    let length = |a: Date, b: Date| a.until(b).map_or(0, |s| s.get_days());
    match (from, to) {
        (Some(f), Some(t)) => {
            f <= days.1 && t >= days.0 && length(f, t) <= length(days.0, days.1).saturating_add(ROOM)
        }
        (Some(f), None) => f <= days.1 && (span.throughout || f >= days.0),
        (None, Some(t)) => t >= days.0 && (span.throughout || t <= days.1),
        (None, None) => false,
    }
}

/// How often a name stands in a text, as whole words.
fn times_in(text: &str, name: &str) -> usize {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let whole =
        |at: usize| edge(text[..at].chars().next_back()) && edge(text[at + name.len()..].chars().next());
    text.match_indices(name).filter(|(at, _)| whole(*at)).count()
}

/// Stems of a mention and of what it refers to.
pub fn stems(mention: &Mention) -> Vec<String> {
    let mut out = stems_of(&mention.text);
    if let Some(is) = &mention.is {
        out.extend(stems_of(is));
    }
    out
}

/// Stems of a text.
pub fn stems_of(text: &str) -> Vec<String> {
    words(text).into_iter().map(|w| w.stem).collect()
}

/// Stems of a place: as written, what it refers to, its name.
pub fn place_words(place: &Place) -> Vec<String> {
    let names = [Some(place.text.as_str()), place.is.as_deref(), place.name.as_deref()];
    names.into_iter().flatten().flat_map(stems_of).collect()
}

/// "we", "us", "our people".
pub fn is_first_person(text: &str) -> bool {
    words(text).first().is_some_and(|w| matches!(w.low.as_str(), "we" | "us" | "our" | "i" | "me" | "my"))
}

/// Whether a place name is that of a town or country, not of a square or building.
pub fn is_town(name: &str) -> bool {
    let words = words(name);
    words.iter().any(|w| w.capital) && !words.iter().any(|w| super::lexicon::ENGLISH.is_form_of("site", w))
}
