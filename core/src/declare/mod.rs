//! The declarations of models and rules, as constant data, and the checks of them.

pub(crate) mod check;
pub mod error;
pub mod rule;
pub(crate) mod rule_place;
pub mod schema;
