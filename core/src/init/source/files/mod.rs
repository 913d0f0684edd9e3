//! Safetensors files, read: one, a list of them, or the shards of an index.

#[cfg(feature = "safetensors")]
mod element;
#[cfg(feature = "safetensors")]
pub(crate) mod header;
#[cfg(feature = "safetensors")]
mod identity;
#[cfg(feature = "safetensors")]
pub(crate) mod index;
mod kind;
#[cfg(feature = "safetensors")]
pub(crate) mod paths;
#[cfg(feature = "safetensors")]
mod set;
#[cfg(feature = "safetensors")]
mod tensor_entry;
#[cfg(feature = "safetensors")]
mod tensor_file;

pub(crate) use kind::Foreign;
#[cfg(feature = "safetensors")]
pub(crate) use set::FileSet;
