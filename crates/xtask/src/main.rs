//! `cargo xtask`: training, measuring, generating.

mod bench_accuracy;
mod bench_read;
mod bench_syntax;
mod eval_syntax;
mod gazetteer;
mod perturb;
mod train;
mod train_factuality;

use clap::Parser;

#[derive(Debug, Parser)]
enum Xtask {
    /// Trains a language model on the bench folder's treebanks.
    Train(train::Train),
    /// Fits the weights of `kua inspect factuality` to people's judgements.
    TrainFactuality(train_factuality::TrainFactuality),
    /// Measures tags, trees, splitting and entities.
    EvalSyntax(eval_syntax::EvalSyntax),
    /// Benchmarks.
    #[command(subcommand)]
    Bench(Bench),
    /// Swaps names, towns, numbers, dates and words for acts in gold texts and scores the reader before and after.
    Perturb(perturb::Perturb),
    /// Makes the GeoNames part of the embedded gazetteer.
    Gazetteer(gazetteer::Gazetteer),
}

#[derive(Debug, clap::Subcommand)]
enum Bench {
    /// Every organ of the reader against public data, in one table.
    Accuracy(bench_accuracy::BenchAccuracy),
    /// Words a second of tagging and parsing on one core.
    Syntax(bench_syntax::BenchSyntax),
    /// Files to claims: words a second, memory, start.
    Read(bench_read::BenchRead),
}

fn main() {
    let done = match Xtask::parse() {
        Xtask::Train(args) => train::run(&args),
        Xtask::TrainFactuality(args) => train_factuality::run(&args),
        Xtask::EvalSyntax(args) => eval_syntax::run(&args),
        Xtask::Bench(Bench::Accuracy(args)) => bench_accuracy::run(&args),
        Xtask::Bench(Bench::Syntax(args)) => bench_syntax::run(&args),
        Xtask::Bench(Bench::Read(args)) => bench_read::run(&args),
        Xtask::Perturb(args) => perturb::run(&args),
        Xtask::Gazetteer(args) => gazetteer::run(&args),
    };
    if let Err(message) = done {
        eprintln!("error: {message}");
        std::process::exit(1);
    }
}
