//! Samples that are wrong by little: every test finds what it is for.

use paraminit::init::{constant, mixture, normal, trunc_normal, uniform};
use paraminit::stream::StreamId;

use super::judge::{self, Fault};
use super::law::Law;
use super::{FAN_OUT, draw};

fn stream() -> StreamId {
    StreamId::new(42, "statistics.weight")
}

/// A million standard normal numbers.
fn normals() -> Vec<f64> {
    draw(&normal(0.0, 1.0), 1000, stream())
}

#[track_caller]
fn assert_found(judged: Result<(), Fault>, complaint: &str) {
    let fault = judged.expect_err("a fault that is not found");
    assert!(fault.contains(complaint), "found: {fault}");
}

#[test]
fn standard_deviations_off_by_a_fifth_of_a_per_cent() {
    let normal_law = Law::Normal(0.0, 0.02);
    for factor in [0.998, 1.002] {
        let sample: Vec<f32> = draw(&normal(0.0, 0.02 * factor), FAN_OUT, stream());
        assert_found(judge::moments(&sample, &normal_law), "the variance");
        let sample: Vec<f32> = draw(&uniform(-factor, factor), FAN_OUT, stream());
        assert_found(judge::moments(&sample, &Law::within(1.0)), "the variance");
        let sample: Vec<f32> = draw(&trunc_normal(factor), FAN_OUT, stream());
        assert_found(judge::moments(&sample, &Law::truncated(1.0, 2.0)), "the variance");
    }
}

#[test]
fn a_mean_off_by_a_fifth_of_a_per_cent() {
    let sample: Vec<f32> = draw(&normal(0.002, 1.0), FAN_OUT, stream());
    assert_found(judge::moments(&sample, &Law::Normal(0.0, 1.0)), "the mean");
}

/// Right moments, wrong shape.
#[test]
fn another_distribution_of_the_same_moments() {
    let law = Law::Normal(0.0, 1.0);
    let half = 3.0_f64.sqrt();
    for other in [uniform(-half, half), trunc_normal(1.0).rescale(true), trunc_normal(1.0).within(2.5).rescale(true)] {
        let sample: Vec<f32> = draw(&other, 1000, stream());
        judge::moments(&sample, &law).unwrap_or_else(|fault| panic!("{other}: {fault}"));
        assert_found(judge::distribution(&sample, &law), "sqrt(n) D");
    }
}

#[test]
fn a_tail_cut_off_elsewhere() {
    let law = Law::Truncated { mean: 0.0, std: 1.0, low: 8.0, high: 9.0 };
    let sample: Vec<f64> = draw(&trunc_normal(1.0).low(8.001).high(9.0), 1000, stream());
    assert_found(judge::distribution(&sample, &law), "sqrt(n) D");
}

#[test]
fn weights_and_values_of_atoms() {
    let coin = Law::Mixture(vec![(0.5, Law::Atom(0.0)), (0.5, Law::Normal(0.0, 1.0))]);
    let of = |weight, value| {
        draw::<f32>(&mixture([(weight, constant(value)), (1.0 - weight, normal(0.0, 1.0))]), 1000, stream())
    };
    judge::distribution(&of(0.5, 0.0), &coin).expect("the right one");
    assert_found(judge::distribution(&of(0.505, 0.0), &coin), "sqrt(n) D");
    assert_found(judge::distribution(&of(0.5, 1e-30), &coin), "sqrt(n) D");
}

#[test]
fn values_that_are_not_numbers() {
    assert_found(judge::distribution(&[0.5, f64::NAN], &Law::Uniform(0.0, 1.0)), "not finite");
    assert_found(judge::moments(&[0.5, f64::NAN], &Law::Uniform(0.0, 1.0)), "the mean");
}

#[test]
fn an_echo() {
    let normals = normals();
    let law = Law::Normal(0.0, 1.0);
    let echo = |lag: usize| normals.iter().zip(&normals[lag..]).map(|(x, y)| x + 0.01 * y).collect::<Vec<_>>();
    for lag in [1, 16, 257] {
        assert_found(judge::no_echo(&echo(lag), &[lag], &law), "correlation is");
        judge::no_echo(&echo(lag), &[lag + 1], &law).expect("an echo at another lag");
    }
}

/// Not correlated itself, but louder where its neighbor is loud.
#[test]
fn an_echo_in_the_squares() {
    let normals = normals();
    let loud: Vec<f64> = normals.iter().zip(&normals[1..]).map(|(x, y)| x * (1.0 + 0.02 * (y * y - 1.0))).collect();
    assert_found(judge::no_echo(&loud, &[1], &Law::Normal(0.0, 1.0)), "correlation of squares");
}

#[test]
fn runs_that_are_too_long_or_too_short() {
    let mut sample = normals();
    for (from, to) in [(0.0, 1.0), (0.0, -1.0)] {
        // One value of a hundred takes the side of the one before it, or the other side.
        for i in (1..sample.len()).step_by(100) {
            let side: f64 = (sample[i - 1] - from) * to;
            sample[i] = sample[i].copysign(side);
        }
        assert_found(judge::runs(&sample, 0.0), "the number of runs");
    }
}

/// Choosing by the value itself, a little.
#[test]
fn a_choice_that_regards_the_value() {
    let normals = normals();
    let fair: Vec<f64> = draw(&mixture([(0.5, constant(1.0)), (0.5, constant(-1.0))]), 1000, stream());
    let law = Law::Normal(0.0, 1.0);
    judge::uncorrelated(&fair, &normals, &law).expect("a choice that regards nothing");
    let takes_side = |(i, (coin, value)): (usize, (&f64, &f64))| if i % 100 == 0 { value.signum() } else { *coin };
    let biased: Vec<f64> = fair.iter().zip(&normals).enumerate().map(takes_side).collect();
    assert_found(judge::uncorrelated(&biased, &normals, &law), "correlation is");
}
