//! Every element on its own: the distribution function of a million, the moments of ten million, in both types.

#![allow(clippy::cast_precision_loss, reason = "fans are small numbers")]
#![allow(clippy::needless_pass_by_value, reason = "tables of what is and what should be read better by value")]

use paraminit::init::{
    Distribution, Gain, Init, Mode::FanAvg, Mode::FanGeoAvg, Mode::FanOut, clamped, glorot_normal, glorot_uniform,
    he_normal, he_uniform, kaiming_normal, kaiming_uniform, lecun_normal, lecun_uniform, map, normal, scaled, siren,
    sparse, trunc_normal, uniform, variance_scaling, xavier_normal, xavier_uniform,
};
use paraminit::stream::StreamId;

use super::law::Law;
use super::{FAN_IN, FAN_OUT, draw, judge};

const IN: f64 = FAN_IN as f64;
const OUT: f64 = FAN_OUT as f64;
const AVERAGE: f64 = f64::midpoint(IN, OUT);

fn check(init: Init, law: Law) {
    super::check(&init, &law);
}

/// The same samplers with other numbers, so one type is enough: they compute these in `f64`.
fn check_scale(init: Init, law: Law) {
    super::check_type::<f32>(&init, &law);
}

/// Mean 0 and this variance.
fn uniform_of(variance: f64) -> Law {
    Law::within((3.0 * variance).sqrt())
}

fn normal_of(variance: f64) -> Law {
    Law::Normal(0.0, variance.sqrt())
}

/// Truncated at two standard deviations, and wider before that, so that the variance is this one.
fn truncated_of(variance: f64) -> Law {
    Law::rescaled(variance.sqrt())
}

#[test]
fn uniform_and_normal() {
    check(uniform(-3.0, 1.0), Law::Uniform(-3.0, 1.0));
    check(normal(1.0, 2.0), Law::Normal(1.0, 2.0));
    check(scaled(normal(1.0, 2.0), -0.3), Law::Normal(-0.3, 0.6));
}

#[test]
fn truncated_in_multiples() {
    check(trunc_normal(0.5), Law::truncated(0.5, 2.0));
    check(trunc_normal(0.5).mean(1.0).within(3.0), Law::Truncated { mean: 1.0, std: 0.5, low: -0.5, high: 2.5 });
    check(trunc_normal(0.5).rescale(true), Law::rescaled(0.5));
}

/// N(mean, std^2) between absolute bounds, given in standard deviations from the mean.
fn check_bounds(low: f64, high: f64) {
    let (mean, std) = (0.25, 0.5);
    let [low, high] = [low, high].map(|bound| mean + std * bound);
    let mut init = trunc_normal(std).mean(mean);
    if low.is_finite() {
        init = init.low(low);
    }
    if high.is_finite() {
        init = init.high(high);
    }
    check(init, Law::Truncated { mean, std, low, high });
}

#[test]
fn truncated_at_absolute_bounds() {
    check_bounds(-0.5, 3.0);
    check_bounds(2.0, 3.0);
    check_bounds(-1.0, -0.9);
}

#[test]
fn truncated_far_from_the_mean() {
    check_bounds(8.0, 9.0);
    check_bounds(-36.0, -35.5);
}

#[test]
fn truncated_half_lines() {
    check_bounds(f64::NEG_INFINITY, -1.0);
    check_bounds(0.0, f64::INFINITY);
}

#[test]
fn truncated_to_a_sliver() {
    check(trunc_normal(1e6).low(-1.0).high(1.0), Law::within(1.0));
    check(trunc_normal(1e6).mean(-2e7).low(-1.0).high(1.0), Law::within(1.0));
    check(trunc_normal(1e3).low(-1.0).high(1.0), Law::within(1.0));
}

#[test]
fn xavier_and_kaiming() {
    check_scale(xavier_uniform().gain(Gain::Relu), uniform_of(2.0 / AVERAGE));
    check_scale(xavier_normal().gain(Gain::Tanh), normal_of(25.0 / 9.0 / AVERAGE));
    check_scale(kaiming_uniform().gain(Gain::LeakyRelu(0.2)), uniform_of(2.0 / 1.04 / IN));
    check_scale(kaiming_normal().mode(FanOut), normal_of(2.0 / OUT));
}

#[test]
fn the_schemes_of_jax_and_keras() {
    check_scale(glorot_uniform(), uniform_of(1.0 / AVERAGE));
    check_scale(glorot_normal(), truncated_of(1.0 / AVERAGE));
    check_scale(he_uniform(), uniform_of(2.0 / IN));
    check_scale(he_normal(), truncated_of(2.0 / IN));
    check_scale(lecun_uniform(), uniform_of(1.0 / IN));
    check_scale(lecun_normal(), truncated_of(1.0 / IN));
}

#[test]
fn variance_scaling_in_its_forms() {
    let scaling = variance_scaling(0.7);
    check_scale(scaling.mode(FanAvg).distribution(Distribution::Uniform), uniform_of(0.7 / AVERAGE));
    check_scale(scaling.mode(FanGeoAvg).distribution(Distribution::Normal), normal_of(0.7 / (IN * OUT).sqrt()));
    check_scale(scaling.mode(FanOut), truncated_of(0.7 / OUT));
}

#[test]
fn sines() {
    check_scale(siren(), Law::within((6.0 / IN).sqrt() / 30.0));
    check_scale(siren().omega(5.0).first(true), Law::within(1.0 / IN));
}

/// With exactly so many zeros, the rest is normal.
#[test]
fn sparse_lines() {
    check(sparse(0.9).std(0.3), Law::Mixture(vec![(0.9, Law::Atom(0.0)), (0.1, Law::Normal(0.0, 0.3))]));
    let sample: Vec<f32> = draw(&sparse(0.9).std(0.3).axis(1), FAN_OUT, StreamId::new(42, "statistics.weight"));
    let rest: Vec<f32> = sample.into_iter().filter(|&value| value != 0.0).collect();
    assert_eq!(rest.len(), FAN_IN * FAN_OUT / 10);
    let law = Law::Normal(0.0, 0.3);
    judge::moments(&rest, &law).and_then(|()| judge::distribution(&rest, &law)).expect("normal without the zeros");
}

const fn square(x: f64) -> f64 {
    x * x
}

#[test]
fn functions_of_others() {
    check(map(uniform(-1.0, 1.0), square), Law::SquareOfUniform);
    // What is beyond a bound piles up at it.
    let phi = |z| Law::Normal(0.0, 1.0).below(z);
    let within = Law::Truncated { mean: 0.0, std: 1.0, low: -1.0, high: 2.0 };
    let arms = [(phi(-1.0), Law::Atom(-1.0)), (phi(2.0) - phi(-1.0), within), (phi(-2.0), Law::Atom(2.0))];
    check(clamped(normal(0.0, 1.0), -1.0, 2.0), Law::Mixture(arms.to_vec()));
}
