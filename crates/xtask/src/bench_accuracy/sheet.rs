//! What the organs fill: rows of the table, notes under it, and classes of error.
//!
//! In: folders with data, and what each organ measured. Out: the table as Markdown, the commonest errors of rows below
//! their bar. Not here: measuring, and where the table goes.

use kua_record::score::Tally;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Classes of error told for each set of data below a bar.
const TOLD: usize = 3;

/// One line of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    organ: &'static str,
    data: String,
    metric: String,
    score: String,
    bar: String,
    /// `None` where there is no bar, or nothing was measured.
    holds: Option<bool>,
}

/// Everything that is measured.
#[derive(Debug, Default)]
pub struct Sheet {
    bench: Option<PathBuf>,
    gold: Option<PathBuf>,
    show: bool,
    organ: &'static str,
    rows: Vec<Row>,
    notes: Vec<String>,
    errors: BTreeMap<(&'static str, String), BTreeMap<String, usize>>,
}

impl Sheet {
    /// `bench`, `gold`: the folders, where given; `show`: print single misses of development data to standard error.
    pub fn new(bench: Option<PathBuf>, gold: Option<PathBuf>, show: bool) -> Self {
        Self { bench, gold, show, ..Self::default() }
    }

    /// All rows that follow are this organ's.
    pub fn begin(&mut self, organ: &'static str) {
        self.organ = organ;
    }

    /// A file or folder of the bench; where it is not there, a row says so.
    pub fn bench(&mut self, path: &str, data: &str) -> Option<PathBuf> {
        let found = self.bench.as_ref().map(|folder| folder.join(path)).filter(|path| path.exists());
        self.or_skip(found, data)
    }

    /// A folder of the gold texts; where it is not there, a row says so.
    pub fn gold(&mut self, path: &str, data: &str) -> Option<PathBuf> {
        let found = self.gold.as_ref().map(|folder| folder.join(path)).filter(|path| path.exists());
        self.or_skip(found, data)
    }

    fn or_skip(&mut self, found: Option<PathBuf>, data: &str) -> Option<PathBuf> {
        if found.is_none() {
            self.row(data, "–", "skipped: no data".to_owned(), String::new(), None);
        }
        found
    }

    fn row(&mut self, data: &str, metric: &str, score: String, bar: String, holds: Option<bool>) {
        let (data, metric) = (data.to_owned(), metric.to_owned());
        self.rows.push(Row { organ: self.organ, data, metric, score, bar, holds });
    }

    /// A score from 0 to 1 (or a correlation), with the least it should be.
    pub fn score(&mut self, data: &str, metric: &str, score: f64, bar: Option<f64>) {
        // What is printed is what is judged.
        let rounded = (score * 1000.0).round() / 1000.0;
        let holds = bar.map(|bar| rounded >= bar);
        let bar = bar.map_or(String::new(), |bar| format!("≥ {}", short(bar, 3)));
        self.row(data, metric, short(score, 3), bar, holds);
    }

    /// A score in hundredths, as treebanks are scored.
    pub fn percent(&mut self, data: &str, metric: &str, score: f64, bar: Option<f64>) {
        let holds = bar.map(|bar| (score * 100.0).round() / 100.0 >= bar);
        let bar = bar.map_or(String::new(), |bar| format!("≥ {bar}"));
        self.row(data, metric, format!("{score:.2}"), bar, holds);
    }

    /// F1 of a tally, precision and recall beside it.
    pub fn f1(&mut self, data: &str, metric: &str, tally: Tally, bar: Option<f64>) {
        self.score(data, metric, tally.f1(), bar);
        if let Some(row) = self.rows.last_mut() {
            let (p, r) = (short(tally.precision(), 3), short(tally.recall(), 3));
            row.score = format!("{} (P {p}, R {r}; {} gold)", row.score, tally.gold);
        }
    }

    /// A share of right answers, with what it is out of.
    pub fn right(&mut self, data: &str, metric: &str, right: usize, all: usize, bar: Option<f64>) {
        self.score(data, metric, super::metric::share(right, all), bar);
        if let Some(row) = self.rows.last_mut() {
            row.score = format!("{} ({right} of {all})", row.score);
        }
    }

    /// A number of right answers, with the least it should be.
    pub fn number(&mut self, data: &str, metric: &str, right: usize, all: usize, bar: usize) {
        self.row(data, metric, format!("{right} of {all}"), format!("≥ {bar}"), Some(right >= bar));
    }

    /// Bare counts, without a bar.
    pub fn counts(&mut self, data: &str, metric: &str, counts: String) {
        self.row(data, metric, counts, String::new(), None);
    }

    /// A line under the table. Markdown, one sentence or more.
    pub fn note(&mut self, note: &str) {
        self.notes.push(note.to_owned());
    }

    /// An error of a class; `detail` is told with `--show` only. Never for data that nobody may read.
    pub fn miss(&mut self, data: &str, class: &str, detail: impl FnOnce() -> String) {
        *self
            .errors
            .entry((self.organ, data.to_owned()))
            .or_default()
            .entry(class.to_owned())
            .or_default() += 1;
        if self.show {
            eprintln!("{} / {data}: {class}: {}", self.organ, detail().replace('\n', " "));
        }
    }

    /// The table and its notes.
    pub fn markdown(&self) -> String {
        let mut out =
            String::from("| organ | data | metric | score | bar | holds? |\n|---|---|---|---|---|---|\n");
        for row in &self.rows {
            let holds = row.holds.map_or("", |holds| if holds { "yes" } else { "**no**" });
            let bar = if row.bar.is_empty() { "–" } else { &row.bar };
            out += &format!(
                "| {} | {} | {} | {} | {bar} | {holds} |\n",
                row.organ, row.data, row.metric, row.score
            );
        }
        if !self.notes.is_empty() {
            out.push('\n');
        }
        for note in &self.notes {
            out += &wrapped(note);
        }
        out
    }

    /// The commonest classes of error of each set of data with a row below its bar.
    pub fn commonest_errors(&self) -> String {
        let below: BTreeSet<(&str, &str)> =
            self.rows.iter().filter(|r| r.holds == Some(false)).map(|r| (r.organ, r.data.as_str())).collect();
        let mut out = String::new();
        for ((organ, data), classes) in &self.errors {
            if !below.contains(&(organ, data.as_str())) {
                continue;
            }
            let mut classes: Vec<_> = classes.iter().collect();
            classes.sort_by_key(|(class, n)| (std::cmp::Reverse(**n), class.as_str()));
            let told: Vec<String> =
                classes.iter().take(TOLD).map(|(class, n)| format!("{n} × {class}")).collect();
            out += &format!("{organ} / {data}: {}\n", told.join("; "));
        }
        out
    }
}

/// ".72" as the scores are written here: without the zero before the point.
fn short(score: f64, decimals: usize) -> String {
    let fixed = format!("{score:.decimals$}");
    let sign = if fixed.starts_with('-') { "−" } else { "" };
    let bare = fixed.trim_start_matches('-');
    format!("{sign}{}", bare.strip_prefix('0').unwrap_or(bare))
}

/// A list entry in lines of at most 120 characters.
fn wrapped(note: &str) -> String {
    let mut out = String::from("-");
    let mut width = 1;
    for word in note.split_whitespace() {
        let length = word.chars().count();
        if width + 1 + length > 120 {
            out += "\n ";
            width = 1;
        }
        out.push(' ');
        out += word;
        width += 1 + length;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_by_the_score_that_is_printed() {
        let mut sheet = Sheet::default();
        sheet.begin("dates");
        sheet.score("mini", "F1", 0.7196, Some(0.72));
        sheet.score("mini", "r", -0.25, Some(0.72));
        sheet.f1("mini", "F1", Tally { hits: 1, predicted: 2, gold: 4 }, None);
        sheet.number("mini", "yes", 26, 30, 25);
        assert_eq!(
            sheet.markdown().lines().skip(2).collect::<Vec<_>>(),
            [
                "| dates | mini | F1 | .720 | ≥ .720 | yes |",
                "| dates | mini | r | −.250 | ≥ .720 | **no** |",
                "| dates | mini | F1 | .333 (P .500, R .250; 4 gold) | – |  |",
                "| dates | mini | yes | 26 of 30 | ≥ 25 | yes |",
            ]
        );
    }

    #[test]
    fn data_that_are_not_there_make_a_row_and_no_error() {
        let mut sheet = Sheet::default();
        sheet.begin("places");
        assert!(sheet.bench("place/none.xml", "mini").is_none());
        assert!(sheet.markdown().contains("| places | mini | – | skipped: no data | – |  |"));
    }

    #[test]
    fn errors_are_told_of_data_below_a_bar_alone() {
        let mut sheet = Sheet::default();
        sheet.begin("a");
        for (data, score) in [("good", 0.9), ("bad", 0.1)] {
            sheet.score(data, "F1", score, Some(0.5));
            for class in ["x", "y", "y", "z", "w"] {
                sheet.miss(data, class, String::new);
            }
        }
        assert_eq!(sheet.commonest_errors(), "a / bad: 2 × y; 1 × w; 1 × x\n");
    }
}
