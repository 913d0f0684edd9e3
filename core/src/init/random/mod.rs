//! Initializers that draw each element, or each line, from a given distribution.

pub(crate) mod chrono;
pub(crate) mod chrono_filler;
pub(crate) mod normal;
pub(crate) mod rescale;
pub(crate) mod sparse;
pub(crate) mod sparse_filler;
pub(crate) mod truncated;
pub(crate) mod uniform;
