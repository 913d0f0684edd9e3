//! Dense layers with sizes by type, at run time, or from the first input, with and without a bias.

mod accessors;
mod bias;
// Plans show the file of a layer's own rules: `dense.rs`.
#[expect(clippy::module_inception, reason = "a file for each layer, by its name")]
mod dense;
mod dyn_dense;
mod lazy_dense;

pub use bias::{Bias, BiasValues, NoBias, WithBias};
pub use dense::Dense;
pub use dyn_dense::{DynDense, DynDenseDims};
pub use lazy_dense::{LazyDense, LazyDenseDims};
