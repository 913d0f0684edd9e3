//! Layers over ndarray.

mod activation;
mod affine;
mod bias;
mod dense;
mod dyn_dense;
mod error;
mod lazy_dense;
mod sequence;

pub use activation::Relu;
pub use affine::Rows;
pub use bias::{Bias, NoBias};
pub use dense::Dense;
pub use dyn_dense::{DynDense, DynDenseDims};
pub use error::{LayerError, LayerFault};
pub use lazy_dense::{LazyDense, LazyDenseDims};
pub use sequence::{Any, Features, Takes};

/// A layer that maps an input to an output.
pub trait Forward<X> {
    /// What comes out.
    type Output;
    /// Why it may not.
    type Error;

    /// The output for `input`.
    ///
    /// # Errors
    /// If the input does not fit the layer.
    fn forward(&self, input: &X) -> Result<Self::Output, Self::Error>;
}
