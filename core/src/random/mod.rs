//! Random values: from seeds to bits, and from bits to values.

pub mod sample;
pub mod seed;
pub mod stream;
