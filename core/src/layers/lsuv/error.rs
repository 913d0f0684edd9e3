//! Errors of LSUV.

use core::fmt;

use crate::layers::LayerError;

/// Error of [`lsuv`](super::lsuv()), and where the layer stands.
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
    pub kind: LsuvErrorKind,
}

/// Kind of an [`LsuvError`].
///
/// ```
/// use ndarray::Array2;
/// use paraminit::layers::{LsuvErrorKind, LsuvOptions, lsuv};
/// use paraminit::prelude::*;
///
/// let mut layer = Dense::<4, 8, f32, NoBias>::init(42)?;
/// let options = LsuvOptions { center: true, ..LsuvOptions::default() };
/// let error = lsuv(&mut layer, &Array2::ones((2, 4)), options).unwrap_err();
/// assert!(matches!(error.kind, LsuvErrorKind::NoBias));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum LsuvErrorKind {
    /// The batch does not go through a layer.
    Forward(LayerError),
    /// The variance of an output is zero, infinite or not a number, so that no factor makes it 1.
    Variance(f64),
    /// The variance of an output is not 1 after the allowed number of divisions.
    NotConverged {
        /// The variance.
        variance: f64,
        /// The number of divisions.
        iterations: usize,
    },
    /// The mean of the output is to be shifted, but the layer has no bias.
    NoBias,
}

impl fmt::Display for LsuvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "at `{}`: ", self.path)?;
        }
        match &self.kind {
            LsuvErrorKind::Forward(error) => error.fmt(f),
            LsuvErrorKind::Variance(variance) => write!(
                f,
                "the output has variance {variance}, which no factor makes 1\n\
                 help: start from `orthogonal` weights, and from a batch of different inputs"
            ),
            LsuvErrorKind::NotConverged { variance, iterations } => write!(
                f,
                "the variance of the output is {variance} after {iterations} divisions\n\
                 help: start from `zeros` for the biases, or allow more by `most` or `tolerance`"
            ),
            LsuvErrorKind::NoBias => f.write_str("`center` shifts the bias, and this layer has none"),
        }
    }
}

impl core::error::Error for LsuvError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.kind {
            // `Display` includes this error, so `source` skips to its cause.
            LsuvErrorKind::Forward(error) => error.source(),
            _ => None,
        }
    }
}

impl From<LayerError> for LsuvErrorKind {
    fn from(error: LayerError) -> Self {
        Self::Forward(error)
    }
}
