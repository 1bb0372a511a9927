//! Small dense arithmetic in `f32` with a fixed order of operations.
//!
//! Every sum runs over its terms in index order and nothing is fused, so that the result has the same bits on every
//! machine, whatever the width of its vector registers. No sigmoid or exponential of the platform is used.

/// A matrix in row order: `data[row * cols + col]`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
    /// `rows * cols` values.
    pub data: Vec<f32>,
}

impl Matrix {
    /// All zeros.
    pub fn zeros(rows: usize, cols: usize) -> Self {
        Self { rows, cols, data: vec![0.0; rows * cols] }
    }

    /// One row.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.data[row * self.cols..(row + 1) * self.cols]
    }

    /// One row, to be changed.
    pub fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.data[row * self.cols..(row + 1) * self.cols]
    }

    /// Rows and columns exchanged.
    pub fn transposed(&self) -> Self {
        let mut out = Self::zeros(self.cols, self.rows);
        for r in 0..self.rows {
            for c in 0..self.cols {
                out.data[c * self.rows + r] = self.data[r * self.cols + c];
            }
        }
        out
    }
}

/// How the left factor is read: `Plain` as it stands, `Transposed` with rows and columns exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// `a` is `m × k`.
    Plain,
    /// `a` is `k × m` and used as its transpose.
    Transposed,
}

/// Columns of one register block; the columns of every product are a multiple of it (see [`pad`]).
pub const LANES: usize = 16;

/// The next multiple of [`LANES`].
pub fn pad(columns: usize) -> usize {
    columns.div_ceil(LANES) * LANES
}

/// `c += a · b`, with `b` of `k × n` and `c` of `m × n`; `n` is a multiple of [`LANES`].
pub fn multiply_add(c: &mut Matrix, a: &Matrix, left: Left, b: &Matrix) {
    let (m, k) = match left {
        Left::Plain => (a.rows, a.cols),
        Left::Transposed => (a.cols, a.rows),
    };
    assert!(b.rows == k && c.rows == m && c.cols == b.cols && b.cols.is_multiple_of(LANES), "shapes of a product");
    let strides = match left {
        Left::Plain => (a.cols, 1),
        Left::Transposed => (1, a.cols),
    };
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has the feature that the function is compiled for.
            return unsafe { kernel_avx512(&mut c.data, &a.data, strides, &b.data, (m, k, b.cols)) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: as above.
            return unsafe { kernel_avx2(&mut c.data, &a.data, strides, &b.data, (m, k, b.cols)) };
        }
    }
    kernel(&mut c.data, &a.data, strides, &b.data, (m, k, b.cols));
}

/// `a · b`.
pub fn multiply(a: &Matrix, b: &Matrix) -> Matrix {
    let mut c = Matrix::zeros(a.rows, b.cols);
    multiply_add(&mut c, a, Left::Plain, b);
    c
}

/// `a · b + bias`, the bias added to each row first.
pub fn affine(a: &Matrix, b: &Matrix, bias: &[f32]) -> Matrix {
    let mut c = Matrix::zeros(a.rows, b.cols);
    for r in 0..c.rows {
        c.row_mut(r).copy_from_slice(bias);
    }
    multiply_add(&mut c, a, Left::Plain, b);
    c
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn kernel_avx512(c: &mut [f32], a: &[f32], strides: (usize, usize), b: &[f32], shape: (usize, usize, usize)) {
    kernel(c, a, strides, b, shape);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn kernel_avx2(c: &mut [f32], a: &[f32], strides: (usize, usize), b: &[f32], shape: (usize, usize, usize)) {
    kernel(c, a, strides, b, shape);
}

/// Register blocks of up to four rows and sixteen columns; each sum over `k` in order.
#[inline(always)]
fn kernel(c: &mut [f32], a: &[f32], strides: (usize, usize), b: &[f32], (m, k, n): (usize, usize, usize)) {
    let mut j = 0;
    while j < n {
        let mut i = 0;
        while i + 4 <= m {
            block::<4>(c, a, strides, b, (i, j, k, n));
            i += 4;
        }
        while i < m {
            block::<1>(c, a, strides, b, (i, j, k, n));
            i += 1;
        }
        j += LANES;
    }
}

#[inline(always)]
fn block<const R: usize>(
    c: &mut [f32],
    a: &[f32],
    (row_step, col_step): (usize, usize),
    b: &[f32],
    (i, j, k, n): (usize, usize, usize, usize),
) {
    let mut sums = [[0.0f32; LANES]; R];
    for (r, sum) in sums.iter_mut().enumerate() {
        sum.copy_from_slice(&c[(i + r) * n + j..][..LANES]);
    }
    for p in 0..k {
        let right: &[f32; LANES] = match b[p * n + j..].first_chunk() {
            Some(right) => right,
            None => return,
        };
        for (r, sum) in sums.iter_mut().enumerate() {
            let left = a[(i + r) * row_step + p * col_step];
            for l in 0..LANES {
                sum[l] += left * right[l];
            }
        }
    }
    for (r, sum) in sums.iter().enumerate() {
        c[(i + r) * n + j..][..LANES].copy_from_slice(sum);
    }
}

/// `exp(x)` to about 1e-6, from multiplications alone; `x` is held between −80 and 80.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let t = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    // Rounds to the nearest whole number without a call: adding 1.5 · 2^23 drops the fraction.
    let whole = (t + 12_582_912.0) - 12_582_912.0;
    let f = (t - whole) * std::f32::consts::LN_2;
    let p = 1.0 + f * (1.0 + f * (0.5 + f * (1.0 / 6.0 + f * (1.0 / 24.0 + f * (1.0 / 120.0 + f * (1.0 / 720.0))))));
    let bits = ((whole as i32) + 127) << 23;
    p * f32::from_bits(bits as u32)
}

/// The logistic function.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kernel_gives_the_same_bits() {
        let value = |i: usize| ((i * 2_654_435_761) % 1000) as f32 / 333.0 - 1.5;
        let a = Matrix { rows: 7, cols: 33, data: (0..7 * 33).map(value).collect() };
        let b = Matrix { rows: 33, cols: 32, data: (0..33 * 32).map(|i| value(i + 99)).collect() };
        let fast = multiply(&a, &b);
        let mut plain = vec![0.0f32; 7 * 32];
        kernel(&mut plain, &a.data, (33, 1), &b.data, (7, 33, 32));
        assert_eq!(fast.data, plain);
        let mut turned = Matrix::zeros(7, 32);
        multiply_add(&mut turned, &a.transposed(), Left::Transposed, &b);
        assert_eq!(fast, turned);
    }

    #[test]
    fn exp_is_close() {
        for i in -200..200 {
            let x = i as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
    }
}
