//! The files and models that a run reads, and the files that are written.

mod beside;
#[cfg(feature = "safetensors")]
mod contents;
mod hint;
mod inputs;
mod owner;
mod pattern;
mod replace;
mod replace_error;
#[cfg(feature = "safetensors")]
mod save;
#[cfg(feature = "safetensors")]
mod save_error;
#[cfg(feature = "safetensors")]
mod save_options;
mod taken;
mod tensors;
mod unmatched;

pub(crate) use inputs::Inputs;
pub(crate) use replace::replace_file;
pub use replace_error::{ReplaceError, WriteStep};
#[cfg(feature = "safetensors")]
pub use save::save;
#[cfg(feature = "safetensors")]
pub use save_error::SaveError;
#[cfg(feature = "safetensors")]
pub use save_options::{SaveOptions, to};
