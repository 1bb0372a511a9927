//! The network's forward pass with memory, and its gradients.
//!
//! In: a batch of sentences laid end to end. Out: the loss and the gradient of every weight, summed over the batch in a
//! fixed order. Checked against finite differences in the tests.

use super::data::Dice;
use super::weights::Weights;
use kua_syntax::net::{Dense, Net, distance, open_gates, windows};
use kua_syntax::tensor::{Left, Matrix, exp, multiply, multiply_add, pad};
use kua_syntax::vocab::FEATURES;

/// Sentences of one step.
#[derive(Debug, Default)]
pub struct Batch {
    /// Embedding rows of each word; `u32::MAX` is left out.
    pub rows: Vec<[u32; FEATURES]>,
    /// Row of each word's vector from elsewhere, where it has one.
    pub vectors: Vec<Option<usize>>,
    /// First word and one past the last of each sentence.
    pub bounds: Vec<(usize, usize)>,
    /// Gold tag columns with their weights; `None` counts for nothing. So below.
    pub tags: Vec<Option<(usize, f32)>>,
    /// Gold or guessed entity columns, with their weight.
    pub entities: Vec<Option<(usize, f32)>>,
    /// Gold heads within the sentence, 0 the root.
    pub heads: Vec<usize>,
    /// Weights of the heads.
    pub head_weights: Vec<f32>,
    /// Gold labels.
    pub labels: Vec<Option<(usize, f32)>>,
}

/// Chances of leaving values out during training.
#[derive(Debug, Clone, Copy)]
pub struct Drop {
    /// Values of a word's vector.
    pub input: f32,
    /// Inputs of the recurrent layers and of the heads.
    pub inner: f32,
    /// Hidden values of the heads.
    pub head: f32,
}

/// Values kept are scaled up, so that the expected sum stays.
fn mask(rows: usize, cols: usize, chance: f32, dice: &mut Dice) -> Option<Matrix> {
    if chance <= 0.0 {
        return None;
    }
    let keep = 1.0 / (1.0 - chance);
    let data = (0..rows * cols).map(|_| if dice.roll() < chance { 0.0 } else { keep }).collect();
    Some(Matrix { rows, cols, data })
}

fn masked(x: &Matrix, mask: &Option<Matrix>) -> Matrix {
    let mut out = x.clone();
    if let Some(mask) = mask {
        for (o, m) in out.data.iter_mut().zip(&mask.data) {
            *o *= m;
        }
    }
    out
}

fn relu(m: &mut Matrix) {
    for x in &mut m.data {
        *x = x.max(0.0);
    }
}

/// Zeroes the gradient where the value after the ramp is 0.
fn relu_back(grad: &mut Matrix, value: &Matrix) {
    for (g, v) in grad.data.iter_mut().zip(&value.data) {
        if *v <= 0.0 {
            *g = 0.0;
        }
    }
}

fn add(to: &mut Matrix, from: &Matrix) {
    for (t, f) in to.data.iter_mut().zip(&from.data) {
        *t += f;
    }
}

/// Gradient of an affine layer: adds to `grad`, returns the gradient of its input.
fn back(layer: &Dense, x: &Matrix, dy: &Matrix, grad: &mut Dense) -> Matrix {
    multiply_add(&mut grad.weight, x, Left::Transposed, dy);
    for r in 0..dy.rows {
        for (b, d) in grad.bias.iter_mut().zip(dy.row(r)) {
            *b += d;
        }
    }
    multiply(dy, &layer.weight.transposed())
}

/// Softmax of the first `columns` values; turns them into gradients of the cross entropy with `gold`, times `weight`.
fn cross_entropy(row: &mut [f32], columns: usize, gold: usize, weight: f32) -> f32 {
    if weight <= 0.0 {
        row.fill(0.0);
        return 0.0;
    }
    let top = row[..columns].iter().fold(f32::NEG_INFINITY, |a, x| a.max(*x));
    let mut sum = 0.0;
    for x in &mut row[..columns] {
        *x = exp(*x - top);
        sum += *x;
    }
    for x in &mut row[..columns] {
        *x *= weight / sum;
    }
    let p = (row[gold] / weight).max(1e-20);
    row[gold] -= weight;
    row[columns..].fill(0.0);
    -p.ln() * weight
}

fn classify(logits: &mut Matrix, columns: usize, gold: impl Iterator<Item = Option<(usize, f32)>>) -> f32 {
    let mut loss = 0.0;
    for (i, gold) in gold.enumerate() {
        match gold {
            Some((gold, weight)) => loss += cross_entropy(logits.row_mut(i), columns, gold, weight),
            None => logits.row_mut(i).fill(0.0),
        }
    }
    loss
}

/// What a recurrent layer remembers: forget gate, pass gate, state; each `n × 2h`.
struct Memory {
    forget: Matrix,
    pass: Matrix,
    state: Matrix,
}

fn recur(gates: &Matrix, x: &Matrix, bounds: &[(usize, usize)]) -> (Matrix, Memory) {
    let (n, d) = (x.rows, x.cols);
    let h = d / 2;
    let zero = || Matrix::zeros(n, d);
    let (mut out, mut m) = (zero(), Memory { forget: zero(), pass: zero(), state: zero() });
    for &(a, b) in bounds {
        for way in 0..2 {
            let mut state = vec![0.0f32; h];
            for step in 0..b - a {
                let t = if way == 0 { a + step } else { b - 1 - step };
                let g = &gates.row(t)[way * 3 * h..(way + 1) * 3 * h];
                let at = t * d + way * h;
                for k in 0..h {
                    let (f, r) = (g[h + k], g[2 * h + k]);
                    state[k] = f * state[k] + (1.0 - f) * g[k];
                    out.data[at + k] = r * state[k] + (1.0 - r) * x.data[at + k];
                    m.forget.data[at + k] = f;
                    m.pass.data[at + k] = r;
                    m.state.data[at + k] = state[k];
                }
            }
        }
    }
    (out, m)
}

/// Gradients of the gates and of the input passed by.
fn recur_back(
    dy: &Matrix,
    gates: &Matrix,
    x: &Matrix,
    m: &Memory,
    bounds: &[(usize, usize)],
) -> (Matrix, Matrix) {
    let (n, d) = (x.rows, x.cols);
    let h = d / 2;
    let mut dg = Matrix::zeros(n, gates.cols);
    let mut dx = Matrix::zeros(n, d);
    for &(a, b) in bounds {
        for way in 0..2 {
            let mut carry = vec![0.0f32; h];
            for step in (0..b - a).rev() {
                let t = if way == 0 { a + step } else { b - 1 - step };
                let before = (step > 0).then(|| if way == 0 { t - 1 } else { t + 1 });
                let at = t * d + way * h;
                let base = t * gates.cols + way * 3 * h;
                for (k, carry) in carry.iter_mut().enumerate() {
                    let (f, r, c) = (m.forget.data[at + k], m.pass.data[at + k], m.state.data[at + k]);
                    let z = gates.data[base + k];
                    let old = before.map_or(0.0, |p| m.state.data[p * d + way * h + k]);
                    let dh = dy.data[at + k];
                    let dc = dh * r + *carry;
                    dx.data[at + k] = dh * (1.0 - r);
                    dg.data[base + k] = dc * (1.0 - f);
                    dg.data[base + h + k] = dc * (old - z) * f * (1.0 - f);
                    dg.data[base + 2 * h + k] = dh * (c - x.data[at + k]) * r * (1.0 - r);
                    *carry = dc * f;
                }
            }
        }
    }
    (dg, dx)
}

/// Loss summed over the batch; adds its gradient to `grad` and the touched embedding rows to `touched`.
/// `columns`: number of tags, entity tags, labels. `vectors`: rows of words' vectors from elsewhere.
#[allow(clippy::too_many_arguments)]
pub fn step(
    weights: &Weights,
    vectors: &Matrix,
    batch: &Batch,
    columns: [usize; 3],
    drop: Drop,
    dice: &mut Dice,
    grad: &mut Weights,
    touched: &mut Vec<u32>,
) -> f32 {
    let (net, project) = (&weights.net, &weights.project);
    let (n, d) = (batch.rows.len(), net.width());
    let bounds = &batch.bounds;
    // Forward: encoder.
    let mut sums = Matrix::zeros(n, d);
    for (i, rows) in batch.rows.iter().enumerate() {
        for &row in rows.iter().filter(|r| **r != u32::MAX) {
            for (o, e) in sums.row_mut(i).iter_mut().zip(net.embedding.row(row as usize)) {
                *o += e;
            }
        }
    }
    let mut given = Matrix::zeros(n, project.rows);
    for (i, row) in batch.vectors.iter().enumerate() {
        if let Some(row) = row {
            given.row_mut(i).copy_from_slice(vectors.row(*row));
        }
    }
    multiply_add(&mut sums, &given, Left::Plain, project);
    let sums_mask = mask(n, d, drop.input, dice);
    let input = masked(&sums, &sums_mask);
    let window_in = windows(&input, bounds);
    let mut x = net.window.apply(&window_in);
    relu(&mut x);
    let window_out = x.clone();
    let mut inputs = Vec::new();
    let mut outputs: Vec<Matrix> = Vec::new();
    for layer in &net.layers {
        let m = mask(n, d, drop.inner, dice);
        let seen = masked(&x, &m);
        let mut gates = layer.apply(&seen);
        open_gates(&mut gates);
        let (y, memory) = recur(&gates, &x, bounds);
        inputs.push((x, m, seen, gates, memory));
        outputs.push(y.clone());
        x = y;
    }
    let low = &outputs[0];
    let high = &outputs[outputs.len() - 1];
    // Heads, each forward and back at once.
    let mut loss = 0.0;
    let low_mask = mask(n, d, drop.inner, dice);
    let low_in = masked(low, &low_mask);
    let mut logits = net.tag.apply(&low_in);
    loss += classify(&mut logits, columns[0], batch.tags.iter().copied());
    let mut d_low = back(&net.tag, &low_in, &logits, &mut grad.net.tag);
    if batch.entities.iter().any(Option::is_some) {
        let mut logits = net.entity.apply(&low_in);
        loss += classify(&mut logits, columns[1], batch.entities.iter().copied());
        add(&mut d_low, &back(&net.entity, &low_in, &logits, &mut grad.net.entity));
    }
    let d_low = masked(&d_low, &low_mask);
    let high_mask = mask(n, d, drop.inner, dice);
    let high_in = masked(high, &high_mask);
    let mut d_high = Matrix::zeros(n, d);
    loss += arcs(net, batch, &high_in, drop, dice, &mut grad.net, &mut d_high);
    loss += labels(net, batch, &high_in, columns[2], drop, dice, &mut grad.net, &mut d_high);
    let d_high = masked(&d_high, &high_mask);
    // Back through the encoder.
    let mut dy = d_high;
    for (l, (x, m, seen, gates, memory)) in inputs.iter().enumerate().rev() {
        if l == 0 {
            add(&mut dy, &d_low);
        }
        let (dg, passed) = recur_back(&dy, gates, x, memory, bounds);
        dy = masked(&back(&net.layers[l], seen, &dg, &mut grad.net.layers[l]), m);
        add(&mut dy, &passed);
    }
    relu_back(&mut dy, &window_out);
    let dw = back(&net.window, &window_in, &dy, &mut grad.net.window);
    let mut d_input = Matrix::zeros(n, d);
    for &(a, b) in bounds {
        for i in a..b {
            let row = dw.row(i);
            for (near, part) in
                [(i.checked_sub(1).filter(|p| *p >= a), 0), (Some(i), 1), (Some(i + 1).filter(|p| *p < b), 2)]
            {
                if let Some(near) = near {
                    for (t, f) in d_input.row_mut(near).iter_mut().zip(&row[part * d..(part + 1) * d]) {
                        *t += f;
                    }
                }
            }
        }
    }
    let d_sums = masked(&d_input, &sums_mask);
    multiply_add(&mut grad.project, &given, Left::Transposed, &d_sums);
    let grad = &mut grad.net;
    for (i, rows) in batch.rows.iter().enumerate() {
        for &row in rows.iter().filter(|r| **r != u32::MAX) {
            touched.push(row);
            for (t, f) in grad.embedding.row_mut(row as usize).iter_mut().zip(d_sums.row(i)) {
                *t += f;
            }
        }
    }
    loss
}

fn arcs(
    net: &Net,
    batch: &Batch,
    high: &Matrix,
    drop: Drop,
    dice: &mut Dice,
    grad: &mut Net,
    d_high: &mut Matrix,
) -> f32 {
    let n = high.rows;
    let mut dependent = net.dependent.apply(high);
    relu(&mut dependent);
    let mut head = net.head.apply(high);
    relu(&mut head);
    let width = dependent.cols;
    let (dep_mask, head_mask) = (mask(n, width, drop.head, dice), mask(n, width, drop.head, dice));
    let dep_in = masked(&dependent, &dep_mask);
    let head_in = masked(&head, &head_mask);
    let turned = net.arc.apply(&dep_in);
    let mut d_turned = Matrix::zeros(n, width);
    let mut d_head = Matrix::zeros(n, width);
    let mut loss = 0.0;
    for &(a, b) in &batch.bounds {
        let len = b - a;
        let mut columns = Matrix::zeros(width, pad(len + 1));
        for k in 0..width {
            let row = columns.row_mut(k);
            row[0] = net.root.data[k];
            for j in 0..len {
                row[j + 1] = head_in.data[(a + j) * width + k];
            }
        }
        let part = turned.slice(a, b);
        let mut scores = multiply(&part, &columns);
        for i in 0..len {
            let row = scores.row_mut(i);
            for j in 0..len {
                row[j + 1] += net.far.data[distance(i, j)];
            }
            // A word is not its own head.
            row[i + 1] = -1e9;
            loss += cross_entropy(row, len + 1, batch.heads[a + i], batch.head_weights[a + i]);
            row[i + 1] = 0.0;
            for j in (0..len).filter(|j| *j != i) {
                grad.far.data[distance(i, j)] += row[j + 1];
            }
        }
        let dt = multiply(&scores, &columns.transposed());
        d_turned.data[a * width..b * width].copy_from_slice(&dt.data);
        let mut dc = Matrix::zeros(width, scores.cols);
        multiply_add(&mut dc, &part, Left::Transposed, &scores);
        for k in 0..width {
            let row = dc.row(k);
            grad.root.data[k] += row[0];
            for j in 0..len {
                d_head.data[(a + j) * width + k] = row[j + 1];
            }
        }
    }
    let mut d_dep = masked(&back(&net.arc, &dep_in, &d_turned, &mut grad.arc), &dep_mask);
    relu_back(&mut d_dep, &dependent);
    add(d_high, &back(&net.dependent, high, &d_dep, &mut grad.dependent));
    let mut d_head = masked(&d_head, &head_mask);
    relu_back(&mut d_head, &head);
    add(d_high, &back(&net.head, high, &d_head, &mut grad.head));
    loss
}

#[allow(clippy::too_many_arguments)]
fn labels(
    net: &Net,
    batch: &Batch,
    high: &Matrix,
    columns: usize,
    drop: Drop,
    dice: &mut Dice,
    grad: &mut Net,
    d_high: &mut Matrix,
) -> f32 {
    let n = high.rows;
    let mut hidden = net.label_dependent.apply(high);
    let head = multiply(high, &net.label_head.weight);
    let width = hidden.cols;
    let head_of: Vec<Option<usize>> = batch
        .bounds
        .iter()
        .flat_map(|&(a, b)| (a..b).map(move |i| (a, i)))
        .map(|(a, i)| batch.heads[i].checked_sub(1).map(|h| a + h))
        .collect();
    for (i, h) in head_of.iter().enumerate() {
        let from = h.map_or(net.label_root.row(0), |h| head.row(h));
        for (x, y) in hidden.row_mut(i).iter_mut().zip(from) {
            *x += y;
        }
    }
    relu(&mut hidden);
    let m = mask(n, width, drop.head, dice);
    let hidden_in = masked(&hidden, &m);
    let mut logits = net.label.apply(&hidden_in);
    let loss = classify(&mut logits, columns, batch.labels.iter().copied());
    let mut dh = masked(&back(&net.label, &hidden_in, &logits, &mut grad.label), &m);
    relu_back(&mut dh, &hidden);
    add(d_high, &back(&net.label_dependent, high, &dh, &mut grad.label_dependent));
    let mut d_head = Matrix::zeros(n, width);
    for (i, h) in head_of.iter().enumerate() {
        let to = h.map_or(&mut grad.label_root.data[..], |h| d_head.row_mut(h));
        for (t, f) in to.iter_mut().zip(dh.row(i)) {
            *t += f;
        }
    }
    multiply_add(&mut grad.label_head.weight, high, Left::Transposed, &d_head);
    add(d_high, &multiply(&d_head, &net.label_head.weight.transposed()));
    loss
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::adam::{blocks, like};

    fn dense(inputs: usize, outputs: usize, dice: &mut Dice) -> Dense {
        let mut layer = Dense::zeros(inputs, outputs);
        layer.weight.data.iter_mut().for_each(|x| *x = dice.roll() - 0.5);
        layer.bias.iter_mut().for_each(|x| *x = dice.roll() - 0.5);
        layer
    }

    fn small(dice: &mut Dice) -> Net {
        let d = 32;
        let matrix = |rows, cols, dice: &mut Dice| Matrix {
            rows,
            cols,
            data: (0..rows * cols).map(|_| dice.roll() - 0.5).collect(),
        };
        Net {
            embedding: matrix(FEATURES + 6, d, dice),
            window: dense(3 * d, d, dice),
            layers: (0..2).map(|_| dense(d, 3 * d, dice)).collect(),
            tag: dense(d, 5, dice),
            entity: dense(d, 3, dice),
            dependent: dense(d, 16, dice),
            head: dense(d, 16, dice),
            arc: dense(16, 16, dice),
            root: matrix(1, 16, dice),
            far: matrix(1, kua_syntax::net::DISTANCES, dice),
            label_dependent: dense(d, 16, dice),
            label_head: dense(d, 16, dice),
            label_root: matrix(1, 16, dice),
            label: dense(16, 4, dice),
        }
    }

    #[test]
    fn gradients_agree_with_finite_differences() {
        let mut dice = Dice::new(99);
        let vectors = Matrix { rows: 2, cols: 5, data: (0..10).map(|_| dice.roll() - 0.5).collect() };
        let project = Matrix { rows: 5, cols: 32, data: (0..160).map(|_| dice.roll() - 0.5).collect() };
        let mut net = Weights { net: small(&mut dice), project };
        // Small weights: a probability that the loss holds at its least has no gradient to compare.
        blocks(&mut net).into_iter().flatten().for_each(|w| *w *= 0.6);
        let batch = Batch {
            rows: (0..5)
                .map(|i| {
                    std::array::from_fn(
                        |k| if k == 3 { u32::MAX } else { ((i * 7 + k) % (FEATURES + 6)) as u32 },
                    )
                })
                .collect(),
            vectors: vec![None, Some(0), Some(1), None, Some(1)],
            bounds: vec![(0, 3), (3, 5)],
            tags: vec![Some((0, 1.0)), Some((4, 0.5)), None, Some((2, 1.0)), Some((1, 1.0))],
            entities: vec![Some((0, 0.3)), Some((2, 1.0)), None, None, Some((1, 0.5))],
            heads: vec![2, 0, 2, 0, 1],
            head_weights: vec![1.0, 1.0, 0.4, 1.0, 0.0],
            labels: vec![Some((1, 1.0)), Some((0, 1.0)), Some((3, 0.7)), Some((0, 1.0)), None],
        };
        let off = Drop { input: 0.0, inner: 0.0, head: 0.0 };
        let loss = |net: &Weights| {
            step(net, &vectors, &batch, [5, 3, 4], off, &mut Dice::new(1), &mut like(net), &mut Vec::new())
        };
        let mut grad = like(&net);
        step(&net, &vectors, &batch, [5, 3, 4], off, &mut Dice::new(1), &mut grad, &mut Vec::new());
        let count = blocks(&mut net).len();
        for block in 0..=count {
            for _ in 0..6 {
                let pick = |net: &mut Weights, at: f32, by: f32| -> f32 {
                    let mut all = blocks(net);
                    let values = if block == count { None } else { Some(all.swap_remove(block)) };
                    let i = |len: usize| ((at * len as f32) as usize).min(len - 1);
                    match values {
                        Some(v) => {
                            let i = i(v.len());
                            v[i] += by;
                            v[i]
                        }
                        None => {
                            let i = i(net.net.embedding.data.len());
                            net.net.embedding.data[i] += by;
                            net.net.embedding.data[i]
                        }
                    }
                };
                let at = dice.roll();
                let exact = pick(&mut grad, at, 0.0);
                let by = 0.001;
                pick(&mut net, at, by);
                let more = loss(&net);
                pick(&mut net, at, -2.0 * by);
                let less = loss(&net);
                pick(&mut net, at, by);
                let rough = (more - less) / (2.0 * by);
                assert!(
                    (exact - rough).abs() < 0.03 + 0.05 * exact.abs(),
                    "block {block}: {exact} or {rough}"
                );
            }
        }
    }
}
