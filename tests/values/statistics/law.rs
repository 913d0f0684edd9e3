//! Distributions by their exact distribution functions and moments, none of them computed by the library.

use libm::erfc;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// A distribution.
#[derive(Clone, Debug)]
pub enum Law {
    /// One value.
    Atom(f64),
    /// U(low, high).
    Uniform(f64, f64),
    /// N(mean, std^2).
    Normal(f64, f64),
    /// N(mean, std^2) between `low` and `high`.
    Truncated { mean: f64, std: f64, low: f64, high: f64 },
    /// An element of a uniform unit vector in so many dimensions, times a gain.
    Sphere { dimensions: u32, gain: f64 },
    /// The square of U(-1, 1).
    SquareOfUniform,
    /// Each with its probability.
    Mixture(Vec<(f64, Law)>),
}

/// 1 - Phi(z).
fn upper_tail(z: f64) -> f64 {
    0.5 * erfc(z * FRAC_1_SQRT_2)
}

/// The density of the standard normal distribution.
fn density(z: f64) -> f64 {
    if z.is_infinite() { 0.0 } else { (-z * z / 2.0).exp() / (2.0 * PI).sqrt() }
}

/// Phi(b) - Phi(a), from the side on which it is small, so that nothing cancels.
fn mass(a: f64, b: f64) -> f64 {
    if a >= 0.0 { upper_tail(a) - upper_tail(b) } else { upper_tail(-b) - upper_tail(-a) }
}

/// The integral of (1 - t^2)^((dimensions - 3) / 2) from 0 to x, by parts down to the arc sine or x.
fn arc(dimensions: u32, x: f64) -> f64 {
    match dimensions {
        2 => x.asin(),
        3 => x,
        n => {
            let power = f64::from(n - 3) / 2.0;
            (x * (1.0 - x * x).powf(power) + 2.0 * power * arc(n - 2, x)) / (2.0 * power + 1.0)
        }
    }
}

impl Law {
    /// U(-bound, bound).
    pub fn within(bound: f64) -> Self {
        Self::Uniform(-bound, bound)
    }

    /// N(0, std^2) within so many standard deviations.
    pub fn truncated(std: f64, within: f64) -> Self {
        Self::Truncated { mean: 0.0, std, low: -within * std, high: within * std }
    }

    /// The normal distribution truncated at two standard deviations that has this one.
    pub fn rescaled(std: f64) -> Self {
        Self::truncated(std / Self::truncated(1.0, 2.0).moments().1, 2.0)
    }

    /// P(X = x).
    pub fn at(&self, x: f64) -> f64 {
        match self {
            Self::Atom(value) => f64::from(u8::from(x == *value)),
            Self::Mixture(parts) => parts.iter().map(|(weight, part)| weight * part.at(x)).sum(),
            _ => 0.0,
        }
    }

    /// P(X < x).
    pub fn below(&self, x: f64) -> f64 {
        match *self {
            Self::Atom(value) => f64::from(u8::from(value < x)),
            Self::Uniform(low, high) => ((x - low) / (high - low)).clamp(0.0, 1.0),
            Self::Normal(mean, std) => upper_tail((mean - x) / std),
            Self::Truncated { mean, std, low, high } => {
                let [low, x, high] = [low, x.clamp(low, high), high].map(|bound| (bound - mean) / std);
                mass(low, x) / mass(low, high)
            }
            Self::Sphere { dimensions, gain } => {
                0.5 + arc(dimensions, (x / gain).clamp(-1.0, 1.0)) / (2.0 * arc(dimensions, 1.0))
            }
            Self::SquareOfUniform => x.clamp(0.0, 1.0).sqrt(),
            Self::Mixture(ref parts) => parts.iter().map(|(weight, part)| weight * part.below(x)).sum(),
        }
    }

    /// Mean and standard deviation.
    pub fn moments(&self) -> (f64, f64) {
        match *self {
            Self::Atom(value) => (value, 0.0),
            Self::Uniform(low, high) => (f64::midpoint(low, high), (high - low) / 12.0_f64.sqrt()),
            Self::Normal(mean, std) => (mean, std),
            // In the far tail the textbook formula cancels to nothing, and in a sliver too; integrals do not.
            Self::Truncated { mean, std, low, high } => {
                let [a, b] = [low, high].map(|bound| ((bound - mean) / std).clamp(-40.0, 40.0));
                let (first, second) = quadrature(a, b);
                (mean + std * first, std * second)
            }
            Self::Sphere { dimensions, gain } => (0.0, gain.abs() / f64::from(dimensions).sqrt()),
            Self::SquareOfUniform => (1.0 / 3.0, (1.0_f64 / 5.0 - 1.0 / 9.0).sqrt()),
            Self::Mixture(ref parts) => {
                let moments: Vec<_> = parts.iter().map(|(weight, part)| (*weight, part.moments())).collect();
                let mean = moments.iter().map(|(weight, (mean, _))| weight * mean).sum::<f64>();
                let spread = moments.iter().map(|(weight, (m, s))| weight * (s * s + (m - mean).powi(2)));
                (mean, spread.sum::<f64>().sqrt())
            }
        }
    }
}

/// Mean and standard deviation of a standard normal number between a and b, by Simpson's rule.
fn quadrature(a: f64, b: f64) -> (f64, f64) {
    const STEPS: u32 = 20_000;
    // Relative to the largest density, so that nothing underflows.
    let peak = 0.0_f64.clamp(a, b);
    let integral = |power: i32, center: f64| {
        let term = |i: u32| {
            let z = a + (b - a) * f64::from(i) / f64::from(STEPS);
            let weight = if i == 0 || i == STEPS { 1.0 } else { f64::from(2 + 2 * (i % 2)) };
            weight * (z - center).powi(power) * ((peak * peak - z * z) / 2.0).exp()
        };
        (0..=STEPS).map(term).sum::<f64>()
    };
    let total = integral(0, 0.0);
    let mean = integral(1, 0.0) / total;
    (mean, (integral(2, mean) / total).sqrt())
}

#[test]
fn laws_known_by_hand() {
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-10, "{found}, not {expected}");
    // In three dimensions the elements of a unit vector are uniform: Archimedes' hat box.
    for x in [-1.0, -0.3, 0.0, 0.9] {
        near(Law::Sphere { dimensions: 3, gain: 2.0 }.below(2.0 * x), Law::within(1.0).below(x));
        near(Law::Sphere { dimensions: 4, gain: 1.0 }.below(x), 0.5 + (x * (1.0 - x * x).sqrt() + x.asin()) / PI);
    }
    // In 5 dimensions the density is 3 (1 - t^2) / 4.
    near(Law::Sphere { dimensions: 5, gain: 1.0 }.below(0.5), 0.5 + 0.75 * (0.5 - 0.125 / 3.0));
    // JAX's constant; and the textbook formula, where it does not cancel.
    near(Law::truncated(3.0, 2.0).moments().1, 3.0 * 0.879_625_661_034_239_8);
    near(Law::rescaled(0.1).moments().1, 0.1);
    let half = Law::Truncated { mean: 0.0, std: 1.0, low: 0.0, high: f64::INFINITY };
    near(half.moments().0, (2.0 / PI).sqrt());
    let tail = Law::Truncated { mean: 0.0, std: 1.0, low: 3.0, high: 5.0 };
    near(tail.moments().0, (density(3.0) - density(5.0)) / mass(3.0, 5.0));
    near(tail.below(4.0), mass(3.0, 4.0) / mass(3.0, 5.0));
    let coin = Law::Mixture(vec![(0.25, Law::Atom(0.0)), (0.75, Law::Uniform(0.0, 1.0))]);
    assert_eq!((coin.below(0.0), coin.at(0.0), coin.below(0.5)), (0.0, 0.25, 0.625));
    near(coin.moments().0, 0.375);
}
