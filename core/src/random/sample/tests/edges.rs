//! Tests of extreme words, extreme arguments, and bounds that no value may cross.

use super::{draw, truncated};
use crate::sample::distribution::normal::Normal;
use crate::sample::distribution::uniform::Uniform;
use crate::sample::engine::group::{Transform, Transformation};
use crate::sample::{Real, Sampler, TruncatedNormal, TruncationError};
use crate::stream::{Isa, Simd, Words};

const INFINITY: f64 = f64::INFINITY;

/// Words that are likely to cause errors, in all rows.
const EXTREMES: [u32; 9] = [0, 1, 0xff, 0x7fff_ffff, 0x8000_0000, 0xffff_fe00, 0xffff_ff7f, 0xffff_ff80, 0xffff_ffff];

fn words(word: u32) -> Words {
    [[word; 16]; 16]
}

/// The values of one group of these words, which are the same with every instruction set.
fn group<T: Real>(transform: &impl Transform, words: &Words) -> Vec<f64> {
    let values = |isa: Isa| {
        let mut out = vec![T::from_f64(f64::NAN); T::GROUP];
        isa.run(Transformation { transform, words, out: &mut out });
        out.iter().map(|value| value.to_f64()).collect::<Vec<_>>()
    };
    let specified = values(Isa::SCALAR);
    for isa in Simd::ALL.into_iter().filter_map(Isa::new) {
        let found = values(isa);
        assert!(found.iter().map(|x| x.to_bits()).eq(specified.iter().map(|x| x.to_bits())), "{}", isa.simd());
    }
    specified
}

fn extremes_are_finite<T: Real>() {
    let truncations = [
        (-2.0, 2.0),
        (2.0, 3.0),
        (8.0, 9.0),
        (-INFINITY, -1.0),
        (-INFINITY, INFINITY),
        (0.0, INFINITY),
        (36.0, INFINITY),
        (-INFINITY, -36.0),
        (0.1, 0.100_001),
        (-1e-9, 2.5),
        (-2.020_001, 1.0),
        (1.0, 1.01),
        (-20.001, -20.0),
        (35.999, 36.0),
    ];
    for word in EXTREMES {
        let words = words(word);
        assert!(group::<T>(&Uniform { low: -1.0, high: 1.0 }, &words).iter().all(|x| x.is_finite()));
        assert!(group::<T>(&Normal { mean: 0.0, std: 1.0 }, &words).iter().all(|x| x.abs() < 10.0));
        for (low, high) in truncations {
            let sampler = TruncatedNormal::new(0.0, 1.0, low, high).unwrap();
            for x in group::<T>(&sampler, &words) {
                assert!(x.is_finite() && low <= x && x <= high, "{x} from {word:#x} in [{low}, {high}]");
            }
        }
    }
}

#[test]
fn extreme_words() {
    for_types!(extremes_are_finite: f32, f64);
}

#[test]
fn extreme_normal_values() {
    let largest = group::<f32>(&Normal { mean: 0.0, std: 1.0 }, &words(0));
    assert!((largest[0] - 6.764).abs() < 1e-3, "{}", largest[0]);
    let zero = group::<f32>(&Normal { mean: 0.0, std: 1.0 }, &words(u32::MAX));
    assert_eq!((zero[0].to_bits(), zero[255].to_bits()), (0, 0), "u = 1 gives +0");
}

/// Tests both fractions for which low + u (high - low) rounds to high, and the whole range.
#[test]
fn uniform_excludes_its_upper_bound() {
    for (low, high) in [(5.0, 10.0), (1.0, 1.5), (0.0, 1.0), (-1.0, 0.0), (-1.0, -0.0), (16_777_215.0, 16_777_216.0)] {
        for word in EXTREMES {
            for x in group::<f32>(&Uniform { low, high }, &words(word)) {
                assert!(low <= x && x < high, "{x} from {word:#x} in [{low}, {high})");
            }
            for x in group::<f64>(&Uniform { low, high }, &words(word)) {
                assert!(low <= x && x < high, "{x} from {word:#x} in [{low}, {high})");
            }
        }
    }
    let values: Vec<f32> = draw(&Sampler::Uniform { low: 5.0, high: 10.0 }, 1_000_000);
    assert!(values.iter().all(|x| (5.0..10.0).contains(x)));
}

#[test]
fn degenerate_uniform() {
    let values: Vec<f32> = draw(&Sampler::Uniform { low: 0.1, high: 0.1 + 1e-12 }, 300);
    assert!(values.iter().all(|x| x.to_bits() == 0.1_f32.to_bits()));
}

fn stays_inside<T: Real>() {
    for (mean, std, low, high) in [
        (0.0, 1.0, -2.0, 2.0),
        (0.0, 1.0, 8.0, 9.0),
        (0.0, 1.0, -36.0, -35.9),
        (0.0, 1.0, -3.0, 1.0),
        (0.0, 1.0, 1.0, 1.001),
        (0.1, 0.3, 0.1, 0.7),
        (1e6, 1.0, 1e6 - 0.01, 1e6 + 3.0),
        (-1e3, 1e2, 1e-3, 10.0),
        (0.0, 1e-40, -1e-40, 1e-40),
        (0.0, 1e300, 1.0, 1.5),
        (0.0, 1.0, 0.1, INFINITY),
    ] {
        for x in draw::<T>(&truncated(mean, std, low, high), 10_000) {
            let x = x.to_f64();
            assert!(low <= x && x <= high, "{x} outside [{low}, {high}]");
        }
    }
}

#[test]
fn truncated_stays_inside() {
    for_types!(stays_inside: f32, f64);
}

/// The bounds get as many values as their neighbors, within rounding.
#[test]
fn no_pile_up_at_the_bounds() {
    for (low, high) in [(-2.0, 2.0), (-3.0, 3.0), (2.0, 3.0), (8.0, 9.0), (20.0, 21.0), (-20.5, -20.0)] {
        let values: Vec<f32> = draw(&truncated(0.0, 1.0, low, high), 1_000_000);
        let bounds = [low, high].map(f32::from_f64).map(f32::to_bits);
        let count = values.iter().filter(|x| bounds.contains(&x.to_bits())).count();
        assert!(count <= 40, "{count} of a million at the bounds of [{low}, {high}]");
    }
}

#[test]
fn truncation_errors() {
    use TruncationError::{Bounds, Distance, Mean, Std};
    let nan = f64::NAN;
    assert!(matches!(TruncatedNormal::new(nan, 1.0, 0.0, 1.0), Err(Mean { .. })));
    assert!(matches!(TruncatedNormal::new(0.0, nan, 0.0, 1.0), Err(Std { .. })));
    assert!(matches!(TruncatedNormal::new(0.0, -1.0, 0.0, 1.0), Err(Std { .. })));
    assert!(matches!(TruncatedNormal::new(0.0, 1.0, nan, 1.0), Err(Bounds { .. })));
    assert!(matches!(TruncatedNormal::new(0.0, 1.0, 1.0, 1.0), Err(Bounds { .. })));
    assert!(matches!(TruncatedNormal::new(0.0, 1.0, 37.5, INFINITY), Err(Distance { .. })));
    assert!(matches!(TruncatedNormal::new(0.0, 0.0, 1.0, 2.0), Err(Distance { .. })));
    assert!(matches!(TruncatedNormal::new(0.0, 1.0, INFINITY, INFINITY), Err(Bounds { .. })));
    let message = TruncatedNormal::new(0.0, 1.0, 2.0, 1.0).unwrap_err().to_string();
    assert_eq!(message, "the interval [2, 1] is empty: `low` must be less than `high`");
}

#[test]
fn truncated_degenerate_cases() {
    let point: Vec<f64> = draw(&truncated(0.5, 0.0, 0.5, 1.0), 3);
    assert_eq!(point, [0.5; 3]);
    let no_f32 = TruncatedNormal::new(0.0, 1.0, 0.1, 0.1 + 1e-12).unwrap();
    assert!(!no_f32.fits::<f32>() && no_f32.fits::<f64>());
    let huge: Vec<f64> = draw(&truncated(0.0, 1e308, -1.7e308, 1.7e308), 1000);
    assert!(huge.iter().all(|x| x.is_finite()));
}
