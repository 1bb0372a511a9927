//! `cargo xtask bench syntax`: words a second on one core, best of five.

use kua_syntax::Model;
use std::path::PathBuf;
use std::time::Instant;

/// Options of the measurement.
#[derive(Debug, clap::Args)]
pub struct BenchSyntax {
    /// The bench folder.
    #[arg(long)]
    data: PathBuf,
    /// Another model file than the embedded one.
    #[arg(long)]
    model: Option<PathBuf>,
}

/// Prints the time to be ready, and words a second with given words and from raw text.
pub fn run(args: &BenchSyntax) -> Result<(), String> {
    let began = Instant::now();
    let model = super::eval_syntax::model(args.model.as_deref())?;
    println!("ready in {:.0} ms", began.elapsed().as_secs_f64() * 1e3);
    let document = super::eval_syntax::document(&args.data, "en_ewt-dev.conllu")?;
    let words: usize = document.sentences.iter().map(|s| s.words.len()).sum();
    let best = |f: &dyn Fn(&Model) -> usize| {
        (0..5)
            .map(|_| {
                let began = Instant::now();
                assert!(f(&model) > 0, "sentences");
                began.elapsed().as_secs_f64()
            })
            .fold(f64::INFINITY, f64::min)
    };
    let given = best(&|m| m.parse_document(&document).len());
    let raw = best(&|m| m.parse(&document.text).len());
    println!(
        "tag and parse {:.0} words/s; from raw text {:.0} words/s ({words} words)",
        words as f64 / given,
        words as f64 / raw
    );
    Ok(())
}
