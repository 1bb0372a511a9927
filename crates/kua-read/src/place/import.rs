//! Makes the user's gazetteer from GeoNames dump files.
//!
//! In: readers of `cities*.txt` or `allCountries.txt` (19 cells a row), `alternateNamesV2.txt` (10 cells),
//! `admin1CodesASCII.txt` (4 cells), `countryInfo.txt`; in any order, read line by line.
//! Out: the text of a gazetteer file (`gazetteer/README.md`), rows sorted by GeoNames id.
//! Kept: settlements, first- and second-level units and named regions; not kept: rivers, buildings and the like, and
//! units that the embedded gazetteer already has (its names were checked by hand). Not here: disk.

use super::entry::Kind;
use super::fold::fold;
use super::index::Gazetteer;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::BufRead;

/// What an import made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOut {
    /// The gazetteer file's text.
    pub content: String,
    /// Rows in it.
    pub places: usize,
    /// Names in it.
    pub names: usize,
    /// Rows that were not understood: file, line from 1, why. At most 100 are listed.
    pub skipped: Vec<(String, usize, &'static str)>,
    /// How many rows were not understood in all.
    pub skipped_rows: usize,
}

/// Why an import made nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The name and the rows of a file are those of no dump file.
    #[error("`{file}` is no GeoNames dump file that kua can import")]
    UnknownFile {
        /// Name of the file.
        file: String,
    },
    /// A file could not be read to its end.
    #[error("cannot read `{file}` at line {line}: {source}")]
    Read {
        /// Name of the file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What the reader said.
        source: std::io::Error,
    },
    /// No file holds places.
    #[error("none of the files holds places (cities*.txt, allCountries.txt or a country's file)")]
    NoPlaces,
}

const MOST_LISTED: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Dump {
    Places,
    Admin1,
    Countries,
    Alternates,
}

struct Place {
    id: String,
    kind: Kind,
    country: String,
    admin1: String,
    name: String,
    point: (f64, f64),
    population: u64,
    names: Vec<String>,
}

/// Imports dump files: `(name, reader)` each. The name tells what a file holds, as GeoNames names it.
///
/// # Errors
/// See [`ImportError`]. A row that is not understood is no error: it is left out and counted.
pub fn import_geonames<R: BufRead>(files: Vec<(&str, R)>) -> Result<ImportOut, ImportError> {
    let mut sorted = Vec::new();
    for (file, reader) in files {
        let dump = dump_of(file).ok_or_else(|| ImportError::UnknownFile { file: file.to_owned() })?;
        sorted.push((dump, file, reader));
    }
    // Places first: the other files speak of them by id or code.
    sorted.sort_by_key(|f| f.0);
    if sorted.first().is_none_or(|f| f.0 != Dump::Places) {
        return Err(ImportError::NoPlaces);
    }
    let mut import = Import::default();
    for (dump, file, reader) in sorted {
        for (number, line) in reader.lines().enumerate() {
            let line =
                line.map_err(|source| ImportError::Read { file: file.to_owned(), line: number + 1, source })?;
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Err(why) = import.row(dump, &line) {
                import.out.skipped_rows += 1;
                if import.out.skipped.len() < MOST_LISTED {
                    import.out.skipped.push((file.to_owned(), number + 1, why));
                }
            }
        }
    }
    Ok(import.finish())
}

fn dump_of(file: &str) -> Option<Dump> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file).to_ascii_lowercase();
    let stem = name.strip_suffix(".txt")?;
    match stem {
        _ if stem.starts_with("alternatenames") => Some(Dump::Alternates),
        _ if stem.starts_with("admin1codes") => Some(Dump::Admin1),
        "countryinfo" => Some(Dump::Countries),
        _ if stem.starts_with("cities") || stem == "allcountries" => Some(Dump::Places),
        // A country's own file is named by its code.
        _ if stem.len() == 2 && stem.bytes().all(|b| b.is_ascii_lowercase()) => Some(Dump::Places),
        _ => None,
    }
}

#[derive(Default)]
struct Import {
    places: BTreeMap<u64, Place>,
    /// Code of a first-level unit to (sum of latitudes, of longitudes, count) of the settlements in it.
    units: BTreeMap<String, (f64, f64, u32)>,
    named_units: BTreeMap<String, String>,
    out: ImportOut,
}

impl Import {
    fn row(&mut self, dump: Dump, line: &str) -> Result<(), &'static str> {
        let cells: Vec<&str> = line.split('\t').collect();
        match dump {
            Dump::Places => self.place(&cells),
            Dump::Alternates => self.alternate(&cells),
            Dump::Admin1 => {
                let [code, name, ..] = cells.as_slice() else { return Err("fewer than two cells") };
                self.named_units.insert((*code).to_owned(), (*name).to_owned());
                Ok(())
            }
            // Countries are embedded with points and adjectives, which this file has not.
            Dump::Countries => Ok(()),
        }
    }

    fn place(&mut self, cells: &[&str]) -> Result<(), &'static str> {
        let &[id, name, _, others, lat, lon, class, code, country, _, admin1, _, _, _, people, ..] = cells
        else {
            return Err("fewer than fifteen cells");
        };
        let id: u64 = id.parse().map_err(|_| "the id is not a number")?;
        let degrees = |cell: &str, most: f64| cell.parse::<f64>().ok().filter(|d| d.abs() <= most);
        let (lat, lon) = (
            degrees(lat, 90.0).ok_or("the latitude is not a number from -90 to 90")?,
            degrees(lon, 180.0).ok_or("the longitude is not a number from -180 to 180")?,
        );
        let population: u64 = if people.is_empty() {
            0
        } else {
            people.parse().map_err(|_| "the population is not a number")?
        };
        if name.is_empty() || country.len() != 2 {
            return Err("the name or the country is missing");
        }
        let Some(kind) = kind_of(class, code, population) else { return Ok(()) };
        let unit = format!("{country}.{admin1}");
        if kind.is_settlement() {
            let sum = self.units.entry(unit.clone()).or_default();
            *sum = (sum.0 + lat, sum.1 + lon, sum.2 + 1);
        }
        let own_id = if kind == Kind::Region { unit } else { format!("g{id}") };
        if kind == Kind::Region && Gazetteer::embedded().unit(&own_id).is_some() {
            return Ok(());
        }
        let mut place = Place {
            id: own_id,
            kind,
            country: country.to_owned(),
            admin1: if kind == Kind::Region { String::new() } else { admin1.to_owned() },
            name: clean(name),
            point: (lat, lon),
            population,
            names: Vec::new(),
        };
        others.split(',').for_each(|n| place.add_name(n));
        self.places.insert(id, place);
        Ok(())
    }

    fn alternate(&mut self, cells: &[&str]) -> Result<(), &'static str> {
        let &[_, id, language, name, ..] = cells else { return Err("fewer than four cells") };
        let id: u64 = id.parse().map_err(|_| "the place's id is not a number")?;
        // Longer "languages" are links, post codes and codes of airports.
        if language.len() <= 3
            && let Some(place) = self.places.get_mut(&id)
        {
            place.add_name(name);
        }
        Ok(())
    }

    fn finish(mut self) -> ImportOut {
        let mut out =
            String::from("# Made by `kua gazetteer import` from GeoNames (geonames.org, CC BY 4.0).\n");
        for (code, name) in &self.named_units {
            let known =
                Gazetteer::embedded().unit(code).is_some() || self.places.values().any(|p| p.id == *code);
            let (Some((lat, lon, n)), false) = (self.units.get(code), known) else { continue };
            let (country, n) = (code.split('.').next().unwrap_or(""), f64::from(*n));
            let _ = writeln!(
                out,
                "{code}\tregion\t{country}\t\t{}\t{:.2}\t{:.2}\t\t\t\t\t",
                clean(name),
                lat / n,
                lon / n
            );
            self.out.places += 1;
            self.out.names += 1;
        }
        for place in self.places.values() {
            let names = place.names.join("|");
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{:.3}\t{:.3}\t{}\t\t\t\t{names}",
                place.id,
                kind_name(place.kind),
                place.country,
                place.admin1,
                place.name,
                place.point.0,
                place.point.1,
                place.population,
            );
            self.out.places += 1;
            self.out.names += 1 + place.names.len();
        }
        self.out.content = out;
        self.out
    }
}

impl Place {
    /// Adds a name in use: not a code, not the name again, and in Latin script of four letters or more (shorter ones
    /// are mostly spellings of other languages that are words in English).
    fn add_name(&mut self, name: &str) {
        let name = clean(name);
        let letters = name.chars().count();
        let latin = name.chars().any(|c| c.is_ascii_alphabetic());
        let code = name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let capital = name.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphabetic());
        if !capital || code || letters > 60 || letters < if latin { 4 } else { 2 } {
            return;
        }
        let key = fold(&name);
        let known = std::iter::once(&self.name).chain(&self.names).any(|n| fold(n) == key);
        if !known {
            self.names.push(name);
        }
    }
}

fn clean(name: &str) -> String {
    name.trim().replace(['\t', '|', '\n', '\r'], " ")
}

fn kind_of(class: &str, code: &str, population: u64) -> Option<Kind> {
    match (class, code) {
        ("P", "PPLC") => Some(Kind::Capital),
        ("P", "PPLX") => Some(Kind::District),
        ("P", "PPLH" | "PPLQ" | "PPLW") => None, // no longer there
        ("P", _) if population >= 100_000 => Some(Kind::City),
        ("P", _) if population >= 5_000 => Some(Kind::Town),
        ("P", _) => Some(Kind::Village),
        ("A", "ADM1") => Some(Kind::Region),
        ("A", "ADM2") => Some(Kind::County),
        ("L", "RGN") => Some(Kind::Area),
        _ => None,
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Country => "country",
        Kind::Area => "area",
        Kind::Region => "region",
        Kind::County => "county",
        Kind::Capital => "capital",
        Kind::City => "city",
        Kind::Town => "town",
        Kind::Village => "village",
        Kind::District => "district",
        Kind::Square => "square",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CITIES: &str = "\
900001\tKokarna\tKokarna\tKOK,Кокарна,Kökarna,Ko,Kokarna-on-Sea\t44.1\t70.2\tP\tPPL\tKZ\t\t77\t\t\t\t12000\t\t9\tAsia/Almaty\t2024-01-01
900002\tSary River\tSary River\t\t44.1\t70.2\tH\tSTM\tKZ\t\t77\t\t\t\t0\t\t9\tAsia/Almaty\t2024-01-01
900003\tBroken\tBroken\t\tnorth\t70.2\tP\tPPL\tKZ\t\t77\t\t\t\t0\t\t9\tAsia/Almaty\t2024-01-01
";
    const OTHERS: &str = "1\t900001\tru\tКокарна\t\t\t\t\t\t\n2\t900001\ten\tOld Kokarna\t\t\t\t1\t\t\n3\t900001\tlink\thttps://x\t\t\t\t\t\t\n";

    #[test]
    fn a_dump_becomes_a_gazetteer_file() {
        let files = vec![
            ("alternateNamesV2.txt", OTHERS.as_bytes()),
            ("KZ.txt", CITIES.as_bytes()),
            ("admin1CodesASCII.txt", b"KZ.77\tKokarna Region\tKokarna Region\t5\n".as_slice()),
        ];
        let out = import_geonames(files).unwrap();
        assert_eq!((out.places, out.skipped_rows), (2, 1));
        assert_eq!(out.skipped, [("KZ.txt".to_owned(), 3, "the latitude is not a number from -90 to 90")]);
        let gazetteer = Gazetteer::with_user(&out.content);
        assert!(gazetteer.bad_rows().is_empty());
        for name in ["Kokarna", "Кокарна", "Old Kokarna"] {
            assert_eq!(gazetteer.by_name(name).len(), 1, "{name}");
        }
        assert!(gazetteer.by_name("Ko").is_empty() && gazetteer.by_name("KOK").is_empty());
        let (town, _) = gazetteer.by_name("Kokarna")[0];
        assert_eq!(gazetteer.region_of(&gazetteer.entry(town), "9999").unwrap().name, "Kokarna Region");
    }

    #[test]
    fn other_files_are_refused_by_name() {
        assert!(matches!(
            import_geonames(vec![("notes.txt", "".as_bytes())]),
            Err(ImportError::UnknownFile { .. })
        ));
        assert!(matches!(
            import_geonames(vec![("countryInfo.txt", "".as_bytes())]),
            Err(ImportError::NoPlaces)
        ));
    }
}
