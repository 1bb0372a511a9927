//! `kua agree`: how far two sets of claims about the same documents agree, slot by slot.

use crate::exit::{Exit, Fault};
use crate::output::OutputArgs;
use crate::terminal::note;
use kua_record::agree::agree;
use kua_record::score::Predicted;
use std::path::{Path, PathBuf};

/// Compare two sets of claims, slot by slot
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kua agree anna.jsonl ben.jsonl
      two annotators of the same documents
  kua agree before.jsonl after.jsonl --json
      two versions of a reader, for a script")]
pub struct Args {
    /// The first set, JSON Lines
    #[arg(value_name = "A.jsonl")]
    pub first: PathBuf,
    /// The second set, JSON Lines
    #[arg(value_name = "B.jsonl")]
    pub second: PathBuf,
    /// JSON instead of a table
    #[arg(long)]
    pub json: bool,
    /// Where to.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Runs the command.
///
/// # Errors
/// A file cannot be read, or holds what cannot be compared.
pub fn run(args: &Args) -> Result<Exit, Fault> {
    let mut output = args.output.open(&[args.first.clone(), args.second.clone()])?;
    let (first, second) = (set(&args.first)?, set(&args.second)?);
    let agreement = agree(&first, &second).map_err(crate::score::fault)?;
    if args.json {
        let mut bytes = serde_json::to_vec_pretty(&agreement.to_json()).map_err(|error| {
            Fault::new(Exit::Failed, "output/json", "cannot write the agreement").why(error)
        })?;
        bytes.push(b'\n');
        output.put(&bytes)?;
    } else {
        output.put(agreement.to_table().as_bytes())?;
    }
    output.finish()?;
    if agreement.documents.is_empty() {
        note("error[agree/none]: no document has claims in both sets");
        return Ok(Exit::NoInput);
    }
    Ok(Exit::Done)
}

fn set(path: &Path) -> Result<Predicted, Fault> {
    let bytes = std::fs::read(path).map_err(|error| Fault::open(path, &error))?;
    Predicted::parse(&bytes).map_err(|error| {
        Fault::new(
            Exit::Failed,
            "agree/claims",
            format!("cannot read claims from `{}`", crate::exit::shown(path)),
        )
        .why(error)
    })
}
