//! Every distribution against its exact distribution function and moments, a million values each.

use super::{assert_distribution, assert_moments, draw, truncated};
use crate::sample::{Real, Sampler};
use std::f64::consts::FRAC_1_SQRT_2;

const COUNT: usize = 1_000_000;

/// 1 - Phi(z).
fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

fn check<T: Real>(name: &str, sampler: &Sampler, cdf: impl Fn(f64) -> f64) {
    let name = format!("{name} {}", std::any::type_name::<T>());
    let values: Vec<T> = draw(sampler, COUNT);
    assert_moments(&name, &values, sampler.moments().unwrap());
    assert_distribution(&name, &values, cdf);
}

fn check_both(name: &str, sampler: &Sampler, cdf: impl Fn(f64) -> f64) {
    check::<f32>(name, sampler, &cdf);
    check::<f64>(name, sampler, &cdf);
}

/// An interval on one side of the mean or around it, in units of the standard deviation.
fn check_truncated(low: f64, high: f64) {
    let (mean, std) = (0.25, 0.5);
    let sampler = truncated(mean, std, mean + std * low, mean + std * high);
    check_both(&format!("[{low}, {high}]"), &sampler, |x| {
        let z = (x - mean) / std;
        if low >= 0.0 {
            (upper_tail(low) - upper_tail(z)) / (upper_tail(low) - upper_tail(high))
        } else {
            (upper_tail(-z) - upper_tail(-low)) / (upper_tail(-high) - upper_tail(-low))
        }
    });
}

#[test]
fn uniform() {
    check_both("uniform", &Sampler::Uniform { low: -3.0, high: 1.0 }, |x| (x + 3.0) / 4.0);
}

#[test]
fn normal() {
    check_both("normal", &Sampler::Normal { mean: 1.0, std: 2.0 }, |x| upper_tail((1.0 - x) / 2.0));
}

#[test]
fn truncated_around_the_mean() {
    check_truncated(-2.0, 2.0);
    check_truncated(-0.5, 3.0);
}

#[test]
fn truncated_beside_the_mean() {
    check_truncated(2.0, 3.0);
    check_truncated(-1.0, -0.9);
}

#[test]
fn truncated_far_from_the_mean() {
    check_truncated(8.0, 9.0);
    check_truncated(-36.0, -35.5);
}

#[test]
fn truncated_half_lines() {
    check_truncated(f64::NEG_INFINITY, -1.0);
    check_truncated(0.0, f64::INFINITY);
}

#[test]
fn truncated_to_a_sliver() {
    let flat = |x: f64| f64::midpoint(x, 1.0);
    check_both("sliver", &truncated(0.0, 1e6, -1.0, 1.0), flat);
    check_both("sliver in the tail", &truncated(-2e7, 1e6, -1.0, 1.0), flat);
    check_both("small interval", &truncated(0.0, 1e3, -1.0, 1.0), flat);
}
