//! Figures for a part of those just named: "41 people, including three minors", "nine people, two of them children",
//! "380 held, among them 11 journalists" (`CLAIMS.md`, *Numbers*: two figures are two claims).
//!
//! In: the sentence and its drafts. Out: further drafts, each a copy of the claim about the whole with the part in the
//! place of the whole. Not here: shares ("most of them miners"), which say what a group is (`special.rs`).

use crate::attach;
use crate::count::CountMention;
use crate::draft::{Draft, Item};
use crate::special::Ask;
use kua_record::Span;
use kua_syntax::Upos;

/// The claims about parts.
pub fn parts(ask: &Ask<'_, '_>, drafts: &[Draft]) -> Vec<Draft> {
    let tree = ask.tree;
    let mut out: Vec<Draft> = Vec::new();
    for count in ask.counts.iter().filter(|c| c.is_count() && !c.share && !c.ordinal) {
        let Some(first) = attach::token_at(tree, count.span.start) else { continue };
        let found = named_part(ask, first, count).or_else(|| part_of(ask, first, count));
        let Some((from, last, words)) = found.or_else(|| placed_part(ask, first, count)) else { continue };
        // The part's own clause ("one of them was hit") has its own claim.
        if drafts.iter().any(|d| (from..=last).contains(&d.pred)) {
            continue;
        }
        let Some((owner, slot)) = owner(drafts, from) else { continue };
        let mut draft = owner.clone();
        let item = Item { head: last.min(words.1), span: tree.span(words.0, words.1) };
        if slot == Slot::Whom {
            draft.whom = vec![item];
        } else {
            draft.who = vec![item];
        }
        draft.why.clear();
        draft.quote = (from, last);
        draft.rule = "grammar.part".to_owned();
        draft.counted = Some(count.span);
        draft.nominal = true;
        draft.from = None;
        out.push(draft);
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Who,
    Whom,
}

/// The nearest claim before the part that counts people hurt or held, with the slot of the whole.
fn owner(drafts: &[Draft], from: usize) -> Option<(&Draft, Slot)> {
    drafts
        .iter()
        .filter(|d| matches!(d.act.family(), "law" | "harm"))
        .filter_map(|d| {
            let whom = d.whom.iter().map(|i| (i.head, Slot::Whom));
            let who = d.who.iter().map(|i| (i.head, Slot::Who));
            let best =
                whom.chain(who.filter(|_| d.whom.is_empty())).filter(|(h, _)| *h < from).max_by_key(|p| p.0);
            let bare = d.whom.is_empty() && d.counted.is_some() && d.quote.0 < from;
            best.or(bare.then_some((d.quote.0, Slot::Whom))).map(|(h, slot)| (h, slot, d))
        })
        .max_by_key(|(h, _, _)| *h)
        .map(|(_, slot, d)| (d, slot))
}

/// "including three minors", "among them 11 journalists", "of whom 9 were women": first and last token, and the words of
/// the part.
fn named_part(
    ask: &Ask<'_, '_>,
    first: usize,
    count: &CountMention,
) -> Option<(usize, usize, (usize, usize))> {
    let tree = ask.tree;
    let word = |i: usize| tree.lower(i);
    let pair = |i: usize| (word(i - 1).to_string(), word(i).to_string());
    let from = if first >= 1 && matches!(word(first - 1), "including" | "plus") {
        first - 1
    } else if first >= 2
        && matches!(
            (pair(first - 1).0.as_str(), pair(first - 1).1.as_str()),
            ("among", "them" | "whom" | "these") | ("of", "whom") | ("with", "them")
        )
    {
        first - 2
    } else {
        return None;
    };
    if from == 0 {
        return None;
    }
    let last = phrase_end(ask, first, count);
    Some((from, last, (first, last)))
}

/// "two of them children", "8 of them for bullet wounds": to the next mark; no clause.
fn part_of(ask: &Ask<'_, '_>, first: usize, count: &CountMention) -> Option<(usize, usize, (usize, usize))> {
    let tree = ask.tree;
    let end = attach::token_at(tree, count.span.end.saturating_sub(1))?;
    let partitive = end + 2 < tree.len()
        && tree.lower(end + 1) == "of"
        && matches!(tree.lower(end + 2), "them" | "whom" | "these" | "those");
    let parted = first > 0 && tree.upos(first - 1) == Upos::Punct;
    if !partitive || !parted {
        return None;
    }
    let stop =
        (end + 3..tree.len()).find(|&i| matches!(tree.form(i), "," | ";" | ")" | "." | ":" | "—" | "–"));
    let last = stop.unwrap_or(tree.len()) - 1;
    let clause = (end + 3..=last).any(|i| {
        matches!(tree.upos(i), Upos::Verb | Upos::Aux)
            && !tree.tok(i).feats.has("VerbForm=Ger")
            && tree.base(i) != "amod"
    });
    (last > end + 2 && !clause).then_some((first, last, (first, end + 2)))
}

/// "19 were killed: 14 in Nairobi, four in Kisumu": a bare number between marks with the place of that part.
fn placed_part(
    ask: &Ask<'_, '_>,
    first: usize,
    count: &CountMention,
) -> Option<(usize, usize, (usize, usize))> {
    let tree = ask.tree;
    let end = attach::token_at(tree, count.span.end.saturating_sub(1))?;
    let opens = first > 0 && (tree.upos(first - 1) == Upos::Punct || tree.lower(first - 1) == "and");
    let placed = end + 2 < tree.len() && matches!(tree.lower(end + 1), "in" | "at" | "near");
    // Beside a part with a place of its own stands another, or it all stands behind a colon.
    let listed = (0..first).any(|i| tree.form(i) == ":");
    if !opens || !placed || !listed || tree.upos(first) != Upos::Num {
        return None;
    }
    let stop = (end + 2..tree.len()).find(|&i| matches!(tree.form(i), "," | ";" | ")" | "." | "and"));
    let last = stop.unwrap_or(tree.len()) - 1;
    let clause = (end + 2..=last).any(|i| matches!(tree.upos(i), Upos::Verb | Upos::Aux));
    (!clause).then_some((first, last, (first, end)))
}

/// The last token of the noun phrase that a number opens: over adjectives and nouns, and "of" between them.
fn phrase_end(ask: &Ask<'_, '_>, first: usize, count: &CountMention) -> usize {
    let tree = ask.tree;
    let number = Span::new(count.span.start, count.span.end.max(count.number_span.end));
    let mut last = first;
    for i in first..tree.len() {
        let inside = tree.tok(i).span.start < number.end;
        let goes_on = matches!(tree.upos(i), Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Det)
            || (matches!(tree.lower(i), "of" | "-" | "'s" | "’s") && i + 1 < tree.len());
        if !inside && !goes_on {
            break;
        }
        if inside || !matches!(tree.lower(i), "of" | "-") {
            last = i;
        }
    }
    last
}
