//! Tuples, `Vec`s and arrays of layers as one layer.

mod stack;
mod tuple;

pub use stack::Input;
pub use tuple::{Any, Features, Takes};
