//! The quote of a claim: the shortest run of text that carries it, usually the clause (`CLAIMS.md`, rule 3).

use crate::roles::Roles;
use crate::tree::Tree;
use kua_syntax::{Rel, Upos};

/// First and last token of the clause of `v`; `keep_content`: the complement clause belongs to it (demands, threats).
pub fn clause(tree: &Tree<'_>, v: usize, roles: &Roles, keep_content: bool) -> (usize, usize) {
    let (mut lo, mut hi) = (v, v);
    collect(tree, v, v, keep_content, &mut lo, &mut hi, 0);
    // Raised verbs ("began to", "is likely to", "tried to") belong to the run.
    let mut top = v;
    let mut steps = 0;
    while tree.base(top) == "xcomp" && steps < 4 {
        let Some(h) = tree.head(top) else { break };
        top = h;
        steps += 1;
        lo = lo.min(h);
        for k in tree.kids(h) {
            if k < h && matches!(tree.base(k), "nsubj" | "aux" | "cop" | "advmod" | "obl") && k < v {
                lo = lo.min(tree.reach(k).0);
            }
        }
    }
    // "the gang's urge to rob the kiosks": whose aim it is stands before the noun.
    if tree.rel(v) == Rel::ACL
        && let Some(h) = tree.head(v)
        && tree.kid(v, &["mark"]).is_some_and(|m| tree.lower(m) == "to")
        && let Some(owner) = tree.kids(h).find(|&k| tree.rel(k) == Rel::NMOD_POSS)
        && roles.list.iter().any(|(_, t)| *t == owner)
    {
        lo = lo.min(tree.reach(owner).0);
    }
    // "journalists attacked by", "his brother, who was taken": the noun that the clause is about.
    if tree.base(v) == "acl"
        && let Some(h) = tree.head(v)
        && h < v
    {
        let who_clause = tree.rel(v) == Rel::ACL_RELCL;
        let (a, _) = noun_run(tree, h, v);
        let gap = lo.saturating_sub(h);
        let named = roles.list.iter().any(|(_, t)| *t == h);
        let short = h - a <= 4 && gap <= 3;
        let person_pronoun = tree.kids(v).any(|k| tree.lower(k) == "who");
        if named
            && short
            && (!who_clause || person_pronoun || !tree.kids(v).any(|k| tree.upos(k) == Upos::Pron))
        {
            lo = a;
        }
    }
    let (lo, hi) = one_side(tree, v, lo, hi);
    trim(tree, v, after_aside(tree, v, lo), hi)
}

/// "Seven were let out; the other four stayed": a semicolon parts two statements, whatever the parser bound.
fn one_side(tree: &Tree<'_>, v: usize, lo: usize, hi: usize) -> (usize, usize) {
    let mark = |i: &usize| tree.form(*i) == ";";
    let lo = (lo..v).rev().find(mark).map_or(lo, |i| i + 1);
    let hi = (v..=hi).find(mark).map_or(hi, |i| i.saturating_sub(1).max(v));
    (lo, hi)
}

/// "The blockade, set up by a committee that the farmers chose, had cut the road": behind a long remark on its subject the
/// statement starts anew.
fn after_aside(tree: &Tree<'_>, v: usize, lo: usize) -> usize {
    let Some(s) = tree.kids(v).find(|&k| tree.base(k) == "nsubj" && k < v) else { return lo };
    let aside =
        tree.kids(s).filter(|&k| k > s && tree.base(k) == "acl").map(|k| tree.reach(k)).find(|&(a, b)| {
            b < v && b - a >= 5 && a > 0 && tree.form(a - 1) == "," && b + 1 < v && tree.form(b + 1) == ","
        });
    aside.map_or(lo, |(_, b)| (b + 2).min(v))
}

/// The run of an event noun with its own phrases, and of the verb that carries it.
pub fn nominal(tree: &Tree<'_>, n: usize, roles: &Roles) -> (usize, usize) {
    if roles.carrier != n {
        return clause(tree, roles.carrier, roles, false);
    }
    let (mut lo, mut hi) = (n, n);
    for k in tree.kids(n) {
        if !matches!(
            tree.base(k),
            "punct"
                | "conj"
                | "cc"
                | "parataxis"
                | "case"
                | "appos"
                | "mark"
                | "nsubj"
                | "cop"
                | "advcl"
                | "aux"
        ) && tree.rel(k) != Rel::ACL_RELCL
        {
            let (a, b) = tree.reach(k);
            lo = lo.min(a);
            hi = hi.max(b);
        }
    }
    trim(tree, n, lo, hi)
}

fn noun_run(tree: &Tree<'_>, h: usize, before: usize) -> (usize, usize) {
    let mut lo = h;
    for k in tree.kids(h).filter(|&k| k < h) {
        if matches!(tree.base(k), "det" | "amod" | "nummod" | "compound" | "flat")
            || tree.rel(k) == Rel::NMOD_POSS
        {
            lo = lo.min(tree.reach(k).0);
        }
    }
    (lo, before)
}

fn collect(
    tree: &Tree<'_>,
    v: usize,
    at: usize,
    keep_content: bool,
    lo: &mut usize,
    hi: &mut usize,
    depth: usize,
) {
    for k in tree.kids(at) {
        if depth > 40
            || (at == v && !belongs(tree, v, k, keep_content))
            || (at != v && drops_inside(tree, v, k))
        {
            continue;
        }
        *lo = (*lo).min(k);
        *hi = (*hi).max(k);
        collect(tree, v, k, keep_content, lo, hi, depth + 1);
    }
}

/// Children of the clause's head that belong to its quote.
fn belongs(tree: &Tree<'_>, v: usize, k: usize, keep_content: bool) -> bool {
    match tree.base(k) {
        "conj" => !(tree.upos(k) == Upos::Verb || tree.is_clause(k)),
        "cc" => tree
            .kids(v)
            .any(|c| tree.base(c) == "conj" && c > k && !(tree.upos(c) == Upos::Verb || tree.is_clause(c))),
        "parataxis" | "punct" | "discourse" | "vocative" | "mark" | "list" | "reparandum" => false,
        "ccomp" => keep_content,
        "advcl" if tree.lower(k) == "according" => false,
        "advcl" => {
            let marker = tree.kid(k, &["mark"]).map(|m| tree.lower(m)).unwrap_or_default();
            let (a, b) = tree.reach(k);
            match marker {
                "to" | "by" | "for" | "from" | "of" | "because" | "if" | "unless" | "until" => true,
                "when" | "once" => k < v,
                "" => tree.tok(k).feats.has("VerbForm=Ger") && b - a < 6,
                _ => false,
            }
        }
        "advmod" => {
            !matches!(tree.lower(k), "however" | "meanwhile" | "moreover" | "also" | "then" if k == tree.reach(v).0)
        }
        "acl" => tree.rel(k) != Rel::ACL_RELCL,
        "obl" | "nmod" => !(is_according(tree, k) || k > v && crate::phrase::is_list_example(tree, k)),
        _ => true,
    }
}

/// "According to the ministry, …" only fills `says`.
fn is_according(tree: &Tree<'_>, k: usize) -> bool {
    if tree.case(k).is_some_and(|c| c.starts_with("according")) {
        return true;
    }
    let (lo, _) = tree.reach(k);
    tree.lower(lo) == "according" || (lo > 0 && tree.lower(lo - 1) == "according")
}

/// Trailing relative clauses and remarks are no part of it.
fn drops_inside(tree: &Tree<'_>, v: usize, k: usize) -> bool {
    match tree.base(k) {
        "parataxis" => true,
        "acl" => tree.rel(k) == Rel::ACL_RELCL && k > v && trails(tree, v, k),
        "nmod" | "obl" => k > v && trails(tree, v, k) && crate::phrase::is_list_example(tree, k),
        "appos" => k > v && trails(tree, v, k) && tree.reach(k).1 - tree.reach(k).0 > 3,
        _ => false,
    }
}

/// Whether nothing of the clause follows the phrase.
fn trails(tree: &Tree<'_>, v: usize, k: usize) -> bool {
    let end = tree.reach(k).1;
    !tree.kids(v).any(|x| x > end && !matches!(tree.base(x), "punct" | "conj" | "cc" | "parataxis" | "advcl"))
}

fn trim(tree: &Tree<'_>, head: usize, mut lo: usize, mut hi: usize) -> (usize, usize) {
    while lo < head
        && !crate::phrase::opens_number(tree, lo)
        && (tree.upos(lo) == Upos::Punct && !matches!(tree.form(lo), "[" | "“" | "\"" | "‘")
            || matches!(tree.base(lo), "cc" | "mark" | "punct")
            || (tree.base(lo) == "case" && tree.head(lo) == Some(head)))
    {
        lo += 1;
    }
    while hi > head && tree.upos(hi) == Upos::Punct {
        let opens = matches!(tree.form(hi), "]" | ")" | "”" | "\"" | "’")
            && (lo..hi).any(|i| matches!(tree.form(i), "[" | "(" | "“" | "\"" | "‘"));
        if opens {
            break;
        }
        hi -= 1;
    }
    (lo, hi)
}
