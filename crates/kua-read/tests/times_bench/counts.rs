//! Mass Mobilization: crowd-size phrases and the coders' classes, rows weighted by coders.

use crate::{bench, misses};
use kua_read::count::{bracket, find_counts};
use kua_read::time::{Anchor, find_times};

#[test]
fn mass_mobilization() {
    let Some(dir) = bench("counts") else { return };
    let raw = std::fs::read_to_string(dir.join("count/mass-mobilization-dev.tsv")).unwrap();
    // [all, in words]: right and all, by coders
    let mut tally = [(0u64, 0u64); 2];
    for line in raw.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [phrase, class, coders] = cells[..] else { continue };
        let weight: u64 = coders.trim().parse().unwrap_or(0);
        let counts = find_counts(phrase, &[], &find_times(phrase, &[], &Anchor::default()));
        let got = counts.iter().find(|c| c.is_count() && !c.share).and_then(|c| bracket(c.low, c.high));
        let right = got == Some(class);
        let words = phrase.chars().any(char::is_alphabetic);
        for t in tally.iter_mut().take(if words { 2 } else { 1 }) {
            t.0 += if right { weight } else { 0 };
            t.1 += weight;
        }
        if !right && misses() {
            eprintln!("{weight} {phrase:?} want {class} got {got:?}");
        }
    }
    for (name, (right, all)) in ["all", "in words"].iter().zip(tally) {
        println!("mass mobilization, {name}: {:.3} ({right} of {all})", right as f64 / all as f64);
    }
}
