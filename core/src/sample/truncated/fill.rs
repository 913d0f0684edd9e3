//! From words to truncated normal values.

#![expect(clippy::inline_always, reason = "must follow its caller's vector width")]

use super::{Method, TruncatedNormal};
use crate::sample::{LANES, Real};
use crate::stream::Words;

impl TruncatedNormal {
    /// Whether some value of `T` lies within the bounds.
    ///
    /// If none does, [`Sampler::fill`](crate::sample::Sampler::fill) gives the largest value of `T` below `high`.
    #[must_use]
    pub fn fits<T: Real>(&self) -> bool {
        let (low, high) = self.bounds::<T>();
        low <= high
    }

    /// The smallest and the largest value of `T` within the bounds.
    fn bounds<T: Real>(&self) -> (T, T) {
        let (low, high) = (T::from_f64(self.low), T::from_f64(self.high));
        (
            if low.to_f64() < self.low { low.next_up() } else { low },
            if high.to_f64() > self.high { high.next_down() } else { high },
        )
    }

    /// Fills one group.
    #[inline(always)]
    pub(in crate::sample) fn fill<T: Real>(&self, words: &Words, out: &mut [T]) {
        match self.method {
            Method::Point => out.fill(T::from_f64(self.mean)),
            Method::Narrow { tilt } => self.narrow(tilt, words, out),
            Method::Inverse { below, above, mass, lower, single } => {
                let constants = [below, above, mass, self.mean, self.std];
                if single {
                    invert(&Constants::<T>::new(constants), lower, words, out);
                } else {
                    invert_in_f64(&Constants::<f64>::new(constants), lower, words, out);
                }
            }
        }
        let (low, high) = self.bounds::<T>();
        for value in out {
            *value = value.at_least(low).at_most(high);
        }
    }

    /// low + s (high - low), s = u - tilt u (1 - u): the inverse for a density that is linear.
    #[inline(always)]
    fn narrow<T: Real>(&self, tilt: f64, words: &Words, out: &mut [T]) {
        let (rows, _) = out.as_chunks_mut::<LANES>();
        for (row, words) in rows.iter_mut().zip(T::rows(words)) {
            for (value, word) in row.iter_mut().zip(words) {
                let u = T::probability_f64(word);
                let s = (u * (1.0 - u)).mul_add(-tilt, u);
                *value = T::from_f64(s.mul_add(self.high - self.low, self.low));
            }
        }
    }
}

/// The constants of the inversion, rounded to the type that computes it.
struct Constants<A> {
    below: A,
    above: A,
    mass: A,
    mean: A,
    std: A,
}

impl<A: Real> Constants<A> {
    fn new(constants: [f64; 5]) -> Self {
        let [below, above, mass, mean, std] = constants.map(A::from_f64);
        Self { below, above, mass, mean, std }
    }

    /// The value at distance `u` D from the lower or the upper end of the probabilities.
    #[inline(always)]
    fn value(&self, is_lower: bool, u: A) -> A {
        let outside = if is_lower { self.below } else { self.above };
        let z = u.mul_add(self.mass, outside).quantile();
        let z = if is_lower { z } else { -z };
        self.std.mul_add(z, self.mean)
    }
}

/// Inverts in the arithmetic of `T`. `lower` is the share of the words that count from the lower end.
#[inline(always)]
fn invert<T: Real>(constants: &Constants<T>, lower: f64, words: &Words, out: &mut [T]) {
    let threshold = T::threshold(lower);
    let (rows, _) = out.as_chunks_mut::<LANES>();
    for (row, words) in rows.iter_mut().zip(T::rows(words)) {
        for (value, word) in row.iter_mut().zip(words) {
            let is_lower = T::below(word, threshold);
            let word = if is_lower { word } else { !word };
            *value = constants.value(is_lower, T::probability(word));
        }
    }
}

/// Inverts in `f64`, then rounds.
#[inline(always)]
fn invert_in_f64<T: Real>(constants: &Constants<f64>, lower: f64, words: &Words, out: &mut [T]) {
    let threshold = T::threshold(lower);
    let (rows, _) = out.as_chunks_mut::<LANES>();
    for (row, words) in rows.iter_mut().zip(T::rows(words)) {
        for (value, word) in row.iter_mut().zip(words) {
            let is_lower = T::below(word, threshold);
            let word = if is_lower { word } else { !word };
            *value = T::from_f64(constants.value(is_lower, T::probability_f64(word)));
        }
    }
}
