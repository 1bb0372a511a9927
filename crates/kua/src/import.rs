//! `kua read … --import CLAIMS.jsonl`: claims made elsewhere, checked against the documents' bytes.
//!
//! The anchored ones go to the output, each with its reader's name; the others to standard error with every reason.

use crate::exit::{Exit, Fault};
use crate::read::{Args, Format, jsonl, style};
use crate::terminal::{note, one_line};
use crate::{reader, show, stream};
use kua_record::{Claim, check};
use std::path::Path;

/// Runs the check.
///
/// # Errors
/// The output cannot be opened, or `claims` cannot be read.
pub fn run(args: &Args, claims: &Path) -> Result<Exit, Fault> {
    let text = std::fs::read(claims).map_err(|error| Fault::open(claims, &error))?;
    let text = String::from_utf8(text).map_err(|error| {
        Fault::new(Exit::Failed, "import/encoding", format!("`{}` is not UTF-8", crate::exit::shown(claims)))
            .why(error)
            .hint("claims are JSON Lines in UTF-8")
    })?;
    let style = style(&args.output);
    let mut inputs = args.source.paths.clone();
    inputs.push(claims.to_owned());
    let mut output = args.output.open(&inputs)?;
    let (docs, mut tally) = stream::all(&args.source.paths, &args.source.how)?;
    let file = claims.file_name().map_or_else(|| "import".to_owned(), |n| n.to_string_lossy().into_owned());
    let stem = file.trim_end_matches(".jsonl").trim_end_matches(".claims");
    let checked = check::import(&text, &docs, args.reader.as_deref().unwrap_or(stem));
    tally.claims = checked.claims.len();
    for refused in &checked.refused {
        let doc = refused.doc.as_deref().map_or_else(String::new, |doc| format!(" (`{}`)", one_line(doc)));
        note(&format!("refused {}, line {}{doc}", one_line(&file), refused.line));
        for fault in &refused.faults {
            note(&format!("  {}", one_line(&fault.to_string())));
        }
    }
    if args.format == Some(Format::Text) {
        for doc in &docs {
            let own: Vec<Claim> = checked.claims.iter().filter(|c| c.doc == doc.name).cloned().collect();
            let spans: Vec<_> = reader::english().syntax(&doc.text).iter().map(|s| s.span).collect();
            output.put(show::document(doc, &spans, &own, style).as_bytes())?;
        }
    } else {
        output.put(&jsonl(&checked.claims)?)?;
    }
    output.finish()?;
    let exit = tally.finish(&args.source.how, true);
    if checked.refused.is_empty() {
        return Ok(exit);
    }
    note(&format!("{} of the claims not anchored, reasons above", checked.refused.len()));
    Ok(if exit == Exit::NoInput { exit } else { Exit::Failed })
}
