//! Which frames fit a predicate with its roles.
//!
//! In: tree, predicate, roles, lexicon, what pronouns stand for. Out: the frames that win.
//! A filler fits a class *surely* (its noun is in the class) or *loosely* (a pronoun or an unknown name, which could be
//! anybody); a frame all of whose needs fit only loosely still fits, but loses to one that fits surely.

use crate::lexicon::{ClassMask, Fillers, Frame, Lexicon, Phrases, RoleKey};
use crate::refer::noun_mask;
use crate::roles::Roles;
use crate::scope;
use crate::tree::Tree;
use kua_syntax::Upos;
use smol_str::SmolStr;

/// How well a filler fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    Loose,
    Sure,
}

/// The part of speech under which a predicate is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PredKind {
    /// A verb.
    Verb,
    /// An event noun.
    Noun,
    /// A predicate adjective.
    Adj,
}

/// What a pronoun token stands for: its classes, if the text resolves it.
pub type MaskOf<'f> = dyn Fn(usize) -> Option<ClassMask> + 'f;

/// The frames that fit, best first; the first is the winner, the others stand beside it (`also = true`).
pub fn frames<'l>(
    tree: &Tree<'_>,
    lex: &'l Lexicon,
    p: usize,
    kind: PredKind,
    roles: &Roles,
    mask_of: &MaskOf<'_>,
) -> Vec<&'l Frame> {
    let lemma = tree.lemma(p);
    let lower = tree.lower(p);
    let candidates = match kind {
        PredKind::Verb => lex.verb(lemma),
        PredKind::Noun => {
            let by_lemma = lex.noun(lemma);
            if by_lemma.is_empty() { lex.noun(lower) } else { by_lemma }
        }
        PredKind::Adj => {
            let by_lemma = lex.adj(lemma);
            if by_lemma.is_empty() { lex.adj(lower) } else { by_lemma }
        }
    };
    match kind {
        PredKind::Verb => fitting_by(tree, lex, candidates, |f| words_fit(tree, f, p, roles), roles, mask_of),
        PredKind::Noun => {
            let named = |f: &Frame| phrase_words(tree, p, &f.noun).map(|n| n as i32);
            fitting_by(tree, lex, candidates, named, roles, mask_of)
        }
        _ => fitting_by(tree, lex, candidates, |_| Some(0), roles, mask_of),
    }
}

/// The frames among `candidates` that `words` admits and whose needs hold, best first, as [`frames`].
pub fn fitting<'l>(
    tree: &Tree<'_>,
    lex: &'l Lexicon,
    candidates: &[u32],
    words: impl Fn(&Frame) -> bool,
    roles: &Roles,
    mask_of: &MaskOf<'_>,
) -> Vec<&'l Frame> {
    fitting_by(tree, lex, candidates, |f| words(f).then_some(0), roles, mask_of)
}

/// Whether the frame has this verb without further words.
pub fn is_plain_verb(frame: &Frame, lemma: &str) -> bool {
    frame.verb.has_alone(lemma)
}

fn fitting_by<'l>(
    tree: &Tree<'_>,
    lex: &'l Lexicon,
    candidates: &[u32],
    words: impl Fn(&Frame) -> Option<i32>,
    roles: &Roles,
    mask_of: &MaskOf<'_>,
) -> Vec<&'l Frame> {
    let mut fitting: Vec<(i32, &Frame)> = Vec::new();
    let mut denied: Option<bool> = None;
    for &index in candidates {
        let frame = &lex.frames[index as usize];
        let Some(words) = words(frame) else { continue };
        // Whoever speaks of himself is not the police.
        let speaker = roles.get(&RoleKey::Subj).is_some_and(|t| matches!(tree.lower(t), "i" | "we"));
        if speaker
            && matches!(frame.act.family(), "police" | "law" | "rule" | "force")
            && frame.who.contains(&RoleKey::Subj)
        {
            continue;
        }
        let Some(needs) = needs_fit(tree, lex, frame, roles, mask_of) else { continue };
        // "did not intervene": what fits only a denied clause stands in nobody's way in another.
        let carrier = roles.carrier;
        if frame.denied && !*denied.get_or_insert_with(|| scope::is_denied(tree, lex, carrier, roles)) {
            continue;
        }
        fitting.push((words * 8 + needs, frame));
    }
    // Stable: among equals the one that stands first in the file wins.
    fitting.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let mut out: Vec<&Frame> = Vec::new();
    for (_, frame) in fitting {
        // One frame wins; those that stand beside it are beside it whether they fit better or worse.
        let free = if frame.also {
            !out.iter().any(|o| o.act == frame.act)
        } else {
            out.iter().all(|o| o.also && o.act != frame.act)
        };
        if free {
            out.push(frame);
        }
    }
    out
}

/// How many further words of the verb stand by it; `None` when one is missing.
fn words_fit(tree: &Tree<'_>, frame: &Frame, p: usize, roles: &Roles) -> Option<i32> {
    let mut best: Option<i32> = None;
    let phrases = frame.verb.get(tree.lemma(p));
    for words in phrases {
        if words.iter().all(|w| beside(tree, p, w, roles)) {
            best = best.max(Some(words.len() as i32));
        }
    }
    // A particle that the entry does not have makes another verb of it ("break" is not "break up").
    let particle = tree.kids(p).find(|&k| tree.rel(k) == kua_syntax::Rel::COMPOUND_PRT);
    if let (Some(0), Some(prt)) = (best, particle) {
        let word = tree.lower(prt);
        let own = phrases.iter().any(|words| words.first().is_some_and(|w| w == word));
        if !own && !matches!(word, "down" | "out" | "away" | "back" | "off") {
            return None;
        }
    }
    best
}

fn beside(tree: &Tree<'_>, p: usize, word: &SmolStr, roles: &Roles) -> bool {
    let is = |i: usize| tree.lemma(i) == word || tree.lower(i) == word;
    tree.kids(p).any(|k| {
        is(k) && !matches!(tree.base(k), "nsubj" | "punct")
            || (matches!(tree.base(k), "obl" | "advcl" | "obj" | "xcomp" | "advmod")
                && tree.kids(k).any(|c| {
                    let of_noun = !tree.is_clause(k) && matches!(tree.base(c), "compound" | "nmod");
                    is(c) && (matches!(tree.base(c), "case" | "mark" | "fixed") || of_noun)
                }))
    }) || roles.list.iter().any(|(key, t)| {
        matches!(key, RoleKey::Prep(prep) if prep == word) || (!matches!(key, RoleKey::Subj) && is(*t))
    })
}

/// Points for the needs, sure ones more; `None` when one does not hold or a forbidden filler stands there.
fn needs_fit(
    tree: &Tree<'_>,
    lex: &Lexicon,
    frame: &Frame,
    roles: &Roles,
    mask_of: &MaskOf<'_>,
) -> Option<i32> {
    let mut points = 0;
    for (keys, fillers) in &frame.need {
        // "passive" is no role but the voice: "the rally was attended by" is not "they attended the rally".
        if matches!(keys.as_slice(), [RoleKey::Prep(word)] if word == "passive") {
            if !roles.passive {
                return None;
            }
            points += 1;
            continue;
        }
        let best = keys
            .iter()
            .flat_map(|key| roles.all(key))
            .map(|t| fit(tree, lex, t, fillers, mask_of))
            .max()
            .unwrap_or(Fit::No);
        let best = if best == Fit::No
            && frame.act.family() == "say"
            && matches!(keys.as_slice(), [RoleKey::Subj])
            && fillers.classes & lex.classes.people() != 0
            && lex.in_list("speaker-verb", tree.lemma(roles.carrier))
            && roles.get(&RoleKey::Subj).is_some_and(|t| could_speak(tree, lex, t))
        {
            Fit::Loose
        } else {
            best
        };
        points += match best {
            Fit::No => return None,
            Fit::Loose => 1,
            Fit::Sure => 4,
        };
    }
    for (keys, fillers) in &frame.not {
        if keys
            .iter()
            .flat_map(|key| roles.all(key))
            .any(|t| fit(tree, lex, t, fillers, mask_of) == Fit::Sure)
        {
            return None;
        }
    }
    Some(points)
}

/// Tokens that a frame names by a keyword in one of several roles ("the **trigger** was X", "X was the **trigger**"):
/// they carry the frame and are no reason themselves.
pub fn keywords(
    tree: &Tree<'_>,
    lex: &Lexicon,
    frame: &Frame,
    roles: &Roles,
    mask_of: &MaskOf<'_>,
) -> Vec<usize> {
    let several = frame.need.iter().filter(|(keys, _)| keys.len() > 1);
    several
        .flat_map(|(keys, fillers)| {
            keys.iter()
                .flat_map(|key| roles.all(key))
                .filter(|t| !fillers.any && fit(tree, lex, *t, fillers, mask_of) == Fit::Sure)
                .collect::<Vec<_>>()
        })
        .collect()
}

fn fit(tree: &Tree<'_>, lex: &Lexicon, t: usize, fillers: &Fillers, mask_of: &MaskOf<'_>) -> Fit {
    if fillers.any {
        return Fit::Sure;
    }
    let bits = fillers.classes;
    let mut best = Fit::No;
    for member in tree.with_conjuncts(t) {
        let mask = noun_mask(tree, lex, member);
        let known = if tree.upos(member) == Upos::Pron { mask_of(member) } else { None };
        let mask = mask | known.unwrap_or(0);
        // "most of the shops"
        let inner = |k: usize| {
            tree.base(k) == "nmod" && fillers.words.has_alone(tree.lemma(k)) && tree.case(k) == Some("of")
        };
        if mask & bits != 0
            || (bits & lex.classes.label() != 0 && in_quotes(tree, member))
            || phrase_words(tree, member, &fillers.words).is_some()
            || (mask & lex.classes.vessel() != 0 && tree.kids(member).any(inner))
        {
            return Fit::Sure;
        }
        if (bits & lex.classes.people() != 0 && could_be(tree, lex, member, mask, known.is_some(), bits))
            || by_kind(tree, lex, member, mask) & bits != 0
        {
            best = Fit::Loose;
        }
    }
    best
}

/// How many words stand before the word in the longest of these phrases that it ends ("criminal case"); `None` where
/// it ends none.
fn phrase_words(tree: &Tree<'_>, t: usize, phrases: &Phrases) -> Option<usize> {
    let is = |i: usize, w: &str| tree.lemma(i) == w || tree.lower(i) == w;
    let stands = |before: &&Vec<SmolStr>| {
        before.iter().enumerate().all(|(k, w)| t.checked_sub(k + 1).is_some_and(|i| is(i, w)))
    };
    let found = phrases.get(tree.lemma(t)).iter().chain(phrases.get(tree.lower(t)));
    found.filter(stands).map(Vec::len).max()
}

/// The classes that a common noun could belong to by what it is, though none lists it: a beekeeper is a person.
fn by_kind(tree: &Tree<'_>, lex: &Lexicon, t: usize, mask: ClassMask) -> ClassMask {
    if tree.upos(t) != Upos::Noun {
        return 0;
    }
    let kind = lex.classes.by_kind(tree.lemma(t));
    // Whom the lists know as one kind of people is not taken for another.
    if mask & lex.classes.people() != 0 { kind & !lex.classes.people() } else { kind }
}

/// "called them “reasonable people”": what stands in quotation marks is a label, whatever its words.
fn in_quotes(tree: &Tree<'_>, t: usize) -> bool {
    let (lo, hi) = tree.reach(t);
    let mark = |i: usize| matches!(tree.form(i), "“" | "\"" | "‘" | "«" | "``" | "'");
    let closed = mark(hi) || hi + 1 < tree.len() && closing(tree.form(hi + 1));
    mark(lo) || (lo > 0 && mark(lo - 1)) && closed && hi - lo < 8
}

fn closing(form: &str) -> bool {
    matches!(form, "”" | "\"" | "’" | "»" | "''" | "'" | "“")
}

/// "Counsel for the accused welcomed it": a noun that nothing is known of may be one who speaks, if a verb says so.
fn could_speak(tree: &Tree<'_>, lex: &Lexicon, t: usize) -> bool {
    // Whatever a name names, here it speaks: "Indus Media Watch condemns".
    tree.upos(t) == Upos::Propn
        || tree.upos(t) == Upos::Noun
            && noun_mask(tree, lex, t) == 0
            && lex.classes.by_kind(tree.lemma(t)) == 0
}

/// Whether a word that says nothing of itself could be one of these people: a personal pronoun, a bare number or
/// quantity, a name that nothing is known of. Only "they" that the text leaves open can be state forces, and only a
/// name can be an official: who "we" or "nobody" are is seldom the police.
fn could_be(
    tree: &Tree<'_>,
    lex: &Lexicon,
    t: usize,
    mask: ClassMask,
    resolved: bool,
    wanted: ClassMask,
) -> bool {
    let word = tree.lower(t);
    let anybody =
        wanted & (lex.classes.bit("person") | lex.classes.bit("crowd") | lex.classes.bit("protester")) != 0;
    match tree.upos(t) {
        Upos::Pron => {
            let thing = matches!(
                word,
                "this"
                    | "that"
                    | "which"
                    | "what"
                    | "it"
                    | "something"
                    | "everything"
                    | "nothing"
                    | "anything"
                    | "there"
            );
            let open_they = matches!(word, "they" | "them") && !resolved;
            !thing && (anybody || open_they)
        }
        Upos::Num => {
            let thing = |k: usize| tree.base(k) == "nmod" && tree.upos(k) != Upos::Pron;
            anybody && !tree.kids(t).any(thing) && tree.base(t) != "root"
        }
        Upos::Det | Upos::Adj => {
            anybody
                && matches!(tree.base(t), "nsubj" | "obj" | "conj" | "obl")
                && tree.kid(t, &["cop"]).is_none()
        }
        Upos::Propn => mask == 0 && (anybody || wanted & lex.classes.bit("official") != 0),
        // "dozens were held": a quantity with nothing behind it.
        Upos::Noun => {
            anybody
                && mask & lex.classes.bit("quantity") != 0
                && !tree.kids(t).any(|k| tree.base(k) == "nmod")
        }
        _ => false,
    }
}
