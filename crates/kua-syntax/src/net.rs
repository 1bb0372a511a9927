//! The network: embeddings, a window layer, gated recurrent layers, and heads for tags, arcs, labels and entities.
//!
//! In: embedding rows of the words of one sentence. Out: scores. Not here: what the scores' columns mean (`model.rs`).
//!
//! Encoder: a word is the sum of its features' embeddings; a layer over the word and its neighbours; two recurrent layers
//! that run both ways (SRU of Lei and others 2018: gates look at the input alone, so nearly all work is matrix products).
//! Arcs: biaffine scores (Dozat and Manning 2017) plus a weight for direction and distance.

use crate::tensor::{Matrix, affine, multiply, pad, sigmoid_all};
use crate::vocab::FEATURES;

/// Buckets of signed distance between a word and its head.
pub const DISTANCES: usize = 16;

/// Bucket of the way from word `i` to its head `j`.
pub fn distance(i: usize, j: usize) -> usize {
    let d = i.abs_diff(j);
    let step = match d {
        0..=4 => d.saturating_sub(1),
        5..=7 => 4,
        8..=12 => 5,
        13..=20 => 6,
        _ => 7,
    };
    step + if j > i { 8 } else { 0 }
}

/// A weight matrix (`inputs × outputs`) and its bias.
#[derive(Debug, Clone, Default)]
pub struct Dense {
    /// `inputs × outputs`.
    pub weight: Matrix,
    /// One value for each output.
    pub bias: Vec<f32>,
}

impl Dense {
    /// All zeros; `outputs` is padded to whole register blocks.
    pub fn zeros(inputs: usize, outputs: usize) -> Self {
        Self { weight: Matrix::zeros(inputs, pad(outputs)), bias: vec![0.0; pad(outputs)] }
    }

    /// `x · weight + bias`.
    pub fn apply(&self, x: &Matrix) -> Matrix {
        affine(x, &self.weight, &self.bias)
    }
}

/// All weights. `width` is the size of a word's vector, even.
#[derive(Debug, Clone, Default)]
pub struct Net {
    /// Feature row → vector of `width`.
    pub embedding: Matrix,
    /// Word and its two neighbours (`3 · width`) → `width`.
    pub window: Dense,
    /// Recurrent layers: `width` → six gates of `width / 2` (candidate, forget, pass; forwards, then backwards).
    pub layers: Vec<Dense>,
    /// First recurrent layer → tags.
    pub tag: Dense,
    /// First recurrent layer → entity tags.
    pub entity: Dense,
    /// Last layer → the word as a dependent.
    pub dependent: Dense,
    /// Last layer → the word as a head.
    pub head: Dense,
    /// Dependent × head; its bias is the head's own weight.
    pub arc: Dense,
    /// The root as a head, one row.
    pub root: Matrix,
    /// Weight of each distance bucket, one row of [`DISTANCES`].
    pub far: Matrix,
    /// Last layer → what the dependent says about the label.
    pub label_dependent: Dense,
    /// Last layer → what the head says about the label; no bias.
    pub label_head: Dense,
    /// The root as a head, for labels, one row.
    pub label_root: Matrix,
    /// Both → labels.
    pub label: Dense,
}

/// What the encoder made of one sentence.
#[derive(Debug, Clone)]
pub struct Encoded {
    /// After the first recurrent layer, for tags and entities: `n × width`.
    pub low: Matrix,
    /// After the last: `n × width`.
    pub high: Matrix,
}

pub(crate) fn relu(m: &mut Matrix) {
    for x in &mut m.data {
        *x = x.max(0.0);
    }
}

impl Net {
    /// Size of a word's vector.
    pub fn width(&self) -> usize {
        self.embedding.cols
    }

    /// Sum of the embeddings of a word's features, added to `out`.
    pub fn embed(&self, rows: &[u32; FEATURES], out: &mut [f32]) {
        for &row in rows {
            for (o, e) in out.iter_mut().zip(self.embedding.row(row as usize)) {
                *o += e;
            }
        }
    }

    /// Runs the encoder over the words' vectors (`n × width`) of sentences laid end to end; `bounds`: first word and one
    /// past the last of each.
    pub fn encode(&self, words: &Matrix, bounds: &[(usize, usize)]) -> Encoded {
        let d = words.cols;
        let mut x = self.window.apply(&windows(words, bounds));
        relu(&mut x);
        let mut low = None;
        for layer in &self.layers {
            let mut gates = layer.apply(&x);
            open_gates(&mut gates);
            let mut out = Matrix::zeros(x.rows, d);
            for &(a, b) in bounds {
                recur(
                    &gates.data[a * 3 * d..b * 3 * d],
                    &x.data[a * d..b * d],
                    &mut out.data[a * d..b * d],
                    d / 2,
                );
            }
            x = out;
            if low.is_none() {
                low = Some(x.clone());
            }
        }
        Encoded { low: low.unwrap_or_else(|| x.clone()), high: x }
    }

    /// What each word of `high` says as a dependent (already turned towards heads) and as a head.
    pub fn sides(&self, high: &Matrix) -> (Matrix, Matrix) {
        let mut dependent = self.dependent.apply(high);
        relu(&mut dependent);
        let mut head = self.head.apply(high);
        relu(&mut head);
        (self.arc.apply(&dependent), head)
    }

    /// Scores of each word (row) with each head (column 0: root, column `h + 1`: word `h`), `n × (n + 1)`.
    /// `turned`, `head`: the sentence's rows of [`Net::sides`].
    pub fn arcs(&self, turned: &Matrix, head: &Matrix) -> Vec<f32> {
        let n = head.rows;
        // Heads as columns, the root first.
        let mut columns = Matrix::zeros(head.cols, pad(n + 1));
        for k in 0..head.cols {
            let row = columns.row_mut(k);
            row[0] = self.root.data[k];
            for j in 0..n {
                row[j + 1] = head.data[j * head.cols + k];
            }
        }
        let scores = multiply(turned, &columns);
        let mut out = Vec::with_capacity(n * (n + 1));
        for i in 0..n {
            out.push(scores.row(i)[0]);
            for j in 0..n {
                out.push(scores.row(i)[j + 1] + self.far.data[distance(i, j)]);
            }
        }
        out
    }

    /// Scores of the labels of each word given its head within its sentence (`heads`, end to end like `bounds`).
    pub fn labels(&self, high: &Matrix, heads: &[Option<usize>], bounds: &[(usize, usize)]) -> Matrix {
        let mut hidden = self.label_dependent.apply(high);
        let head = multiply(high, &self.label_head.weight);
        for &(a, b) in bounds {
            for (i, own) in heads.iter().enumerate().take(b).skip(a) {
                let from = own.map_or(self.label_root.row(0), |h| head.row(a + h));
                for (x, y) in hidden.row_mut(i).iter_mut().zip(from) {
                    *x += y;
                }
            }
        }
        relu(&mut hidden);
        self.label.apply(&hidden)
    }
}

/// Each word's vector between those of its neighbours: `n × 3·width`; outside its sentence all is 0.
pub fn windows(x: &Matrix, bounds: &[(usize, usize)]) -> Matrix {
    let d = x.cols;
    let mut out = Matrix::zeros(x.rows, 3 * d);
    for &(a, b) in bounds {
        for i in a..b {
            let row = out.row_mut(i);
            if i > a {
                row[..d].copy_from_slice(x.row(i - 1));
            }
            row[d..2 * d].copy_from_slice(x.row(i));
            if i + 1 < b {
                row[2 * d..].copy_from_slice(x.row(i + 1));
            }
        }
    }
    out
}

/// Turns the forget and pass columns of `gates` (`n × 6h`) into their sigmoids, in place.
pub fn open_gates(gates: &mut Matrix) {
    let h = gates.cols / 6;
    for row in gates.data.chunks_exact_mut(6 * h) {
        let (forwards, backwards) = row.split_at_mut(3 * h);
        sigmoid_all(&mut forwards[h..]);
        sigmoid_all(&mut backwards[h..]);
    }
}

/// One recurrent layer over one sentence: `gates` is `n × 6h` after [`open_gates`], `x` the layer's input (`n × 2h`),
/// which the pass gate lets through.
fn recur(gates: &[f32], x: &[f32], out: &mut [f32], h: usize) {
    let n = x.len() / (2 * h);
    let mut state = vec![0.0f32; h];
    for way in 0..2 {
        state.fill(0.0);
        for step in 0..n {
            let t = if way == 0 { step } else { n - 1 - step };
            let g = &gates[t * 6 * h + way * 3 * h..][..3 * h];
            let (z, rest) = g.split_at(h);
            let (f, r) = rest.split_at(h);
            let input = &x[t * 2 * h + way * h..][..h];
            let output = &mut out[t * 2 * h + way * h..][..h];
            for ((((s, o), z), (f, r)), x) in
                state.iter_mut().zip(output).zip(z).zip(f.iter().zip(r)).zip(input)
            {
                *s = f * *s + (1.0 - f) * z;
                *o = r * *s + (1.0 - r) * x;
            }
        }
    }
}
