//! The normal distribution restricted to an interval.

mod error;
mod fill;
mod moments;

pub use error::TruncationError;

use std::cmp::Ordering;
use std::f64::consts::FRAC_1_SQRT_2;

/// The largest distance from the mean to the interval, in standard deviations. Beyond it, with the smallest u of 2^-65,
/// the tail probabilities would leave the normal range of `f64`.
const REACH: f64 = 36.0;

/// The width below which the density is linear to 2^-36, in units of the distribution's own scale.
pub(in crate::random::sample) const NARROW: f64 = 1.0 / 65_536.0;

/// The normal distribution N(mean, std^2) restricted to [low, high].
///
/// # Values
///
/// A value is the inverse distribution function of the element's own word. With alpha = (low - mean) / std and beta =
/// (high - mean) / std, let A = Phi(alpha) be the mass below, B = 1 - Phi(beta) the mass above and D = 1 - A - B the
/// mass inside. Let u = fma(w, 2^-32, 2^-33) (f64: 2^-64 and 2^-65). A word in the lower share (1/2 - A) / D of all
/// words gives p = fma(u, D, A), z = quantile(p). Any other word is inverted, `!w`, and gives q = fma(u, D, B), z =
/// -quantile(q). So each tail is computed from its own small probability and keeps its precision. The value is fma(std,
/// z, mean), clamped to the representable values inside the bounds.
///
/// For `f32`, the arithmetic is in `f32` if that is accurate: D at least 2^-20, and at least 1/16 of the largest p or
/// q. Otherwise, and for a mean or std near the limits of `f32`, it is in `f64` and the value is rounded. A narrow
/// interval, (high - low) / std max(1, |alpha|, |beta|) < 2^-16, is inverted by a linear approximation of the density
/// instead (relative error 2^-36), because differences of Phi would cancel.
///
/// Infinite bounds are allowed. With `std` 0 every value is the mean.
///
/// ```
/// use paraminit::sample::{Sampler, TruncatedNormal};
/// use paraminit::stream::StreamId;
///
/// let sampler = Sampler::Truncated(TruncatedNormal::new(0.0, 0.02, -0.04, 0.04)?);
/// let mut values = [0.0_f32; 1000];
/// sampler.fill(StreamId::new(42, "weight"), 0, &mut values);
/// assert!(values.iter().all(|x| x.abs() <= 0.04));
/// # Ok::<(), paraminit::sample::TruncationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TruncatedNormal {
    mean: f64,
    std: f64,
    low: f64,
    high: f64,
    method: Method,
}

/// The map from words to values. All constants are computed once, in `f64`, with `libm`.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Method {
    /// The mean, because `std` is 0.
    Point,
    /// low + s (high - low), s = u - tilt u (1 - u).
    Narrow { tilt: f64 },
    /// The quantile function.
    Inverse {
        /// A, the mass below the interval.
        below: f64,
        /// B, the mass above.
        above: f64,
        /// D, the mass inside.
        mass: f64,
        /// The share of words that count from the lower end.
        lower: f64,
        /// True if `f32` arithmetic is accurate enough for `f32` values.
        single: bool,
    },
}

impl TruncatedNormal {
    /// Returns N(mean, std^2) on [low, high]. The bounds are absolute, not multiples of `std`.
    ///
    /// # Errors
    ///
    /// [`TruncationError`] if `mean` is not finite, `std` is negative or not finite, `low < high` does not hold,
    /// the interval lies more than 36 standard deviations away from the mean, or `std` is 0 and the mean outside.
    ///
    /// ```
    /// use paraminit::sample::TruncatedNormal;
    ///
    /// // Half a bell: infinite bounds are allowed.
    /// let positive = TruncatedNormal::new(0.0, 1.0, 0.0, f64::INFINITY)?;
    /// assert!((positive.moments().0 - (2.0 / std::f64::consts::PI).sqrt()).abs() < 1e-12);
    /// # Ok::<(), paraminit::sample::TruncationError>(())
    /// ```
    pub fn new(mean: f64, std: f64, low: f64, high: f64) -> Result<Self, TruncationError> {
        if !mean.is_finite() {
            return Err(TruncationError::Mean { mean });
        }
        if !(std.is_finite() && std >= 0.0) {
            return Err(TruncationError::Std { std });
        }
        // NaN is not ordered.
        if low.partial_cmp(&high) != Some(Ordering::Less) {
            return Err(TruncationError::Bounds { low, high });
        }
        let inside = low <= mean && mean <= high;
        let (alpha, beta) = ((low - mean) / std, (high - mean) / std);
        if !inside && (alpha > REACH || beta < -REACH) {
            return Err(TruncationError::Distance { mean, std, low, high });
        }
        let method = if std == 0.0 { Method::Point } else { Method::choose(mean, std, low, high) };
        Ok(Self { mean, std, low, high, method })
    }

    /// The mean of the normal distribution before the restriction.
    ///
    /// ```
    /// use paraminit::sample::TruncatedNormal;
    ///
    /// assert_eq!(TruncatedNormal::new(0.1, 0.02, -0.04, 0.04)?.mean(), 0.1);
    /// # Ok::<(), paraminit::sample::TruncationError>(())
    /// ```
    #[must_use]
    pub const fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation before the restriction.
    ///
    /// ```
    /// use paraminit::sample::TruncatedNormal;
    ///
    /// assert_eq!(TruncatedNormal::new(0.1, 0.02, -0.04, 0.04)?.std(), 0.02);
    /// # Ok::<(), paraminit::sample::TruncationError>(())
    /// ```
    #[must_use]
    pub const fn std(&self) -> f64 {
        self.std
    }

    /// The lower bound.
    ///
    /// ```
    /// use paraminit::sample::TruncatedNormal;
    ///
    /// assert_eq!(TruncatedNormal::new(0.1, 0.02, -0.04, 0.04)?.low(), -0.04);
    /// # Ok::<(), paraminit::sample::TruncationError>(())
    /// ```
    #[must_use]
    pub const fn low(&self) -> f64 {
        self.low
    }

    /// The upper bound.
    ///
    /// ```
    /// use paraminit::sample::TruncatedNormal;
    ///
    /// assert_eq!(TruncatedNormal::new(0.1, 0.02, -0.04, 0.04)?.high(), 0.04);
    /// # Ok::<(), paraminit::sample::TruncationError>(())
    /// ```
    #[must_use]
    pub const fn high(&self) -> f64 {
        self.high
    }
}

impl Method {
    /// Chooses the method for a positive `std`.
    fn choose(mean: f64, std: f64, low: f64, high: f64) -> Self {
        let (alpha, beta) = ((low - mean) / std, (high - mean) / std);
        let span = (high - low) / std;
        if span * alpha.abs().max(beta.abs()).max(1.0) < NARROW {
            let middle = f64::midpoint(alpha, beta);
            return Self::Narrow { tilt: middle * span / 2.0 };
        }
        let moderate = mean.abs() < 1e30 && (1e-30..1e30).contains(&std);
        Self::inverse(alpha, beta, moderate)
    }

    /// Returns the inversion on [alpha, beta], in units of std from the mean.
    ///
    /// `moderate` is true if `f32` holds the mean and std well within its range.
    fn inverse(alpha: f64, beta: f64, moderate: bool) -> Self {
        let (below, above) = (upper_tail(-alpha), upper_tail(beta));
        let mass = mass(alpha, beta);
        let largest = if alpha >= 0.0 {
            upper_tail(alpha)
        } else if beta <= 0.0 {
            upper_tail(-beta)
        } else {
            0.5
        };
        let lower = if alpha >= 0.0 {
            0.0
        } else if beta <= 0.0 {
            1.0
        } else {
            ((0.5 - below) / mass).clamp(0.0, 1.0)
        };
        let single = moderate && mass >= 1.0 / 1_048_576.0 && mass >= largest / 16.0;
        Self::Inverse { below, above, mass, lower, single }
    }
}

/// Returns Phi(beta) - Phi(alpha). No term cancels: it uses erf if the interval contains the mean, and else the
/// difference of the nearer tails.
pub(in crate::random::sample) fn mass(alpha: f64, beta: f64) -> f64 {
    if alpha >= 0.0 {
        upper_tail(alpha) - upper_tail(beta)
    } else if beta <= 0.0 {
        upper_tail(-beta) - upper_tail(-alpha)
    } else {
        0.5 * (libm::erf(beta * FRAC_1_SQRT_2) + libm::erf(-alpha * FRAC_1_SQRT_2))
    }
}

/// Returns 1 - Phi(z), with a small relative error for large `z`.
fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::{Method, TruncatedNormal};
    use crate::sample::engine::group::Transformation;
    use crate::stream::Isa;

    /// Both methods agree where both are accurate, so the tilt of the linear density is right.
    #[test]
    fn narrow_intervals_agree_with_inversion() {
        for alpha in [-20.0, -1.0, 0.0, 0.3, 5.0, 30.0_f64] {
            let beta = alpha + 1.2e-5 / alpha.abs().max(1.0);
            let narrow = TruncatedNormal::new(0.0, 1.0, alpha, beta).unwrap();
            assert!(matches!(narrow.method, Method::Narrow { .. }));
            let exact = TruncatedNormal { method: Method::inverse(alpha, beta, true), ..narrow };
            for word in [0, 0x1234_5678, 0x8000_0000, 0xdead_beef, 0xffff_ffff] {
                let words = [[word; 16]; 16];
                let (mut x, mut y) = ([0.0_f64; 128], [0.0_f64; 128]);
                Isa::SCALAR.run(Transformation { transform: &narrow, words: &words, out: &mut x });
                Isa::SCALAR.run(Transformation { transform: &exact, words: &words, out: &mut y });
                let distance = (x[0] - y[0]).abs() / (beta - alpha);
                assert!(distance < 5e-8, "{distance:e} at {alpha}, word {word:#x}");
            }
        }
    }

    #[test]
    fn arithmetic_is_chosen_by_the_interval() {
        let single = |low, high| match TruncatedNormal::new(0.0, 1.0, low, high).unwrap().method {
            Method::Inverse { single, .. } => Some(single),
            _ => None,
        };
        assert_eq!(single(-2.0, 2.0), Some(true));
        assert_eq!(single(2.0, 3.0), Some(true));
        assert_eq!(single(0.0, f64::INFINITY), Some(true));
        assert_eq!(single(8.0, 9.0), Some(false));
        assert_eq!(single(-0.01, 0.01), Some(false));
        assert_eq!(single(1.0, 1.000_001), None);
    }
}
