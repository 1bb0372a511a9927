//! What becomes of the drafts of one sentence once all are found: one act said twice is one claim, what is a slot of
//! another claim is none, quotes begin and end where their statements do.
//!
//! In: the sentence and its drafts. Out: the same, fewer or with other quotes. Not here: finding them (`find.rs`).

use crate::draft::Draft;
use crate::lexicon::Lexicon;
use crate::tree::Tree;

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
            if draft.quote.0 - lo <= 14
                && !apart
                && !matches!(tree.lower(lo).as_str(), "who" | "which" | "that")
            {
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

/// "fired and landed a round", "drop their batons and leave": one act of one party said with joined verbs is one
/// claim (rule 2).
pub fn merge_joined(tree: &Tree<'_>, out: &mut Vec<Draft>, first: usize) {
    let mut j = first + 1;
    while j < out.len() {
        let carrier = out[j].roles.carrier;
        let joined = !out[j].nominal
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

/// Drops a noun that is a slot of another claim, and whatever stands inside the content of an act of speech or inside an
/// aim: it is a slot there and not said to have happened (rules 12 and 16).
pub fn drop_slots(tree: &Tree<'_>, lex: &Lexicon, out: &mut Vec<Draft>, first: usize) {
    // "rallied to demand higher pay": one claim, with the demand as its reason (rule 20).
    let gathered: Vec<usize> = out[first..]
        .iter()
        .filter(|d| d.act.family() == "gather" && !d.why.is_empty())
        .map(|d| d.roles.carrier)
        .collect();
    let mut i = first;
    while i < out.len() {
        let d = &out[i];
        let word = tree.lemma(d.pred);
        let stated = lex.in_list("protest-verb", word) || lex.in_list("demand-verb", word);
        let below = matches!(tree.base(d.pred), "advcl" | "xcomp" | "acl" | "conj")
            && tree.tok(d.pred).feats.has("VerbForm=Inf");
        let under = stated && below && {
            let mut at = d.pred;
            (0..3).any(|_| {
                let Some(h) = tree.head(at) else { return false };
                at = h;
                gathered.contains(&h) && h != d.pred
            })
        };
        if under {
            out.remove(i);
        } else {
            i += 1;
        }
    }
    // "refused to receive the committee": the refusal and what is refused are one claim.
    let mut i = first;
    while i < out.len() {
        let twice = out[i].rule.ends_with(".refuse")
            && out[first..].iter().any(|d| {
                d.act == out[i].act && tree.base(d.pred) == "xcomp" && tree.head(d.pred) == Some(out[i].pred)
            });
        if twice {
            out.remove(i);
        } else {
            i += 1;
        }
    }
    // "turned violent": the change is the claim, not the state.
    let turned: Vec<usize> =
        out[first..].iter().filter(|d| d.act.family() == "turn").map(|d| d.roles.carrier).collect();
    let mut i = first;
    while i < out.len() {
        let d = &out[i];
        let state = d.act.family() == "be"
            && tree.base(d.pred) == "xcomp"
            && tree.head(d.pred).is_some_and(|h| turned.contains(&h));
        if state {
            out.remove(i);
        } else {
            i += 1;
        }
    }
    let spans: Vec<(bool, usize, Vec<kua_record::Span>)> = out[first..]
        .iter()
        .map(|d| {
            let slots =
                d.who.iter().chain(&d.whom).map(|i| i.span).chain(d.why.iter().map(|w| w.0)).collect();
            (d.nominal, d.pred, slots)
        })
        .collect();
    let contents: Vec<(usize, kua_record::Span)> = out[first..]
        .iter()
        .enumerate()
        .flat_map(|(j, d)| {
            let why = d.why.iter().filter(|(_, kind)| is_content(*kind)).map(|(s, _)| *s);
            let denied = d
                .whom
                .iter()
                .filter(|_| matches!(d.act.as_str(), "say.deny" | "say.admit" | "say.report"))
                .map(|i| i.span);
            why.chain(denied).map(move |s| (j, s)).collect::<Vec<_>>()
        })
        .collect();
    let doomed: Vec<bool> = (0..spans.len())
        .map(|i| {
            let (nominal, pred, _) = &spans[i];
            let at = tree.tok(*pred).span;
            if contents.iter().any(|(j, s)| *j != i && s.contains(at))
                && out[first + i].act.as_str() != "say.threaten"
            {
                return true;
            }
            // "The protest has spread": the verb says it all.
            let carrier = out[first + i].roles.carrier;
            if carrier != *pred && out[first..].iter().any(|d| d.pred == carrier && !d.nominal) {
                return true;
            }
            if !*nominal || out[first + i].rule.starts_with("grammar.") {
                return false;
            }
            // "went on strike on 3 June": the verb's claim says it already.
            let act = &out[first + i].act;
            let said = |d: &Draft| !d.nominal && d.act == *act && d.quote.0 <= *pred && *pred <= d.quote.1;
            if out[first..].iter().any(said) {
                return true;
            }
            // "At 23 rallies, 1,983 people were held": the number of events stands beside a number of persons.
            let circumstance =
                tree.base(*pred) == "obl" && tree.kids(*pred).any(|k| tree.base(k) == "nummod");
            if circumstance && out[first..].iter().any(|d| tree.head(*pred) == Some(d.roles.carrier)) {
                return true;
            }
            spans.iter().enumerate().any(|(j, (other_nominal, other_pred, slots))| {
                j != i && !(*other_nominal && *other_pred == *pred) && slots.iter().any(|s| s.contains(at))
            })
        })
        .collect();
    let tail: Vec<Draft> = out.drain(first..).collect();
    out.extend(tail.into_iter().zip(doomed).filter(|(_, doomed)| !doomed).map(|(draft, _)| draft));
}

fn is_content(kind: kua_record::ReasonKind) -> bool {
    use kua_record::ReasonKind as K;
    matches!(kind, K::Aim | K::Demand | K::Concession | K::Accusation | K::Label)
}
