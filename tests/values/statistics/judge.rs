//! The tests: each says what is wrong with a sample, or nothing.
//!
//! Samples are the same on every run, so a test that passes once passes always.

#![allow(clippy::cast_precision_loss, reason = "samples have far fewer than 2^53 elements")]

use paraminit::sample::Real;

use super::law::Law;

/// How many standard errors a statistic may be off. By chance one of two million is.
pub const STANDARD_ERRORS: f64 = 5.0;

/// The largest sqrt(n) D of a sample of its own law, but for one of a thousand.
const KOLMOGOROV: f64 = 1.95;

/// What is wrong.
pub type Fault = String;

/// Nothing, if the statistic is so many standard errors off that chance may be why.
pub fn within(what: &str, off: f64) -> Result<(), Fault> {
    if off.abs() <= STANDARD_ERRORS { Ok(()) } else { Err(format!("{what} is {off:.1} standard errors off")) }
}

/// Kolmogorov and Smirnov: the largest distance between the distribution functions of the sample and of the law, at
/// every value of the sample and just below it, so that atoms count in full.
pub fn distribution<T: Real>(sample: &[T], law: &Law) -> Result<(), Fault> {
    let mut sorted: Vec<f64> = sample.iter().map(|value| value.to_f64()).collect();
    if sorted.iter().any(|value| !value.is_finite()) {
        return Err("a value is not finite".to_owned());
    }
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let (mut before, mut largest) = (0, 0.0_f64);
    for equal in sorted.chunk_by(|a, b| a == b) {
        let after = before + equal.len();
        let below = law.below(equal[0]);
        let up_to = below + law.at(equal[0]);
        largest = largest.max((before as f64 / n - below).abs()).max((after as f64 / n - up_to).abs());
        before = after;
    }
    let statistic = largest * n.sqrt();
    if statistic < KOLMOGOROV { Ok(()) } else { Err(format!("sqrt(n) D is {statistic:.2}, limit {KOLMOGOROV}")) }
}

/// The sample's mean and standard deviation are the law's.
pub fn moments<T: Real>(sample: &[T], law: &Law) -> Result<(), Fault> {
    let (mean, std) = law.moments();
    let n = sample.len() as f64;
    let (mut first, mut second, mut fourth) = (0.0, 0.0, 0.0);
    for value in sample {
        let z = (value.to_f64() - mean) / std;
        first += z;
        second += z * z;
        fourth += z * z * z * z;
    }
    let (first, second, fourth) = (first / n, second / n, fourth / n);
    within("the mean", first * n.sqrt())?;
    // The error of the second moment by the fourth: that of the sample is exact enough.
    within("the variance", (second - 1.0) / ((fourth - second * second) / n).sqrt())
}

/// Two sequences of the law are not correlated, nor are the squares of their deviations, nor one with the other.
pub fn uncorrelated<T: Real>(left: &[T], right: &[T], law: &Law) -> Result<(), Fault> {
    let (mean, std) = law.moments();
    let mut sums = [0.0; 4];
    let mut squares = [0.0; 4];
    let mut kurtosis = 0.0;
    for (x, y) in left.iter().zip(right) {
        let [x, y] = [x, y].map(|value| (value.to_f64() - mean) / std);
        let [a, b] = [x * x - 1.0, y * y - 1.0];
        kurtosis += a * a;
        for (i, product) in [x * y, a * b, x * b, a * y].into_iter().enumerate() {
            sums[i] += product;
            squares[i] += product * product;
        }
    }
    // A square that does not vary, that of a coin, is not correlated with anything.
    let varies = kurtosis > 1e-9 * left.len() as f64;
    let names = ["correlation", "correlation of squares", "correlation with squares", "correlation of squares with"];
    for (i, name) in names.into_iter().enumerate() {
        if i == 0 || varies {
            within(name, sums[i] / squares[i].sqrt())?;
        }
    }
    Ok(())
}

/// Neighbors at each of these distances are not correlated.
pub fn no_echo<T: Real>(sample: &[T], lags: &[usize], law: &Law) -> Result<(), Fault> {
    lags.iter().try_for_each(|&lag| {
        uncorrelated(&sample[..sample.len() - lag], &sample[lag..], law).map_err(|fault| format!("lag {lag}: {fault}"))
    })
}

/// Wald and Wolfowitz: the number of runs of values on the same side of `middle`.
///
/// Among N values with n on one side and m on the other, it has the mean r = 1 + 2 n m / N and the variance
/// (r - 1) (r - 2) / (N - 1).
pub fn runs<T: Real>(sample: &[T], middle: f64) -> Result<(), Fault> {
    let mut sides = sample.iter().map(|value| value.to_f64() < middle);
    let (mut below, mut runs) = (0_usize, 1_usize);
    let mut last = sides.next().ok_or("no values")?;
    below += usize::from(last);
    for side in sides {
        below += usize::from(side);
        runs += usize::from(side != last);
        last = side;
    }
    let (all, below) = (sample.len() as f64, below as f64);
    let expected = 1.0 + 2.0 * below * (all - below) / all;
    let variance = (expected - 1.0) * (expected - 2.0) / (all - 1.0);
    within("the number of runs", (runs as f64 - expected) / variance.sqrt())
}
