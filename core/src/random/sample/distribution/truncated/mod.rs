//! The normal distribution restricted to an interval.

mod error;
mod fill;
mod inverse;
mod moments;
mod probability;

pub use error::TruncationError;

pub(in crate::random::sample) use probability::mass;

use std::cmp::Ordering;

use crate::sample::math::CENTER;
use inverse::{Center, Narrow, Tail, Whole};

/// The largest distance from the mean to the interval, in standard deviations. Beyond it, with the smallest u of 2^-65,
/// the tail probabilities would leave the normal range of `f64`.
const REACH: f64 = 36.0;

/// The width below which the density is linear to 2^-36, in units of the distribution's own scale.
pub(in crate::random::sample) const NARROW: f64 = 1.0 / 65_536.0;

/// The normal distribution N(mean, std^2) restricted to [low, high].
///
/// # Values
///
/// A value is the inverse distribution function of the element's own word, clamped to the representable values inside
/// the bounds. How it is computed depends on the interval:
///
/// - Within two standard deviations of the mean, a fraction of polynomials in the distance from the median.
/// - On one side of the mean, such a fraction gives the distance from the nearer end. Its coefficients are computed once
///   a parameter, so that no digits are lost far out or in a short interval.
/// - Otherwise, the first formula, and beyond two standard deviations one in the logarithm of the tail's own small
///   probability, which keeps its precision.
/// - In a narrow interval, (high - low) / std max(1, |alpha|, |beta|) < 2^-16 with alpha = (low - mean) / std and beta =
///   (high - mean) / std, a linear approximation of the density (relative error 2^-36), because differences of
///   probabilities would cancel.
///
/// For `f32`, the arithmetic is in `f32`. In a narrow interval, and for a mean or std near the limits of `f32`, it is in
/// `f64` and the value is rounded. The [contract](crate::guide::contract) has every operation.
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

/// The map from words to values.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Method {
    /// The mean, because `std` is 0.
    Point,
    Narrow(Narrow),
    Center(Center),
    Tail(Tail),
    Whole(Whole),
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
            return Self::Narrow(Narrow::new(std, [low, high], [alpha, beta]));
        }
        let center = Center::new(mean, std, alpha, beta);
        if alpha >= -CENTER && beta <= CENTER && center.is_accurate() {
            Self::Center(center)
        } else if alpha >= 0.0 {
            Self::Tail(Tail::new(low, std, alpha, beta))
        } else if beta <= 0.0 {
            Self::Tail(Tail::new(high, -std, -beta, -alpha))
        } else {
            Self::Whole(Whole::new(mean, std, alpha, beta))
        }
    }
}

#[cfg(test)]
mod tests;
