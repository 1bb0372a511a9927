//! Cuts the words of a slot: noun phrases without leading prepositions, hedges and trailing relative clauses
//! (`CLAIMS.md`, rule 4), and lists of joined phrases.

use crate::lexicon::Lexicon;
use crate::tree::Tree;
use kua_record::Span;
use kua_syntax::{Rel, Upos};

/// First and last token of the phrase headed by `head`, without its conjuncts. `stop`: phrases that belong to another slot.
pub fn extent(tree: &Tree<'_>, lex: &Lexicon, head: usize, stop: &[usize]) -> (usize, usize) {
    let (mut lo, mut hi) = (head, head);
    grow(tree, lex, (head, head), stop, &mut lo, &mut hi, 0);
    trim(tree, lex, head, lo, hi)
}

/// The same as bytes.
pub fn span(tree: &Tree<'_>, lex: &Lexicon, head: usize, stop: &[usize]) -> Span {
    let (lo, hi) = extent(tree, lex, head, stop);
    tree.span(lo, hi)
}

/// The phrase as later words take it up: people without where they are or what they did there.
pub fn core(tree: &Tree<'_>, lex: &Lexicon, head: usize) -> Span {
    if (tree.own_mask(head) | lex.classes.by_kind(tree.lemma(head))) & lex.classes.people() == 0 {
        return span(tree, lex, head, &[]);
    }
    let other: Vec<usize> = tree
        .kids(head)
        .filter(|&k| {
            k > head
                && (tree.base(k) == "acl"
                    || tree.base(k) == "nmod"
                        && tree.case(k).is_some_and(|c| {
                            matches!(
                                c,
                                "in" | "at" | "on" | "near" | "outside" | "in front of" | "before" | "after"
                            )
                        }))
        })
        .collect();
    span(tree, lex, head, &other)
}

/// A site as a place: nothing behind it but where it stands and what it belongs to ("the barracks of Oued Zitoun").
pub fn site(tree: &Tree<'_>, lex: &Lexicon, head: usize) -> Span {
    let other: Vec<usize> = tree
        .kids(head)
        .filter(|&k| {
            k > head
                && tree.base(k) == "nmod"
                && !tree.case(k).is_some_and(|c| {
                    matches!(
                        c,
                        "of" | "in"
                            | "at"
                            | "on"
                            | "near"
                            | "outside"
                            | "to"
                            | "between"
                            | "for"
                            | "from"
                            | "behind"
                            | "opposite"
                            | "along"
                            | "by"
                            | "under"
                            | "around"
                    )
                })
        })
        .collect();
    span(tree, lex, head, &other)
}

/// Stretches `lo..=hi` over what belongs to the phrase of `top` below the token `at`.
fn grow(
    tree: &Tree<'_>,
    lex: &Lexicon,
    (top, at): (usize, usize),
    stop: &[usize],
    lo: &mut usize,
    hi: &mut usize,
    depth: usize,
) {
    for k in tree.kids(at) {
        if stop.contains(&k) || depth > 40 {
            continue;
        }
        let keep = if at == top {
            keeps_at_top(tree, lex, top, k)
        } else {
            !matches!(tree.base(k), "punct" | "parataxis") && tree.rel(k) != Rel::ACL_RELCL
        };
        if keep {
            *lo = (*lo).min(k);
            *hi = (*hi).max(k);
            grow(tree, lex, (top, k), stop, lo, hi, depth + 1);
        }
    }
}

/// Which children of the head belong to the phrase.
fn keeps_at_top(tree: &Tree<'_>, lex: &Lexicon, head: usize, k: usize) -> bool {
    match tree.base(k) {
        "det" | "amod" | "nummod" | "compound" | "flat" | "fixed" | "goeswith" => true,
        "nmod" => {
            !is_list_example(tree, k) && !is_circumstance(tree, lex, head, k) && !after_comma(tree, head, k)
        }
        "advmod" => k < head && !matches!(tree.upos(head), Upos::Verb) && near_number(tree, head, k),
        "appos" => tree.upos(k) == Upos::Propn && k > head && k - head <= 6 && tree.upos(head) == Upos::Noun,
        "acl" => {
            // "people who had not been paid" keeps its clause: without it nothing is said.
            if tree.rel(k) == Rel::ACL_RELCL {
                return k > head
                    && matches!(tree.lemma(head), "those" | "anyone" | "everyone" | "nobody" | "one")
                    || (k > head && matches!(tree.lemma(head), "people" | "person") && bare(tree, head));
            }
            if tree.kid(k, &["mark"]).is_some_and(|m| matches!(tree.lower(m), "of" | "from" | "for")) {
                return false;
            }
            // A participle that is an act of its own ("prisoners arrested in May") is another claim.
            if tree.tok(k).feats.has("VerbForm=Part") && !lex.verb(tree.lemma(k)).is_empty() {
                return false;
            }
            let (a, b) = tree.reach(k);
            b - a <= 8 && !(a..=b).any(|i| tree.form(i) == ",")
        }
        _ => false,
    }
}

/// "the barracks, beyond the reach of any lawyer": what a comma parts from the phrase is said on the side.
fn after_comma(tree: &Tree<'_>, head: usize, k: usize) -> bool {
    let (lo, _) = tree.reach(k);
    k > head && lo > head + 1 && (tree.form(lo) == "," || tree.form(lo - 1) == ",")
}

/// "at least", "up to", "as many as": the first word of a bound on a number.
pub fn opens_number(tree: &Tree<'_>, i: usize) -> bool {
    i + 1 < tree.len()
        && matches!(
            tree.lower(i),
            "at" | "up" | "as" | "no" | "between" | "around" | "about" | "over" | "under" | "not"
        )
        && (matches!(tree.lower(i + 1), "least" | "most" | "many" | "more" | "fewer" | "less")
            || (tree.lower(i + 1) == "to" || i + 2 < tree.len()) && tree.upos(i + 1) == Upos::Num)
}

/// "such as …", "including …", "alongside …": a list behind the phrase, not the phrase.
pub fn is_list_example(tree: &Tree<'_>, k: usize) -> bool {
    tree.case(k).is_some_and(|c| {
        matches!(
            c,
            "such as"
                | "including"
                | "alongside"
                | "besides"
                | "except for"
                | "except"
                | "apart from"
                | "as well as"
                | "along with"
                | "like"
                | "plus"
        )
    })
}

/// A phrase that the parser hung on the noun but that says when, with what, or on what ground.
fn is_circumstance(tree: &Tree<'_>, lex: &Lexicon, head: usize, k: usize) -> bool {
    let Some(case) = tree.case(k) else { return false };
    let mask = tree.own_mask(k);
    let tool = lex.classes.bit("weapon")
        | lex.classes.bit("missile")
        | lex.classes.bit("gas")
        | lex.classes.bit("bullet");
    let ground = lex.classes.bit("offence");
    let people = tree.own_mask(head) & lex.classes.people() != 0;
    match case {
        "with" | "using" => people && mask & tool != 0 && tree.base(head) == "obj",
        "for" => people && (mask & ground != 0 || tree.base(head) == "obj" || tree.base(head) == "nsubj"),
        "after" | "before" | "during" | "since" | "until" | "amid" | "despite" | "because of" | "due to"
        | "according to" => true,
        // "stopped by police at a gate": forces have no place in their name.
        "at" | "near" | "outside" if tree.own_mask(head) & lex.classes.bit("force") != 0 => true,
        "on" if matches!(tree.lemma(k), "fire" | "alight") => true,
        "at" if tree.upos(k) == Upos::Num || tree.kids(k).any(|n| tree.base(n) == "nummod") => true,
        "on" | "at" | "in" => tree.is_time(k) && tree.base(head) != "nmod" && people,
        _ => false,
    }
}

fn bare(tree: &Tree<'_>, head: usize) -> bool {
    !tree.kids(head).any(|k| matches!(tree.base(k), "det" | "amod" | "nummod" | "nmod" | "compound"))
}

/// "almost all", "nearly the whole square": a degree word before a number or determiner.
fn near_number(tree: &Tree<'_>, head: usize, k: usize) -> bool {
    (k + 1..=head).take(2).any(|i| matches!(tree.upos(i), Upos::Num | Upos::Det))
        || matches!(tree.upos(head), Upos::Num)
}

fn trim(tree: &Tree<'_>, lex: &Lexicon, head: usize, mut lo: usize, mut hi: usize) -> (usize, usize) {
    // "Thursday night unknown persons": a time in front is no part of the party; nor is one behind it.
    if !tree.is_time(head) {
        while lo < head
            && (tree.is_time(lo) || tree.upos(lo) == Upos::Punct && lo > 0 && tree.is_time(lo - 1))
        {
            lo += 1;
        }
        if let Some(at) = (head + 1..=hi).find(|&i| tree.is_time(i))
            && (at..=hi).all(|i| tree.is_time(i))
            && !(head..at).any(|i| tree.lower(i) == "of")
        {
            hi = at - 1;
        }
    }
    // A semicolon, or a remark that begins with "who" or "which", ends the phrase.
    let ends = |i: usize| {
        tree.form(i) == ";"
            || tree.form(i) == ","
                && i < hi
                && matches!(tree.lower(i + 1), "who" | "which" | "whose" | "whom" | "where")
    };
    if let Some(i) = (head + 1..=hi).find(|&i| ends(i)) {
        hi = i - 1;
    }
    // A name goes on while its words have capitals ("Valley First").
    if tree.upos(head) == Upos::Propn && hi >= head {
        while hi + 1 < tree.len()
            && tree.upos(hi) == Upos::Propn
            && matches!(tree.upos(hi + 1), Upos::Propn | Upos::Adj | Upos::Adv | Upos::Noun)
            && tree.form(hi + 1).chars().next().is_some_and(char::is_uppercase)
            && tree.tok(hi).span.end + 1 == tree.tok(hi + 1).span.start
        {
            hi += 1;
        }
    }
    while lo < head {
        let word = tree.lower(lo);
        let opens = matches!(word, "[" | "(") && (lo..=hi).any(|i| matches!(tree.form(i), "]" | ")"));
        let hedge = lex.hedge(word).is_some() && tree.upos(lo) == Upos::Adv;
        let bound = opens_number(tree, lo);
        let loose = !bound
            && ((tree.upos(lo) == Upos::Punct && !opens)
                || matches!(tree.base(lo), "cc" | "case" | "mark")
                || hedge);
        if !loose {
            break;
        }
        lo += 1;
    }
    while hi > head {
        let closes =
            matches!(tree.form(hi), "]" | ")") && (lo..=hi).any(|i| matches!(tree.form(i), "[" | "("));
        let name_mark = tree.form(hi) == "!" && tree.upos(hi - 1) == Upos::Propn;
        if tree.upos(hi) != Upos::Punct || closes || name_mark {
            break;
        }
        hi -= 1;
    }
    (lo, hi)
}

/// The phrase and its joined phrases as separate items, or as one where they share an article or a modifier.
pub fn items(tree: &Tree<'_>, lex: &Lexicon, head: usize, stop: &[usize]) -> Vec<(usize, usize, usize)> {
    let heads = tree.with_conjuncts(head);
    let mut out: Vec<(usize, usize, usize)> = Vec::with_capacity(heads.len());
    for (i, &h) in heads.iter().enumerate() {
        let (lo, hi) = extent(tree, lex, h, stop);
        if i > 0 && tree.is_clause(h) && !matches!(tree.upos(h), Upos::Noun | Upos::Propn | Upos::Num) {
            continue;
        }
        if i == 1 && heads.len() == 2 && shares(tree, heads[0], h) {
            let first = out[0];
            out[0] = (first.0.min(lo), first.1.max(hi), first.2);
            continue;
        }
        out.push((lo, hi, h));
    }
    out
}

/// "the coast guard and customs officers", "friends and relatives of prisoners".
fn shares(tree: &Tree<'_>, a: usize, b: usize) -> bool {
    let marks = |h: usize| {
        tree.kids(h).any(|k| matches!(tree.base(k), "det" | "nummod") || tree.rel(k) == Rel::NMOD_POSS)
    };
    if matches!(tree.upos(a), Upos::Propn | Upos::Pron) || matches!(tree.upos(b), Upos::Propn | Upos::Pron) {
        return false;
    }
    let first_marked =
        tree.kids(a).any(|k| k < a && (matches!(tree.base(k), "det") || tree.rel(k) == Rel::NMOD_POSS));
    let second_marked = marks(b);
    let shared_tail = tree.kids(a).any(|k| tree.base(k) == "nmod" && k > b);
    (first_marked && !second_marked) || shared_tail
}

/// Bytes of a clause used as a filler ("to come out", "that he resign"), without trailing punctuation.
pub fn clause_span(tree: &Tree<'_>, v: usize) -> Span {
    let (mut lo, mut hi) = tree.reach(v);
    // "offered to talk but ruled out an early vote": what follows "but" is said of its own.
    if let Some(but) = (v + 1..=hi).find(|&i| {
        tree.lower(i) == "but"
            && tree.base(i) == "cc"
            && tree.head(i).is_some_and(|c| tree.head(c) == Some(v))
    }) {
        hi = but - 1;
    }
    // "Their aim was [to frighten us]": the outer subject is no part of what is said of it.
    if tree.kids(v).any(|k| tree.rel(k) == Rel::NSUBJ_OUTER)
        && let Some(mark) = tree.kid(v, &["mark"])
    {
        lo = mark;
    }
    // "…, according to the union": who says so is no part of what is said.
    if let Some(i) = (v + 1..=hi)
        .find(|&i| tree.lower(i) == "according" && i + 1 < tree.len() && tree.lower(i + 1) == "to")
    {
        hi = i.saturating_sub(1).max(v);
    }
    // "hindering work, which carries three years": what is said of the content on the side is no part of it.
    if let Some(aside) = (v + 1..=hi).find(|&i| {
        tree.form(i) == ","
            && (i + 1..=hi.min(i + 3)).any(|w| matches!(tree.lower(w), "which" | "who" | "whose" | "where"))
            && (i + 1..=hi)
                .any(|r| tree.rel(r) == Rel::ACL_RELCL && tree.reach(r).0 >= i && tree.reach(r).1 + 1 >= hi)
    }) {
        hi = aside - 1;
    }
    while lo < hi
        && (tree.upos(lo) == Upos::Punct
            || matches!(
                tree.lower(lo),
                "that" | "for" | "because" | "of" | "from" | "against" | "over" | "with"
            ))
    {
        lo += 1;
    }
    while hi > lo && tree.upos(hi) == Upos::Punct {
        hi -= 1;
    }
    tree.span(lo, hi)
}

/// Joined contents as items ("to free them, to open an inquiry and to pay"): rule 4.
pub fn clause_spans(tree: &Tree<'_>, v: usize) -> Vec<Span> {
    let whole = clause_span(tree, v);
    let joined: Vec<usize> = tree
        .kids(v)
        .filter(|&k| {
            tree.base(k) == "conj"
                && matches!(tree.upos(k), Upos::Verb)
                && tree.kid(k, &["obj", "obl", "xcomp", "ccomp", "nsubj", "nsubj:pass"]).is_some()
        })
        .collect();
    if joined.is_empty() {
        return vec![whole];
    }
    let mut out = Vec::with_capacity(joined.len() + 1);
    let mut start = whole.start;
    for k in joined {
        // A subject of its own before the verb belongs to its piece; so does "to".
        let mut lo = tree.reach(k).0;
        let mut cut = lo;
        while cut > 0 && (tree.upos(cut - 1) == Upos::Punct || tree.base(cut - 1) == "cc") {
            cut -= 1;
        }
        while lo < k && (tree.upos(lo) == Upos::Punct || tree.base(lo) == "cc" || tree.lower(lo) == "that") {
            lo += 1;
        }
        if cut == 0 || tree.tok(lo).span.start <= start || tree.tok(lo).span.start >= whole.end {
            return vec![whole];
        }
        out.push(Span::new(start, tree.tok(cut - 1).span.end));
        start = tree.tok(lo).span.start;
    }
    out.push(Span::new(start, whole.end));
    out.retain(|s| s.end > s.start);
    out
}

/// The whole phrase of a noun with what hangs on it to the right, but for clauses.
pub fn span_of_head(tree: &Tree<'_>, lex: &Lexicon, head: usize) -> Span {
    let (mut lo, mut hi) = (head, head);
    grow(tree, lex, (head, head), &[], &mut lo, &mut hi, 0);
    tree.span(lo, hi)
}
