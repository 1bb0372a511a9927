//! From arc scores to a tree: the best head of each word, repaired to the maximum spanning tree where those make no tree.

/// Finds the best tree with exactly one root (Chu and Liu 1965, Edmonds 1967).
///
/// `scores[i * (n + 1) + j]`: score of word `i` (from 0) with head `j`; `j == 0` is the root, `j == h + 1` is word `h`.
/// Returns for each word `None` (the root) or the index of its head. `n` is the number of words.
pub fn decode(scores: &[f32], n: usize) -> Vec<Option<usize>> {
    if n == 0 || scores.len() < n * (n + 1) {
        return vec![None; n];
    }
    let best: Vec<usize> = (0..n).map(|i| greedy(&scores[i * (n + 1)..(i + 1) * (n + 1)], i)).collect();
    let roots = best.iter().filter(|h| **h == 0).count();
    let heads = if roots == 1 && find_cycle(&nodes(&best)).is_none() { best } else { spanning(scores, n) };
    heads.iter().map(|h| h.checked_sub(1)).collect()
}

fn greedy(row: &[f32], own: usize) -> usize {
    let mut best = if own == 0 && row.len() > 2 { 2 } else { 0 };
    for (j, s) in row.iter().enumerate() {
        if j != own + 1 && *s > row[best] {
            best = j;
        }
    }
    if best == own + 1 { 0 } else { best }
}

/// Heads with the artificial root as node 0.
fn nodes(best: &[usize]) -> Vec<usize> {
    std::iter::once(0).chain(best.iter().copied()).collect()
}

/// A cycle among `heads` (node 0 is the root), if there is one.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0u32; heads.len()];
    for start in 1..heads.len() {
        let mark = start as u32;
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = mark;
            at = heads[at];
        }
        if at != 0 && seen[at] == mark {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

fn spanning(scores: &[f32], n: usize) -> Vec<usize> {
    let size = n + 1;
    let mut full = vec![f64::NEG_INFINITY; size * size];
    for i in 0..n {
        for j in 0..size {
            if j != i + 1 {
                let s = f64::from(scores[i * size + j]);
                let s = if s.is_finite() { s.clamp(-1e4, 1e4) } else { -1e4 };
                // A second root costs more than any tree can gain.
                full[(i + 1) * size + j] = if j == 0 { s - 1e9 } else { s };
            }
        }
    }
    edmonds(&full, size)[1..].to_vec()
}

/// `scores[d * size + h]`; returns the head of each node (of node 0: 0).
fn edmonds(scores: &[f64], size: usize) -> Vec<usize> {
    let mut heads = vec![0; size];
    for d in 1..size {
        let row = &scores[d * size..(d + 1) * size];
        let mut best = usize::from(d == 0);
        for h in 0..size {
            if h != d && (best == d || row[h] > row[best]) {
                best = h;
            }
        }
        heads[d] = best;
    }
    let Some(cycle) = find_cycle(&heads) else { return heads };
    let mut within = vec![false; size];
    for &c in &cycle {
        within[c] = true;
    }
    // Contract the cycle to one node, the last of a smaller graph.
    let kept: Vec<usize> = (0..size).filter(|&v| !within[v]).collect();
    let small = kept.len() + 1;
    let merged = kept.len();
    let mut next = vec![f64::NEG_INFINITY; small * small];
    let mut enters = vec![0; small];
    let mut leaves = vec![0; small];
    let weight = |d: usize, h: usize| scores[d * size + h];
    for (a, &u) in kept.iter().enumerate() {
        for (b, &v) in kept.iter().enumerate() {
            next[a * small + b] = weight(u, v);
        }
        let mut best = f64::NEG_INFINITY;
        let mut best_in = f64::NEG_INFINITY;
        (leaves[a], enters[a]) = (cycle[0], cycle[0]);
        for &c in &cycle {
            if weight(u, c) > best {
                best = weight(u, c);
                leaves[a] = c;
            }
            let gain = weight(c, u) - weight(c, heads[c]);
            if gain > best_in {
                best_in = gain;
                enters[a] = c;
            }
        }
        next[a * small + merged] = best;
        next[merged * small + a] = best_in;
    }
    let inner = edmonds(&next, small);
    let mut out = heads.clone();
    for (a, &u) in kept.iter().enumerate() {
        if u != 0 {
            out[u] = if inner[a] == merged { leaves[a] } else { kept[inner[a]] };
        }
    }
    let from = inner[merged];
    out[enters[from]] = kept[from];
    out
}

/// Whether `heads` is a tree with exactly one root.
pub fn is_tree(heads: &[Option<usize>]) -> bool {
    let all: Vec<usize> = std::iter::once(0).chain(heads.iter().map(|h| h.map_or(0, |h| h + 1))).collect();
    heads.is_empty()
        || (heads.iter().filter(|h| h.is_none()).count() == 1
            && all.iter().all(|&h| h < all.len())
            && find_cycle(&all).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_scores_give_a_tree() {
        let mut x = 7u32;
        for n in 1..30 {
            for _ in 0..20 {
                let scores: Vec<f32> = (0..n * (n + 1))
                    .map(|_| {
                        x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        if x >> 24 == 3 { f32::NAN } else { (x >> 16) as f32 / 3000.0 - 10.0 }
                    })
                    .collect();
                assert!(is_tree(&decode(&scores, n)), "{n}");
            }
        }
    }

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        // Word 0 and word 1 want each other; word 1 loses less by being the root.
        let scores = [1.0, 0.0, 9.0, 5.0, 9.0, 0.0];
        assert_eq!(decode(&scores, 2), [Some(1), None]);
    }
}
