//! Who did what to whom, whether or not the codebook has an act for it (`kua inspect roles`).
//!
//! In: a document and its sentences. Out: [`Deed`]s in text order: one a claim, then one for each other verb between
//! people, bodies or places. Not here: claims. A deed's target is the party that the act reaches, which can stand deep
//! in the sentence ("rejected a request of the *union*"); a claim's `whom` is what the sentence says it was done to.

mod class;

use crate::layers::plain_verb;
use crate::lexicon::{Lexicon, RoleKey};
use crate::phrase;
use crate::reader::Reader;
use crate::refer::noun_mask;
use crate::roles::{self, Roles};
use crate::tree::Tree;
use kua_record::act::plover_class;
use kua_record::{Act, Claim, Document, Mention, Span};
use kua_syntax::{EntityType, Sentence, Upos};
use smol_str::SmolStr;

/// Who did what to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// Who did it; parties joined by "and" are one span.
    pub source: Option<Span>,
    /// To or with whom.
    pub target: Option<Span>,
    /// The word that says it.
    pub event: Span,
    /// The act of the claim made of it; `None` where there is no claim.
    pub act: Option<Act>,
    /// Its PLOVER class: the codebook's for the act, else that of the verb by `lexicon/en/deeds.toml`.
    pub class: Option<SmolStr>,
}

impl Reader {
    /// One deed a claim, then one for each other verb between people, bodies or places; all in text order. `sentences` are
    /// those of [`Reader::syntax`] for the same text.
    pub fn deeds(&self, doc: &Document, sentences: &[Sentence]) -> Vec<Deed> {
        let reading = self.read_parsed(doc, sentences);
        let trees = &self.work(doc, sentences).trees;
        let told = reading.claims.iter().zip(&reading.traces);
        let mut out: Vec<Deed> = told.map(|(claim, trace)| self.claimed(trees, claim, trace.word)).collect();
        let claims = out.len();
        for tree in trees {
            for v in (0..tree.len()).filter(|&v| plain_verb(tree, v)) {
                if !told_by_claim(tree, &self.lex, v, &out[..claims]) {
                    out.extend(unclaimed(tree, &self.lex, v));
                }
            }
        }
        out.sort_by_key(|deed| deed.event.start);
        out
    }

    /// The deed of a claim; parties that its sentence names elsewhere fill its empty slots.
    fn claimed(&self, trees: &[Tree<'_>], claim: &Claim, word: Span) -> Deed {
        let mut deed = Deed {
            source: Mention::joined(&claim.who),
            target: Mention::joined(&claim.whom),
            event: word,
            act: Some(claim.act.clone()),
            class: self
                .lex
                .acts
                .iter()
                .find(|act| act.code == claim.act.as_str())
                .and_then(|act| plover_class(&act.plover))
                .map(SmolStr::new),
        };
        let Some(tree) = trees.iter().find(|tree| tree.sent.span.contains(word)) else { return deed };
        let Some(v) = (0..tree.len()).find(|&v| tree.tok(v).span.overlaps(word)) else { return deed };
        let parties = Parties::new(tree, &self.lex, v);
        deed.source = deed.source.or_else(|| parties.source.map(|t| parties.whole(t)));
        // "seized weapons from the guards": the guards are hit; "blocked a road": the road, as nobody else is named.
        let done_to_party = |m: &Mention| {
            let span = Span::new(m.start, m.end);
            let inside = |t: usize| span.contains(tree.tok(t).span);
            let head = (0..tree.len()).find(|&t| inside(t) && !tree.head(t).is_some_and(inside));
            head.is_none_or(|t| parties.other(t) || Some(t) == parties.source)
        };
        if !claim.whom.iter().any(done_to_party) {
            deed.target = parties.target().map(|t| parties.whole(t)).or(deed.target);
        }
        deed.class = deed.class.or_else(|| class::of_verb(tree, &self.lex, v).map(SmolStr::new));
        deed
    }
}

/// Whether a claim tells what the verb tells: the verb makes it, or hands it on ("hurried to lift", "held talks") with
/// the party that does it known, and says nothing of its own.
fn told_by_claim(tree: &Tree<'_>, lex: &Lexicon, v: usize, claims: &[Deed]) -> bool {
    let made = |t: usize| claims.iter().find(|deed| deed.event.overlaps(tree.tok(t).span));
    made(v).is_some()
        || class::own(tree, lex, v).is_none()
            && tree
                .kids(v)
                .filter(|&k| matches!(tree.base(k), "obj" | "xcomp"))
                .any(|k| made(k).is_some_and(|deed| deed.source.is_some()))
}

/// A verb that no frame of the lexicon reads, where somebody named does it or it is done to somebody.
fn unclaimed(tree: &Tree<'_>, lex: &Lexicon, v: usize) -> Option<Deed> {
    let parties = Parties::new(tree, lex, v);
    let target = parties.target();
    if parties.source.is_none() && target.is_none() {
        return None;
    }
    Some(Deed {
        source: parties.source.map(|t| parties.whole(t)),
        target: target.map(|t| parties.whole(t)),
        event: tree.tok(v).span,
        act: None,
        class: class::of_verb(tree, lex, v).map(SmolStr::new),
    })
}

/// The parties around a verb.
struct Parties<'t> {
    tree: &'t Tree<'t>,
    lex: &'t Lexicon,
    verb: usize,
    source: Option<usize>,
}

impl<'t> Parties<'t> {
    fn new(tree: &'t Tree<'t>, lex: &'t Lexicon, verb: usize) -> Self {
        let mut parties = Self { tree, lex, verb, source: None };
        parties.source = parties.roles(verb).get(&RoleKey::Subj).filter(|&t| parties.can_act(t));
        parties
    }

    fn roles(&self, v: usize) -> Roles {
        roles::of_clause(self.tree, self.lex, v, roles::is_passive(self.tree, v))
    }

    /// People, bodies and places with a name.
    fn can_act(&self, t: usize) -> bool {
        self.tree.entity(t).is_some()
            || self.pronoun(t)
            || noun_mask(self.tree, self.lex, t) & (self.lex.classes.people() | self.lex.classes.bit("body"))
                != 0
    }

    fn pronoun(&self, t: usize) -> bool {
        self.tree.tok(t).feats.has("PronType=Prs")
    }

    /// The party's words, with those joined to it by "and".
    fn whole(&self, t: usize) -> Span {
        let items = self.tree.with_conjuncts(t).into_iter();
        let spans = items.map(|item| phrase::span(self.tree, self.lex, item, &[]));
        spans.reduce(Span::join).unwrap_or_else(|| self.tree.tok(t).span)
    }

    /// Another party than the source, and not what is the source's own ("its troops").
    fn other(&self, t: usize) -> bool {
        let tree = self.tree;
        let (a, b) = tree.reach(t);
        let own = (a..=b).any(|i| {
            tree.rel(i) == kua_syntax::Rel::NMOD_POSS
                && tree.tok(i).feats.has("PronType=Prs")
                && tree.head(i).is_some_and(|h| h == t || tree.head(h) == Some(t))
        });
        Some(t) != self.source && !tree.is_time(t) && self.can_act(t) && !own
    }

    /// Whom it reaches, nearest first.
    fn target(&self) -> Option<usize> {
        let chain = self.chain();
        let done_to = chain.iter().find_map(|&v| self.done_to(v));
        let inside = || chain.iter().find_map(|&v| self.inside_object(v));
        let asked = || self.tree.kid(self.verb, &["ccomp"]).and_then(|c| self.asked(c));
        // Where one speaks or thinks is nobody's target.
        let political = class::of_verb(self.tree, self.lex, self.verb).is_some() || self.moves();
        let place = || chain.iter().filter(|_| political).find_map(|&v| self.place(v));
        done_to.or_else(asked).or_else(inside).or_else(place)
    }

    fn moves(&self) -> bool {
        self.lex.in_list("motion", self.tree.lemma(self.verb))
    }

    /// The verb, what it hands on to ("agreed to lift"), and what it is done for ("marched to demand").
    fn chain(&self) -> Vec<usize> {
        let mut out = vec![self.verb];
        while let (Some(next), true) =
            (out.last().and_then(|&v| self.tree.kid(v, &["xcomp", "advcl"])), out.len() < 4)
        {
            let infinitive = self.tree.tok(next).feats.has("VerbForm=Inf") || self.tree.base(next) == "xcomp";
            if self.tree.upos(next) != Upos::Verb || !infinitive {
                break;
            }
            out.push(next);
        }
        out
    }

    /// Objects, and those whom it is done against, with, to, between, from.
    fn done_to(&self, v: usize) -> Option<usize> {
        let found = self.roles(v);
        let preps = ["against", "with", "to", "between", "on", "from"].map(|word| RoleKey::Prep(word.into()));
        [RoleKey::Obj, RoleKey::Iobj]
            .iter()
            .chain(&preps)
            .flat_map(|key| found.all(key).collect::<Vec<_>>())
            .find(|&t| self.other(t))
    }

    /// "demanded that the ministry act": who is to act; else whom that verb reaches.
    fn asked(&self, clause: usize) -> Option<usize> {
        let named = |t: &usize| self.other(*t) && !self.pronoun(*t);
        self.roles(clause).get(&RoleKey::Subj).filter(named).or_else(|| self.done_to(clause)).filter(named)
    }

    /// A party inside the object or behind it: "Haiti's efforts", "German goods", "a request of the union".
    fn inside_object(&self, v: usize) -> Option<usize> {
        let tree = self.tree;
        let objects = tree.kids(v).filter(|&k| match tree.base(k) {
            "obj" => true,
            "nsubj" => roles::is_passive(tree, v),
            "obl" => tree.case(k).is_some_and(|case| {
                matches!(case, "against" | "to" | "for" | "on" | "with" | "into" | "from" | "of")
            }),
            _ => false,
        });
        for object in objects.filter(|&o| !tree.is_time(o)) {
            let mut next: Vec<usize> = tree.kids(object).collect();
            while !next.is_empty() {
                let party = |i: &usize| {
                    !matches!(tree.base(*i), "nummod" | "det" | "acl") && self.other(*i) && !self.pronoun(*i)
                };
                if let Some(found) = next.iter().copied().find(party) {
                    return Some(found);
                }
                next = next.into_iter().flat_map(|i| tree.kids(i)).collect();
            }
        }
        None
    }

    /// The country, town or region where it is done.
    fn place(&self, v: usize) -> Option<usize> {
        let tree = self.tree;
        let named = |k: usize| {
            let inner = std::iter::once(k).chain(
                tree.kids(k).filter(|&n| matches!(tree.base(n), "compound" | "amod" | "nmod" | "appos")),
            );
            inner.into_iter().find(|&n| matches!(tree.entity(n), Some(EntityType::Gpe | EntityType::Loc)))
        };
        let at = |k: &usize| {
            tree.base(*k) == "obl"
                && tree.case(*k).is_some_and(|case| matches!(case, "in" | "into" | "to" | "at"))
        };
        tree.kids(v).filter(at).find_map(named)
    }
}
