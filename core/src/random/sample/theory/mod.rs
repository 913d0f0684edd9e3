//! The exact distribution and moments of a sampler's values.

pub(super) mod central;
pub(super) mod law;
