//! Claims by place and day: the ground on which the timeline and "who was there" stand.
//!
//! A claim with two places stands under both. Days are those the words give: an interval of several days or with
//! an open end is a cell of its own, never spread over single days.
//!
//! In: a [`Record`] and a choice of claims. Out: places with most entries first, then by name, those not given last;
//! within them cells by time.

use crate::place::Point;
use crate::record::{Ix, Record};
use crate::time::{Given, TimeSpan};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One place with its cells in order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceLine {
    /// Groups; empty for claims without a place.
    pub key: String,
    /// The name shown; empty for claims without a place.
    pub label: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Where it is, if known.
    pub point: Option<Point>,
    /// Cells in order of time; the one without a time last.
    pub cells: Vec<Cell>,
}

impl PlaceLine {
    /// Number of entries in all cells.
    pub fn len(&self) -> usize {
        self.cells.iter().map(|c| c.entries.len()).sum()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The days of a cell. An end that is open stays `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// Claims of one place whose times cover the same days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The days; `None` when no time is given.
    pub days: Option<Days>,
    /// What is said, by time of day and then as the texts run.
    pub entries: Vec<Entry>,
}

/// A claim in a cell, and what of its being there is inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The claim.
    pub ix: Ix,
    /// Whether the place is stated or inferred; `Stated` where there is none.
    pub place: Given,
    /// Whether the time is stated or inferred; `Stated` where there is none.
    pub time: Given,
}

/// Groups the chosen claims by place and day.
pub fn by_place(record: &Record, choose: impl Fn(Ix) -> bool) -> Vec<PlaceLine> {
    let mut lines: BTreeMap<(bool, String), (PlaceLine, Cells)> = BTreeMap::new();
    let nowhere = |key: &str| (key.is_empty(), key.to_owned());
    for ix in (0..record.claims.len()).filter(|&ix| choose(ix)) {
        let time = record.times[ix].as_ref();
        let days = time.map(|t| t.days()).map(|(from, to)| Days { from, to });
        let entry = |place| Entry { ix, place, time: time.map_or(Given::Stated, |t| t.given) };
        if record.places[ix].is_empty() {
            let slot =
                lines.entry(nowhere("")).or_insert_with(|| (line("", "", None, None), BTreeMap::new()));
            slot.1.entry(cell_key(days)).or_default().push(entry(Given::Stated));
        }
        for place in &record.places[ix] {
            let slot = lines.entry(nowhere(&place.key)).or_insert_with(|| {
                (line(&place.key, &place.label, place.country.clone(), place.point), BTreeMap::new())
            });
            slot.0.point = slot.0.point.or(place.point);
            slot.1.entry(cell_key(days)).or_default().push(entry(place.given));
        }
    }
    let mut out: Vec<PlaceLine> = lines
        .into_values()
        .map(|(mut line, cells)| {
            line.cells = cells
                .into_iter()
                .map(|((_, _, days), entries)| Cell { days, entries: sorted(record, entries) })
                .collect();
            line
        })
        .collect();
    // Where most is said, a reader looks first. The sort is stable: equals stay in the order of their names.
    out.sort_by_key(|line| (line.key.is_empty(), std::cmp::Reverse(line.len())));
    out
}

/// Without a time last; else by the first day known, then by the last.
type CellKey = (bool, [Option<Date>; 2], Option<Days>);

type Cells = BTreeMap<CellKey, Vec<Entry>>;

fn cell_key(days: Option<Days>) -> CellKey {
    let order = days.map_or([None, None], |d| [d.from.or(d.to), d.to.or(d.from)]);
    (days.is_none(), order, days)
}

fn line(key: &str, label: &str, country: Option<String>, point: Option<Point>) -> PlaceLine {
    PlaceLine { key: key.to_owned(), label: label.to_owned(), country, point, cells: Vec::new() }
}

fn sorted(record: &Record, mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_by_cached_key(|e| {
        let time = record.times[e.ix].as_ref();
        // Those with a clock first, by it; the others follow as the texts run.
        let clock = |t: &TimeSpan| [t.from, t.to].into_iter().flatten().any(|m| m.minute.is_some());
        let time = time.map(|t| (!clock(t), t.order()));
        let (doc, start, ix) = record.text_order(e.ix);
        (time, doc.to_owned(), start, ix)
    });
    entries
}
