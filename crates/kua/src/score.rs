//! `kua score`: claims against gold claims, as `gold/score.py` does it.
//!
//! In: a folder with `NAME.txt` and `NAME.claims.jsonl`, and a file of claims. Out: the same JSON, to the last digit.

use crate::exit::{Exit, Fault};
use crate::output::OutputArgs;
use crate::terminal::note;
use kua_record::score::{GoldDoc, Predicted, Report, ScoreError, score};
use std::path::{Path, PathBuf};

/// Score claims against claims annotated by hand
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kua read samples --format jsonl -o out.jsonl && kua score samples out.jsonl
      how well the reader does on the samples
  kua score samples out.jsonl --doc 04-wire --misses
      one document, and what was missed in it")]
pub struct Args {
    /// Folder with NAME.txt and NAME.claims.jsonl
    #[arg(value_name = "GOLD_DIR")]
    pub gold: PathBuf,
    /// Claims, one JSON object a line
    #[arg(value_name = "PREDICTED.jsonl")]
    pub predicted: PathBuf,
    /// Only the document NAME
    #[arg(long, value_name = "NAME")]
    pub doc: Option<String>,
    /// List the claims without a partner on standard error
    #[arg(long)]
    pub misses: bool,
    /// Where to.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Runs the command.
///
/// # Errors
/// A file cannot be read, or holds what cannot be scored.
pub fn run(args: &Args) -> Result<Exit, Fault> {
    let mut output = args.output.open(&[args.gold.clone(), args.predicted.clone()])?;
    let bytes = std::fs::read(&args.predicted).map_err(|error| Fault::open(&args.predicted, &error))?;
    let gold = gold_docs(&args.gold, args.doc.as_deref())?;
    let report = scored(&gold, &bytes, args.misses)?;
    report.misses.iter().for_each(|line| note(line));
    output.put(report.to_json().as_bytes())?;
    output.finish()?;
    if gold.is_empty() {
        note(&format!("error[score/gold]: no NAME.claims.jsonl under `{}`", crate::exit::shown(&args.gold)));
        return Ok(Exit::NoInput);
    }
    Ok(Exit::Done)
}

/// Scores claims in JSON Lines.
///
/// # Errors
/// A line that is no JSON object, or values that cannot be compared.
pub fn scored(gold: &[GoldDoc], claims: &[u8], misses: bool) -> Result<Report, Fault> {
    Predicted::parse(claims).and_then(|predicted| score(gold, &predicted, misses)).map_err(fault)
}

/// What the scorer says, as a fault.
pub fn fault(error: ScoreError) -> Fault {
    Fault::new(Exit::Failed, "score", error.to_string())
        .hint("claims are JSON Lines as in docs, one object a line")
}

/// `NAME.claims.jsonl` with `NAME.txt`, by name. A folder that does not exist holds none.
///
/// # Errors
/// A file cannot be read, or is no gold.
pub fn gold_docs(dir: &Path, only: Option<&str>) -> Result<Vec<GoldDoc>, Fault> {
    let mut names: Vec<String> = Vec::new();
    if dir.is_dir() {
        for entry in std::fs::read_dir(dir).map_err(|error| Fault::open(dir, &error))? {
            let file =
                entry.map_err(|error| Fault::open(dir, &error))?.file_name().to_string_lossy().into_owned();
            names.extend(file.strip_suffix(".claims.jsonl").map(str::to_owned));
        }
    }
    // By whole file name: "a.b" stands before "a" where '.' would be compared with the ending.
    names.sort_by_key(|name| format!("{name}.claims.jsonl"));
    names
        .into_iter()
        .filter(|name| only.is_none_or(|only| only.is_empty() || only == name))
        .map(|name| {
            let read = |ending: &str| {
                let path = dir.join(format!("{name}{ending}"));
                std::fs::read(&path).map_err(|error| Fault::open(&path, &error))
            };
            GoldDoc::parse(&name, &read(".txt")?, &read(".claims.jsonl")?).map_err(fault)
        })
        .collect()
}
