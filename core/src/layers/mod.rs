//! Layers over ndarray.
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
mod blas;
mod dense;
mod product;
mod sequence;

pub use activation::Relu;
pub use dense::{Dense, ShapeError};
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
