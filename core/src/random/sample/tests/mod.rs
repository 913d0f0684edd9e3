//! Tests of samplers. The workspace's tests judge their distributions, through the initializers.

#![expect(clippy::cast_precision_loss, reason = "counts become numbers")]

/// Runs a check for each of these types.
macro_rules! for_types {
    ($check:ident: $($scalar:ty),+) => {
        $($check::<$scalar>();)+
    };
}

mod contract;
mod edges;
mod golden;
#[cfg(feature = "half")]
mod half;
mod kernels;
mod law;
mod mixture;
mod slices;

use super::{Real, Sampler, Stored, TruncatedNormal};
use crate::stream::StreamId;

/// The first `count` elements of the parameter with seed 42 and stream number 7.
fn draw<T: Stored>(sampler: &Sampler, count: usize) -> Vec<T> {
    let mut values = vec![T::from_computed(T::Computed::from_f64(0.0)); count];
    sampler.fill(StreamId { seed: 42, number: 7 }, 0, &mut values);
    values
}

fn truncated(mean: f64, std: f64, low: f64, high: f64) -> Sampler {
    Sampler::Truncated(TruncatedNormal::new(mean, std, low, high).unwrap())
}

/// Asserts that the sample mean and standard deviation are within 5 standard errors of `expected`.
fn assert_moments<T: Real>(name: &str, values: &[T], (mean, std): (f64, f64)) {
    let n = values.len() as f64;
    let power = |k| values.iter().map(|x| ((x.to_f64() - mean) / std).powi(k)).sum::<f64>() / n;
    let (first, second, fourth) = (power(1), power(2), power(4));
    assert!(first.abs() < 5.0 / n.sqrt(), "{name}: the mean is {first} standard deviations off");
    let error = ((fourth - second * second) / n).sqrt();
    assert!((second - 1.0).abs() < 5.0 * error, "{name}: the variance is {second} times the expected");
}
