//! What can go wrong.

use core::fmt;

use crate::layers::LayerError;

/// Why [`lsuv`](super::lsuv()) could not do its work.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LsuvOptions, lsuv};
/// use paraminit::prelude::*;
///
/// let mut net = init! { <(Dense<4, 8>, Relu)> ** => zeros }.build(42)?;
/// let error = lsuv(&mut net, &Array2::ones((2, 4)), LsuvOptions::default()).unwrap_err();
/// assert!(error.to_string().starts_with("at `0`: the output has variance 0"), "{error}");
/// # Ok::<(), InitError>(())
/// ```
#[derive(Debug)]
pub struct LsuvError {
    /// Where the layer stands.
    pub path: String,
    /// What is wrong.
    pub fault: LsuvFault,
}

/// What is wrong.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LsuvFault, LsuvOptions, lsuv};
/// use paraminit::prelude::*;
///
/// let mut layer = Dense::<4, 8, f32, NoBias>::init(42)?;
/// let options = LsuvOptions { center: true, ..LsuvOptions::default() };
/// let error = lsuv(&mut layer, &Array2::ones((2, 4)), options).unwrap_err();
/// assert!(matches!(error.fault, LsuvFault::NoBias));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum LsuvFault {
    /// The batch does not go through.
    Forward(LayerError),
    /// An output whose variance no factor makes 1: zero, or not a number.
    Variance(f64),
    /// The variance is not 1 yet.
    NotConverged {
        /// What it is.
        variance: f64,
        /// After so many divisions.
        iterations: usize,
    },
    /// Without a bias the mean cannot be shifted.
    NoBias,
}

impl fmt::Display for LsuvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "at `{}`: ", self.path)?;
        }
        match &self.fault {
            LsuvFault::Forward(error) => error.fmt(f),
            LsuvFault::Variance(variance) => write!(
                f,
                "the output has variance {variance}, which no factor makes 1\n\
                 help: start from `orthogonal` weights, and from a batch of different inputs"
            ),
            LsuvFault::NotConverged { variance, iterations } => write!(
                f,
                "the variance of the output is {variance} after {iterations} divisions\n\
                 help: start from `zeros` for the biases, or allow more by `most` or `tolerance`"
            ),
            LsuvFault::NoBias => f.write_str("`center` shifts the bias, and this layer has none"),
        }
    }
}

impl core::error::Error for LsuvError {}
