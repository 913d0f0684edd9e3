//! What everything stands on: axes, types of elements, names, shapes, text.

pub mod axes;
pub(crate) mod const_for;
pub mod dtype;
pub mod message;
pub(crate) mod number;
pub mod path;
pub(crate) mod shape;
pub(crate) mod similar;
