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

/// Word lists with the acts they tell of.
const BEFALLEN: [(&str, &str); 4] = [
    ("figure-killed", "harm.killed"),
    ("figure-injured", "harm.injured"),
    ("figure-detained", "law.detain"),
    ("figure-missing", "harm.missing"),
];
