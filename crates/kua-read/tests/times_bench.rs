//! Measures the time and quantity readers on public data that lies outside the repository.
//!
//! Set `KUA_BENCH` to the folder that holds `gum/`, `time/`, `count/` and run
//! `KUA_BENCH=… cargo test -p kua-read --release --test times_bench -- --nocapture`.
//! Without it every measurement says that it is skipped. `KUA_MISSES=1` prints the misses.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use std::path::PathBuf;

mod times_bench {
    pub mod counts;
    pub mod duckling;
    pub mod gum;
    pub mod meantime;
    pub mod recognizers;
    pub mod speed;
}

/// The folder with the data; `None`, with a word on standard error, when it is not set.
pub fn bench(what: &str) -> Option<PathBuf> {
    let found = std::env::var_os("KUA_BENCH").map(PathBuf::from);
    if found.is_none() {
        eprintln!("{what}: skipped, KUA_BENCH is not set");
    }
    found
}

/// Whether misses are printed.
pub fn misses() -> bool {
    std::env::var_os("KUA_MISSES").is_some()
}

/// One past the last day, minute … of an ISO time at its own grain made the last one: `2013-02-13` of a day.
pub fn days_before(date: &str, n: i32) -> String {
    date.parse::<jiff::civil::Date>()
        .ok()
        .and_then(|d| d.checked_sub(jiff::Span::new().days(n)).ok())
        .map_or_else(String::new, |d| d.to_string())
}
