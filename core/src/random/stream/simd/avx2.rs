//! Eight and four lanes, with AVX2 and FMA.
//!
//! All of it is unsafe for one reason: these instructions must not run on a processor that lacks them. Only
//! [`Avx2::detect`] makes an [`Avx2`], after it found the instructions. Lanes are made from an [`Avx2`] or from other
//! lanes. So a value of any type in this file proves that the processor has the instructions.

#![expect(unsafe_code, reason = "instructions that not every processor has")]
#![expect(clippy::inline_always, reason = "single instructions, which must join a function that is compiled for them")]
#![allow(clippy::wildcard_imports, reason = "the instructions, by their own names")]

use super::instructions::{chunk, instructions, operators};
use super::lanes::{Bits, Float, Machine, Task, Words};
use super::twice::Twice;
use crate::stream::{Key, chacha};
use std::arch::x86_64::*;
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

/// A processor with AVX2 and FMA.
#[derive(Clone, Copy, Debug)]
pub struct Avx2(());

impl Avx2 {
    /// Returns a value if this processor has both. There is no other way to a value of this type.
    pub(super) fn detect() -> Option<Self> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Self(()))
    }

    /// Runs `task` with these instructions.
    #[inline]
    pub(super) fn run(self, task: impl Task) {
        // SAFETY: `self` proves that the processor has them.
        unsafe { run(self, task) }
    }
}

#[target_feature(enable = "avx2,fma")]
fn run(machine: Avx2, task: impl Task) {
    task.run(machine);
}

/// Eight words.
#[derive(Clone, Copy)]
pub struct U32x8(__m256i);

/// Four words.
#[derive(Clone, Copy)]
pub struct U64x4(__m256i);

/// Eight numbers.
#[derive(Clone, Copy)]
pub struct F32x8(__m256);

/// Four numbers.
#[derive(Clone, Copy)]
pub struct F64x4(__m256d);

operators! { U32x8: BitAnd bitand _mm256_and_si256, BitOr bitor _mm256_or_si256, BitXor bitxor _mm256_xor_si256 }
operators! { U64x4: BitAnd bitand _mm256_and_si256, BitOr bitor _mm256_or_si256, BitXor bitxor _mm256_xor_si256 }
operators! { F32x8: Add add _mm256_add_ps, Sub sub _mm256_sub_ps, Mul mul _mm256_mul_ps, Div div _mm256_div_ps }
operators! { F64x4: Add add _mm256_add_pd, Sub sub _mm256_sub_pd, Mul mul _mm256_mul_pd, Div div _mm256_div_pd }

impl Machine for Avx2 {
    type U32 = Twice<U32x8>;
    type U64 = Twice<U64x4>;
    type F32 = Twice<F32x8>;
    type F64 = Twice<F64x4>;

    #[inline(always)]
    fn f32(self, number: f32) -> Self::F32 {
        Twice(self.f32x8(number), self.f32x8(number))
    }
    #[inline(always)]
    fn f64(self, number: f64) -> Self::F64 {
        Twice(self.f64x4(number), self.f64x4(number))
    }
    #[inline(always)]
    fn words_32(self, words: &[u32]) -> Self::U32 {
        let (first, second) = words.split_at(words.len().min(8));
        Twice(self.u32x8(first), self.u32x8(second))
    }
    #[inline(always)]
    fn words_64(self, low: &[u32], high: &[u32]) -> Self::U64 {
        let (low_first, low_second) = low.split_at(low.len().min(4));
        let (high_first, high_second) = high.split_at(high.len().min(4));
        Twice(self.u64x4(low_first, high_first), self.u64x4(low_second, high_second))
    }
    #[inline(always)]
    fn blocks(self, key: &Key, number: u64, counter: u64, words: &mut Words) {
        chacha::side_by_side(self, key, number, counter, words);
    }
}

impl Avx2 {
    instructions! {
        fn f32x8(self, number: f32) -> F32x8 { F32x8(_mm256_set1_ps(number)) }
        fn f64x4(self, number: f64) -> F64x4 { F64x4(_mm256_set1_pd(number)) }
        fn u32x8(self, words: &[u32]) -> U32x8 {
            U32x8(_mm256_loadu_si256(chunk::<u32, 8>(words).as_ptr().cast()))
        }
        fn u64x4(self, low: &[u32], high: &[u32]) -> U64x4 {{
            let low = _mm256_cvtepu32_epi64(_mm_loadu_si128(chunk::<u32, 4>(low).as_ptr().cast()));
            let high = _mm256_cvtepu32_epi64(_mm_loadu_si128(chunk::<u32, 4>(high).as_ptr().cast()));
            U64x4(_mm256_or_si256(low, _mm256_slli_epi64::<32>(high)))
        }}
    }
}

impl Bits for U32x8 {
    type Scalar = u32;
    const COUNT: usize = 8;

    instructions! {
        fn splat(self, integer: u32) -> Self { Self(_mm256_set1_epi32(integer.cast_signed())) }
        fn wrapping_add(self, other: Self) -> Self { Self(_mm256_add_epi32(self.0, other.0)) }
        fn wrapping_sub(self, other: Self) -> Self { Self(_mm256_sub_epi32(self.0, other.0)) }
        fn shl<const N: i32>(self) -> Self { Self(_mm256_slli_epi32::<N>(self.0)) }
        fn shr<const N: i32>(self) -> Self { Self(_mm256_srli_epi32::<N>(self.0)) }
        fn sign_mask(self) -> Self { Self(_mm256_srai_epi32::<31>(self.0)) }
        fn store(self, out: &mut [u32]) {
            if let Some(out) = out.first_chunk_mut::<8>() {
                _mm256_storeu_si256(out.as_mut_ptr().cast(), self.0);
            }
        }
    }
}

impl Bits for U64x4 {
    type Scalar = u64;
    const COUNT: usize = 4;

    instructions! {
        fn splat(self, integer: u64) -> Self { Self(_mm256_set1_epi64x(integer.cast_signed())) }
        fn wrapping_add(self, other: Self) -> Self { Self(_mm256_add_epi64(self.0, other.0)) }
        fn wrapping_sub(self, other: Self) -> Self { Self(_mm256_sub_epi64(self.0, other.0)) }
        fn shl<const N: i32>(self) -> Self { Self(_mm256_slli_epi64::<N>(self.0)) }
        fn shr<const N: i32>(self) -> Self { Self(_mm256_srli_epi64::<N>(self.0)) }
        fn sign_mask(self) -> Self { Self(_mm256_cmpgt_epi64(_mm256_setzero_si256(), self.0)) }
        fn store(self, out: &mut [u64]) {
            if let Some(out) = out.first_chunk_mut::<4>() {
                _mm256_storeu_si256(out.as_mut_ptr().cast(), self.0);
            }
        }
    }
}

impl Not for U32x8 {
    type Output = Self;
    instructions! { fn not(self) -> Self { Self(_mm256_xor_si256(self.0, _mm256_set1_epi32(-1))) } }
}

impl Not for U64x4 {
    type Output = Self;
    instructions! { fn not(self) -> Self { Self(_mm256_xor_si256(self.0, _mm256_set1_epi32(-1))) } }
}

impl Neg for F32x8 {
    type Output = Self;
    instructions! { fn neg(self) -> Self { Self(_mm256_xor_ps(self.0, _mm256_set1_ps(-0.0))) } }
}

impl Neg for F64x4 {
    type Output = Self;
    instructions! { fn neg(self) -> Self { Self(_mm256_xor_pd(self.0, _mm256_set1_pd(-0.0))) } }
}

impl Float for F32x8 {
    type Scalar = f32;
    type Bits = U32x8;
    const COUNT: usize = 8;

    instructions! {
        fn splat(self, number: f32) -> Self { Self(_mm256_set1_ps(number)) }
        fn mul_add(self, factor: Self, summand: Self) -> Self { Self(_mm256_fmadd_ps(self.0, factor.0, summand.0)) }
        fn sqrt(self) -> Self { Self(_mm256_sqrt_ps(self.0)) }
        fn at_least(self, other: Self) -> Self { Self(_mm256_max_ps(self.0, other.0)) }
        fn at_most(self, other: Self) -> Self { Self(_mm256_min_ps(self.0, other.0)) }
        fn ge_mask(self, limit: Self) -> U32x8 {
            U32x8(_mm256_castps_si256(_mm256_cmp_ps::<_CMP_GE_OQ>(self.0, limit.0)))
        }
        fn select(choice: U32x8, yes: Self, no: Self) -> Self {
            Self(_mm256_blendv_ps(no.0, yes.0, _mm256_castsi256_ps(choice.0)))
        }
        fn to_bits(self) -> U32x8 { U32x8(_mm256_castps_si256(self.0)) }
        fn from_bits(bits: U32x8) -> Self { Self(_mm256_castsi256_ps(bits.0)) }
        fn from_signed(integers: U32x8) -> Self { Self(_mm256_cvtepi32_ps(integers.0)) }
        fn load(self, from: &[f32]) -> Self { Self(_mm256_loadu_ps(chunk::<f32, 8>(from).as_ptr())) }
        fn store(self, out: &mut [f32]) {
            if let Some(out) = out.first_chunk_mut::<8>() {
                _mm256_storeu_ps(out.as_mut_ptr(), self.0);
            }
        }
    }

    /// Converts both halves of the integers, which is exact. Their sum rounds once.
    #[inline(always)]
    fn from_unsigned(integers: U32x8) -> Self {
        let high = Self::from_signed(integers.shr::<16>());
        let low = Self::from_signed(integers & integers.splat(0xffff));
        high.mul_add(high.splat(65_536.0), low)
    }
}

impl Float for F64x4 {
    type Scalar = f64;
    type Bits = U64x4;
    const COUNT: usize = 4;

    instructions! {
        fn splat(self, number: f64) -> Self { Self(_mm256_set1_pd(number)) }
        fn mul_add(self, factor: Self, summand: Self) -> Self { Self(_mm256_fmadd_pd(self.0, factor.0, summand.0)) }
        fn sqrt(self) -> Self { Self(_mm256_sqrt_pd(self.0)) }
        fn at_least(self, other: Self) -> Self { Self(_mm256_max_pd(self.0, other.0)) }
        fn at_most(self, other: Self) -> Self { Self(_mm256_min_pd(self.0, other.0)) }
        fn ge_mask(self, limit: Self) -> U64x4 {
            U64x4(_mm256_castpd_si256(_mm256_cmp_pd::<_CMP_GE_OQ>(self.0, limit.0)))
        }
        fn select(choice: U64x4, yes: Self, no: Self) -> Self {
            Self(_mm256_blendv_pd(no.0, yes.0, _mm256_castsi256_pd(choice.0)))
        }
        fn to_bits(self) -> U64x4 { U64x4(_mm256_castpd_si256(self.0)) }
        fn from_bits(bits: U64x4) -> Self { Self(_mm256_castsi256_pd(bits.0)) }
        fn load(self, from: &[f64]) -> Self { Self(_mm256_loadu_pd(chunk::<f64, 4>(from).as_ptr())) }
        fn store(self, out: &mut [f64]) {
            if let Some(out) = out.first_chunk_mut::<4>() {
                _mm256_storeu_pd(out.as_mut_ptr(), self.0);
            }
        }
    }

    #[inline(always)]
    fn from_unsigned(integers: U64x4) -> Self {
        sum_of_halves(integers, TWO_52 + TWO_84)
    }

    /// Adds 2^63 to make the integers unsigned, and subtracts it with the base.
    #[inline(always)]
    fn from_signed(integers: U64x4) -> Self {
        sum_of_halves(integers ^ integers.splat(1 << 63), TWO_52 + TWO_84 + 9_223_372_036_854_775_808.0)
    }
}

/// A power of two in whose last bits an integer of 32 bits counts ones.
const TWO_52: f64 = 4_503_599_627_370_496.0;
/// A power of two in whose last bits an integer of 32 bits counts multiples of 2^32.
const TWO_84: f64 = 19_342_813_113_834_066_795_298_816.0;

/// Returns 2^84 + 2^52 + `integers` - `base`. AVX2 cannot convert integers of 64 bits. So their halves become the last
/// bits of 2^84 and of 2^52. The removal of these powers is exact, and the sum of the halves rounds once.
#[inline(always)]
fn sum_of_halves(integers: U64x4, base: f64) -> F64x4 {
    let high = F64x4::from_bits(integers.shr::<32>() | integers.splat(TWO_84.to_bits()));
    let low = F64x4::from_bits(integers & integers.splat(0xffff_ffff) | integers.splat(TWO_52.to_bits()));
    (high - high.splat(base)) + low
}
