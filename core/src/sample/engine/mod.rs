//! What every distribution is computed with: scalar types, and groups of words.

pub(super) mod group;
#[cfg(feature = "half")]
mod half;
mod real;
pub(super) mod scalar;
