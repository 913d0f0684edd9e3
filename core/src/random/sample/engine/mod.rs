//! Scalar types and groups of words, which every distribution uses.

pub(super) mod group;
#[cfg(feature = "half")]
mod half;
mod products;
mod real;
pub(super) mod scalar;
