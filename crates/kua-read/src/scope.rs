//! Negation, reality and hedge of a predicate: which words say so, and how far they reach.
//!
//! In: a tree, a predicate, its roles. Out: [`Scope`], each part with the token that made it.
//! Not here: attribution (`speech.rs`); "reportedly" is no hedge.

use crate::lexicon::{Lexicon, RoleKey};
use crate::roles::Roles;
use crate::tree::Tree;
use kua_record::{Hedge, HedgeTerm, Polarity, Reality, Span};
use kua_syntax::{Rel, Upos};

/// What the words around a predicate say about it.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Negated or not.
    pub polarity: Polarity,
    /// The negating word.
    pub negator: Option<usize>,
    /// In which reality it lies.
    pub reality: Reality,
    /// The word that says so.
    pub marker: Option<usize>,
    /// The hedge of likelihood.
    pub sure: Option<(Span, HedgeTerm)>,
}

impl Scope {
    /// The hedge as the record keeps it.
    pub fn hedge(&self, text: &str) -> Option<Hedge> {
        self.sure.map(|(span, term)| {
            let (low, high) = term.range();
            Hedge { text: span.of(text).to_owned(), term: Some(term), low, high, extra: Default::default() }
        })
    }
}

/// Scope of predicate `p` (its carrier is where auxiliaries and adverbs hang).
pub fn of(tree: &Tree<'_>, lex: &Lexicon, p: usize, roles: &Roles) -> Scope {
    let mut scope = Scope::default();
    let c = roles.carrier;
    negation(tree, lex, p, c, roles, &mut scope);
    reality(tree, lex, c, &mut scope);
    // "A vigil is planned", "announced a strike": the verb that carries the noun looks ahead.
    if c != p
        && scope.reality == Reality::Actual
        && tree.upos(p) == Upos::Noun
        && lex.in_list("ahead", tree.lemma(c))
    {
        scope.reality = Reality::Future;
        scope.marker = Some(c);
    }
    scope.sure =
        hedge(tree, lex, c, roles).or_else(|| if c == p { None } else { hedge(tree, lex, p, roles) });
    scope
}

/// Whether the clause denies its predicate `p`.
pub fn is_denied(tree: &Tree<'_>, lex: &Lexicon, p: usize, roles: &Roles) -> bool {
    let mut scope = Scope::default();
    negation(tree, lex, p, roles.carrier, roles, &mut scope);
    scope.polarity == Polarity::Negated
}

fn flip(scope: &mut Scope, by: usize) {
    scope.polarity = match scope.polarity {
        Polarity::Affirmed => Polarity::Negated,
        Polarity::Negated => Polarity::Affirmed,
    };
    scope.negator = Some(by);
}

fn negation(tree: &Tree<'_>, lex: &Lexicon, p: usize, c: usize, roles: &Roles, scope: &mut Scope) {
    let mut seen = Vec::new();
    for i in [p, c] {
        if !seen.contains(&i) {
            seen.push(i);
            direct(tree, lex, i, scope);
        }
    }
    // "No one was hurt", "nobody threw a stone", "made no arrests".
    for (key, t) in &roles.list {
        if matches!(key, RoleKey::Subj | RoleKey::Obj) && scope.negator.is_none() {
            let empty = lex.in_list("negative-pronoun", tree.lower(*t));
            let det =
                tree.kids(*t).find(|&k| tree.base(k) == "det" && matches!(tree.lower(k), "no" | "neither"));
            if let Some(by) = det.or(empty.then_some(*t)) {
                flip(scope, by);
            }
        }
    }
    // "refrained from a meeting": the verb that carries a noun denies it.
    if c != p
        && tree.base(p) == "obl"
        && tree.case(p) == Some("from")
        && lex.in_list("deny-complement", tree.lemma(c))
    {
        flip(scope, c);
    }
    // "refused to leave", "refrained from meeting", "did not try to storm".
    let mut at = c;
    for _ in 0..4 {
        let Some(h) = tree.head(at) else { break };
        let linked = matches!(tree.base(at), "xcomp") || (tree.base(at) == "advcl" && from_marker(tree, at));
        if !linked || !tree.is_clause(h) {
            break;
        }
        // "have yet to question any of the soldiers"
        let yet = tree.lemma(h) == "have" && tree.kids(h).any(|k| tree.lower(k) == "yet");
        if yet || lex.in_list("deny-complement", tree.lemma(h)) {
            flip(scope, h);
        }
        direct(tree, lex, h, scope);
        at = h;
    }
}

fn from_marker(tree: &Tree<'_>, v: usize) -> bool {
    tree.kid(v, &["mark", "case"]).is_some_and(|m| matches!(tree.lower(m), "from" | "to"))
}

fn direct(tree: &Tree<'_>, lex: &Lexicon, i: usize, scope: &mut Scope) {
    for k in tree.kids(i) {
        let word = tree.lower(k);
        let negates = match tree.base(k) {
            "advmod" | "cc" | "aux" | "det" => lex.in_list("negator", word) && !not_only(tree, k),
            "mark" | "case" => word == "without",
            _ => false,
        };
        if negates {
            flip(scope, k);
            return;
        }
    }
    // "by no means can be called organised"
    if let Some(k) =
        tree.kids(i).find(|&k| tree.base(k) == "obl" && tree.lemma(k) == "means" || tree.lemma(k) == "mean")
        && tree.kids(k).any(|d| tree.lower(d) == "no")
    {
        flip(scope, k);
    }
}

fn not_only(tree: &Tree<'_>, k: usize) -> bool {
    k + 1 < tree.len() && matches!(tree.lower(k + 1), "only" | "just" | "merely")
}

fn reality(tree: &Tree<'_>, lex: &Lexicon, c: usize, scope: &mut Scope) {
    let mut set = |reality: Reality, by: usize| {
        if scope.reality == Reality::Actual {
            scope.reality = reality;
            scope.marker = Some(by);
        }
    };
    let mut at = Some(c);
    let mut steps = 0;
    while let Some(v) = at {
        // "If they leave, he said, we stay": the condition is of what he said.
        let told = lex.speech(tree.lemma(v)) == Some("say");
        let conditional = tree.kids(v).filter(|_| !told).find(|&k| {
            (tree.base(k) == "mark" && lex.in_list("condition", tree.lower(k)))
                || (tree.base(k) == "advcl"
                    && tree
                        .kids(k)
                        .any(|m| tree.base(m) == "mark" && lex.in_list("condition", tree.lower(m))))
        });
        if let Some(k) = conditional {
            set(Reality::Hypothetical, k);
        }
        for k in tree.kids(v) {
            let word = tree.lower(k);
            if tree.base(k) == "aux" {
                match tree.lemma(k) {
                    "will" | "shall" => set(Reality::Future, k),
                    _ if matches!(word, "would" | "could" | "should") => {
                        set(Reality::Hypothetical, k);
                    }
                    _ => {}
                }
            }
            // "a day earlier" is a time, no background.
            if tree.base(k) == "advmod" && !tree.is_time(k) {
                if lex.in_list("habit", word) {
                    set(Reality::Habitual, k);
                } else if lex.in_list("history", word) {
                    set(Reality::Historical, k);
                } else if word == "otherwise" {
                    set(Reality::Hypothetical, k);
                }
            }
        }
        steps += 1;
        let next = match tree.base(v) {
            "xcomp" => tree.head(v),
            "conj" => tree.head(v).filter(|&h| tree.is_clause(h) && shares_auxiliary(tree, v)),
            _ => None,
        };
        if let Some(h) = next {
            let lemma = tree.lemma(h);
            if tree.base(v) == "xcomp" {
                if lex.in_list("future", lemma) {
                    set(Reality::Future, h);
                } else if lex.in_list("habit", lemma) {
                    set(Reality::Habitual, h);
                }
            }
        }
        if steps > 6 {
            break;
        }
        at = next;
    }
    // "A vigil is planned": the verb that carries an event noun.
    if scope.reality == Reality::Actual
        && tree.upos(c) == Upos::Verb
        && lex.in_list("future", tree.lemma(c))
        && lex.verb(tree.lemma(c)).is_empty()
    {
        scope.reality = Reality::Future;
        scope.marker = Some(c);
    }
    // "plans to march", "the decision to strike": an infinitive hung on a noun of intent.
    if scope.reality == Reality::Actual
        && tree.rel(c) == Rel::ACL
        && let Some(h) = tree.head(c)
        && lex.in_list("future", tree.lemma(h))
    {
        scope.reality = Reality::Future;
        scope.marker = Some(h);
    }
}

/// A later verb of a series has the first one's auxiliary when it has none of its own ("will march and sing").
fn shares_auxiliary(tree: &Tree<'_>, v: usize) -> bool {
    !tree.kids(v).any(|k| matches!(tree.base(k), "aux" | "nsubj" | "cop"))
}

/// The hedge that reaches the clause of `c`: an adverb or auxiliary of it, or the word that governs it
/// ("it is likely that", "are likely to", "seems to").
fn hedge(tree: &Tree<'_>, lex: &Lexicon, c: usize, roles: &Roles) -> Option<(Span, HedgeTerm)> {
    let mut own: Vec<usize> = vec![c];
    for k in tree.kids(c) {
        if matches!(tree.base(k), "advmod" | "aux" | "parataxis" | "discourse" | "cop") {
            own.push(k);
        }
    }
    // "perhaps 400 people": a hedge inside the filler that the clause is about.
    for (key, t) in &roles.list {
        if matches!(key, RoleKey::Subj | RoleKey::Obj | RoleKey::Pred) {
            own.extend(tree.kids(*t).filter(|&k| tree.base(k) == "advmod"));
            for n in tree.kids(*t).filter(|&k| matches!(tree.base(k), "nummod" | "amod" | "det")) {
                own.extend(tree.kids(n).filter(|&k| tree.base(k) == "advmod"));
            }
        }
    }
    // Adverbs that the parser hung elsewhere but that stand between auxiliary and verb.
    if let Some(a) = tree.kids(c).find(|&k| matches!(tree.base(k), "aux" | "cop"))
        && a < c
    {
        own.extend((a + 1..c).filter(|&i| tree.upos(i) == Upos::Adv && tree.head(i).is_some_and(|h| h >= a)));
    }
    own.sort_unstable();
    own.dedup();
    for &k in own.iter().filter(|&&k| k != c) {
        if let Some(found) = phrase_at(tree, lex, k) {
            return Some(found);
        }
    }
    let mut at = c;
    for _ in 0..3 {
        let h = tree.head(at)?;
        if !matches!(tree.base(at), "xcomp" | "ccomp" | "csubj" | "acl" | "advcl") {
            return None;
        }
        let noun_or_adjective = matches!(tree.upos(h), Upos::Adj | Upos::Noun | Upos::Adv);
        let seems = tree.base(at) == "xcomp" || tree.kids(h).any(|k| tree.base(k) == "expl");
        if (noun_or_adjective && tree.base(at) != "advcl") || seems {
            if let Some(found) = phrase_at(tree, lex, h) {
                return Some(found);
            }
            for k in tree.kids(h).filter(|&k| matches!(tree.base(k), "advmod" | "aux")) {
                if let Some(found) = phrase_at(tree, lex, k) {
                    return Some(found);
                }
            }
        }
        if tree.base(at) != "xcomp" {
            return None;
        }
        at = h;
    }
    None
}

/// The longest hedge phrase (up to five words) that holds token `k`.
fn phrase_at(tree: &Tree<'_>, lex: &Lexicon, k: usize) -> Option<(Span, HedgeTerm)> {
    for len in (1..=5usize).rev() {
        for lo in k.saturating_sub(len - 1)..=k {
            let hi = lo + len - 1;
            if hi >= tree.len() {
                continue;
            }
            let words: Vec<&str> = (lo..=hi).map(|i| tree.lower(i)).collect();
            if let Some(term) = lex.hedge(&words.join(" ")) {
                return Some(strengthen(tree, lo, hi, term));
            }
        }
    }
    let lemma = tree.lemma(k);
    if matches!(tree.upos(k), Upos::Verb | Upos::Aux) && lemma != tree.lower(k) {
        return lex.hedge(lemma).map(|t| (tree.tok(k).span, t));
    }
    None
}

/// "very likely", "highly unlikely": a degree word moves the step (`CLAIMS.md`, "Hedges").
fn strengthen(tree: &Tree<'_>, lo: usize, hi: usize, term: HedgeTerm) -> (Span, HedgeTerm) {
    if lo > 0 && matches!(tree.lower(lo - 1), "very" | "highly" | "extremely") {
        let stronger = match term {
            HedgeTerm::Likely => HedgeTerm::VeryLikely,
            HedgeTerm::Unlikely => HedgeTerm::VeryUnlikely,
            other => other,
        };
        return (tree.span(lo - 1, hi), stronger);
    }
    (tree.span(lo, hi), term)
}
