//! Scalar types and groups of words, which every distribution is computed with.

pub(super) mod group;
#[cfg(feature = "half")]
mod half;
mod real;
pub(super) mod scalar;
