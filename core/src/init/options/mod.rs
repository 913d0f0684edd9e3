//! Options of initializers: their values, the setters, and what no initializer of that name takes.

pub(crate) mod choice;
pub(crate) mod misuse;
mod setters;
pub(crate) mod value;
