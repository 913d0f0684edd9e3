//! The guide.
//!
//! - [`diagnostics`]: what the compiler tells you, and the fix
//! - [`cost`]: what the checks cost

#[doc = include_str!("../../docs/diagnostics.md")]
pub mod diagnostics {}

#[doc = include_str!("../../docs/cost.md")]
pub mod cost {}
