//! The weights of `models/en.factuality.tsv`: a name and a number a line, made by `cargo xtask train-factuality`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const LINES: &str = include_str!("../../../../models/en.factuality.tsv");

static WEIGHTS: LazyLock<FxHashMap<&'static str, f64>> = LazyLock::new(|| {
    let pair = |line: &'static str| {
        let (name, weight) = line.split_once('\t')?;
        Some((name, weight.parse().ok()?))
    };
    LINES.lines().filter(|line| !line.starts_with('#')).filter_map(pair).collect()
});

/// From −3 to +3, to two decimals; names without a weight count nothing.
pub fn sum(features: &[String]) -> f64 {
    let sum: f64 = features.iter().filter_map(|name| WEIGHTS.get(name.as_str())).sum();
    (sum.clamp(-3.0, 3.0) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_name_and_a_weight() {
        let lines = LINES.lines().filter(|line| !line.starts_with('#')).count();
        assert!(lines > 0);
        assert_eq!(WEIGHTS.len(), lines);
    }
}
