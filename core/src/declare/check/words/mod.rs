//! The words of the diagnostics: paths, and suggestions of similar names.

pub mod describe;
pub mod suggest;
mod variants;
