//! What an adjective says befell counted people: "19 wounded demonstrators", "six missing students".
//!
//! In: the sentence and its drafts. Out: further drafts. Not here: what a verb says of them (`find.rs`).

use crate::draft::{Draft, Item};
use crate::phrase;
use crate::special::Ask;
use kua_syntax::Upos;

/// "19 wounded demonstrators", "six missing students": the adjective says what befell those counted.
pub fn befallen(ask: &Ask<'_, '_>, drafts: &[Draft]) -> Vec<Draft> {
    let (tree, lex) = (ask.tree, ask.lex);
    let mut out = Vec::new();
    for n in 0..tree.len() {
        if tree.upos(n) != Upos::Noun
            || (tree.own_mask(n) | lex.classes.by_kind(tree.lemma(n))) & lex.classes.people() == 0
        {
            continue;
        }
        let act = tree.kids(n).filter(|&k| k < n && tree.base(k) == "amod").find_map(|k| {
            BEFALLEN.iter().find(|(list, _)| lex.in_list(list, tree.lower(k))).map(|(_, act)| *act)
        });
        let Some(act) = act else { continue };
        let count = ask.counts.iter().find(|c| {
            c.is_count()
                && !c.share
                && tree.kids(n).any(|k| tree.base(k) == "nummod" && c.span.overlaps(tree.tok(k).span))
        });
        let Some(count) = count else { continue };
        // Said already, or a slot of another claim (rule 16).
        let here = tree.tok(n).span;
        let said = drafts.iter().any(|d| {
            d.act.as_str() == act && d.quote.0 <= n && n <= d.quote.1
                || d.who.iter().chain(&d.whom).any(|i| i.span.contains(here))
        });
        if said {
            continue;
        }
        let (lo, hi) = phrase::extent(tree, lex, n, &[]);
        let mut draft = ask.draft(act, "befallen", n, (lo, hi));
        draft.whom = vec![Item { head: n, span: tree.span(lo, hi) }];
        draft.counted = Some(count.span);
        draft.nominal = true;
        out.push(draft);
    }
    out
}

/// "Among those arrested were two journalists", "The dead include a boy": single people of a group that something befell.
/// These claims stand instead of what the bare "were" and "include" say.
pub fn among(ask: &Ask<'_, '_>) -> Vec<Draft> {
    let tree = ask.tree;
    let mut out = Vec::new();
    for g in 0..tree.len() {
        let Some(act) = fate(ask, g) else { continue };
        let Some(p) = tree.head(g) else {
            // "A cameraman was among the injured"
            if let (true, Some(who)) = (is_among(ask, g), tree.kid(g, &["nsubj"])) {
                out.extend(single(ask, act, g, who, g));
            }
            continue;
        };
        if matches!(tree.lemma(p), "include" | "comprise") && tree.base(g) == "nsubj" {
            out.extend(tree.kid(p, &["obj"]).and_then(|people| single(ask, act, p, people, g)));
        } else if is_among(ask, g) && g < p && tree.kid(p, &["cop"]).is_some_and(|c| g < c) {
            let own = tree.kids(p).find(|&k| tree.base(k) == "nsubj" && k != g);
            out.extend(single(ask, act, p, own.unwrap_or(p), g));
        } else if is_among(ask, g) && tree.lemma(p) == "be" {
            out.extend(tree.kid(p, &["nsubj"]).and_then(|people| single(ask, act, p, people, g)));
        }
    }
    out
}

/// What befell a group: "the dead", "the injured", "those arrested", "the victims".
fn fate(ask: &Ask<'_, '_>, g: usize) -> Option<&'static str> {
    let (tree, lex) = (ask.tree, ask.lex);
    let of = |t: usize| {
        BEFALLEN
            .iter()
            .find(|(list, _)| lex.in_list(list, tree.lower(t)) || lex.in_list(list, tree.lemma(t)))
            .map(|(_, act)| *act)
    };
    if tree.lower(g) == "those" {
        return tree.kids(g).filter(|&k| tree.base(k) == "acl").find_map(of);
    }
    let whole = tree.kids(g).any(|k| tree.base(k) == "det" && tree.lower(k) == "the");
    if !whole {
        return None;
    }
    // A toll and its like are no group of people.
    let people = !lex.in_list("figure-noun", tree.lemma(g)) && !lex.in_list("casualty-event", tree.lemma(g));
    of(g).filter(|_| people)
}

fn is_among(ask: &Ask<'_, '_>, g: usize) -> bool {
    let first = ask.tree.reach(g).0;
    let word = |i: usize| matches!(ask.tree.lower(i), "among" | "amongst");
    word(first) || first > 0 && word(first - 1)
}

fn single(ask: &Ask<'_, '_>, act: &str, p: usize, people: usize, g: usize) -> Option<Draft> {
    let (tree, lex) = (ask.tree, ask.lex);
    let whom: Vec<Item> = phrase::items(tree, lex, people, &[g])
        .into_iter()
        .map(|(lo, hi, head)| Item { head, span: tree.span(lo, hi) })
        .collect();
    let (lo, mut hi) = tree.reach(p);
    while hi > lo && tree.upos(hi) == Upos::Punct {
        hi -= 1;
    }
    // "Among the results is a poem": none of them is a person.
    let mask = |t: usize| tree.own_mask(t) | lex.classes.by_kind(tree.lemma(t));
    let person =
        whom.iter().any(|i| mask(i.head) & lex.classes.people() != 0 || tree.upos(i.head) == Upos::Propn);
    if !person {
        return None;
    }
    let mut draft = ask.draft(act, "among", p, (lo, hi));
    draft.whom = whom;
    Some(draft)
}

/// Word lists with the acts they tell of.
const BEFALLEN: [(&str, &str); 4] = [
    ("figure-killed", "harm.killed"),
    ("figure-injured", "harm.injured"),
    ("figure-detained", "law.detain"),
    ("figure-missing", "harm.missing"),
];
