//! Words a second of both readers together, one core, on the running text of GUM.

use crate::bench;
use kua_read::count::find_counts;
use kua_read::time::{Anchor, find_times};
use std::time::Instant;

#[test]
fn speed() {
    let Some(dir) = bench("speed") else { return };
    let mut text = String::new();
    let mut files: Vec<_> =
        std::fs::read_dir(dir.join("gum/xml")).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    for path in files {
        for line in std::fs::read_to_string(path).unwrap().lines() {
            if let Some((word, _)) = line.split_once('\t') {
                text.push_str(word);
                text.push(' ');
            } else if line == "</s>" {
                text.push('\n');
            }
        }
    }
    let words = text.split_whitespace().count();
    let anchor = Anchor::on(jiff::civil::date(2022, 1, 9));
    let _ = find_times("warm up on Friday", &[], &anchor);
    let start = Instant::now();
    let mut found = 0;
    for _ in 0..5 {
        let times = find_times(&text, &[], &anchor);
        found += times.len() + find_counts(&text, &[], &times).len();
    }
    let rate = 5.0 * words as f64 / start.elapsed().as_secs_f64();
    println!("speed: {rate:.0} words a second, {words} words, {} mentions", found / 5);
}
