//! Layers over ndarray.
//!
//! | layer | parameters | |
//! |---|---|---|
//! | [`Dense<I, O>`](Dense) | `weight [O, I]`, `bias [O]` | sizes that the type gives |
//! | [`DynDense`] | `weight [outputs, inputs]`, `bias [outputs]` | sizes that run time gives |
//! | [`LazyDense`] | the same, once they exist | an input size that the first input gives |
//! | [`Embedding`] | `weight [tokens, features]` | |
//! | [`LayerNorm`], [`RmsNorm`] | `scale [features]`, `bias [features]` | over the last axis; `RmsNorm` has no bias |
//! | [`Relu`], [`LeakyRelu`], [`Tanh`], [`Sigmoid`], [`Gelu`], [`Selu`], [`Softplus`], [`Identity`] | | element by element |
//! | [`Flatten`] | | all axes but the first become one |
//!
//! `Dense<I, O, f32, NoBias>`, `DynDense<f32, NoBias>` and `LazyDense<f32, NoBias>` have no bias. All dense layers are
//! `<Dense>` to patterns and presets.
//!
//! Tuples, tuples in tuples, `Vec`s and arrays of layers are sequences: they have a [`Forward`] of their own. Sizes that
//! types give must fit, or the sequence does not compile; other sizes are checked as they come. A [`LayerError`] says where.
//!
//! # Tied parameters
//!
//! There is no initializer that ties one parameter to another. A struct owns each of its arrays once, so what two
//! places share is one field, which the forward pass uses twice. It is then one parameter, with one initializer:
//!
//! ```
//! use ndarray::{Array2, array};
//! use paraminit::layers::Embedding;
//! use paraminit::prelude::*;
//!
//! #[derive(Initialize)]
//! struct Language {
//!     #[init(dims { tokens: 100, features: 16 }, weight => normal(0.0, 0.02))]
//!     embedding: Embedding,
//! }
//!
//! let net = Language::init(42)?;
//! let hidden: Array2<f32> = net.embedding.forward(&array![3_u32, 14])?;
//! let logits = hidden.dot(&net.embedding.weight.t());
//! assert_eq!(logits.shape(), [2, 100]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Products
//!
//! The dense layers compute y = x Wᵀ + b with the products of `ndarray`: pure Rust by default, with nothing to install, and
//! those of a BLAS (Basic Linear Algebra Subprograms) with one of these features.
//!
//! | feature | BLAS | takes |
//! |---|---|---|
//! | `openblas` | [OpenBLAS](https://www.openblas.net) of the system | `apt install libopenblas-dev`, `brew install openblas`, .. |
//! | `blis` | [BLIS](https://github.com/flame/blis) | a C compiler and make: cargo builds it, in minutes |
//! | `accelerate` | Apple's Accelerate | macOS |
//! | `mkl` | Intel's oneMKL, one thread, linked statically | x86-64; the build downloads it unless it finds one |
//!
//! One process links one BLAS: two of the features at once do not compile. The products of
//! [`orthogonal`](crate::init::orthogonal()) are theirs too.
//!
//! The bias is the matrix to which the product is added, not a pass of its own. Up to three inputs are multiplied one by
//! one, as vectors. Inputs of any memory layout are taken; those with contiguous rows or columns are read as they lie.
//! Sums are in the type of the elements, and round as the processor's vector unit and the BLAS do: initialization is
//! reproducible to the bit, `forward` is to some multiple of the rounding error. A BLAS multiplies `f32` and `f64`;
//! the half types go through plain loops, rounding at each step.
//!
//! The number of threads is the BLAS's own affair: `OPENBLAS_NUM_THREADS`, `BLIS_NUM_THREADS`, `VECLIB_MAXIMUM_THREADS`.
//! Without one, a product takes one thread.

mod activation;
mod dense;
mod embedding;
mod error;
mod flatten;
mod lsuv;
mod norm;
mod product;
mod sequence;

pub use activation::{Gelu, Identity, LeakyRelu, Relu, Selu, Sigmoid, Softplus, Tanh};
pub use dense::{Bias, BiasValues, Dense, DynDense, DynDenseDims, LazyDense, LazyDenseDims, NoBias, WithBias};
pub use embedding::{Embedding, EmbeddingDims};
pub use error::{LayerError, LayerFault};
pub use flatten::{Flat, Flatten};
pub use lsuv::{Lsuv, LsuvError, LsuvFault, LsuvLayer, LsuvOptions, LsuvRun, lsuv};
pub use norm::{LayerNorm, LayerNormDims, RmsNorm, RmsNormDims};
pub use product::Rows;
pub use sequence::{Any, Features, Input, Takes};

/// A layer that maps an input to an output.
///
/// ```
/// use ndarray::{Array1, arr1};
/// use paraminit::layers::LayerError;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Gated {
///     value: Dense<4, 8>,
///     gate: Dense<4, 8>,
/// }
///
/// impl Forward<Array1<f32>> for Gated {
///     type Output = Array1<f32>;
///     type Error = LayerError;
///
///     fn forward(&self, x: &Array1<f32>) -> Result<Array1<f32>, LayerError> {
///         Ok(self.value.forward(x)? * Relu.forward(&self.gate.forward(x)?)?)
///     }
/// }
///
/// assert_eq!(Gated::init(42)?.forward(&arr1(&[1.0; 4]))?.len(), 8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Forward<X> {
    /// What comes out.
    type Output;
    /// Why it may not.
    type Error;

    /// The output for `input`.
    ///
    /// # Errors
    /// If the input does not fit the layer.
    ///
    /// ```
    /// use ndarray::Array2;
    /// use paraminit::prelude::*;
    ///
    /// let net = <(Dense<4, 8>, Relu, Dense<8, 1>)>::init(42)?;
    /// assert_eq!(net.forward(&Array2::<f32>::ones((3, 4)))?.dim(), (3, 1));
    /// assert!(net.forward(&Array2::<f32>::ones((3, 5))).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn forward(&self, input: &X) -> Result<Self::Output, Self::Error>;
}
