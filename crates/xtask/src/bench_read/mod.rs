//! `cargo xtask bench read`: how fast files become claims, with how much memory.
//!
//! Documents are made from the samples, no two alike; each measurement runs in a process of its own. Prints wall time
//! and processor time: on a machine that does other work too, the second says more.
//! Targets: 40,000 words a second on one core, 1.7 times that on two, 500 MiB, 200 ms for one document of 500 words.

mod child;
mod make;

use child::{Measured, Way};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Options of the measurement.
#[derive(Debug, clap::Args)]
pub struct BenchRead {
    /// How many documents the large run has; the small one has a tenth.
    #[arg(long, default_value_t = 10_000)]
    docs: usize,
    /// Another seed makes other documents.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// 500 documents, best of two.
    #[arg(long)]
    quick: bool,
    /// The program whose start is timed; else `kua` beside this one.
    #[arg(long)]
    kua: Option<PathBuf>,
    /// Only writes the documents into this folder.
    #[arg(long)]
    make: Option<PathBuf>,
    /// Measures one way in this process and prints JSON.
    #[arg(long, hide = true)]
    child: Option<Way>,
    #[arg(long, hide = true)]
    dir: Option<PathBuf>,
    #[arg(long, hide = true, default_value_t = 1)]
    threads: usize,
}

/// Prints the table.
pub fn run(args: &BenchRead) -> Result<(), String> {
    if let (Some(way), Some(dir)) = (args.child, &args.dir) {
        let measured = child::measure(way, dir, args.threads)?;
        println!("{}", serde_json::to_string(&measured).map_err(|e| e.to_string())?);
        return Ok(());
    }
    let docs = if args.quick { 500 } else { args.docs };
    let small = if args.quick { 100 } else { (args.docs / 10).max(1) };
    let times = if args.quick { 2 } else { 5 };
    if let Some(dir) = &args.make {
        return make::write(dir, args.seed, docs);
    }
    let temp = tempfile::tempdir().map_err(|e| e.to_string())?;
    let (few, many) = (temp.path().join("few"), temp.path().join("many"));
    make::write(&few, args.seed, small)?;
    make::write(&many, args.seed, docs)?;
    println!(
        "{:34} {:>10} {:>10} {:>12} {:>8} {:>9}",
        "way", "words", "claims", "words/s", "by CPU", "peak MiB"
    );
    let one = best(Way::Whole, &few, 1, times)?;
    row(&format!("files to claims, one thread, {small}"), &one);
    let two = best(Way::Whole, &few, 2, times)?;
    row(&format!("files to claims, two threads, {small}"), &two);
    row(&format!("tag and parse, one thread, {small}"), &best(Way::Syntax, &few, 1, times)?);
    row(&format!("ingest alone, one thread, {small}"), &best(Way::Ingest, &few, 1, times)?);
    let large = best(Way::Whole, &many, 2, 1)?;
    row(&format!("files to claims, two threads, {docs}"), &large);
    println!("two threads against one: {:.2} times (target 1.7)", rate(&two) / rate(&one));
    println!(
        "peak, {docs} against {small} documents on two threads: {:.2} times",
        large.peak_mib / two.peak_mib.max(1.0)
    );
    println!("reader ready in {:.0} ms", one.ready * 1e3);
    start(args.kua.as_deref(), temp.path(), args.seed)
}

fn rate(m: &Measured) -> f64 {
    m.words as f64 / m.seconds.max(1e-9)
}

fn row(what: &str, m: &Measured) {
    let by_cpu = m.words as f64 / m.cpu.max(1e-2);
    println!("{what:34} {:10} {:10} {:12.0} {by_cpu:8.0} {:9.0}", m.words, m.claims, rate(m), m.peak_mib);
}

/// The quickest of some runs.
fn best(way: Way, dir: &Path, threads: usize, times: usize) -> Result<Measured, String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let name = clap::ValueEnum::to_possible_value(&way).map(|v| v.get_name().to_owned()).unwrap_or_default();
    let mut best: Option<Measured> = None;
    for _ in 0..times {
        let out = Command::new(&own)
            .args(["bench", "read", "--child", &name, "--threads", &threads.to_string(), "--dir"])
            .arg(dir)
            .stderr(Stdio::inherit())
            .output()
            .map_err(|e| format!("cannot start the measurement: {e}"))?;
        let m: Measured =
            serde_json::from_slice(&out.stdout).map_err(|e| format!("the measurement failed: {e}"))?;
        if best.as_ref().is_none_or(|b| m.seconds < b.seconds) {
            best = Some(m);
        }
    }
    best.ok_or_else(|| "nothing was measured".to_owned())
}

/// From the start of the program to its end, one document of about 500 words.
fn start(kua: Option<&Path>, temp: &Path, seed: u64) -> Result<(), String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let kua = kua.map_or_else(|| own.with_file_name("kua"), Path::to_owned);
    if !kua.exists() {
        println!("start to printed claims: not measured, no {} (build it with --release)", kua.display());
        return Ok(());
    }
    let file = temp.join("one.txt");
    let text = make::document(seed, 3);
    std::fs::write(&file, &text).map_err(|e| e.to_string())?;
    let mut quickest = f64::INFINITY;
    for _ in 0..10 {
        let began = Instant::now();
        let out = Command::new(&kua)
            .arg("read")
            .arg(&file)
            .args(["--format", "jsonl"])
            .output()
            .map_err(|e| e.to_string())?;
        if out.stdout.is_empty() {
            return Err(format!(
                "{} printed no claims: {}",
                kua.display(),
                String::from_utf8_lossy(&out.stderr)
            ));
        }
        quickest = quickest.min(began.elapsed().as_secs_f64());
    }
    let words = text.split_whitespace().count();
    println!("start to printed claims, {words} words: {:.0} ms, best of 10 (target 200)", quickest * 1e3);
    Ok(())
}
