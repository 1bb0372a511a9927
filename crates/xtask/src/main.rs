//! `cargo xtask`: training, measuring, generating.

mod bench_syntax;
mod eval_syntax;
mod gazetteer;
mod train;

use clap::Parser;

#[derive(Debug, Parser)]
enum Xtask {
    /// Trains a language model on the bench folder's treebanks.
    Train(train::Train),
    /// Measures tags, trees, splitting and entities.
    EvalSyntax(eval_syntax::EvalSyntax),
    /// Measures words a second on one core.
    BenchSyntax(bench_syntax::BenchSyntax),
    /// Makes the GeoNames part of the embedded gazetteer.
    Gazetteer(gazetteer::Gazetteer),
}

fn main() {
    let done = match Xtask::parse() {
        Xtask::Train(args) => train::run(&args),
        Xtask::EvalSyntax(args) => eval_syntax::run(&args),
        Xtask::BenchSyntax(args) => bench_syntax::run(&args),
        Xtask::Gazetteer(args) => gazetteer::run(&args),
    };
    if let Err(message) = done {
        eprintln!("error: {message}");
        std::process::exit(1);
    }
}
