//! Layers over ndarray.

mod activation;
mod affine;
mod bias;
mod dense;
mod dyn_dense;
mod embedding;
mod error;
mod flatten;
mod lazy_dense;
mod lsuv;
mod norm;
mod sequence;
mod stack;

pub use activation::{Gelu, Identity, LeakyRelu, Relu, Selu, Sigmoid, Softplus, Tanh};
pub use affine::Rows;
pub use bias::{Bias, NoBias};
pub use dense::Dense;
pub use dyn_dense::{DynDense, DynDenseDims};
pub use embedding::{Embedding, EmbeddingDims};
pub use error::{LayerError, LayerFault};
pub use flatten::{Flat, Flatten};
pub use lazy_dense::{LazyDense, LazyDenseDims};
pub use lsuv::{Lsuv, LsuvError, LsuvFault, LsuvLayer, LsuvOptions, LsuvRun, lsuv};
pub use norm::{LayerNorm, LayerNormDims, RmsNorm, RmsNormDims};
pub use stack::Input;
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
