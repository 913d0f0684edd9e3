//! Reasons why a truncated normal distribution does not exist.

use std::error::Error;
use std::fmt;

use crate::number::Exact;

/// An argument of [`TruncatedNormal::new`](super::TruncatedNormal::new) that it cannot accept.
///
/// ```
/// use paraminit::sample::{TruncatedNormal, TruncationError};
///
/// assert_eq!(TruncatedNormal::new(0.0, -1.0, -2.0, 2.0), Err(TruncationError::Std { std: -1.0 }));
/// assert!(matches!(TruncatedNormal::new(0.0, 1.0, 40.0, 50.0), Err(TruncationError::Distance { .. })));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum TruncationError {
    /// A mean that is NaN or infinite.
    Mean {
        /// The mean.
        mean: f64,
    },
    /// A standard deviation that is negative, NaN or infinite.
    Std {
        /// The standard deviation.
        std: f64,
    },
    /// An interval that is empty, a point, or not ordered.
    Bounds {
        /// The lower bound.
        low: f64,
        /// The upper bound.
        high: f64,
    },
    /// An interval more than 36 standard deviations away from the mean, where the distribution has no mass that `f64`
    /// could hold.
    Distance {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        std: f64,
        /// The lower bound.
        low: f64,
        /// The upper bound.
        high: f64,
    },
}

impl fmt::Display for TruncationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mean { mean } => write!(f, "the mean must be finite, not {}", Exact(*mean)),
            Self::Std { std } => {
                write!(f, "the standard deviation must be finite and not negative, not {}", Exact(*std))
            }
            Self::Bounds { low, high } => {
                let (low, high) = (Exact(*low), Exact(*high));
                write!(f, "the interval [{low}, {high}] is empty: `low` must be less than `high`")
            }
            Self::Distance { mean, std, low, high } => {
                let (low, high, std, mean) = (Exact(*low), Exact(*high), Exact(*std), Exact(*mean));
                write!(
                    f,
                    "the interval [{low}, {high}] is more than 36 standard deviations ({std}) away from the mean {mean}"
                )
            }
        }
    }
}

impl Error for TruncationError {}
