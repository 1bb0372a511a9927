//! Which time, place and number belong to which claim (`CLAIMS.md`, rules 8 and 17; *Numbers*, "One count a claim").
//!
//! In: drafts of one sentence and the mentions inside it. Out: `when`, `where`, `count` of each draft, with reasons.
//! Not here: what a time or number is (`time/`, `count/`), which gazetteer entry a name is (`place/`).

use crate::count::CountMention;
use crate::draft::Draft;
use crate::lexicon::Lexicon;
use crate::phrase;
use crate::tree::Tree;
use kua_record::Span;
use kua_syntax::Rel;

/// The token that holds byte `at`, or the next one.
pub fn token_at(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let i = tree.sent.tokens.partition_point(|t| t.span.end <= at);
    (i < tree.len()).then_some(i)
}

/// The token of a span whose head lies outside the span.
pub fn span_head(tree: &Tree<'_>, span: Span) -> Option<usize> {
    let first = token_at(tree, span.start)?;
    let inside = |i: usize| tree.tok(i).span.start < span.end && tree.tok(i).span.end > span.start;
    (first..tree.len())
        .take_while(|&i| tree.tok(i).span.start < span.end)
        .find(|&i| inside(i) && tree.head(i).is_none_or(|h| !inside(h)))
}

/// The draft-bearing predicate nearest above a token; `preds`: predicates and carriers of the sentence's drafts.
/// Climbing never leaves a clause for the one above it, but for the complement of a raising or phase verb.
pub fn governor(tree: &Tree<'_>, t: usize, preds: &[usize]) -> Option<usize> {
    let mut at = t;
    for _ in 0..tree.len() {
        if preds.contains(&at) {
            return Some(at);
        }
        if tree.is_clause(at) && !matches!(tree.base(at), "xcomp") {
            // A time hung on a raising verb ("began on Friday to …") is the complement's.
            return tree.kids(at).filter(|&k| tree.base(k) == "xcomp").find(|k| preds.contains(k));
        }
        at = tree.head(at)?;
    }
    None
}

/// Whether a time or place at byte `at` stands at the head of its sentence: nothing but marks, conjunctions and other
/// adverbials before it.
pub fn heads_sentence(tree: &Tree<'_>, t: usize) -> bool {
    let Some(top) = top_adverbial(tree, t) else { return false };
    let Some(clause) = tree.head(top) else { return false };
    let first_subject = tree.kid(clause, &["nsubj", "csubj"]).map_or(clause, |s| tree.reach(s).0.min(s));
    let (lo, _) = tree.reach(top);
    lo < first_subject && first_subject <= clause.max(first_subject)
}

/// The phrase hung on a clause that the token is part of.
fn top_adverbial(tree: &Tree<'_>, t: usize) -> Option<usize> {
    let mut at = t;
    let mut steps = 0;
    loop {
        match tree.base(at) {
            "obl" | "advmod" | "advcl" | "dep" | "parataxis" | "nmod"
                if tree.head(at).is_some_and(|h| tree.is_clause(h)) =>
            {
                return Some(at);
            }
            _ => {}
        }
        let h = tree.head(at)?;
        steps += 1;
        if steps > 12
            || (tree.is_clause(h)
                && tree.base(at) != "nmod"
                && !matches!(
                    tree.base(at),
                    "compound" | "flat" | "conj" | "nummod" | "appos" | "fixed" | "case"
                ))
        {
            return None;
        }
        at = h;
    }
}

/// Whether the draft's clause is one of the main clauses (root, joined to it, or what a speech verb reports).
pub fn is_main(tree: &Tree<'_>, carrier: usize) -> bool {
    let mut at = carrier;
    for _ in 0..12 {
        match tree.base(at) {
            "root" => return true,
            "conj" | "parataxis" | "ccomp" | "xcomp" => {}
            // Participles ("…, escalating the violence") are reached; relative clauses never are.
            "advcl" if tree.tok(at).feats.has("VerbForm=Ger") || tree.tok(at).feats.has("VerbForm=Part") => {}
            "nsubj" | "obj" | "obl" | "nmod" => return false,
            _ => return false,
        }
        match tree.head(at) {
            Some(h) => at = h,
            None => return true,
        }
    }
    false
}

/// The verb whose subject a joined verb shares ("clashed … and threw rocks").
pub fn shares_subject_with(tree: &Tree<'_>, carrier: usize) -> Option<usize> {
    if tree.kid(carrier, &["nsubj", "csubj"]).is_some() {
        return None;
    }
    match tree.base(carrier) {
        "conj" | "xcomp" => tree.head(carrier),
        "advcl" if !tree.tok(carrier).feats.has("VerbForm=Fin") => tree.head(carrier),
        _ => None,
    }
}

/// Locative prepositions after which a place is where the act happened (never "from").
pub fn is_locative(case: &str) -> bool {
    matches!(
        case,
        "in" | "at"
            | "on"
            | "near"
            | "across"
            | "outside"
            | "inside"
            | "around"
            | "along"
            | "through"
            | "throughout"
            | "by"
            | "behind"
            | "in front of"
            | "opposite"
            | "within"
            | "over"
            | "beside"
            | "between"
            | "into"
            | "close to"
            | "next to"
            | "outside of"
            | "inside of"
            | "where"
            | "beneath"
            | "under"
            | "above"
            | "up"
            | "down"
            | "past"
            | "towards"
            | "toward"
            | "to"
    )
}

/// How a place token is tied to predicate `goal`: through locative phrases only.
pub fn locative_path(tree: &Tree<'_>, lex: &Lexicon, t: usize, goals: &[usize]) -> Option<usize> {
    let mut at = t;
    let mut located = false;
    for _ in 0..10 {
        if goals.contains(&at) {
            return located.then_some(at);
        }
        let h = tree.head(at)?;
        let case = tree.case(at).unwrap_or_default();
        match tree.base(at) {
            "compound" | "flat" | "appos" | "conj" | "nummod" | "amod" | "fixed" => {}
            "obl" | "nmod" | "advmod" | "root" | "dep" | "xcomp" => {
                let site = ["site", "road", "street", "place", "building"]
                    .iter()
                    .fold(0, |m, c| m | lex.classes.bit(c));
                let area = tree.own_mask(h) & site != 0
                    || ["settlement", "region-word", "area-word"]
                        .iter()
                        .any(|l| lex.in_list(l, tree.lemma(h)));
                if case.is_empty() && tree.rel(at) == Rel::NMOD_POSS {
                    return None;
                }
                // "The committee at the pit said": the place names the party.
                let party = tree.own_mask(h) & lex.classes.people() != 0
                    && tree.base(at) == "nmod"
                    && tree.base(h) == "nsubj";
                let there_is = tree.head(h).is_some_and(|v| tree.kids(v).any(|k| tree.base(k) == "expl"));
                if party && case != "in" && !there_is {
                    return None;
                }
                if is_locative(case) {
                    // "to" and "into" lead somewhere only with verbs; on nouns they are complements.
                    let leads = matches!(case, "to" | "into" | "towards" | "toward");
                    if case == "by"
                        || leads && !(tree.base(at) == "obl" && lex.in_list("motion", tree.lemma(h)))
                    {
                        return None;
                    }
                    located = true;
                } else if case == "of" && area || located && tree.is_time(h) {
                    // "the streets of Almaty": go on with "streets".
                } else if located && matches!(tree.base(at), "obl" | "nmod" | "xcomp") && case != "from" {
                    // "gathered with placards on the square": hung on what hangs on the verb.
                } else if case.is_empty() && matches!(tree.base(at), "obl" | "advmod" | "nmod" | "dep") {
                    located = located || tree.base(at) == "obl";
                } else {
                    return None;
                }
            }
            "nsubj" | "obj" | "iobj" | "ccomp" | "acl" | "advcl" if located => {}
            _ => return None,
        }
        at = h;
    }
    None
}

/// The count that belongs to a draft: the first in its parties, else in the predicate's own phrase.
pub fn count_of<'c>(
    tree: &Tree<'_>,
    lex: &Lexicon,
    draft: &Draft,
    counts: &'c [CountMention],
) -> Option<(&'c CountMention, Option<Span>)> {
    if let Some(span) = draft.counted {
        return counts.iter().find(|c| c.span == span).map(|c| (c, None));
    }
    // "monitor 4", "Case 3": a number behind its noun is its name.
    let label = |c: &CountMention| {
        token_at(tree, c.number_span.start).is_some_and(|t| {
            tree.base(t) == "nummod"
                && tree.head(t) == t.checked_sub(1)
                && tree.form(t).bytes().all(|b| b.is_ascii_digit())
        })
    };
    let usable = |c: &&CountMention| {
        !label(c) && !c.ordinal && c.unit.is_none() && (c.low.is_some() || c.high.is_some())
    };
    // Of persons hurt or held the figure is theirs; elsewhere it is the actors'.
    let patient_first = matches!(draft.act.family(), "law" | "harm") || draft.who.is_empty();
    let (first, second) = if patient_first { (&draft.whom, &draft.who) } else { (&draft.who, &draft.whom) };
    for item in first.iter().chain(second) {
        let head_span = tree.tok(item.head).span;
        let found = counts.iter().filter(usable).find(|c| {
            item.span.contains(c.number_span)
                && c.share == draft.share
                && (draft.share || governs(tree, item.head, c.number_span))
        });
        if let Some(c) = found {
            let of = counted(tree, item, c, head_span);
            return Some((c, of));
        }
    }
    if draft.share {
        let clause = tree.span(draft.quote.0, draft.quote.1);
        return counts
            .iter()
            .find(|c| c.share && clause.contains(c.span))
            .map(|c| (c, draft.whom.first().map(|i| i.span)));
    }
    if draft.act.as_str() == "be.size" {
        let clause = tree.span(draft.quote.0, draft.quote.1);
        if let Some(c) = counts.iter().filter(usable).find(|c| !c.share && clause.contains(c.span)) {
            return Some((c, draft.who.first().map(|i| i.span)));
        }
    }
    if draft.nominal || draft.roles.carrier != draft.pred {
        let n = draft.pred;
        let found = counts.iter().filter(usable).find(|c| {
            !c.share
                && governs(tree, n, c.number_span)
                && token_at(tree, c.number_span.start).is_some_and(|t| t <= n)
        });
        if let Some(c) = found {
            let span = phrase::span_of_head(tree, lex, n);
            let rest = Span::new(c.span.end.min(span.end), span.end);
            return Some((c, (!rest.is_empty()).then_some(rest)));
        }
    }
    None
}

/// Whether the number counts the head itself, not a noun deeper in the phrase.
fn governs(tree: &Tree<'_>, head: usize, number: Span) -> bool {
    let Some(mut at) = span_head(tree, number) else { return false };
    for _ in 0..8 {
        if at == head {
            return true;
        }
        match tree.base(at) {
            "nummod" | "compound" | "advmod" | "det" | "amod" | "fixed" | "flat" | "conj" | "case"
            | "nmod" | "appos" | "dep" | "goeswith" | "punct" => {}
            _ => return false,
        }
        let Some(h) = tree.head(at) else { return false };
        if tree.base(at) == "nmod" && h != head {
            return false;
        }
        // A noun of its own between number and head: "rally of 300 students" counts students.
        if h != head
            && tree.base(at) != "nmod"
            && matches!(tree.base(h), "nmod")
            && tree.upos(h) == kua_syntax::Upos::Noun
            && h > at
        {
            return false;
        }
        at = h;
    }
    false
}

/// The counted noun: what stands after the number in the phrase, without "of".
fn counted(tree: &Tree<'_>, item: &crate::draft::Item, count: &CountMention, head: Span) -> Option<Span> {
    let after = count.span.end.max(count.number_span.end);
    let mut start = after;
    if let Some(t) = token_at(tree, after) {
        let mut t = t;
        while t < tree.len()
            && tree.tok(t).span.start < item.span.end
            && matches!(tree.lower(t), "of" | "the" | "or" | "more" | "other")
        {
            t += 1;
        }
        if t < tree.len() {
            start = tree.tok(t).span.start;
        }
    }
    if start < item.span.end {
        return Some(Span::new(start, item.span.end));
    }
    (!count.span.contains(head)).then_some(head)
}
