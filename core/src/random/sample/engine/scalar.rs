//! The scalar types: [`Stored`] for parameters, and [`Real`] for computation.

use std::fmt::Debug;

use lane::Lane;
use ndarray::LinalgScalar;
use storage::Storage;

use crate::dtype::DType;

/// A scalar type of parameters: `f32`, `f64`, and with the feature `half` also `half::f16` and `half::bf16`. Sealed.
///
/// Values are computed in a [`Real`], and rounded once if the type is narrower. The half types are computed in `f32`.
///
/// ```
/// use paraminit::sample::{Real, Sampler, Stored};
/// use paraminit::stream::StreamId;
///
/// fn drawn<T: Stored>() -> [T; 4] {
///     let mut values = [T::from_computed(T::Computed::from_f64(0.0)); 4];
///     Sampler::Normal { mean: 0.0, std: 1.0 }.fill(StreamId::new(42, "weight"), 0, &mut values);
///     values
/// }
///
/// // `bf16` holds the values of `f32`, rounded.
/// # #[cfg(feature = "half")]
/// assert_eq!(drawn::<half::bf16>(), drawn::<f32>().map(half::bf16::from_f32));
/// ```
pub trait Stored: Storage<Self::Computed> + Copy + Debug + PartialOrd + Send + Sync + 'static {
    /// The type in which values are computed.
    type Computed: Real;

    /// The name of the type.
    const DTYPE: DType;

    /// Rounds to the nearest value of the type, ties to even.
    ///
    /// ```
    /// use paraminit::sample::Stored;
    ///
    /// # #[cfg(feature = "half")]
    /// assert_eq!(half::f16::from_computed(0.1).to_f64(), 0.0999755859375);
    /// assert_eq!(f32::from_computed(0.1), 0.1);
    /// ```
    #[must_use]
    fn from_computed(value: Self::Computed) -> Self;

    /// Returns the same value in the type that computes.
    ///
    /// ```
    /// use paraminit::sample::{Real, Stored};
    ///
    /// fn mean<T: Stored>(values: &[T]) -> f64 {
    ///     values.iter().map(|x| x.to_computed().to_f64()).sum::<f64>() / values.len() as f64
    /// }
    /// assert_eq!(mean(&[1.0_f32, 2.0]), 1.5);
    /// ```
    #[must_use]
    fn to_computed(self) -> Self::Computed;
}

/// A type in which values are computed: `f32` or `f64`. Sealed.
///
/// Values of the half types are computed in `f32` and rounded; see [`Stored`].
///
/// ```
/// use paraminit::sample::{Real, Sampler};
/// use paraminit::stream::StreamId;
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
pub trait Real: Lane + LinalgScalar + Stored<Computed = Self> {
    /// The number of elements that share a group of 16 blocks: 256 for `f32`, 128 for `f64`.
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

    /// Returns the same value as `f64`.
    ///
    /// ```
    /// use paraminit::sample::Real;
    ///
    /// assert_eq!(Real::to_f64(0.5_f32), 0.5_f64);
    /// ```
    #[must_use]
    fn to_f64(self) -> f64;

    /// Returns the next smaller value, as in the standard library.
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

    /// Returns the next larger value, as in the standard library.
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

/// A private trait that keeps [`Stored`] sealed, and its machinery out of sight.
pub(in crate::random::sample) mod storage {
    /// A stored type whose slices are filled by values of the computing type.
    pub trait Storage<C>: Sized {
        /// Fills `out`, the elements from `offset` on. `fill` computes each chunk, from an offset on.
        fn fill_in_chunks(offset: u64, out: &mut [Self], fill: impl FnMut(u64, &mut [C]));

        /// Fills `out` with values that `fill` computes at once.
        ///
        /// # Errors
        /// That of `fill`, or `short` where memory does not hold what is computed.
        fn fill_at_once<E>(out: &mut [Self], short: E, fill: impl FnOnce(&mut [C]) -> Result<(), E>) -> Result<(), E>;

        /// Adds W x to `y`, with rows of `weight` that lie one after the other. False if nothing was done, because the
        /// type is not one that computes.
        fn add_products(_weight: &[Self], _x: &[Self], _y: &mut [Self]) -> bool {
            false
        }
    }
}

/// A private trait that keeps [`Real`] sealed, and its machinery out of sight.
pub(in crate::random::sample) mod lane {
    use crate::sample::math::Tail;
    use crate::stream::{Bits, Float, Machine, Words};
    use std::fmt::Debug;

    /// Lanes of `T`.
    pub trait Lanes<T: Lane>: Float<Scalar = T, Bits: Bits<Scalar = T::Word>> {}
    impl<T: Lane, F: Float<Scalar = T, Bits: Bits<Scalar = T::Word>>> Lanes<T> for F {}

    /// The operations that distributions need of a scalar type.
    pub trait Lane: Float<Scalar = Self, Bits = Self::Word> + Debug + PartialOrd + Send + Sync + 'static {
        /// The random bits of one element.
        type Word: Bits<Scalar = Self::Word>;
        /// The machine's lanes of the type.
        type Lanes<M: Machine>: Lanes<Self>;
        const ZERO: Self;
        /// The word whose highest bit alone is set.
        const HIGHEST: Self::Word;
        /// The word with no bit set.
        const NONE: Self::Word;
        /// The word with all bits set.
        const ALL: Self::Word;
        /// The probability of one word: 2^-32 (2^-64).
        const STEP: f64;

        /// Returns the same number in every lane.
        fn lanes<M: Machine>(self, machine: M) -> Self::Lanes<M>;
        /// Returns the words of the elements from `e` on.
        fn words<M: Machine>(machine: M, words: &Words, e: usize) -> <Self::Lanes<M> as Float>::Bits;
        /// Returns words of 64 bits that stand for the same probabilities, at most half a row at a time.
        fn wide_words<M: Machine>(machine: M, words: &Words, e: usize) -> M::U64;

        /// Returns a fraction in [0, 1), a multiple of 2^-24 (2^-53).
        fn fraction<F: Lanes<Self>>(words: F::Bits) -> F;
        /// Returns a probability in (0, 1]: the middle of the word's interval, rounded.
        fn probability<F: Lanes<Self>>(words: F::Bits) -> F;
        /// Returns the threshold such that a share `share` in [0, 1] of all words, when halved, is below it.
        ///
        /// Words are halved because shares of 0 and 1 are then both exact, and because the difference of a halved word
        /// and the threshold fits a signed number: its sign is the comparison.
        fn threshold(share: f64) -> Self::Word;

        fn ln<F: Lanes<Self>>(u: F) -> F;
        /// ln (1 + x), for x from -1/4 to 0.
        fn ln_1p<F: Lanes<Self>>(x: F) -> F;
        /// Numerator and denominator of a quantile; see [`math`](crate::sample::math).
        fn center<F: Lanes<Self>>(q: F) -> [F; 2];
        fn edge<F: Lanes<Self>>(p: F) -> [F; 2];
        fn rise<F: Lanes<Self>>(tail: &Tail, fall: F) -> [F; 2];
        fn sin_cos_turn<F: Lanes<Self>>(words: F::Bits) -> (F, F);
    }
}
