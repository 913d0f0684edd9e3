//! Four and two lanes, with NEON, on 64-bit ARM.
//!
//! It is unsafe for the reason in `avx2.rs`, and safe by the same proof: only [`Neon::detect`] makes a [`Neon`], after it
//! found the instructions, and lanes are made from a [`Neon`] or from other lanes. Every program for 64-bit ARM is
//! compiled for NEON, so tasks need no function of their own for it.
//!
//! There are instructions to convert unsigned and 64-bit integers. Choices are made by bits, so that the highest bit is
//! spread first.
//!
//! It is tested on an emulated processor, by the script `tests/by_hand/arm64.sh`. Run it after every change of this file
//! if no real one is at hand. The speed is not measured yet.

#![expect(unsafe_code, reason = "instructions that not every processor has")]
#![expect(clippy::inline_always, reason = "single instructions, which must join a function that is compiled for them")]
#![allow(clippy::wildcard_imports, reason = "the instructions, by their own names")]

use super::instructions::{chunk, instructions, operators};
use super::lanes::{Bits, Float, Machine, Words};
use super::twice::Twice;
use crate::stream::{Key, chacha};
use std::arch::aarch64::*;
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

/// A processor with NEON.
#[derive(Clone, Copy, Debug)]
pub struct Neon(());

impl Neon {
    /// Returns a value if this processor has it. There is no other way to a value of this type.
    pub(super) fn detect() -> Option<Self> {
        std::arch::is_aarch64_feature_detected!("neon").then_some(Self(()))
    }
}

/// Four words.
#[derive(Clone, Copy)]
pub struct U32x4(uint32x4_t);

/// Two words.
#[derive(Clone, Copy)]
pub struct U64x2(uint64x2_t);

/// Four numbers.
#[derive(Clone, Copy)]
pub struct F32x4(float32x4_t);

/// Two numbers.
#[derive(Clone, Copy)]
pub struct F64x2(float64x2_t);

operators! { U32x4: BitAnd bitand vandq_u32, BitOr bitor vorrq_u32, BitXor bitxor veorq_u32 }
operators! { U64x2: BitAnd bitand vandq_u64, BitOr bitor vorrq_u64, BitXor bitxor veorq_u64 }
operators! { F32x4: Add add vaddq_f32, Sub sub vsubq_f32, Mul mul vmulq_f32, Div div vdivq_f32 }
operators! { F64x2: Add add vaddq_f64, Sub sub vsubq_f64, Mul mul vmulq_f64, Div div vdivq_f64 }

impl Machine for Neon {
    type U32 = Twice<U32x4>;
    type U64 = Twice<U64x2>;
    type F32 = Twice<F32x4>;
    type F64 = Twice<F64x2>;

    #[inline(always)]
    fn f32(self, number: f32) -> Self::F32 {
        Twice(self.f32x4(number), self.f32x4(number))
    }
    #[inline(always)]
    fn f64(self, number: f64) -> Self::F64 {
        Twice(self.f64x2(number), self.f64x2(number))
    }
    #[inline(always)]
    fn words_32(self, words: &[u32]) -> Self::U32 {
        let (first, second) = words.split_at(words.len().min(4));
        Twice(self.u32x4(first), self.u32x4(second))
    }
    #[inline(always)]
    fn words_64(self, low: &[u32], high: &[u32]) -> Self::U64 {
        let (low_first, low_second) = low.split_at(low.len().min(2));
        let (high_first, high_second) = high.split_at(high.len().min(2));
        Twice(self.u64x2(low_first, high_first), self.u64x2(low_second, high_second))
    }
    #[inline(always)]
    fn blocks(self, key: &Key, number: u64, counter: u64, words: &mut Words) {
        chacha::side_by_side(self, key, number, counter, words);
    }
}

impl Neon {
    instructions! {
        fn f32x4(self, number: f32) -> F32x4 { F32x4(vdupq_n_f32(number)) }
        fn f64x2(self, number: f64) -> F64x2 { F64x2(vdupq_n_f64(number)) }
        fn u32x4(self, words: &[u32]) -> U32x4 { U32x4(vld1q_u32(chunk::<u32, 4>(words).as_ptr())) }
        fn u64x2(self, low: &[u32], high: &[u32]) -> U64x2 {{
            let low = vmovl_u32(vld1_u32(chunk::<u32, 2>(low).as_ptr()));
            let high = vmovl_u32(vld1_u32(chunk::<u32, 2>(high).as_ptr()));
            U64x2(vorrq_u64(low, vshlq_n_u64::<32>(high)))
        }}
    }
}

impl Bits for U32x4 {
    type Scalar = u32;
    const COUNT: usize = 4;

    instructions! {
        fn splat(self, integer: u32) -> Self { Self(vdupq_n_u32(integer)) }
        fn wrapping_add(self, other: Self) -> Self { Self(vaddq_u32(self.0, other.0)) }
        fn wrapping_sub(self, other: Self) -> Self { Self(vsubq_u32(self.0, other.0)) }
        fn shl<const N: i32>(self) -> Self { Self(vshlq_n_u32::<N>(self.0)) }
        fn shr<const N: i32>(self) -> Self { Self(vshrq_n_u32::<N>(self.0)) }
        fn sign_mask(self) -> Self { Self(vcltzq_s32(vreinterpretq_s32_u32(self.0))) }
        fn store(self, out: &mut [u32]) {
            if let Some(out) = out.first_chunk_mut::<4>() {
                vst1q_u32(out.as_mut_ptr(), self.0);
            }
        }
    }
}

impl Bits for U64x2 {
    type Scalar = u64;
    const COUNT: usize = 2;

    instructions! {
        fn splat(self, integer: u64) -> Self { Self(vdupq_n_u64(integer)) }
        fn wrapping_add(self, other: Self) -> Self { Self(vaddq_u64(self.0, other.0)) }
        fn wrapping_sub(self, other: Self) -> Self { Self(vsubq_u64(self.0, other.0)) }
        fn shl<const N: i32>(self) -> Self { Self(vshlq_n_u64::<N>(self.0)) }
        fn shr<const N: i32>(self) -> Self { Self(vshrq_n_u64::<N>(self.0)) }
        fn sign_mask(self) -> Self { Self(vcltzq_s64(vreinterpretq_s64_u64(self.0))) }
        fn store(self, out: &mut [u64]) {
            if let Some(out) = out.first_chunk_mut::<2>() {
                vst1q_u64(out.as_mut_ptr(), self.0);
            }
        }
    }
}

impl Not for U32x4 {
    type Output = Self;
    instructions! { fn not(self) -> Self { Self(vmvnq_u32(self.0)) } }
}

impl Not for U64x2 {
    type Output = Self;
    instructions! { fn not(self) -> Self { Self(veorq_u64(self.0, vdupq_n_u64(!0))) } }
}

impl Neg for F32x4 {
    type Output = Self;
    instructions! { fn neg(self) -> Self { Self(vnegq_f32(self.0)) } }
}

impl Neg for F64x2 {
    type Output = Self;
    instructions! { fn neg(self) -> Self { Self(vnegq_f64(self.0)) } }
}

impl Float for F32x4 {
    type Scalar = f32;
    type Bits = U32x4;
    const COUNT: usize = 4;

    instructions! {
        fn splat(self, number: f32) -> Self { Self(vdupq_n_f32(number)) }
        fn mul_add(self, factor: Self, summand: Self) -> Self { Self(vfmaq_f32(summand.0, self.0, factor.0)) }
        fn sqrt(self) -> Self { Self(vsqrtq_f32(self.0)) }
        fn at_least(self, other: Self) -> Self { Self(vbslq_f32(vcgtq_f32(self.0, other.0), self.0, other.0)) }
        fn at_most(self, other: Self) -> Self { Self(vbslq_f32(vcltq_f32(self.0, other.0), self.0, other.0)) }
        fn ge_mask(self, limit: Self) -> U32x4 { U32x4(vcgeq_f32(self.0, limit.0)) }
        fn select(choice: U32x4, yes: Self, no: Self) -> Self {
            Self(vbslq_f32(choice.sign_mask().0, yes.0, no.0))
        }
        fn to_bits(self) -> U32x4 { U32x4(vreinterpretq_u32_f32(self.0)) }
        fn from_bits(bits: U32x4) -> Self { Self(vreinterpretq_f32_u32(bits.0)) }
        fn from_unsigned(integers: U32x4) -> Self { Self(vcvtq_f32_u32(integers.0)) }
        fn from_signed(integers: U32x4) -> Self { Self(vcvtq_f32_s32(vreinterpretq_s32_u32(integers.0))) }
        fn load(self, from: &[f32]) -> Self { Self(vld1q_f32(chunk::<f32, 4>(from).as_ptr())) }
        fn store(self, out: &mut [f32]) {
            if let Some(out) = out.first_chunk_mut::<4>() {
                vst1q_f32(out.as_mut_ptr(), self.0);
            }
        }
    }
}

impl Float for F64x2 {
    type Scalar = f64;
    type Bits = U64x2;
    const COUNT: usize = 2;

    instructions! {
        fn splat(self, number: f64) -> Self { Self(vdupq_n_f64(number)) }
        fn mul_add(self, factor: Self, summand: Self) -> Self { Self(vfmaq_f64(summand.0, self.0, factor.0)) }
        fn sqrt(self) -> Self { Self(vsqrtq_f64(self.0)) }
        fn at_least(self, other: Self) -> Self { Self(vbslq_f64(vcgtq_f64(self.0, other.0), self.0, other.0)) }
        fn at_most(self, other: Self) -> Self { Self(vbslq_f64(vcltq_f64(self.0, other.0), self.0, other.0)) }
        fn ge_mask(self, limit: Self) -> U64x2 { U64x2(vcgeq_f64(self.0, limit.0)) }
        fn select(choice: U64x2, yes: Self, no: Self) -> Self {
            Self(vbslq_f64(choice.sign_mask().0, yes.0, no.0))
        }
        fn to_bits(self) -> U64x2 { U64x2(vreinterpretq_u64_f64(self.0)) }
        fn from_bits(bits: U64x2) -> Self { Self(vreinterpretq_f64_u64(bits.0)) }
        fn from_unsigned(integers: U64x2) -> Self { Self(vcvtq_f64_u64(integers.0)) }
        fn from_signed(integers: U64x2) -> Self { Self(vcvtq_f64_s64(vreinterpretq_s64_u64(integers.0))) }
        fn load(self, from: &[f64]) -> Self { Self(vld1q_f64(chunk::<f64, 2>(from).as_ptr())) }
        fn store(self, out: &mut [f64]) {
            if let Some(out) = out.first_chunk_mut::<2>() {
                vst1q_f64(out.as_mut_ptr(), self.0);
            }
        }
    }
}
