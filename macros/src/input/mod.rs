//! What the derive stands on, as plain data.

pub mod field;
pub mod model;
pub mod variant;
