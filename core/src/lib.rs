//! Parameter initialization declared on the struct, checked by the compiler, reproducible to the bit.

pub mod sample;
pub mod stream;
