//! The initializers to compare, each with what theory says of it.

use paraminit::prelude::*;

use super::{Net, count};

/// Rules for all weights and biases.
#[derive(Debug)]
pub struct Scheme {
    /// How the program calls it.
    pub name: &'static str,
    /// The rules.
    pub rules: Rules<'static, Net>,
    /// How many times fewer seeds are enough. An orthogonal matrix takes as long as many random ones.
    pub rarer: u32,
    /// What theory says.
    pub theory: Theory,
}

/// What is to be expected of the logarithm of the root mean square.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Theory {
    /// A random walk: independent steps, a layer each.
    Walk {
        /// The part of the mean of a step that does not depend on the width: ln(g / sqrt 2).
        drift: f64,
        /// `width` times the variance of a step, and minus `width` times the rest of its mean.
        spread: f64,
    },
    /// It soon stays near that of a mean square of 1 / (`share` `width`), whatever the input.
    Settled {
        /// See there.
        share: f64,
    },
}

impl Theory {
    /// Independent weights of variance gain^2 / width.
    #[must_use]
    pub fn independent(gain: f64) -> Self {
        Self::Walk { drift: (gain / 2.0_f64.sqrt()).ln(), spread: 1.25 }
    }

    /// Orthogonal weights of gain sqrt 2.
    #[must_use]
    pub const fn orthogonal() -> Self {
        Self::Walk { drift: 0.0, spread: 0.75 }
    }

    /// The mean of the logarithm after so many layers.
    #[must_use]
    pub fn mean(self, depth: usize, width: usize) -> f64 {
        match self {
            Self::Walk { drift, spread } => count(depth) * (drift - spread / count(width)),
            Self::Settled { share } => -(share * count(width)).ln() / 2.0,
        }
    }

    /// The variance of the logarithm after so many layers, if it is a random walk.
    #[must_use]
    pub fn variance(self, depth: usize, width: usize) -> Option<f64> {
        match self {
            Self::Walk { spread, .. } => Some(spread * count(depth) / count(width)),
            Self::Settled { .. } => None,
        }
    }
}

/// All of them.
#[must_use]
pub fn schemes() -> Vec<Scheme> {
    vec![
        Scheme {
            name: "kaiming_normal",
            rules: init! { <Net> **.weight => kaiming_normal, **.bias => zeros },
            rarer: 1,
            theory: Theory::independent(2.0_f64.sqrt()),
        },
        Scheme {
            name: "he_uniform",
            rules: init! { <Net> **.weight => he_uniform, **.bias => zeros },
            rarer: 1,
            theory: Theory::independent(2.0_f64.sqrt()),
        },
        Scheme {
            name: "xavier_normal",
            rules: init! { <Net> **.weight => xavier_normal, **.bias => zeros },
            rarer: 1,
            theory: Theory::independent(1.0),
        },
        Scheme {
            name: "pytorch",
            rules: init! { <Net> ** => pytorch },
            rarer: 1,
            theory: Theory::Settled { share: 5.0 },
        },
        Scheme {
            name: "orthogonal",
            rules: init! { <Net> **.weight => orthogonal(gain = Relu), **.bias => zeros },
            rarer: 8,
            theory: Theory::orthogonal(),
        },
    ]
}
