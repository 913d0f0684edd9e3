//! The two scalar types that are sampled.

#![expect(clippy::inline_always, reason = "must follow its caller's vector width")]
#![expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "words become numbers")]
#![expect(clippy::cast_sign_loss, reason = "probabilities are not negative; the cast saturates otherwise")]

use super::{LANES, math};
use crate::element::Element;
use crate::stream::Words;
use kernel::Kernel;

/// `f32` or `f64`: the types in which values are computed. Sealed.
///
/// Half-precision parameters are sampled in `f32` and rounded by their owner.
pub trait Real: Kernel {
    /// How many elements share a group of 16 blocks: 256 for `f32`, 128 for `f64`.
    const GROUP: usize;

    /// Which type it is.
    const ELEMENT: Element;

    /// Rounds to the nearest value of the type, ties to even.
    #[must_use]
    fn from_f64(value: f64) -> Self;

    /// The same value as `f64`.
    #[must_use]
    fn to_f64(self) -> f64;

    /// The next smaller value, as in the standard library.
    #[must_use]
    fn next_down(self) -> Self;

    /// The next larger value, as in the standard library.
    #[must_use]
    fn next_up(self) -> Self;
}

/// Keeps [`Real`] sealed, and its machinery out of sight.
pub(super) mod kernel {
    use crate::sample::LANES;
    use crate::stream::Words;
    use std::fmt::Debug;
    use std::ops::{Add, Mul, Neg, Not, Sub};

    /// What the distributions need of a scalar type.
    pub trait Kernel:
        Copy
        + Debug
        + PartialOrd
        + Send
        + Sync
        + 'static
        + Add<Output = Self>
        + Sub<Output = Self>
        + Mul<Output = Self>
        + Neg<Output = Self>
    {
        /// The random bits of one element.
        type Word: Copy + Not<Output = Self::Word>;
        const ZERO: Self;

        /// The rows of a group: the words of 16 elements at a time, in element order.
        fn rows(words: &Words) -> impl Iterator<Item = [Self::Word; LANES]>;

        /// A fraction in [0, 1), a multiple of 2^-24 (2^-53).
        fn fraction(word: Self::Word) -> Self;
        /// A probability in (0, 1]: the middle of the word's interval, rounded.
        fn probability(word: Self::Word) -> Self;
        /// The same in `f64`, where it is exact for the words of `f32`.
        fn probability_f64(word: Self::Word) -> f64;
        /// The number for which a share `share` in [0, 1] of all words is [`below`](Self::below) it.
        fn threshold(share: f64) -> Self::Word;
        /// Whether half the word is below the threshold.
        ///
        /// Half, because shares of 0 and 1 are then both exact, and the comparison is one of signed numbers, the
        /// only one that AVX2 has.
        fn below(word: Self::Word, threshold: Self::Word) -> bool;

        fn mul_add(self, factor: Self, summand: Self) -> Self;
        fn sqrt(self) -> Self;
        fn ln(self) -> Self;
        fn quantile(self) -> Self;
        fn sin_cos_turn(word: Self::Word) -> (Self, Self);

        /// The larger number. Unlike in the standard library, equal numbers and NaN are settled: `other`.
        #[inline(always)]
        fn at_least(self, other: Self) -> Self {
            if self > other { self } else { other }
        }
        /// The smaller number; `other` if they are equal or not ordered.
        #[inline(always)]
        fn at_most(self, other: Self) -> Self {
            if self < other { self } else { other }
        }
    }
}

impl Real for f32 {
    const GROUP: usize = 256;
    const ELEMENT: Element = Element::F32;

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value as Self
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    #[inline(always)]
    fn next_down(self) -> Self {
        Self::next_down(self)
    }
    #[inline(always)]
    fn next_up(self) -> Self {
        Self::next_up(self)
    }
}

impl Kernel for f32 {
    type Word = u32;
    const ZERO: Self = 0.0;

    #[inline(always)]
    fn rows(words: &Words) -> impl Iterator<Item = [u32; LANES]> {
        words.iter().copied()
    }
    #[inline(always)]
    fn fraction(word: u32) -> Self {
        const SCALE: f32 = 1.0 / 16_777_216.0;
        (word >> 8) as Self * SCALE
    }
    #[inline(always)]
    fn probability(word: u32) -> Self {
        const SCALE: f32 = 1.0 / 4_294_967_296.0;
        (word as Self).mul_add(SCALE, SCALE / 2.0)
    }
    #[inline(always)]
    fn probability_f64(word: u32) -> f64 {
        const SCALE: f64 = 1.0 / 4_294_967_296.0;
        f64::from(word).mul_add(SCALE, SCALE / 2.0)
    }
    #[inline(always)]
    fn threshold(share: f64) -> u32 {
        (share * 2_147_483_648.0) as u32
    }
    #[inline(always)]
    fn below(word: u32, threshold: u32) -> bool {
        word >> 1 < threshold
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        Self::mul_add(self, factor, summand)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self::sqrt(self)
    }
    #[inline(always)]
    fn ln(self) -> Self {
        math::ln_f32(self)
    }
    #[inline(always)]
    fn quantile(self) -> Self {
        math::quantile_f32(self)
    }
    #[inline(always)]
    fn sin_cos_turn(word: u32) -> (Self, Self) {
        math::sin_cos_turn_f32(word)
    }
}

impl Real for f64 {
    const GROUP: usize = 128;
    const ELEMENT: Element = Element::F64;

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        value
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        self
    }
    #[inline(always)]
    fn next_down(self) -> Self {
        Self::next_down(self)
    }
    #[inline(always)]
    fn next_up(self) -> Self {
        Self::next_up(self)
    }
}

impl Kernel for f64 {
    type Word = u64;
    const ZERO: Self = 0.0;

    #[inline(always)]
    fn rows(words: &Words) -> impl Iterator<Item = [u64; LANES]> {
        let (low, high) = words.split_at(8);
        low.iter().zip(high).map(join)
    }
    #[inline(always)]
    fn fraction(word: u64) -> Self {
        const SCALE: f64 = 1.0 / 9_007_199_254_740_992.0;
        (word >> 11) as Self * SCALE
    }
    #[inline(always)]
    fn probability(word: u64) -> Self {
        const SCALE: f64 = 1.0 / 18_446_744_073_709_551_616.0;
        (word as Self).mul_add(SCALE, SCALE / 2.0)
    }
    #[inline(always)]
    fn probability_f64(word: u64) -> f64 {
        Self::probability(word)
    }
    #[inline(always)]
    fn threshold(share: f64) -> u64 {
        (share * 9_223_372_036_854_775_808.0) as u64
    }
    #[inline(always)]
    fn below(word: u64, threshold: u64) -> bool {
        word >> 1 < threshold
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        Self::mul_add(self, factor, summand)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self::sqrt(self)
    }
    #[inline(always)]
    fn ln(self) -> Self {
        math::ln_f64(self)
    }
    #[inline(always)]
    fn quantile(self) -> Self {
        math::quantile_f64(self)
    }
    #[inline(always)]
    fn sin_cos_turn(word: u64) -> (Self, Self) {
        math::sin_cos_turn_f64(word)
    }
}

/// The 64-bit words of a row: `low` | `high` << 32.
#[inline(always)]
fn join((low, high): (&[u32; LANES], &[u32; LANES])) -> [u64; LANES] {
    let mut row = [0; LANES];
    for ((word, &low), &high) in row.iter_mut().zip(low).zip(high) {
        *word = u64::from(low) | u64::from(high) << 32;
    }
    row
}
