//! The words of the diagnostics: paths, and suggestions of similar names.

pub mod brackets;
pub mod describe;
pub mod suggest;
mod variants;
