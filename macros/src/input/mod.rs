//! What the derive stands on, as plain data: made by reading, judged by `validate`.

mod derived;
mod field;
mod model;

pub use derived::{Derived, Variant};
pub use field::Field;
pub use model::Model;
