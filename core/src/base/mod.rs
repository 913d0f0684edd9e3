//! The base of all other modules: axes, types of elements, names, shapes, text, arithmetic.

pub mod axes;
pub(crate) mod const_for;
pub(crate) mod const_math;
pub mod dtype;
pub mod message;
pub(crate) mod number;
pub(crate) mod order;
pub mod path;
pub(crate) mod pool;
pub(crate) mod printed;
pub(crate) mod shape;
pub(crate) mod similar;
