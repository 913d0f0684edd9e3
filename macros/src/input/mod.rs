//! The input of the derive, as plain data, which `validate` checks.

mod derived;
mod field;
mod model;

pub use derived::{Derived, Variant};
pub use field::Field;
pub use model::Model;
