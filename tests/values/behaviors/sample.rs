//! Samples, and whether they follow a law.

#![allow(clippy::cast_precision_loss, reason = "samples have far fewer than 2^53 elements")]

use std::f64::consts::FRAC_1_SQRT_2;

use ndarray::{Array2, ArrayD, ArrayView2, IxDyn};
use paraminit::axes::{Axis, Role};
use paraminit::init::{
    Init, InitErrorKind, glorot_normal, glorot_uniform, he_normal, he_uniform, lecun_normal, lecun_uniform,
};
use paraminit::sample::Real;
use paraminit::stream::StreamId;

/// The seed of every sample here.
const SEED: u64 = 42;

/// `sqrt(n)` times the largest distance between the distribution functions of a sample and of its law. A right sample
/// passes with probability 0.9999: the level of PyTorch's tests.
const KOLMOGOROV_SMIRNOV: f64 = 2.23;

/// A new array, filled. Every initializer and shape has a stream of its own.
pub fn try_fill<T: Real>(init: Init, shape: &[usize], roles: &[Role]) -> Result<ArrayD<T>, InitErrorKind> {
    let axes: Vec<Axis> = roles.iter().copied().map(Axis::of).collect();
    try_fill_axes(init, shape, &axes)
}

/// The same with packed blocks.
pub fn try_fill_axes<T: Real>(init: Init, shape: &[usize], axes: &[Axis]) -> Result<ArrayD<T>, InitErrorKind> {
    let mut values = ArrayD::from_elem(IxDyn(shape), T::from_f64(f64::NAN));
    let stream = StreamId::new(SEED, &format!("{init} {shape:?}"));
    init.fill_with_axes(&mut values, axes, stream)?;
    Ok(values)
}

/// The same where the initializer suits the array.
pub fn fill<T: Real>(init: Init, shape: &[usize], roles: &[Role]) -> ArrayD<T> {
    let filled = try_fill(init, shape, roles);
    filled.unwrap_or_else(|cause| panic!("`{init}` fails for {shape:?} {roles:?}: {cause}"))
}

/// The same with packed blocks.
pub fn fill_axes<T: Real>(init: Init, shape: &[usize], axes: &[Axis]) -> ArrayD<T> {
    let filled = try_fill_axes(init, shape, axes);
    filled.unwrap_or_else(|cause| panic!("`{init}` fails for {shape:?} {axes:?}: {cause}"))
}

/// The text of the error with which filling fails.
pub fn refusal(init: Init, shape: &[usize], roles: &[Role]) -> String {
    match try_fill::<f32>(init, shape, roles) {
        Ok(_) => panic!("`{init}` fills {shape:?} {roles:?}"),
        Err(cause) => cause.to_string(),
    }
}

/// All elements, in row-major order.
pub fn elements<T: Real>(values: &ArrayD<T>) -> Vec<f64> {
    values.iter().map(|value| value.to_f64()).collect()
}

/// `sqrt(n)` times the distance of Kolmogorov and Smirnov.
pub fn distance(values: &[f64], cdf: impl Fn(f64) -> f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let apart = |(i, &x): (usize, &f64)| {
        let p = cdf(x);
        (p - i as f64 / n).abs().max((p - (i + 1) as f64 / n).abs())
    };
    sorted.iter().enumerate().map(apart).fold(0.0, f64::max) * n.sqrt()
}

/// Asserts that a sample follows the law with this distribution function.
pub fn follows(name: &str, values: &[f64], cdf: impl Fn(f64) -> f64) {
    assert!(values.iter().all(|value| value.is_finite()), "{name}: not finite");
    let distance = distance(values, cdf);
    assert!(distance < KOLMOGOROV_SMIRNOV, "{name}: sqrt(n) D = {distance}");
}

/// The distribution function of U(low, high).
pub fn uniform_cdf(low: f64, high: f64) -> impl Fn(f64) -> f64 {
    move |x| ((x - low) / (high - low)).clamp(0.0, 1.0)
}

/// The distribution function of N(mean, std^2).
pub fn normal_cdf(mean: f64, std: f64) -> impl Fn(f64) -> f64 {
    move |x| upper_tail((mean - x) / std)
}

/// The distribution function of N(mean, std^2) on an interval. Differences of upper tails lose no digits above the mean,
/// so a law below it is mirrored.
pub fn truncated_cdf(mean: f64, std: f64, low: f64, high: f64) -> impl Fn(f64) -> f64 {
    let mirrored = low + high < 2.0 * mean;
    let (a, b) = ((low - mean) / std, (high - mean) / std);
    move |x| {
        let z = (x.clamp(low, high) - mean) / std;
        if mirrored {
            (upper_tail(-z) - upper_tail(-a)) / (upper_tail(-b) - upper_tail(-a))
        } else {
            (upper_tail(a) - upper_tail(z)) / (upper_tail(a) - upper_tail(b))
        }
    }
}

/// 1 - Phi(z).
fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

/// The mean of the powers of a sample.
pub fn moment(values: &[f64], power: i32) -> f64 {
    values.iter().map(|value| value.powi(power)).sum::<f64>() / values.len() as f64
}

/// Asserts that the mean and the standard deviation of a sample are within five standard errors of these.
pub fn has_moments(name: &str, values: &[f64], mean: f64, std: f64) {
    let n = values.len() as f64;
    let standard: Vec<f64> = values.iter().map(|value| (value - mean) / std).collect();
    let [first, second, fourth] = [1, 2, 4].map(|power| moment(&standard, power));
    assert!(first.abs() < 5.0 / n.sqrt(), "{name}: the mean is {first} standard deviations off");
    let error = ((fourth - second * second) / n).sqrt();
    assert!((second - 1.0).abs() < 5.0 * error, "{name}: the variance is {second} times the expected");
}

/// The elements as a matrix: the first `split` axes against the others.
pub fn matrix(values: &ArrayD<f64>, split: usize) -> Array2<f64> {
    let rows: usize = values.shape()[..split].iter().product();
    let columns: usize = values.shape()[split..].iter().product();
    Array2::from_shape_vec((rows, columns), values.iter().copied().collect()).expect("all elements")
}

/// How far the shorter side of a matrix is from orthogonal with norm `gain`.
#[expect(clippy::needless_pass_by_value, reason = "a view is a reference")]
pub fn deviation(matrix: ArrayView2<'_, f64>, gain: f64) -> f64 {
    let gram = if matrix.nrows() > matrix.ncols() { matrix.t().dot(&matrix) } else { matrix.dot(&matrix.t()) };
    let expected = Array2::<f64>::eye(gram.nrows()) * (gain * gain);
    (gram - expected).iter().fold(0.0, |largest, difference| difference.abs().max(largest))
}

#[test]
fn the_measures_tell_laws_apart() {
    let line: Vec<f64> = (0..1000).map(|i| (f64::from(i) + 0.5) / 1000.0).collect();
    assert!((distance(&line, uniform_cdf(0.0, 1.0)) - 0.5 / 1000.0_f64.sqrt()).abs() < 1e-12);
    assert!(distance(&line, uniform_cdf(0.0, 1.1)) > KOLMOGOROV_SMIRNOV);
    assert!(distance(&line, normal_cdf(0.5, 12.0_f64.sqrt().recip())) > 1.5);
    assert!((normal_cdf(1.0, 2.0)(3.0) - 0.841_344_746_068_542_9).abs() < 1e-15);
    let symmetric = truncated_cdf(0.0, 1.0, -2.0, 2.0);
    assert!((symmetric(0.0) - 0.5).abs() < 1e-15 && symmetric(-2.0) == 0.0 && symmetric(2.0) == 1.0);
    let (tail, mirror) = (truncated_cdf(0.0, 1.0, 8.0, 9.0), truncated_cdf(0.0, 1.0, -9.0, -8.0));
    assert!(tail(8.1) > 0.5 && (tail(8.1) + mirror(-8.1) - 1.0).abs() < 1e-12);
    assert!(deviation(ndarray::arr2(&[[0.6, 0.8, 0.0]]).view(), 1.0) < 1e-15);
    assert!(deviation(ndarray::arr2(&[[0.6, 0.6], [0.0, 0.8]]).view(), 1.0) > 0.2);
}

/// The schemes that scale by fans, with their variances.
pub fn schemes(fan_in: f64, fan_out: f64) -> [(Init, f64); 6] {
    [
        (glorot_uniform(), 2.0 / (fan_in + fan_out)),
        (glorot_normal(), 2.0 / (fan_in + fan_out)),
        (lecun_uniform(), 1.0 / fan_in),
        (lecun_normal(), 1.0 / fan_in),
        (he_uniform(), 2.0 / fan_in),
        (he_normal(), 2.0 / fan_in),
    ]
}
