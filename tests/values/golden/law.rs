//! The distribution that a row's system documents, and how far a sample may be from it.

#![allow(clippy::cast_precision_loss, reason = "samples have far fewer than 2^53 elements")]

use paraminit::init::Distribution;

/// The standard deviation of a standard normal distribution truncated at two: the constant of JAX and Keras.
const AT_TWO: f64 = 0.879_625_661_034_239_8;
/// The density of the standard normal distribution at 2.
const DENSITY_AT_TWO: f64 = 0.053_990_966_513_188_06;
/// Its mass between -2 and 2.
const MASS_WITHIN_TWO: f64 = 0.954_499_736_103_641_6;

/// What a distribution of location 0 and scale 1 looks like. All are symmetric.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Family {
    /// 0 always.
    Zero,
    Uniform,
    Normal,
    /// Normal, truncated at two standard deviations.
    Truncated,
}

/// A distribution.
#[derive(Clone, Copy, Debug)]
pub struct Law {
    family: Family,
    pub mean: f64,
    /// After truncation.
    pub std: f64,
    pub low: f64,
    pub high: f64,
}

/// The standard errors of the statistics of one sample.
#[derive(Clone, Copy, Debug)]
pub struct Errors {
    pub mean: f64,
    pub std: f64,
    pub kurtosis: f64,
}

impl Law {
    pub fn zero() -> Self {
        Self { family: Family::Zero, mean: 0.0, std: 0.0, low: 0.0, high: 0.0 }
    }

    pub fn uniform(low: f64, high: f64) -> Self {
        let (mean, std) = (f64::midpoint(low, high), (high - low) / 12.0_f64.sqrt());
        Self { family: Family::Uniform, mean, std, low, high }
    }

    /// Uniform between `-bound` and `bound`.
    pub fn within(bound: f64) -> Self {
        Self::uniform(-bound, bound)
    }

    pub fn normal(mean: f64, std: f64) -> Self {
        Self { family: Family::Normal, mean, std, low: f64::NEG_INFINITY, high: f64::INFINITY }
    }

    /// Normal, truncated at two of its standard deviations, which are `std` before.
    pub fn truncated(mean: f64, std: f64) -> Self {
        let (low, high) = (mean - 2.0 * std, mean + 2.0 * std);
        Self { family: Family::Truncated, mean, std: std * AT_TWO, low, high }
    }

    /// Mean 0 and this variance: what variance scaling asks for, in all systems that have it.
    pub fn of_variance(variance: f64, distribution: Distribution) -> Self {
        match distribution {
            Distribution::Uniform => Self::within((3.0 * variance).sqrt()),
            Distribution::Normal => Self::normal(0.0, variance.sqrt()),
            Distribution::TruncatedNormal => Self::truncated(0.0, variance.sqrt() / AT_TWO),
            other => panic!("no row has {other}"),
        }
    }

    pub fn kurtosis(self) -> f64 {
        self.family.standardized(4)
    }

    /// Whether nothing is random.
    pub fn is_zero(self) -> bool {
        self.family == Family::Zero
    }

    /// The standard errors of a sample of `n`.
    ///
    /// With a(k) the central moments over the power of the standard deviation, and all odd ones 0, as the family is
    /// symmetric: n Var(mean) = std^2 and n Var(std) = std^2 (a(4) - 1) / 4. The kurtosis m4 / m2^2 is a quotient of
    /// sample moments, for which n Cov(m(r), m(s)) = a(r + s) - a(r) a(s) with r and s even. Its gradient (1, -2 a(4))
    /// in (m4, m2) makes
    ///
    /// ```text
    /// n Var(kurtosis) = (a(8) - a(4)^2) - 4 a(4) (a(6) - a(4)) + 4 a(4)^2 (a(4) - 1)
    ///                 = a(8) - 4 a(4) a(6) + 4 a(4)^3 - a(4)^2
    /// ```
    ///
    /// which is the well-known 24 for a normal distribution.
    pub fn errors(self, n: usize) -> Errors {
        let n = n as f64;
        if self.is_zero() {
            return Errors { mean: 0.0, std: 0.0, kurtosis: 0.0 };
        }
        let [a4, a6, a8] = [4, 6, 8].map(|power| self.family.standardized(power));
        Errors {
            mean: self.std / n.sqrt(),
            std: self.std * ((a4 - 1.0) / (4.0 * n)).sqrt(),
            kurtosis: ((a8 - 4.0 * a4 * a6 + 4.0 * a4.powi(3) - a4 * a4) / n).sqrt(),
        }
    }

    /// How far the extremes of a sample of `n` may be from the bounds of the law; nothing for a normal distribution.
    ///
    /// With the density p at a bound, which is nowhere smaller, no element is within a distance d of it with a
    /// probability of at most exp(-n p d). Beyond d = 15 / (n p) that is 3e-7, as five standard errors are.
    pub fn gap(self, n: usize) -> Option<f64> {
        let density = match self.family {
            Family::Zero => return Some(0.0),
            Family::Normal => return None,
            Family::Uniform => 1.0 / (self.high - self.low),
            Family::Truncated => DENSITY_AT_TWO / MASS_WITHIN_TWO / (self.std / AT_TWO),
        };
        Some(15.0 / (n as f64 * density))
    }
}

impl Family {
    /// The central moment of an even power, over that power of the standard deviation.
    fn standardized(self, power: i32) -> f64 {
        match self {
            Self::Zero => 0.0,
            Self::Normal => f64::from(power - 1) * if power > 2 { self.standardized(power - 2) } else { 1.0 },
            // 1 / (power + 1) on [-1, 1], where the variance is 1/3.
            Self::Uniform => 3.0_f64.powi(power / 2) / f64::from(power + 1),
            Self::Truncated => truncated_moment(power) / truncated_moment(2).powi(power / 2),
        }
    }
}

/// The moment of an even power of a standard normal distribution truncated at two. By parts:
/// m(k) = (k - 1) m(k - 2) - 2^k density(2) / mass.
fn truncated_moment(power: i32) -> f64 {
    if power == 0 {
        return 1.0;
    }
    f64::from(power - 1) * truncated_moment(power - 2) - 2.0_f64.powi(power) * DENSITY_AT_TWO / MASS_WITHIN_TWO
}

#[test]
fn the_moments_behind_the_standard_errors() {
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
    near(truncated_moment(2).sqrt(), AT_TWO);
    near(Law::within(2.0).kurtosis(), 1.8);
    near(Law::normal(1.0, 2.0).kurtosis(), 3.0);
    let of_one = |law: Law| law.errors(1);
    near(of_one(Law::normal(1.0, 2.0)).kurtosis.powi(2), 24.0);
    near(of_one(Law::normal(1.0, 2.0)).std.powi(2), 2.0);
    near(of_one(Law::uniform(0.0, 1.0)).mean.powi(2), 1.0 / 12.0);
    // 9 - 4 (9/5) (27/7) + 4 (9/5)^3 - (9/5)^2
    near(of_one(Law::uniform(0.0, 1.0)).kurtosis.powi(2), 1.316_571_428_571);
    // The same law by its variance.
    let (law, other) = (Law::of_variance(0.25, Distribution::TruncatedNormal), Law::truncated(0.0, 0.5 / AT_TWO));
    near(law.std, 0.5);
    near(law.high, other.high);
}
