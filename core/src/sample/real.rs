//! The two scalar types in which values are computed.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]
#![expect(clippy::cast_possible_truncation, reason = "`from_f64` rounds; thresholds fit their words")]
#![expect(clippy::cast_sign_loss, reason = "probabilities are not negative; the cast saturates otherwise")]

use ndarray::LinalgScalar;

use super::{LANES, Stored, math};
use crate::stream::{Bits as _, Double, Machine, Single, Words};
use kernel::Kernel;

/// `f32` or `f64`: the types in which values are computed. Sealed.
///
/// Values of the half types are computed in `f32` and rounded; see [`Stored`].
///
/// ```
/// use paraminit::sample::{Real, Sampler};
///
/// // A test of a sampler, once for both types.
/// fn largest<T: Real>() -> T {
///     let mut values = vec![T::from_f64(0.0); 2 * T::GROUP];
///     Sampler::Uniform { low: 0.0, high: 1.0 }.fill(StreamId::new(42, "weight"), 0, &mut values);
///     values.into_iter().fold(T::from_f64(0.0), |most, x| if x > most { x } else { most })
/// }
///
/// assert!(largest::<f32>() < 1.0 && largest::<f64>() < 1.0);
/// ```
pub trait Real: Kernel + LinalgScalar + Stored<Computed = Self> {
    /// How many elements share a group of 16 blocks: 256 for `f32`, 128 for `f64`.
    const GROUP: usize;

    /// Rounds to the nearest value of the type, ties to even.
    ///
    /// ```
    /// use paraminit::sample::Real;
    ///
    /// assert_eq!(<f32 as Real>::from_f64(0.1), 0.1_f32);
    /// ```
    #[must_use]
    fn from_f64(value: f64) -> Self;

    /// The same value as `f64`.
    ///
    /// ```
    /// use paraminit::sample::Real;
    ///
    /// assert_eq!(Real::to_f64(0.5_f32), 0.5_f64);
    /// ```
    #[must_use]
    fn to_f64(self) -> f64;

    /// The next smaller value, as in the standard library.
    ///
    /// ```
    /// use paraminit::sample::Real;
    ///
    /// // The largest value that a uniform distribution up to 1 gives.
    /// fn below<T: Real>(high: T) -> T {
    ///     high.next_down()
    /// }
    /// assert_eq!(below(1.0_f32), 1.0 - f32::EPSILON / 2.0);
    /// ```
    #[must_use]
    fn next_down(self) -> Self;

    /// The next larger value, as in the standard library.
    ///
    /// ```
    /// use paraminit::sample::Real;
    ///
    /// fn above<T: Real>(low: T) -> T {
    ///     low.next_up()
    /// }
    /// assert_eq!(above(1.0_f64), 1.0 + f64::EPSILON);
    /// ```
    #[must_use]
    fn next_up(self) -> Self;
}

/// Keeps [`Real`] sealed, and its machinery out of sight.
pub(super) mod kernel {
    use crate::stream::{Bits, Double, Float, Machine, Words};
    use std::fmt::Debug;

    /// Lanes of `T`.
    pub trait Lanes<T: Kernel>: Float<Scalar = T, Bits: Bits<Scalar = T::Word>> {}
    impl<T: Kernel, F: Float<Scalar = T, Bits: Bits<Scalar = T::Word>>> Lanes<T> for F {}

    /// What the distributions need of a scalar type.
    pub trait Kernel: Float<Scalar = Self, Bits = Self::Word> + Debug + PartialOrd + Send + Sync + 'static {
        /// The random bits of one element.
        type Word: Bits<Scalar = Self::Word>;
        /// The machine's lanes of the type.
        type Lanes<M: Machine>: Lanes<Self>;
        const ZERO: Self;

        /// The same number in every lane.
        fn lanes<M: Machine>(self, machine: M) -> Self::Lanes<M>;
        /// The words of the elements from `e` on.
        fn words<M: Machine>(machine: M, words: &Words, e: usize) -> <Self::Lanes<M> as Float>::Bits;
        /// The same as 64-bit integers, half a row at a time at most.
        fn wide_words<M: Machine>(machine: M, words: &Words, e: usize) -> M::U64;

        /// A fraction in [0, 1), a multiple of 2^-24 (2^-53).
        fn fraction<F: Lanes<Self>>(words: F::Bits) -> F;
        /// A probability in (0, 1]: the middle of the word's interval, rounded.
        fn probability<F: Lanes<Self>>(words: F::Bits) -> F;
        /// The same in `f64`, where it is exact for the words of `f32`.
        fn wide_probability<F: Double>(words: F::Bits) -> F;
        /// The number for which a share `share` in [0, 1] of all words is below it, when halved.
        ///
        /// Halved, because shares of 0 and 1 are then both exact, and because the difference of a halved word and the
        /// threshold fits a signed number: its sign is the comparison.
        fn threshold(share: f64) -> Self::Word;
        /// The same, and the word of which all bits are set, as 64-bit integers.
        fn wide_threshold(share: f64) -> [u64; 2];

        fn ln<F: Lanes<Self>>(u: F) -> F;
        fn quantile<F: Lanes<Self>>(p: F) -> F;
        fn sin_cos_turn<F: Lanes<Self>>(words: F::Bits) -> (F, F);
    }
}

impl Real for f32 {
    const GROUP: usize = 256;

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
    type Lanes<M: Machine> = M::F32;
    const ZERO: Self = 0.0;

    #[inline(always)]
    fn lanes<M: Machine>(self, machine: M) -> M::F32 {
        machine.f32(self)
    }
    #[inline(always)]
    fn words<M: Machine>(machine: M, words: &Words, e: usize) -> M::U32 {
        machine.words_32(words.as_flattened().get(e..).unwrap_or_default())
    }
    #[inline(always)]
    fn wide_words<M: Machine>(machine: M, words: &Words, e: usize) -> M::U64 {
        machine.words_64(words.as_flattened().get(e..).unwrap_or_default(), &[0; LANES])
    }
    #[inline(always)]
    fn fraction<F: Single>(words: F::Bits) -> F {
        const SCALE: f32 = 1.0 / 16_777_216.0;
        let integer = F::from_signed(words.right::<8>());
        integer * integer.like(SCALE)
    }
    #[inline(always)]
    fn probability<F: Single>(words: F::Bits) -> F {
        const SCALE: f32 = 1.0 / 4_294_967_296.0;
        let word = F::from_unsigned(words);
        word.mul_add(word.like(SCALE), word.like(SCALE / 2.0))
    }
    #[inline(always)]
    fn wide_probability<F: Double>(words: F::Bits) -> F {
        const SCALE: f64 = 1.0 / 4_294_967_296.0;
        let word = F::from_unsigned(words);
        word.mul_add(word.like(SCALE), word.like(SCALE / 2.0))
    }
    #[inline(always)]
    fn threshold(share: f64) -> u32 {
        (share * 2_147_483_648.0) as u32
    }
    #[inline(always)]
    fn wide_threshold(share: f64) -> [u64; 2] {
        [Self::threshold(share).into(), u32::MAX.into()]
    }
    #[inline(always)]
    fn ln<F: Single>(u: F) -> F {
        math::ln_f32(u)
    }
    #[inline(always)]
    fn quantile<F: Single>(p: F) -> F {
        math::quantile_f32(p)
    }
    #[inline(always)]
    fn sin_cos_turn<F: Single>(words: F::Bits) -> (F, F) {
        math::sin_cos_turn_f32(words)
    }
}

impl Real for f64 {
    const GROUP: usize = 128;

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
    type Lanes<M: Machine> = M::F64;
    const ZERO: Self = 0.0;

    #[inline(always)]
    fn lanes<M: Machine>(self, machine: M) -> M::F64 {
        machine.f64(self)
    }
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
        let integer = F::from_unsigned(words.right::<11>());
        integer * integer.like(SCALE)
    }
    #[inline(always)]
    fn probability<F: Double>(words: F::Bits) -> F {
        const SCALE: f64 = 1.0 / 18_446_744_073_709_551_616.0;
        let word = F::from_unsigned(words);
        word.mul_add(word.like(SCALE), word.like(SCALE / 2.0))
    }
    #[inline(always)]
    fn wide_probability<F: Double>(words: F::Bits) -> F {
        <Self as Kernel>::probability(words)
    }
    #[inline(always)]
    fn threshold(share: f64) -> u64 {
        (share * 9_223_372_036_854_775_808.0) as u64
    }
    #[inline(always)]
    fn wide_threshold(share: f64) -> [u64; 2] {
        [Self::threshold(share), u64::MAX]
    }
    #[inline(always)]
    fn ln<F: Double>(u: F) -> F {
        math::ln_f64(u)
    }
    #[inline(always)]
    fn quantile<F: Double>(p: F) -> F {
        math::quantile_f64(p)
    }
    #[inline(always)]
    fn sin_cos_turn<F: Double>(words: F::Bits) -> (F, F) {
        math::sin_cos_turn_f64(words)
    }
}
