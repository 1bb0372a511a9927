//! Figures stated of a toll or number: "the death toll rose to 57", "the number of injured stands at 310",
//! "doctors put the tally of fatalities at 34", "the opposition speaks of at least 90 dead".
//!
//! In: a clause and the numbers in it. Out: the claim that the figure is of (killed, hurt, held, missing, taking part).
//! Not here: which words name what (`lexicon/en/figures.toml`); figures that a verb of its own governs ("12 were killed").

use crate::attach;
use crate::draft::{Draft, Item};
use crate::lexicon::{Lexicon, RoleKey};
use crate::phrase;
use crate::quote;
use crate::reader::Work;
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

/// What the figure last stated was of, in this sentence or the two before: "the number", "this", "of 40" go on from there.
pub fn last_of(work: &Work<'_>, lex: &Lexicon, before: &[Draft], s: usize) -> Option<&'static str> {
    let near = before.iter().rev().take_while(|d| s - d.sent <= 2);
    let counted = |d: &&Draft| {
        let quote = work.trees[d.sent].span(d.quote.0, d.quote.1);
        d.counted.is_some() || Work::within(&work.counts, quote, |c| c.span).iter().any(|c| c.is_count())
    };
    let of = |d: &Draft| {
        // "25,000 marched; the police gave 8,000": those who took part.
        let there = d.act.family() == "gather" || d.act.as_str() == "be.present";
        let act = if there { "be.size" } else { d.act.as_str() };
        KINDS.iter().find(|(_, of)| *of == act).map(|(_, act)| *act)
    };
    near.filter(counted).find_map(of).or_else(|| asked_for(work, lex, s))
}

/// What a question "How many …?" in one of the three sentences before asks for.
fn asked_for(work: &Work<'_>, lex: &Lexicon, s: usize) -> Option<&'static str> {
    let question = work.trees[s.saturating_sub(3)..s].iter().rev().find(|t| {
        let start = (0..t.len()).find(|&i| t.lower(i) == "how");
        start.is_some_and(|i| i + 1 < t.len() && t.lower(i + 1) == "many")
            && (0..t.len()).any(|i| t.form(i) == "?")
    })?;
    let asks = |list: &str| {
        (0..question.len())
            .any(|i| lex.in_list(list, question.lower(i)) || lex.in_list(list, question.lemma(i)))
    };
    let asked = [("asked-detained", "law.detain"), ("asked-present", "be.size")];
    KINDS.iter().chain(&asked).find(|(list, _)| asks(list)).map(|(_, act)| *act)
}

/// The claims of a clause headed by `p` that states figures: "reported six dead and forty injured" states two.
/// `said`: what the figure before was of, see [`last_of`].
pub fn figures(ask: &Ask<'_, '_>, p: usize, said: Option<&'static str>) -> Vec<Draft> {
    let Some((first, counted)) = figure(ask, p, said) else { return Vec::new() };
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
fn figure(ask: &Ask<'_, '_>, p: usize, said: Option<&'static str>) -> Option<(Draft, usize)> {
    let (tree, lex) = (ask.tree, ask.lex);
    let copula = tree.kid(p, &["cop"]).is_some();
    let lemma = tree.lemma(p);
    let listed = |list: &str| lex.in_list(list, lemma);
    if !copula
        && !["figure-verb", "figure-source-verb", "figure-bare-verb", "figure-list-verb"]
            .iter()
            .any(|l| listed(l))
    {
        return None;
    }
    let passive = roles::is_passive(tree, p) && !roles::bare_participle(tree, p);
    let found = roles::of_clause(tree, lex, p, passive);
    // The noun that is counted: the subject, or the object of whoever counts.
    let taken_up = |t: usize| said.is_some() && !copula && matches!(tree.lower(t), "this" | "it" | "that");
    let of_clause = || {
        [RoleKey::Subj, RoleKey::Obj]
            .into_iter()
            .flat_map(|key| found.all(&key).collect::<Vec<_>>())
            .filter(|_| copula || listed("figure-verb"))
    };
    let noun = of_clause()
        .find(|&t| lex.in_list("figure-noun", tree.lemma(t)))
        .or_else(|| of_clause().find(|&t| taken_up(t)));
    let direct = || {
        let behind = |word: &str| found.get(&RoleKey::Prep(word.into()));
        let direct = found.get(&RoleKey::Obj).or_else(|| behind("of")).or_else(|| behind("on"));
        let tells = |t: usize| {
            listed("figure-source-verb")
                || listed("figure-bare-verb") && tree.upos(t) == Upos::Num && bare(ask, t)
        };
        direct.filter(|&t| tells(t) && numbered(ask, t).is_some())
    };
    // "has 88 names", "their list holds 31 names"
    let lister = |t: usize| {
        ask.people(t)
            || lex.in_list("name-list", tree.lemma(t))
            || matches!(tree.lower(t), "we" | "they" | "i")
    };
    let names = || {
        let listed = listed("figure-list-verb") && found.get(&RoleKey::Subj).is_some_and(lister);
        found.get(&RoleKey::Obj).filter(|&t| listed && tree.lemma(t) == "name")
    };
    let counted = noun.or_else(direct).or_else(names)?;
    // "put the number at six", "speaks of 40": of what was said before.
    let open = noun.is_some() || tree.upos(counted) == Upos::Num || tree.lemma(counted) == "name";
    let act = kind(ask, counted).or(said.filter(|_| open && bare(ask, counted)))?;
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
    if act == "be.size" && tree.upos(counted) != Upos::Num {
        draft.who = vec![Item { head: counted, span: phrase::span(tree, lex, counted, &[]) }];
    } else if act != "be.size" {
        draft.whom = people_of(ask, counted);
    }
    draft.roles = found;
    draft.counted = Some(count.span);
    Some((draft, counted))
}

/// Whether nothing beside the noun says what it is a number of.
fn bare(ask: &Ask<'_, '_>, t: usize) -> bool {
    let tree = ask.tree;
    tree.kids(t).all(|k| !matches!(tree.base(k), "compound" | "nmod" | "acl"))
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
