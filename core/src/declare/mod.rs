//! What models and rules declare, as constant data, and the checks of it.

pub(crate) mod check;
pub mod error;
pub mod rule;
pub mod schema;
