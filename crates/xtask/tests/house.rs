//! The rules of the house that no lint can say: which crate may know which, what the pure crates must not touch, what
//! every front page holds, how long a file may be, and that nothing is taken over from the gold texts.
//!
//! In: the project's files as git lists them; the gold folder where `KUA_GOLD` names it. Out: the file and the line of
//! each breach. A breach of the gold rule is told without the words: nobody reads the texts of `check/`.

#![allow(clippy::unwrap_used)] // a file of the project that cannot be read is a failed test

#[path = "house/arrows.rs"]
mod arrows;
#[path = "house/files.rs"]
mod files;
#[path = "house/gold.rs"]
mod gold;
#[path = "house/source.rs"]
mod source;

use files::{read, root, tracked};

/// Fails with all breaches, one a line.
fn none(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn crates_depend_along_the_arrows_only() {
    none(arrows::breaches());
}

#[test]
fn pure_crates_touch_no_clock_disk_network_or_standard_output() {
    none(source::impure());
}

#[test]
fn every_crate_opens_with_its_front_page() {
    none(source::without_front_page());
}

#[test]
fn files_are_short_and_finished() {
    none(source::long_or_unfinished());
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    // Put together here, so that this file does not find itself.
    let places = ["/wo*rk/", "/ro*ot/", "/tmp/k*ua", "/home/us*er/"].map(|p| p.replace('*', ""));
    let mut breaches = Vec::new();
    for file in tracked() {
        let Some(text) = read(&file) else { continue };
        for (number, line) in (1..).zip(text.lines()) {
            if places.iter().any(|place| line.contains(place)) {
                breaches.push(format!("{file}:{number}: a path of one machine"));
            }
        }
    }
    none(breaches);
}

#[test]
fn the_two_commands_of_the_readme_are_those_that_ci_runs() {
    let readme = read("README.md").unwrap_or_default();
    let ci = read(".ci/run").unwrap();
    let mut breaches = Vec::new();
    for heading in ["Run", "Test"] {
        match files::command_under(&readme, heading) {
            None => breaches.push(format!("README.md: no fenced command after \"## {heading}\"")),
            Some(command) if !ci.lines().any(|line| line.trim_start().starts_with(&command)) => {
                breaches.push(format!(".ci/run does not run the README's `{command}`"));
            }
            Some(_) => {}
        }
    }
    none(breaches);
}

#[test]
fn no_five_words_running_are_taken_from_the_gold_texts() {
    match std::env::var_os("KUA_GOLD") {
        Some(gold) => none(gold::breaches(&root().join(gold))),
        None => eprintln!("skipped: KUA_GOLD does not name the folder with the gold texts"),
    }
}
