//! Signals in deep networks: what an initializer makes of activations, layer by layer.
//!
//! # Theory
//!
//! A layer is `h' = max(W h + b, 0)`, with `n` inputs and `n` outputs. With weights N(0, g^2 / n) and no biases, every
//! pre-activation is `g |h| / sqrt(n)` times a standard normal number z, independent of the others and of `h`. So the
//! mean square changes by the factor
//!
//! ```text
//! X = (g^2 / n) (a_1 + .. + a_n),    a = max(z, 0)^2,    E a = E z^2 / 2 = 1/2,    Var a = E z^4 / 2 - 1/4 = 5/4,
//! E X = g^2 / 2,    Var X = (5 / n) (E X)^2,
//! ```
//!
//! and the factors of different layers are independent. What is near 1 has ln X = (X - 1) - (X - 1)^2 / 2 + .., and the
//! logarithm of the root mean square is half of that. After L layers of gain sqrt 2 (`kaiming_normal`) it has
//!
//! ```text
//! mean = -5 L / (4 n),    variance = 5 L / (4 n)
//! ```
//!
//! to leading order; the next terms are -2.04 L / n^2 and 4.6 L / n^2. Each layer keeps the mean square on average, and
//! still a typical signal fades: at 100 layers of width 1024 to exp(-0.12), give or take 0.35. Another gain adds
//! `L ln(g / sqrt 2)` to the mean: -0.35 a layer for `xavier_normal`, which therefore collapses. Other independent
//! weights of the same variance, uniform ones or truncated normals, change neither term.
//!
//! A random orthogonal matrix keeps the norm itself. What is left is the share that the rectifier lets pass,
//! X = 2 (a_1 + .. + a_n) / (z_1^2 + .. + z_n^2), and as a - z^2 / 2 is z^2 / 2 with either sign, Var X = 4 (3/4) / n:
//! mean and variance are -3 L / (4 n) and 3 L / (4 n).
//!
//! `PyTorch`'s default draws weights and biases from U(-1 / sqrt(n), 1 / sqrt(n)). The mean square q goes to
//! q' = (q + 1 / n) / 6, hence in a few layers to 1 / (5 n), whatever the input was: what remains is the biases.

use ndarray::{Array1, Array2};
use paraminit::plot::Series;
use paraminit::prelude::*;

mod schemes;

pub use schemes::{Scheme, Theory, schemes};

/// A dense layer as wide as it is high. It is a `Dense` to the presets.
#[derive(Debug, Initialize)]
#[init(kind = Dense, dims(width), ** => pytorch)]
pub struct Layer {
    #[init(shape = [width, width], axes = [out, in], part = weight)]
    weight: Array2<f32>,
    #[init(shape = [width], fans_of = weight, part = bias)]
    bias: Array1<f32>,
}

/// Such layers with a rectifier behind each.
#[derive(Debug, Initialize)]
#[init(dims(width, depth))]
pub struct Net {
    #[init(dims { width }, len = depth)]
    layers: Vec<Layer>,
}

impl Net {
    /// The natural logarithm of the factor by which each layer changes the root mean square.
    #[must_use]
    pub fn logs(&self, mut signal: Array1<f32>) -> Vec<f64> {
        let mut before = ln_rms(&signal);
        let layer = |layer: &Layer| {
            signal = Relu.forward(&(layer.weight.dot(&signal) + &layer.bias)).unwrap_or_else(|never| match never {});
            let after = ln_rms(&signal);
            after - std::mem::replace(&mut before, after)
        };
        self.layers.iter().map(layer).collect()
    }
}

/// The natural logarithm of the root mean square.
fn ln_rms(signal: &Array1<f32>) -> f64 {
    let squares: f64 = signal.iter().map(|&x| f64::from(x).powi(2)).sum();
    (squares / count(signal.len())).ln() / 2.0
}

/// What networks of different seeds did, each to an input of its own with standard normal elements.
#[derive(Clone, Debug)]
pub struct Measurement {
    width: usize,
    depth: usize,
    /// For each seed, the logarithm for each layer.
    logs: Vec<Vec<f64>>,
}

impl Measurement {
    /// Initializes a network of these dimensions with each seed.
    ///
    /// # Errors
    /// That of the run.
    pub fn new(
        rules: &Rules<'_, Net>,
        dims: NetDims,
        seeds: impl IntoIterator<Item = u64>,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let (width, depth) = (dims.width, dims.depth);
        // One network for all seeds: rules apply in place.
        let mut net = init! { <Net> ** => zeros }.build_with(dims, 0)?;
        let mut logs = Vec::new();
        for seed in seeds {
            rules.apply(&mut net, seed)?;
            let mut input = Array1::zeros(width);
            init::normal(0.0, 1.0).fill(&mut input, &[], StreamId::new(seed, "input"))?;
            logs.push(net.logs(input));
        }
        Ok(Self { width, depth, logs })
    }

    /// Mean and variance over all seeds of the logarithm after so many layers.
    #[must_use]
    pub fn after(&self, layers: usize) -> (f64, f64) {
        let sums: Vec<f64> = self.logs.iter().map(|logs| logs.iter().take(layers).sum()).collect();
        moments(&sums)
    }

    /// The variance of the logarithm after all layers: that of a single layer, times their number.
    ///
    /// Layers are independent, so this is far more exact than the variance of as many numbers as there are seeds.
    #[must_use]
    pub fn variance(&self) -> f64 {
        count(self.depth) * moments(&self.logs.concat()).1
    }

    /// What is drawn: exp of the mean logarithm after each layer, beside what theory says.
    #[must_use]
    pub fn series(&self, label: &str, theory: Theory) -> Series {
        let scales = (1..=self.depth).map(|layers| self.after(layers).0.exp());
        let expected = (1..=self.depth).map(|layers| theory.mean(layers, self.width).exp());
        Series::new(label, scales).theory(expected)
    }

    /// How far the mean and the variance after all layers are from the theory, in standard errors of the theory. Nothing
    /// where it gives no variance.
    #[must_use]
    pub fn deviations(&self, theory: Theory) -> Option<Deviations> {
        let variance = theory.variance(self.depth, self.width)?;
        let seeds = count(self.seeds());
        let error = (variance / seeds).sqrt();
        // The relative variance of the sample variance of m normal numbers is 2 / (m - 1).
        let relative_error = (2.0 / (seeds * count(self.depth) - 1.0)).sqrt();
        Some(Deviations {
            mean: (self.after(self.depth).0 - theory.mean(self.depth, self.width)) / error,
            variance: (self.variance() / variance - 1.0) / relative_error,
        })
    }

    /// How many networks were measured.
    #[must_use]
    pub fn seeds(&self) -> usize {
        self.logs.len()
    }
}

/// Distances of a measurement from the theory, in standard errors.
#[derive(Clone, Copy, Debug)]
pub struct Deviations {
    /// That of the mean.
    pub mean: f64,
    /// That of the variance.
    pub variance: f64,
}

impl Deviations {
    /// Whether both are at most so many standard errors.
    #[must_use]
    pub fn within(self, errors: f64) -> bool {
        self.mean.abs() <= errors && self.variance.abs() <= errors
    }
}

/// Mean and variance of a sample.
fn moments(sample: &[f64]) -> (f64, f64) {
    let n = count(sample.len());
    let mean = sample.iter().sum::<f64>() / n;
    (mean, sample.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0))
}

#[expect(clippy::cast_precision_loss, reason = "a number of things in memory")]
fn count(n: usize) -> f64 {
    n as f64
}
