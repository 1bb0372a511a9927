//! One row of the gazetteer: a place with its names.
//!
//! In: a line of tab-separated cells (`gazetteer/README.md`). Out: an [`Entry`] that borrows from it.

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A country or territory with an ISO code.
    Country,
    /// A continent or a named part of the world or of a country without offices of its own.
    Area,
    /// A first-level unit (region, state, province).
    Region,
    /// A second-level unit (county, district of a region).
    County,
    /// The seat of a country's government.
    Capital,
    /// A city of 100,000 people or more.
    City,
    /// A town.
    Town,
    /// A village or rural district.
    Village,
    /// A district of a city.
    District,
    /// A square or a street.
    Square,
}

impl Kind {
    /// The kind by its name in the files.
    pub fn parse(name: &str) -> Option<Kind> {
        Some(match name {
            "country" => Kind::Country,
            "area" => Kind::Area,
            "region" => Kind::Region,
            "county" => Kind::County,
            "capital" => Kind::Capital,
            "city" => Kind::City,
            "town" => Kind::Town,
            "village" => Kind::Village,
            "district" => Kind::District,
            "square" => Kind::Square,
            _ => return None,
        })
    }

    /// Whether people live there closely: a city, town or village.
    pub fn is_settlement(self) -> bool {
        matches!(self, Kind::Capital | Kind::City | Kind::Town | Kind::Village)
    }

    /// Whether the place is a unit that holds others.
    pub fn is_unit(self) -> bool {
        matches!(self, Kind::Country | Kind::Area | Kind::Region | Kind::County)
    }
}

/// One place. Text borrows from the gazetteer's file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry<'a> {
    /// Unique in the gazetteer: `KZ`, `US.TX`, `g2950159` (GeoNames), `kz-almaty`.
    pub id: &'a str,
    /// What it is.
    pub kind: Kind,
    /// ISO 3166-1 alpha-2; empty for areas that cross borders.
    pub country: &'a str,
    /// Code of the first-level unit: with the country it makes that unit's id (`US` + `TX`). For a unit that was
    /// redrawn: the codes with the first day of each, `10|2022-06-08=ABA` (see [`Entry::admin1_on`]).
    pub admin1_cell: &'a str,
    /// The name in use, in Latin script.
    pub name: &'a str,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// People; 0 when unknown.
    pub population: u64,
    /// Uncertainty in metres.
    pub radius_m: u32,
    /// First day (ISO) on which the unit stood under this name; empty when it does not matter.
    pub valid_from: &'a str,
    /// Last day.
    pub valid_to: &'a str,
    /// Other names: old, official, in other languages and scripts; separated by `|`.
    pub alternatives: &'a str,
}

impl<'a> Entry<'a> {
    /// Reads a row.
    ///
    /// # Errors
    /// What is wrong with the row, in words.
    pub fn parse(line: &'a str) -> Result<Entry<'a>, &'static str> {
        let mut cells = line.trim_end_matches(['\r', '\n']).split('\t');
        let mut next = || cells.next().unwrap_or("");
        let (id, kind, country, admin1_cell, name) = (next(), next(), next(), next(), next());
        let (lat, lon, population, radius_m) = (next(), next(), next(), next());
        let (valid_from, valid_to, alternatives) = (next(), next(), next());
        let kind = Kind::parse(kind).ok_or("the second cell is not a kind of place")?;
        if id.is_empty() || name.is_empty() {
            return Err("the id or the name is empty");
        }
        let degrees = |cell: &str, most: f64| cell.parse::<f64>().ok().filter(|d| d.abs() <= most);
        let lat = degrees(lat, 90.0).ok_or("the latitude is not a number from -90 to 90")?;
        let lon = degrees(lon, 180.0).ok_or("the longitude is not a number from -180 to 180")?;
        let population = if population.is_empty() {
            0
        } else {
            population.parse().map_err(|_| "the population is not a number")?
        };
        let radius_m = if radius_m.is_empty() {
            usual_radius_m(kind, population)
        } else {
            radius_m.parse().map_err(|_| "the radius is not a number")?
        };
        Ok(Entry {
            id,
            kind,
            country,
            admin1_cell,
            name,
            lat,
            lon,
            population,
            radius_m,
            valid_from,
            valid_to,
            alternatives,
        })
    }

    /// All names, the one in use first.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        std::iter::once(self.name).chain(self.alternatives.split('|').filter(|n| !n.is_empty()))
    }

    /// Code of the first-level unit today.
    pub fn admin1(&self) -> &'a str {
        self.admin1_on("9999")
    }

    /// Code of the first-level unit on a day (ISO date).
    pub fn admin1_on(&self, day: &str) -> &'a str {
        let mut code = "";
        for part in self.admin1_cell.split('|') {
            match part.split_once('=') {
                Some((since, later)) if since <= day => code = later,
                Some(_) => {}
                None => code = part,
            }
        }
        code
    }

    /// Great-circle distance to another place, in km.
    pub fn distance_km(&self, other: &Entry) -> f64 {
        distance_km((self.lat, self.lon), (other.lat, other.lon))
    }
}

/// Great-circle distance between two points (degrees), in km.
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half = |from: f64, to: f64| ((to - from) / 2.0).sin().powi(2);
    let h = half(lat_a, lat_b) + lat_a.cos() * lat_b.cos() * half(a.1.to_radians(), b.1.to_radians());
    2.0 * 6371.0 * h.clamp(0.0, 1.0).sqrt().asin()
}

/// Radius by kind and size where the row gives none: a square 200 m, a district 3 km, a town by its people.
fn usual_radius_m(kind: Kind, population: u64) -> u32 {
    match kind {
        Kind::Square => 200,
        Kind::Village => 2_000,
        Kind::District => 3_000,
        Kind::County => 30_000,
        Kind::Region => 150_000,
        Kind::Country | Kind::Area => 300_000,
        Kind::Capital | Kind::City | Kind::Town => match population {
            0..20_000 => 3_000,
            20_000..100_000 => 5_000,
            100_000..500_000 => 8_000,
            500_000..2_000_000 => 12_000,
            2_000_000..8_000_000 => 20_000,
            _ => 30_000,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_and_a_redrawn_unit_is_known_by_day() {
        let row =
            "kz-semey\tcity\tKZ\tVOS|2022-06-08=ABA\tSemey\t50.41\t80.25\t320000\t\t\t\tSemipalatinsk|Семей";
        let entry = Entry::parse(row).unwrap();
        assert_eq!((entry.admin1(), entry.admin1_on("2022-01-05")), ("ABA", "VOS"));
        assert_eq!(entry.names().collect::<Vec<_>>(), ["Semey", "Semipalatinsk", "Семей"]);
        assert_eq!(entry.radius_m, 8_000);
    }

    #[test]
    fn a_bad_row_says_why() {
        assert!(Entry::parse("x\tcity\tKZ\t\tX\t99\t0").unwrap_err().contains("latitude"));
        assert!(Entry::parse("x\ttownlet\tKZ\t\tX\t9\t0").unwrap_err().contains("kind"));
    }
}
