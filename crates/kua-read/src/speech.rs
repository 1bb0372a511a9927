//! Who says it: the chain of speakers above a predicate, outermost first (`CLAIMS.md`, `says`, rules 11 and 12).
//!
//! In: a tree, a predicate, the frame of the document, and a way to name what a pronoun refers to.
//! Out: links with the token that made each. Not here: turns of an interview (`layout.rs`).

use crate::layout::speaker;
use crate::lexicon::Lexicon;
use crate::phrase;
use crate::roles;
use crate::tree::Tree;
use kua_record::{Role, Span, Speaker};
use kua_syntax::{EntityType, Rel, Upos};

/// A link of the chain: the speaker, and where the words that introduce the speech stand.
#[derive(Debug, Clone)]
pub struct Link {
    /// As the record keeps it.
    pub speaker: Speaker,
    /// The speaker's bytes, where the text has them.
    pub source: Option<Span>,
    /// The word of speech ("said", "according to", "reportedly").
    pub cue: Span,
}

/// Names the speaker behind a token: full name of a person, noun phrase of others; `None` for the first person.
pub type NameOf<'f> = dyn Fn(usize) -> Option<(String, Option<Span>)> + 'f;

/// The chain above predicate `p`, outermost first.
pub fn chain(tree: &Tree<'_>, lex: &Lexicon, p: usize, name_of: &NameOf<'_>) -> Vec<Link> {
    let mut inner_first: Vec<Link> = Vec::new();
    let mut at = p;
    let mut steps = 0;
    loop {
        own_words(tree, lex, at, p, name_of, &mut inner_first);
        let Some(h) = tree.head(at) else { break };
        steps += 1;
        if steps > 24 {
            break;
        }
        if let Some(link) = governed(tree, lex, at, h, name_of) {
            inner_first.extend(link);
        }
        if tree.rel(at) == Rel::PARATAXIS || tree.rel(at) == Rel::CONJ || tree.base(at) == "root" {
            inserted(tree, lex, h, (at, p), name_of, &mut inner_first);
        }
        at = h;
    }
    inserted(tree, lex, at, (at, p), name_of, &mut inner_first);
    closing(tree, lex, p, name_of, &mut inner_first);
    closing_according(tree, p, name_of, &mut inner_first);
    inner_first.reverse();
    inner_first.dedup_by(|a, b| a.cue == b.cue);
    let mut out: Vec<Link> = Vec::new();
    for link in inner_first {
        if !out.iter().any(|l| l.cue == link.cue && l.speaker.text == link.speaker.text) {
            out.push(link);
        }
    }
    out
}

/// Whether the words at `k` that name a source reach the predicate `p`: not over a semicolon, and behind "and" only what
/// follows ("fired gas and, witnesses said, rubber bullets").
fn in_reach(tree: &Tree<'_>, k: usize, p: usize) -> bool {
    let (a, b) = (k.min(p), k.max(p));
    if (a..b).any(|i| tree.form(i) == ";") {
        return false;
    }
    let (lo, _) = tree.reach(k);
    let before = (0..lo).rev().find(|&i| tree.upos(i) != Upos::Punct);
    p > k || before.is_none_or(|i| tree.base(i) != "cc")
}

/// "reportedly", "according to the ministry", hung on the clause itself.
fn own_words(tree: &Tree<'_>, lex: &Lexicon, at: usize, p: usize, name_of: &NameOf<'_>, out: &mut Vec<Link>) {
    // Words hung on a higher clause reach down only through complements and joined clauses without their own subject.
    if at != p && !reaches(tree, at, p) {
        return;
    }
    for k in tree.kids(at).filter(|&k| in_reach(tree, k, p)) {
        let word = tree.lower(k);
        match tree.base(k) {
            "advmod" | "amod" if lex.speech(word) == Some("unnamed") => {
                out.push(unnamed(tree, k));
            }
            // "allegedly by the foremen", "live rounds, reportedly": one step down.
            "obl" | "nmod" | "conj" if !tree.is_clause(k) => {
                if let Some(word) = tree
                    .kids(k)
                    .find(|&w| tree.base(w) == "advmod" && lex.speech(tree.lower(w)) == Some("unnamed"))
                    && at == p
                {
                    out.push(unnamed(tree, word));
                }
                according(tree, k, name_of, out);
            }
            // "as the minister asserted"
            "advcl" if tree.kid(k, &["mark"]).is_some_and(|m| tree.lower(m) == "as") => {
                // "We have no proof that P, as the minister asserted": he asserted P.
                let content = tree.kids(p).flat_map(|x| tree.kids(x).chain([x])).any(|x| {
                    matches!(tree.base(x), "ccomp")
                        || tree.rel(x) == Rel::ACL && tree.kid(x, &["mark"]).is_some()
                });
                if at == p && content {
                    continue;
                }
                if lex.speech(tree.lemma(k)) == Some("say")
                    && let Some(s) = tree.kid(k, &["nsubj"])
                {
                    source(tree, s, k, name_of, out);
                }
            }
            "obl" | "advcl" | "parataxis" | "nmod" => according(tree, k, name_of, out),
            _ => {}
        }
    }
}

/// "according to the ministry", "in the words of the mayor" at the phrase `k`.
fn according(tree: &Tree<'_>, k: usize, name_of: &NameOf<'_>, out: &mut Vec<Link>) {
    let case = tree.case(k).unwrap_or_default();
    let according = case == "according to"
        || case == "according"
        || (tree.lower(k) == "according" && tree.base(k) != "obl")
        || (case == "to" && tree.kids(k).any(|c| tree.lower(c) == "according"));
    let filler = if tree.lower(k) == "according" { tree.kid(k, &["obl", "nmod", "obj"]) } else { Some(k) };
    if according && let Some(f) = filler {
        source(tree, f, k, name_of, out);
    } else if case == "in"
        && tree.lemma(k) == "word"
        && let Some(f) = tree.kids(k).find(|&m| tree.base(m) == "nmod")
    {
        source(tree, f, k, name_of, out);
    }
}

fn reaches(tree: &Tree<'_>, at: usize, p: usize) -> bool {
    let mut x = p;
    let mut steps = 0;
    while x != at {
        match tree.base(x) {
            "xcomp" | "ccomp" | "conj" | "csubj" | "parataxis" | "nsubj" | "obj" | "obl" | "nmod"
            | "amod" => {}
            "advcl" if tree.tok(x).feats.has("VerbForm=Part") => {}
            "acl" if tree.rel(x) != Rel::ACL_RELCL => {}
            _ => return false,
        }
        let Some(h) = tree.head(x) else { return false };
        x = h;
        steps += 1;
        if steps > 24 {
            return false;
        }
    }
    true
}

fn unnamed(tree: &Tree<'_>, k: usize) -> Link {
    Link { speaker: speaker(tree.form(k), Role::Unnamed), source: None, cue: tree.tok(k).span }
}

/// `at` is the complement of a verb of speech or perception.
fn governed(tree: &Tree<'_>, lex: &Lexicon, at: usize, h: usize, name_of: &NameOf<'_>) -> Option<Vec<Link>> {
    let base = tree.base(at);
    // "showed protesters throwing things", "told a colleague that he was held": the clause hangs on the object.
    if tree.rel(at) == Rel::ACL
        && let Some(v) = tree.head(h)
        && tree.upos(v) == Upos::Verb
        && matches!(tree.base(h), "obj" | "iobj")
    {
        let that = tree.kid(at, &["mark"]).is_some_and(|m| tree.lower(m) == "that");
        let seen = tree.tok(at).feats.has("VerbForm=Ger") || tree.tok(at).feats.has("VerbForm=Part");
        let kind = spoken(tree, lex, v);
        if (that && kind == Some("say")) || (seen && matches!(kind, Some("show" | "perception"))) {
            let mut out = Vec::new();
            if let Some(s) = roles::subject(tree, lex, v) {
                source(tree, s, v, name_of, &mut out);
            }
            if that && passes_on(tree, h) {
                source(tree, h, v, name_of, &mut out);
            }
            return Some(out);
        }
    }
    let lemma = tree.lemma(h);
    // "threatened to strike": the act is theirs by their own word.
    if matches!(base, "xcomp" | "ccomp") && lex.in_list("threat-verb", lemma) && tree.upos(h) == Upos::Verb {
        let mut out = Vec::new();
        if let Some(s) = roles::subject(tree, lex, h).filter(|&s| tree.upos(s) != Upos::Pron) {
            source(tree, s, h, name_of, &mut out);
        }
        return Some(out);
    }
    let kind = spoken(tree, lex, h)?;
    if tree.upos(h) == Upos::Noun {
        // "footage showed" is a verb; "the report that …", "claims that …" are nouns with a clause.
        if tree.rel(at) == Rel::ACL && matches!(kind, "noun" | "unnamed") {
            let mut out = Vec::new();
            if let Some(owner) = tree.kids(h).find(|&k| {
                tree.rel(k) == Rel::NMOD_POSS
                    || (tree.base(k) == "nmod" && matches!(tree.case(k), Some("by" | "from")))
            }) {
                source(tree, owner, h, name_of, &mut out);
            } else if !lex.in_list("sourceless", lemma) {
                out.push(unnamed(tree, h));
            }
            return Some(out);
        }
        return None;
    }
    if tree.upos(h) != Upos::Verb || kind == "noun" {
        return None;
    }
    let passive = roles::is_passive(tree, h) && !roles::bare_participle(tree, h);
    let clause = match base {
        "ccomp" => true,
        // "showed men dragging a woman"
        "advcl" => {
            matches!(kind, "show" | "perception")
                && tree.tok(at).feats.has("VerbForm=Ger")
                && tree.kid(h, &["obj"]).is_some()
        }
        // "announced two deaths", "reported clashes in the port": what is told is a noun (rule 12).
        "obj" => lex.in_list("tells-noun", lemma) && !passive && tree.upos(at) == Upos::Noun,
        "nsubj" => lex.in_list("tells-noun", lemma) && passive && tree.upos(at) == Upos::Noun,
        "xcomp" => {
            passive
                || kind == "perception"
                || kind == "show"
                || tree.tok(at).feats.has("VerbForm=Ger") && kind == "say"
        }
        "csubj" => passive,
        // "saw four people beaten": the parser may hang the participle on the object.
        "acl" => false,
        "parataxis" => false,
        _ => false,
    };
    if !clause || (kind == "unnamed" && !passive) {
        return if kind == "unnamed" && base == "xcomp" { Some(vec![unnamed(tree, h)]) } else { None };
    }
    let mut out = Vec::new();
    if passive {
        let agent = tree.kids(h).find(|&k| tree.base(k) == "obl" && tree.case(k) == Some("by"));
        match agent {
            Some(a) if !ours(tree, a) => source(tree, a, h, name_of, &mut out),
            None if lex.in_list("hearsay-passive", lemma) => out.push(unnamed(tree, h)),
            _ => {}
        }
        return Some(out);
    }
    if let Some(s) = roles::subject(tree, lex, h).filter(|&s| base != "obj" || !ours(tree, s)) {
        source(tree, s, h, name_of, &mut out);
    }
    // "told my cousin": the one who was told is the one who passes it on.
    if lemma == "tell"
        && let Some(o) = tree.kid(h, &["obj", "iobj"])
        && passes_on(tree, o)
    {
        source(tree, o, h, name_of, &mut out);
    }
    Some(out)
}

/// What kind of speech a word is: a verb by itself or with its particle ("go on"), or a noun.
fn spoken<'l>(tree: &Tree<'_>, lex: &'l Lexicon, h: usize) -> Option<&'l str> {
    let particle =
        tree.kids(h).find(|&k| tree.rel(k) == Rel::COMPOUND_PRT || tree.base(k) == "advmod" && k == h + 1);
    particle
        .and_then(|k| lex.speech(&format!("{} {}", tree.lemma(h), tree.lower(k))))
        .or_else(|| lex.speech(tree.lemma(h)))
}

/// "our monitors": the text's own people are its own voice.
fn ours(tree: &Tree<'_>, t: usize) -> bool {
    tree.kids(t).any(|k| matches!(tree.lower(k), "our" | "my"))
}

/// "a colleague of mine", "my cousin": someone near the one who tells.
fn passes_on(tree: &Tree<'_>, o: usize) -> bool {
    let (a, b) = tree.reach(o);
    tree.upos(o) == Upos::Noun && (a..=b).any(|i| matches!(tree.lower(i), "my" | "mine" | "our" | "ours"))
}

/// A verb of speech inserted in or after what it reports: "…, he said", "…, the ministry added".
fn inserted(
    tree: &Tree<'_>,
    lex: &Lexicon,
    top: usize,
    (except, p): (usize, usize),
    name_of: &NameOf<'_>,
    out: &mut Vec<Link>,
) {
    for k in tree.kids(top).filter(|&k| tree.base(k) == "parataxis" && k != except && in_reach(tree, k, p)) {
        let told = lex.in_list("telling-verb", tree.lemma(k));
        if tree.upos(k) != Upos::Verb
            || tree.kid(k, &["ccomp"]).is_some()
            || (!told && tree.kid(k, &["obj"]).is_some())
        {
            continue;
        }
        let kind = spoken(tree, lex, k);
        if !matches!(kind, Some("say")) {
            continue;
        }
        if let Some(s) = tree.kid(k, &["nsubj"]) {
            source(tree, s, k, name_of, out);
        }
    }
}

/// "One man died and 23 were hurt, according to the police.": what ends a sentence is said of all its main clauses.
fn closing_according(tree: &Tree<'_>, p: usize, name_of: &NameOf<'_>, out: &mut Vec<Link>) {
    let Some(i) = (p + 1..tree.len()).find(|&i| {
        tree.lower(i) == "according"
            && i + 1 < tree.len()
            && tree.lower(i + 1) == "to"
            && tree.form(i - 1) == ","
    }) else {
        return;
    };
    let Some(k) = tree.head(i).filter(|&k| k > i && matches!(tree.base(k), "obl" | "nmod")) else { return };
    let Some(v) = tree.head(k).filter(|&v| v > p && tree.base(v) == "conj") else { return };
    // Joined to the clause of the predicate, and nothing but remarks behind.
    let mut at = v;
    for _ in 0..3 {
        match tree.head(at).filter(|_| tree.base(at) == "conj") {
            Some(h) if h == p => {
                if in_reach(tree, k, p) && !out.iter().any(|l| l.cue == tree.tok(k).span) {
                    source(tree, k, k, name_of, out);
                }
                return;
            }
            Some(h) => at = h,
            None => return,
        }
    }
}

/// "…, medics and activists said.": a verb of speech at the end of a sentence is said of all before it, whatever it hangs on.
fn closing(tree: &Tree<'_>, lex: &Lexicon, p: usize, name_of: &NameOf<'_>, out: &mut Vec<Link>) {
    let Some(v) = (p + 1..tree.len()).rev().find(|&i| tree.upos(i) == Upos::Verb) else { return };
    let Some(s) = tree.kid(v, &["nsubj"]).filter(|&s| s > p) else { return };
    let (lo, _) = tree.reach(s);
    let apart = lo > p + 1 && tree.form(lo - 1) == ",";
    let said = spoken(tree, lex, v) == Some("say");
    let whole = s < v
        && tree.kid(v, &["ccomp", "xcomp", "obj"]).is_none_or(|c| c < lo)
        && (v + 1..tree.len())
            .all(|i| tree.is_time(i) || !matches!(tree.upos(i), Upos::Verb | Upos::Noun | Upos::Pron));
    if apart && said && whole && in_reach(tree, v, p) && !out.iter().any(|l| l.cue == tree.tok(v).span) {
        source(tree, s, v, name_of, out);
    }
}

fn source(tree: &Tree<'_>, s: usize, cue: usize, name_of: &NameOf<'_>, out: &mut Vec<Link>) {
    let cue = tree.tok(cue).span;
    if let Some((text, span)) = name_of(s) {
        out.push(Link { speaker: speaker(&text, Role::Quoted), source: span, cue });
    }
}

/// The words by which a token names a speaker: a person's name alone, else the noun phrase with its joined phrases.
pub fn speaker_words(tree: &Tree<'_>, lex: &Lexicon, t: usize) -> Span {
    if let Some(span) = person_name(tree, t) {
        return span;
    }
    let heads = tree.with_conjuncts(t);
    let mut first = phrase::span(tree, lex, t, &[]);
    // "information gathered by our office": whose it is belongs to the name of a source that is a thing.
    if lex.speech(tree.lemma(t)) == Some("noun")
        && let Some(acl) =
            tree.kids(t).find(|&k| tree.rel(k) == Rel::ACL && k > t && tree.reach(k).1 - k <= 6)
    {
        first = first.join(tree.span(acl, tree.reach(acl).1));
    }
    let mask = tree.own_mask(t) | lex.classes.by_kind(tree.lemma(t));
    // "a doctor at the teaching hospital", "a lawyer for the organisers": whose or where they are names them.
    for k in tree.kids(t).filter(|&k| k > t && tree.base(k) == "nmod") {
        let (lo, hi) = tree.reach(k);
        let next = tree.tok(lo).span.start <= first.end + 1;
        let names = tree.case(k).is_some_and(|c| matches!(c, "for" | "at" | "with" | "from"));
        if next && names && hi - lo <= 8 && mask & lex.classes.people() != 0 {
            first = first.join(tree.span(lo, hi));
        }
    }
    heads
        .iter()
        .skip(1)
        .filter(|&&h| !tree.is_clause(h))
        .fold(first, |span, &h| span.join(phrase::span(tree, lex, h, &[])))
}

/// The person's name that the token is part of or that stands in apposition to it.
pub fn person_name(tree: &Tree<'_>, t: usize) -> Option<Span> {
    let at = |i: usize| {
        let &(a, b, _) =
            tree.sent.entities.iter().find(|&&(a, b, kind)| kind == EntityType::Per && a <= i && i < b)?;
        // The tagger may see only half of a name; the tree binds its words.
        let (mut lo, mut hi) = (a, b - 1);
        let bound = |x: usize, y: usize| {
            tree.upos(x) == Upos::Propn
                && tree.upos(y) == Upos::Propn
                && (tree.head(y) == Some(x) || tree.head(x) == Some(y) || tree.head(x) == tree.head(y))
                && (tree.base(y) == "flat" || tree.base(x) == "flat")
        };
        while hi + 1 < tree.len() && bound(hi, hi + 1) {
            hi += 1;
        }
        while lo > 0 && bound(lo - 1, lo) {
            lo -= 1;
        }
        Some(tree.span(lo, hi))
    };
    if let Some(span) = at(t).or_else(|| name_by_shape(tree, t)) {
        return Some(span);
    }
    tree.kids(t)
        .filter(|&k| matches!(tree.base(k), "appos" | "flat") && tree.upos(k) == Upos::Propn)
        .find_map(|k| at(k).or_else(|| name_by_shape(tree, k)))
}

/// A name of two words and more that the tagger has missed: capital words bound as one name, no body and no place.
pub fn name_by_shape(tree: &Tree<'_>, t: usize) -> Option<Span> {
    let capital = |i: usize| {
        tree.upos(i) == Upos::Propn
            && tree.entity(i).is_none()
            && tree.form(i).chars().next().is_some_and(char::is_uppercase)
            && tree.form(i).chars().skip(1).any(char::is_lowercase)
    };
    let last = tree.kids(t).filter(|&k| tree.base(k) == "flat").max()?;
    (capital(t) && last > t && last - t <= 3 && (t..=last).all(capital)).then(|| tree.span(t, last))
}
