//! Measures the finding and resolving of places on public data, and prints what goes into `docs/scores-places.md`.
//!
//! Reads the folder `KUA_BENCH` (see `bench/README.md` there); without it each test says so and passes.
//! `KUA_PLACES_SHOW=1` prints the misses.

use kua_read::place::{Gazetteer, distance_km, find_places};
use kua_syntax::Sentence;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Farthest that a place may lie from gold to count as right, in km (100 miles).
const RIGHT_KM: f64 = 161.0;

fn bench(file: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("KUA_BENCH") else {
        eprintln!("skipped: KUA_BENCH is not set");
        return None;
    };
    let path = PathBuf::from(folder).join(file);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

struct Gold {
    start: usize,
    end: usize,
    point: (f64, f64),
}

/// The texts of the file with their places as byte ranges.
fn geovirus(xml: &str) -> Vec<(String, Vec<Gold>)> {
    let tag = |part: &str, name: &str| -> Option<String> {
        let from = part.find(&format!("<{name}>"))? + name.len() + 2;
        let to = part[from..].find(&format!("</{name}>"))? + from;
        Some(unescape(&part[from..to]))
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
            let byte = |n: f64| bytes.get(n as usize - 1).copied();
            let (Some(start), Some(end)) = (byte(start), byte(end)) else { continue };
            places.push(Gold { start, end, point: (lat, lon) });
        }
        articles.push((text, places));
    }
    articles
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    hit: usize,
    placed: usize,
    right: usize,
}

impl Score {
    fn print(&self, name: &str) -> (f64, f64) {
        let (p, r) = (self.hit as f64 / self.found.max(1) as f64, self.hit as f64 / self.gold.max(1) as f64);
        let f1 = 2.0 * p * r / (p + r).max(1e-9);
        let right = self.right as f64 / self.gold.max(1) as f64;
        eprintln!(
            "{name}: mentions P {p:.3} R {r:.3} F1 {f1:.3}; within {RIGHT_KM} km {right:.3} of {} gold ({:.3} of the {} placed)",
            self.gold,
            self.right as f64 / self.placed.max(1) as f64,
            self.placed
        );
        (f1, right)
    }
}

fn score(articles: &[(String, Vec<Gold>)], gazetteer: &Gazetteer, read: &dyn Fn(&str) -> Vec<Sentence>) -> Score {
    let show = std::env::var_os("KUA_PLACES_SHOW").is_some();
    let mut score = Score::default();
    for (text, gold) in articles {
        let mentions = find_places(text, &read(text), gazetteer);
        let places: Vec<_> = mentions.iter().filter(|m| m.is_place()).collect();
        score.gold += gold.len();
        score.found += places.len();
        let mut used = BTreeSet::new();
        for g in gold {
            let same = places.iter().find(|m| m.span.start == g.start && m.span.end == g.end);
            let Some(m) = same else {
                if show {
                    let by = mentions.iter().find(|m| m.span.start < g.end && g.start < m.span.end);
                    eprintln!("MISS {} <- {:?}", context(text, g.start, g.end), by.map(|m| (m.span.of(text), m.score, m.why, m.adjectival)));
                }
                continue;
            };
            score.hit += 1;
            used.insert(m.span);
            let Some(best) = m.best else {
                if show {
                    let names: Vec<_> = m.candidates.iter().take(3).map(|c| gazetteer.entry(*c).id).collect();
                    eprintln!("OPEN {} {names:?}", context(text, g.start, g.end));
                }
                continue;
            };
            let entry = gazetteer.entry(best);
            score.placed += 1;
            let km = distance_km(g.point, (entry.lat, entry.lon));
            score.right += usize::from(km <= RIGHT_KM);
            if show && km > RIGHT_KM {
                eprintln!("FAR  {} {} {:?} {km:.0} km from {:?}", context(text, g.start, g.end), entry.id, (entry.lat, entry.lon), g.point);
            }
        }
        if show {
            for m in places.iter().filter(|m| !used.contains(&m.span)) {
                eprintln!("EXTRA {} {} {}", context(text, m.span.start, m.span.end), m.score, m.why);
            }
        }
    }
    score
}

fn context(text: &str, start: usize, end: usize) -> String {
    let before: String = text[..start].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[end..].chars().take(30).collect();
    format!("{before}[{}]{after}", &text[start..end])
}

#[test]
fn world_news_with_the_embedded_gazetteer() {
    let Some(path) = bench("place/geovirus-dev.xml") else { return };
    let articles = geovirus(&std::fs::read_to_string(path).unwrap());
    let (f1, right) = score(&articles, Gazetteer::embedded(), &|_| Vec::new()).print("embedded, no sentences");
    assert!(f1 >= 0.75 && right >= 0.55, "fell below what was reached before");
}
