//! Random values: seeds, streams of random bits, and the values made from them.

pub mod sample;
pub mod seed;
pub mod stream;
