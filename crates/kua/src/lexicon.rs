//! `kua lexicon check`: every entry's own sentences, through the reader.
//!
//! In: the `yes` and `no` sentences of the lexicon and the codebook. Out: counts by file, and each sentence that does
//! not do what its entry says. With `KUA_GOLD` set to a folder of gold claims (or of such folders), its scores too.

use crate::exit::{Exit, Fault};
use crate::output::OutputArgs;
use crate::reader;
use crate::source::HowArgs;
use crate::stream::{self, Event};
use crate::terminal::{note, one_line};
use jiff::civil::date;
use kua_read::lexicon::Example;
use kua_record::Document;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Work with the lexicon
#[derive(Debug, clap::Args)]
#[command(
    arg_required_else_help = true,
    after_help = "Examples:
  kua lexicon check
      run every entry's own sentences
  KUA_GOLD=gold/dev kua lexicon check
      and score the reader on gold claims as well"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Run every entry's own sentences through the reader
    #[command(after_help = "Examples:
  kua lexicon check
      counts by file, and each sentence that fails
  kua lexicon check --act gather.block
      the entries of one act only")]
    Check(Check),
}

/// Which sentences, and where to.
#[derive(Debug, clap::Args)]
struct Check {
    /// Only entries of this act, or of this family of acts (gather)
    #[arg(long, value_name = "CODE")]
    act: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Sentences without a date of their own are read as of this day, so that relative times do not hang in the air.
const DAY: jiff::civil::Date = date(2024, 5, 19);

/// Runs the command; exit 1 when a sentence fails.
///
/// # Errors
/// The output cannot be opened, or gold claims cannot be read.
pub fn run(args: &Args) -> Result<Exit, Fault> {
    let Command::Check(check) = &args.command;
    let mut output = check.output.open(&[])?;
    let wanted = |example: &&Example| {
        let family = || example.act.split('.').next();
        check.act.as_deref().is_none_or(|act| example.act == act || family() == Some(act))
    };
    let examples: Vec<&Example> = reader::english().lex.examples.iter().filter(wanted).collect();
    if examples.is_empty() {
        return Err(Fault::new(Exit::NoInput, "lexicon/none", "no entry has sentences for this act"));
    }
    let found: Vec<Vec<String>> = examples.par_iter().map(|example| acts(&example.text)).collect();
    let mut files: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut failures = String::new();
    for (example, acts) in examples.iter().zip(&found) {
        let counts = files.entry(&example.file).or_default();
        counts.0 += 1;
        if acts.contains(&example.act) == example.yes {
            counts.1 += 1;
            continue;
        }
        let must = if example.yes { "must" } else { "must not" };
        let got = if acts.is_empty() { "no claim".to_owned() } else { acts.join(", ") };
        let _ = writeln!(failures, "{}, {}: {must} give {}", example.file, example.id, example.act);
        let _ = writeln!(failures, "  {}\n  gave {got}", one_line(&example.text));
    }
    let mut table = failures;
    let _ = writeln!(table, "{:<34}{:>10}{:>10}", "file", "sentences", "right");
    let (mut all, mut right) = (0, 0);
    for (file, (n, ok)) in &files {
        (all, right) = (all + n, right + ok);
        let _ = writeln!(table, "{file:<34}{n:>10}{ok:>10}");
    }
    let _ = writeln!(table, "{:<34}{all:>10}{right:>10}", "all");
    output.put(table.as_bytes())?;
    if let Some(gold) = std::env::var_os("KUA_GOLD").filter(|v| !v.is_empty()) {
        for folder in gold_folders(Path::new(&gold))? {
            output.put(scores(&folder)?.as_bytes())?;
        }
    }
    output.finish()?;
    if all == right {
        return Ok(Exit::Done);
    }
    note(&format!("{} of {all} sentences do not do what their entry says", all - right));
    Ok(Exit::Failed)
}

fn acts(sentence: &str) -> Vec<String> {
    let mut doc = Document::plain("sentence", sentence);
    doc.date = Some(DAY);
    reader::english().read(&doc).claims.iter().map(|claim| claim.act.to_string()).collect()
}

/// The folder itself, or those in it, that hold gold claims.
fn gold_folders(root: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut inner: Vec<PathBuf> = Vec::new();
    let mut own = false;
    for entry in std::fs::read_dir(root).map_err(|error| Fault::open(root, &error))? {
        let path = entry.map_err(|error| Fault::open(root, &error))?.path();
        own |= path.to_string_lossy().ends_with(".claims.jsonl");
        if path.is_dir() {
            inner.push(path);
        }
    }
    if own {
        return Ok(vec![root.to_owned()]);
    }
    inner.sort();
    Ok(inner)
}

fn scores(folder: &Path) -> Result<String, Fault> {
    let gold = crate::score::gold_docs(folder, None)?;
    if gold.is_empty() {
        return Ok(String::new());
    }
    let how = HowArgs { quiet: true, ..HowArgs::default() };
    let mut bytes = Vec::new();
    stream::each(&[folder.to_owned()], &how, false, reader::read, |event, _| {
        if let Event::Ready(read) = event
            && let Some(reading) = read.reading
        {
            bytes.extend(crate::read::jsonl(&reading.claims)?);
        }
        Ok(())
    })?;
    let report = crate::score::scored(&gold, &bytes, false)?;
    let three = |name: &str, tally: kua_record::score::Tally| {
        format!("{name} P {:.3} R {:.3} F1 {:.3}", tally.precision(), tally.recall(), tally.f1())
    };
    Ok(format!(
        "{}: {} documents; {}; {}; {} unanchored\n",
        folder.file_name().map_or_else(|| "gold".into(), |name| name.to_string_lossy()),
        report.documents,
        three("units", report.units),
        three("claims", report.claims),
        report.unanchored
    ))
}
