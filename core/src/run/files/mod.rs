//! The files and models that a run reads, and the files that are written.

mod beside;
mod hint;
mod inputs;
mod owner;
mod pattern;
mod replace;
mod replace_error;
#[cfg(feature = "safetensors")]
mod save;
mod taken;
mod tensors;
mod unmatched;

pub(crate) use inputs::Inputs;
pub(crate) use replace::replace_file;
pub use replace_error::{ReplaceError, WriteStep};
#[cfg(feature = "safetensors")]
pub use save::{SaveError, SaveOptions, save, to};
