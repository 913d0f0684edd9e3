//! Truncated normals.

use std::collections::HashSet;

use paraminit::init::{Init, trunc_normal};
use paraminit::prelude::*;
use paraminit::sample::Real;
use rand::RngExt;

use crate::values::behaviors::sample::{elements, fill, follows, truncated_cdf};

/// Ten thousand elements.
fn sample<T: Real>(init: Init) -> Vec<f64> {
    elements(&fill::<T>(init, &[10_000], &[]))
}

/// The generator is the stream: the same seed and path, alone or in a model, give the same elements.
#[test]
fn the_same_generator_gives_the_same_values() {
    #[derive(Initialize)]
    struct Net {
        #[init(shape = [5], trunc_normal(1.0))]
        scale: ndarray::Array1<f32>,
    }
    let mut alone = ndarray::Array1::<f32>::zeros(5);
    trunc_normal(1.0).fill(&mut alone, &[], StreamId::new(42, "scale")).expect("any shape");
    assert_eq!(alone, Net::init(42).expect("sized").scale);
    let values = elements(&alone.into_dyn());
    follows("five elements", &values, truncated_cdf(0.0, 1.0, -2.0, 2.0));
}

fn within_random_bounds<T: Real>() {
    let mut arguments = Stream::new(123, "truncated");
    for rank in [1, 2, 4] {
        for _ in 0..3 {
            let least = [3000, 100, 10][rank / 2];
            let shape: Vec<usize> = (0..rank).map(|_| arguments.random_range(least..=least + 20)).collect();
            let (mean, std): (f64, f64) = (arguments.random_range(-3.0..3.0), arguments.random_range(0.01..1.0));
            let low = arguments.random_range(mean - 2.0 * std..mean);
            let high = arguments.random_range(mean..mean + 2.0 * std);
            let init = trunc_normal(std).mean(mean).low(low).high(high);
            let values = elements(&fill::<T>(init, &shape, &[]));
            assert!(values.iter().all(|&x| low <= x && x <= high), "{init}");
            follows(&init.to_string(), &values, truncated_cdf(mean, std, low, high));
        }
    }
}

#[test]
fn truncated_normals_follow_their_law_within_their_bounds() {
    for_types!(within_random_bounds: f32, f64);
}

fn in_a_tail<T: Real>() {
    let init = trunc_normal(1.0).low(2.0).high(3.0);
    let values = sample::<T>(init);
    assert!(values.iter().all(|x| (2.0..=3.0).contains(x)));
    follows("2 to 3", &values, truncated_cdf(0.0, 1.0, 2.0, 3.0));
}

#[test]
fn truncated_normals_in_a_narrow_tail() {
    for_types!(in_a_tail: f32, f64);
}

fn distinct<T: Real>() -> usize {
    let values = sample::<T>(trunc_normal(1.0).low(-2.0).high(2.0));
    assert!(values.iter().all(|x| x.is_finite() && (-2.0..=2.0).contains(x)));
    values.iter().map(|x| x.to_bits()).collect::<HashSet<_>>().len()
}

/// Theirs must exceed 5000 of 10,000. Among so many draws from the 2^24 fractions of `f32` about three pairs are equal.
#[test]
fn truncated_normals_are_distinct() {
    assert!(distinct::<f32>() > 9980, "{}", distinct::<f32>());
    assert_eq!(distinct::<f64>(), 10_000);
}

#[test]
fn bounds_far_from_every_value_collect_none() {
    let init = trunc_normal(0.1).low(-2.0).high(2.0);
    for values in [sample::<f32>(init), sample::<f64>(init)] {
        assert!(values.iter().all(|&x| x != -2.0 && x != 2.0));
        follows("untruncated", &values, truncated_cdf(0.0, 0.1, -2.0, 2.0));
    }
}

/// In `bf16`, PyTorch's own arithmetic left the bounds.
#[test]
fn truncated_normals_of_half_types_stay_within_their_bounds() {
    fn check<T: Scalar + Into<f64>>(least: usize) {
        for (low, high) in [(-2.0, 2.0), (2.0, 3.0), (8.0, 9.0), (-9.0, -8.0), (-0.1, 0.3)] {
            let mut values = ndarray::Array1::<T>::from_elem(10_000, T::default());
            let init = trunc_normal(1.0).low(low).high(high);
            init.fill(&mut values, &[], StreamId::new(42, "half")).expect("any shape");
            let values: Vec<f64> = values.iter().map(|&x| x.into()).collect();
            assert!(values.iter().all(|x| low <= *x && *x <= high), "{init}");
            let distinct = values.iter().map(|x| x.to_bits()).collect::<HashSet<_>>().len();
            assert!(distinct > least, "{init}: {distinct} values");
        }
    }
    // From 8 to 9 lie 17 numbers of `bf16`, and the last of them are rare.
    check::<half::bf16>(12);
    check::<half::f16>(100);
}
