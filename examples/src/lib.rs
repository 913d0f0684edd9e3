//! What the example programs compute, apart from how they print it, so that tests can look at it too.

pub mod catalogue;
pub mod depth;
pub mod histogram;
pub mod large;
pub mod throughput;
