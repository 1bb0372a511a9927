//! `cargo xtask bench accuracy`: every organ of the reader against public data, in one table.
//!
//! In: the bench folder, the gold folder; neither is part of the project. Out: a table on standard output, and with
//! `--write` the part of `SCORES.md` between its marks. An organ is asked through the functions that `kua inspect`
//! prints, with what a user can set there and nothing more. Each file of this folder is one family of rows and says how
//! its data are read and counted. Not here: training, speed.
//!
//! Single misses (`--show`) and classes of error (`--errors`) go to standard error, and are told of development data
//! alone: `check` is scored, and its texts are shown to nobody.

mod counts;
mod duckling;
mod entities;
mod force;
mod gum_dates;
mod gum_speech;
pub mod happened;
mod idle;
mod meantime;
mod metric;
mod naf;
mod places;
mod recognizers;
mod roles;
mod sheet;
mod syntax;
mod whole;
mod write;

use sheet::Sheet;
use std::path::PathBuf;

/// Options of the measurement.
#[derive(Debug, clap::Args)]
pub struct BenchAccuracy {
    /// Only these organs.
    #[arg(long, value_delimiter = ',', value_parser = clap::builder::PossibleValuesParser::new(ORGANS.map(|o| o.key)))]
    only: Vec<String>,
    /// The bench folder; else the one that KUA_BENCH names.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The folder with gold claims, `dev/` and `check/` in it; else the one that KUA_GOLD names.
    #[arg(long)]
    gold: Option<PathBuf>,
    /// Puts the table between the marks in this project's SCORES.md. Not with --only: the table would lose its rows.
    #[arg(long, conflicts_with = "only")]
    write: bool,
    /// The day to write beside the table; else today.
    #[arg(long)]
    date: Option<jiff::civil::Date>,
    /// Tells the commonest classes of error of what is below its bar.
    #[arg(long)]
    errors: bool,
    /// Tells every single miss.
    #[arg(long)]
    show: bool,
}

/// A family of rows.
struct Organ {
    /// For `--only`.
    key: &'static str,
    /// In the table.
    name: &'static str,
    measure: fn(&mut Sheet) -> Result<(), String>,
}

const ORGANS: [Organ; 12] = [
    Organ { key: "whole", name: "the whole", measure: whole::measure },
    Organ { key: "dates", name: "dates in text", measure: dates },
    Organ { key: "phrases", name: "date phrases", measure: phrases },
    Organ { key: "places", name: "places", measure: places::measure },
    Organ { key: "entities", name: "entities", measure: entities::measure },
    Organ { key: "counts", name: "counts", measure: counts::measure },
    Organ { key: "speech", name: "who says it", measure: speech },
    Organ { key: "happened", name: "did it happen", measure: happened_rows },
    Organ { key: "force", name: "force", measure: force::measure },
    Organ { key: "roles", name: "who did it to whom", measure: roles::measure },
    Organ { key: "idle", name: "police stood by", measure: idle::measure },
    Organ { key: "syntax", name: "syntax", measure: syntax::measure },
];

fn dates(sheet: &mut Sheet) -> Result<(), String> {
    gum_dates::measure(sheet)?;
    meantime::dates(sheet)
}

fn phrases(sheet: &mut Sheet) -> Result<(), String> {
    recognizers::measure(sheet)?;
    duckling::measure(sheet)
}

fn speech(sheet: &mut Sheet) -> Result<(), String> {
    gum_speech::measure(sheet)?;
    meantime::speech(sheet)
}

fn happened_rows(sheet: &mut Sheet) -> Result<(), String> {
    happened::measure(sheet)?;
    meantime::factuality(sheet)
}

/// Measures and prints.
pub fn run(args: &BenchAccuracy) -> Result<(), String> {
    let folder = |given: &Option<PathBuf>, variable: &str| {
        given.clone().or_else(|| std::env::var_os(variable).filter(|v| !v.is_empty()).map(PathBuf::from))
    };
    let mut sheet = Sheet::new(folder(&args.data, "KUA_BENCH"), folder(&args.gold, "KUA_GOLD"), args.show);
    for organ in &ORGANS {
        if args.only.is_empty() || args.only.iter().any(|key| key == organ.key) {
            sheet.begin(organ.name);
            (organ.measure)(&mut sheet).map_err(|error| format!("{}: {error}", organ.name))?;
        }
    }
    let table = sheet.markdown();
    print!("{table}");
    if args.errors {
        eprint!("\ncommonest errors of what is below its bar:\n{}", sheet.commonest_errors());
    }
    if args.write {
        let day = args.date.unwrap_or_else(write::today);
        write::into_scores(&table, day)?;
    }
    Ok(())
}

/// A file's text.
fn read(path: &std::path::Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Files of a folder that end so, in name order.
fn files(folder: &std::path::Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| format!("cannot open {}: {error}", folder.display()))?;
    let mut out: Vec<PathBuf> =
        entries.flatten().map(|e| e.path()).filter(|p| p.to_string_lossy().ends_with(ending)).collect();
    out.sort();
    Ok(out)
}
