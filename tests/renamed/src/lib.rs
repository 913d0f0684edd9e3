//! A crate that knows `paraminit` by another name, and whose models other crates use.

pub mod foreign;

use ndarray::Array1;
use weights::layers::Dense;
use weights::{Initialize, Rules, init};

/// A model with run-time sizes.
#[derive(Debug, Initialize)]
#[init(crate = weights, dims(width))]
pub struct Scale {
    /// A gain for each channel.
    #[init(shape = [width], ones)]
    pub gain: Array1<f32>,
}

/// A model whose part is private.
#[derive(Debug, Initialize)]
#[init(crate = ::weights)]
pub struct Encoder {
    hidden: Hidden,
}

#[derive(Debug, Initialize)]
#[init(crate = ::weights)]
struct Hidden {
    dense: Dense<2, 2>,
}

impl Encoder {
    /// The largest weight.
    #[must_use]
    pub fn largest(&self) -> f32 {
        self.hidden.dense.weight().iter().fold(0.0, |largest, x| largest.max(x.abs()))
    }
}

/// Rules of this crate.
pub const RULES: Rules<'static, Encoder> = init! { <Encoder> **.weight => constant(3.0), ** => zeros };
