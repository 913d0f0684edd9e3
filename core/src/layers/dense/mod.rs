//! Dense layers with sizes by type, at run time, or from the first input, with and without a bias.

mod accessors;
mod bias;
mod dynamic;
mod fixed;
mod lazy;

pub use bias::{Bias, BiasValues, NoBias, WithBias};
pub use dynamic::{DynDense, DynDenseDims};
pub use fixed::Dense;
pub use lazy::{LazyDense, LazyDenseDims};
