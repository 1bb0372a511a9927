//! `kua demo`: the whole way on the bundled sample reports; no network, nothing read from disk but what it wrote.
//!
//! Out: the sample texts in `DIR/texts`, their dossier in `DIR`, and on the screen what to look at.

use crate::exit::{Exit, Fault, shown};
use crate::folder::Folder;
use crate::report;
use crate::source::HowArgs;
use crate::terminal::{COLUMNS, wrap};
use std::fmt::Write;
use std::path::PathBuf;

/// The samples, with the claims that people made of them.
macro_rules! samples {
    ($($name:literal),+ $(,)?) => {
        &[$(
            (concat!($name, ".txt"), include_str!(concat!("../../../samples/", $name, ".txt"))),
            (concat!($name, ".claims.jsonl"), include_str!(concat!("../../../samples/", $name, ".claims.jsonl"))),
        )+]
    };
}
const SAMPLES: &[(&str, &str)] = samples![
    "01-interview",
    "02-transcript",
    "03-bulletin",
    "04-wire",
    "05-local",
    "06-testimony",
    "07-observer",
    "08-list",
    "09-monthly",
    "10-copy",
    "11-correction",
    "12-channel",
];
const MANIFEST: &str = include_str!("../../../samples/docs.json");

/// Run the whole way on bundled sample reports and say what to look at
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kua demo
      texts and dossier in ./kua-demo
  kua demo --out /tmp/tryout
      somewhere else")]
pub struct Args {
    /// Where texts and dossier go
    #[arg(long, value_name = "DIR", default_value = "./kua-demo")]
    pub out: PathBuf,
    /// Write into DIR even if it holds other things
    #[arg(long)]
    pub force: bool,
}

/// Runs the command.
///
/// # Errors
/// The folder cannot be written, or holds something else.
pub fn run(args: &Args) -> Result<Exit, Fault> {
    let mut folder = Folder::open(&args.out, true, args.force)?;
    folder.clear()?;
    for (name, text) in SAMPLES.iter().chain(&[("docs.json", MANIFEST)]) {
        let name = format!("texts/{name}");
        let path = shown(&folder.path(&name));
        folder.put(&name, text.as_bytes()).map_err(|error| Fault::write(&format!("`{path}`"), &error))?;
    }
    let how = HowArgs { quiet: true, ..HowArgs::default() };
    let record = report::record(&[folder.path("texts")], &how)?;
    report::write(&record, "Demo: a protest wave in an invented county", &mut folder)?;
    let mut output = crate::output::OutputArgs::default().open(&[])?;
    output.put(summary(&record, &folder).as_bytes())?;
    output.finish()?;
    Ok(record.tally.exit())
}

/// What was made, what to look at, what to try.
fn summary(record: &report::Record, folder: &Folder) -> String {
    let path = |name: &str| shown(&folder.path(name));
    let mut out = String::new();
    let intro = format!(
        "Kua read {} sample reports about one invented protest wave, by a ministry, a news agency, observers, a lawyers' \
         centre, a strike committee and others, and found {} claims in them. Each is tied to the words that make it, \
         the one who says them and their doubt.",
        record.docs.len(),
        record.claims.len()
    );
    for line in wrap(&intro, 0, COLUMNS) {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out, "\nOpen  {}", path("index.html"));
    let pages = [
        ("figures.html", "one night's arrests: each source's figure, side by side"),
        ("timeline.html", "what happened when, by place"),
        ("groups.html", "who was there, and what each source calls them"),
        ("labels.html", "who calls whom what"),
        ("silence.html", "what nobody has said"),
    ];
    let there: Vec<_> = pages.iter().filter(|(name, _)| folder.has(name)).collect();
    if !there.is_empty() {
        let _ = writeln!(out, "\nLook at");
    }
    for (name, what) in there {
        let _ = writeln!(out, "  {name:<16} {what}");
    }
    let _ = writeln!(out, "\nTry");
    let texts = path("texts");
    for command in [
        format!("kua read {texts}/04-wire.txt"),
        format!("kua ask {texts} \"How many people were detained in Zălvești?\""),
        format!("kua explain {texts}/04-wire.txt --at 400"),
        format!("kua score {texts} {}", path("claims.jsonl")),
    ] {
        let _ = writeln!(out, "  {command}");
    }
    out
}
