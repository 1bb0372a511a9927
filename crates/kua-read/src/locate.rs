//! Where each act happened: resolved names, and sites without a name ("the market square", "in front of parliament").

use crate::attach;
use crate::draft::Draft;
use crate::lexicon::Lexicon;
use crate::phrase;
use crate::place::{Kind, PlaceMention};
use crate::reader::Work;
use crate::tree::Tree;
use kua_record::{Place, Span};
use kua_syntax::{EntityType, Rel, Upos};

/// Places of each draft with the rule that tied them.
pub fn places_of(
    work: &Work<'_>,
    lex: &Lexicon,
    tree: &Tree<'_>,
    drafts: &[Draft],
) -> Vec<Vec<(Place, &'static str)>> {
    let mut out: Vec<Vec<(Place, &'static str)>> = vec![Vec::new(); drafts.len()];
    let preds: Vec<usize> = drafts.iter().flat_map(|d| [d.pred, d.roles.carrier]).collect();
    let goals: Vec<usize> = preds.iter().copied().chain(clauses(tree)).collect();
    let mut head_places: Vec<Place> = Vec::new();
    // Places of clauses that carry no claim of their own: "surrounded the van on the avenue and slashed its tyres".
    let mut by_clause: Vec<(usize, Place)> = Vec::new();
    for mention in Work::within(&work.places, tree.sent.span, |p| p.span)
        .iter()
        .filter(|p| !p.adjectival && !p.part_of_name)
    {
        let Some(t) = attach::span_head(tree, mention.span) else { continue };
        let place = within_its_noun(lex, tree, t, named(work, mention));
        let place = whole_name(work, tree, mention, place);
        if attach::heads_sentence(tree, t) && attach::locative_path(tree, lex, t, &clauses(tree)).is_some() {
            head_places.push(place.clone());
        }
        let Some(goal) = attach::locative_path(tree, lex, t, &goals) else { continue };
        by_clause.push((goal, place.clone()));
        // "in Tegucigalpa and Choloma": a name joined to a place is one.
        let joined: Vec<Place> = tree
            .with_conjuncts(t)
            .into_iter()
            .skip(1)
            .filter(|&c| tree.upos(c) == Upos::Propn)
            .map(|c| phrase::site(tree, lex, c))
            .filter(|span| {
                !Work::within(&work.places, tree.sent.span, |p| p.span).iter().any(|p| p.span.overlaps(*span))
            })
            .map(|span| unnamed(span, tree.text))
            .collect();
        for (i, draft) in drafts.iter().enumerate() {
            if draft.pred == goal || draft.roles.carrier == goal {
                out[i].push((place.clone(), "where.named"));
                out[i].extend(joined.iter().map(|p| (p.clone(), "where.named")));
            }
        }
    }
    for (i, draft) in drafts.iter().enumerate() {
        if let Some(antecedent) = where_clause(tree, draft.roles.carrier) {
            let named_there: Vec<(Place, &'static str)> = tree
                .with_conjuncts(antecedent)
                .into_iter()
                .flat_map(|a| inner_names(work, lex, tree, a))
                .map(|m| (named(work, m), "where.relative"))
                .collect();
            if !named_there.is_empty() {
                out[i].extend(named_there);
            } else if tree.upos(antecedent) == Upos::Propn || stands_for_place(lex, tree, antecedent) {
                out[i].push((unnamed(phrase::site(tree, lex, antecedent), tree.text), "where.relative"));
            }
        }
        if matches!(draft.act.as_str(), "tie.link" | "tie.member" | "tie.lead") {
            out[i].clear();
            continue;
        }
        if matches!(
            draft.act.as_str(),
            "be.kind" | "be.organised" | "tie.member" | "tie.lead" | "be.legit" | "say.label" | "say.deny"
        ) && draft.nominal
        {
            out[i].clear();
            continue;
        }
        sites(lex, tree, draft, &preds, &mut out[i]);
        if out[i].is_empty()
            && let Some(place) = pointed_at(work, tree, draft)
        {
            out[i].push((place, "where.there"));
        }
        if goes_somewhere(draft.act.as_str()) {
            for item in draft.whom.iter().filter(|m| is_goal(lex, tree, draft, m.head)) {
                if !out[i].iter().any(|(p, _)| item.span.contains(Span::new(p.start, p.end))) {
                    let name =
                        Work::within(&work.places, item.span, |p| p.span).iter().find(|p| p.is_place());
                    out[i].push((
                        name.map_or_else(|| unnamed(item.span, tree.text), |m| named(work, m)),
                        "where.goal",
                    ));
                }
            }
        }
        let goal = goes_somewhere(draft.act.as_str());
        let slots: Vec<Span> = draft
            .whom
            .iter()
            .filter(|m| !(goal && is_goal(lex, tree, draft, m.head)))
            .map(|m| m.span)
            .collect();
        out[i].retain(|(p, _)| !slots.contains(&Span::new(p.start, p.end)));
        narrow(lex, tree, &mut out[i]);
        with_town(lex, tree, &mut out[i]);
    }
    for i in 0..drafts.len() {
        if !out[i].is_empty() {
            continue;
        }
        if let Some(h) = attach::shares_subject_with(tree, drafts[i].roles.carrier)
            && !matches!(drafts[i].act.family(), "be" | "tie")
        {
            out[i] = match drafts.iter().position(|d| d.roles.carrier == h) {
                Some(j) => out[j].iter().map(|(p, _)| (p.clone(), "where.shared")).collect(),
                None => {
                    let named = by_clause.iter().filter(|(c, _)| *c == h).map(|(_, p)| p.clone());
                    let sites = tree.kids(h).filter(|&k| {
                        tree.base(k) == "obl"
                            && tree.case(k).is_some_and(|c| c != "by" && attach::is_locative(c))
                            && tree.upos(k) != Upos::Pron
                            && stands_for_place(lex, tree, k)
                    });
                    let mut places: Vec<Place> = named.collect();
                    for k in sites {
                        let span = phrase::site(tree, lex, k);
                        if !places.iter().any(|p| span.overlaps(Span::new(p.start, p.end))) {
                            places.push(unnamed(span, tree.text));
                        }
                    }
                    places.into_iter().map(|p| (p, "where.shared")).collect()
                }
            };
        }
        if out[i].is_empty() && !head_places.is_empty() && attach::is_main(tree, drafts[i].roles.carrier) {
            out[i] = head_places.iter().map(|p| (p.clone(), "where.head")).collect();
        }
    }
    // "MEDELLÍN: Hundreds of students joined": a place at the head of a line holds for the line.
    let label = work.layout.block_at(tree.sent.span.start).and_then(|b| b.label);
    let head =
        label.and_then(|l| work.places.iter().find(|p| l.contains(p.span) && p.span.len() + 3 >= l.len()));
    let nobody = |p: &PlaceMention| {
        lex.classes.of(&p.span.of(tree.text).to_lowercase(), |_| None) & lex.classes.people() == 0
    };
    if let Some(head) = head.filter(|p| nobody(p)) {
        for (draft, places) in drafts.iter().zip(&mut out) {
            if places.is_empty() && !matches!(draft.act.family(), "tie" | "why") {
                places.push((named(work, head), "where.label"));
            }
        }
    }
    for (draft, places) in drafts.iter().zip(&mut out) {
        for (place, _) in places.iter_mut().filter(|(p, _)| p.lat.is_none() && p.is.is_none()) {
            refer(work, lex, tree, draft.sent, place);
        }
    }
    out
}

/// "the city", "the bridge": what the text named before, with its coordinates.
fn refer(work: &Work<'_>, lex: &Lexicon, tree: &Tree<'_>, sent: usize, place: &mut Place) {
    let Some(t) = attach::span_head(tree, Span::new(place.start, place.end)) else { return };
    let definite = tree.kids(t).count() == 1
        && tree.kids(t).any(|k| tree.base(k) == "det" && matches!(tree.lower(k), "the" | "this"))
        || tree.kids(t).all(|k| matches!(tree.base(k), "det" | "case"))
            && tree.kids(t).any(|k| tree.base(k) == "det" && matches!(tree.lower(k), "the" | "this"));
    if !definite {
        return;
    }
    if lex.in_list("settlement", tree.lemma(t)) || lex.in_list("region-word", tree.lemma(t)) {
        let region = lex.in_list("region-word", tree.lemma(t));
        let before = work.places.iter().rev().filter(|p| p.span.end <= place.start && p.is_place());
        let found = before.into_iter().find(|p| {
            let kind = p.best.map(|b| work.gazetteer.entry(b).kind);
            let feature = p.span.of(tree.text).split_whitespace().last().is_some_and(|w| {
                lex.classes.by_kind(&w.to_lowercase()) & lex.classes.bit("site") != 0
                    || lex.classes.of(&w.to_lowercase(), |_| None)
                        & (lex.classes.bit("site") | lex.classes.bit("street") | lex.classes.bit("road"))
                        != 0
            });
            match kind {
                None if feature && region => p.span.of(tree.text).to_lowercase().ends_with(tree.lemma(t)),
                None if feature => false,
                None if region => p.span.of(tree.text).to_lowercase().ends_with(tree.lemma(t)),
                Some(Kind::Capital | Kind::City | Kind::Town | Kind::Village) => !region,
                Some(Kind::Region | Kind::County | Kind::District) => region,
                Some(_) => false,
                None => !region,
            }
        });
        if let Some(found) = found {
            let known = named(work, found);
            place.is = Some(known.text);
            (place.name, place.country, place.lat, place.lon, place.radius_m) =
                (known.name, known.country, known.lat, known.lon, known.radius_m);
        }
    } else if let Some(r) = work.discourse.resolve(&work.trees, lex, sent, t) {
        place.is = Some(r.span.of(tree.text).to_owned());
    }
}

/// "the Cité Ennour neighbourhood": a name before the noun that says what it is names the whole.
fn within_its_noun(lex: &Lexicon, tree: &Tree<'_>, t: usize, place: Place) -> Place {
    let noun = tree.head(t).filter(|&h| {
        let site = ["site", "building", "street", "road"].iter().fold(0, |m, c| m | lex.classes.bit(c));
        let area = ["settlement", "region-word"].iter().any(|l| lex.in_list(l, tree.lemma(h)))
            || (tree.own_mask(h) | lex.classes.by_kind(tree.lemma(h))) & site != 0;
        matches!(tree.base(t), "compound" | "flat") && h > t && tree.upos(h) == Upos::Noun && area
    });
    let Some(noun) = noun else { return place };
    let span = phrase::site(tree, lex, noun);
    if span.contains(Span::new(place.start, place.end)) { at_place(span, tree.text, &place) } else { place }
}

/// "near San Telmo": a known name that goes on is another, unknown one.
fn whole_name(work: &Work<'_>, tree: &Tree<'_>, mention: &PlaceMention, place: Place) -> Place {
    let goes_on = |last: usize| {
        let next = last + 1;
        next < tree.len()
            && tree.upos(next) == Upos::Propn
            && !tree.is_time(next)
            && tree.form(next).chars().next().is_some_and(char::is_uppercase)
            && tree.tok(next).span.start == tree.tok(last).span.end + 1
            && (tree.head(next) == Some(last)
                || tree.head(last) == Some(next)
                || tree.head(next) == tree.head(last))
            && matches!(
                (tree.base(last), tree.base(next)),
                ("flat" | "compound", _) | (_, "flat" | "compound")
            )
            && !work.places.iter().any(|p| p.span.contains(tree.tok(next).span))
    };
    let Some(mut last) = attach::token_at(tree, mention.span.end.saturating_sub(1)) else { return place };
    let first = last;
    while goes_on(last) {
        last += 1;
    }
    // "Kampala Road", "Lusaka Province": what the name is of says where it is.
    if last == first || tree.own_mask(last) != 0 {
        return place;
    }
    unnamed(Span::new(mention.span.start, tree.tok(last).span.end), tree.text)
}

/// "the cattle market in Kokarna", "his flat in Drumosa": the town that a site stands in belongs to its words.
fn with_town(lex: &Lexicon, tree: &Tree<'_>, places: &mut Vec<(Place, &'static str)>) {
    for i in 0..places.len() {
        let Some(last) = attach::token_at(tree, places[i].0.end.saturating_sub(1)) else { continue };
        let head = attach::span_head(tree, Span::new(places[i].0.start, places[i].0.end));
        let common = head.is_some_and(|h| tree.upos(h) == Upos::Noun || tree.own_mask(h) != 0);
        let town = last + 2;
        let named = town < tree.len()
            && tree.lower(last + 1) == "in"
            && tree.upos(town) == Upos::Propn
            && !tree.is_time(town)
            && tree.own_mask(town) & lex.classes.people() == 0
            && !matches!(tree.entity(town), Some(EntityType::Per | EntityType::Org));
        if !common || !named {
            continue;
        }
        let end = (town..tree.len()).take_while(|&t| tree.upos(t) == Upos::Propn).last().unwrap_or(town);
        let span = Span::new(places[i].0.start, tree.tok(end).span.end);
        let inside = |p: &Place| p.start > span.start && p.end <= span.end;
        let known = places.iter().map(|(p, _)| p).find(|p| inside(p) && p.lat.is_some()).cloned();
        let rule = places[i].1;
        let whole = match known {
            Some(known) => at_place(span, tree.text, &known),
            None => at_place(span, tree.text, &places[i].0.clone()),
        };
        places[i] = (whole, rule);
        places.retain(|(p, _)| !inside(p));
        break;
    }
}

/// The noun that a relative clause with "where" is about.
fn where_clause(tree: &Tree<'_>, carrier: usize) -> Option<usize> {
    let mut at = carrier;
    // "where they gathered and sang": the joined verb is in the same clause.
    for _ in 0..3 {
        if tree.rel(at) == Rel::ACL_RELCL {
            return tree
                .kids(at)
                .any(|k| tree.lower(k) == "where" && k < at)
                .then(|| tree.head(at))
                .flatten();
        }
        at = attach::shares_subject_with(tree, at)?;
    }
    None
}

/// The names of places in a noun's own phrase ("the towns of Osk and Lampa").
fn inner_names<'w>(work: &'w Work<'_>, lex: &Lexicon, tree: &Tree<'_>, noun: usize) -> Vec<&'w PlaceMention> {
    let span = phrase::span_of_head(tree, lex, noun);
    Work::within(&work.places, span, |p| p.span).iter().filter(|p| !p.adjectival && !p.part_of_name).collect()
}

fn clauses(tree: &Tree<'_>) -> Vec<usize> {
    (0..tree.len()).filter(|&i| tree.is_clause(i)).collect()
}

fn named(work: &Work<'_>, mention: &PlaceMention) -> Place {
    let text = work.doc.text.as_str();
    let mut place = unnamed(mention.span, text);
    if let Some(entry) = mention.best.map(|b| work.gazetteer.entry(b)) {
        place.name = Some(entry.name.to_string());
        place.country = (!entry.country.is_empty()).then(|| entry.country.to_string());
        place.lat = Some(entry.lat);
        place.lon = Some(entry.lon);
        place.radius_m = Some(entry.radius_m);
    }
    place
}

/// Common nouns of place tied to the act by a locative preposition, unless a name inside them is listed already.
fn sites(
    lex: &Lexicon,
    tree: &Tree<'_>,
    draft: &Draft,
    preds: &[usize],
    out: &mut Vec<(Place, &'static str)>,
) {
    let leaves = from_counts(draft.act.as_str());
    let used: Vec<usize> = draft.who.iter().chain(&draft.whom).map(|i| i.head).collect();
    let anchors = [draft.roles.carrier, draft.pred];
    // "shot dead in the village", "gathered with placards on the square": hung on what hangs on the verb.
    let within = |x: usize| draft.who.iter().chain(&draft.whom).any(|i| i.span.contains(tree.tok(x).span));
    let below = |anchor: usize| {
        tree.kids(anchor)
            .filter(|&k| {
                let there_is = tree.base(k) == "nsubj" && tree.kids(anchor).any(|e| tree.base(e) == "expl");
                !tree.is_clause(k) && (there_is || matches!(tree.base(k), "xcomp" | "obl" | "obj" | "advmod"))
            })
            .flat_map(|k| {
                let there_is = tree.base(k) == "nsubj";
                tree.kids(k)
                    .filter(move |&g| matches!(tree.base(g), "obl" | "nmod") && (there_is || !within(g)))
            })
            .collect::<Vec<_>>()
    };
    for anchor in anchors {
        for k in tree.kids(anchor).chain(below(anchor)) {
            let base = tree.base(k);
            if !matches!(base, "obl" | "nmod")
                || tree.upos(k) == Upos::Pron
                || used.contains(&k)
                || preds.contains(&k)
            {
                continue;
            }
            let Some(case) = tree.case(k) else { continue };
            let deep = tree.head(k) != Some(anchor);
            if deep && !matches!(case, "in" | "at" | "on" | "near" | "outside" | "inside" | "in front of") {
                continue;
            }
            let (head, case) = inner_site(tree, lex, k, case);
            let from = leaves && matches!(case.as_str(), "from" | "off")
                // "gathered before the warehouse"; before a court stand the accused.
                || case == "before" && draft.act.family() == "gather";
            let goal = matches!(case.as_str(), "to" | "into" | "towards" | "toward" | "off to" | "up to");
            let leads = goal
                && (lex.in_list("motion", tree.lemma(anchor))
                    || matches!(draft.act.as_str(), "law.detain" | "gather.march" | "police.disperse"));
            if (!attach::is_locative(&case) && !from)
                || (goal && !leads)
                || matches!(case.as_str(), "by" | "over" | "up" | "between" | "above")
            {
                continue;
            }
            // "sentenced to prison": a punishment, no place.
            if draft.act.as_str() == "law.prosecute" && tree.own_mask(head) & lex.classes.bit("custody") != 0
            {
                continue;
            }
            // "tents in front of the oil company": a body stands for its house.
            let house = matches!(case.as_str(), "in front of" | "outside")
                && tree.upos(head) == Upos::Noun
                && tree.own_mask(head) & lex.classes.bit("body") != 0;
            let taken_in =
                draft.act.as_str() == "law.detain" && lex.in_list("carrier-vehicle", tree.lemma(head));
            if !(house || stands_for_place(lex, tree, head)) || taken_in || used.contains(&head) {
                continue;
            }
            // "the village of Orlovka" is Orlovka, known or not.
            let area = ["settlement", "region-word"].iter().any(|l| lex.in_list(l, tree.lemma(head)));
            let name = tree.kids(head).find(|&n| {
                area && tree.base(n) == "nmod" && tree.upos(n) == Upos::Propn && tree.case(n) == Some("of")
            });
            let span = phrase::site(tree, lex, name.unwrap_or(head));
            let named =
                out.iter().position(|(p, _)| span.contains(Span::new(p.start, p.end)) && p.lat.is_some());
            if let Some(i) = named {
                // "the streets of Almaty" is Almaty; "Unity Square in Almaty" is the square, there.
                let inside = out[i].0.clone();
                if stands_in(tree, head, inside.start) || lex.in_list("part-of-place", tree.lemma(head)) {
                    out.retain(|(p, _)| !span.contains(Span::new(p.start, p.end)));
                    out.push((at_place(span, tree.text, &inside), "where.site"));
                }
                continue;
            }
            out.retain(|(p, _)| !span.contains(Span::new(p.start, p.end)));
            if out.iter().any(|(p, _)| p.start == span.start) {
                continue;
            }
            out.push((unnamed(span, tree.text), "where.site"));
            // "to Drumosa and Halmova": the joined names too.
            for other in tree.with_conjuncts(head).into_iter().skip(1) {
                let span = phrase::site(tree, lex, other);
                let new = !out.iter().any(|(p, _)| span.overlaps(Span::new(p.start, p.end)));
                if new && !tree.is_clause(other) && stands_for_place(lex, tree, other) {
                    out.push((unnamed(span, tree.text), "where.site"));
                }
            }
        }
    }
}

/// Whether a noun behind a preposition of place is a place: a site, a town or region, a part of one, a name that is
/// nobody's.
fn stands_for_place(lex: &Lexicon, tree: &Tree<'_>, t: usize) -> bool {
    let site = ["site", "road", "street", "building", "place", "custody"]
        .iter()
        .fold(0, |m, c| m | lex.classes.bit(c));
    let lemma = tree.lemma(t);
    let listed = |l: &str| lex.in_list(l, lemma);
    // "appear in court": a state, where nothing says which.
    let bare = listed("bare-institution") && tree.kids(t).all(|k| matches!(tree.base(k), "case" | "punct"));
    if tree.is_time(t) || listed("no-place") || bare {
        return false;
    }
    if tree.upos(t) == Upos::Propn {
        return match tree.entity(t) {
            Some(EntityType::Per | EntityType::Org | EntityType::Norp) => tree.own_mask(t) & site != 0,
            _ => tree.own_mask(t) & lex.classes.people() == 0,
        };
    }
    if (tree.own_mask(t) | lex.classes.by_kind(lemma)) & site != 0
        || listed("settlement")
        || listed("region-word")
    {
        return true;
    }
    // "other parts of town", "the middle of the square"
    listed("part-of-place")
        && tree
            .kids(t)
            .any(|k| tree.base(k) == "nmod" && tree.case(k) == Some("of") && stands_for_place(lex, tree, k))
}

/// Acts whose starting point is one of their places ("marched from the depot", "seized from a boarding house").
fn from_counts(act: &str) -> bool {
    matches!(act, "gather.march" | "turn.spread" | "law.detain" | "law.disappear" | "police.disperse")
}

/// "No arrests were reported there": the place last named.
fn pointed_at(work: &Work<'_>, tree: &Tree<'_>, draft: &Draft) -> Option<Place> {
    let there = [draft.roles.carrier, draft.pred].into_iter().find_map(|anchor| {
        tree.kids(anchor).find(|&k| tree.base(k) == "advmod" && tree.lower(k) == "there")
    })?;
    let span = tree.tok(there).span;
    let last =
        work.places.iter().rev().find(|p| p.span.end <= span.start && p.is_place() && !p.adjectival)?;
    let known = named(work, last);
    Some(Place { is: Some(known.text.clone()), ..at_place(span, tree.text, &known) })
}

/// Whether the name at byte `at` hangs on the site by a preposition of place, not by "of".
fn stands_in(tree: &Tree<'_>, site: usize, at: usize) -> bool {
    let Some(mut t) = attach::token_at(tree, at) else { return false };
    for _ in 0..6 {
        match tree.head(t) {
            Some(h) if h == site => {
                return tree.case(t).is_some_and(|c| matches!(c, "in" | "at" | "near" | "outside"));
            }
            Some(h) => t = h,
            None => return false,
        }
    }
    false
}

/// A site with the point of the town it stands in.
fn at_place(span: Span, text: &str, town: &Place) -> Place {
    Place {
        name: town.name.clone(),
        country: town.country.clone(),
        lat: town.lat,
        lon: town.lon,
        radius_m: town.radius_m,
        ..unnamed(span, text)
    }
}

/// Acts whose goal is where they happen ("reached the square", "spread to the suburbs").
fn goes_somewhere(act: &str) -> bool {
    matches!(
        act,
        "be.present"
            | "turn.spread"
            | "police.deploy"
            | "force.army"
            | "force.foreign"
            | "gather.march"
            | "gather.rally"
            | "police.disperse"
    ) || act.starts_with("rule.")
}

/// Whether a filler is a place that the act leads to. What forces seal or clear stays their object ("cordoned off the
/// square"); where they go or fire is behind a preposition.
fn is_goal(lex: &Lexicon, tree: &Tree<'_>, draft: &Draft, t: usize) -> bool {
    let object = matches!(draft.act.family(), "police" | "force" | "rule") && tree.case(t).is_none();
    is_site(lex, tree, t) && !object
}

fn is_site(lex: &Lexicon, tree: &Tree<'_>, t: usize) -> bool {
    let mask = tree.own_mask(t);
    let place = ["site", "place", "road", "building", "street"].iter().fold(0, |m, c| m | lex.classes.bit(c));
    let other = ["person", "body", "event", "crowd"].iter().fold(0, |m, c| m | lex.classes.bit(c));
    (mask & place != 0
        || lex.in_list("settlement", tree.lemma(t))
        || lex.in_list("region-word", tree.lemma(t)))
        && mask & other == 0
}

fn unnamed(span: Span, text: &str) -> Place {
    Place {
        text: span.of(text).to_owned(),
        start: span.start,
        end: span.end,
        is: None,
        name: None,
        country: None,
        lat: None,
        lon: None,
        radius_m: None,
        extra: Default::default(),
    }
}

/// "in front of parliament" is at parliament; "in other parts of town" stays whole.
fn inner_site(tree: &Tree<'_>, lex: &Lexicon, k: usize, case: &str) -> (usize, String) {
    if lex.in_list("side-of-place", tree.lemma(k))
        && tree.kid(k, &["amod", "nummod"]).is_none()
        && let Some(inner) = tree.kids(k).find(|&m| tree.rel(m) == Rel::NMOD && tree.case(m) == Some("of"))
    {
        return (inner, "in front of".to_owned());
    }
    (k, case.to_owned())
}

/// When one place narrows another ("in the south, in Taraz") only the narrower is kept; joined names are all kept.
fn narrow(lex: &Lexicon, tree: &Tree<'_>, places: &mut Vec<(Place, &'static str)>) {
    if places.len() < 2 {
        return;
    }
    // "on Unity Square in central Almaty", "in Aktau, in front of the town hall": the site narrows the town and takes its
    // point; "the streets" of a town say no more than the town.
    let town = |p: &Place| {
        p.lat.is_some()
            || attach::span_head(tree, Span::new(p.start, p.end)).is_some_and(|t| {
                tree.upos(t) == Upos::Propn
                    && tree.own_mask(t) & (lex.classes.bit("street") | lex.classes.bit("road")) == 0
            })
    };
    let inside: Vec<(usize, usize)> = places.iter().map(|(p, _)| (p.start, p.end)).collect();
    places.retain(|(p, _)| {
        p.lat.is_some() || !inside.iter().any(|&(a, b)| a <= p.start && p.end <= b && b - a > p.end - p.start)
    });
    let towns: Vec<usize> = (0..places.len()).filter(|&i| town(&places[i].0)).collect();
    let sites: Vec<usize> = (0..places.len()).filter(|&i| !town(&places[i].0)).collect();
    if let ([town], [site]) = (&towns[..], &sites[..]) {
        let span = Span::new(places[*site].0.start, places[*site].0.end);
        let vague = attach::span_head(tree, span).is_none_or(|t| {
            ["settlement", "region-word", "area-word"].iter().any(|l| lex.in_list(l, tree.lemma(t)))
        });
        if vague {
            places.remove(*site);
        } else {
            let known = places[*town].0.clone();
            places[*site].0 = at_place(span, tree.text, &known);
            places.remove(*town);
        }
        return;
    }
    let snapshot: Vec<(usize, usize, Option<u32>)> =
        places.iter().map(|(p, _)| (p.start, p.end, p.radius_m)).collect();
    places.retain(|(p, _)| {
        !snapshot.iter().any(|&(a, b, radius)| {
            if a == p.start {
                return false;
            }
            // "Minsk, Belarus", "Belgrade in Serbia": a far larger place right behind a smaller one.
            let larger = p.radius_m.zip(radius).is_some_and(|(mine, other)| mine > 3 * other);
            let near = p.start.abs_diff(b) <= 6 || a.abs_diff(p.end) <= 24;
            larger && near
        })
    });
}
