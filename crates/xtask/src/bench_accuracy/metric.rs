//! The measures that several organs share: overlap of spans by words, pairing, correlation.
//!
//! In: spans and numbers. Out: counts and scores from 0 to 1 (a correlation: −1 to 1). Precision, recall and F1 are
//! those of [`kua_record::score::Tally`]. Not here: what counts as a gold item; each organ's file says that.

use kua_record::Span;
use std::collections::BTreeSet;

/// Overlap from which on two spans are taken for the same.
pub const SAME: f64 = 0.5;

/// Words of a text: runs of letters, digits and what joins them ("al-Amin", "U.S").
pub fn words(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Indices of the words that lie under any of the spans, if only in part.
pub fn under(words: &[Span], spans: &[Span]) -> BTreeSet<usize> {
    let mut out = BTreeSet::new();
    for span in spans {
        let first = words.partition_point(|word| word.end <= span.start);
        out.extend((first..words.len()).take_while(|&i| words[i].start < span.end));
    }
    out
}

/// F1 of two sets of words, 0 to 1; 0 where they share none.
pub fn overlap(gold: &BTreeSet<usize>, found: &BTreeSet<usize>) -> f64 {
    let both = gold.intersection(found).count();
    if both == 0 { 0.0 } else { 2.0 * both as f64 / (gold.len() + found.len()) as f64 }
}

/// Pairs gold with found one to one, the greatest overlap first, none below `least`; ties go to what stands first.
pub fn pairs(gold: &[BTreeSet<usize>], found: &[BTreeSet<usize>], least: f64) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (g, a) in gold.iter().enumerate() {
        for (f, b) in found.iter().enumerate() {
            let share = overlap(a, b);
            if share >= least && share > 0.0 {
                all.push((share, g, f));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gold_used, mut found_used) = (BTreeSet::new(), BTreeSet::new());
    let mut out = Vec::new();
    for (_, g, f) in all {
        if !gold_used.contains(&g) && !found_used.contains(&f) {
            gold_used.insert(g);
            found_used.insert(f);
            out.push((g, f));
        }
    }
    out
}

/// Pearson's r; 0 where one side does not vary or nothing is given.
pub fn pearson(points: &[(f64, f64)]) -> f64 {
    let n = points.len().max(1) as f64;
    let (sx, sy) = points.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
    let (mx, my) = (sx / n, sy / n);
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in points {
        xy += (x - mx) * (y - my);
        xx += (x - mx) * (x - mx);
        yy += (y - my) * (y - my);
    }
    if xx == 0.0 || yy == 0.0 { 0.0 } else { xy / (xx * yy).sqrt() }
}

/// Share, 0 where nothing was asked.
pub fn share(right: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { right as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(items: &[usize]) -> BTreeSet<usize> {
        items.iter().copied().collect()
    }

    #[test]
    fn words_under_spans_count_also_in_part() {
        let text = "The “red” caps left.";
        let words = words(text);
        assert_eq!(words.iter().map(|w| w.of(text)).collect::<Vec<_>>(), ["The", "red", "caps", "left"]);
        let at = text.find("ed” ca").unwrap();
        assert_eq!(under(&words, &[Span::new(at, at + "ed” ca".len())]), set(&[1, 2]));
        assert_eq!(under(&words, &[Span::new(0, 1), Span::new(text.len() - 2, text.len())]), set(&[0, 3]));
    }

    #[test]
    fn overlap_is_f1_over_words() {
        assert_eq!(overlap(&set(&[1, 2]), &set(&[1, 2])), 1.0);
        assert_eq!(overlap(&set(&[1]), &set(&[1, 2, 3])), 0.5);
        assert_eq!(overlap(&set(&[]), &set(&[])), 0.0);
    }

    #[test]
    fn pairing_is_one_to_one_and_takes_the_best_first() {
        let gold = [set(&[1, 2, 3]), set(&[3, 4])];
        let found = [set(&[3, 4, 5]), set(&[1, 2])];
        assert_eq!(pairs(&gold, &found, SAME), [(0, 1), (1, 0)]);
        assert_eq!(pairs(&gold, &[set(&[9])], SAME), []);
    }

    #[test]
    fn correlation_of_a_line_is_one_and_of_a_constant_nothing() {
        assert!((pearson(&[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]) - 1.0).abs() < 1e-12);
        assert!((pearson(&[(1.0, 3.0), (2.0, 2.0), (3.0, 1.0)]) + 1.0).abs() < 1e-12);
        assert_eq!(pearson(&[(1.0, 3.0), (2.0, 3.0)]), 0.0);
        assert_eq!(pearson(&[]), 0.0);
        assert_eq!(share(1, 0), 0.0);
    }
}
