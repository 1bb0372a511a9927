//! The pages of the dossier, one module a topic. Each takes the [`Site`](crate::site::Site) and gives pages.

pub mod deeds;
pub mod document;
pub mod documents;
pub mod figures;
pub mod groups;
pub mod home;
pub mod labels;
pub mod places;
pub mod reasons;
pub mod silence;
pub mod timeline;
pub mod who;

use kua_weigh::byplace::Days;
use kua_weigh::time::{Given, Moment, TimeSpan};
use kua_weigh::wording;

/// The heading of a cell: its days in words.
pub fn days_words(days: Option<Days>) -> String {
    let Some(days) = days else { return "Day not given".to_owned() };
    let moment = |d: jiff::civil::Date| Moment { date: d, minute: None };
    let span = TimeSpan {
        from: days.from.map(moment),
        to: days.to.map(moment),
        throughout: false,
        given: Given::Stated,
        words: String::new(),
    };
    let words = match (days.from, days.to) {
        // A cell holds "until" and "by" alike; each statement says which.
        (None, Some(to)) => format!("up to {}", wording::day(to)),
        (Some(from), None) => format!("from {} on", wording::day(from)),
        _ => wording::span(&span),
    };
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |c| c.to_uppercase().collect::<String>() + letters.as_str())
}

/// An id for a heading, from its place in the page's order.
pub fn section_id(prefix: &str, n: usize) -> String {
    format!("{prefix}-{}", n + 1)
}

/// The name of a place, or what stands for none.
pub fn place_words(label: &str) -> &str {
    if label.is_empty() { "Place not given" } else { label }
}
