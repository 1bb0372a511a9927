//! `kua report`: documents in, a dossier out: a folder of HTML that opens anywhere.

use crate::exit::{Exit, Fault, shown};
use crate::folder::Folder;
use crate::reader;
use crate::source::{HowArgs, PathArgs};
use crate::stream::{self, Event, Tally};
use crate::terminal::note;
use kua_publish::{Options, Unread, write_dossier};
use kua_record::{Claim, Document};
use std::path::PathBuf;

/// Read documents and write a dossier: a folder of HTML that opens anywhere
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kua report reports/ -o dossier
      all reports of a folder; then open dossier/index.html
  kua report march.pdf april.pdf -o dossier --title \"Spring\" --force
      two files, over an earlier dossier")]
pub struct Args {
    /// What to read.
    #[command(flatten)]
    pub source: PathArgs,
    /// The folder to write
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Title of the dossier
    #[arg(long, value_name = "WORDS", default_value = "Dossier")]
    pub title: String,
    /// Write into DIR even if it is not empty; files of an earlier dossier are replaced
    #[arg(long)]
    pub force: bool,
}

/// Everything read, in document order.
pub struct Record {
    /// Documents, those without a reader too.
    pub docs: Vec<Document>,
    /// Their claims.
    pub claims: Vec<Claim>,
    /// What became of the inputs.
    pub tally: Tally,
}

/// Reads all documents under `paths` into memory.
///
/// # Errors
/// If no threads can be started.
pub fn record(paths: &[PathBuf], how: &HowArgs) -> Result<Record, Fault> {
    let (mut docs, mut claims) = (Vec::new(), Vec::new());
    let tally = stream::each(paths, how, true, reader::read, |event, tally| {
        let Event::Ready(read) = event else { return Ok(()) };
        tally.undated += usize::from(read.doc.anchor().is_none());
        match read.reading {
            Some(reading) => {
                tally.claims += reading.claims.len();
                claims.extend(reading.claims);
            }
            None if !how.quiet => note(&reader::no_reader(&read.doc)),
            None => {}
        }
        docs.push(read.doc);
        Ok(())
    })?;
    Ok(Record { docs, claims, tally })
}

/// Runs the command.
///
/// # Errors
/// The folder cannot be written.
pub fn run(args: &Args) -> Result<Exit, Fault> {
    let mut folder = Folder::open(&args.output, false, args.force)?;
    let record = record(&args.source.paths, &args.source.how)?;
    if record.docs.is_empty() {
        return Ok(record.tally.finish(&args.source.how, true));
    }
    folder.clear()?;
    write(&record, &args.title, &mut folder)?;
    let exit = record.tally.finish(&args.source.how, true);
    if !args.source.how.quiet {
        note(&format!("open {}", shown(&folder.path("index.html"))));
    }
    Ok(exit)
}

/// Writes the dossier of a record into a folder.
///
/// # Errors
/// A file cannot be written.
pub fn write(record: &Record, title: &str, folder: &mut Folder) -> Result<(), Fault> {
    let unread = |(name, why): &(String, String)| Unread { name: name.clone(), why: why.clone() };
    let options = Options {
        title: title.to_owned(),
        unread: record.tally.unread.iter().map(unread).collect(),
        ..Options::default()
    };
    write_dossier(&record.docs, &record.claims, &options, |name, bytes| folder.put(name, bytes)).map_err(
        |error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            Fault::new(Exit::Failed, "report/write", error.to_string())
                .why(cause)
                .hint("free some space or choose another folder")
                .data("the dossier is not whole: it has no index.html")
        },
    )
}
