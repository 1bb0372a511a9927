//! `cargo xtask eval-syntax`: tags, trees, lemmas, splitting and entities against the bench folder's dev files.
//!
//! In: the bench folder, and a model. Out: a table. Raw text is scored as in the CoNLL 2018 shared task: words of gold and
//! system are aligned by their characters, and every score is an F1 over words.

pub mod entities;
pub mod score;

use kua_syntax::{Model, conllu};
use std::path::{Path, PathBuf};

/// Options of the measurement.
#[derive(Debug, clap::Args)]
pub struct EvalSyntax {
    /// The bench folder.
    #[arg(long)]
    data: PathBuf,
    /// Another model file than the embedded one.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Shows the commonest splitting errors.
    #[arg(long)]
    splits: bool,
    /// Shows entity errors.
    #[arg(long)]
    names: bool,
}

/// The embedded model, or one from a file.
pub fn model(path: Option<&Path>) -> Result<Model, String> {
    let Some(path) = path else { return Ok(Model::english().clone()) };
    let bytes = std::fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    Model::from_bytes(&bytes).map_err(|e| e.to_string())
}

/// A CoNLL-U file of the bench folder.
pub fn document(data: &Path, name: &str) -> Result<conllu::Document, String> {
    let path = data.join("syntax").join(name);
    let text = std::fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    conllu::read(&text).map_err(|e| format!("{}: {e}", path.display()))
}

/// Prints the tables.
pub fn run(args: &EvalSyntax) -> Result<(), String> {
    let model = model(args.model.as_deref())?;
    println!(
        "{:28} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "data", "words", "sents", "UPOS", "UFeats", "lemma", "UAS", "LAS"
    );
    for name in ["en_ewt-dev.conllu", "en_gum-dev.conllu"] {
        let gold = document(&args.data, name)?;
        let row = |how: &str, text: &str, parsed: &[kua_syntax::Sentence]| {
            println!("{}", score::score(text, &gold, parsed).row(&format!("{name} {how}")));
        };
        row("given", &gold.text, &model.parse_document(&gold));
        row("raw", &gold.text, &model.parse(&gold.text));
        let wrapped = score::wrapped(&gold.text, 80);
        row("wrapped", &wrapped, &model.parse(&wrapped));
        if args.splits {
            score::split_errors(&gold, &model);
        }
    }
    entities::run(&args.data, &model, args.names)
}
