//! Finds the acts of one sentence: every predicate with its roles is offered to the lexicon's frames.
//!
//! In: a sentence of a [`Work`]. Out: drafts in token order. Not here: scope, times, places, speakers (`build.rs`).

use crate::act::{self, PredKind};
use crate::attach;
use crate::draft::{Draft, Item};
use crate::layout::BlockKind;
use crate::lexicon::{ClassMask, Frame, Lexicon, RoleKey};
use crate::phrase;
use crate::quote;
use crate::reader::Work;
use crate::reasons;
use crate::roles::{self, Roles};
use crate::special::{self, Ask};
use crate::tidy;
use crate::tree::Tree;
use kua_syntax::{Rel, Upos};

/// Adds the drafts of sentence `s`.
pub fn drafts(work: &Work<'_>, lex: &Lexicon, s: usize, out: &mut Vec<Draft>) {
    let tree = &work.trees[s];
    // A plain question is no claim (rule 6).
    if tree.len() == 0 || tree.sent.span.of(tree.text).trim_end_matches(['”', '"', ')', ']']).ends_with('?')
    {
        return;
    }
    let mask_of =
        |t: usize| -> Option<ClassMask> { work.discourse.resolve(&work.trees, lex, s, t).map(|r| r.mask) };
    let counts = Work::within(&work.counts, tree.sent.span, |c| c.span);
    let terse = work
        .layout
        .block_at(tree.sent.span.start)
        .is_some_and(|b| matches!(b.kind, BlockKind::Log | BlockKind::Field | BlockKind::Heading));
    let ask = Ask { tree, sent: s, lex, counts, quotes: &work.layout.quotes, terse, mask_of: &mask_of };
    let first = out.len();
    for p in 0..tree.len() {
        match tree.upos(p) {
            Upos::Verb | Upos::Aux
                if !matches!(
                    tree.base(p),
                    "aux" | "cop" | "amod" | "compound" | "case" | "mark" | "fixed"
                ) =>
            {
                let said = crate::figures::last_of(work, lex, out, s);
                verb(&ask, p, said, out);
            }
            Upos::Adv if tree.kid(p, &["cop"]).is_some() => adjective(&ask, p, out),
            Upos::Adj if tree.is_clause(p) || tree.base(p) == "xcomp" => adjective(&ask, p, out),
            // "remained tense": an adjective that the tagger takes for a noun.
            Upos::Noun if tree.base(p) == "xcomp" && !lex.adj(tree.lower(p)).is_empty() => {
                adjective(&ask, p, out)
            }
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num => noun(work, &ask, p, out),
            _ => {}
        }
    }
    if in_log(work, tree) && out.len() == first {
        out.extend(special::fragment(&ask));
    }
    crate::form::fields(work, lex, s, out);
    out.extend(special::shares(&ask));
    out.extend(special::ties(&ask));
    let among = crate::befallen::among(&ask);
    let told = |d: &Draft| among.iter().any(|a| a.pred == d.pred || a.quote == d.quote);
    let earlier: Vec<Draft> = out.drain(first..).collect();
    out.extend(earlier.into_iter().filter(|d| !told(d)));
    out.extend(among.iter().cloned());
    let threats = crate::threat::threats(&ask, &out[first..]);
    out.extend(threats);
    let parts = crate::parts::parts(&ask, &out[first..]);
    out.extend(parts);
    let befallen = crate::befallen::befallen(&ask, &out[first..]);
    out.extend(befallen);
    // "She spoke to us", "We met her": how an interview came about is no talk between the sides.
    if work.layout.interview {
        let us = |d: &Draft| {
            d.who.iter().chain(&d.whom).any(|i| matches!(tree.lower(i.head), "us" | "we" | "me" | "i"))
        };
        let own = work.layout.block_at(tree.sent.span.start).is_none_or(|b| b.says.is_empty());
        let tail: Vec<Draft> = out.drain(first..).collect();
        out.extend(tail.into_iter().filter(|d| !(own && d.act.as_str() == "say.talk" && us(d))));
    }
    tidy::drop_slots(tree, lex, out, first);
    tidy::merge_joined(tree, out, first);
    tidy::goes_to_act(tree, out, first);
    tidy::said_once(tree, out, first);
    tidy::whole_quotes(tree, &mut out[first..]);
    tidy::end_before_shares(tree, &mut out[first..]);
    let exceptions: Vec<Draft> =
        out[first..].iter().filter_map(|d| special::exception(tree, lex, d)).collect();
    out.extend(exceptions);
}

/// `said`: what the figure stated last was of.
fn verb(ask: &Ask<'_, '_>, p: usize, said: Option<&'static str>, out: &mut Vec<Draft>) {
    let (tree, lex) = (ask.tree, ask.lex);
    if there_is(ask, p, out) {
        return;
    }
    if let Some(draft) = special::existential(ask, p) {
        out.push(draft);
        return;
    }
    let figures = crate::figures::figures(ask, p, said);
    if !figures.is_empty() {
        out.extend(figures);
        return;
    }
    if lex.verb(tree.lemma(p)).is_empty() {
        return;
    }
    // "Their aim was to frighten us": the infinitive is what the outer subject is.
    if let Some(outer) = tree.kids(p).find(|&k| tree.rel(k) == Rel::NSUBJ_OUTER) {
        let mut list = vec![(RoleKey::Subj, outer), (RoleKey::Inf, p)];
        // "The aim of the strikers was to …": theirs.
        for k in tree.kids(outer).filter(|&k| tree.base(k) == "nmod") {
            list.extend(tree.case(k).map(|case| (RoleKey::Prep(case.into()), k)));
        }
        let found = Roles { list, passive: false, carrier: p };
        let frames =
            act::fitting(tree, lex, lex.verb("be"), |f| act::is_plain_verb(f, "be"), &found, ask.mask_of);
        if !frames.is_empty() {
            for frame in frames {
                let quote = quote::clause(tree, p, &found, true);
                out.push(from_frame(ask, frame, p, &found, quote, false));
            }
            return;
        }
    }
    let passive = roles::is_passive(tree, p);
    let mut found = roles::of_clause(tree, lex, p, passive);
    let mut frames = act::frames(tree, lex, p, PredKind::Verb, &found, ask.mask_of);
    if passive && roles::bare_participle(tree, p) {
        // "Police fired tear gas" may look like a participle: a reading with subject and object is the better one.
        let active = roles::of_clause(tree, lex, p, false);
        let bare = |t: usize| tree.case(t).is_none();
        let both = active.get(&RoleKey::Subj).is_some() && active.get(&RoleKey::Obj).is_some_and(bare);
        // Outside notes and headlines a verb with a subject and no auxiliary is finite: "police charged".
        let finite = !ask.terse && tree.base(p) == "root" && tree.kid(p, &["nsubj"]).is_some_and(|s| s < p);
        if frames.is_empty() || both || finite {
            let other = act::frames(tree, lex, p, PredKind::Verb, &active, ask.mask_of);
            if frames.is_empty() || !other.is_empty() {
                frames = other;
                found = active;
            }
        }
    }
    // "Three students arrested at the gate": in notes and headlines the auxiliary is left out.
    let lifeless = found.get(&RoleKey::Subj).is_some_and(|t| is_thing(tree, lex, t));
    let no_object = found.get(&RoleKey::Obj).is_none_or(|t| tree.upos(t) != Upos::Noun);
    if (frames.is_empty() || lifeless)
        && ask.terse
        && !passive
        && no_object
        && tree.tok(p).feats.has("Tense=Past")
        && tree.kid(p, &["aux"]).is_none()
    {
        let other = roles::of_clause(tree, lex, p, true);
        let more = act::frames(tree, lex, p, PredKind::Verb, &other, ask.mask_of);
        if !more.is_empty() {
            (frames, found) = (more, other);
        }
    }
    for frame in frames {
        let keep = matches!(frame.act.family(), "say" | "why" | "tie");
        let quote = quote::clause(tree, p, &found, keep);
        out.push(from_frame(ask, frame, p, &found, quote, false));
    }
}

/// "There was no evidence that …", "there were no police": frames of "be" that ask for what there is (`there`).
fn there_is(ask: &Ask<'_, '_>, v: usize, out: &mut Vec<Draft>) -> bool {
    let (tree, lex) = (ask.tree, ask.lex);
    if tree.lemma(v) != "be" || !tree.kids(v).any(|k| tree.base(k) == "expl") {
        return false;
    }
    let Some(noun) = tree.kid(v, &["nsubj"]) else { return false };
    let there = || RoleKey::Prep("there".into());
    let mut found = roles::of_clause(tree, lex, v, false);
    found.list.push((there(), noun));
    for k in tree.kids(noun) {
        match (tree.base(k), tree.case(k)) {
            ("nmod", Some(case)) => found.list.push((RoleKey::Prep(case.into()), k)),
            ("acl", _) => found.list.push((RoleKey::Comp, k)),
            _ => {}
        }
    }
    let asks =
        |f: &Frame| act::is_plain_verb(f, "be") && f.need.iter().any(|(keys, _)| keys.contains(&there()));
    let frames = act::fitting(tree, lex, lex.verb("be"), asks, &found, ask.mask_of);
    let any = !frames.is_empty();
    for frame in frames {
        let quote = quote::clause(tree, v, &found, true);
        out.push(from_frame(ask, frame, v, &found, quote, false));
    }
    any
}

/// "The crowd is now 500 to 600 people": a number of people as what a crowd is, is its size.
fn size_of_crowd(ask: &Ask<'_, '_>, p: usize) -> Option<Draft> {
    let (tree, lex) = (ask.tree, ask.lex);
    let counted = ask.counts.iter().any(|c| {
        c.is_count()
            && !c.share
            && !c.ordinal
            && tree.kids(p).any(|k| tree.base(k) == "nummod" && c.span.overlaps(tree.tok(k).span))
    });
    let people = lex.in_list("crowd-member", tree.lemma(p));
    let found = roles::of_clause(tree, lex, p, false);
    let subject = found.get(&RoleKey::Subj)?;
    let crowd = ["gathering", "event"].iter().fold(0, |m, c| m | lex.classes.bit(c));
    let mass = tree.own_mask(subject) & crowd != 0 || lex.in_list("crowd-whole", tree.lemma(subject));
    if !counted || !people || !mass || tree.case(p).is_some() {
        return None;
    }
    let mut draft = ask.draft("be.size", "crowd-is", p, quote::clause(tree, p, &found, false));
    draft.who = ask.items(subject);
    draft.roles = found;
    Some(draft)
}

fn adjective(ask: &Ask<'_, '_>, p: usize, out: &mut Vec<Draft>) {
    let (tree, lex) = (ask.tree, ask.lex);
    let found = roles::of_clause(tree, lex, p, false);
    let mut frames = act::frames(tree, lex, p, PredKind::Adj, &found, ask.mask_of);
    if frames.is_empty() && tree.kid(p, &["cop"]).is_some() {
        frames = be_frames(ask, p, &found);
    }
    for frame in frames {
        let quote = quote::clause(tree, p, &found, false);
        out.push(from_frame(ask, frame, p, &found, quote, false));
    }
}

/// Copular nouns through frames of the verb "be", then the grammar's own rules, then event nouns.
fn noun(work: &Work<'_>, ask: &Ask<'_, '_>, p: usize, out: &mut Vec<Draft>) {
    let (tree, lex) = (ask.tree, ask.lex);
    if tree.kid(p, &["cop"]).is_some() {
        let said = crate::figures::last_of(work, lex, out, ask.sent);
        let figures = crate::figures::figures(ask, p, said);
        if !figures.is_empty() {
            out.extend(figures);
            return;
        }
    }
    if tree.kid(p, &["cop"]).is_some()
        && let Some(draft) = size_of_crowd(ask, p)
    {
        out.push(draft);
        return;
    }
    if tree.kid(p, &["cop"]).is_some() {
        let mut found = roles::of_clause(tree, lex, p, false);
        match tree.case(p) {
            // "are on strike", "is in hospital": the noun stands under its preposition.
            Some(case) => {
                // "were in the pay of a smuggler"
                for m in tree.kids(p).filter(|&m| tree.base(m) == "nmod") {
                    if let Some(inner) = tree.case(m) {
                        let key = format!("{case} {} {inner}", tree.lemma(p));
                        found.list.push((RoleKey::Prep(key.into()), m));
                    }
                }
                found.list.push((RoleKey::Prep(case.into()), p));
            }
            None => found.list.push((RoleKey::Pred, p)),
        }
        // "is a member of", "the force behind it is": phrases of the two nouns are roles of the clause.
        let named = |t: usize, list: &str| Some(t).filter(|&t| lex.in_list(list, tree.lemma(t)));
        let nouns = [named(p, "member-word"), found.get(&RoleKey::Subj).and_then(|t| named(t, "lead-word"))];
        for k in nouns.into_iter().flatten().flat_map(|n| tree.kids(n).collect::<Vec<_>>()) {
            if tree.base(k) == "nmod"
                && let Some(case) = tree.case(k)
            {
                found.list.push((RoleKey::Prep(case.into()), k));
            }
        }
        let frames = be_frames(ask, p, &found);
        if !frames.is_empty() {
            for frame in frames {
                let quote = quote::clause(tree, p, &found, true);
                out.push(from_frame(ask, frame, p, &found, quote, false));
            }
            return;
        }
        if let Some(draft) = special::copula(ask, p) {
            out.push(draft);
            return;
        }
    }
    if matches!(tree.upos(p), Upos::Noun | Upos::Propn) && !matches!(tree.base(p), "compound" | "flat") {
        event_noun(work, ask, p, out);
    }
}

/// Frames of the verb "be" for a predicate noun or adjective, which fills `pred`.
fn be_frames<'x>(ask: &Ask<'x, '_>, p: usize, found: &Roles) -> Vec<&'x Frame> {
    let mut with_pred = found.clone();
    // "are in the cells": the phrase behind its preposition, no predicate noun.
    if let Some(case) = ask.tree.case(p) {
        with_pred.list.retain(|(key, t)| !(*key == RoleKey::Pred && *t == p));
        with_pred.list.push((RoleKey::Prep(case.into()), p));
    } else if with_pred.get(&RoleKey::Pred).is_none() && ask.tree.case(p).is_none() {
        with_pred.list.push((RoleKey::Pred, p));
    }
    act::fitting(
        ask.tree,
        ask.lex,
        ask.lex.verb("be"),
        |f| act::is_plain_verb(f, "be"),
        &with_pred,
        ask.mask_of,
    )
}

fn event_noun(work: &Work<'_>, ask: &Ask<'_, '_>, n: usize, out: &mut Vec<Draft>) {
    let (tree, lex) = (ask.tree, ask.lex);
    // "9 March" is no march.
    if tree.is_time(n) && tree.upos(n) == Upos::Propn {
        return;
    }
    // "March" as a month is no march.
    if tree.is_time(n) || (lex.noun(tree.lemma(n)).is_empty() && lex.noun(tree.lower(n)).is_empty()) {
        return;
    }
    // "Twelve former detainees said": people who speak are no event.
    let speaks = tree.base(n) == "nsubj"
        && tree.own_mask(n) & lex.classes.people() != 0
        && tree.head(n).is_some_and(|v| lex.speech(tree.lemma(v)) == Some("say"));
    if speaks {
        return;
    }
    for of_is_object in [true, false] {
        let found = roles::of_noun(tree, lex, n, of_is_object);
        let frames = act::frames(tree, lex, n, PredKind::Noun, &found, ask.mask_of);
        let Some(frame) = frames.into_iter().find(|f| of_is_object != of_phrase_acts(f)) else { continue };
        let carried = found.carrier != n;
        let denied = in_notes(work, tree) && special::denied_event(tree) == Some(n);
        // The clock at the head of a log's line is the event's own date.
        let dated = in_log(work, tree) && tree.head(n).is_none();
        // "charged without warning": the phrase denies the act.
        let without = frame.act.family() == "police" && tree.case(n) == Some("without");
        if !carried && !denied && !dated && !without && !stands_alone(work, ask, n, &found, frame) {
            continue;
        }
        let mut quote = quote::nominal(tree, n, &found);
        let mut draft = from_frame(ask, frame, n, &found, quote, !carried);
        if without {
            quote.0 = quote.0.min(tree.kid(n, &["case"]).unwrap_or(n));
            draft.quote = quote;
            draft.polarity = match draft.polarity {
                kua_record::Polarity::Affirmed => kua_record::Polarity::Negated,
                kua_record::Polarity::Negated => kua_record::Polarity::Affirmed,
            };
        }
        out.push(draft);
        return;
    }
}

fn in_log(work: &Work<'_>, tree: &Tree<'_>) -> bool {
    work.layout.block_at(tree.sent.span.start).is_some_and(|b| b.kind == BlockKind::Log)
}

/// Whether the sentence stands in a log or a form's field.
fn in_notes(work: &Work<'_>, tree: &Tree<'_>) -> bool {
    work.layout
        .block_at(tree.sent.span.start)
        .is_some_and(|b| matches!(b.kind, BlockKind::Log | BlockKind::Field))
}

/// "The march of the mothers" is by the mothers; "the arrest of the mothers" is not.
fn of_phrase_acts(frame: &Frame) -> bool {
    matches!(frame.act.family(), "gather" | "turn")
        || matches!(frame.act.as_str(), "crowd.clash" | "be.violent" | "be.mood")
}

/// Rule 16: a noun is a claim if it has a date, place, figure or party of its own.
fn stands_alone(work: &Work<'_>, ask: &Ask<'_, '_>, n: usize, found: &Roles, frame: &Frame) -> bool {
    let tree = ask.tree;
    let lex = ask.lex;
    // "clashes with protesters", "an attack on a police post": whoever fills who or whom is a party of its own.
    let party = found.list.iter().any(|(key, t)| {
        let plain = matches!(key, RoleKey::Subj | RoleKey::Obj) && !matches!(tree.upos(*t), Upos::Verb);
        let named = matches!(key, RoleKey::Prep(_))
            && (frame.who.contains(key) || frame.whom.contains(key))
            && tree.head(*t) == Some(n)
            && (crate::refer::noun_mask(tree, lex, *t) | lex.classes.by_kind(tree.lemma(*t)))
                & (lex.classes.people() | lex.classes.bit("building") | lex.classes.bit("vehicle"))
                != 0;
        *t != n && (plain || named)
    });
    let figure = tree.kids(n).any(|k| tree.base(k) == "nummod");
    let span = tree.sent.span;
    let own = |at: usize| {
        attach::token_at(tree, at).is_some_and(|t| {
            let mut x = t;
            for _ in 0..6 {
                if tree.head(x) == Some(n) {
                    return matches!(
                        tree.base(x),
                        "nmod" | "advmod" | "amod" | "compound" | "nummod" | "obl"
                    );
                }
                match tree.head(x) {
                    Some(h) if !tree.is_clause(h) => x = h,
                    _ => return false,
                }
            }
            false
        })
    };
    let date = Work::within(&work.times, span, |t| t.span).iter().any(|t| t.usable && own(t.span.start));
    let place = Work::within(&work.places, span, |p| p.span)
        .iter()
        .any(|p| !p.adjectival && !p.part_of_name && own(p.span.start));
    party || figure || date || place || has_site(tree, lex, n)
}

/// "the clashes in the hamlet of Sumber", "the sit-in at the gate": a place without an entry in the gazetteer.
fn has_site(tree: &Tree<'_>, lex: &Lexicon, n: usize) -> bool {
    let bits =
        ["site", "building", "settlement", "street", "road"].iter().fold(0, |m, c| m | lex.classes.bit(c));
    // "is under investigation in the laboratory" tells a state, not an event there.
    tree.kid(n, &["cop"]).is_none()
        && tree.kids(n).any(|k| {
            let here = tree
                .case(k)
                .is_some_and(|case| matches!(case, "in" | "at" | "on" | "near" | "outside" | "inside"));
            let named = tree.own_mask(k) & bits != 0
                || lex.in_list("settlement", tree.lemma(k))
                || tree
                    .entity(k)
                    .is_some_and(|e| matches!(e, kua_syntax::EntityType::Gpe | kua_syntax::EntityType::Loc));
            tree.base(k) == "nmod" && here && named
        })
}

fn from_frame(
    ask: &Ask<'_, '_>,
    frame: &Frame,
    p: usize,
    found: &Roles,
    quote: (usize, usize),
    nominal: bool,
) -> Draft {
    let (tree, lex) = (ask.tree, ask.lex);
    let first = |keys: &[RoleKey], taken: &[usize]| {
        keys.iter().find_map(|key| {
            found.all(key).find(|t| !taken.contains(t) && fills(tree, *t)).map(|t| (key.clone(), t))
        })
    };
    let who = first(&frame.who, &[]);
    let whom = first(&frame.whom, &who.iter().map(|(_, t)| *t).collect::<Vec<_>>());
    let keywords = if matches!(frame.act.family(), "why" | "turn") {
        act::keywords(tree, lex, frame, found, ask.mask_of)
    } else {
        Vec::new()
    };
    let mut why_heads: Vec<(usize, kua_record::ReasonKind)> = Vec::new();
    for (key, kind) in &frame.why {
        for t in found.all(key) {
            let taken = keywords.contains(&t)
                || lex.in_list("time-noun", tree.lemma(t))
                || who.iter().chain(&whom).any(|(_, x)| *x == t)
                || why_heads.iter().any(|(x, _)| *x == t);
            if !taken && fills_why(tree, t) {
                why_heads.push((t, *kind));
            }
        }
    }
    // "because …" is a reason of any act (rule 18); its kind follows the act's family.
    for t in found.all(&RoleKey::Prep("because".into())) {
        let kind = match frame.act.as_str() {
            "be.kind" | "be.origin" | "be.organised" | "be.armed" | "tie.link" => {
                kua_record::ReasonKind::Evidence
            }
            a if a.starts_with("gather") || a == "be.present" => kua_record::ReasonKind::Motive,
            _ => kua_record::ReasonKind::Cause,
        };
        if !why_heads.iter().any(|(x, _)| *x == t) && !matches!(frame.act.family(), "say" | "why") {
            why_heads.push((t, kind));
        }
    }
    // "injured by rubber pellets", "the feud left 11 dead": a thing that hurts is the cause, no party (rule 18).
    let mut who = who;
    if frame.act.family() == "harm"
        && let Some((_, t)) = who.clone().filter(|(_, t)| is_thing(tree, lex, *t))
    {
        if !why_heads.iter().any(|(x, _)| *x == t) {
            why_heads.push((t, kua_record::ReasonKind::Cause));
        }
        who = None;
    }
    let who = who;
    let stops: Vec<usize> = who
        .iter()
        .chain(&whom)
        .map(|(_, t)| *t)
        .chain(why_heads.iter().map(|(t, _)| *t))
        .chain(keywords.iter().copied())
        .chain([p, found.carrier])
        .collect();
    let slot = |found: Option<(RoleKey, usize)>| -> Vec<Item> {
        let Some((_, t)) = found else { return Vec::new() };
        // The predicate itself ("were from the service") is no clause of its own.
        if t != p && is_clause_filler(tree, t) {
            return vec![Item { head: t, span: phrase::clause_span(tree, t) }];
        }
        let others: Vec<usize> = stops.iter().copied().filter(|x| *x != t).collect();
        phrase::items(tree, lex, t, &others)
            .into_iter()
            .map(|(lo, hi, head)| Item { head, span: tree.span(lo, hi) })
            .collect()
    };
    let mut why = Vec::new();
    for (t, kind) in &why_heads {
        if *kind == kua_record::ReasonKind::Aim
            && (frame.act.family() == "gather" || frame.act.as_str() == "be.present")
        {
            let stated = stated_reasons(tree, lex, *t);
            if !stated.is_empty() {
                why.extend(stated);
                continue;
            }
        }
        let named = *kind == kua_record::ReasonKind::Label && !matches!(tree.upos(*t), Upos::Verb);
        if is_clause_filler(tree, *t) && !named {
            why.extend(phrase::clause_spans(tree, *t).into_iter().map(|span| (span, *kind)));
        } else {
            let others: Vec<usize> = stops.iter().copied().filter(|x| x != t).collect();
            why.extend(
                phrase::items(tree, lex, *t, &others)
                    .into_iter()
                    .map(|(lo, hi, _)| (tree.span(lo, hi), *kind)),
            );
        }
    }
    let mut why: Vec<_> =
        why.into_iter().flat_map(|(span, kind)| reasons::apart(tree.text, span, kind)).collect();
    // "called the square “a mob for hire”": the quoted words are the label, however the parser hung them.
    if frame.act.as_str() == "say.label" && why.is_empty() {
        let clause = tree.sent.span;
        let after = tree.tok(p).span.end;
        let quoted = ask.quotes.iter().find(|q| {
            q.inner.start > after
                && clause.contains(q.inner)
                && q.inner.of(tree.text).split_whitespace().count() <= 10
        });
        why.extend(quoted.map(|q| (q.inner, kua_record::ReasonKind::Label)));
    }
    let who = slot(who);
    // "Almost all came from", "consisted mainly of": a share of the party, in it or beside the verb.
    let shared = |c: &crate::count::CountMention| {
        c.share
            && (who.first().is_some_and(|i| i.span.contains(c.number_span))
                || c.rule == "share" && tree.span(quote.0, quote.1).contains(c.span))
    };
    let share =
        matches!(frame.act.as_str(), "be.kind" | "be.origin" | "be.part") && ask.counts.iter().any(shared);
    Draft {
        sent: ask.sent,
        pred: p,
        roles: found.clone(),
        act: frame.act.clone(),
        rule: frame.id.to_string(),
        whom: slot(whom)
            .into_iter()
            .filter(|m| !who.iter().any(|w: &Item| w.span.contains(m.span)))
            .collect(),
        who,
        why,
        quote,
        polarity: frame.polarity,
        reality: frame.reality,
        nominal,
        share,
        from: None,
        counted: None,
    }
}

/// "to protest against the closure and to press for a rise": what is protested against is the motive, what is pressed for
/// the demand (rule 20); other infinitives are aims as they stand.
fn stated_reasons(
    tree: &Tree<'_>,
    lex: &Lexicon,
    v: usize,
) -> Vec<(kua_record::Span, kua_record::ReasonKind)> {
    let mut out = Vec::new();
    for v in tree.with_conjuncts(v).into_iter().filter(|&v| tree.upos(v) == Upos::Verb) {
        let kind = if lex.in_list("protest-verb", tree.lemma(v)) {
            kua_record::ReasonKind::Motive
        } else if lex.in_list("demand-verb", tree.lemma(v)) {
            kua_record::ReasonKind::Demand
        } else {
            return Vec::new();
        };
        let content = tree.kids(v).find(|&k| match tree.base(k) {
            "obj" => true,
            "ccomp" | "xcomp" => kind == kua_record::ReasonKind::Demand,
            "obl" => {
                tree.case(k).is_some_and(|c| matches!(c, "against" | "at" | "over" | "about" | "for" | "to"))
                    && !tree.is_time(k)
            }
            _ => false,
        });
        let Some(c) = content else { return Vec::new() };
        if is_clause_filler(tree, c) {
            out.extend(phrase::clause_spans(tree, c).into_iter().map(|span| (span, kind)));
        } else {
            out.extend(
                phrase::items(tree, lex, c, &[]).into_iter().map(|(lo, hi, _)| (tree.span(lo, hi), kind)),
            );
        }
    }
    out
}

/// A common noun that is nobody: no person, no body, no name.
fn is_thing(tree: &Tree<'_>, lex: &Lexicon, t: usize) -> bool {
    let people = lex.classes.people();
    let quantity = lex.classes.bit("quantity") | lex.classes.bit("part") | lex.classes.bit("group_word");
    tree.upos(t) == Upos::Noun
        && (crate::refer::noun_mask(tree, lex, t) | lex.classes.by_kind(tree.lemma(t))) & (people | quantity)
            == 0
}

/// Whether a token may stand in `who` or `whom`: no expletive, no question word, no unresolved relative pronoun.
fn fills(tree: &Tree<'_>, t: usize) -> bool {
    tree.rel(t) != Rel::EXPL
        && !matches!(tree.lower(t), "who" | "which" | "what" | "whom" | "there" | "where" | "how" | "why")
        && !(tree.upos(t) == Upos::Pron
            && tree.lower(t) == "that"
            && tree.base(t) == "nsubj"
            && tree.rel(t) == Rel::NSUBJ
            && tree.head(t).is_some_and(|h| tree.rel(h) == Rel::ACL_RELCL))
}

fn fills_why(tree: &Tree<'_>, t: usize) -> bool {
    // "a boy of 14 was killed": a number is no reason.
    if tree.upos(t) == Upos::Num {
        return false;
    }
    !matches!(
        tree.lower(t),
        "who"
            | "which"
            | "what"
            | "whom"
            | "there"
            | "it"
            | "them"
            | "these"
            | "those"
            | "they"
            | "him"
            | "her"
            | "us"
            | "me"
    )
}

fn is_clause_filler(tree: &Tree<'_>, t: usize) -> bool {
    matches!(tree.upos(t), Upos::Verb | Upos::Aux)
        || (tree.is_clause(t)
            && matches!(tree.base(t), "ccomp" | "xcomp" | "advcl" | "csubj" | "acl")
            && tree.kid(t, &["cop", "nsubj"]).is_some())
}
