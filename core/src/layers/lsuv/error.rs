//! Errors of LSUV.

use core::fmt;

use crate::layers::LayerError;
use crate::printed::Name;

/// The error of [`lsuv`](super::lsuv()), with the place of the layer.
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
    /// The place of the layer.
    pub path: String,
    /// The kind of the error.
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
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LsuvErrorKind {
    /// An error of a layer's forward pass.
    #[error(transparent)]
    Forward(#[from] LayerError),
    /// A variance of an output that is zero, infinite or not a number, so that no factor makes it 1.
    #[error(
        "the output has variance {0}, which no factor makes 1\n\
         help: start from `orthogonal` weights, and from a batch of different inputs"
    )]
    Variance(f64),
    /// A variance of an output that is not 1 after the allowed number of divisions.
    #[error(
        "the variance of the output is {variance} after {iterations} divisions\n\
         help: start from `zeros` for the biases, or allow more by `most` or `tolerance`"
    )]
    NotConverged {
        /// The variance.
        variance: f64,
        /// The number of divisions.
        iterations: usize,
    },
    /// A layer without a bias, although the mean of the output is to be shifted.
    #[error("`center` shifts the bias, and this layer has none")]
    NoBias,
}

impl fmt::Display for LsuvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => self.kind.fmt(f),
            path => write!(f, "at `{}`: {}", Name(path), self.kind),
        }
    }
}

impl core::error::Error for LsuvError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        // `Display` includes the kind, so `source` skips to its cause.
        self.kind.source()
    }
}
