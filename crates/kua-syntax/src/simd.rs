//! Sixteen `f32` side by side, in whatever registers the processor has.
//!
//! In and out: arrays of sixteen values. Every implementation multiplies and then adds, each rounded by itself, so that all
//! give the same bits. The loops of `tensor.rs` are written once over [`Lanes`] and compiled for each.

/// Number of values side by side.
pub const LANES: usize = 16;

/// Sixteen values.
///
/// # Safety
/// The methods of an implementation may be called only where the processor has the registers that it is named after.
pub unsafe trait Lanes: Copy {
    /// From memory.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn load(from: &[f32; LANES]) -> Self;
    /// To memory.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn store(self, to: &mut [f32; LANES]);
    /// `self + left · right`, rounded after the product and after the sum.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn add_product(self, left: f32, right: Self) -> Self;
}

/// Without special registers.
#[derive(Debug, Clone, Copy)]
pub struct Plain([f32; LANES]);

// SAFETY: no special registers are used.
unsafe impl Lanes for Plain {
    #[inline(always)]
    unsafe fn load(from: &[f32; LANES]) -> Self {
        Self(*from)
    }

    #[inline(always)]
    unsafe fn store(self, to: &mut [f32; LANES]) {
        *to = self.0;
    }

    #[inline(always)]
    unsafe fn add_product(mut self, left: f32, right: Self) -> Self {
        for (s, r) in self.0.iter_mut().zip(right.0) {
            *s += left * r;
        }
        self
    }
}

#[cfg(target_arch = "x86_64")]
pub use x86::{Avx2, Avx512, Sse2};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{LANES, Lanes};
    use std::arch::x86_64::*;

    macro_rules! registers {
        ($name:ident, $doc:literal, $register:ty, $count:literal, $load:ident, $store:ident, $splat:ident, $mul:ident, $add:ident) => {
            #[doc = $doc]
            #[derive(Debug, Clone, Copy)]
            pub struct $name([$register; $count]);

            // SAFETY: the intrinsics are those of the registers named; loads and stores stay within the sixteen values.
            unsafe impl Lanes for $name {
                #[inline(always)]
                unsafe fn load(from: &[f32; LANES]) -> Self {
                    Self(std::array::from_fn(|i| unsafe { $load(from.as_ptr().add(i * LANES / $count)) }))
                }

                #[inline(always)]
                unsafe fn store(self, to: &mut [f32; LANES]) {
                    for (i, part) in self.0.into_iter().enumerate() {
                        unsafe { $store(to.as_mut_ptr().add(i * LANES / $count), part) };
                    }
                }

                #[inline(always)]
                unsafe fn add_product(mut self, left: f32, right: Self) -> Self {
                    let left = unsafe { $splat(left) };
                    for (s, r) in self.0.iter_mut().zip(right.0) {
                        *s = unsafe { $add(*s, $mul(left, r)) };
                    }
                    self
                }
            }
        };
    }

    registers!(
        Avx512,
        "One register of 512 bits.",
        __m512,
        1,
        _mm512_loadu_ps,
        _mm512_storeu_ps,
        _mm512_set1_ps,
        _mm512_mul_ps,
        _mm512_add_ps
    );
    registers!(
        Avx2,
        "Two registers of 256 bits.",
        __m256,
        2,
        _mm256_loadu_ps,
        _mm256_storeu_ps,
        _mm256_set1_ps,
        _mm256_mul_ps,
        _mm256_add_ps
    );
    registers!(
        Sse2,
        "Four registers of 128 bits.",
        __m128,
        4,
        _mm_loadu_ps,
        _mm_storeu_ps,
        _mm_set1_ps,
        _mm_mul_ps,
        _mm_add_ps
    );
}
