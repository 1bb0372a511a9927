//! Weighs whether a match is a place at all.
//!
//! In: matches with what their neighbours say. Out: the same with `score` (a place from [`ACCEPT`] up), `why` and the
//! ties between neighbours ("Springfield, Illinois"). The weights are few and round on purpose: each is a statement
//! about English ("a preposition of place makes a name likely a place") and none is fitted to one text.

use super::context::Ambiguous;
use super::entry::{Entry, Kind};
use super::find::Match;
use super::index::Gazetteer;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// From this score on a match is a place.
pub(crate) const ACCEPT: f32 = 0.49;

/// Sets score, reason and ties of all matches of one document.
pub(crate) fn weigh(matches: &mut [Match], gazetteer: &Gazetteer) {
    tie_neighbours(matches, gazetteer);
    for i in 0..matches.len() {
        if i > 0 && coordinated(&matches[i - 1], &matches[i]) {
            // A preposition reaches all items of its list: "in Moonbi, Parkes and Berry".
            matches[i].strong_before |= matches[i - 1].strong_before && matches[i - 1].score >= ACCEPT;
        }
        let (score, why) = alone(&matches[i], gazetteer);
        matches[i].score = score;
        matches[i].why = why;
    }
    tie_unknown(matches);
    by_the_document(matches);
    by_the_country(matches, gazetteer);
}

/// A town too small to be known by name alone is one when the text speaks of its country.
fn by_the_country(matches: &mut [Match], gazetteer: &Gazetteer) {
    let mut countries: BTreeSet<String> = BTreeSet::new();
    for m in matches.iter().filter(|m| m.score >= 0.65) {
        if let Some((id, _)) = m.candidates.first() {
            let entry = gazetteer.entry(*id);
            if matches!(entry.kind, Kind::Country | Kind::Region | Kind::Capital | Kind::City)
                && m.ambiguous.is_none()
            {
                countries.insert(entry.country.to_owned());
            }
        }
    }
    for m in matches.iter_mut() {
        let open = (0.3..ACCEPT).contains(&m.score) && m.ambiguous.is_none() && !m.first && !in_the_way(m);
        let mut entries = m.candidates.iter().filter(|(_, other)| !other).map(|(id, _)| gazetteer.entry(*id));
        let seat = m.weak_before || m.strong_before || m.and_before || m.comma_after;
        if open && seat && !m.speech_after && !m.age_after && entries.any(|e| countries.contains(e.country)) {
            m.score = ACCEPT;
            m.why = "a town of a country that the text speaks of";
        }
    }
}

fn in_the_way(m: &Match) -> bool {
    m.title_before || m.attached_before || m.attached_after || m.in_body_name || m.tagged.in_person
}

/// "X, Y" where Y holds X; "Y's X".
fn tie_neighbours(matches: &mut [Match], gazetteer: &Gazetteer) {
    for i in 1..matches.len() {
        let (left, right) = matches.split_at(i);
        let (Some(a), Some(b)) = (left.last(), right.first()) else { continue };
        if a.to != b.from || a.candidates.is_empty() || b.candidates.is_empty() {
            continue;
        }
        let a_in_b = a.comma_after && holds(b, a, gazetteer) && !in_list(matches, i, gazetteer);
        let b_in_a = b.possessive_before && holds(a, b, gazetteer);
        if a_in_b {
            matches[i - 1].container = Some(i);
            matches[i].holds = Some(i - 1);
        } else if b_in_a {
            matches[i].container = Some(i - 1);
            matches[i - 1].holds = Some(i);
        }
    }
    in_unit(matches, gazetteer);
}

/// "X, in southern Y" and "X in Y": a unit a few words after a town, behind "in".
fn in_unit(matches: &mut [Match], gazetteer: &Gazetteer) {
    for i in 1..matches.len() {
        let (left, right) = matches.split_at(i);
        let (Some(a), Some(b)) = (left.last(), right.first()) else { continue };
        let near = b.from > a.to && b.from - a.to <= 4 && a.sentence == b.sentence && b.strong_before;
        if near && a.container.is_none() && !b.candidates.is_empty() && holds(b, a, gazetteer) {
            matches[i - 1].container = Some(i);
            matches[i].holds.get_or_insert(i - 1);
        }
    }
}

/// "Washington, Pennsylvania and California": match `i` is an item of a list of units that the one before belongs to.
fn in_list(matches: &[Match], i: usize, gazetteer: &Gazetteer) -> bool {
    let has_region = |m: &Match| m.candidates.iter().any(|(id, _)| gazetteer.entry(*id).kind == Kind::Region);
    let next = matches.get(i + 1).filter(|n| coordinated(&matches[i], n));
    next.is_some_and(&has_region) && has_region(&matches[i]) && has_region(&matches[i - 1])
}

/// Whether two neighbouring matches are items of one list: "A, B", "A and B", "A, and B".
pub(crate) fn coordinated(a: &Match, b: &Match) -> bool {
    a.sentence == b.sentence && (a.to == b.from && a.comma_after || b.and_before && b.from <= a.to + 1)
}

/// Whether some entry of `unit` holds some entry of `inner`.
fn holds(unit: &Match, inner: &Match, gazetteer: &Gazetteer) -> bool {
    unit.candidates.iter().any(|(u, _)| {
        let u = gazetteer.entry(*u);
        inner.candidates.iter().any(|(e, _)| contains(&u, &gazetteer.entry(*e)))
    })
}

/// Whether a unit holds a smaller place.
pub(crate) fn contains(unit: &Entry<'_>, inner: &Entry<'_>) -> bool {
    if unit.country != inner.country || unit.country.is_empty() || unit.id == inner.id {
        return false;
    }
    match unit.kind {
        Kind::Country => inner.kind != Kind::Country,
        Kind::Region => {
            let code = unit.id.split_once('.').map_or("", |(_, code)| code);
            !matches!(inner.kind, Kind::Country | Kind::Region)
                && (inner.admin1() == code
                    || inner.admin1_on("") == code
                    || inner.admin1_cell.is_empty()
                        && inner.distance_km(unit) < 2.0 * f64::from(unit.radius_m) / 1000.0)
        }
        Kind::County | Kind::Area => {
            inner.kind.is_settlement() && inner.distance_km(unit) * 1000.0 < 1.5 * f64::from(unit.radius_m)
        }
        Kind::Capital | Kind::City => {
            matches!(inner.kind, Kind::District | Kind::Square | Kind::Town | Kind::Village)
                && inner.distance_km(unit) < 40.0
        }
        _ => false,
    }
}

/// How likely a name is a place by its best-known bearer.
fn prior(m: &Match, gazetteer: &Gazetteer) -> (f32, &'static str) {
    let mut best = (0.0, "no entry carries the name");
    for (id, other) in &m.candidates {
        let entry = gazetteer.entry(*id);
        let (score, why) = match entry.kind {
            Kind::Country => (0.9, "name of a country"),
            Kind::Area => (0.75, "name of a part of the world"),
            Kind::Region => (0.65, "name of a region"),
            Kind::Capital => (0.75, "name of a capital"),
            Kind::County => (0.4, "name of a district"),
            Kind::District | Kind::Square => (0.4, "name of a part of a city"),
            Kind::City | Kind::Town | Kind::Village => match entry.population {
                0..15_000 => (0.3, "name of a village or small town"),
                15_000..100_000 => (0.4, "name of a town"),
                100_000..300_000 => (0.5, "name of a city"),
                300_000..1_000_000 => (0.6, "name of a large city"),
                _ => (0.75, "name of a very large city"),
            },
        };
        // The alternative names of GeoNames come from many languages; those written by hand are in use.
        let rare = *other && entry.id.starts_with('g') && entry.kind.is_settlement();
        let score = if rare { score - 0.25 } else { score };
        if score > best.0 {
            best = (score, why);
        }
    }
    best
}

/// The score of a match by its own words and neighbours.
fn alone(m: &Match, gazetteer: &Gazetteer) -> (f32, &'static str) {
    let known = !m.candidates.is_empty();
    let (prior, named) = prior(m, gazetteer);
    let (mut score, mut why) = (prior, named);
    let mut add = |weight: f32, reason: &'static str| {
        score += weight;
        if weight.abs() >= 0.25 {
            why = reason;
        }
    };
    if known && m.words > 1 {
        add(0.2, "");
    }
    if m.named_kind {
        add(if known { 0.4 } else { 0.2 }, "its kind is named (\"the city of X\", \"X province\")");
    }
    if m.strong_before {
        add(0.3, "after a preposition of place");
    } else if m.weak_before && known {
        add(0.1, "");
    }
    if m.container.is_some() || m.holds.is_some() {
        add(0.35, "beside a place that holds it or that it holds");
    }
    if m.tagged.place {
        add(if known { 0.3 } else { 0.15 }, "tagged as a place");
    } else if m.tagged.in_person {
        add(-0.5, "part of a name tagged as a person's");
    } else if m.tagged.person {
        // Taggers take unknown places for persons; a well-known place stays one.
        let known_well = prior >= 0.6 && m.ambiguous.is_none();
        add(if known_well { -0.1 } else { -0.25 }, "tagged as a person");
    } else if m.tagged.in_body {
        add(-0.5, "inside the name of a body");
    } else if m.tagged.body && !m.strong_before {
        add(-0.15, "");
    }
    match m.ambiguous {
        Some(Ambiguous::Strong) => add(-0.3, "an ordinary word or name, too"),
        Some(Ambiguous::Mild) => add(-0.1, ""),
        None => {}
    }
    if m.never && m.ambiguous == Some(Ambiguous::Strong) {
        add(-0.6, "a month, a day or another word that is no place");
    }
    if m.first && m.words == 1 && !m.comma_after {
        add(-0.1, "");
    }
    if m.title_before {
        add(-0.6, "after a person's title");
    }
    if m.attached_before && !m.tagged.place {
        add(-0.6, "joined to the name before it");
    }
    if m.attached_after && m.container.is_none() {
        let weight = match m.body_after {
            true => -1.0,
            false if m.tagged.place => -0.3,
            false => -0.6,
        };
        add(weight, "joined to the name after it");
    }
    if m.in_body_name {
        add(-1.0, "in the name of a body (\"University of X\")");
    }
    if m.age_after {
        add(-0.4, "followed by an age");
    }
    if m.speech_after && !m.strong_before {
        add(-0.2, "");
    }
    if !known {
        // An unknown name needs a place's seat and nothing that speaks for a person or body.
        let bare = !m.possessive_after && !m.article_before && !m.body_after;
        let seat = m.strong_before && bare || m.named_kind || m.tagged.place;
        let sure = match seat {
            true if m.feature => score + 0.35,
            true => score + 0.3,
            false => 0.0,
        };
        return (sure.clamp(0.0, 1.0), if seat { "an unknown name where a place would stand" } else { why });
    }
    (score.clamp(0.0, 1.0), why)
}

/// "Palauig, Manaoag, Pangasinan": unknown names in a list that a known unit closes.
fn tie_unknown(matches: &mut [Match]) {
    for i in (1..matches.len()).rev() {
        let (left, right) = matches.split_at_mut(i);
        let (Some(a), Some(b)) = (left.last_mut(), right.first()) else { continue };
        let tied =
            a.comma_after && a.to == b.from && b.score >= ACCEPT && !a.attached_before && !a.title_before;
        let place_like =
            (a.demonym.is_empty() || !a.candidates.is_empty()) && a.ambiguous != Some(Ambiguous::Strong);
        if tied
            && place_like
            && a.sentence == b.sentence
            && a.score < ACCEPT
            && (a.strong_before || a.weak_before)
        {
            a.score = ACCEPT;
            a.why = "in a list with a place";
        }
    }
}

/// A name that is surely a place once is one in the rest of the document, unless a person or body is in the way; a name
/// that is surely a person's is one where it stands bare.
fn by_the_document(matches: &mut [Match]) {
    let mut sure: FxHashMap<String, bool> = FxHashMap::default();
    let mut persons: FxHashMap<String, ()> = FxHashMap::default();
    for m in matches.iter() {
        if m.score >= ACCEPT && !in_the_way(m) && (m.strong_before || m.named_kind || m.container.is_some()) {
            sure.insert(m.key.clone(), true);
        }
        if (m.title_before || m.tagged.in_person || m.age_after) && m.score < ACCEPT {
            persons.insert(m.key.clone(), ());
        }
    }
    for m in matches.iter_mut() {
        if in_the_way(m) {
            continue;
        }
        if m.score < ACCEPT && sure.contains_key(&m.key) {
            m.score = ACCEPT;
            m.why = "the same name is surely a place elsewhere in the text";
        } else if persons.contains_key(&m.key) && m.score < 0.85 && m.container.is_none() && !m.named_kind {
            m.score = m.score.min(0.45);
            m.why = "the same name is a person's elsewhere in the text";
        }
    }
}
