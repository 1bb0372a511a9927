//! `kua ask`: a question in plain words, answered from the claims; each clause cited, gaps said.

use crate::exit::{Exit, Fault};
use crate::report;
use crate::source::HowArgs;
use crate::terminal::{COLUMNS, Style, one_line, shorten, wrap};
use kua_record::Claim;
use kua_weigh::ask::{Answer, ask};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Ask a question and get an answer in which every clause is cited
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kua ask samples \"How many people were detained in Zălvești?\"
      an answer with its claims below; figures that differ stay apart
  kua ask samples \"Who ordered the curfew?\" --json
      for a script")]
pub struct Args {
    /// Files, folders or - for standard input; the question comes last
    #[arg(required = true, value_name = "PATH… QUESTION")]
    pub words: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub how: HowArgs,
    /// JSON instead of text
    #[arg(long)]
    pub json: bool,
}

/// Runs the command. Having no answer is an answer: exit 0.
///
/// # Errors
/// The question is no text, or standard output is gone.
pub fn run(args: &Args) -> Result<Exit, Fault> {
    let (question, paths) = match args.words.split_last() {
        Some((question, paths)) if !paths.is_empty() => (question, paths),
        _ => {
            return Err(Fault::new(Exit::Usage, "ask/question", "a PATH and a question are needed")
                .hint("kua ask PATH \"Who was detained?\""));
        }
    };
    let question = question.to_string_lossy();
    if question.trim().is_empty() {
        return Err(Fault::new(Exit::Usage, "ask/question", "the question is empty"));
    }
    let record = report::record(paths, &args.how)?;
    let answer = ask(&question, &record.claims, &record.docs);
    let mut output = crate::output::OutputArgs::default().open(&[])?;
    if !record.docs.is_empty() {
        if args.json {
            let mut bytes = Vec::new();
            crate::read::line(&mut bytes, &answer)?;
            output.put(&bytes)?;
        } else {
            output.put(text(&answer, &record.claims, Style::of_stdout()).as_bytes())?;
        }
    }
    output.finish()?;
    Ok(record.tally.finish(&args.how, true))
}

/// The answer with numbers behind each clause, then the claims by number, then what is not in the record.
fn text(answer: &Answer, claims: &[Claim], style: Style) -> String {
    let by_id: BTreeMap<&str, &Claim> = claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let mut cited: Vec<&str> = Vec::new();
    let mut out = String::new();
    for part in &answer.parts {
        let mut numbers = Vec::new();
        for id in &part.claims {
            let at = cited.iter().position(|known| known == id).unwrap_or_else(|| {
                cited.push(id);
                cited.len() - 1
            });
            numbers.push(format!("[{}]", at + 1));
        }
        // Text comes from the documents' own words: without control characters, but with its line breaks.
        for (i, line) in part.text.lines().enumerate() {
            let last = i + 1 == part.text.lines().count();
            let words =
                if last { format!("{} {}", one_line(line), numbers.join("")) } else { one_line(line) };
            for line in wrap(words.trim(), 0, COLUMNS) {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    for gap in &answer.gaps {
        for line in wrap(&one_line(gap), 0, COLUMNS) {
            let _ = writeln!(out, "{line}");
        }
    }
    if !cited.is_empty() {
        out.push('\n');
    }
    for (i, id) in cited.iter().enumerate() {
        let head = format!("[{}] ", i + 1);
        let Some(claim) = by_id.get(id) else { continue };
        let quote = format!("“{}”", one_line(&claim.quote));
        let pad = " ".repeat(head.len());
        for (n, line) in wrap(&quote, 0, COLUMNS - head.len()).iter().enumerate() {
            let _ = writeln!(out, "{}{line}", if n == 0 { &head } else { &pad });
        }
        let place = format!(
            "{}, bytes {}..{}, claim {id}",
            shorten(&one_line(&claim.doc), 36),
            claim.start,
            claim.end
        );
        let _ = writeln!(out, "{pad}{}", style.dim(&place));
    }
    out
}
