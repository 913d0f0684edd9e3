//! Parameters by name: saved to files, read from files, taken from other models.
//!
//! A parameter's name is its path, `blocks.3.proj.weight`. Files are safetensors files (feature `safetensors`), which
//! Python's package of that name reads and writes: arrays in row-major order, whatever their layout in memory, and a
//! header that says what there is. Nothing in them is code.
//!
//! | | |
//! |---|---|
//! | `io::save(&model, path)` | writes every parameter |
//! | `io::save(&model, io::to(path).rename(..))` | the same under other names |
//! | [`io::load(&mut model, path)`](load) | reads every parameter |
//! | [`io::load(&mut model, init::from(&other))`](load) | the same from another model, or a map |
//! | `body.** => load(path)` | reads some by rule, while others are initialized |
//! | `body.** => from(&other)` | the same from another model, or a map |
//!
//! What does not fit is an error, all of it at once, and the model is then as it was: see [`Pretrained`], which also has the
//! options. Transposed layouts are not guessed: `[in, out]` weights of another system do not fit `[out, in]`, and where
//! both are one number the values are taken as they lie.

mod hint;
mod inputs;
mod load;
mod pattern;
mod replace;
#[cfg(feature = "safetensors")]
mod save;
#[cfg(feature = "safetensors")]
mod save_options;
mod tensors;
mod unmatched;

pub use crate::failure::{FileError, FileErrorKind, LoadErrorKind, LoadHint};
pub use crate::init::source::pretrained::Pretrained;
pub use crate::init::source::store::Tensor;
pub use crate::init::source::tensors::Tensors;
pub(crate) use inputs::Inputs;
pub use load::load;
pub(crate) use replace::replace_file;
#[cfg(feature = "safetensors")]
pub use save::{SaveError, save};
#[cfg(feature = "safetensors")]
pub use save_options::{SaveOptions, to};
