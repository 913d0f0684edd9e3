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
//! Tuples, tuples in tuples, `Vec`s and arrays of layers are sequences: they implement [`Forward`]. Sizes in types must
//! fit, or the sequence does not compile. Other sizes are checked at run time. A [`LayerError`] says where they do not
//! fit.
//!
//! # Tied parameters
//!
//! No initializer ties one parameter to another. A struct owns each of its arrays once. So an array that two places
//! share is one field, which the forward pass uses twice. It is one parameter, with one initializer:
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
//! The dense layers compute y = x Wᵀ + b with the products of `ndarray`: pure Rust by default, with nothing to install,
//! and those of a BLAS (Basic Linear Algebra Subprograms) with one of these features.
//!
//! | feature | BLAS | takes |
//! |---|---|---|
//! | `blas` | one that the program links | such a crate among the program's dependencies, and `use openblas_src as _;` in it |
//! | `openblas` | [OpenBLAS](https://www.openblas.net) of the system | `apt install libopenblas-dev`, `brew install openblas`, .. |
//! | `blis` | [BLIS](https://github.com/flame/blis) | a C compiler and make: cargo builds it, in minutes |
//! | `accelerate` | Apple's Accelerate | macOS |
//! | `mkl` | Intel's oneMKL, one thread, linked statically | x86-64; the build downloads it unless it finds one |
//!
//! One process links one BLAS: two of the last four features together do not compile. A library turns on `blas` at
//! most, as `ndarray` has it, and leaves the choice to the program. [`orthogonal`](crate::init::orthogonal()) uses the
//! same products.
//!
//! The product is added to a matrix of biases, so the bias needs no pass of its own. Up to three inputs are multiplied
//! one by one, as vectors. Inputs may have any memory layout. Those with contiguous rows or columns are read without a
//! copy. Sums are in the type of the elements, and round as the processor's vector unit and the BLAS do: initialization
//! is reproducible to the bit, `forward` only to some multiple of the rounding error. A BLAS multiplies `f32` and
//! `f64`; the half types go through plain loops, rounding at each step.
//!
//! The BLAS sets the number of its threads: `OPENBLAS_NUM_THREADS`, `BLIS_NUM_THREADS`, `VECLIB_MAXIMUM_THREADS`.
//! Without a BLAS, a product takes one thread.

mod activation;
mod dense;
mod embedding;
mod error;
mod flatten;
mod forward;
mod lsuv;
mod norm;
mod product;
mod scalar;
mod sequence;

pub use activation::{Gelu, Identity, LeakyRelu, Relu, Selu, Sigmoid, Softplus, Tanh};
pub use dense::{Bias, BiasValues, Dense, DynDense, DynDenseDims, LazyDense, LazyDenseDims, NoBias, WithBias};
pub use embedding::{Embedding, EmbeddingDims};
pub use error::{LayerError, LayerErrorKind};
pub use flatten::{Flat, Flatten};
pub use forward::{Any, Features, Forward, Input, Takes};
pub use lsuv::{Lsuv, LsuvError, LsuvErrorKind, LsuvLayer, LsuvOptions, LsuvRun, lsuv};
pub use norm::{LayerNorm, LayerNormDims, RmsNorm, RmsNormDims};
pub use product::Rows;
