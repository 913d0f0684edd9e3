//! Options of initializers: their values, their setters, and the misuse of them.

pub(crate) mod choice;
pub(crate) mod misuse;
mod setters;
pub(crate) mod value;
