//! Expected mean and standard deviation of a parameter, and the standard errors of measured ones.

use crate::const_math::float;
use crate::init::Filler;
use crate::init::fill::filler::ElementFn;

/// The expected mean and standard deviation of a parameter's elements, before rounding, and their standard errors.
///
/// The standard errors are those of independent elements: `std / sqrt(n)` for the mean, and for the standard deviation
/// half of sqrt((m4 - std^4 (n - 3) / (n - 1)) / n) / std, with m4 the fourth central moment.
///
/// ```
/// use paraminit::prelude::*;
///
/// let plan = init! { <Dense<50, 200>> weight => normal(0.0, 0.02), bias => zeros }.plan_build()?;
/// let expected = plan.entries()[0].expected().expect("a normal distribution");
/// assert_eq!((expected.mean, expected.std), (0.0, 0.02));
/// assert_eq!(expected.mean_error, Some(0.02 / 100.0)); // of 10 000 elements
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Expected {
    /// The mean of all elements.
    pub mean: f64,
    /// The standard deviation of all elements.
    pub std: f64,
    /// The standard error of the measured mean; 0 if nothing is random. `None` if the elements may be correlated, or
    /// are so few (fewer than the kurtosis) that their mean is far from normally distributed.
    pub mean_error: Option<f64>,
    /// The standard error of the measured standard deviation. `None` also if the elements are uncorrelated but not
    /// independent, as in an orthogonal matrix.
    pub std_error: Option<f64>,
    /// By how much more than those of a normal distribution the tails of such a measured mean or deviation reach.
    tails: f64,
}

/// Dependence of the elements of a parameter on each other.
#[derive(Clone, Copy, PartialEq)]
enum Bond {
    /// None: nothing is random.
    Fixed,
    Independent,
    /// Of no correlation, but not independent.
    Uncorrelated,
    /// Any other dependence, or an unknown one.
    Other,
}

impl Expected {
    /// Returns the expectation of a filler for a parameter of `count` elements, if it is known.
    pub(crate) fn of(filler: &Filler, count: usize) -> Option<Self> {
        let law = filler.central()?;
        let n = float(count);
        let (mean_error, std_error) = match filler.bond() {
            Bond::Fixed => (Some(0.0), Some(0.0)),
            Bond::Independent if law.kurtosis() <= n => (Some(law.mean_error(n)), Some(law.std_error(n))),
            Bond::Uncorrelated if law.kurtosis() <= n => (Some(law.mean_error(n)), None),
            Bond::Independent | Bond::Uncorrelated | Bond::Other => (None, None),
        };
        let finite = |error: Option<f64>| error.filter(|error| error.is_finite());
        let (mean_error, std_error, tails) = (finite(mean_error), finite(std_error), (law.kurtosis() / n).sqrt());
        Some(Self { mean_error, std_error, tails, ..Self::without_errors((law.mean, law.std)) })
    }

    /// Returns the moments, without standard errors.
    pub(crate) fn without_errors((mean, std): (f64, f64)) -> Self {
        Self { mean, std, mean_error: None, std_error: None, tails: 0.0 }
    }

    /// That of a parameter of which the share `f` has this `value`, and the rest is expected as here.
    pub(crate) fn beside(self, f: f64, value: f64) -> Self {
        let (rest, apart) = (1.0 - f, self.mean - value);
        let mean = rest * self.mean + f * value;
        let std = (rest * (self.std * self.std + f * apart * apart)).sqrt();
        let mean_error = self.mean_error.map(|error| rest * error);
        // By the derivatives of the deviation; the two errors may add up.
        let off = |(of_std, of_mean): (f64, f64)| rest * (self.std * of_std + f * apart.abs() * of_mean) / std;
        let errors = self.std_error.zip(self.mean_error);
        let std_error = if std == 0.0 { errors.map(|_| 0.0) } else { errors.map(off) };
        Self { mean, std, mean_error, std_error, ..self }
    }

    /// How far off a measured mean or deviation with this standard error may be, if one of a million is to be farther.
    ///
    /// Of few elements, or of few that matter, neither is distributed normally: a Poisson variable of mean 1 is more often
    /// 8 deviations above it than a normal one 5. With the ratio of kurtosis and count, which is 1 there, the distance
    /// grows to twice as much.
    pub(crate) fn reach(&self, error: f64) -> f64 {
        /// Standard errors that one of a million normal values is away.
        const LIMIT: f64 = 5.0;
        if error == 0.0 { 0.0 } else { LIMIT * error * (1.0 + self.tails) }
    }
}

impl Filler {
    fn bond(&self) -> Bond {
        match self {
            Self::Elementwise(_) => Bond::Independent,
            Self::Index(_) => Bond::Fixed,
            // Two entries of a uniformly distributed orthogonal matrix are uncorrelated. In a sparse matrix the number
            // of zeros in a line is fixed, but the signs of the other elements are not.
            Self::Orthogonal(_) | Self::Sparse(_) => Bond::Uncorrelated,
            Self::Then(ElementFn::Scaled(_), filler) => filler.bond(),
            // The number of elements of each block or copy is fixed, so the errors are at most those of a mixture.
            Self::Blocks(fillers, _) | Self::Each(fillers, _) => joint(fillers.iter()),
            // Which arm an element takes is random, whatever the arms are.
            Self::Mixture(arms) => match joint(arms.iter().map(|(_, filler)| filler)) {
                Bond::Other => Bond::Other,
                _ => Bond::Uncorrelated,
            },
            Self::Chrono(_) | Self::Embedded(..) | Self::Then(..) => Bond::Other,
        }
    }
}

/// The bond that all of these have; no correlation, if it is not the same.
fn joint<'f>(fillers: impl Iterator<Item = &'f Filler>) -> Bond {
    let join = |one: Bond, other: Bond| match (one, other) {
        (Bond::Other, _) | (_, Bond::Other) => Bond::Other,
        (one, other) if one == other => one,
        _ => Bond::Uncorrelated,
    };
    fillers.map(Filler::bond).reduce(join).unwrap_or(Bond::Other)
}

#[cfg(test)]
mod tests {
    use crate::axes::Axis;
    use crate::axes::Role::{In, Out};
    use crate::dtype::DType;
    use crate::info::ParamInfo;
    use crate::init::*;

    fn errors(init: Init) -> Option<(Option<f64>, Option<f64>)> {
        let info = ParamInfo::bare(&[40, 10], Some(&[Axis::of(Out), Axis::of(In)]), DType::F32);
        let expected = init.resolve(&info).unwrap().expected(400)?;
        let digits = |x: f64| (x * 1e6).round() / 1e6;
        Some((expected.mean_error.map(digits), expected.std_error.map(digits)))
    }

    #[test]
    fn errors_follow_the_elements() {
        // sqrt(sigma^4 2 / 399) / 2 for a normal distribution; a uniform one has tails that end.
        assert_eq!(errors(normal(0.0, 2.0)), Some((Some(0.1), Some(0.070_799))));
        assert_eq!(errors(uniform(-1.0, 1.0)), Some((Some(0.028_868), Some(0.012_95))));
        assert_eq!(errors(scaled(normal(0.0, 1.0), -2.0)), errors(normal(0.0, 2.0)));
        assert_eq!(errors(eye()), Some((Some(0.0), Some(0.0))));
        assert_eq!(errors(orthogonal()).map(|(_, std)| std), Some(None));
        assert_eq!(errors(sparse(0.5).std(2.0)), Some((Some(0.070_711), None)));
        assert_eq!(errors(zeros()), Some((Some(0.0), Some(0.0))));
        assert_eq!(errors(mixture([(0.999, zeros()), (0.001, normal(0.0, 1.0))])), Some((None, None)));
        assert_eq!(errors(map(normal(0.0, 1.0), f64::abs)), None);
        assert_eq!(errors(clamped(eye(), 0.0, 0.5)), None);
    }
}
