//! The map from words to truncated normal values.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::inverse::Inverse;
use super::{Method, TruncatedNormal};
use crate::sample::engine::group::Transform;
use crate::sample::{LANES, Real, Stored};
use crate::stream::{Double, Float, Machine, Words};

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

    /// True if `f32` holds the mean and the standard deviation well within its range.
    fn is_moderate(&self) -> bool {
        self.mean.abs() < 1e30 && (1e-30..1e30).contains(&self.std)
    }
}

impl Transform for TruncatedNormal {
    #[inline(always)]
    fn transform<M: Machine, T: Real>(&self, machine: M, words: &Words, out: &mut [T]) {
        let bounds = self.bounds();
        match &self.method {
            Method::Point => out.fill(clamped(T::from_f64(self.mean), bounds)),
            Method::Narrow(narrow) => fill_in_f64(machine, narrow, bounds, words, out),
            method if !self.is_moderate() => match method {
                Method::Tail(tail) => fill_in_f64(machine, tail, bounds, words, out),
                Method::Center(center) => fill_in_f64(machine, center, bounds, words, out),
                Method::Whole(whole) => fill_in_f64(machine, whole, bounds, words, out),
                Method::Point | Method::Narrow(_) => {}
            },
            Method::Center(center) => fill(machine, center, bounds, words, out),
            Method::Whole(whole) => fill(machine, whole, bounds, words, out),
            Method::Tail(tail) => fill(machine, tail, bounds, words, out),
        }
    }
}

/// Fills in the arithmetic of `T`.
#[inline(always)]
fn fill<M: Machine, T: Real>(machine: M, inverse: &impl Inverse, (low, high): (T, T), words: &Words, out: &mut [T]) {
    let (low, high) = (low.lanes(machine), high.lanes(machine));
    let count = T::Lanes::<M>::COUNT;
    for (i, out) in out.chunks_exact_mut(count).enumerate() {
        let values = inverse.value::<T, T::Lanes<M>>(T::words(machine, words, i * count));
        values.at_least(low).at_most(high).store(out);
    }
}

/// Fills in the arithmetic of `f64`, and rounds.
#[inline(always)]
fn fill_in_f64<M: Machine, T: Real>(machine: M, inverse: &impl Inverse, bounds: (T, T), words: &Words, out: &mut [T]) {
    let count = M::F64::COUNT;
    for (i, out) in out.chunks_exact_mut(count).enumerate() {
        let values: M::F64 = inverse.value::<f64, M::F64>(T::wide_words(machine, words, i * count));
        round(values, bounds, out);
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
