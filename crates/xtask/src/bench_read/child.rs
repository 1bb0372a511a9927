//! One measurement in a process of its own, so that its peak memory is its own.

use kua_ingest::{Item, Options};
use kua_read::Reader;
use kua_record::Document;
use kua_syntax::Model;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Way {
    /// Files to claims in JSON Lines.
    Whole,
    /// Files to sentences with tags and trees.
    Syntax,
    /// Files to documents.
    Ingest,
}

/// What a measurement gave.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measured {
    /// Words between blanks.
    pub words: usize,
    /// Claims written.
    pub claims: usize,
    /// From the first file to the last byte, the reader being ready.
    pub seconds: f64,
    /// Processor time of all threads over the same.
    pub cpu: f64,
    /// Peak resident memory of the process, in MiB.
    pub peak_mib: f64,
    /// Time until the reader is ready.
    pub ready: f64,
}

/// Runs one way over a folder.
pub fn measure(way: Way, dir: &Path, threads: usize) -> Result<Measured, String> {
    let began = Instant::now();
    let (reader, model) = (Reader::english(), Model::english());
    let ready = began.elapsed().as_secs_f64();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|e| e.to_string())?;
    let mut sink = std::io::BufWriter::new(tempfile::tempfile().map_err(|e| e.to_string())?);
    let (cpu_before, began) = (cpu_seconds(), Instant::now());
    let options = Options::default();
    let (sources, _) = kua_ingest::plan(&[dir.to_owned()], &options);
    let (mut words, mut claims) = (0, 0);
    let work = |doc: &Document| -> (usize, usize, Vec<u8>) {
        let words = doc.text.split_whitespace().count();
        let mut out = Vec::new();
        let claims = match way {
            Way::Ingest => 0,
            Way::Syntax => model.parse(&doc.text).len(),
            Way::Whole => {
                let reading = reader.read(doc);
                for claim in &reading.claims {
                    if serde_json::to_writer(&mut out, claim).is_ok() {
                        out.push(b'\n');
                    }
                }
                reading.claims.len()
            }
        };
        (words, claims, out)
    };
    // Some at a time, in order: what is written does not depend on the number of threads.
    for some in sources.chunks(64) {
        let done: Vec<_> = pool.install(|| {
            some.par_iter()
                .map(|source| {
                    let mut found = Vec::new();
                    kua_ingest::load(source, &options, &mut |item| {
                        if let Item::Document(doc) = item {
                            found.push(work(&doc));
                        }
                    });
                    found
                })
                .collect()
        });
        for (w, c, bytes) in done.into_iter().flatten() {
            words += w;
            claims += c;
            sink.write_all(&bytes).map_err(|e| e.to_string())?;
        }
    }
    sink.flush().map_err(|e| e.to_string())?;
    let seconds = began.elapsed().as_secs_f64();
    Ok(Measured { words, claims, seconds, cpu: cpu_seconds() - cpu_before, peak_mib: peak_mib(), ready })
}

/// Processor time of this process, from Linux's own count (hundredths of a second); 0 elsewhere.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
    let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// Peak resident memory, from Linux's own count; 0 elsewhere.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("");
    line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap_or(0.0) / 1024.0
}
