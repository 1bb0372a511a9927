//! Adam (Kingma and Ba 2015), with the embedding's rows moved only when a batch touched them.
//!
//! In: weights and gradients. Out: changed weights, gradients back at 0.

use super::weights::Weights;
use kua_syntax::net::Dense;

/// Mean and spread of the gradients so far, in the order of [`blocks`].
#[derive(Debug)]
pub struct Adam {
    mean: Weights,
    spread: Weights,
    steps: i32,
}

const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.98;

/// All weights but the embedding, in a fixed order.
pub fn blocks(weights: &mut Weights) -> Vec<&mut Vec<f32>> {
    fn both(d: &mut Dense) -> [&mut Vec<f32>; 2] {
        [&mut d.weight.data, &mut d.bias]
    }
    let net = &mut weights.net;
    let mut all = Vec::new();
    all.extend(both(&mut net.window));
    for layer in &mut net.layers {
        all.extend(both(layer));
    }
    for d in [
        &mut net.tag,
        &mut net.entity,
        &mut net.dependent,
        &mut net.head,
        &mut net.arc,
        &mut net.label_dependent,
        &mut net.label_head,
        &mut net.label,
    ] {
        all.extend(both(d));
    }
    all.extend([&mut net.root.data, &mut net.far.data, &mut net.label_root.data, &mut weights.project.data]);
    all
}

/// The same shapes, all zeros.
pub fn like(weights: &Weights) -> Weights {
    let mut out = weights.clone();
    for b in blocks(&mut out) {
        b.fill(0.0);
    }
    out.net.embedding.data.fill(0.0);
    out
}

impl Adam {
    /// At the beginning.
    pub fn new(net: &Weights) -> Self {
        Self { mean: like(net), spread: like(net), steps: 0 }
    }

    /// One step with the gradients times `scale`, cut to length `most`; `rows`: embedding rows that have gradients.
    pub fn step(
        &mut self,
        net: &mut Weights,
        grad: &mut Weights,
        rows: &mut Vec<u32>,
        rate: f32,
        scale: f32,
        most: f32,
    ) {
        self.steps += 1;
        rows.sort_unstable();
        rows.dedup();
        let mut square = 0.0f64;
        for b in blocks(grad) {
            square += b.iter().map(|g| f64::from(*g) * f64::from(*g)).sum::<f64>();
        }
        for &r in rows.iter() {
            square +=
                grad.net.embedding.row(r as usize).iter().map(|g| f64::from(*g) * f64::from(*g)).sum::<f64>();
        }
        let length = square.sqrt() as f32 * scale;
        let scale = if length > most { scale * most / length } else { scale };
        let fix_1 = 1.0 - BETA_1.powi(self.steps);
        let fix_2 = 1.0 - BETA_2.powi(self.steps);
        let mut grads = blocks(grad);
        for (((w, g), m), s) in
            blocks(net).into_iter().zip(&mut grads).zip(blocks(&mut self.mean)).zip(blocks(&mut self.spread))
        {
            update(w, g, m, s, (rate, scale, fix_1, fix_2));
        }
        for &r in rows.iter() {
            let r = r as usize;
            update(
                net.net.embedding.row_mut(r),
                grad.net.embedding.row_mut(r),
                self.mean.net.embedding.row_mut(r),
                self.spread.net.embedding.row_mut(r),
                (rate, scale, fix_1, fix_2),
            );
        }
        rows.clear();
    }
}

fn update(
    w: &mut [f32],
    g: &mut [f32],
    m: &mut [f32],
    s: &mut [f32],
    (rate, scale, fix_1, fix_2): (f32, f32, f32, f32),
) {
    let (rate, root) = (rate / fix_1, 1.0 / fix_2);
    for (((w, g), m), s) in w.iter_mut().zip(g.iter_mut()).zip(m.iter_mut()).zip(s.iter_mut()) {
        let x = *g * scale;
        *m = BETA_1 * *m + (1.0 - BETA_1) * x;
        *s = BETA_2 * *s + (1.0 - BETA_2) * x * x;
        *w -= rate * *m / ((*s * root).sqrt() + 1e-8);
        *g = 0.0;
    }
}
