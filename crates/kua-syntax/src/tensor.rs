//! Small dense arithmetic in `f32` with a fixed order of operations.
//!
//! Every sum runs over its terms in index order and nothing is fused, so that the result has the same bits on every
//! machine, whatever the width of its vector registers. No sigmoid or exponential of the platform is used.

use crate::simd::{self, LANES, Lanes};

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

    /// Rows `a..b` as a matrix of their own.
    pub fn slice(&self, a: usize, b: usize) -> Self {
        Self { rows: b - a, cols: self.cols, data: self.data[a * self.cols..b * self.cols].to_vec() }
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
    assert!(
        b.rows == k && c.rows == m && c.cols == b.cols && b.cols.is_multiple_of(LANES),
        "shapes of a product"
    );
    let strides = match left {
        Left::Plain => (a.cols, 1),
        Left::Transposed => (1, a.cols),
    };
    dispatch(Work::Multiply { c: &mut c.data, a: &a.data, strides, b: &b.data, shape: (m, k, b.cols) });
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

/// The loops that are worth compiling for wider registers.
enum Work<'a> {
    Multiply {
        c: &'a mut [f32],
        a: &'a [f32],
        strides: (usize, usize),
        b: &'a [f32],
        shape: (usize, usize, usize),
    },
    Sigmoid(&'a mut [f32]),
}

/// Runs the widest version that the processor has; all versions give the same bits.
fn dispatch(work: Work<'_>) {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has the registers that the function is compiled for.
            return unsafe { wide_512(work) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: as above.
            return unsafe { wide_256(work) };
        }
        // SAFETY: every x86-64 processor has SSE2.
        return unsafe { run::<simd::Sse2, 2>(work) };
    }
    #[allow(unreachable_code)]
    // SAFETY: `Plain` uses no special registers.
    unsafe {
        run::<simd::Plain, 2>(work);
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn wide_512(work: Work<'_>) {
    // SAFETY: this function is compiled for these registers.
    unsafe { run::<simd::Avx512, 8>(work) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn wide_256(work: Work<'_>) {
    // SAFETY: this function is compiled for these registers.
    unsafe { run::<simd::Avx2, 4>(work) }
}

/// # Safety
/// The processor must have the registers of `V`.
#[inline(always)]
unsafe fn run<V: Lanes, const R: usize>(work: Work<'_>) {
    match work {
        // SAFETY: the caller's promise.
        Work::Multiply { c, a, strides, b, shape } => unsafe { kernel::<V, R>(c, a, strides, b, shape) },
        Work::Sigmoid(x) => x.iter_mut().for_each(|x| *x = sigmoid(*x)),
    }
}

/// The logistic function of every value.
pub fn sigmoid_all(x: &mut [f32]) {
    dispatch(Work::Sigmoid(x));
}

/// Register blocks of up to `R` rows and sixteen columns; each sum over `k` in order.
///
/// Both factors are first laid out in the order of reading, which spares bounds checks and cache conflicts.
///
/// # Safety
/// The processor must have the registers of `V`.
#[inline(always)]
unsafe fn kernel<V: Lanes, const R: usize>(
    c: &mut [f32],
    a: &[f32],
    strides: (usize, usize),
    b: &[f32],
    (m, k, n): (usize, usize, usize),
) {
    let mut tiles = Vec::with_capacity(k * n / LANES);
    for j in (0..n).step_by(LANES) {
        tiles.extend((0..k).map(|p| b[p * n + j..].first_chunk::<LANES>().copied().unwrap_or_default()));
    }
    let mut left = Vec::with_capacity(k);
    let mut i = 0;
    // SAFETY, thrice: the caller's promise.
    while i + R <= m {
        unsafe { rows::<V, R>(c, a, strides, &tiles, &mut left, (i, k, n)) };
        i += R;
    }
    let mut left = Vec::with_capacity(k);
    while i + 2 <= m {
        unsafe { rows::<V, 2>(c, a, strides, &tiles, &mut left, (i, k, n)) };
        i += 2;
    }
    if i < m {
        unsafe { rows::<V, 1>(c, a, strides, &tiles, &mut Vec::new(), (i, k, n)) };
    }
}

/// # Safety
/// The processor must have the registers of `V`.
#[inline(always)]
unsafe fn rows<V: Lanes, const R: usize>(
    c: &mut [f32],
    a: &[f32],
    (row_step, col_step): (usize, usize),
    tiles: &[[f32; LANES]],
    left: &mut Vec<[f32; R]>,
    (i, k, n): (usize, usize, usize),
) {
    left.clear();
    left.extend((0..k).map(|p| std::array::from_fn(|r| a[(i + r) * row_step + p * col_step])));
    for (j, tile) in tiles.chunks_exact(k.max(1)).enumerate() {
        let at = |r: usize| (i + r) * n + j * LANES;
        let zero = [0.0; LANES];
        // SAFETY for all lanes below: the caller's promise.
        let mut sums: [V; R] =
            std::array::from_fn(|r| unsafe { V::load(c[at(r)..].first_chunk().unwrap_or(&zero)) });
        for (left, right) in left.iter().zip(tile) {
            let right = unsafe { V::load(right) };
            for (sum, left) in sums.iter_mut().zip(left) {
                *sum = unsafe { sum.add_product(*left, right) };
            }
        }
        for (r, sum) in sums.into_iter().enumerate() {
            if let Some(to) = c[at(r)..].first_chunk_mut() {
                unsafe { sum.store(to) };
            }
        }
    }
}

/// `exp(x)` to about 1e-6, from multiplications alone; `x` is held between −80 and 80.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let t = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    // Rounds to the nearest whole number without a call: adding 1.5 · 2^23 drops the fraction.
    let whole = (t + 12_582_912.0) - 12_582_912.0;
    let f = (t - whole) * std::f32::consts::LN_2;
    let p = 1.0
        + f * (1.0 + f * (0.5 + f * (1.0 / 6.0 + f * (1.0 / 24.0 + f * (1.0 / 120.0 + f * (1.0 / 720.0))))));
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
        unsafe { kernel::<simd::Plain, 4>(&mut plain, &a.data, (33, 1), &b.data, (7, 33, 32)) };
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
