//! Tests of half types: they have the values of `f32`, rounded, and keep the bounds.

use ::half::{bf16, f16};

use super::{draw, truncated};
use crate::sample::{Real as _, Sampler, Stored, TruncatedNormal};

const COUNT: usize = 1 << 20;

fn uniform(low: f64, high: f64) -> Sampler {
    Sampler::Uniform { low, high }
}

fn values<T: Stored>(sampler: &Sampler) -> Vec<f64> {
    draw::<T>(sampler, COUNT).into_iter().map(|value| value.to_computed().to_f64()).collect()
}

fn phi(z: f64) -> f64 {
    0.5 * libm::erfc(-z * core::f64::consts::FRAC_1_SQRT_2)
}

/// The share of words below `x` on [alpha, beta], computed in the tail where `x` lies, which keeps precision.
fn truncated_cdf(alpha: f64, beta: f64) -> impl Fn(f64) -> f64 {
    move |x: f64| {
        let x = x.clamp(alpha, beta);
        let (from, to, end) = if alpha > 0.0 { (-x, -alpha, -beta) } else { (alpha, x, beta) };
        let mass = if alpha > 0.0 { phi(-alpha) - phi(end) } else { phi(beta) - phi(alpha) };
        (phi(to) - phi(from)) / mass
    }
}

/// Asserts that `values` follow `cdf`, rounded and clamped to the values of `T` within [low, high].
///
/// Kolmogorov-Smirnov at every value of `T` (p < 0.001, for a distribution with atoms even less), and chi-square over
/// the values of `T`, neighbors joined until 100 values are expected (six standard deviations).
fn assert_rounded<T: Stored>(name: &str, values: &[f64], (low, high): (f64, f64), cdf: impl Fn(f64) -> f64) {
    let element = T::DTYPE;
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len() as f64;
    // The probability of values that round to `x` or less: up to the middle between `x` and the next value.
    let rounded = |x: f64| {
        let next = element.at_least(x.next_up());
        if next > high { 1.0 } else { cdf(f64::midpoint(x, next)) }
    };
    let (mut largest, mut chi_square, mut bins) = (0.0_f64, 0.0, 0.0);
    let (mut before, mut counted, mut at) = (0.0, 0, 0);
    while let Some(&x) = sorted.get(at) {
        assert!(low <= x && x <= high && element.round(x) == x, "{name}: {x}");
        at += sorted[at..].partition_point(|&other| other == x);
        let p = rounded(x);
        largest = largest.max((at as f64 / n - p).abs());
        let expected = n * (p - before);
        if expected > 100.0 && n * (1.0 - p) > 100.0 || at == sorted.len() {
            let difference = (at - counted) as f64 - n * (if at == sorted.len() { 1.0 } else { p } - before);
            chi_square += difference * difference / expected.max(100.0);
            bins += 1.0;
            (before, counted) = (p, at);
        }
    }
    assert!(bins > 10.0, "{name}: {bins} bins say little");
    assert!(largest * n.sqrt() < 1.95, "{name} in {element}: sqrt(n) D = {}", largest * n.sqrt());
    let deviations = (chi_square - (bins - 1.0)) / (2.0 * (bins - 1.0)).sqrt();
    assert!(deviations.abs() < 6.0, "{name} in {element}: chi-square {chi_square} over {bins} bins");
}

fn distributions<T: Stored>() {
    let infinity = f64::INFINITY;
    for (low, high) in [(0.0, 1.0), (-0.3, 1.7), (5.0, 10.0)] {
        let inside = (T::DTYPE.at_least(low), T::DTYPE.at_most(high.next_down()));
        let values = values::<T>(&uniform(low, high));
        assert_rounded::<T>("uniform", &values, inside, |x| ((x - low) / (high - low)).clamp(0.0, 1.0));
    }
    for (mean, std) in [(0.0, 1.0), (1.5, 0.25)] {
        let values = values::<T>(&Sampler::Normal { mean, std });
        assert_rounded::<T>("normal", &values, (-infinity, infinity), |x| phi((x - mean) / std));
    }
    for (low, high) in [(-2.0, 2.0), (0.3, 1.1), (2.0, 3.0), (8.0, 9.0)] {
        let inside = (T::DTYPE.at_least(low), T::DTYPE.at_most(high));
        let values = values::<T>(&truncated(0.0, 1.0, low, high));
        assert_rounded::<T>("truncated normal", &values, inside, truncated_cdf(low, high));
    }
}

#[test]
fn distributions_are_the_rounded_ones() {
    for_types!(distributions: f16, bf16);
}

/// Rounding has the bits of rounding `f32` values. A clamp acts at the bounds only.
fn rounds<T: Stored>() {
    let normal = Sampler::Normal { mean: 0.1, std: 1.0 };
    for sampler in [
        Sampler::Constant(0.1),
        normal.clone(),
        Sampler::Normal { mean: 0.0, std: 1e-6 },
        Sampler::Scaled(0.1, Box::new(Sampler::Scaled(3.0, Box::new(normal.clone())))),
        Sampler::Map(f64::exp, Box::new(normal.clone())),
        Sampler::Mixture(vec![(1.0, normal), (2.0, Sampler::Constant(0.3))]),
    ] {
        let single: Vec<f32> = draw(&sampler, COUNT);
        for (value, single) in draw::<T>(&sampler, COUNT).into_iter().zip(single) {
            let expected = T::DTYPE.round(f64::from(single));
            assert_eq!(value.to_computed().to_f64().to_bits(), expected.to_bits(), "{sampler:?}: {single:e}");
        }
    }
    for (sampler, low, high) in [
        (uniform(0.7, 2.3), 0.7, 2.3_f64.next_down()),
        (truncated(0.0, 1.0, -1.3, 2.1), -1.3, 2.1),
        (truncated(0.0, 1.0, 8.0, 9.0), 8.0, 9.0),
    ] {
        let (low, high) = (T::DTYPE.at_least(low), T::DTYPE.at_most(high));
        let single: Vec<f32> = draw(&sampler, COUNT);
        for (value, single) in draw::<T>(&sampler, COUNT).into_iter().zip(single) {
            let expected = T::DTYPE.round(f64::from(single)).clamp(low, high);
            assert_eq!(value.to_computed().to_f64(), expected, "{sampler:?}: {single:e}");
        }
    }
}

#[test]
fn values_are_those_of_f32_rounded() {
    for_types!(rounds: f16, bf16);
}

/// The conversion that fills slices agrees with ours on every doubtful value: around each middle.
#[test]
fn both_roundings_agree() {
    fn check<T: Stored<Computed = f32>>(of_bits: impl Fn(u16) -> T) {
        for bits in 0..=u16::MAX {
            let low = of_bits(bits).to_computed();
            let high = of_bits(bits.wrapping_add(1)).to_computed();
            let middle = f32::midpoint(low, high);
            for single in [low, middle, middle.next_down(), middle.next_up()] {
                let (mut one, mut many) = ([of_bits(0)], [of_bits(0); 9]);
                T::fill_in_chunks(0, &mut one, |_, out| out.fill(single));
                T::fill_in_chunks(0, &mut many, |_, out| out.fill(single));
                let expected = T::DTYPE.round(f64::from(single));
                for value in [T::from_computed(single), one[0], many[0], many[8]] {
                    let value = f64::from(value.to_computed());
                    assert!(value.to_bits() == expected.to_bits() || value.is_nan() && expected.is_nan(), "{single:e}");
                }
            }
        }
    }
    check(f16::from_bits);
    check(bf16::from_bits);
}

/// The bounds hold for every combination of samplers. In `f32` these reach the bounds after rounding.
#[test]
fn no_value_leaves_its_interval() {
    fn check<T: Stored>() {
        assert!(draw::<f32>(&uniform(0.0, 1.0), COUNT).iter().any(|&x| T::DTYPE.round(x.into()) == 1.0));
        let unit = values::<T>(&uniform(0.0, 1.0));
        assert!(unit.iter().all(|x| (0.0..1.0).contains(x)));
        let two = Sampler::Mixture(vec![(1.0, uniform(5.0, 10.0)), (1.0, uniform(-10.0, -5.0))]);
        assert!(values::<T>(&two).iter().all(|x| (5.0..10.0).contains(x) || (-10.0..-5.0).contains(x)));
        for (low, high) in [(8.0, 9.0), (-9.0, -8.0), (0.1, 0.2), (-0.7, 0.3), (1.0, 1.01), (20.003, 30.0)] {
            let values = values::<T>(&truncated(0.0, 1.0, low, high));
            assert!(values.iter().all(|x| (low..=high).contains(x)), "[{low}, {high}] in {}", T::DTYPE);
        }
    }
    for_types!(check: f16, bf16);
}

#[test]
fn intervals_without_a_value() {
    let between = TruncatedNormal::new(1.0, 1.0, 1.001, 1.002).unwrap();
    assert!(between.fits::<f32>() && between.fits::<f16>() && !between.fits::<bf16>());
    // One value of bf16 is left.
    let around = TruncatedNormal::new(1.0, 1.0, 0.999, 1.001).unwrap();
    assert!(around.fits::<bf16>());
    assert!(draw::<bf16>(&Sampler::Truncated(around), 1000).iter().all(|&x| x == bf16::ONE));
    assert_eq!(draw::<f16>(&uniform(0.1, 0.1), 3), [f16::from_f32(0.1); 3]);
}
