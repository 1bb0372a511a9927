//! What becomes of the drafts of one sentence once all are found: one act said twice is one claim, what is a slot of
//! another claim is none, quotes begin and end where their statements do.
//!
//! In: the sentence and its drafts. Out: the same, fewer or with other quotes. Not here: finding them (`find.rs`).

use crate::draft::Draft;
use crate::lexicon::Lexicon;
use crate::tree::Tree;
use kua_syntax::Upos;

/// "The gendarmes stood and only watched", "responded by throwing stones": where the verb that lends its subject makes no
/// claim, the run begins there; and no run ends before its own reasons and parties do.
pub fn whole_quotes(tree: &Tree<'_>, drafts: &mut [Draft]) {
    // "threatened to stop work": the threat is one claim, what is threatened another.
    let spoken: Vec<usize> = drafts.iter().filter(|d| d.act.family() == "say").map(|d| d.pred).collect();
    for draft in
        drafts.iter_mut().filter(|d| d.act.family() != "say" && tree.base(d.roles.carrier) == "xcomp")
    {
        let c = draft.roles.carrier;
        if tree.head(c).is_some_and(|h| spoken.contains(&h) && h >= draft.quote.0) {
            let mark = tree.kid(c, &["mark"]).filter(|&m| m < c);
            draft.quote.0 = mark.unwrap_or(c).max(draft.quote.0);
        }
    }
    let carriers: Vec<usize> = drafts.iter().flat_map(|d| [d.roles.carrier, d.pred]).collect();
    for draft in
        drafts.iter_mut().filter(|d| !d.nominal && !d.rule.starts_with("grammar.") && d.from.is_none())
    {
        if let Some(h) = crate::attach::shares_subject_with(tree, draft.roles.carrier)
            && !carriers.contains(&h)
            && h < draft.quote.0
        {
            let subject = tree.kids(h).find(|&k| matches!(tree.base(k), "nsubj") && k < h);
            let lo = subject.map_or(h, |s| tree.reach(s).0);
            let apart = (lo..draft.quote.0).any(|i| tree.form(i) == ";");
            if draft.quote.0 - lo <= 14 && !apart && !matches!(tree.lower(lo), "who" | "which" | "that") {
                draft.quote.0 = lo;
            }
        }
        let end = draft.why.iter().map(|w| w.0).chain(draft.whom.iter().map(|i| i.span)).map(|s| s.end).max();
        if let Some(end) = end
            && let Some(t) = crate::attach::token_at(tree, end.saturating_sub(1))
            && t > draft.quote.1
            && t - draft.quote.1 <= 40
            && tree.tok(t).span.end >= end
        {
            draft.quote.1 = t;
        }
    }
}

/// "stood by without intervening", "made use of [tear gas]": the same act, said inside its own words, is said once.
pub fn said_once(tree: &Tree<'_>, out: &mut Vec<Draft>, first: usize) {
    drop_where(out, first, |d, all| {
        let inside = |o: &&Draft| o.act == d.act && o.pred != d.pred;
        let nested = |o: &Draft| {
            let within = o.quote.0 <= d.quote.0 && d.quote.1 <= o.quote.1 && o.quote != d.quote;
            let figure = tree.kid(d.pred, &["nummod"]).is_some();
            d.nominal && o.nominal && within && o.polarity == d.polarity && !figure
        };
        let carried = |o: &Draft| {
            let c = d.roles.carrier;
            let without = tree.kid(c, &["mark", "case"]).is_some_and(|m| tree.lower(m) == "without");
            matches!(tree.base(c), "advcl") && without && tree.head(c) == Some(o.roles.carrier)
        };
        all.iter().filter(inside).any(|o| nested(o) || carried(o))
    });
}

/// "There were 400 people, half of them miners, the rest pupils": whoever came ends where the shares begin.
pub fn end_before_shares(tree: &Tree<'_>, drafts: &mut [Draft]) {
    let first = drafts.iter().filter(|d| d.rule == "grammar.share").map(|d| d.quote.0).min();
    let Some(first) = first.filter(|&f| f > 0) else { return };
    let at = tree.tok(first).span.start;
    for draft in drafts.iter_mut().filter(|d| d.rule != "grammar.share") {
        if draft.pred >= first || draft.quote.0 >= first || draft.quote.1 < first {
            continue;
        }
        // What goes on behind the shares is of the clause itself.
        let later = tree.kids(draft.pred).any(|k| k > first && tree.is_clause(k));
        draft.who.retain(|i| i.span.start < at);
        draft.whom.retain(|i| i.span.start < at);
        if !later {
            draft.quote.1 =
                (draft.quote.0..first).rev().find(|&t| tree.upos(t) != Upos::Punct).unwrap_or(first);
        }
    }
}

/// "did not come out to meet them", "went to demand their release": going is how the act behind it is done; one claim.
pub fn goes_to_act(tree: &Tree<'_>, out: &mut Vec<Draft>, first: usize) {
    let aim = |d: &Draft| {
        let c = d.roles.carrier;
        let marked = tree.kid(c, &["mark"]).is_some_and(|m| tree.lower(m) == "to");
        tree.head(c).filter(|_| marked && matches!(tree.base(c), "advcl" | "xcomp"))
    };
    let goings: Vec<(usize, (usize, usize))> = out[first..]
        .iter()
        .filter(|d| d.act.as_str() == "be.present" && d.rule.starts_with("be.present.arrive"))
        .map(|d| (d.pred, d.quote))
        .collect();
    for (going, quote) in goings {
        let Some(act) = out[first..].iter().position(|d| aim(d) == Some(going) && d.pred != going) else {
            continue;
        };
        let act = &mut out[first + act];
        act.quote.0 = act.quote.0.min(quote.0);
        act.quote.1 = act.quote.1.max(quote.1);
        let tail: Vec<Draft> = out.drain(first..).collect();
        out.extend(tail.into_iter().filter(|d| !(d.act.as_str() == "be.present" && d.pred == going)));
    }
}

/// "fired and landed a round", "drop their batons and leave": one act of one party said with joined verbs is one
/// claim (rule 2).
pub fn merge_joined(tree: &Tree<'_>, out: &mut Vec<Draft>, first: usize) {
    let mut j = first + 1;
    while j < out.len() {
        let carrier = out[j].roles.carrier;
        let share = |d: &Draft| d.rule == "grammar.share";
        let joined = !out[j].nominal
            && !share(&out[j])
            && tree.base(carrier) == "conj"
            && tree.kid(carrier, &["nsubj", "csubj"]).is_none();
        let partner = tree.head(carrier).filter(|_| joined).and_then(|h| {
            (first..j).find(|&i| out[i].roles.carrier == h && out[i].act == out[j].act && !out[i].nominal)
        });
        let Some(i) = partner else {
            j += 1;
            continue;
        };
        let other = out.remove(j);
        let draft = &mut out[i];
        draft.quote = (draft.quote.0.min(other.quote.0), draft.quote.1.max(other.quote.1));
        if draft.whom.is_empty() {
            draft.whom = other.whom;
        }
        draft.why.extend(other.why);
    }
}

/// Drops what is a part of another claim of the sentence and said no second time: first a verb that another verb
/// carries, then a noun that is a slot, and whatever stands inside the content of an act of speech or inside an aim
/// (rules 12, 16 and 20).
pub fn drop_slots(tree: &Tree<'_>, lex: &Lexicon, out: &mut Vec<Draft>, first: usize) {
    drop_where(out, first, |d, all| states_reason(tree, lex, d, all));
    drop_where(out, first, |d, all| refused_twice(tree, d, all));
    drop_where(out, first, |d, all| reached_state(tree, d, all));
    drop_where(out, first, |d, all| {
        inside_content(tree, d, all)
            || only_asked_for(tree, lex, d, all)
            || carried_by_verb(d, all)
            || d.nominal && !d.rule.starts_with("grammar.") && noun_said_already(tree, d, all)
    });
}

/// Drops the drafts behind `first` of which `doomed` is true, all judged before any goes.
fn drop_where(out: &mut Vec<Draft>, first: usize, doomed: impl Fn(&Draft, &[Draft]) -> bool) {
    let tail = &out[first..];
    let doomed: Vec<bool> = tail.iter().map(|d| doomed(d, tail)).collect();
    let mut doomed = std::iter::repeat_n(false, first).chain(doomed);
    out.retain(|_| !doomed.next().unwrap_or(false));
}

/// "rallied to demand higher pay": one claim, with the demand as its reason (rule 20).
fn states_reason(tree: &Tree<'_>, lex: &Lexicon, d: &Draft, all: &[Draft]) -> bool {
    let word = tree.lemma(d.pred);
    let stated = lex.in_list("protest-verb", word) || lex.in_list("demand-verb", word);
    let below = matches!(tree.base(d.pred), "advcl" | "xcomp" | "acl" | "conj")
        && tree.tok(d.pred).feats.has("VerbForm=Inf");
    let gathers = |h: usize| {
        all.iter().any(|o| o.roles.carrier == h && o.act.family() == "gather" && !o.why.is_empty())
    };
    let above = std::iter::successors(tree.head(d.pred), |&h| tree.head(h)).take(3);
    stated && below && above.into_iter().any(gathers)
}

/// "refused to receive the committee": the refusal and what is refused are one claim.
fn refused_twice(tree: &Tree<'_>, d: &Draft, all: &[Draft]) -> bool {
    let refused =
        |o: &Draft| o.act == d.act && tree.base(o.pred) == "xcomp" && tree.head(o.pred) == Some(d.pred);
    d.rule.ends_with(".refuse") && all.iter().any(refused)
}

/// "turned violent": the change is the claim, not the state.
fn reached_state(tree: &Tree<'_>, d: &Draft, all: &[Draft]) -> bool {
    let turns = |h: usize| all.iter().any(|o| o.roles.carrier == h && o.act.family() == "turn");
    d.act.family() == "be" && tree.base(d.pred) == "xcomp" && tree.head(d.pred).is_some_and(turns)
}

/// Inside the words of a demand or an aim, or of what is denied; a threat is said all the same.
fn inside_content(tree: &Tree<'_>, d: &Draft, all: &[Draft]) -> bool {
    let at = tree.tok(d.pred).span;
    let content = |o: &Draft| {
        let denies = matches!(o.act.as_str(), "say.deny" | "say.admit" | "say.report");
        o.why.iter().any(|(s, kind)| is_content(*kind) && s.contains(at))
            || denies && o.whom.iter().any(|i| i.span.contains(at))
    };
    d.act.as_str() != "say.threaten" && all.iter().any(|o| !std::ptr::eq(o, d) && content(o))
}

/// "told the bakers to disperse": what they are told to do is not said to have happened.
fn only_asked_for(tree: &Tree<'_>, lex: &Lexicon, d: &Draft, all: &[Draft]) -> bool {
    let asked = |h: usize| lex.in_list("asking-verb", tree.lemma(h)) && all.iter().any(|o| o.pred == h);
    let infinitive = tree.tok(d.pred).feats.has("VerbForm=Inf") && tree.base(d.pred) == "xcomp";
    infinitive && d.act.family() != "say" && tree.head(d.pred).is_some_and(asked)
}

/// "The protest has spread": the verb says it all.
fn carried_by_verb(d: &Draft, all: &[Draft]) -> bool {
    d.roles.carrier != d.pred && all.iter().any(|o| o.pred == d.roles.carrier && !o.nominal)
}

fn noun_said_already(tree: &Tree<'_>, d: &Draft, all: &[Draft]) -> bool {
    // "went on strike on 3 June": the verb's claim says it already.
    let same = |o: &Draft| !o.nominal && o.act == d.act && (o.quote.0..=o.quote.1).contains(&d.pred);
    // "At 23 rallies, 1,983 people were held": the number of events stands beside a number of persons.
    let numbered = tree.base(d.pred) == "obl" && tree.kids(d.pred).any(|k| tree.base(k) == "nummod");
    let circumstance = |o: &Draft| numbered && tree.head(d.pred) == Some(o.roles.carrier);
    let at = tree.tok(d.pred).span;
    let slot = |o: &Draft| {
        let mut slots = o.who.iter().chain(&o.whom).map(|i| i.span).chain(o.why.iter().map(|w| w.0));
        (!o.nominal || o.pred != d.pred) && slots.any(|s| s.contains(at))
    };
    all.iter().any(|o| same(o) || circumstance(o) || slot(o))
}

fn is_content(kind: kua_record::ReasonKind) -> bool {
    use kua_record::ReasonKind as K;
    matches!(kind, K::Aim | K::Demand | K::Concession | K::Accusation | K::Label)
}
