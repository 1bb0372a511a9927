//! From drafts to claims: scope, speakers, times, places, numbers and references are put on, bytes are cut.
//!
//! In: the [`Work`] and all drafts of a document. Out: claims in document order, each with its trace.

use crate::attach;
use crate::draft::{Draft, Item};
use crate::entry;
use crate::layout::{self, BlockKind};
use crate::lexicon::Lexicon;
use crate::reader::{Reading, Step, Trace, Work};
use crate::scope;
use crate::speech::{self, Link};
use crate::time::TimeMention;
use crate::tree::Tree;
use kua_record::{Claim, Count, Mention, Place, Polarity, Reality, Reason, Role, Span, Speaker, When};
use kua_syntax::Upos;
use std::collections::BTreeMap;

/// Makes the claims.
pub fn claims(work: &Work<'_>, lex: &Lexicon, drafts: Vec<Draft>) -> Reading {
    let quoted = quote_speakers(work, lex);
    let mut made: Vec<(Claim, Trace)> = Vec::with_capacity(drafts.len());
    let mut i = 0;
    while i < drafts.len() {
        let s = drafts[i].sent;
        let end = drafts[i..].iter().position(|d| d.sent != s).map_or(drafts.len(), |n| i + n);
        sentence(work, lex, &drafts[i..end], &quoted, &mut made);
        i = end;
    }
    clause_references(work, &mut made);
    made.sort_by(|a, b| (a.0.start, a.0.end, &a.0.act).cmp(&(b.0.start, b.0.end, &b.0.act)));
    made.dedup_by(|b, a| {
        (a.0.start, a.0.end, &a.0.act) == (b.0.start, b.0.end, &b.0.act)
            && a.0.who == b.0.who
            && a.0.whom == b.0.whom
    });
    let hash = work.doc.hash();
    let mut ordinals: BTreeMap<(usize, usize, String), usize> = BTreeMap::new();
    let mut reading = Reading::default();
    for (mut claim, trace) in made {
        let n = ordinals.entry((claim.start, claim.end, claim.act.to_string())).or_insert(0);
        claim.id = kua_record::id::claim_id(&hash, claim.start, claim.end, claim.act.as_str(), *n);
        *n += 1;
        reading.claims.push(claim);
        reading.traces.push(trace);
    }
    reading
}

/// Speaker of each direct quotation of the document, where the text around it names one.
fn quote_speakers(work: &Work<'_>, lex: &Lexicon) -> Vec<Option<(String, Option<Span>)>> {
    let text = work.doc.text.as_str();
    let mut out: Vec<Option<(String, Option<Span>)>> = Vec::with_capacity(work.layout.quotes.len());
    for (q, quote) in work.layout.quotes.iter().enumerate() {
        let mut found = None;
        if quote.inner.of(text).split_whitespace().count() >= 3 {
            for (s, tree) in work.trees.iter().enumerate() {
                // The sentence that opens or closes the quotation, and the one right before a quotation after a colon.
                let touches = tree.sent.span.start <= quote.inner.end + 2
                    && tree.sent.span.end + 3 >= quote.inner.start
                    && !quote.inner.contains(tree.sent.span);
                if !touches {
                    continue;
                }
                for v in 0..tree.len() {
                    let outside = !quote.inner.covers(tree.tok(v).span.start);
                    if outside
                        && tree.upos(v) == Upos::Verb
                        && (matches!(lex.speech(tree.lemma(v)), Some("say" | "show"))
                            || issues_words(tree, lex, v)
                            || talks_to_us(tree, lex, v))
                        && let Some(subject) = crate::roles::subject(tree, lex, v)
                    {
                        if quote.inner.covers(tree.tok(subject).span.start) {
                            continue;
                        }
                        found = name_of(work, lex, s, subject).or(found);
                    }
                }
                if found.is_some() {
                    break;
                }
            }
            // A quotation that goes on in the same paragraph has the same speaker.
            if found.is_none() && q > 0 {
                let before = work.layout.quotes[q - 1];
                if !text.get(before.inner.end..quote.inner.start).unwrap_or("\n").contains('\n')
                    && text.get(before.inner.end..quote.inner.start).unwrap_or("").len() < 80
                {
                    found = out[q - 1].clone();
                }
            }
        }
        out.push(found);
    }
    out
}

/// "The ministry released the following communiqué:": what is issued is what stands behind the colon.
fn issues_words(tree: &Tree<'_>, lex: &Lexicon, v: usize) -> bool {
    let opens = (0..tree.len()).rev().find(|&i| tree.upos(i) != Upos::Punct || tree.form(i) == ":");
    opens.is_some_and(|i| tree.form(i) == ":")
        && tree.kid(v, &["obj"]).is_some_and(|o| {
            lex.in_list("issued-words", tree.lemma(o)) || lex.speech(tree.lemma(o)) == Some("noun")
        })
}

/// "He talked to us in a tea house.": the words that follow in quotation marks are his.
fn talks_to_us(tree: &Tree<'_>, lex: &Lexicon, v: usize) -> bool {
    let hearer =
        |k: usize| matches!(tree.lower(k), "us" | "me") || tree.own_mask(k) & lex.classes.bit("press") != 0;
    matches!(tree.lemma(v), "talk" | "speak")
        && tree
            .kids(v)
            .any(|k| tree.base(k) == "obl" && matches!(tree.case(k), Some("to" | "with")) && hearer(k))
}

/// The name of the speaker behind a token; `None` for the first person and for what is no speaker.
fn name_of(work: &Work<'_>, lex: &Lexicon, s: usize, t: usize) -> Option<(String, Option<Span>)> {
    let tree = &work.trees[s];
    let text = tree.text;
    let word = tree.lower(t);
    if tree.upos(t) == Upos::Pron {
        // "You have said that …": the interviewer to the one who is asked.
        let asked = work
            .layout
            .block_at(tree.sent.span.start)
            .is_some_and(|b| b.says.first().is_some_and(|s| s.role == Some(Role::Interviewer)));
        if word == "you" && asked {
            return work.layout.interviewee.clone().map(|name| (name, None));
        }
        if matches!(
            word,
            "i" | "we" | "me" | "us" | "you" | "it" | "this" | "that" | "what" | "which" | "one" | "there"
        ) {
            let resolved = (word == "it").then(|| work.discourse.resolve(&work.trees, lex, s, t)).flatten();
            return resolved.map(|r| (r.span.of(text).to_owned(), Some(r.span)));
        }
        if let Some(r) = work.discourse.resolve(&work.trees, lex, s, t) {
            let other = &work.trees[r.at.0];
            let span = speech::person_name(other, r.at.1)
                .map_or(r.span, |n| work.discourse.full_name(text, n, tree.sent.span.end));
            return Some((span.of(text).to_owned(), Some(span)));
        }
        return Some((tree.form(t).to_owned(), Some(tree.tok(t).span)));
    }
    if let Some(name) = speech::person_name(tree, t) {
        let full = work.discourse.full_name(text, name, tree.sent.span.end);
        return Some((full.of(text).to_owned(), Some(name)));
    }
    let mut span = speech::speaker_words(tree, lex, t);
    // "The Confederation of Labour (CTL)": the short form is no part of the name.
    if let Some(cut) = span.of(text).find(" (").filter(|&cut| cut > 0) {
        span.end = span.start + cut;
    }
    Some((span.of(text).to_owned(), Some(span)))
}

fn sentence(
    work: &Work<'_>,
    lex: &Lexicon,
    drafts: &[Draft],
    quoted: &[Option<(String, Option<Span>)>],
    made: &mut Vec<(Claim, Trace)>,
) {
    let Some(first) = drafts.first() else { return };
    let tree = &work.trees[first.sent];
    let times = times_of(work, lex, tree, drafts);
    let mut places = crate::locate::places_of(work, lex, tree, drafts);
    places_of_parts(tree, drafts, &mut places);
    for (i, draft) in drafts.iter().enumerate() {
        let mut draft = draft.clone();
        let counts = Work::within(&work.counts, tree.sent.span, |c| c.span);
        for item in draft.who.iter_mut().chain(&mut draft.whom) {
            whole_number(item, counts);
        }
        let draft = &draft;
        let mut trace =
            Trace { rule: draft.rule.clone(), word: tree.tok(draft.pred).span, steps: Vec::new() };
        let (lo, hi) = draft.quote;
        let mut span = tree.span(lo, hi.max(lo));
        if let Some(block) = work.layout.block_at(span.start)
            && block.kind == BlockKind::Log
            && Some(lo) == main_start(tree)
        {
            span.start = tree.sent.span.start.max(block.span.start);
        }
        // Words lent to a fragment lie before its sentence.
        span.start = span.start.max(tree.sent.span.start);
        if let Some(from) = draft.from {
            span.start = from;
        }
        if let Some(first) = counts.iter().find(|c| c.span.covers(span.start)) {
            span.start = first.span.start;
        }
        let scope = scope::of(tree, lex, draft.pred, &draft.roles);
        let mut polarity = scope.polarity;
        if draft.polarity == Polarity::Negated {
            polarity = if polarity == Polarity::Affirmed { Polarity::Negated } else { Polarity::Affirmed };
        }
        if polarity == Polarity::Negated && lex.only_denied(&draft.rule) {
            continue;
        }
        if let Some(n) = scope.negator {
            trace.steps.push(Step {
                slot: "polarity",
                rule: "scope.negation".into(),
                span: tree.tok(n).span,
            });
        }
        let mut reality = if draft.reality == Reality::Actual { scope.reality } else { draft.reality };
        if let Some(m) = scope.marker {
            trace.steps.push(Step {
                slot: "reality",
                rule: format!("scope.{reality:?}").to_lowercase(),
                span: tree.tok(m).span,
            });
        }
        let when = times[i].as_ref().map(|(t, rule)| {
            trace.steps.push(Step { slot: "when", rule: (*rule).to_owned(), span: t.claim_span });
            let mut when = when_of(t, tree.text);
            if *rule == "when.line" {
                on_log_day(work, t, &mut when);
            }
            when
        });
        let when = when.filter(|w| !of_telling(work, tree, draft, w));
        let when = when.or_else(|| relative_when(work, tree, draft.roles.carrier));
        if reality == Reality::Actual && when.as_ref().is_some_and(|w| long_before(work, w)) {
            reality = Reality::Historical;
        }
        let place_slot: Vec<Place> = places[i]
            .iter()
            .map(|(p, rule)| {
                trace.steps.push(Step {
                    slot: "where",
                    rule: (*rule).to_owned(),
                    span: Span::new(p.start, p.end),
                });
                p.clone()
            })
            .collect();
        let inside: Vec<Span> = place_slot.iter().map(|p| Span::new(p.start, p.end)).collect();
        let count = attach::count_of(tree, lex, draft, counts).map(|(c, of)| {
            trace.steps.push(Step { slot: "count", rule: c.rule.to_owned(), span: c.span });
            Count {
                text: c.span.of(tree.text).to_owned(),
                low: c.low,
                high: c.high,
                of: of.map(|s| s.of(tree.text).to_owned()),
                basis: if c.share { Some("share".to_owned()) } else { c.basis.map(str::to_owned) },
                extra: Default::default(),
            }
        });
        let says = says_of(work, lex, draft, span, quoted, &mut trace);
        let claim = Claim {
            id: String::new(),
            doc: work.doc.name.clone(),
            start: span.start,
            end: span.end,
            quote: span.of(tree.text).to_owned(),
            act: draft.act.clone(),
            polarity,
            reality,
            who: if own_voice(tree, draft) && !says.is_empty() {
                Vec::new()
            } else {
                mentions(work, lex, draft, &without_places(tree, &draft.who, &inside), "who", &mut trace)
            },
            whom: mentions(work, lex, draft, &without_places(tree, &draft.whom, &inside), "whom", &mut trace)
                .into_iter()
                .filter(|m| !inside.contains(&Span::new(m.start, m.end)))
                .collect(),
            when,
            r#where: place_slot,
            why: draft
                .why
                .iter()
                .map(|(s, kind)| {
                    trace.steps.push(Step { slot: "why", rule: draft.rule.clone(), span: *s });
                    Reason {
                        text: s.of(tree.text).to_owned(),
                        start: s.start,
                        end: s.end,
                        kind: Some(*kind),
                        is: None,
                        extra: Default::default(),
                    }
                })
                .collect(),
            count,
            says,
            sure: scope.hedge(tree.text),
            extra: Default::default(),
        };
        let mut claim = claim;
        if draft.rule.ends_with(".modal") {
            speaker_demands(work, tree, &mut claim);
        }
        crate::setting::add(work, &mut claim);
        if let Some((s, _)) = scope.sure {
            trace.steps.push(Step { slot: "sure", rule: "scope.hedge".into(), span: s });
        }
        if !claim.quote.is_empty() {
            made.push((claim, trace));
        }
    }
}

/// "The army must leave, the union said": who says what must be is who demands it.
fn speaker_demands(work: &Work<'_>, tree: &Tree<'_>, claim: &mut Claim) {
    let Some(last) = claim.says.last().filter(|s| s.role == Some(Role::Quoted) && claim.who.is_empty())
    else {
        return;
    };
    let text = work.doc.text.as_str();
    let around = tree.sent.span;
    let Some(at) = around.of(text).find(last.text.as_str()) else { return };
    let start = around.start + at;
    claim.who.push(Mention {
        text: last.text.clone(),
        start,
        end: start + last.text.len(),
        is: None,
        extra: Default::default(),
    });
    claim.says.pop();
}

/// Whether a time is that of the telling or of what is promised, not of the act: "on Friday the ministry spoke of four dead",
/// "promised an answer by Friday".
fn of_telling(work: &Work<'_>, tree: &Tree<'_>, draft: &Draft, when: &When) -> bool {
    let figure = matches!(draft.rule.as_str(), "grammar.figure" | "grammar.part")
        && draft.roles.get(&crate::lexicon::RoleKey::Obj).is_some()
        && tree.upos(draft.roles.carrier) == Upos::Verb
        && draft.roles.carrier == draft.pred;
    if figure {
        return true;
    }
    if draft.act.family() != "say" {
        return false;
    }
    let inside = Work::within(&work.times, tree.sent.span, |t| t.span).iter().any(|t| {
        t.claim_span.of(tree.text) == when.text
            && (draft.why.iter().any(|(s, _)| s.contains(t.span))
                || draft.whom.iter().any(|i| i.span.contains(t.span)))
    });
    let anchor = work.doc.anchor().map(|d| d.to_string());
    let ahead = when
        .from
        .as_deref()
        .or(when.to.as_deref())
        .zip(anchor.as_deref())
        .is_some_and(|(w, a)| w > a && !w.starts_with(a));
    inside || ahead && matches!(draft.act.as_str(), "say.concede" | "say.demand" | "say.threaten")
}

/// "19 were killed: 14 in Nairobi, four in Kisumu": what a part's own words name is where that part was, and not the
/// whole.
fn places_of_parts(tree: &Tree<'_>, drafts: &[Draft], places: &mut [Vec<(Place, &'static str)>]) {
    let span = |d: &Draft| tree.span(d.quote.0, d.quote.1);
    let parts: Vec<Span> = drafts.iter().filter(|d| d.rule == "grammar.part").map(span).collect();
    let inside = |part: &Span, place: &Place| part.contains(Span::new(place.start, place.end));
    for (draft, places) in drafts.iter().zip(places.iter_mut()) {
        if draft.rule != "grammar.part" {
            places.retain(|(place, _)| !parts.iter().any(|part| inside(part, place)));
        } else if places.iter().any(|(place, _)| inside(&span(draft), place)) {
            places.retain(|(place, _)| inside(&span(draft), place));
        }
    }
}

/// "since Wednesday, when they chained the doors", "the night of 16 November, when soldiers fired": the time that a
/// relative clause with "when" is about.
fn relative_when(work: &Work<'_>, tree: &Tree<'_>, carrier: usize) -> Option<When> {
    let mut at = carrier;
    for _ in 0..3 {
        let mark = tree
            .kids(at)
            .find(|&k| tree.lower(k) == "when" && k < at && matches!(tree.base(k), "advmod" | "mark"));
        if let Some(mark) = mark.filter(|_| matches!(tree.base(at), "acl" | "advcl")) {
            // Right behind the time and its comma.
            let before = (0..mark).rev().find(|&i| tree.upos(i) != Upos::Punct)?;
            let span = tree.tok(before).span;
            let apart = before + 1 < mark || tree.head(at).is_some_and(|h| tree.is_time(h));
            let time = Work::within(&work.times, tree.sent.span, |t| t.span)
                .iter()
                .find(|t| t.usable && t.span.contains(span) && apart)?;
            return Some(When {
                text: time.span.of(tree.text).to_owned(),
                from: time.from.clone().or_else(|| time.to.clone()),
                to: time.to.clone().or_else(|| time.from.clone()),
                kind: Some(kua_record::WhenKind::Within),
                extra: Default::default(),
            });
        }
        at = attach::shares_subject_with(tree, at)?;
    }
    None
}

fn main_start(tree: &Tree<'_>) -> Option<usize> {
    (0..tree.len()).find(|&i| !matches!(tree.upos(i), Upos::Num | Upos::Punct | Upos::Sym | Upos::X))
}

fn when_of(t: &TimeMention, text: &str) -> When {
    When {
        text: t.claim_span.of(text).to_owned(),
        from: t.from.clone(),
        to: t.to.clone(),
        kind: Some(t.when_kind),
        extra: Default::default(),
    }
}

/// An act that ended a year or more before the document belongs to an earlier wave.
fn long_before(work: &Work<'_>, when: &When) -> bool {
    let (Some(anchor), Some(to)) = (work.doc.anchor(), when.to.as_deref()) else { return false };
    let Some(to) = to.get(..10).and_then(|d| d.parse::<jiff::civil::Date>().ok()) else { return false };
    let start = work.doc.covers.map_or(anchor, |c| c.0);
    start.since(to).is_ok_and(|gap| gap.get_days() > 300)
}

fn mentions(
    work: &Work<'_>,
    lex: &Lexicon,
    draft: &Draft,
    items: &[Item],
    slot: &'static str,
    trace: &mut Trace,
) -> Vec<Mention> {
    let tree = &work.trees[draft.sent];
    items
        .iter()
        .map(|item| {
            trace.steps.push(Step { slot, rule: draft.rule.clone(), span: item.span });
            let mut referent = work.discourse.resolve(&work.trees, lex, draft.sent, item.head);
            // Who arrests, beats or disperses is a force or an office, whoever was named last.
            let forces = slot == "who"
                && (draft.act.family() == "police" || draft.act.as_str() == "law.detain")
                && tree.upos(item.head) == Upos::Pron;
            if forces {
                let power =
                    ["force", "official", "thug", "body"].iter().fold(0, |m, c| m | lex.classes.bit(c));
                if referent.as_ref().is_none_or(|r| r.mask & power == 0) {
                    referent = (tree.lower(item.head) == "they")
                        .then(|| work.discourse.last_force(lex, draft.sent, item.head))
                        .flatten();
                }
            }
            let is = referent.map(|r| {
                trace.steps.push(Step { slot: "is", rule: "refer.nearest".into(), span: r.span });
                r.span.of(tree.text).to_owned()
            });
            Mention {
                text: item.span.of(tree.text).to_owned(),
                start: item.span.start,
                end: item.span.end,
                is: is.filter(|w| *w != item.span.of(tree.text)),
                extra: Default::default(),
            }
        })
        .filter(|m| !m.text.is_empty())
        .collect()
}

/// Turn, bracket, quotation, and what stands above the predicate, outermost first.
fn says_of(
    work: &Work<'_>,
    lex: &Lexicon,
    draft: &Draft,
    span: Span,
    quoted: &[Option<(String, Option<Span>)>],
    trace: &mut Trace,
) -> Vec<Speaker> {
    let tree = &work.trees[draft.sent];
    let bracketed = work.layout.brackets.iter().any(|b| b.overlaps(span));
    let mut says: Vec<Speaker> = if bracketed {
        vec![layout::speaker("editor", Role::Editor)]
    } else {
        work.layout.block_at(span.start).map(|b| b.says.clone()).unwrap_or_default()
    };
    let at = draft.roles.carrier;
    let namer = |t: usize| name_of(work, lex, draft.sent, t);
    let mut links: Vec<Link> = speech::chain(tree, lex, at, &namer);
    if at != draft.pred {
        for link in speech::chain(tree, lex, draft.pred, &namer) {
            if !links.iter().any(|l| l.cue == link.cue) {
                links.push(link);
            }
        }
    }
    let word = tree.tok(draft.pred).span;
    let around = work.layout.quotes.iter().position(|q| q.inner.contains(word));
    if let Some(Some((name, source))) = around.map(|q| quoted[q].clone()) {
        let known = links.iter().any(|l| l.speaker.text == name) || says.iter().any(|s| s.text == name);
        if !known {
            let cue = source.unwrap_or(word);
            // Speakers outside the quotation come before its own, those inside after.
            let inner = work.layout.quotes[around.unwrap_or(0)].inner;
            let index = links.iter().position(|l| inner.contains(l.cue)).unwrap_or(links.len());
            links.insert(index, Link { speaker: layout::speaker(&name, Role::Quoted), source, cue });
        }
    }
    // "Police put the crowd at 4,000": who counts is who says.
    let figure = draft.rule == "grammar.figure" || draft.rule == "grammar.part";
    if (draft.act.as_str() == "be.size" || figure)
        && let Some(subject) = draft.roles.get(&crate::lexicon::RoleKey::Subj)
        && !draft.who.iter().any(|i| i.head == subject)
        && (lex.in_list("estimate", tree.lemma(draft.pred))
            || lex.in_list("figure-source-verb", tree.lemma(draft.pred))
            || figure && draft.roles.get(&crate::lexicon::RoleKey::Obj).is_some())
        && !lex.in_list("figure-noun", tree.lemma(subject))
        && let Some((name, source)) = namer(subject)
    {
        links.push(Link { speaker: layout::speaker(&name, Role::Quoted), source, cue: word });
    }
    for link in links {
        trace.steps.push(Step {
            slot: "says",
            rule: "speech.chain".into(),
            span: link.source.unwrap_or(link.cue),
        });
        if says.last().is_none_or(|s| s.text != link.speaker.text) {
            says.push(link.speaker);
        }
    }
    says
}

/// The time of each draft: its own, the one at the head of its sentence or line, or that of the verb whose subject it shares.
fn times_of<'w>(
    work: &'w Work<'_>,
    lex: &Lexicon,
    tree: &Tree<'_>,
    drafts: &[Draft],
) -> Vec<Option<(&'w TimeMention, &'static str)>> {
    let mut out: Vec<Option<(&TimeMention, &'static str)>> = vec![None; drafts.len()];
    let sentence_times = Work::within(&work.times, tree.sent.span, |t| t.span);
    let preds: Vec<usize> = drafts.iter().flat_map(|d| [d.pred, d.roles.carrier]).collect();
    let mut head_time: Option<&TimeMention> = None;
    for time in sentence_times.iter().filter(|t| t.usable && (t.from.is_some() || t.to.is_some())) {
        let Some(t) = attach::span_head(tree, time.span) else { continue };
        if head_time.is_none() && attach::heads_sentence(tree, t) {
            head_time = Some(time);
        }
        // "the February bill", "the Friday prayer leader": part of what something is called.
        if tree.base(t) == "compound" && tree.head(t).is_some_and(|h| !preds.contains(&h) && !tree.is_time(h))
        {
            continue;
        }
        let Some(g) = attach::governor(tree, t, &preds) else { continue };
        for (i, draft) in drafts.iter().enumerate() {
            if (draft.pred == g || draft.roles.carrier == g) && out[i].is_none() {
                out[i] = Some((time, "when.own"));
            }
        }
    }
    // Rule 17: shared subjects first (nearest verb), then the head of the sentence for its main clauses.
    for i in 0..drafts.len() {
        if out[i].is_some() {
            continue;
        }
        let mut at = drafts[i].roles.carrier;
        for _ in 0..4 {
            let Some(h) = attach::shares_subject_with(tree, at) else { break };
            if let Some(j) = drafts.iter().position(|d| d.roles.carrier == h || d.pred == h)
                && let Some((time, _)) = out[j]
            {
                out[i] = Some((time, "when.shared"));
                break;
            }
            at = h;
        }
        if out[i].is_none()
            && let Some(time) = head_time
            && attach::is_main(tree, drafts[i].roles.carrier)
            && drafts[i].rule != "grammar.share"
        {
            out[i] = Some((time, "when.head"));
        }
    }
    // A log line's clock holds for the line, over several sentences.
    if let Some(block) = work.layout.block_at(tree.sent.span.start)
        && block.kind == BlockKind::Log
    {
        let clock = work
            .times
            .iter()
            .find(|t| t.span.start >= block.span.start && t.span.start < block.span.start + 3);
        for slot in &mut out {
            if slot.is_none()
                && let Some(clock) = clock
            {
                *slot = Some((clock, "when.line"));
            }
        }
    }
    // "Sunday 12 February. About 700 graduates rallied": the day at the head of an entry holds for what it tells.
    if let Some(day) = entry::day(work, tree.sent.span.start) {
        for (slot, draft) in out.iter_mut().zip(drafts) {
            let told = matches!(
                scope::of(tree, lex, draft.pred, &draft.roles).reality,
                Reality::Actual | Reality::Habitual
            );
            if slot.is_none() && told && !matches!(draft.act.family(), "tie" | "why") {
                *slot = Some((day, "when.entry"));
            }
        }
    }
    out
}

/// "depots in the port town of Osk": what stands in `where` is cut off the party.
fn without_places(tree: &Tree<'_>, items: &[Item], places: &[Span]) -> Vec<Item> {
    items
        .iter()
        .map(|item| {
            let head = tree.tok(item.head).span;
            let cut =
                places.iter().filter(|p| item.span.contains(**p) && p.start > head.end).filter_map(|p| {
                    let mut at = attach::token_at(tree, p.start)?;
                    while tree.head(at).is_some_and(|h| h != item.head) {
                        at = tree.head(at)?;
                    }
                    let locative = tree.case(at).is_some_and(attach::is_locative);
                    (tree.head(at) == Some(item.head) && locative).then(|| tree.reach(at).0)
                });
            match cut.min() {
                Some(lo) if lo > item.head => {
                    Item { head: item.head, span: Span::new(item.span.start, tree.tok(lo - 1).span.end) }
                }
                _ => item.clone(),
            }
        })
        .collect()
}

/// "This made the square tense", "That is not true": a bare pronoun that stands for what was just said. A rejected label
/// is the label itself.
fn clause_references(work: &Work<'_>, made: &mut [(Claim, Trace)]) {
    made.sort_by_key(|(c, _)| (c.start, c.end));
    for i in 0..made.len() {
        let (before, rest) = made.split_at_mut(i);
        let claim = &mut rest[0].0;
        let pronoun = |w: &str| matches!(w.to_lowercase().as_str(), "this" | "that");
        let deny = claim.act.as_str() == "say.deny";
        let sentence = |at: usize| work.trees.partition_point(|t| t.sent.span.end <= at);
        let here = sentence(claim.start);
        let Some((last, _)) = before
            .iter()
            .rev()
            .find(|(c, _)| c.end <= claim.start && here - sentence(c.start).min(here) <= 1)
        else {
            continue;
        };
        let label =
            last.why.iter().find(|r| r.kind == Some(kua_record::ReasonKind::Label)).map(|r| r.text.clone());
        let target = if deny { label.unwrap_or_else(|| last.quote.clone()) } else { last.quote.clone() };
        for reason in &mut claim.why {
            if pronoun(&reason.text) && reason.is.is_none() {
                reason.is = Some(target.clone());
            }
        }
        if deny {
            for m in &mut claim.whom {
                if (pronoun(&m.text) || m.text.eq_ignore_ascii_case("it")) && m.is.is_none() {
                    m.is = Some(target.clone());
                }
            }
        }
    }
}

/// "between 60 and 80 people", "no more than 200": the bound that the parser left outside belongs to the phrase.
fn whole_number(item: &mut Item, counts: &[crate::count::CountMention]) {
    let inside = |c: &&crate::count::CountMention| {
        !c.ordinal
            && c.span.start < item.span.start
            && c.span.end > item.span.start
            && c.span.end <= item.span.end + 12
    };
    if let Some(c) = counts.iter().find(inside) {
        item.span = item.span.join(c.span);
    }
    // "Forty nurses or more"
    if let Some(c) = counts.iter().find(|c| {
        c.span.start == item.span.start && c.span.end > item.span.end && c.number_span.end < item.span.end
    }) {
        item.span.end = c.span.end;
    }
}

/// The clock of a log line is of the day that the log is of: a date that stands alone above it or in its `Date` field,
/// else the document's; never a date that some line mentions.
fn on_log_day(work: &Work<'_>, clock: &TimeMention, when: &mut When) {
    let text = work.doc.text.as_str();
    let headed = work
        .times
        .iter()
        .take_while(|t| t.span.start < clock.span.start)
        .filter(|t| t.from.as_deref().is_some_and(|f| f.len() == 10) && t.from == t.to)
        .filter(|t| {
            work.layout.block_at(t.span.start).is_some_and(|b| match b.kind {
                BlockKind::Heading => true,
                BlockKind::Field => b.label.is_some_and(|l| l.of(text).eq_ignore_ascii_case("date")),
                _ => false,
            })
        });
    let Some(day) =
        headed.last().and_then(|t| t.from.clone()).or_else(|| work.doc.date.map(|d| d.to_string()))
    else {
        return;
    };
    for end in [&mut when.from, &mut when.to].into_iter().flatten() {
        if let Some(clock) = end.get(10..) {
            *end = format!("{day}{clock}");
        }
    }
}

/// "I admit that …", "I do not use that word": who rejects or admits in his own voice is in `says` already.
fn own_voice(tree: &Tree<'_>, draft: &Draft) -> bool {
    matches!(draft.act.as_str(), "say.deny" | "say.admit")
        && draft.who.iter().all(|i| matches!(tree.lower(i.head), "i" | "we"))
}
