//! Documents and claims, indexed once for all views.
//!
//! In: `&[Document]`, `&[Claim]`. Out: a [`Record`]; views address a claim by its place in the slice ([`Ix`]).
//! Also here: which words of one document stand for one group ("the rear column was composed of apprentices" makes
//! the two names one group *in that document*). Not here: any joining of groups across documents.

use crate::party;
use crate::place::{PlaceOf, places_of};
use crate::source::Source;
use crate::time::TimeSpan;
use kua_record::{Claim, Document, Mention, Polarity, Reality};
use std::collections::BTreeMap;

/// A claim's place in the slice the record was made from, counted from 0.
pub type Ix = usize;

/// Documents and claims with what every view needs of them.
pub struct Record<'a> {
    /// The documents, as given.
    pub docs: &'a [Document],
    /// The claims, as given.
    pub claims: &'a [Claim],
    /// `times[i]` is when claim `i` was, if anything says so.
    pub times: Vec<Option<TimeSpan>>,
    /// `places[i]` is where claim `i` was; empty if nothing says so.
    pub places: Vec<Vec<PlaceOf>>,
    /// `sources[i]` is according to whom claim `i` is.
    pub sources: Vec<Source>,
    doc_of: BTreeMap<&'a str, usize>,
    aliases: BTreeMap<(&'a str, String), String>,
}

/// A party under which statements are gathered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// Groups and sorts.
    pub key: String,
    /// The words shown: the mention as written, or what it refers to.
    pub name: String,
}

impl<'a> Record<'a> {
    /// Indexes the claims; nothing is dropped.
    pub fn new(docs: &'a [Document], claims: &'a [Claim]) -> Self {
        Self {
            docs,
            claims,
            times: claims.iter().map(TimeSpan::of).collect(),
            places: claims.iter().map(places_of).collect(),
            sources: claims.iter().map(Source::of).collect(),
            doc_of: docs.iter().enumerate().map(|(i, d)| (d.name.as_str(), i)).collect(),
            aliases: aliases(claims),
        }
    }

    /// The document of that name.
    pub fn doc(&self, name: &str) -> Option<&'a Document> {
        self.doc_of.get(name).and_then(|&i| self.docs.get(i))
    }

    /// Whether claim `ix` is plainly said to have happened: affirmed and actual.
    pub fn is_plain(&self, ix: Ix) -> bool {
        self.claims.get(ix).is_some_and(|c| c.polarity == Polarity::Affirmed && c.reality == Reality::Actual)
    }

    /// The parties of some mentions of a claim, each once, without those that stand for nobody.
    pub fn parties(&self, doc: &'a str, mentions: &[Mention]) -> Vec<Party> {
        let mut out: Vec<Party> = Vec::new();
        for mention in mentions {
            let words = party::words(mention);
            if party::is_nobody(words) {
                continue;
            }
            let own = local_key(doc, words);
            let key = self.aliases.get(&(doc, own.clone())).cloned().unwrap_or(own);
            if out.iter().all(|p| p.key != key) {
                out.push(Party { key, name: words.to_owned() });
            }
        }
        out
    }

    /// Sorts claim numbers by time, then as the documents run.
    pub fn sort_by_time(&self, list: &mut [Ix]) {
        list.sort_by(|&a, &b| {
            let order = |i: Ix| {
                let time = self.times.get(i).and_then(|t| t.as_ref()).map(TimeSpan::order);
                (time.is_none(), time)
            };
            order(a).cmp(&order(b)).then_with(|| self.text_order(a).cmp(&self.text_order(b)))
        });
    }

    /// Document name, start, number in the slice: the order of the texts.
    pub fn text_order(&self, ix: Ix) -> (&'a str, usize, Ix) {
        self.claims.get(ix).map_or(("", 0, ix), |c| (c.doc.as_str(), c.start, ix))
    }
}

/// The key of some words in a document; bound to the document where they mean nothing outside it.
fn local_key(doc: &str, words: &str) -> String {
    let key = party::key(words);
    if party::is_local(words) { format!("{key}|{doc}") } else { key }
}

/// Names that one document equates: "the last group was the dockers". Only where a reference ("the
/// last group") is said, without hedge or share, to be one other thing.
fn aliases(claims: &[Claim]) -> BTreeMap<(&str, String), String> {
    let mut map: BTreeMap<(&str, String), String> = BTreeMap::new();
    for claim in claims {
        let ([who], [whom]) = (claim.who.as_slice(), claim.whom.as_slice()) else { continue };
        let plain = claim.act.as_str() == "be.kind"
            && claim.polarity == Polarity::Affirmed
            && claim.reality == Reality::Actual
            && claim.count.is_none()
            && claim.sure.is_none();
        let words = party::words(who);
        if !plain || !party::is_local(words) || party::is_pronoun(words) || party::is_local(&whom.text) {
            continue;
        }
        let doc = claim.doc.as_str();
        let group = local_key(doc, words);
        map.entry((doc, local_key(doc, &whom.text))).or_insert(group);
    }
    map
}
