//! The map from words to truncated normal values.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::{Method, TruncatedNormal};
use crate::sample::engine::group::Transform;
use crate::sample::engine::scalar::lane::Lanes;
use crate::sample::{LANES, Real, Stored};
use crate::stream::{Bits, Double, Float, Machine, Words};

impl TruncatedNormal {
    /// True if a value of `S` lies within the bounds.
    ///
    /// Otherwise [`Sampler::fill`](crate::sample::Sampler::fill) gives the largest value of `S` below `high`.
    ///
    /// ```
    /// use paraminit::sample::TruncatedNormal;
    ///
    /// // Between two neighbors of `f32`, no `f32` lies.
    /// let narrow = TruncatedNormal::new(0.0, 1.0, 1.0 + 1e-9, 1.0 + 2e-9)?;
    /// assert!(narrow.fits::<f64>() && !narrow.fits::<f32>());
    /// # Ok::<(), paraminit::sample::TruncationError>(())
    /// ```
    #[must_use]
    pub fn fits<S: Stored>(&self) -> bool {
        S::DTYPE.at_least(self.low) <= S::DTYPE.at_most(self.high)
    }

    /// The smallest and the largest value of `T` within the bounds.
    fn bounds<T: Real>(&self) -> (T, T) {
        (T::from_f64(T::DTYPE.at_least(self.low)), T::from_f64(T::DTYPE.at_most(self.high)))
    }
}

impl Transform for TruncatedNormal {
    #[inline(always)]
    fn transform<M: Machine, T: Real>(&self, machine: M, words: &Words, out: &mut [T]) {
        let bounds = self.bounds::<T>();
        match self.method {
            Method::Point => out.fill(clamped(T::from_f64(self.mean), bounds)),
            Method::Narrow { tilt } => self.narrow(machine, tilt, bounds, words, out),
            Method::Inverse { below, above, mass, lower, single } => {
                let constants = [below, above, mass, self.mean, self.std];
                if single {
                    invert(machine, constants, lower, bounds, words, out);
                } else {
                    invert_in_f64(machine, constants, lower, bounds, words, out);
                }
            }
        }
    }
}

impl TruncatedNormal {
    /// Fills by low + s (high - low), s = u - tilt u (1 - u), which is the inverse for a linear density.
    #[inline(always)]
    fn narrow<M: Machine, T: Real>(&self, machine: M, tilt: f64, bounds: (T, T), words: &Words, out: &mut [T]) {
        let (low, span) = (machine.f64(self.low), machine.f64(self.high - self.low));
        let (tilt, one) = (machine.f64(-tilt), machine.f64(1.0));
        let count = M::F64::COUNT;
        for (i, out) in out.chunks_exact_mut(count).enumerate() {
            let u: M::F64 = T::wide_probability(T::wide_words(machine, words, i * count));
            let s = (u * (one - u)).mul_add(tilt, u);
            round(s.mul_add(span, low), bounds, out);
        }
    }
}

/// Inverts in the arithmetic of `T`. `lower` is the share of the words that count from the lower end.
#[inline(always)]
fn invert<M: Machine, T: Real>(
    machine: M,
    constants: [f64; 5],
    lower: f64,
    (low, high): (T, T),
    words: &Words,
    out: &mut [T],
) {
    // These are loops, because the compiler might not inline a closure.
    let mut lanes = [T::ZERO.lanes(machine); 5];
    for (lanes, constant) in lanes.iter_mut().zip(constants) {
        *lanes = T::from_f64(constant).lanes(machine);
    }
    let constants = Constants(lanes);
    let (low, high) = (low.lanes(machine), high.lanes(machine));
    let threshold = T::threshold(lower);
    let count = T::Lanes::<M>::COUNT;
    for (i, out) in out.chunks_exact_mut(count).enumerate() {
        let words = T::words(machine, words, i * count);
        // Other words count from the upper end, so they are inverted.
        let is_lower = words.half_below(threshold);
        let u = T::probability(words ^ !is_lower.sign_mask());
        constants.value::<T>(is_lower, u).at_least(low).at_most(high).store(out);
    }
}

/// Inverts in `f64`, and then rounds.
#[inline(always)]
fn invert_in_f64<M: Machine, T: Real>(
    machine: M,
    constants: [f64; 5],
    lower: f64,
    bounds: (T, T),
    words: &Words,
    out: &mut [T],
) {
    let mut lanes = [machine.f64(0.0); 5];
    for (lanes, constant) in lanes.iter_mut().zip(constants) {
        *lanes = machine.f64(constant);
    }
    let constants = Constants(lanes);
    let [threshold, ones] = T::wide_threshold(lower);
    let count = M::F64::COUNT;
    for (i, out) in out.chunks_exact_mut(count).enumerate() {
        let words = T::wide_words(machine, words, i * count);
        let is_lower = words.half_below(threshold);
        let u = T::wide_probability(words ^ (!is_lower.sign_mask() & words.splat(ones)));
        round(constants.value::<f64>(is_lower, u), bounds, out);
    }
}

/// The constants of the inversion (below, above, mass, mean and std), rounded to the type that computes it.
struct Constants<F>([F; 5]);

impl<F: Float> Constants<F> {
    /// Returns the value at probability `u` D from the lower end (if the highest bit is set) or from the upper end.
    #[inline(always)]
    fn value<T: Real>(&self, is_lower: F::Bits, u: F) -> F
    where
        F: Lanes<T>,
    {
        let [below, above, mass, mean, std] = self.0;
        let z = T::quantile(u.mul_add(mass, F::select(is_lower, below, above)));
        std.mul_add(F::select(is_lower, z, -z), mean)
    }
}

/// Rounds to `T`, and clamps to the values within the bounds.
#[inline(always)]
fn round<F: Double, T: Real>(values: F, bounds: (T, T), out: &mut [T]) {
    let mut row = [0.0; LANES];
    values.store(&mut row);
    for (out, value) in out.iter_mut().zip(row) {
        *out = clamped(T::from_f64(value), bounds);
    }
}

#[inline(always)]
fn clamped<T: Real>(value: T, (low, high): (T, T)) -> T {
    value.at_least(low).at_most(high)
}
