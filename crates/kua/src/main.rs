//! The command line of Kua: arguments in, the other crates' work, results out.
//!
//! Results go to standard output, everything else to standard error. One file a command; what they share:
//! `source.rs` (which documents, how), `stream.rs` (in order through many threads), `output.rs` (`-o`), `show.rs`
//! (claims as text), `terminal.rs`, `exit.rs`, `stop.rs`.
//! Not here: any logic about claims. What a command can do, another program can do with the library crates.

mod agree;
mod ask;
mod demo;
mod exit;
mod explain;
mod folder;
mod gazetteer;
mod import;
mod inspect;
mod lexicon;
mod notes;
mod output;
mod read;
mod reader;
mod report;
mod score;
mod show;
mod source;
mod stop;
mod stream;
mod terminal;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Turns protest reports into sourced claims: who did what to whom, when, where, why, how many, according to whom,
/// how sure
#[derive(Debug, Parser)]
#[command(name = "kua", version, max_term_width = 80, arg_required_else_help = true)]
#[command(after_help = "Examples:
  kua demo
      the whole way on bundled sample reports; start here
  kua read report.txt --date 2024-05-18
      one report, each sentence with its claims under it

Exit codes: 0 done, 1 some or all inputs failed, 2 wrong use, 3 no input found.
Nothing leaves this machine: kua opens no network connection.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Read(read::Args),
    Report(report::Args),
    Ask(ask::Args),
    Explain(explain::Args),
    Inspect(inspect::Args),
    Score(score::Args),
    Agree(agree::Args),
    Gazetteer(gazetteer::Args),
    Lexicon(lexicon::Args),
}

fn main() -> ExitCode {
    stop::install();
    let result = match &Cli::parse().command {
        Command::Demo(args) => demo::run(args),
        Command::Read(args) => read::run(args),
        Command::Report(args) => report::run(args),
        Command::Ask(args) => ask::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Score(args) => score::run(args),
        Command::Agree(args) => agree::run(args),
        Command::Gazetteer(args) => gazetteer::run(args),
        Command::Lexicon(args) => lexicon::run(args),
    };
    ExitCode::from(result.unwrap_or_else(|fault| fault.tell()).code())
}
