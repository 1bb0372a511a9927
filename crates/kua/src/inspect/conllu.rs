//! `inspect syntax --conllu`: the tokens and sentences of a CoNLL-U file with our annotation in place of its own.

use super::Args;
use crate::exit::{Exit, Fault};
use crate::output::Output;
use crate::stream::Tally;
use kua_syntax::{Model, conllu};
use std::io::Read;
use std::path::Path;

/// Runs the command; a file that is not CoNLL-U is named and does not stop the others.
pub fn run(args: &Args, mut output: Output) -> Result<Exit, Fault> {
    let mut tally = Tally::default();
    for path in &args.source.paths {
        match annotated(path) {
            Ok(text) => {
                tally.documents += 1;
                output.put(text.as_bytes())?;
            }
            Err(fault) => {
                tally.failed += 1;
                fault.tell();
            }
        }
    }
    super::finish(output, tally, args)
}

fn annotated(path: &Path) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = read.map_err(|error| Fault::open(path, &error))?;
    let bad = |why: &dyn std::fmt::Display| {
        Fault::new(Exit::Failed, "inspect/conllu", format!("cannot read `{}`", crate::exit::shown(path)))
            .why(why)
    };
    let text = String::from_utf8(bytes).map_err(|error| bad(&error))?;
    let document = conllu::read(&text).map_err(|error| bad(&error))?;
    Ok(conllu::write_over(&document, &Model::english().parse_document(&document)))
}
