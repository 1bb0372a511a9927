//! Figures stated of a toll or number: "the death toll rose to 57", "the number of injured stands at 310",
//! "doctors put the tally of fatalities at 34", "the opposition speaks of at least 90 dead".
//!
//! In: a clause and the numbers in it. Out: the claim that the figure is of (killed, hurt, held, missing, taking part).
//! Not here: which words name what (`lexicon/en/figures.toml`); figures that a verb of its own governs ("12 were killed").

use crate::attach;
use crate::draft::{Draft, Item};
use crate::lexicon::RoleKey;
use crate::phrase;
use crate::quote;
use crate::roles;
use crate::special::Ask;
use kua_syntax::Upos;

/// Word lists with the acts whose figure they name.
const KINDS: [(&str, &str); 5] = [
    ("figure-killed", "harm.killed"),
    ("figure-injured", "harm.injured"),
    ("figure-detained", "law.detain"),
    ("figure-missing", "harm.missing"),
    ("figure-present", "be.size"),
];

/// The claims of a clause headed by `p` that states figures: "reported six dead and forty injured" states two.
pub fn figures(ask: &Ask<'_, '_>, p: usize) -> Vec<Draft> {
    let Some((first, counted)) = figure(ask, p) else { return Vec::new() };
    let others = ask.tree.with_conjuncts(counted).into_iter().filter(|&t| t != counted);
    let other = |t: usize| {
        let (act, count) = (kind(ask, t)?, numbered(ask, t)?);
        if act == first.act.as_str() || act == "be.size" || first.act.as_str() == "be.size" {
            return None;
        }
        let mut draft = ask.draft(act, "figure", p, ask.tree.reach(t));
        draft.whom = people_of(ask, t);
        draft.roles = first.roles.clone();
        draft.counted = Some(count.span);
        Some(draft)
    };
    let others: Vec<Draft> = others.filter_map(other).collect();
    std::iter::once(first).chain(others).collect()
}

/// The claim of the first figure, with the noun that is counted.
fn figure(ask: &Ask<'_, '_>, p: usize) -> Option<(Draft, usize)> {
    let (tree, lex) = (ask.tree, ask.lex);
    let copula = tree.kid(p, &["cop"]).is_some();
    let lemma = tree.lemma(p);
    if !copula && !lex.in_list("figure-verb", lemma) && !lex.in_list("figure-source-verb", lemma) {
        return None;
    }
    let passive = roles::is_passive(tree, p) && !roles::bare_participle(tree, p);
    let found = roles::of_clause(tree, lex, p, passive);
    // The noun that is counted: the subject, or the object of whoever counts.
    let noun = [RoleKey::Subj, RoleKey::Obj].iter().flat_map(|key| found.all(key)).find(|&t| {
        lex.in_list("figure-noun", tree.lemma(t)) && (copula || lex.in_list("figure-verb", lemma))
    });
    let counted = noun.or_else(|| {
        let direct = found.get(&RoleKey::Obj).or_else(|| found.get(&RoleKey::Prep("of".into())));
        direct.filter(|&t| lex.in_list("figure-source-verb", lemma) && numbered(ask, t).is_some())
    })?;
    let act = kind(ask, counted)?;
    let count = match noun {
        Some(_) => ask.counts.iter().filter(|c| c.is_count() && !c.share && !c.ordinal).find(|c| {
            let Some(t) = attach::span_head(tree, c.number_span) else { return false };
            let origin = [Some(t), tree.head(t)].into_iter().flatten().any(|x| tree.case(x) == Some("from"));
            let inside = tree.reach(p).0 <= t && t <= tree.reach(p).1;
            !origin && inside && (c.number_span.start > tree.tok(counted).span.end)
        })?,
        None => numbered(ask, counted)?,
    };
    let mut draft = ask.draft(act, "figure", p, quote::clause(tree, p, &found, false));
    if act == "be.size" {
        draft.who = vec![Item { head: counted, span: phrase::span(tree, lex, counted, &[]) }];
    } else {
        draft.whom = people_of(ask, counted);
    }
    draft.roles = found;
    draft.counted = Some(count.span);
    Some((draft, counted))
}

fn numbered<'x>(ask: &Ask<'x, '_>, t: usize) -> Option<&'x crate::count::CountMention> {
    let tree = ask.tree;
    let own = tree.kids(t).find(|&k| tree.base(k) == "nummod").map(|k| tree.tok(k).span);
    let span = own.unwrap_or(tree.tok(t).span);
    ask.counts.iter().find(|c| c.is_count() && !c.share && !c.ordinal && c.span.overlaps(span))
}

/// What is counted, by the words of the phrase: the noun itself, what stands before it, and behind its "of".
fn kind(ask: &Ask<'_, '_>, t: usize) -> Option<&'static str> {
    let tree = ask.tree;
    let mut words = vec![tree.lower(t), tree.lemma(t)];
    for k in tree.kids(t).filter(|&k| matches!(tree.base(k), "compound" | "amod" | "nmod")) {
        words.push(tree.lower(k));
        words.push(tree.lemma(k));
        words.extend(
            tree.kids(k)
                .filter(|&m| matches!(tree.base(m), "amod" | "acl" | "compound"))
                .map(|m| tree.lower(m)),
        );
    }
    KINDS.iter().find(|(list, _)| words.iter().any(|w| ask.lex.in_list(list, w))).map(|(_, act)| *act)
}

/// "the number of persons detained": the persons; "the number of dead" names nobody.
fn people_of(ask: &Ask<'_, '_>, t: usize) -> Vec<Item> {
    let tree = ask.tree;
    let named = |x: usize| KINDS.iter().any(|(list, _)| ask.lex.in_list(list, tree.lower(x)));
    tree.kids(t)
        .filter(|&k| tree.base(k) == "nmod" && tree.case(k) == Some("of"))
        .filter(|&k| matches!(tree.upos(k), Upos::Noun) && !named(k))
        .map(|k| Item { head: k, span: phrase::span(tree, ask.lex, k, &[]) })
        .collect()
}
