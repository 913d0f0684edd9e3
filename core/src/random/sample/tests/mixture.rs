//! Mixtures choose independently of what they draw, at every depth.

use super::{assert_moments, draw};
use crate::sample::{Real, Sampler};

const COUNT: usize = 1_000_000;

fn constant(value: i32) -> Sampler {
    Sampler::Constant(value.into())
}

/// Asserts that `value` occurs with probability `p`, to 5 standard errors.
fn assert_share<T: Real>(values: &[T], value: f64, p: f64) {
    let n = values.len() as f64;
    let count = values.iter().filter(|x| (x.to_f64() - value).abs() < 0.1).count() as f64;
    let error = (n * p * (1.0 - p)).sqrt();
    assert!((count - n * p).abs() <= 5.0 * error, "{value}: {count} of {n}, not {}", n * p);
}

fn nested<T: Real>() {
    let innermost = Sampler::Mixture(vec![(1.0, constant(5)), (1.0, constant(6))]);
    let left = Sampler::Mixture(vec![(1.0, constant(1)), (1.0, constant(2))]);
    let right = Sampler::Mixture(vec![(0.2, constant(3)), (0.6, constant(4)), (0.2, innermost)]);
    let sampler = Sampler::Mixture(vec![(3.0, left), (7.0, right)]);
    let values: Vec<T> = draw(&sampler, COUNT);
    for (value, p) in [(1.0, 0.15), (2.0, 0.15), (3.0, 0.14), (4.0, 0.42), (5.0, 0.07), (6.0, 0.07)] {
        assert_share(&values, value, p);
    }
    assert_moments("nested", &values, sampler.moments().unwrap());
}

#[test]
fn nested_mixtures_have_joint_probabilities() {
    for_types!(nested: f32, f64);
}

fn chapter<T: Real>() {
    let parts = [
        (0.25, Sampler::Uniform { low: 5.0, high: 10.0 }),
        (0.5, Sampler::Constant(0.0)),
        (0.25, Sampler::Uniform { low: -10.0, high: -5.0 }),
    ];
    let sampler = Sampler::Mixture(parts.to_vec());
    let values: Vec<T> = draw(&sampler, COUNT);
    assert_share(&values, 0.0, 0.5);
    assert_moments("chapter", &values, sampler.moments().unwrap());

    // Each component gives an element the value that it would give it alone.
    let (first, last): (Vec<T>, Vec<T>) = (draw(&parts[0].1, 1000), draw(&parts[2].1, 1000));
    for ((value, first), last) in values.iter().zip(&first).zip(&last) {
        assert!(value.to_f64() == 0.0 || value == first || value == last);
    }
}

#[test]
fn chosen_values_are_those_of_the_component() {
    for_types!(chapter: f32, f64);
}

#[test]
fn weights_of_zero_and_one() {
    let sampler = Sampler::Mixture(vec![(0.0, constant(1)), (2.5, constant(2)), (0.0, constant(3))]);
    assert!(draw::<f32>(&sampler, COUNT).iter().all(|&x| x.to_bits() == 2.0_f32.to_bits()));
    let empty: Vec<f32> = draw(&Sampler::Mixture(vec![]), 300);
    assert!(empty.iter().all(|x| x.is_nan()));
    assert_eq!(Sampler::Mixture(vec![]).moments(), None);
}

#[test]
fn deep_nesting_does_not_fail() {
    let mut sampler = constant(0);
    for level in 1..100 {
        sampler = Sampler::Mixture(vec![(1.0, sampler), (1.0, constant(level))]);
    }
    assert_share(&draw::<f32>(&sampler, 10_000), 99.0, 0.5);
}
