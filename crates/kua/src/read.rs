//! `kua read`: documents in, claims out; the main stage alone.

use crate::exit::{Exit, Fault};
use crate::output::OutputArgs;
use crate::reader::{self, Read};
use crate::show;
use crate::source::PathArgs;
use crate::stream::{self, Event};
use crate::terminal::{Style, note};
use kua_record::Claim;
use std::path::PathBuf;

/// Read documents and print the claims in them
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kua read report.txt --date 2024-05-18
      each sentence with its claims under it
  kua read samples --format jsonl -o claims.jsonl
      all documents of a folder, one claim a line")]
pub struct Args {
    /// What to read.
    #[command(flatten)]
    pub source: PathArgs,
    /// What comes out [default: text; with --import: jsonl]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Check claims made elsewhere against the documents instead of reading them
    #[arg(long, value_name = "CLAIMS.jsonl")]
    pub import: Option<PathBuf>,
    /// With --import: who made the claims, where they do not say it [default: the file's name]
    #[arg(long, value_name = "NAME", requires = "import")]
    pub reader: Option<String>,
    /// Where to.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Sentences, each with its claims under it
    Text,
    /// One claim a line
    Jsonl,
}

/// Runs the command.
///
/// # Errors
/// The output cannot be opened, or the claims to import cannot be read.
pub fn run(args: &Args) -> Result<Exit, Fault> {
    if let Some(claims) = &args.import {
        return crate::import::run(args, claims);
    }
    let style = style(&args.output);
    let format = args.format.unwrap_or(Format::Text);
    let mut output = Some(args.output.open(&args.source.paths)?);
    let progress = !output.as_ref().is_some_and(crate::output::Output::is_live);
    let how = &args.source.how;
    let tally = stream::each(
        &args.source.paths,
        how,
        progress,
        |doc| {
            let read = reader::read(doc);
            let bytes = bytes(&read, format, style);
            (read, bytes)
        },
        |event, tally| match event {
            Event::Ready((read, bytes)) => {
                tally.undated += usize::from(read.doc.anchor().is_none());
                match &read.reading {
                    Some(reading) => tally.claims += reading.claims.len(),
                    None if !how.quiet => note(&reader::no_reader(&read.doc)),
                    None => {}
                }
                output.as_mut().map_or(Ok(()), |output| output.put(&bytes?))
            }
            Event::Stopped => output.take().map_or(Ok(()), crate::output::Output::finish),
        },
    )?;
    output.take().map_or(Ok(()), crate::output::Output::finish)?;
    Ok(tally.finish(how, true))
}

/// Colour only where the text goes to the screen.
pub fn style(output: &OutputArgs) -> Style {
    if output.output.is_none() { Style::of_stdout() } else { Style::PLAIN }
}

fn bytes(read: &Read, format: Format, style: Style) -> Result<Vec<u8>, Fault> {
    let claims = read.reading.as_ref().map_or(&[][..], |reading| &reading.claims);
    match format {
        Format::Jsonl => jsonl(claims),
        Format::Text => {
            let spans: Vec<_> = read.sentences.iter().map(|s| s.span).collect();
            Ok(show::document(&read.doc, &spans, claims, style).into_bytes())
        }
    }
}

/// Adds a record as one line of JSON.
///
/// # Errors
/// If it cannot be written as JSON; none of ours is such.
pub fn line<T: serde::Serialize>(bytes: &mut Vec<u8>, record: &T) -> Result<(), Fault> {
    let line = kua_record::jsonl::to_line(record).map_err(|error| {
        Fault::new(Exit::Failed, "output/json", "cannot write a record as JSON").why(error)
    })?;
    bytes.extend_from_slice(line.as_bytes());
    bytes.push(b'\n');
    Ok(())
}

/// One claim a line.
///
/// # Errors
/// As for [`line`].
pub fn jsonl(claims: &[Claim]) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    for claim in claims {
        line(&mut bytes, claim)?;
    }
    Ok(bytes)
}
