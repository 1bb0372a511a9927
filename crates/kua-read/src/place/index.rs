//! The gazetteer in memory: rows as text, names as a table of hashes.
//!
//! In: the embedded files and, if there are any, the user's. Out: [`Entry`]s by name, id and code.
//! A row is parsed when it is asked for; loading only notes where it begins and hashes its names.

use super::compiled::{self, CompiledError};
use super::entry::{Entry, Kind};
use super::fold::{hash, hash_name};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The files of the embedded gazetteer. Order is precedence among equals.
const FILES: &[&str] = &[
    include_str!("../../../../gazetteer/countries.tsv"),
    include_str!("../../../../gazetteer/areas.tsv"),
    include_str!("../../../../gazetteer/regions.tsv"),
    include_str!("../../../../gazetteer/kazakhstan.tsv"),
    include_str!("../../../../gazetteer/geonames-regions.tsv"),
    include_str!("../../../../gazetteer/geonames-cities.tsv"),
];
const DEMONYMS: &str = include_str!("../../../../gazetteer/demonyms.tsv");

/// A place in a [`Gazetteer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(pub(crate) u32);

/// A row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("gazetteer row {line} was not used: {why}")]
pub struct BadRow {
    /// Line in the user's file, from 1.
    pub line: usize,
    /// What is wrong.
    pub why: &'static str,
}

/// The user's rows, in either form.
enum User<'a> {
    None,
    Text(&'a str),
    Compiled(compiled::Parts<'a>),
}

/// Places by name.
pub struct Gazetteer {
    texts: Vec<Cow<'static, str>>,
    /// (text, first byte, one past the last byte) of each row.
    rows: Vec<(u32, u32, u32)>,
    names: NameTable,
    units: FxHashMap<u64, u32>,
    demonyms: FxHashMap<u64, Vec<[u8; 2]>>,
    bad: Vec<BadRow>,
}

impl Gazetteer {
    /// The gazetteer that comes with the program; loaded on first use (some ms).
    pub fn embedded() -> &'static Gazetteer {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        EMBEDDED.get_or_init(|| Gazetteer::load(User::None))
    }

    /// The embedded gazetteer with the rows of the user's file (same format), whose ids win.
    ///
    /// Rows that cannot be used are left out and listed by [`Gazetteer::bad_rows`].
    pub fn with_user(user: &str) -> Gazetteer {
        Gazetteer::load(User::Text(user))
    }

    /// Like [`Gazetteer::with_user`], from the bytes that [`compile`](super::compile) made of the file: much faster.
    ///
    /// # Errors
    /// [`CompiledError`]: the bytes are of another version or damaged; compile the file again.
    pub fn with_compiled(bytes: &[u8]) -> Result<Gazetteer, CompiledError> {
        Ok(Gazetteer::load(User::Compiled(compiled::parts(bytes)?)))
    }

    fn load(user: User<'_>) -> Gazetteer {
        let mut gazetteer = Gazetteer {
            texts: FILES.iter().map(|f| Cow::Borrowed(*f)).collect(),
            rows: Vec::with_capacity(48_000),
            names: NameTable::default(),
            units: FxHashMap::default(),
            demonyms: demonyms(),
            bad: Vec::new(),
        };
        let replaced: FxHashMap<u64, ()> = match &user {
            User::None => FxHashMap::default(),
            User::Text(text) => ids(text),
            User::Compiled(parts) => parts.rows().map(|(_, _, id)| (id, ())).collect(),
        };
        let mut names = Vec::with_capacity(160_000);
        for (index, text) in FILES.iter().enumerate() {
            gazetteer.add_rows(index as u32, text, &replaced, &mut names);
        }
        match user {
            User::None => {}
            User::Text(text) => {
                gazetteer.add_rows(FILES.len() as u32, text, &FxHashMap::default(), &mut names);
                gazetteer.texts.push(Cow::Owned(text.to_owned()));
            }
            User::Compiled(parts) => gazetteer.add_compiled(&parts, &mut names),
        }
        gazetteer.names = NameTable::build(names);
        gazetteer
    }

    fn add_rows(
        &mut self,
        text_index: u32,
        text: &str,
        replaced: &FxHashMap<u64, ()>,
        names: &mut Vec<(u64, u32)>,
    ) {
        let of_user = text_index as usize >= FILES.len();
        let (mut start, mut key) = (0, String::new());
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let from = start;
            start += line.len();
            let line = line.trim_end_matches(['\n', '\r']);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if of_user && let Err(why) = Entry::parse(line) {
                self.bad.push(BadRow { line: number + 1, why });
                continue;
            }
            let mut cells = line.split('\t');
            let id = cells.next().unwrap_or("");
            if !replaced.is_empty() && replaced.contains_key(&hash(id)) {
                continue;
            }
            let row = self.add_row(text_index, from, from + line.len(), cells.next().unwrap_or(""), hash(id));
            let name = cells.nth(2).unwrap_or("");
            let others = cells.nth(6).unwrap_or("");
            for (rank, name) in std::iter::once(name).chain(others.split('|')).enumerate() {
                let hashed = hash_name(name, &mut key);
                if hashed != 0 {
                    names.push((hashed, row << 1 | u32::from(rank > 0)));
                }
            }
        }
    }

    fn add_row(&mut self, text: u32, from: usize, to: usize, kind: &str, id: u64) -> u32 {
        let row = self.rows.len() as u32;
        if matches!(kind, "country" | "region") {
            self.units.insert(id, row);
        }
        self.rows.push((text, from as u32, to as u32));
        row
    }

    fn add_compiled(&mut self, parts: &compiled::Parts<'_>, names: &mut Vec<(u64, u32)>) {
        let first = self.rows.len() as u32;
        let index = self.texts.len() as u32;
        for (from, to, id) in parts.rows() {
            let line = parts.text.get(from as usize..to as usize).unwrap_or("");
            let kind = line.split('\t').nth(1).unwrap_or("");
            self.add_row(index, from as usize, to as usize, kind, id);
        }
        let count = self.rows.len() as u32 - first;
        let known = parts.names().filter(|(_, row)| row >> 1 < count);
        names.extend(known.map(|(hashed, row)| (hashed, row + (first << 1))));
        self.texts.push(Cow::Owned(parts.text.to_owned()));
    }

    /// The rows of the user's file that were left out.
    pub fn bad_rows(&self) -> &[BadRow] {
        &self.bad
    }

    /// How many places.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no place at all.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The place of an id that this gazetteer gave.
    pub fn entry(&self, place: PlaceId) -> Entry<'_> {
        let unknown = Entry {
            id: "",
            kind: Kind::Area,
            country: "",
            admin1_cell: "",
            name: "",
            lat: 0.0,
            lon: 0.0,
            population: 0,
            radius_m: 0,
            valid_from: "",
            valid_to: "",
            alternatives: "",
        };
        let line = self.rows.get(place.0 as usize).and_then(|&(text, from, to)| {
            self.texts.get(text as usize).and_then(|t| t.get(from as usize..to as usize))
        });
        line.and_then(|l| Entry::parse(l).ok()).unwrap_or(unknown)
    }

    /// All places of a name, in the order of the files; the flag says that it is an alternative name.
    pub fn by_name(&self, name: &str) -> Vec<(PlaceId, bool)> {
        self.by_key(&super::fold::fold(name)).collect()
    }

    pub(crate) fn by_key(&self, key: &str) -> impl Iterator<Item = (PlaceId, bool)> {
        let hashed = hash(key);
        self.names
            .bucket(hashed)
            .iter()
            .filter(move |n| n.0 == hashed)
            .map(|n| (PlaceId(n.1 >> 1), n.1 & 1 == 1))
    }

    /// The country of a code, or the first-level unit of `country.code`.
    pub fn unit(&self, id: &str) -> Option<PlaceId> {
        self.units.get(&hash(id)).copied().map(PlaceId)
    }

    /// The countries (ISO codes) of an adjective or name of a people, by its key.
    pub(crate) fn demonym(&self, key: &str) -> &[[u8; 2]] {
        self.demonyms.get(&hash(key)).map_or(&[], Vec::as_slice)
    }

    /// The name of the first-level unit that holds a place on a day (ISO date), if known.
    pub fn region_of(&self, entry: &Entry<'_>, day: &str) -> Option<Entry<'_>> {
        let code = entry.admin1_on(day);
        if code.is_empty() {
            return None;
        }
        self.unit(&format!("{}.{code}", entry.country)).map(|u| self.entry(u))
    }
}

fn ids(user: &str) -> FxHashMap<u64, ()> {
    let rows = user.lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|l| l.split('\t').next()).map(|id| (hash(id), ())).collect()
}

fn demonyms() -> FxHashMap<u64, Vec<[u8; 2]>> {
    let mut table: FxHashMap<u64, Vec<[u8; 2]>> = FxHashMap::default();
    for line in DEMONYMS.lines().filter(|l| !l.starts_with('#')) {
        let Some((&[a, b], words)) =
            line.split_once('\t').and_then(|(c, w)| Some((c.as_bytes().first_chunk()?, w)))
        else {
            continue;
        };
        for word in words.split('|') {
            table.entry(hash(&super::fold::fold(word))).or_default().push([a, b]);
        }
    }
    table
}

/// (hash of the key, row * 2 + 1 if the name is an alternative), sorted; found through the hash's top 15 bits.
#[derive(Default)]
struct NameTable {
    names: Vec<(u64, u32)>,
    starts: Vec<u32>,
}

const BUCKET_SHIFT: u32 = 64 - 15;

impl NameTable {
    /// Counts into buckets, then sorts each of them: far cheaper than one big sort at every start.
    fn build(unsorted: Vec<(u64, u32)>) -> NameTable {
        let buckets = 1 << (64 - BUCKET_SHIFT);
        let mut starts = vec![0u32; buckets + 1];
        for (hashed, _) in &unsorted {
            starts[(hashed >> BUCKET_SHIFT) as usize + 1] += 1;
        }
        for i in 0..buckets {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut names = vec![(0, 0); unsorted.len()];
        for name in unsorted {
            let slot = &mut next[(name.0 >> BUCKET_SHIFT) as usize];
            names[*slot as usize] = name;
            *slot += 1;
        }
        // Rows were added in order, so equal hashes already stand in the order of the files.
        NameTable { names, starts }
    }

    fn bucket(&self, hashed: u64) -> &[(u64, u32)] {
        let i = (hashed >> BUCKET_SHIFT) as usize;
        match (self.starts.get(i), self.starts.get(i + 1)) {
            (Some(&from), Some(&to)) => self.names.get(from as usize..to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, id: &str, lat: f64, lon: f64) {
        let gazetteer = Gazetteer::embedded();
        let found: Vec<Entry> = gazetteer.by_name(name).iter().map(|(p, _)| gazetteer.entry(*p)).collect();
        let near = found.iter().find(|e| e.id == id || id.is_empty());
        let near = near.unwrap_or_else(|| panic!("{name}: {id} not among {found:?}"));
        assert!((near.lat - lat).abs() < 0.35 && (near.lon - lon).abs() < 0.5, "{name}: {near:?}");
    }

    #[test]
    fn every_embedded_row_can_be_used() {
        for file in FILES {
            for line in file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
                if let Err(why) = Entry::parse(line) {
                    panic!("{why}: {line}");
                }
            }
        }
    }

    #[test]
    fn ids_are_unique_and_regions_exist() {
        let gazetteer = Gazetteer::embedded();
        let mut seen = std::collections::BTreeSet::new();
        for row in 0..gazetteer.len() {
            let entry = gazetteer.entry(PlaceId(row as u32));
            assert!(seen.insert(entry.id), "{} stands twice", entry.id);
            assert!(entry.country.is_empty() || gazetteer.unit(entry.country).is_some(), "{entry:?}");
            if entry.country == "KZ" && !entry.admin1_cell.is_empty() {
                assert!(gazetteer.region_of(&entry, "9999").is_some(), "{entry:?}");
            }
        }
    }

    #[test]
    fn old_new_and_foreign_names_find_the_place() {
        for name in ["Astana", "Nur-Sultan", "Tselinograd", "Астана", "Нур-Султан", "Akmola"] {
            check(name, "kz-astana", 51.15, 71.43);
        }
        for name in ["Zhanaozen", "Жаңаөзен", "Novy Uzen"] {
            check(name, "kz-zhanaozen", 43.34, 52.86);
        }
        for name in ["Aktobe", "Aqtobe", "Aktyubinsk", "Ақтөбе"] {
            check(name, "kz-aktobe", 50.28, 57.17);
        }
        check("Almaty", "kz-almaty", 43.24, 76.9);
        check("Alma-Ata", "kz-almaty", 43.24, 76.9);
        check("Tsuen Wan", "", 22.37, 114.11);
    }

    #[test]
    fn the_users_rows_are_added_and_replace_and_bad_ones_are_named() {
        let user = "g-x\ttown\tKZ\t\tKokarna\t44.1\t70.2\nkz-almaty\tcity\tKZ\t\tAlmaty\t1\t2\nbad\tcity\n";
        let gazetteer = Gazetteer::with_user(user);
        assert_eq!(gazetteer.by_name("Kokarna").len(), 1);
        let almaty = gazetteer.by_name("Almaty");
        assert!(almaty.iter().any(|(p, _)| gazetteer.entry(*p).lat == 1.0));
        assert_eq!(gazetteer.bad_rows().iter().map(|b| b.line).collect::<Vec<_>>(), [3]);
    }
}
