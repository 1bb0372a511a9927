//! Places: GeoVirus, world news with coordinates, read with GeoNames' cities of over 15,000 imported.
//!
//! In: `place/geovirus-dev.xml` and the dump files beside it. Out: F1 of mentions, exact to the byte, and the share of
//! all gold places with a point within 161 km (100 miles), as `kua inspect places` gives them after
//! `kua gazetteer import`.

use super::gum_dates::unescaped;
use super::metric::share;
use super::sheet::Sheet;
use kua_read::Reader;
use kua_read::place::{Gazetteer, distance_km, import_geonames};
use kua_record::score::Tally;
use kua_record::{Document, Span};
use rayon::prelude::*;
use std::io::BufReader;
use std::path::Path;

const DATA: &str = "GeoVirus dev, cities15000 imported";

/// Farthest that a place may lie from gold to count as right, in km.
const RIGHT_KM: f64 = 161.0;

struct Gold {
    span: Span,
    point: (f64, f64),
}

/// What one article gave.
#[derive(Default)]
struct Found {
    mentions: Tally,
    near: usize,
    misses: Vec<(&'static str, String)>,
}

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(path) = sheet.bench("place/geovirus-dev.xml", DATA) else { return Ok(()) };
    let Some(folder) = sheet.bench("place/geonames", DATA) else { return Ok(()) };
    let gazetteer: &'static Gazetteer = Box::leak(Box::new(imported(&folder)?));
    let reader = Reader::with_gazetteer(gazetteer).map_err(|error| error.to_string())?;
    let articles = geovirus(&super::read(&path)?);
    let found: Vec<Found> =
        articles.par_iter().map(|(text, gold)| compare(&reader, gazetteer, text, gold)).collect();
    let (mut mentions, mut near) = (Tally::default(), 0);
    for one in found {
        mentions.add(one.mentions);
        near += one.near;
        for (class, detail) in one.misses {
            sheet.miss(DATA, class, || detail);
        }
    }
    sheet.f1(DATA, "mention F1", mentions, Some(0.80));
    sheet.score(DATA, "within 161 km, of all gold", share(near, mentions.gold), Some(0.60));
    Ok(())
}

/// The gazetteer of a user who has imported the two files.
fn imported(folder: &Path) -> Result<Gazetteer, String> {
    let open = |name: &'static str| {
        let file = std::fs::File::open(folder.join(name)).map_err(|e| format!("cannot open {name}: {e}"))?;
        Ok::<_, String>((name, BufReader::new(file)))
    };
    let files = vec![open("cities15000.txt")?, open("admin1CodesASCII.txt")?];
    let out = import_geonames(files).map_err(|error| error.to_string())?;
    Ok(Gazetteer::with_user(&out.content))
}

fn compare(reader: &Reader, gazetteer: &Gazetteer, text: &str, gold: &[Gold]) -> Found {
    let document = Document::plain("article", text);
    let sentences = reader.syntax(text);
    let work = reader.work(&document, &sentences);
    let places: Vec<_> = work.places.iter().filter(|place| place.is_place()).collect();
    let mut found =
        Found { mentions: Tally { gold: gold.len(), predicted: places.len(), hits: 0 }, ..Found::default() };
    for g in gold {
        let around = || context(text, g.span);
        let Some(place) = places.iter().find(|place| place.span == g.span) else {
            let cut = places.iter().any(|place| place.span.overlaps(g.span));
            found.misses.push((if cut { "cut otherwise" } else { "not found" }, around()));
            continue;
        };
        found.mentions.hits += 1;
        let Some(best) = place.best else {
            found.misses.push(("not resolved", around()));
            continue;
        };
        let entry = gazetteer.entry(best);
        let km = distance_km(g.point, (entry.lat, entry.lon));
        if km <= RIGHT_KM {
            found.near += 1;
        } else {
            found.misses.push(("another place", format!("{} {} {km:.0} km off", around(), entry.id)));
        }
    }
    for place in places.iter().filter(|place| !gold.iter().any(|g| g.span.overlaps(place.span))) {
        found.misses.push(("too much", context(text, place.span)));
    }
    found
}

/// The words with what stands around them.
fn context(text: &str, span: Span) -> String {
    let before: Vec<char> = text[..span.start].chars().rev().take(40).collect();
    let after: String = text[span.end..].chars().take(30).collect();
    format!("{}[{}]{after}", before.into_iter().rev().collect::<String>(), span.of(text))
}

/// The texts of the file with their places.
fn geovirus(xml: &str) -> Vec<(String, Vec<Gold>)> {
    let tag = |part: &str, name: &str| -> Option<String> {
        let from = part.find(&format!("<{name}>"))? + name.len() + 2;
        let to = part[from..].find(&format!("</{name}>"))? + from;
        Some(unescaped(&part[from..to]))
    };
    let mut articles = Vec::new();
    for article in xml.split("<article>").skip(1) {
        let Some(text) = tag(article, "text") else { continue };
        // Offsets count characters from 1.
        let bytes: Vec<usize> = text.char_indices().map(|(b, _)| b).chain([text.len()]).collect();
        let mut places = Vec::new();
        for location in article.split("<location>").skip(1) {
            let number = |name| tag(location, name).and_then(|n| n.parse::<f64>().ok());
            let (Some(start), Some(end)) = (number("start"), number("end")) else { continue };
            let (Some(lat), Some(lon)) = (number("lat"), number("lon")) else { continue };
            let byte = |n: f64| (n as usize).checked_sub(1).and_then(|n| bytes.get(n).copied());
            let (Some(start), Some(end)) = (byte(start), byte(end)) else { continue };
            places.push(Gold { span: Span::new(start, end), point: (lat, lon) });
        }
        articles.push((text, places));
    }
    articles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_characters_from_one() {
        let text = "Café &amp; mill in Porto closed.";
        let xml = format!(
            "<article><text>{text}</text><location><start>16</start><end>21</end><lat>41.1</lat><lon>-8.6</lon>\
             </location></article>"
        );
        let articles = geovirus(&xml);
        let (text, gold) = &articles[0];
        assert_eq!(gold[0].span.of(text), "Porto");
        let found = compare(Reader::english(), Gazetteer::embedded(), text, gold);
        assert_eq!((found.mentions, found.near), (Tally { hits: 1, predicted: 1, gold: 1 }, 1));
    }
}
