//! Anomalies: values that differ from the expectation of their initializer.

use std::fmt;

use super::entry::SummaryEntry;
use crate::dtype::DType;
use crate::number::short;
use crate::statistics::float;

/// The number of standard errors that counts as an anomaly. Among a million normal parameters, one is so far away.
const LIMIT: f64 = 5.0;

/// An anomaly in the values of a parameter.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::summary::Anomaly;
///
/// let rules = init! { <Dense<64, 64>> weight => normal(0.0, 0.02), bias => zeros };
/// let mut layer = rules.build(42)?;
/// *layer.weight_mut() *= 2.0;
/// let summary = rules.summary(&layer);
/// let anomalies: Vec<_> = summary.anomalies().map(|(_, anomaly)| anomaly).collect();
/// assert!(matches!(anomalies[..], [Anomaly::Std(_)]));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Anomaly {
    /// The mean deviates.
    Mean(Deviation),
    /// The standard deviation deviates.
    Std(Deviation),
    /// This many values are infinite or not a number.
    NotFinite(u64),
}

/// A measured number that is more than five standard errors from the expected one.
///
/// ```
/// use paraminit::prelude::*;
/// use paraminit::summary::Anomaly;
///
/// let rules = init! { <Dense<4, 8>> ** => zeros };
/// let mut layer = rules.build(42)?;
/// layer.bias_mut().fill(1.0);
/// let summary = rules.summary(&layer);
/// let Some((_, Anomaly::Mean(deviation))) = summary.anomalies().next() else { unreachable!("{summary}") };
/// assert_eq!((deviation.measured, deviation.expected, deviation.errors), (1.0, 0.0, f64::INFINITY));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Deviation {
    /// The measured number.
    pub measured: f64,
    /// The expected number.
    pub expected: f64,
    /// The distance in standard errors; infinite if nothing is random.
    pub errors: f64,
}

impl SummaryEntry {
    /// Returns the anomalies: values that are not finite, and a mean or a standard deviation that is more than five
    /// standard errors away from the expected one.
    ///
    /// The errors take the distribution's kurtosis into account and leave room for the rounding of the element type. A
    /// mean or standard deviation without a standard error is not judged: if the elements are not independent (the
    /// standard deviation of an orthogonal matrix is fixed), if a function, a custom initializer or a file decides, or
    /// if there are fewer elements than the kurtosis.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> ** => zeros };
    /// let mut layer = rules.build(42)?;
    /// layer.bias_mut().fill(1.0);
    /// let summary = rules.summary(&layer);
    /// let counts: Vec<_> = summary.entries().iter().map(|entry| entry.anomalies().len()).collect();
    /// assert_eq!(counts, [0, 1]); // weight, bias
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn anomalies(&self) -> Vec<Anomaly> {
        let statistics = &self.statistics;
        let mut anomalies = Vec::new();
        if statistics.not_finite > 0 {
            anomalies.push(Anomaly::NotFinite(statistics.not_finite));
        }
        let finite = float(statistics.count - statistics.not_finite);
        let Some(expected) = self.planned.as_ref().and_then(|entry| entry.expected).filter(|_| finite > 0.0) else {
            return anomalies;
        };
        let rounding = unit_roundoff(self.element) * (expected.mean.abs() + expected.std);
        let deviation = |measured: f64, expected: f64, error: f64| {
            let apart = (measured - expected).abs();
            (apart > LIMIT * error + rounding).then(|| Deviation { measured, expected, errors: apart / error })
        };
        if let Some(error) = expected.mean_error {
            anomalies.extend(deviation(statistics.mean, expected.mean, error).map(Anomaly::Mean));
        }
        if let Some(error) = expected.std_error {
            // For random elements, this makes the estimate of the variance unbiased.
            let bias = if error > 0.0 { (finite / (finite - 1.0)).sqrt() } else { 1.0 };
            anomalies.extend(deviation(statistics.std * bias, expected.std, error).map(Anomaly::Std));
        }
        anomalies
    }
}

/// Returns half the distance from 1 to the next number. For `f64` it returns more than sums in `f64` lose.
fn unit_roundoff(element: DType) -> f64 {
    match element {
        DType::F64 => f64::EPSILON * 1024.0,
        DType::F32 => f64::from(f32::EPSILON) / 2.0,
        DType::F16 => 1.0 / 2048.0,
        DType::Bf16 => 1.0 / 256.0,
    }
}

impl fmt::Display for Anomaly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mean(deviation) => write!(f, "its mean is {deviation}"),
            Self::Std(deviation) => write!(f, "its standard deviation is {deviation}"),
            Self::NotFinite(1) => f.write_str("1 value is not finite"),
            Self::NotFinite(count) => write!(f, "{count} values are not finite"),
        }
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, expected was {}", short(self.measured), short(self.expected))?;
        if self.errors.is_finite() {
            write!(f, ", {:.0} standard errors away", self.errors)?;
        }
        Ok(())
    }
}
