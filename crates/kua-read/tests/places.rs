//! Measures the finding and resolving of places on public data, and prints what goes into `SCORES.md`.
//!
//! Reads the folder `KUA_BENCH` (see `bench/README.md` there); without it each test says so and passes.
//! `KUA_PLACES_SHOW=1` prints the misses.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use kua_read::place::{Gazetteer, compile, distance_km, find_places, import_geonames};
use kua_syntax::Sentence;
use std::collections::BTreeSet;
use std::io::BufReader;
use std::path::PathBuf;
use std::time::Instant;

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
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
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

fn score(
    articles: &[(String, Vec<Gold>)],
    gazetteer: &Gazetteer,
    read: &dyn Fn(&str) -> Vec<Sentence>,
) -> Score {
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
                    eprintln!(
                        "MISS {} <- {:?}",
                        context(text, g.start, g.end),
                        by.map(|m| (m.span.of(text), m.score, m.why, m.adjectival))
                    );
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
                eprintln!(
                    "FAR  {} {} {:?} {km:.0} km from {:?}",
                    context(text, g.start, g.end),
                    entry.id,
                    (entry.lat, entry.lon),
                    g.point
                );
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

fn articles() -> Option<Vec<(String, Vec<Gold>)>> {
    let path = bench("place/geovirus-dev.xml")?;
    Some(geovirus(&std::fs::read_to_string(path).ok()?))
}

#[test]
fn world_news_with_the_embedded_gazetteer() {
    let Some(articles) = articles() else { return };
    let (f1, right) =
        score(&articles, Gazetteer::embedded(), &|_| Vec::new()).print("embedded, no sentences");
    assert!(f1 >= 0.9 && right >= 0.82, "fell below what was reached before");
}

#[test]
fn world_news_with_trees_and_entities() {
    let Some(articles) = articles() else { return };
    let model = kua_syntax::Model::english();
    let (f1, right) = score(&articles, Gazetteer::embedded(), &|t| model.parse(t))
        .print("embedded, sentences of the model");
    assert!(f1 >= 0.9 && right >= 0.82, "fell below what was reached before");
}

#[test]
fn world_news_with_cities15000_imported() {
    let (Some(articles), Some(cities)) = (articles(), bench("place/geonames/cities15000.txt")) else {
        return;
    };
    let Some(admin1) = bench("place/geonames/admin1CodesASCII.txt") else { return };
    let open = |p: &PathBuf| BufReader::new(std::fs::File::open(p).unwrap());
    let start = Instant::now();
    let out =
        import_geonames(vec![("cities15000.txt", open(&cities)), ("admin1CodesASCII.txt", open(&admin1))])
            .unwrap();
    eprintln!(
        "import: {} places, {} names, {} rows skipped, {} bytes in {:?}",
        out.places,
        out.names,
        out.skipped_rows,
        out.content.len(),
        start.elapsed()
    );
    let start = Instant::now();
    let gazetteer = Gazetteer::with_user(&out.content);
    eprintln!("load with the user's gazetteer: {:?}, {} places", start.elapsed(), gazetteer.len());
    assert!(gazetteer.bad_rows().is_empty(), "{:?}", gazetteer.bad_rows().first());
    let bytes = compile(&out.content);
    let start = Instant::now();
    let compiled = Gazetteer::with_compiled(&bytes).unwrap();
    eprintln!("load compiled: {:?}, {} bytes", start.elapsed(), bytes.len());
    assert_eq!(compiled.len(), gazetteer.len());
    let (f1, right) =
        score(&articles, &gazetteer, &|_| Vec::new()).print("cities15000 imported, no sentences");
    assert!(f1 >= 0.9 && right >= 0.82, "fell below what was reached before");
}

/// The places of the gold claims lie beside the bench; the judge allows .35 and .5 degrees.
#[test]
fn places_of_gold_claims() {
    let Some(folder) = bench("../gold/dev") else { return };
    let gazetteer = Gazetteer::embedded();
    let (mut right, mut all) = (0, 0);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    for claims in files.iter().filter(|f| f.to_string_lossy().ends_with(".claims.jsonl")) {
        let text =
            std::fs::read_to_string(claims.to_string_lossy().replace(".claims.jsonl", ".txt")).unwrap();
        let mentions = find_places(&text, &[], gazetteer);
        for line in std::fs::read_to_string(claims).unwrap().lines() {
            let claim: serde_json::Value = serde_json::from_str(line).unwrap();
            for place in claim["where"].as_array().into_iter().flatten() {
                let (Some(lat), Some(lon), Some(start)) =
                    (place["lat"].as_f64(), place["lon"].as_f64(), place["start"].as_u64())
                else {
                    continue;
                };
                if place["text"].as_str().is_some_and(|t| t.starts_with("the ")) {
                    continue; // a reference, which the reader resolves
                }
                all += 1;
                let here = mentions.iter().find(|m| m.span.covers(start as usize) && m.is_place());
                let entry = here.and_then(|m| m.best).map(|b| gazetteer.entry(b));
                let near = entry.is_some_and(|e| (e.lat - lat).abs() < 0.35 && (e.lon - lon).abs() < 0.5);
                right += usize::from(near);
                if !near {
                    eprintln!("WRONG {} {} {here:?} {entry:?}", claims.display(), place["text"]);
                }
            }
        }
    }
    eprintln!("gold claims: {right} of {all} named places right");
    assert_eq!(right, all);
}

#[test]
fn speed() {
    let Some(articles) = articles() else { return };
    let start = Instant::now();
    let gazetteer = Gazetteer::embedded();
    let _ = find_places("In Almaty.", &[], gazetteer);
    eprintln!("first load: {:?} for {} places", start.elapsed(), gazetteer.len());
    let loads = (0..20).map(|_| {
        let start = Instant::now();
        let again = Gazetteer::with_user("");
        assert_eq!(again.len(), gazetteer.len());
        start.elapsed()
    });
    eprintln!("load, best of 20: {:?}", loads.min().unwrap_or_default());
    let words: usize = articles.iter().map(|a| a.0.split_whitespace().count()).sum();
    let start = Instant::now();
    let rounds = 20;
    let mut found = 0;
    for _ in 0..rounds {
        found += articles.iter().map(|a| find_places(&a.0, &[], gazetteer).len()).sum::<usize>();
    }
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("speed: {:.0} words/s, {found} mentions", (words * rounds) as f64 / seconds);
}
