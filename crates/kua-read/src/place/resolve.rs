//! Decides which entry each name means.
//!
//! In: weighed matches. Out: mentions. For each candidate: how well known it is, whether its country is spoken of in the
//! document or the sentence, whether a neighbour holds it ("Springfield, Illinois"), whether its kind is named, and
//! whether other places of the text lie near. Two passes: the first sees countries, adjectives and names of one bearer;
//! the second sees what the first settled.

use super::PlaceMention;
use super::entry::{Entry, Kind};
use super::evidence::{ACCEPT, contains, coordinated};
use super::find::{Match, fits};
use super::index::{Gazetteer, PlaceId};
use rustc_hash::FxHashMap;

/// Two entries closer than this are the same place for a reader (a city and the unit around it), in km.
const SAME_KM: f64 = 40.0;
/// The best must lead the second by this much, unless they are the same place.
const LEAD: f64 = 0.25;
/// Candidates kept in a mention.
const MOST_CANDIDATES: usize = 12;

/// Weighed candidates, best first.
type Ranked = Vec<(f64, PlaceId)>;

/// Makes the mentions of one document.
pub(crate) fn resolve(matches: Vec<Match>, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let bare = Surroundings::default();
    let mut ranked: Vec<Ranked> = matches.iter().map(|m| rank(m, &bare, gazetteer)).collect();
    let mut around = Surroundings::default();
    for _ in 0..2 {
        around = Surroundings::of(&matches, &ranked, gazetteer);
        let before = ranked;
        ranked = matches.iter().map(|m| rank(m, &around, gazetteer)).collect();
        items_of_one_kind(&matches, &before, &mut ranked, gazetteer);
        hold_together(&matches, &mut ranked, gazetteer);
    }
    same_name_same_place(&matches, &mut ranked);
    let mentions = matches.iter().zip(&ranked).filter_map(|(m, r)| mention(m, r, &around, gazetteer));
    mentions.collect()
}

/// What the document speaks of.
#[derive(Default)]
struct Surroundings<'a> {
    /// Share of the document's places and adjectives, by country.
    countries: FxHashMap<&'a str, f64>,
    /// Countries named, or spoken of by an adjective.
    named: FxHashMap<&'a str, ()>,
    /// Countries in each sentence.
    sentences: FxHashMap<(u32, &'a str), ()>,
    /// (name, entry) of settled places.
    places: Vec<(String, Entry<'a>)>,
}

impl<'a> Surroundings<'a> {
    fn of(matches: &[Match], ranked: &[Ranked], gazetteer: &'a Gazetteer) -> Surroundings<'a> {
        let mut around = Surroundings::default();
        let mut total = 0.0;
        let mut seen: FxHashMap<String, u32> = FxHashMap::default();
        for (m, r) in matches.iter().zip(ranked) {
            // The fifth mention of one name says no more than the fourth.
            let times = seen.entry(m.key.clone()).or_default();
            *times += 1;
            let weight = if *times > 4 { 0.0 } else { 1.0 };
            if m.candidates.is_empty() {
                for code in &m.demonym {
                    let Some(country) = std::str::from_utf8(code).ok().and_then(|c| gazetteer.unit(c)) else {
                        continue;
                    };
                    let country = gazetteer.entry(country).country;
                    let part = weight / m.demonym.len() as f64;
                    *around.countries.entry(country).or_default() += part;
                    around.sentences.insert((m.sentence, country), ());
                    around.named.insert(country, ());
                    total += part;
                }
                continue;
            }
            if m.score < ACCEPT {
                continue;
            }
            let Some(best) = settled(r, gazetteer) else { continue };
            if !best.country.is_empty() {
                *around.countries.entry(best.country).or_default() += weight;
                around.sentences.insert((m.sentence, best.country), ());
                total += weight;
            }
            if best.kind == Kind::Country {
                around.named.insert(best.country, ());
            }
            if best.kind != Kind::Country && best.kind != Kind::Area && weight > 0.0 {
                around.places.push((m.key.clone(), best));
            }
        }
        around.countries.values_mut().for_each(|n| *n /= f64::max(total, 1.0));
        around
    }
}

/// The best candidate, if it leads clearly or the runner-up is the same place.
fn settled<'a>(ranked: &Ranked, gazetteer: &'a Gazetteer) -> Option<Entry<'a>> {
    let (best_score, best) = *ranked.first()?;
    let entry = gazetteer.entry(best);
    let rival = ranked.iter().skip(1).find(|(_, id)| {
        let other = gazetteer.entry(*id);
        other.distance_km(&entry) > SAME_KM && !contains(&other, &entry) && !contains(&entry, &other)
    });
    match rival {
        Some((score, _)) if best_score - score < LEAD => None,
        _ => Some(entry),
    }
}

fn rank(m: &Match, around: &Surroundings<'_>, gazetteer: &Gazetteer) -> Ranked {
    let mut ranked: Ranked = m
        .candidates
        .iter()
        .map(|(id, other)| (weight(m, &gazetteer.entry(*id), *other, around), *id))
        .collect();
    // Stable: equals stay in the order of the gazetteer.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked
}

/// How well an entry fits. About: tenfold people = 1, the document's country = up to 2.5, a named kind = 3.
fn weight(m: &Match, entry: &Entry<'_>, other_name: bool, around: &Surroundings<'_>) -> f64 {
    let people = (entry.population as f64 + 1000.0).log10();
    let mut weight = match entry.kind {
        Kind::Country => people.max(5.0) + 2.5,
        Kind::Area => 6.0,
        Kind::Region => people.max(4.5) - 0.8,
        Kind::County => people.max(4.0) - 1.2,
        Kind::Capital => people + 1.0,
        Kind::City | Kind::Town | Kind::Village => people,
        Kind::District | Kind::Square => 3.5,
    };
    if other_name && !matches!(entry.kind, Kind::Country | Kind::Area) {
        weight -= 0.4;
    }
    if !entry.valid_to.is_empty() {
        weight -= 0.3;
    }
    if m.wanted.is_some_and(|w| fits(entry.kind, w)) {
        weight += 3.0;
    }
    weight += 2.5 * around.countries.get(entry.country).copied().unwrap_or(0.0).sqrt();
    if around.sentences.contains_key(&(m.sentence, entry.country)) && entry.kind != Kind::Country {
        weight += 0.8;
    }
    let nearest = around
        .places
        .iter()
        .filter(|(name, _)| *name != m.key)
        .map(|(_, place)| place.distance_km(entry))
        .fold(f64::INFINITY, f64::min);
    if entry.kind != Kind::Country {
        weight += match nearest {
            d if d < 100.0 => 0.9,
            d if d < 300.0 => 0.5,
            d if d < 600.0 => 0.2,
            _ => 0.0,
        };
    }
    weight
}

/// "Manitoba, Ontario and New Brunswick": items of a list are of one kind and mostly of one country.
fn items_of_one_kind(matches: &[Match], before: &[Ranked], ranked: &mut [Ranked], gazetteer: &Gazetteer) {
    for i in 0..matches.len() {
        let left = i.checked_sub(1).filter(|l| coordinated(&matches[*l], &matches[i]));
        let right = (i + 1 < matches.len() && coordinated(&matches[i], &matches[i + 1])).then_some(i + 1);
        let items = left.into_iter().chain(right).filter(|n| matches[*n].container.is_none());
        let bests: Vec<Entry<'_>> =
            items.filter_map(|n| before[n].first()).map(|(_, id)| gazetteer.entry(*id)).collect();
        if bests.is_empty() || matches[i].container.is_some() {
            continue;
        }
        for (score, id) in &mut ranked[i] {
            let entry = gazetteer.entry(*id);
            let same = |b: &Entry<'_>| b.kind.is_unit() == entry.kind.is_unit() && b.country == entry.country;
            *score += bests.iter().filter(|b| same(b)).count() as f64;
        }
        ranked[i].sort_by(|a, b| b.0.total_cmp(&a.0));
    }
}

/// "Springfield, Illinois": the pair that fits together beats the better known ones.
fn hold_together(matches: &[Match], ranked: &mut [Ranked], gazetteer: &Gazetteer) {
    for (i, m) in matches.iter().enumerate() {
        let Some(holder) = m.container else { continue };
        let (Some(inner), Some(outer)) = (ranked.get(i), ranked.get(holder)) else { continue };
        let mut best: Option<(f64, PlaceId, PlaceId)> = None;
        for (a, inner_id) in inner {
            for (b, outer_id) in outer {
                let fit = contains(&gazetteer.entry(*outer_id), &gazetteer.entry(*inner_id));
                if fit && best.is_none_or(|(s, ..)| a + b > s) {
                    best = Some((a + b, *inner_id, *outer_id));
                }
            }
        }
        if let Some((_, inner_id, outer_id)) = best {
            raise(&mut ranked[i], inner_id);
            raise(&mut ranked[holder], outer_id);
        }
    }
}

/// Puts an entry first with a lead that nothing takes back.
fn raise(ranked: &mut Ranked, id: PlaceId) {
    let top = ranked.first().map_or(0.0, |r| r.0);
    if let Some(at) = ranked.iter().position(|r| r.1 == id) {
        let (score, _) = ranked.remove(at);
        ranked.insert(0, (score.max(top) + 3.0, id));
    }
}

/// A name settled by a neighbour or its kind means the same where it stands alone.
fn same_name_same_place(matches: &[Match], ranked: &mut [Ranked]) {
    let mut told: FxHashMap<&str, PlaceId> = FxHashMap::default();
    for (m, r) in matches.iter().zip(ranked.iter()) {
        if m.container.is_some()
            && let Some((_, id)) = r.first()
        {
            told.entry(&m.key).or_insert(*id);
        }
    }
    for (m, r) in matches.iter().zip(ranked.iter_mut()) {
        let own = m.container.is_some() || m.holds.is_some() || m.wanted.is_some();
        if let Some(id) = told.get(m.key.as_str())
            && !own
        {
            raise(r, *id);
        }
    }
}

/// A small namesake in a country that the text never names, while it names others: likelier a place without an entry.
fn is_stray(m: &Match, entry: &Entry<'_>, around: &Surroundings<'_>) -> bool {
    let own = m.container.is_some() || m.holds.is_some();
    // The entry itself counts among the document's places; alone it proves nothing.
    let others = around.places.iter().any(|(name, place)| *name != m.key && place.country == entry.country);
    let spoken_of = others || around.named.contains_key(entry.country);
    let wrong_kind = m.wanted.is_some_and(|w| !fits(entry.kind, w));
    let small = entry.kind.is_settlement() && (entry.population < 100_000 || wrong_kind);
    !own && small && !spoken_of && around.named.len() + around.places.len() >= 2
}

fn mention(
    m: &Match,
    ranked: &Ranked,
    around: &Surroundings<'_>,
    gazetteer: &Gazetteer,
) -> Option<PlaceMention> {
    let adjectival = m.candidates.is_empty() && !m.demonym.is_empty();
    let known = !ranked.is_empty();
    let is_place = m.score >= ACCEPT && !adjectival;
    if !is_place && !adjectival && !known {
        return None;
    }
    let settled = if is_place { settled(ranked, gazetteer) } else { None };
    let best = settled.filter(|e| !is_stray(m, e, around)).and(ranked.first()).map(|r| r.1);
    let countries = m.demonym.iter().filter(|_| adjectival).filter_map(|c| std::str::from_utf8(c).ok());
    Some(PlaceMention {
        span: m.span,
        best,
        candidates: ranked.iter().take(MOST_CANDIDATES).map(|r| r.1).collect(),
        score: m.score,
        why: if adjectival { "an adjective or name of a people" } else { m.why },
        adjectival,
        part_of_name: !is_place && !adjectival,
        countries: countries.map(str::to_owned).collect(),
    })
}
