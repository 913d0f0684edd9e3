//! Words of the diagnostics: paths, and names similar to what was written.

pub mod describe;
pub mod suggest;
mod variants;
