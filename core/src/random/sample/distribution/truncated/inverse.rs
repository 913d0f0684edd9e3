//! Inverse distribution functions of truncated normals: for an interval around the median, for one in a tail, for one
//! that has both, and for a narrow one.
//!
//! Their constants are computed once a parameter, in `f64`, and rounded to the type that computes.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::probability::{mass, upper_tail};
use crate::sample::Real;
use crate::sample::engine::scalar::lane::Lanes;
use crate::sample::math::{self, EDGE, SLOPE};
use crate::stream::Bits;

/// A map from words to values.
pub(super) trait Inverse {
    /// Returns the values of words, in the arithmetic of `T`. They are not clamped yet.
    fn value<T: Real, F: Lanes<T>>(&self, words: F::Bits) -> F;
}

/// Returns w a + b, for unsigned words.
#[inline(always)]
fn linear<T: Real, F: Lanes<T>>(words: F, a: f64, b: f64) -> F {
    words.mul_add(words.splat(T::from_f64(a)), words.splat(T::from_f64(b)))
}

/// A narrow interval, on which the density is linear: low + s (high - low), s = u - tilt u (1 - u).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Narrow {
    low: f64,
    span: f64,
    tilt: f64,
}

impl Narrow {
    /// The interval [low, high], which is [alpha, beta] in units of `std` from the mean.
    pub(super) fn new(std: f64, [low, high]: [f64; 2], [alpha, beta]: [f64; 2]) -> Self {
        let span = high - low;
        Self { low, span, tilt: f64::midpoint(alpha, beta) * (span / std) / 2.0 }
    }
}

impl Inverse for Narrow {
    #[inline(always)]
    fn value<T: Real, F: Lanes<T>>(&self, words: F::Bits) -> F {
        let u = linear(F::from_unsigned(words), T::STEP, T::STEP / 2.0);
        let one = u.splat(T::from_f64(1.0));
        let s = (u * (one - u)).mul_add(u.splat(T::from_f64(-self.tilt)), u);
        linear(s, self.span, self.low)
    }
}

/// An interval within two standard deviations from the mean: q = fma(w - 2^(b-1), D 2^-b, middle), from the median.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Center {
    mean: f64,
    std: f64,
    /// D, the mass inside.
    mass: f64,
    /// The probability of the middle of the words, less 1/2: (A - B) / 2.
    middle: f64,
}

impl Center {
    /// The interval [alpha, beta], in units of `std` from the mean.
    pub(super) fn new(mean: f64, std: f64, alpha: f64, beta: f64) -> Self {
        let middle = (upper_tail(-alpha) - upper_tail(beta)) / 2.0;
        Self { mean, std, mass: mass(alpha, beta), middle }
    }

    /// True if q is a sum that does not cancel much.
    pub(super) fn is_accurate(&self) -> bool {
        self.middle.abs() <= 16.0 * self.mass
    }

    /// Returns q.
    #[inline(always)]
    fn off_median<T: Real, F: Lanes<T>>(&self, words: F::Bits) -> F {
        let step = self.mass * T::STEP;
        linear(F::from_signed(words ^ words.splat(T::HIGHEST)), step, self.middle + step / 2.0)
    }

    /// Returns the value for z = SLOPE q + numerator / denominator.
    #[inline(always)]
    fn scaled<T: Real, F: Lanes<T>>(&self, q: F, [numerator, denominator]: [F; 2]) -> F {
        let z = q.mul_add(q.splat(T::from_f64(SLOPE)), numerator / denominator);
        linear(z, self.std, self.mean)
    }
}

impl Inverse for Center {
    #[inline(always)]
    fn value<T: Real, F: Lanes<T>>(&self, words: F::Bits) -> F {
        let q = self.off_median::<T, F>(words);
        self.scaled::<T, F>(q, T::center(q))
    }
}

/// An interval that contains the mean and more than the center: the center, and beyond it what p = fma(w, D 2^-b, A)
/// gives, or with B and the inverted word. Half of the words tell the sides apart, because D is nearly 1/2 at least.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Whole {
    center: Center,
    /// A, the mass below.
    below: f64,
    /// B, the mass above.
    above: f64,
}

impl Whole {
    /// The interval [alpha, beta], in units of `std` from the mean.
    pub(super) fn new(mean: f64, std: f64, alpha: f64, beta: f64) -> Self {
        let center = Center::new(mean, std, alpha, beta);
        Self { center, below: upper_tail(-alpha), above: upper_tail(beta) }
    }
}

impl Inverse for Whole {
    #[inline(always)]
    fn value<T: Real, F: Lanes<T>>(&self, words: F::Bits) -> F {
        // From the nearer end, of either half of the words.
        let word = F::from_signed(words ^ words.sign_mask());
        let step = self.center.mass * T::STEP;
        let below = word.splat(T::from_f64(self.below + step / 2.0));
        let above = word.splat(T::from_f64(self.above + step / 2.0));
        let p = word.mul_add(word.splat(T::from_f64(step)), F::select(words, above, below));
        let is_center = p.ge_mask(p.splat(T::from_f64(EDGE)));
        let q = self.center.off_median::<T, F>(words);
        let ratio = match F::single_choice(is_center) {
            Some(true) => T::center(q),
            Some(false) => edge::<T, F>(words, p),
            None => {
                let (center, edge) = (T::center(q), edge::<T, F>(words, p));
                [F::select(is_center, center[0], edge[0]), F::select(is_center, center[1], edge[1])]
            }
        };
        // An edge has no part in q.
        self.center.scaled::<T, F>(F::from_bits(q.to_bits() & is_center), ratio)
    }
}

/// The lower or, where the highest bit of the word is set, the upper end.
#[inline(always)]
fn edge<T: Real, F: Lanes<T>>(words: F::Bits, p: F) -> [F; 2] {
    let [numerator, denominator] = T::edge(p);
    [F::from_bits(numerator.to_bits() ^ (words & words.splat(T::HIGHEST))), denominator]
}

/// An interval on one side of the mean, from its end that is nearer to the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tail {
    /// The nearer end.
    near: f64,
    /// The standard deviation, negative on the lower side.
    std: f64,
    /// D / Q(z0), with z0 the distance of the nearer end: the share of the tail beyond it that the interval has.
    share: f64,
    /// The rest of the tail.
    rest: f64,
    form: math::Tail,
}

impl Tail {
    /// The interval from `near` on, which is z0, to z1 >= z0, on the upper or on the lower side of the mean.
    pub(super) fn new(near: f64, std: f64, z0: f64, z1: f64) -> Self {
        let all = upper_tail(z0);
        Self { near, std, share: mass(z0, z1) / all, rest: upper_tail(z1) / all, form: math::Tail::new(all) }
    }

    /// True if the fall is computed from the nearer end.
    pub(super) fn is_short(&self) -> bool {
        self.share < 0.25
    }
}

impl Inverse for Tail {
    #[inline(always)]
    fn value<T: Real, F: Lanes<T>>(&self, words: F::Bits) -> F {
        // Words count upward from the nearer end on the upper side, from the farther end on the lower side.
        let inverted = words.splat(if (self.std > 0.0) == self.is_short() { T::NONE } else { T::ALL });
        let word = F::from_unsigned(words ^ inverted);
        let step = self.share * T::STEP;
        // ln of the share of the tail that lies beyond the value.
        let ln = if self.is_short() {
            T::ln_1p(linear(word, -step, -step / 2.0))
        } else {
            T::ln(linear(word, step, self.rest + step / 2.0))
        };
        let [numerator, denominator] = T::rise(&self.form, -ln);
        linear(numerator / denominator, self.std, self.near)
    }
}
