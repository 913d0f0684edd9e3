//! Anomalies: values that differ from the expectation of their initializer.

use std::fmt;

use super::entry::SummaryEntry;
use crate::dtype::DType;
use crate::init::Expected;
use crate::moments::float;
use crate::number::short;
use crate::statistics::Statistics;

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

/// A measured number that is farther from the expected one than that of a million right parameters.
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
    /// Returns what is not as the initializer promises: values that are not finite, and a mean or a standard deviation
    /// that is farther away than both chance and rounding explain.
    ///
    /// Chance explains five standard errors, and more where the distribution's kurtosis is not small against the number
    /// of elements: one of a million parameters that are as promised is farther away. Rounding explains half a unit in
    /// the last place of the element type, what is computed before it, and the sums of this many elements. There is no
    /// judgment where the elements are not independent, as the standard deviation of an orthogonal matrix is fixed;
    /// where a function, a custom initializer or a file decides; and of fewer elements than the kurtosis.
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
        let expected = self.planned.as_ref().and_then(|entry| entry.expected);
        judge(&self.statistics, self.element, expected)
    }
}

/// What is not as it was promised.
pub(super) fn judge(statistics: &Statistics, element: DType, expected: Option<Expected>) -> Vec<Anomaly> {
    let mut anomalies = Vec::new();
    if statistics.not_finite > 0 {
        anomalies.push(Anomaly::NotFinite(statistics.not_finite));
    }
    let finite = float(statistics.count - statistics.not_finite);
    let Some(expected) = expected.filter(|_| finite > 0.0) else {
        return anomalies;
    };
    let rounding = rounding(element, finite, expected.mean.abs() + expected.std);
    let deviation = |measured: f64, promised: f64, error: f64| {
        let apart = (measured - promised).abs();
        let strays = apart > expected.reach(error) + rounding;
        strays.then(|| Deviation { measured, expected: promised, errors: apart / error })
    };
    if let Some(error) = expected.mean_error {
        anomalies.extend(deviation(statistics.mean, expected.mean, error).map(Anomaly::Mean));
    }
    if let Some(error) = expected.std_error {
        // Of random elements, an estimate without bias of the variance.
        let bias = if error > 0.0 { (finite / (finite - 1.0)).sqrt() } else { 1.0 };
        anomalies.extend(deviation(statistics.std * bias, expected.std, error).map(Anomaly::Std));
    }
    anomalies
}

/// How far rounding may move the mean, or the standard deviation, of `count` elements of this magnitude.
fn rounding(element: DType, count: f64, magnitude: f64) -> f64 {
    /// Operations that an element takes; each factor of a `scaled` is one more, and there are 15 at most.
    const STEPS: f64 = 32.0;
    let computed = STEPS * unit_roundoff(element.computed_in());
    // Sums of blocks are exact but for their last digits, and are joined in halves.
    let sums = (STEPS + count.log2().max(0.0)) * unit_roundoff(DType::F64);
    magnitude * (unit_roundoff(element) + computed + sums) + smallest(element) / 2.0
}

/// Half the distance from 1 to the next number.
fn unit_roundoff(element: DType) -> f64 {
    match element {
        DType::F64 => f64::EPSILON / 2.0,
        DType::F32 => f64::from(f32::EPSILON) / 2.0,
        DType::F16 => 1.0 / 2048.0,
        DType::Bf16 => 1.0 / 256.0,
    }
}

/// The smallest number, the distance of all that are near 0.
fn smallest(element: DType) -> f64 {
    match element {
        DType::F64 => f64::from_bits(1),
        DType::F32 => f32::from_bits(1).into(),
        DType::F16 => f64::exp2(-24.0),
        DType::Bf16 => f64::exp2(-133.0),
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
