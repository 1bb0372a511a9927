//! The places of the gold claims, the import of a large gazetteer, and speed; prints what goes into `SCORES.md`.
//!
//! Reads the folder `KUA_BENCH` (see `bench/README.md` there); without it each test says so and passes.
//! Not here: how many places of public texts are found (`cargo xtask bench accuracy --only places`).
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use kua_read::place::{Gazetteer, compile, find_places, import_geonames};
use std::io::BufReader;
use std::path::PathBuf;
use std::time::Instant;

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

/// The texts of GeoVirus; `cargo xtask bench accuracy` measures what is found in them.
fn articles() -> Option<Vec<String>> {
    let xml = std::fs::read_to_string(bench("place/geovirus-dev.xml")?).ok()?;
    let texts = xml.split("<text>").skip(1).filter_map(|part| part.split("</text>").next());
    Some(texts.map(|text| text.replace("&quot;", "\"").replace("&amp;", "&")).collect())
}

#[test]
fn cities15000_are_imported_and_compiled() {
    let Some(cities) = bench("place/geonames/cities15000.txt") else { return };
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
    let words: usize = articles.iter().map(|text| text.split_whitespace().count()).sum();
    let start = Instant::now();
    let rounds = 20;
    let mut found = 0;
    for _ in 0..rounds {
        found += articles.iter().map(|text| find_places(text, &[], gazetteer).len()).sum::<usize>();
    }
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("speed: {:.0} words/s, {found} mentions", (words * rounds) as f64 / seconds);
}
