//! Words of the diagnostics: paths, and names similar to what was written.

pub mod brackets;
pub mod describe;
pub mod suggest;
mod variants;
