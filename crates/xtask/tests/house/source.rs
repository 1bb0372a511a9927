//! What stands in the Rust files: length, front pages, and what pure code must not name.

use crate::files::{read, tracked};

const PURE: [&str; 4] = ["kua-record", "kua-syntax", "kua-read", "kua-weigh"];
const PARTS: [&str; 3] = ["In:", "Out:", "Must not:"];

/// Longest Rust file, in lines.
const LINES: usize = 800;

fn rust_files() -> impl Iterator<Item = (String, String)> {
    tracked().into_iter().filter(|f| f.ends_with(".rs")).filter_map(|f| read(&f).map(|text| (f, text)))
}

/// Lines of the pure crates, outside tests and comments, that name the clock, the disk, the network, the environment
/// or the standard streams.
pub fn impure() -> Vec<String> {
    let mut out = Vec::new();
    for (file, text) in rust_files() {
        let pure = PURE.iter().any(|krate| file.starts_with(&format!("crates/{krate}/src/")));
        if !pure || file.ends_with("/tests.rs") || file.contains("/tests/") {
            continue;
        }
        for (number, line) in code(&text) {
            if let Some(word) = forbidden(line) {
                out.push(format!("{file}:{number}: {word} in a pure crate"));
            }
        }
    }
    out
}

fn forbidden(line: &str) -> Option<&'static str> {
    const WORDS: [&str; 11] = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Zoned::now",
        "Timestamp::now",
        "println!",
        "print!",
        "dbg!",
    ];
    // `env!` and `include_str!` are read when the program is built, and stay allowed.
    WORDS.into_iter().find(|word| line.contains(word))
}

/// Numbered lines without comments and without what follows `#[cfg(test)]`.
fn code(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut skip_to: Option<String> = None;
    let mut after_test_mark = false;
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(end) = &skip_to {
            if line.trim_end() == end {
                skip_to = None;
            }
            continue;
        }
        let bare = line.trim_start();
        if bare.starts_with("#[cfg(test)]") {
            after_test_mark = true;
            continue;
        }
        if after_test_mark {
            if bare.starts_with("#[") {
                continue;
            }
            after_test_mark = false;
            if line.trim_end().ends_with('{') {
                let indent = line.len() - bare.len();
                skip_to = Some(format!("{}}}", " ".repeat(indent)));
            }
            continue;
        }
        if !bare.starts_with("//") {
            let end = line.find(" // ").unwrap_or(line.len());
            out.push((number, line.get(..end).unwrap_or(line)));
        }
    }
    out
}

/// Libraries whose first lines do not say what comes in, what goes out and what must not happen.
pub fn without_front_page() -> Vec<String> {
    let mut out = Vec::new();
    for (file, text) in rust_files().filter(|(file, _)| file.ends_with("/src/lib.rs")) {
        let page: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        for part in PARTS.into_iter().filter(|part| !page.contains(part)) {
            out.push(format!("{file}: the front page lacks \"{part}\""));
        }
    }
    out
}

/// Files beyond the length, and lines that put work off.
pub fn long_or_unfinished() -> Vec<String> {
    // Put together here, so that this file does not find itself.
    let unfinished = ["to*do!(", "unimpl*emented!(", "#[ign*ore"].map(|word| word.replace('*', ""));
    let mut out = Vec::new();
    for (file, text) in rust_files() {
        let lines = text.lines().count();
        if lines > LINES {
            out.push(format!("{file}: {lines} lines; {LINES} are the most"));
        }
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(word) = unfinished.iter().find(|word| line.contains(word.as_str())) {
                out.push(format!("{file}:{number}: {word}"));
            }
        }
    }
    out
}

#[test]
fn tests_and_comments_are_no_code() {
    let text = "a\n// b std::fs\nc // std::fs\n#[cfg(test)]\nmod tests {\n    }\n    d\n}\ne\n#[cfg(test)]\nmod f;\ng";
    assert_eq!(code(text), [(1, "a"), (3, "c"), (9, "e"), (12, "g")]);
}
