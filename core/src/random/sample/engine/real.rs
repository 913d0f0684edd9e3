//! The types `f32` and `f64`, in which values are computed and stored.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]
#![expect(clippy::cast_possible_truncation, reason = "`from_f64` rounds; thresholds fit their words")]
#![expect(clippy::cast_sign_loss, reason = "probabilities are not negative; the cast saturates otherwise")]

use super::products;
use super::scalar::lane::Lane;
use super::scalar::storage::Storage;
use super::scalar::{Real, Stored};
use crate::dtype::DType;
use crate::sample::math::Tail;
use crate::sample::{LANES, math};
use crate::stream::{Bits as _, Double, Machine, Single, Words};

/// Implements the parts of [`Lane`] that both types share.
macro_rules! in_its_lanes {
    ($scalar:ident, $word:ident, $lanes:ident, $float:ident, $ln:ident, $ln_1p:ident, $center:ident, $edge:ident, $rise:ident, $sin_cos_turn:ident) => {
        type Word = $word;
        type Lanes<M: Machine> = M::$lanes;
        const ZERO: Self = 0.0;
        const HIGHEST: $word = 1 << ($word::BITS - 1);
        const NONE: $word = 0;
        const ALL: $word = $word::MAX;
        #[allow(clippy::cast_precision_loss, reason = "a power of two, of which `u64` alone is warned of")]
        const STEP: f64 = 0.5 / Self::HIGHEST as f64;

        #[inline(always)]
        fn lanes<M: Machine>(self, machine: M) -> M::$lanes {
            machine.$scalar(self)
        }
        #[inline(always)]
        fn probability<F: $float>(words: F::Bits) -> F {
            #[expect(clippy::cast_precision_loss, reason = "a power of two")]
            const SCALE: $scalar = 0.5 / ((1 as $word) << ($word::BITS - 1)) as $scalar;
            let word = F::from_unsigned(words);
            word.mul_add(word.splat(SCALE), word.splat(SCALE / 2.0))
        }
        #[inline(always)]
        fn ln<F: $float>(u: F) -> F {
            math::$ln(u)
        }
        #[inline(always)]
        fn ln_1p<F: $float>(x: F) -> F {
            math::$ln_1p(x)
        }
        #[inline(always)]
        fn center<F: $float>(q: F) -> [F; 2] {
            math::$center(q)
        }
        #[inline(always)]
        fn edge<F: $float>(p: F) -> [F; 2] {
            math::$edge(p)
        }
        #[inline(always)]
        fn rise<F: $float>(tail: &Tail, fall: F) -> [F; 2] {
            tail.$rise(fall)
        }
        #[inline(always)]
        fn sin_cos_turn<F: $float>(words: F::Bits) -> (F, F) {
            math::$sin_cos_turn(words)
        }
    };
}

impl Lane for f32 {
    in_its_lanes!(f32, u32, F32, Single, ln_f32, ln_1p_f32, center_f32, edge_f32, rise_f32, sin_cos_turn_f32);

    #[inline(always)]
    fn words<M: Machine>(machine: M, words: &Words, e: usize) -> M::U32 {
        machine.words_32(words.as_flattened().get(e..).unwrap_or_default())
    }
    #[inline(always)]
    fn wide_words<M: Machine>(machine: M, words: &Words, e: usize) -> M::U64 {
        machine.words_64(&[1 << 31; LANES], words.as_flattened().get(e..).unwrap_or_default())
    }
    #[inline(always)]
    fn fraction<F: Single>(words: F::Bits) -> F {
        const SCALE: f32 = 1.0 / 16_777_216.0;
        // 24 bits remain, so the signed conversion is exact.
        let integer = F::from_signed(words.shr::<8>());
        integer * integer.splat(SCALE)
    }
    #[inline(always)]
    fn threshold(share: f64) -> u32 {
        (share * 2_147_483_648.0) as u32
    }
}

impl Lane for f64 {
    in_its_lanes!(f64, u64, F64, Double, ln_f64, ln_1p_f64, center_f64, edge_f64, rise_f64, sin_cos_turn_f64);

    #[inline(always)]
    fn words<M: Machine>(machine: M, words: &Words, e: usize) -> M::U64 {
        let (low, high) = words.split_at(LANES / 2);
        let [low, high] = [low, high].map(|rows| rows.as_flattened().get(e..).unwrap_or_default());
        machine.words_64(low, high)
    }
    #[inline(always)]
    fn wide_words<M: Machine>(machine: M, words: &Words, e: usize) -> M::U64 {
        Self::words(machine, words, e)
    }
    #[inline(always)]
    fn fraction<F: Double>(words: F::Bits) -> F {
        const SCALE: f64 = 1.0 / 9_007_199_254_740_992.0;
        let integer = F::from_unsigned(words.shr::<11>());
        integer * integer.splat(SCALE)
    }
    #[inline(always)]
    fn threshold(share: f64) -> u64 {
        (share * 9_223_372_036_854_775_808.0) as u64
    }
}

macro_rules! computed_in_itself {
    ($scalar:ident, $variant:ident, $group:literal) => {
        impl Real for $scalar {
            const GROUP: usize = $group;

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

        impl Stored for $scalar {
            type Computed = Self;

            const DTYPE: DType = DType::$variant;

            fn from_computed(value: Self) -> Self {
                value
            }

            fn to_computed(self) -> Self {
                self
            }
        }

        impl Storage<Self> for $scalar {
            fn fill_in_chunks(offset: u64, out: &mut [Self], mut fill: impl FnMut(u64, &mut [Self])) {
                fill(offset, out);
            }

            fn fill_at_once<E>(
                out: &mut [Self],
                _: E,
                fill: impl FnOnce(&mut [Self]) -> Result<(), E>,
            ) -> Result<(), E> {
                fill(out)
            }

            fn add_products(weight: &[Self], x: &[Self], y: &mut [Self]) -> bool {
                products::add(weight, x, y);
                true
            }
        }
    };
}

computed_in_itself!(f32, F32, 256);
computed_in_itself!(f64, F64, 128);
