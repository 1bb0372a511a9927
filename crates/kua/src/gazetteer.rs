//! `kua gazetteer import`: GeoNames dump files into the user's gazetteer, which every reading takes from then on.
//!
//! In: dump files (`KZ.txt`, `cities15000.txt`, `alternateNamesV2.txt`, …), unpacked. Out: one file, replaced in one
//! step; see `reader.rs` for where it is.

use crate::exit::{Exit, Fault, shown};
use crate::output::OutputArgs;
use crate::reader::{compiled_path, gazetteer_path};
use crate::terminal::{note, one_line};
use kua_read::place::{compile, import_geonames};
use std::collections::HashSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Add places to your gazetteer
#[derive(Debug, clap::Args)]
#[command(
    arg_required_else_help = true,
    after_help = "Examples:
  kua gazetteer import KZ.txt
      all places of a country, from a GeoNames dump
  kua gazetteer path
      where your gazetteer is"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Add places of GeoNames dump files; places that are there already are replaced
    #[command(after_help = "Examples:
  kua gazetteer import KZ.txt alternateNamesV2.txt
      places of a country with their names in other languages
  kua gazetteer import cities500.txt -o towns.tsv
      into a file of its own; KUA_GAZETTEER=towns.tsv uses it")]
    Import(Import),
    /// Say where your gazetteer is
    #[command(after_help = "Examples:
  kua gazetteer path
      where it is
  rm \"$(kua gazetteer path)\"
      back to the built-in places alone")]
    Path,
}

/// Which files, and where to.
#[derive(Debug, clap::Args)]
struct Import {
    /// GeoNames dump files, unpacked; their names tell what they hold
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write here instead of into your gazetteer
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// With -o: replace FILE if it exists
    #[arg(long, requires = "output")]
    force: bool,
}

/// Runs the command.
///
/// # Errors
/// A file cannot be read, holds no places, or the gazetteer cannot be written.
pub fn run(args: &Args) -> Result<Exit, Fault> {
    match &args.command {
        Command::Import(import) => self::import(import),
        Command::Path => {
            let mut output = OutputArgs::default().open(&[])?;
            output.put(format!("{}\n", shown(&place()?)).as_bytes())?;
            output.finish()?;
            Ok(Exit::Done)
        }
    }
}

fn place() -> Result<PathBuf, Fault> {
    gazetteer_path().ok_or_else(|| {
        Fault::new(Exit::Usage, "gazetteer/path", "there is no home folder to keep a gazetteer in")
            .hint("name a file in the variable KUA_GAZETTEER")
    })
}

fn import(args: &Import) -> Result<Exit, Fault> {
    let target = args.output.clone().map_or_else(place, Ok)?;
    let mut files = Vec::with_capacity(args.files.len());
    let names: Vec<String> = args.files.iter().map(|path| file_name(path)).collect();
    for (path, name) in args.files.iter().zip(&names) {
        let file = File::open(path).map_err(|error| Fault::open(path, &error))?;
        files.push((name.as_str(), BufReader::with_capacity(1 << 20, file)));
    }
    if args.output.is_none()
        && let Some(folder) = target.parent()
    {
        std::fs::create_dir_all(folder)
            .map_err(|error| Fault::write(&format!("`{}`", shown(folder)), &error))?;
    }
    // The user's own gazetteer is made anew each time; another file only if asked.
    let to = OutputArgs { output: Some(target.clone()), force: args.output.is_none() || args.force };
    let mut output = to.open(&args.files)?;
    let made = import_geonames(files).map_err(|error| {
        Fault::new(Exit::Failed, "gazetteer/import", error.to_string()).data("your gazetteer is as it was")
    })?;
    let kept = if args.output.is_none() { other_rows(&target, &made.content)? } else { String::new() };
    output.put(made.content.as_bytes())?;
    output.put(kept.as_bytes())?;
    output.finish()?;
    if args.output.is_none() {
        // Without the compiled form the rows are read each time: slower, but the same places.
        let bytes = compile(&(made.content + &kept));
        let binary = OutputArgs { output: Some(compiled_path(&target)), force: true };
        let mut output = binary.open(&[])?;
        output.put(&bytes)?;
        output.finish()?;
    }
    for (file, line, why) in &made.skipped {
        note(&format!("skipped {}, line {line}: {why}", one_line(file)));
    }
    if made.skipped_rows > made.skipped.len() {
        note(&format!("… and {} more rows", made.skipped_rows - made.skipped.len()));
    }
    let mut screen = OutputArgs::default().open(&[])?;
    let mut summary = format!("{} places with {} names in {}", made.places, made.names, shown(&target));
    if !kept.is_empty() {
        summary += &format!("; {} rows of before kept", kept.lines().count());
    }
    summary.push('\n');
    screen.put(summary.as_bytes())?;
    screen.finish()?;
    Ok(Exit::Done)
}

/// Rows of the gazetteer as it is whose places are not among the new ones.
fn other_rows(target: &Path, new: &str) -> Result<String, Fault> {
    let old = match std::fs::read_to_string(target) {
        Ok(old) => old,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(String::new()),
        Err(error) => return Err(Fault::open(target, &error)),
    };
    let id = |row: &str| row.split('\t').next().unwrap_or("").to_owned();
    let is_row = |row: &&str| !row.is_empty() && !row.starts_with('#');
    let ids: HashSet<String> = new.lines().filter(is_row).map(id).collect();
    Ok(old
        .lines()
        .filter(is_row)
        .filter(|row| !ids.contains(&id(row)))
        .map(|row| format!("{row}\n"))
        .collect())
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
