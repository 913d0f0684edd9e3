//! The files and models that a run reads, and the files that are written.

mod hint;
mod inputs;
mod pattern;
mod replace;
#[cfg(feature = "safetensors")]
mod save;
#[cfg(feature = "safetensors")]
mod save_options;
mod tensors;
mod unmatched;

pub(crate) use inputs::Inputs;
pub(crate) use replace::replace_file;
#[cfg(feature = "safetensors")]
pub use save::{SaveError, save};
#[cfg(feature = "safetensors")]
pub use save_options::{SaveOptions, to};
