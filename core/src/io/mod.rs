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

mod allowed;
#[cfg(feature = "safetensors")]
mod destination;
mod fault;
#[cfg(feature = "safetensors")]
mod file;
#[cfg(feature = "safetensors")]
mod header;
mod inputs;
mod load;
mod pattern;
pub(crate) mod pretrained;
mod renaming;
#[cfg(feature = "safetensors")]
mod save;
mod tensors;

#[cfg(feature = "safetensors")]
pub use destination::{Destination, to};
pub use fault::{Damage, FileError, LoadErrorKind, LoadHint};
pub(crate) use inputs::Inputs;
pub use inputs::Tensor;
pub use load::load;
pub use pretrained::Pretrained;
#[cfg(feature = "safetensors")]
pub use save::{SaveError, save};
pub use tensors::Tensors;
