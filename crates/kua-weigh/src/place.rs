//! Where a claim says something was: places as written, under the gazetteer's name, or inferred from the setting.
//!
//! A place the gazetteer does not know ("the square") is filed under the setting's place where the reader stored
//! one, and then counts as inferred; else under its own words, which hold for its document only.
//!
//! In: a claim. Out: [`PlaceOf`] in the claim's order, no key twice.

use crate::party;
use crate::time::Given;
use kua_record::{Claim, Place};
use serde_json::Value;

/// A point with its radius of uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// Uncertainty in metres; 0 when not given.
    pub radius_m: u32,
}

/// A place under which a claim is filed.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceOf {
    /// Groups and sorts: the name in lower case and the country.
    pub key: String,
    /// The name shown.
    pub label: String,
    /// The words in the claim; empty when the place was inferred.
    pub written: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Where it is, if known.
    pub point: Option<Point>,
    /// Stated or inferred.
    pub given: Given,
    /// From what it was inferred, in the reader's words; empty when stated.
    pub how: String,
}

/// The places of a claim; empty when neither it nor its setting names one.
pub fn places_of(claim: &Claim) -> Vec<PlaceOf> {
    let setting =
        claim.extra.get("setting").and_then(|s| s.get("where")).and_then(|w| from_setting(w, &claim.doc));
    let mut out: Vec<PlaceOf> = Vec::new();
    let mut add = |p: PlaceOf| {
        if out.iter().all(|q| q.key != p.key) {
            out.push(p);
        }
    };
    for place in &claim.r#where {
        match (&place.name, &setting) {
            (None, Some(s)) => add(PlaceOf { written: place.text.clone(), ..s.clone() }),
            _ => add(stated(place, &claim.doc)),
        }
    }
    if out.is_empty() {
        out.extend(setting);
    }
    out
}

fn stated(place: &Place, doc: &str) -> PlaceOf {
    let named = place.name.as_deref().or(place.is.as_deref()).filter(|n| !n.trim().is_empty());
    let label = named.unwrap_or(&place.text).to_owned();
    // Bare words such as "the square" mean another place in another document.
    let local = named.is_none() && !label.chars().any(char::is_uppercase);
    let label = if local { format!("{label} (in {doc})") } else { label };
    let key = place_key(&label, place.country.as_deref(), local.then_some(doc));
    let point = point(place.lat, place.lon, place.radius_m);
    PlaceOf {
        key,
        label,
        written: place.text.clone(),
        country: place.country.clone(),
        point,
        given: Given::Stated,
        how: String::new(),
    }
}

fn from_setting(value: &Value, doc: &str) -> Option<PlaceOf> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).filter(|s| !s.trim().is_empty());
    let named = text("name");
    let label = named.or(text("text"))?.to_owned();
    let local = named.is_none() && !label.chars().any(char::is_uppercase);
    let label = if local { format!("{label} (in {doc})") } else { label };
    let country = text("country").map(str::to_owned);
    let number = |key: &str| value.get(key).and_then(Value::as_f64);
    let radius = value.get("radius_m").and_then(Value::as_u64).and_then(|r| u32::try_from(r).ok());
    Some(PlaceOf {
        key: place_key(&label, country.as_deref(), local.then_some(doc)),
        label,
        written: String::new(),
        country,
        point: point(number("lat"), number("lon"), radius),
        given: Given::Inferred,
        how: text("from_what").unwrap_or("").to_owned(),
    })
}

fn place_key(label: &str, country: Option<&str>, doc: Option<&str>) -> String {
    let mut key = party::key(label);
    for part in [country, doc].into_iter().flatten() {
        key.push('|');
        key.push_str(part);
    }
    key
}

fn point(lat: Option<f64>, lon: Option<f64>, radius_m: Option<u32>) -> Option<Point> {
    let (lat, lon) = (lat?, lon?);
    ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some(Point {
        lat,
        lon,
        radius_m: radius_m.unwrap_or(0),
    })
}
