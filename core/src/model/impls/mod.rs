//! The types that parameters and models are made of.

mod arrays;
mod containers;
mod maps;
mod refused;
mod tuples;

pub use arrays::{Parameter, Scalar, Shaped};
