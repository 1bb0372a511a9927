//! Layer `places`: names of places; unresolved ones without coordinates. Adjectives ("Serbian") and parts of other
//! names ("Bank of …") are no places.

use crate::exit::Fault;
use crate::read::line;
use crate::reader;
use kua_read::place::{Entry, PlaceId};
use kua_record::Document;
use serde::Serialize;

/// Candidates shown; the others tell nothing more.
const MAX_CANDIDATES: usize = 10;

#[derive(Serialize)]
struct Row<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    name: Option<&'a str>,
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    radius_m: Option<u32>,
    candidates: Vec<Candidate<'a>>,
}

#[derive(Serialize)]
struct Candidate<'a> {
    id: &'a str,
    name: &'a str,
    country: &'a str,
    lat: f64,
    lon: f64,
}

/// One line a place, in text order.
pub fn make(doc: &Document, out: &mut Vec<u8>) -> Result<(), Fault> {
    let sentences = reader::english().syntax(&doc.text);
    let work = reader::english().work(doc, &sentences);
    let gazetteer = work.gazetteer;
    for place in work.places.iter().filter(|place| place.is_place()) {
        let best: Option<Entry<'_>> = place.best.map(|id| gazetteer.entry(id));
        let candidate = |&id: &PlaceId| {
            let entry = gazetteer.entry(id);
            Candidate {
                id: entry.id,
                name: entry.name,
                country: entry.country,
                lat: entry.lat,
                lon: entry.lon,
            }
        };
        let row = Row {
            doc: &doc.name,
            start: place.span.start,
            end: place.span.end,
            text: place.span.of(&doc.text),
            name: best.map(|e| e.name),
            country: best.map(|e| e.country).filter(|c| !c.is_empty()),
            lat: best.map(|e| e.lat),
            lon: best.map(|e| e.lon),
            radius_m: best.map(|e| e.radius_m),
            candidates: place.candidates.iter().take(MAX_CANDIDATES).map(candidate).collect(),
        };
        line(out, &row)?;
    }
    Ok(())
}
