//! Truncated normals: constants that were rounded or missing, values outside of the bounds or stuck at them, tails that
//! come out wrong or never.

use paraminit::axes::Axis;
use paraminit::dtype::DType;
use paraminit::init::{Init, Resolved, glorot_normal, he_normal, lecun_normal, trunc_normal, variance_scaling};
use paraminit::prelude::*;
use paraminit::sample::{Real, Sampler};

use crate::values::behaviors::sample::{elements, fill, follows, has_moments, moment, truncated_cdf};

/// The standard deviation of a standard normal distribution truncated at 2.
const AT_TWO: f64 = 0.879_625_661_034_239_8;

/// What a matrix of this shape gets.
fn resolved(init: Init, shape: &[usize]) -> Resolved {
    const AXES: &[Axis] = &[Axis::of(Out), Axis::of(In)];
    init.resolve(&ParamInfo::bare(shape, Some(AXES), DType::F64)).expect("a matrix")
}

/// The standard deviation of its elements. Moments have a relative error of 1e-13.
fn std(init: Init, shape: &[usize]) -> f64 {
    let (mean, std) = resolved(init, shape).moments().expect("a sampler");
    assert!(mean.abs() < 1e-13 * std, "{init}: {mean}");
    std
}

/// What truncation leaves of the standard deviation, in closed form: `1 - 2 k phi(k) / (2 Phi(k) - 1)` of the variance.
/// JAX's constant for complex numbers misses a term, and is 0.9 % off.
#[test]
fn truncation_constants_are_exact() {
    // Variance 1: what is truncated is wider by the constant of JAX and Keras, to the last bit.
    let sampler = resolved(lecun_normal(), &[1, 1]);
    assert!(matches!(sampler.sampler(), Some(Sampler::Truncated(wide)) if wide.std() == 1.0 / AT_TWO), "{sampler:?}");
    assert!((std(trunc_normal(1.0), &[1, 1]) - AT_TWO).abs() < 1e-13);
    assert!((std(trunc_normal(1.0).within(3.0), &[1, 1]) - 0.986_578_392_558_108_6).abs() < 1e-13);
    for within in [0.5, 1.0, 2.0, 3.0, 5.0] {
        let density = (-within * within / 2.0_f64).exp() / std::f64::consts::TAU.sqrt();
        let mass = libm::erf(within / std::f64::consts::SQRT_2);
        let expected = (1.0 - 2.0 * within * density / mass).sqrt();
        assert!((std(trunc_normal(1.0).within(within), &[1, 1]) - expected).abs() < 1e-12, "{within}");
    }
}

/// Keras once lost 12 % of every standard deviation; its tests allow a third.
#[test]
fn corrected_schemes_have_the_standard_deviation_that_they_promise() {
    let shape = [600, 1000];
    for (init, variance) in [
        (he_normal(), 2.0 / 1000.0),
        (lecun_normal(), 1.0 / 1000.0),
        (glorot_normal(), 1.0 / 800.0),
        (variance_scaling(3.0).mode(FanOut), 3.0 / 600.0),
        (trunc_normal(0.02).rescale(true), 0.02 * 0.02),
        (trunc_normal(0.02).within(1.0).rescale(true), 0.02 * 0.02),
    ] {
        let expected = f64::sqrt(variance);
        assert!((std(init, &shape) / expected - 1.0).abs() < 1e-11, "{init}");
        has_moments(&init.to_string(), &elements(&fill::<f32>(init, &shape, &[Out, In])), 0.0, expected);
    }
}

fn all_inside<T: Real>(init: Init, low: f64, high: f64) {
    let filled = fill::<T>(init, &[2_000_000], &[]);
    let outside = filled.iter().map(|x| x.to_f64()).filter(|x| !(low <= *x && *x <= high)).count();
    assert_eq!(outside, 0, "{init} of {}", T::DTYPE);
}

/// Keras on PyTorch tries four times and then gives up: 4 elements of a million are outside.
#[test]
fn no_value_is_outside_of_the_bounds() {
    all_inside::<f32>(trunc_normal(1.0), -2.0, 2.0);
    all_inside::<f64>(trunc_normal(1.0), -2.0, 2.0);
    all_inside::<f32>(trunc_normal(0.1).mean(0.3).low(0.1).high(0.7), 0.1, 0.7);
    all_inside::<f64>(trunc_normal(1.0).low(8.0).high(9.0), 8.0, 9.0);
}

fn in_far_tails<T: Real>() {
    for (low, high) in [(8.0, 9.0), (-9.0, -8.0), (4.0, 5.0), (20.0, 21.0)] {
        let init = trunc_normal(1.0).low(low).high(high);
        let values = elements(&fill::<T>(init, &[200_000], &[]));
        assert!(values.iter().all(|x| low <= *x && *x <= high), "{init}");
        follows(&format!("{init} of {}", T::DTYPE), &values, truncated_cdf(0.0, 1.0, low, high));
    }
}

/// The inverse of the distribution function has no digits left there; PyTorch gave the bounds themselves.
#[test]
fn tails_nine_deviations_out_follow_their_law() {
    for_types!(in_far_tails: f32, f64);
}

/// Bounds of `+-2` for a standard deviation of 0.001 made outliers of 2000 standard deviations, a kurtosis of 28,000.
#[test]
fn wide_bounds_make_no_outliers() {
    for (std, low, high) in [(0.001, -2.0, 2.0), (0.02, -2.0, 2.0), (1e-6, -1.0, 1.0)] {
        let init = trunc_normal(std).low(low).high(high);
        let standard: Vec<f64> = elements(&fill::<f32>(init, &[1_000_000], &[])).into_iter().map(|x| x / std).collect();
        assert!(standard.iter().all(|x| x.abs() < 7.0), "{init}");
        // 24 / n is the variance of a normal sample's kurtosis.
        let kurtosis = moment(&standard, 4) / moment(&standard, 2).powi(2);
        assert!((kurtosis - 3.0).abs() < 5.0 * (24.0 / 1e6_f64).sqrt(), "{init}: {kurtosis}");
    }
}

/// 0.4 % of PyTorch's were stuck at the lower bound in half precision.
#[test]
fn no_values_are_stuck_at_the_bounds() {
    for (low, high) in [(-2.0, 2.0), (0.0, 1.0), (2.0, 3.0)] {
        let values = elements(&fill::<f32>(trunc_normal(1.0).low(low).high(high), &[1_000_000], &[]));
        let stuck = values.iter().filter(|&&x| x == low || x == high).count();
        assert!(stuck <= 5, "{stuck} of a million in [{low}, {high}]");
    }
}

/// A loop that draws until something is inside never returned for such a mean, or when its generator stood still.
/// Nothing is drawn again here.
#[test]
fn a_mean_far_outside_of_the_interval_takes_no_longer() {
    for distance in [2.0, 10.0, 36.0] {
        let init = trunc_normal(1.0).mean(distance).low(-1.0).high(0.0);
        let values = elements(&fill::<f64>(init, &[50_000], &[]));
        assert!(values.iter().all(|x| (-1.0..=0.0).contains(x)));
        follows(&init.to_string(), &values, truncated_cdf(distance, 1.0, -1.0, 0.0));
    }
}
