//! Laws: densities integrate to 1, are the derivatives of the distribution functions, and samples follow them.

use crate::sample::{Law, Sampler, TruncatedNormal};
use crate::stream::StreamId;

const INFINITY: f64 = f64::INFINITY;

fn truncated(mean: f64, std: f64, low: f64, high: f64) -> Sampler {
    Sampler::Truncated(TruncatedNormal::new(mean, std, low, high).unwrap())
}

fn clamped(inner: Sampler, low: f64, high: f64) -> Sampler {
    Sampler::Clamped { low, high, inner: Box::new(inner) }
}

fn scaled(k: f64, inner: Sampler) -> Sampler {
    Sampler::Scaled(k, Box::new(inner))
}

fn samplers() -> Vec<Sampler> {
    let normal = Sampler::Normal { mean: 0.5, std: 2.0 };
    let uniform = Sampler::Uniform { low: -1.0, high: 3.0 };
    let mixture = Sampler::Mixture(vec![
        (1.0, Sampler::Constant(0.25)),
        (2.0, normal.clone()),
        (1.0, uniform.clone()),
        (4.0, truncated(-3.0, 0.1, -3.1, -2.95)),
    ]);
    vec![
        normal.clone(),
        uniform.clone(),
        truncated(0.0, 1.0, -2.0, 2.0),
        truncated(0.0, 1.0, 8.0, 9.0),
        truncated(0.0, 1.0, 1.0, 1.000_001),
        truncated(1.0, 3.0, 0.0, INFINITY),
        scaled(-0.5, truncated(1.0, 3.0, 0.0, INFINITY)),
        clamped(normal.clone(), -1.0, 1.5),
        clamped(scaled(-2.0, uniform), -3.0, INFINITY),
        clamped(scaled(-1.5, clamped(mixture.clone(), -3.0, 0.5)), -0.2, 4.0),
        mixture,
        scaled(0.0, normal),
    ]
}

/// The composite midpoint rule on each interval between jumps.
fn integral(law: &Law) -> f64 {
    let mut cuts: Vec<f64> = law.intervals(9.0).flat_map(|(low, high)| [low, high]).collect();
    cuts.sort_by(f64::total_cmp);
    let stretch = |pair: &[f64]| {
        let width = (pair[1] - pair[0]) / 20_000.0;
        (0..20_000).map(|k| law.density(pair[0] + (f64::from(k) + 0.5) * width) * width).sum::<f64>()
    };
    cuts.windows(2).map(stretch).sum()
}

#[test]
fn densities_and_atoms_sum_to_one() {
    for sampler in samplers() {
        let law = sampler.law().unwrap();
        let atoms: f64 = law.atoms().iter().map(|(_, mass)| mass).sum();
        let total = integral(&law) + atoms;
        assert!((total - 1.0).abs() < 1e-6, "{sampler:?}: {total}");
        assert!((law.cumulative(1e3) - 1.0).abs() < 1e-12 && law.cumulative(-1e3).abs() < 1e-12, "{sampler:?}");
    }
}

#[test]
fn densities_are_derivatives() {
    for sampler in samplers() {
        let law = sampler.law().unwrap();
        for (low, high) in law.intervals(2.0) {
            for place in [0.21, 0.47, 0.83] {
                let (x, h) = (low + place * (high - low), 1e-4 * (high - low));
                let slope = (law.cumulative(x + h) - law.cumulative(x - h)) / (2.0 * h);
                let near = law.atoms().iter().any(|(atom, _)| (atom - x).abs() <= h);
                assert!(near || (slope / law.density(x) - 1.0).abs() < 1e-5, "{sampler:?} at {x}: {slope}");
            }
        }
    }
}

/// Kolmogorov-Smirnov, from both sides of every value, atoms included: p < 0.001 at 1.95.
#[test]
fn samples_follow_the_law() {
    for (number, sampler) in (0..).zip(samplers()) {
        let law = sampler.law().unwrap();
        let mut values = vec![0.0_f64; 40_000];
        sampler.fill(StreamId { seed: 7, number }, 0, &mut values);
        values.sort_by(f64::total_cmp);
        let n = 40_000.0;
        let (mut at, mut largest) = (0, 0.0_f64);
        while let Some(&x) = values.get(at) {
            let mass: f64 = law.atoms().iter().filter(|(value, _)| *value == x).map(|(_, mass)| mass).sum();
            let upto = law.cumulative(x);
            largest = largest.max((upto - mass - f64::from(u32::try_from(at).unwrap()) / n).abs());
            at += values[at..].partition_point(|&other| other == x);
            largest = largest.max((upto - f64::from(u32::try_from(at).unwrap()) / n).abs());
        }
        assert!(largest * n.sqrt() < 1.95, "{sampler:?}: {}", largest * n.sqrt());
    }
}

#[test]
fn moments_agree() {
    for sampler in samplers() {
        let (law, Some((mean, _))) = (sampler.law().unwrap(), sampler.moments()) else { continue };
        let mut found: f64 = law.atoms().iter().map(|(value, mass)| value * mass).sum();
        let mut cuts: Vec<f64> = law.intervals(9.0).flat_map(|(low, high)| [low, high]).collect();
        cuts.sort_by(f64::total_cmp);
        for pair in cuts.windows(2) {
            let width = (pair[1] - pair[0]) / 20_000.0;
            let places = (0..20_000).map(|k| pair[0] + (f64::from(k) + 0.5) * width);
            found += places.map(|x| x * law.density(x) * width).sum::<f64>();
        }
        assert!((found - mean).abs() < 1e-6 * mean.abs().max(1.0), "{sampler:?}: {found}, not {mean}");
    }
}

#[test]
fn no_law_and_no_panic() {
    let nan = f64::NAN;
    let opaque = Sampler::Map(f64::sqrt, Box::new(Sampler::Constant(1.0)));
    for sampler in [
        opaque.clone(),
        Sampler::Constant(nan),
        Sampler::Uniform { low: 1.0, high: 0.0 },
        Sampler::Uniform { low: nan, high: 0.0 },
        Sampler::Normal { mean: 0.0, std: -1.0 },
        Sampler::Mixture(vec![]),
        Sampler::Mixture(vec![(nan, Sampler::Constant(1.0))]),
        Sampler::Mixture(vec![(1.0, Sampler::Constant(1.0)), (1.0, opaque)]),
        scaled(nan, Sampler::Constant(1.0)),
        scaled(INFINITY, Sampler::Normal { mean: 0.0, std: 1.0 }),
        clamped(Sampler::Constant(0.0), 1.0, -1.0),
        clamped(Sampler::Constant(0.0), nan, 1.0),
    ] {
        assert_eq!(sampler.law(), None, "{sampler:?}");
    }
    // The span of its bounds overflows.
    let wide = Sampler::Uniform { low: -f64::MAX, high: f64::MAX }.law().unwrap();
    assert!((wide.cumulative(0.0) - 0.5).abs() < 1e-15 && wide.density(0.0) > 0.0);
}
