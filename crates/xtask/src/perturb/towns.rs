//! Swaps towns: those of the gazetteer for others of the same country with their real points, invented ones for
//! invented ones.
//!
//! Of the same country, because a report from one country that names another's towns would be another text; where the
//! gazetteer has too few, of any country, and the claims' `country` changes with the point.

use super::chance::Chance;
use super::edit::{Case, Edit, apply, whole_words};
use kua_read::Reader;
use kua_read::place::{Gazetteer, find_places};
use kua_syntax::EntityType;
use std::collections::{BTreeMap, BTreeSet};

const INVENTED: &[&str] = &[
    "Brelnova", "Cordasti", "Drazhin", "Evrana", "Fermoara", "Gralitsa", "Horvesti", "Ilmandra", "Jelnik",
    "Kostrava", "Lumerna", "Mardosk", "Norvich", "Ostrelna", "Pelvara", "Trebina", "Urmandi", "Velgrada",
];

/// A town with its point.
#[derive(Debug, Clone)]
struct Town {
    name: String,
    country: String,
    lat: f64,
    lon: f64,
    radius_m: u32,
    population: u64,
}

/// How many of a country's largest cities are taken.
const LARGEST: usize = 15;

/// What a document's towns become.
#[derive(Debug, Default)]
pub struct Swaps {
    known: BTreeMap<String, Town>,
    invented: BTreeMap<String, String>,
}

impl Swaps {
    /// The names that are swapped, as they stand in the text.
    pub fn names(&self) -> BTreeSet<String> {
        self.known.keys().chain(self.invented.keys()).cloned().collect()
    }
}

/// Large cities that can be meant by their name alone.
fn candidates(country: Option<&str>, text: &str) -> Vec<Town> {
    let gazetteer = Gazetteer::embedded();
    let rows = [
        include_str!("../../../../gazetteer/geonames-cities.tsv"),
        include_str!("../../../../gazetteer/kazakhstan.tsv"),
    ];
    let mut out: Vec<Town> = Vec::new();
    for line in rows.iter().flat_map(|f| f.lines()).filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let Ok(entry) = kua_read::place::Entry::parse(line) else { continue };
        let large = entry.kind.is_settlement() && entry.population >= 150_000;
        let plain = entry.name.chars().all(char::is_alphabetic) && entry.name.chars().count() >= 4;
        let alone = gazetteer.by_name(entry.name).len() == 1;
        if large && plain && alone && country.is_none_or(|c| c == entry.country) && !text.contains(entry.name)
        {
            out.push(Town {
                name: entry.name.to_owned(),
                country: entry.country.to_owned(),
                lat: entry.lat,
                lon: entry.lon,
                radius_m: entry.radius_m,
                population: entry.population,
            });
        }
    }
    out.sort_by(|a, b| b.population.cmp(&a.population).then(a.name.cmp(&b.name)));
    out.truncate(LARGEST);
    out
}

/// Decides on the swaps of a document.
pub fn swaps(case: &Case, chance: &mut Chance) -> Swaps {
    let text = case.doc.text.as_str();
    let gazetteer = Gazetteer::embedded();
    let sentences = Reader::english().syntax(text);
    let mut out = Swaps::default();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut other: BTreeSet<String> = BTreeSet::new();
    for mention in find_places(text, &sentences, gazetteer) {
        let name = mention.span.of(text);
        if let Some(place) = mention.best.filter(|_| !mention.adjectival) {
            let entry = gazetteer.entry(place);
            // Of small places too many are namesakes of something else.
            if entry.kind.is_settlement() && entry.population >= 50_000 {
                known.insert(name.to_owned(), entry.country.to_owned());
            } else {
                other.insert(name.to_owned());
            }
        }
    }
    // What gold says is a town is one, whatever the reader thinks.
    for place in case.claims.iter().flat_map(|c| &c.r#where).filter(|p| p.lat.is_some() && p.is.is_none()) {
        known.entry(place.text.clone()).or_insert_with(|| place.country.clone().unwrap_or_default());
    }
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (name, country) in &known {
        let mut pool = candidates(Some(country), text);
        pool.retain(|t| !used.contains(&t.name));
        if pool.len() < 2 {
            pool = candidates(None, text);
            pool.retain(|t| !used.contains(&t.name));
        }
        if let Some(town) = pool.get(chance.below(pool.len())) {
            used.insert(town.name.clone());
            out.known.insert(name.clone(), town.clone());
        }
    }
    let invented: Vec<String> =
        INVENTED.iter().filter(|n| !text.contains(**n)).map(|n| (*n).to_owned()).collect();
    let mut pool = chance.shuffled(&invented).into_iter();
    for sentence in &sentences {
        for &(first, end, kind) in &sentence.entities {
            if kind == EntityType::Gpe && end == first + 1 {
                let name = sentence.tokens[first].span.of(text);
                let plain = name.chars().count() >= 4
                    && name.chars().all(char::is_alphabetic)
                    && !super::names::kept(name);
                let free =
                    !known.contains_key(name) && !other.contains(name) && !out.invented.contains_key(name);
                let upper = name.chars().next().is_some_and(char::is_uppercase)
                    && name.chars().any(char::is_lowercase);
                let common = whole_words(text, &name.to_lowercase()).next().is_some();
                if plain && free && upper && !common && gazetteer.by_name(name).is_empty() {
                    out.invented.extend(pool.next().map(|new| (name.to_owned(), new)));
                }
            }
        }
    }
    out
}

/// The document with its towns swapped, and the number of edits.
pub fn perturb(case: &Case, swaps: &Swaps) -> (Case, usize) {
    let text = case.doc.text.as_str();
    let mut edits = Vec::new();
    let mut swap = |old: &str, new: &str| {
        edits.extend(whole_words(text, old).map(|span| Edit { span, words: new.to_owned() }));
        edits.extend(
            whole_words(text, &old.to_uppercase()).map(|span| Edit { span, words: new.to_uppercase() }),
        );
    };
    for (old, new) in &swaps.known {
        swap(old, &new.name);
    }
    for (old, new) in &swaps.invented {
        swap(old, new);
    }
    let (mut after, n) = apply(case, edits);
    for (old, new) in case.claims.iter().zip(&mut after.claims) {
        for (old, new) in old.r#where.iter().zip(&mut new.r#where).filter(|(p, _)| p.lat.is_some()) {
            // "the city" has the point of what it stands for.
            let name = old.is.as_deref().unwrap_or(&old.text);
            let town = swaps
                .known
                .get(name)
                .or_else(|| swaps.known.iter().find(|(k, _)| name.contains(k.as_str())).map(|(_, t)| t));
            if let Some(town) = town {
                new.name = Some(town.name.clone());
                new.country = Some(town.country.clone());
                (new.lat, new.lon, new.radius_m) = (Some(town.lat), Some(town.lon), Some(town.radius_m));
            }
        }
    }
    (after, n)
}
