//! `--lines`: each line of the input is a document of its own, named by its number from 1, empty ones too.
//!
//! Lines are read as they come and worked on in batches through all threads. The number runs on over several files.

use super::{Args, Made, Make, made};
use crate::exit::{Exit, Fault};
use crate::output::Output;
use crate::stop;
use crate::stream::Tally;
use crate::terminal::note;
use kua_record::{DateSource, Document, Language};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// Lines worked on together.
const BATCH: usize = 512;

/// Runs the command over lines.
pub fn run(args: &Args, mut output: Output, make: &Make<'_>) -> Result<Exit, Fault> {
    let pool = args.source.how.pool()?;
    let mut tally = Tally::default();
    let mut batch = Vec::with_capacity(BATCH);
    for path in &args.source.paths {
        let reader: Box<dyn BufRead> = if path == Path::new("-") {
            Box::new(BufReader::new(io::stdin()))
        } else {
            match File::open(path) {
                Ok(file) => Box::new(BufReader::new(file)),
                Err(error) => {
                    tally.failed += 1;
                    Fault::open(path, &error).tell();
                    continue;
                }
            }
        };
        let mut each = |line: Vec<u8>| {
            tally.documents += 1;
            batch.push(document(args, tally.documents, line));
            if batch.len() == BATCH { flush(args, &pool, &mut batch, make, &mut output) } else { Ok(()) }
        };
        if let Some(error) = lines(reader, &mut each)? {
            tally.failed += 1;
            Fault::open(path, &error).tell();
        }
    }
    flush(args, &pool, &mut batch, make, &mut output)?;
    super::finish(output, tally, args)
}

/// Hands on each line without its end; gives the error that ended the reading early, if one did.
fn lines(
    mut reader: Box<dyn BufRead>,
    each: &mut dyn FnMut(Vec<u8>) -> Result<(), Fault>,
) -> Result<Option<io::Error>, Fault> {
    loop {
        let mut line = Vec::new();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(error) => return Ok(Some(error)),
        }
        if line.ends_with(b"\n") {
            line.pop();
            if line.ends_with(b"\r") {
                line.pop();
            }
        }
        each(line)?;
    }
}

fn document(args: &Args, number: usize, line: Vec<u8>) -> Document {
    let text = String::from_utf8(line).unwrap_or_else(|error| {
        note(&format!(
            "warning[input/encoding]: line {number} is not UTF-8; what is not is shown as \u{FFFD}"
        ));
        String::from_utf8_lossy(error.as_bytes()).into_owned()
    });
    let mut doc = Document::plain(&number.to_string(), "");
    doc.text = text;
    doc.language = args.source.how.language.map_or(Language::En, |language| language.0);
    doc.date = args.source.how.date.map(|day| day.date);
    doc.date_from = doc.date.map(|_| DateSource::Option);
    doc
}

/// Works on a batch. A Ctrl-C meanwhile waits for its end, so that no line of output is cut.
fn flush(
    args: &Args,
    pool: &rayon::ThreadPool,
    batch: &mut Vec<Document>,
    make: &Make<'_>,
    output: &mut Output,
) -> Result<(), Fault> {
    stop::streaming(true);
    let lines = std::mem::take(batch);
    let results: Vec<Made> =
        pool.install(|| lines.into_par_iter().map(|doc| made(doc, args.layer, make)).collect());
    for (warning, bytes) in results {
        if let Some(warning) = warning.filter(|_| !args.source.how.quiet) {
            note(&warning);
        }
        output.put(&bytes?)?;
    }
    output.flush()?;
    stop::streaming(false);
    if stop::asked() {
        stop::end();
    }
    Ok(())
}
