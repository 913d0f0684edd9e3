//! One lane, which every processor has. It is the specification of all wider lanes.

#![expect(clippy::inline_always, reason = "a single instruction each")]
#![expect(clippy::cast_precision_loss, reason = "words become numbers")]

use super::lanes::{Bits, Float, Machine, Words};
use crate::stream::{Key, chacha};

/// Any processor.
#[derive(Clone, Copy)]
pub struct Scalar;

impl Machine for Scalar {
    type U32 = u32;
    type U64 = u64;
    type F32 = f32;
    type F64 = f64;

    #[inline(always)]
    fn f32(self, number: f32) -> f32 {
        number
    }
    #[inline(always)]
    fn f64(self, number: f64) -> f64 {
        number
    }
    #[inline(always)]
    fn words_32(self, words: &[u32]) -> u32 {
        words.first().copied().unwrap_or_default()
    }
    #[inline(always)]
    fn words_64(self, low: &[u32], high: &[u32]) -> u64 {
        u64::from(self.words_32(low)) | u64::from(self.words_32(high)) << 32
    }
    #[inline(always)]
    fn blocks(self, key: &Key, number: u64, counter: u64, words: &mut Words) {
        chacha::in_turn(key, number, counter, words);
    }
}

/// Implements one lane for the integer type `$bits` and the number type `$float`, which have the same size.
macro_rules! scalar {
    ($float:ty, $bits:ty) => {
        impl Bits for $bits {
            type Scalar = Self;
            const COUNT: usize = 1;

            #[inline(always)]
            fn splat(self, integer: Self) -> Self {
                integer
            }
            #[inline(always)]
            fn wrapping_add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            #[inline(always)]
            fn wrapping_sub(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            #[inline(always)]
            fn shl<const N: i32>(self) -> Self {
                self << N
            }
            #[inline(always)]
            fn shr<const N: i32>(self) -> Self {
                self >> N
            }
            #[inline(always)]
            fn sign_mask(self) -> Self {
                if self.cast_signed() < 0 { Self::MAX } else { 0 }
            }
            #[inline(always)]
            fn store(self, out: &mut [Self]) {
                if let Some(out) = out.first_mut() {
                    *out = self;
                }
            }
        }

        impl Float for $float {
            type Scalar = Self;
            type Bits = $bits;
            const COUNT: usize = 1;

            #[inline(always)]
            fn splat(self, number: Self) -> Self {
                number
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, summand: Self) -> Self {
                <$float>::mul_add(self, factor, summand)
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                <$float>::sqrt(self)
            }
            #[inline(always)]
            fn at_least(self, other: Self) -> Self {
                if self > other { self } else { other }
            }
            #[inline(always)]
            fn at_most(self, other: Self) -> Self {
                if self < other { self } else { other }
            }
            #[inline(always)]
            fn ge_mask(self, limit: Self) -> $bits {
                if self >= limit { <$bits>::MAX } else { 0 }
            }
            #[inline(always)]
            fn select(choice: $bits, yes: Self, no: Self) -> Self {
                if choice.cast_signed() < 0 { yes } else { no }
            }
            #[inline(always)]
            fn single_choice(choice: $bits) -> Option<bool> {
                Some(choice.cast_signed() < 0)
            }
            #[inline(always)]
            fn to_bits(self) -> $bits {
                <$float>::to_bits(self)
            }
            #[inline(always)]
            fn from_bits(bits: $bits) -> Self {
                <$float>::from_bits(bits)
            }
            #[inline(always)]
            fn from_unsigned(integers: $bits) -> Self {
                integers as Self
            }
            #[inline(always)]
            fn from_signed(integers: $bits) -> Self {
                integers.cast_signed() as Self
            }
            #[inline(always)]
            fn load(self, from: &[Self]) -> Self {
                from.first().copied().unwrap_or(self)
            }
            #[inline(always)]
            fn store(self, out: &mut [Self]) {
                if let Some(out) = out.first_mut() {
                    *out = self;
                }
            }
        }
    };
}

scalar!(f32, u32);
scalar!(f64, u64);
