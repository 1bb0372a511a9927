//! Gives clauses the subject that the parser hung elsewhere.
//!
//! In: a parsed sentence. Out: the same with subjects mended. Not here: verbs read as something else (`mod.rs`).

use super::{finite, kids, nominal, set, under};
use crate::lexicon::Lexicon;
use kua_syntax::{Feats, Rel, Sentence, Upos};
use smol_str::SmolStr;

/// Mends every subject of the sentence that needs it.
pub fn mend(lex: &Lexicon, s: &mut Sentence) {
    active_subjects(s);
    subjects_behind_prepositions(s);
    days_before_subjects(lex, s);
    amounts(lex, s);
    behind_a_phrase(s);
    of_who_said(lex, s);
    behind_a_list(s);
    of_a_reduced_clause(s);
    of_what_is_reported(s);
    verb_as_quality(s);
}

/// "In [El Alto] a crowd burned the office": of two subjects the one behind a preposition is none.
fn subjects_behind_prepositions(s: &mut Sentence) {
    for i in 0..s.tokens.len() {
        let Some(v) = s.tokens[i].head.filter(|&v| i < v && s.tokens[i].rel.base() == "nsubj") else {
            continue;
        };
        let behind = kids(s, i)
            .iter()
            .any(|&k| k < i && s.tokens[k].rel.base() == "case" && s.tokens[k].upos == Upos::Adp);
        let other = kids(s, v).iter().any(|&k| k > i && k < v && s.tokens[k].rel.base() == "nsubj");
        if behind && other {
            set(s, i, v, Rel::OBL);
        }
    }
}

/// "On Thursday nurses rallied": the day read as part of the subject's name.
fn days_before_subjects(lex: &Lexicon, s: &mut Sentence) {
    for i in 1..s.tokens.len() {
        let Some(noun) = s.tokens[i].head.filter(|&h| h > i && s.tokens[i].rel.base() == "compound") else {
            continue;
        };
        let Some(v) = s.tokens[noun].head.filter(|&v| v > noun && s.tokens[noun].rel.base() == "nsubj")
        else {
            continue;
        };
        let day = lex.in_list("time-noun", &s.tokens[i].lemma.to_lowercase());
        let led = s.tokens[i - 1].upos == Upos::Adp && matches!(s.tokens[i - 1].rel.base(), "case" | "mark");
        if day && led {
            set(s, i, v, Rel::OBL);
            set(s, i - 1, i, Rel::CASE);
        }
    }
}

/// "The farmers had gathered": a passive subject needs a passive auxiliary.
fn active_subjects(s: &mut Sentence) {
    for i in 0..s.tokens.len() {
        let Some(v) = s.tokens[i].head.filter(|_| s.tokens[i].rel == Rel::NSUBJ_PASS) else { continue };
        let below = kids(s, v);
        let passive =
            below.iter().any(|&k| s.tokens[k].rel == Rel::AUX_PASS || s.tokens[k].rel == Rel::OBL_AGENT);
        let shared = s.tokens[v].rel.base() == "conj" && s.tokens[i].head.is_some();
        if !passive && !shared {
            s.tokens[i].rel = Rel::NSUBJ;
        }
    }
}

/// "Between 600 and 700 traders assembled": a hedged amount read as a prepositional phrase.
fn amounts(lex: &Lexicon, s: &mut Sentence) {
    for noun in 0..s.tokens.len() {
        let Some(v) = s.tokens[noun].head.filter(|&v| v > noun && s.tokens[noun].rel.base() == "obl") else {
            continue;
        };
        let below = kids(s, noun);
        let case = below.iter().copied().find(|&k| k < noun && s.tokens[k].rel.base() == "case");
        let number = below.iter().copied().find(|&k| s.tokens[k].rel.base() == "nummod");
        let (Some(case), Some(number)) = (case, number) else { continue };
        let hedge = lex.in_list("amount-preposition", &s.tokens[case].lemma) && case + 1 == number;
        let people =
            lex.classes.of(&s.tokens[noun].lemma.to_lowercase(), |_| None) & lex.classes.people() != 0;
        if hedge && people && lacks_subject(s, v) {
            s.tokens[noun].rel = subject_of(s, v);
            set(s, case, number, Rel::ADVMOD);
        }
    }
}

/// "According to the police, stones and bombs were thrown": a subject read as joined to the phrase before its comma.
fn behind_a_phrase(s: &mut Sentence) {
    for v in 2..s.tokens.len() {
        if s.tokens[v].upos != Upos::Verb || !lacks_subject(s, v) || !is_finite(s, v) {
            continue;
        }
        let start = with_helpers(s, v);
        let Some(comma) = (1..start).rev().find(|&i| s.tokens[i].lemma == ",") else { continue };
        let run = comma + 1..start;
        let top =
            run.clone().find(|&i| nominal(s.tokens[i].upos) && s.tokens[i].head.is_some_and(|h| h < comma));
        let Some(top) = top else { continue };
        let whole = run
            .clone()
            .all(|i| i == top || under(s, i, top) || matches!(s.tokens[i].rel.base(), "cc" | "punct"));
        let joined = matches!(s.tokens[top].rel.base(), "conj" | "appos" | "list");
        let phrase = s.tokens[top]
            .head
            .is_some_and(|h| s.tokens[h].rel.base() == "obl" && s.tokens[h].head == Some(v));
        let opens_with_and = s.tokens[comma + 1].upos == Upos::Cconj;
        if whole && joined && phrase && !opens_with_and {
            let rel = subject_of(s, v);
            set(s, top, v, rel);
        }
    }
}

/// "Police fired gas at workers, [witnesses and officials] said": who said it, read as more of what stands before.
fn of_who_said(lex: &Lexicon, s: &mut Sentence) {
    for v in 3..s.tokens.len() {
        let says = s.tokens[v].upos == Upos::Verb && lex.speech(&s.tokens[v].lemma) == Some("say");
        if !says || !lacks_subject(s, v) {
            continue;
        }
        let start = with_helpers(s, v);
        let Some(comma) = (1..start).rev().find(|&i| s.tokens[i].lemma == ",") else { continue };
        let run = comma + 1..start;
        let joined = |i: usize| matches!(s.tokens[i].rel.base(), "conj" | "appos" | "list" | "nmod");
        let top = run.clone().find(|&i| {
            (nominal(s.tokens[i].upos) || s.tokens[i].upos == Upos::Pron)
                && s.tokens[i].head.is_some_and(|h| h < comma)
                && joined(i)
        });
        let Some(top) = top else { continue };
        let whole = run.clone().all(|i| i == top || under(s, i, top));
        // What is said stands before the comma.
        let content = s.tokens[v].head.is_some_and(|h| h < comma)
            || kids(s, v)
                .iter()
                .any(|&k| k < comma && matches!(s.tokens[k].rel.base(), "ccomp" | "parataxis"));
        if whole && content && !under(s, v, top) {
            set(s, top, v, Rel::NSUBJ);
        }
    }
}

/// "…, one of them, Sergeant Turov, was taken to hospital": the subject of a clause beside another, read as the last item
/// of what that tells.
fn behind_a_list(s: &mut Sentence) {
    for v in 2..s.tokens.len() {
        let beside = s.tokens[v].rel.base() == "parataxis" && s.tokens[v].head.is_some_and(|h| h < v);
        if !beside || s.tokens[v].upos != Upos::Verb || !lacks_subject(s, v) || !is_finite(s, v) {
            continue;
        }
        let start = with_helpers(s, v);
        let opens = |i: usize| s.tokens[i - 1].lemma == "," || s.tokens[i - 1].lemma == ";";
        let item = |&i: &usize| {
            nominal(s.tokens[i].upos)
                && matches!(s.tokens[i].rel.base(), "appos" | "conj")
                && s.tokens[i].head.is_some_and(|h| h < i)
                && opens(i)
                && !under(s, v, i)
                && (i + 1..start).all(|k| under(s, k, i))
        };
        if let Some(top) = (1..start).find(item) {
            let rel = subject_of(s, v);
            set(s, top, v, rel);
        }
    }
}

/// "Officers sent in to clear the road were met with stones": the first verb, a participle, read as a clause of its own.
fn of_a_reduced_clause(s: &mut Sentence) {
    for v in 2..s.tokens.len() {
        if s.tokens[v].upos != Upos::Verb || !lacks_subject(s, v) || !is_finite(s, v) {
            continue;
        }
        let below = kids(s, v);
        let reduced = below.iter().copied().find(|&w| {
            w < v
                && s.tokens[w].upos == Upos::Verb
                && matches!(s.tokens[w].rel.base(), "advcl" | "csubj" | "ccomp")
                && s.tokens[w].feats.has("Tense=Past")
                && !kids(s, w).iter().any(|&k| matches!(s.tokens[k].rel.base(), "obj" | "aux" | "mark"))
        });
        let Some(w) = reduced else { continue };
        let noun = kids(s, w)
            .into_iter()
            .find(|&n| n + 1 == w && s.tokens[n].rel.base() == "nsubj" && nominal(s.tokens[n].upos));
        let apart = (w..v).any(|i| s.tokens[i].upos == Upos::Punct);
        if let (Some(noun), false) = (noun, apart) {
            let rel = subject_of(s, v);
            set(s, noun, v, rel);
            set(s, w, noun, Rel::ACL);
            s.tokens[w].feats = Feats(SmolStr::new_static("Tense=Past|VerbForm=Part|Voice=Pass"));
        }
    }
}

/// "Reports that the staff give names are false": the sentence read as a noun with two clauses.
fn of_what_is_reported(s: &mut Sentence) {
    let Some(noun) = (0..s.tokens.len()).find(|&i| s.tokens[i].head.is_none()) else { return };
    let below = kids(s, noun);
    let clause = |&&k: &&usize| k > noun && matches!(s.tokens[k].rel.base(), "ccomp" | "acl");
    let mut clauses = below.iter().filter(clause);
    let (Some(&first), Some(&second)) = (clauses.next(), clauses.next()) else { return };
    let said =
        kids(s, first).iter().any(|&k| s.tokens[k].rel.base() == "mark" && s.tokens[k].lemma == "that");
    let told = kids(s, second).iter().any(|&k| s.tokens[k].rel.base() == "cop");
    if s.tokens[noun].upos == Upos::Noun && said && told && lacks_subject(s, second) {
        s.tokens[second].head = None;
        s.tokens[second].rel = Rel::ROOT;
        set(s, noun, second, Rel::NSUBJ);
        set(s, first, noun, Rel::ACL);
        for k in below.into_iter().filter(|&k| k > second) {
            s.tokens[k].head = Some(second);
        }
    }
}

/// "Four constables sustained injuries, and cases were opened": the first verb read as a quality of its object, its object
/// as a subject of the second.
fn verb_as_quality(s: &mut Sentence) {
    for v in 1..s.tokens.len() {
        let Some(object) = s.tokens[v].head.filter(|&o| o > v && s.tokens[v].rel.base() == "amod") else {
            continue;
        };
        let past = s.tokens[v].upos == Upos::Verb && s.tokens[v].feats.has("Tense=Past");
        let subject = kids(s, object).into_iter().find(|&k| k < v && s.tokens[k].rel.base() == "nsubj");
        let second = s.tokens[object].head.filter(|_| s.tokens[object].rel.base() == "nsubj");
        let joined = kids(s, object).into_iter().find(|&k| k > object && s.tokens[k].rel.base() == "conj");
        if let (true, Some(subject), Some(second), Some(joined)) = (past, subject, second, joined) {
            let rel = s.tokens[object].rel;
            set(s, joined, second, rel);
            set(s, v, second, Rel::PARATAXIS);
            set(s, subject, v, Rel::NSUBJ);
            set(s, object, v, Rel::OBJ);
            finite(s, v);
        }
    }
}

/// Where the verb with its helpers and adverbs begins.
fn with_helpers(s: &Sentence, v: usize) -> usize {
    let helper = |k: &usize| *k < v && matches!(s.tokens[*k].rel.base(), "aux" | "advmod");
    kids(s, v).into_iter().filter(helper).min().unwrap_or(v)
}

fn lacks_subject(s: &Sentence, v: usize) -> bool {
    !kids(s, v).iter().any(|&k| matches!(s.tokens[k].rel.base(), "nsubj" | "csubj" | "expl"))
}

fn is_finite(s: &Sentence, v: usize) -> bool {
    let helped =
        kids(s, v).iter().any(|&k| s.tokens[k].rel.base() == "aux" && s.tokens[k].feats.has("VerbForm=Fin"));
    helped || s.tokens[v].feats.has("VerbForm=Fin") && !s.tokens[v].feats.has("Mood=Imp")
}

fn subject_of(s: &Sentence, v: usize) -> Rel {
    let passive = kids(s, v).iter().any(|&k| s.tokens[k].rel == Rel::AUX_PASS);
    if passive { Rel::NSUBJ_PASS } else { Rel::NSUBJ }
}
