//! What must hold on any input: for texts of initializers and of rules, lock files, safetensors files and their indexes, and the macros' input.
//!
//! Each function takes bytes and panics where something is wrong. `fuzz/` at the top of the repository hands them to
//! libFuzzer; `tests/short.rs` runs them on changed seeds, the same ones every time.

mod files;
mod index;
mod macros;
pub mod short;
mod text;

pub use files::{header, lock_file, safetensors, valid};
pub use index::index;
pub use macros::macros;
pub use text::{initializer, rules};

/// A function to feed, by its name.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 7] = [
    ("initializer", initializer),
    ("rules", rules),
    ("lock_file", lock_file),
    ("safetensors", safetensors),
    ("header", header),
    ("index", index),
    ("macros", macros),
];
