//! Sixteen and eight lanes, with AVX-512 (its foundation, F, and DQ).
//!
//! It is unsafe for the reason in `avx2.rs`, and safe by the same proof: only [`Avx512::detect`] makes an [`Avx512`],
//! after it found the instructions, and lanes are made from an [`Avx512`] or from other lanes.
//!
//! One register holds a row of words, and 32 registers hold the whole state of the blocks. There are instructions to
//! convert unsigned and 64-bit integers. Choices and comparisons use masks of one bit for each lane. A mask that is
//! converted to integers and back is the same mask, and compilers recognize this.
//!
//! It is tested on an emulated processor, by the script `tests/by_hand/avx512.sh`. Run it after every change of this
//! file if no real one is at hand. The speed is not measured yet.

#![expect(unsafe_code, reason = "instructions that not every processor has")]
#![expect(clippy::inline_always, reason = "single instructions, which must join a function that is compiled for them")]
#![allow(clippy::wildcard_imports, reason = "the instructions, by their own names")]

use super::instructions::{chunk, instructions, operators};
use super::lanes::{Bits, Float, Machine, Task, Words};
use crate::stream::{Key, chacha};
use std::arch::x86_64::*;
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

/// A processor with AVX-512 F and DQ.
#[derive(Clone, Copy, Debug)]
pub struct Avx512(());

impl Avx512 {
    /// Returns a value if this processor has both. There is no other way to a value of this type.
    pub(super) fn detect() -> Option<Self> {
        (is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512dq")).then_some(Self(()))
    }

    /// Runs `task` with these instructions.
    #[inline]
    pub(super) fn run(self, task: impl Task) {
        // SAFETY: `self` proves that the processor has them.
        unsafe { run(self, task) }
    }
}

#[target_feature(enable = "avx512f,avx512dq")]
fn run(machine: Avx512, task: impl Task) {
    task.run(machine);
}

/// Sixteen words.
#[derive(Clone, Copy)]
pub struct U32x16(__m512i);

/// Eight words.
#[derive(Clone, Copy)]
pub struct U64x8(__m512i);

/// Sixteen numbers.
#[derive(Clone, Copy)]
pub struct F32x16(__m512);

/// Eight numbers.
#[derive(Clone, Copy)]
pub struct F64x8(__m512d);

operators! { U32x16: BitAnd bitand _mm512_and_si512, BitOr bitor _mm512_or_si512, BitXor bitxor _mm512_xor_si512 }
operators! { U64x8: BitAnd bitand _mm512_and_si512, BitOr bitor _mm512_or_si512, BitXor bitxor _mm512_xor_si512 }
operators! { F32x16: Add add _mm512_add_ps, Sub sub _mm512_sub_ps, Mul mul _mm512_mul_ps, Div div _mm512_div_ps }
operators! { F64x8: Add add _mm512_add_pd, Sub sub _mm512_sub_pd, Mul mul _mm512_mul_pd, Div div _mm512_div_pd }

impl Machine for Avx512 {
    type U32 = U32x16;
    type U64 = U64x8;
    type F32 = F32x16;
    type F64 = F64x8;

    instructions! {
        fn f32(self, number: f32) -> F32x16 { F32x16(_mm512_set1_ps(number)) }
        fn f64(self, number: f64) -> F64x8 { F64x8(_mm512_set1_pd(number)) }
        fn words_32(self, words: &[u32]) -> U32x16 {
            U32x16(_mm512_loadu_si512(chunk::<u32, 16>(words).as_ptr().cast()))
        }
        fn words_64(self, low: &[u32], high: &[u32]) -> U64x8 {{
            let low = _mm512_cvtepu32_epi64(_mm256_loadu_si256(chunk::<u32, 8>(low).as_ptr().cast()));
            let high = _mm512_cvtepu32_epi64(_mm256_loadu_si256(chunk::<u32, 8>(high).as_ptr().cast()));
            U64x8(_mm512_or_si512(low, _mm512_slli_epi64::<32>(high)))
        }}
    }

    #[inline(always)]
    fn blocks(self, key: &Key, number: u64, counter: u64, words: &mut Words) {
        chacha::side_by_side(self, key, number, counter, words);
    }
}

impl Bits for U32x16 {
    type Scalar = u32;
    const COUNT: usize = 16;

    // Shifts take their count as a vector of constants: the instructions with a built-in count take it in another type.
    instructions! {
        fn splat(self, integer: u32) -> Self { Self(_mm512_set1_epi32(integer.cast_signed())) }
        fn wrapping_add(self, other: Self) -> Self { Self(_mm512_add_epi32(self.0, other.0)) }
        fn wrapping_sub(self, other: Self) -> Self { Self(_mm512_sub_epi32(self.0, other.0)) }
        fn shl<const N: i32>(self) -> Self { Self(_mm512_sllv_epi32(self.0, _mm512_set1_epi32(N))) }
        fn shr<const N: i32>(self) -> Self { Self(_mm512_srlv_epi32(self.0, _mm512_set1_epi32(N))) }
        fn sign_mask(self) -> Self { Self(_mm512_srai_epi32::<31>(self.0)) }
        fn store(self, out: &mut [u32]) {
            if let Some(out) = out.first_chunk_mut::<16>() {
                _mm512_storeu_si512(out.as_mut_ptr().cast(), self.0);
            }
        }
    }
}

impl Bits for U64x8 {
    type Scalar = u64;
    const COUNT: usize = 8;

    instructions! {
        fn splat(self, integer: u64) -> Self { Self(_mm512_set1_epi64(integer.cast_signed())) }
        fn wrapping_add(self, other: Self) -> Self { Self(_mm512_add_epi64(self.0, other.0)) }
        fn wrapping_sub(self, other: Self) -> Self { Self(_mm512_sub_epi64(self.0, other.0)) }
        fn shl<const N: i32>(self) -> Self { Self(_mm512_sllv_epi64(self.0, _mm512_set1_epi64(i64::from(N)))) }
        fn shr<const N: i32>(self) -> Self { Self(_mm512_srlv_epi64(self.0, _mm512_set1_epi64(i64::from(N)))) }
        fn sign_mask(self) -> Self { Self(_mm512_srai_epi64::<63>(self.0)) }
        fn store(self, out: &mut [u64]) {
            if let Some(out) = out.first_chunk_mut::<8>() {
                _mm512_storeu_si512(out.as_mut_ptr().cast(), self.0);
            }
        }
    }
}

impl Not for U32x16 {
    type Output = Self;
    instructions! { fn not(self) -> Self { Self(_mm512_xor_si512(self.0, _mm512_set1_epi32(-1))) } }
}

impl Not for U64x8 {
    type Output = Self;
    instructions! { fn not(self) -> Self { Self(_mm512_xor_si512(self.0, _mm512_set1_epi32(-1))) } }
}

impl Neg for F32x16 {
    type Output = Self;
    instructions! { fn neg(self) -> Self { Self(_mm512_xor_ps(self.0, _mm512_set1_ps(-0.0))) } }
}

impl Neg for F64x8 {
    type Output = Self;
    instructions! { fn neg(self) -> Self { Self(_mm512_xor_pd(self.0, _mm512_set1_pd(-0.0))) } }
}

impl Float for F32x16 {
    type Scalar = f32;
    type Bits = U32x16;
    const COUNT: usize = 16;

    instructions! {
        fn splat(self, number: f32) -> Self { Self(_mm512_set1_ps(number)) }
        fn mul_add(self, factor: Self, summand: Self) -> Self { Self(_mm512_fmadd_ps(self.0, factor.0, summand.0)) }
        fn sqrt(self) -> Self { Self(_mm512_sqrt_ps(self.0)) }
        fn at_least(self, other: Self) -> Self { Self(_mm512_max_ps(self.0, other.0)) }
        fn at_most(self, other: Self) -> Self { Self(_mm512_min_ps(self.0, other.0)) }
        fn ge_mask(self, limit: Self) -> U32x16 {
            U32x16(_mm512_movm_epi32(_mm512_cmp_ps_mask::<_CMP_GE_OQ>(self.0, limit.0)))
        }
        fn select(choice: U32x16, yes: Self, no: Self) -> Self {
            Self(_mm512_mask_blend_ps(_mm512_movepi32_mask(choice.0), no.0, yes.0))
        }
        fn to_bits(self) -> U32x16 { U32x16(_mm512_castps_si512(self.0)) }
        fn from_bits(bits: U32x16) -> Self { Self(_mm512_castsi512_ps(bits.0)) }
        fn from_unsigned(integers: U32x16) -> Self { Self(_mm512_cvtepu32_ps(integers.0)) }
        fn from_signed(integers: U32x16) -> Self { Self(_mm512_cvtepi32_ps(integers.0)) }
        fn load(self, from: &[f32]) -> Self { Self(_mm512_loadu_ps(chunk::<f32, 16>(from).as_ptr())) }
        fn store(self, out: &mut [f32]) {
            if let Some(out) = out.first_chunk_mut::<16>() {
                _mm512_storeu_ps(out.as_mut_ptr(), self.0);
            }
        }
    }
}

impl Float for F64x8 {
    type Scalar = f64;
    type Bits = U64x8;
    const COUNT: usize = 8;

    instructions! {
        fn splat(self, number: f64) -> Self { Self(_mm512_set1_pd(number)) }
        fn mul_add(self, factor: Self, summand: Self) -> Self { Self(_mm512_fmadd_pd(self.0, factor.0, summand.0)) }
        fn sqrt(self) -> Self { Self(_mm512_sqrt_pd(self.0)) }
        fn at_least(self, other: Self) -> Self { Self(_mm512_max_pd(self.0, other.0)) }
        fn at_most(self, other: Self) -> Self { Self(_mm512_min_pd(self.0, other.0)) }
        fn ge_mask(self, limit: Self) -> U64x8 {
            U64x8(_mm512_movm_epi64(_mm512_cmp_pd_mask::<_CMP_GE_OQ>(self.0, limit.0)))
        }
        fn select(choice: U64x8, yes: Self, no: Self) -> Self {
            Self(_mm512_mask_blend_pd(_mm512_movepi64_mask(choice.0), no.0, yes.0))
        }
        fn to_bits(self) -> U64x8 { U64x8(_mm512_castpd_si512(self.0)) }
        fn from_bits(bits: U64x8) -> Self { Self(_mm512_castsi512_pd(bits.0)) }
        fn from_unsigned(integers: U64x8) -> Self { Self(_mm512_cvtepu64_pd(integers.0)) }
        fn from_signed(integers: U64x8) -> Self { Self(_mm512_cvtepi64_pd(integers.0)) }
        fn load(self, from: &[f64]) -> Self { Self(_mm512_loadu_pd(chunk::<f64, 8>(from).as_ptr())) }
        fn store(self, out: &mut [f64]) {
            if let Some(out) = out.first_chunk_mut::<8>() {
                _mm512_storeu_pd(out.as_mut_ptr(), self.0);
            }
        }
    }
}
