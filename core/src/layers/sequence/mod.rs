//! Tuples, `Vec`s and arrays of layers as one layer.

mod stack;
mod tuple;
