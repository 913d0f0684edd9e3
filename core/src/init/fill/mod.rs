//! The way from an initializer and a parameter to values.

pub(crate) mod array;
pub(crate) mod density;
pub(crate) mod error;
pub(crate) mod expected;
pub(crate) mod filler;
mod filling;
pub(crate) mod resolve;
pub(crate) mod resolved;
pub(crate) mod slice;
