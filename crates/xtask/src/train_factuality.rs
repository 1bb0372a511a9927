//! `cargo xtask train-factuality --data DIR`: fits the weights of `kua inspect factuality`.
//!
//! In: `factuality/it-happened-train.jsonl` of the bench folder (UDS It-Happened 2). Out: `models/en.factuality.tsv`, the
//! same bytes for the same data. Ridge regression by coordinate descent in the order of the names, so that nothing
//! depends on chance. How well it does on data held out is printed; the dev part is never read here.

use crate::bench_accuracy::happened::{self, Point};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Options of the fit.
#[derive(Debug, clap::Args)]
pub struct TrainFactuality {
    /// The bench folder.
    #[arg(long)]
    data: PathBuf,
    /// Where the weights go.
    #[arg(long, default_value = "models/en.factuality.tsv")]
    out: PathBuf,
    /// How much a weight costs.
    #[arg(long, default_value_t = 20.0)]
    ridge: f64,
    /// Names seen less often get no weight.
    #[arg(long, default_value_t = 12)]
    least: usize,
}

/// Every so many sentences one is held out for the score that is printed.
const HELD_OUT: usize = 10;
/// Rounds over all weights; the weights move by less than a thousandth long before.
const ROUNDS: usize = 60;

/// Fits, prints the score on held-out sentences, fits again on all and writes.
pub fn run(args: &TrainFactuality) -> Result<(), String> {
    let path = args.data.join("factuality/it-happened-train.jsonl");
    let sentences = happened::points(&path)?;
    let part = |held: bool| -> Vec<&Point> {
        let numbered = sentences.iter().enumerate();
        numbered.filter(|(i, _)| (i % HELD_OUT == 0) == held).flat_map(|(_, points)| points).collect()
    };
    let weights = fit(&part(false), args);
    let compared: Vec<(f64, f64)> =
        part(true).iter().map(|(names, label)| (sum(&weights, names).clamp(-3.0, 3.0), *label)).collect();
    println!("held out: r {:.3} over {} predicates", happened::correlation(&compared), compared.len());
    let all: Vec<&Point> = sentences.iter().flatten().collect();
    let weights = fit(&all, args);
    let mut text = format!(
        "# Weights of kua inspect factuality, fitted by `cargo xtask train-factuality` (ridge {}, names seen {} times)\n\
         # to the train part of UDS It-Happened 2. CC BY-SA 4.0, see models/LICENSE.\n",
        args.ridge, args.least
    );
    for (name, weight) in &weights {
        let rounded = format!("{weight:.3}");
        if rounded.trim_start_matches('-') != "0.000" {
            text += &format!("{name}\t{rounded}\n");
        }
    }
    std::fs::write(&args.out, &text)
        .map_err(|error| format!("cannot write {}: {error}", args.out.display()))?;
    println!("{}: {} weights from {} predicates", args.out.display(), text.lines().count() - 2, all.len());
    Ok(())
}

fn sum(weights: &BTreeMap<String, f64>, names: &[String]) -> f64 {
    names.iter().filter_map(|name| weights.get(name)).sum()
}

fn fit(points: &[&Point], args: &TrainFactuality) -> BTreeMap<String, f64> {
    let mut rows_of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, (names, _)) in points.iter().enumerate() {
        for name in names {
            rows_of.entry(name).or_default().push(row);
        }
    }
    rows_of.retain(|_, rows| rows.len() >= args.least);
    let mut left: Vec<f64> = points.iter().map(|(_, label)| *label).collect();
    let mut weights: BTreeMap<String, f64> = rows_of.keys().map(|name| ((*name).to_owned(), 0.0)).collect();
    for _ in 0..ROUNDS {
        for ((name, rows), weight) in rows_of.iter().zip(weights.values_mut()) {
            // "all" is in every row: the mean costs nothing.
            let ridge = if *name == "all" { 0.0 } else { args.ridge };
            let pull: f64 = rows.iter().map(|&row| left[row]).sum();
            let count = rows.len() as f64;
            let new = (pull + count * *weight) / (count + ridge);
            let step = new - *weight;
            rows.iter().for_each(|&row| left[row] -= step);
            *weight = new;
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_gets_the_weight() {
        let args = TrainFactuality { data: PathBuf::new(), out: PathBuf::new(), ridge: 0.01, least: 1 };
        let point =
            |told: &str, label: f64| (vec!["all".to_owned(), told.to_owned(), "aux:has".to_owned()], label);
        let points = [point("aux:will", -1.0), point("aux:did", 3.0), point("aux:will", -1.0)];
        let weights = fit(&points.iter().collect::<Vec<_>>(), &args);
        assert!(
            (sum(&weights, &points[0].0) + 1.0).abs() < 0.1
                && (sum(&weights, &points[1].0) - 3.0).abs() < 0.1
        );
    }
}
