//! The order of the modules, read from their imports.
//!
//! `tests/direction.rs` holds the two rules: a module imports only modules of lower rows of the map in `core/src/lib.rs`, and
//! the files of one folder do not import each other in a circle. `tests/map.rs` compares the map with the tree and counts what
//! stands in a folder. What breaks a rule today stands in `exceptions.txt`, which may only shrink:
//!
//! ```text
//! cargo test -p paraminit-house               # compare
//! BLESS=1 cargo test -p paraminit-house       # write exceptions.txt anew; review that it did not grow
//! ```

pub mod exceptions;
pub mod graph;
pub mod imports;
pub mod map;
mod paths;
pub mod tree;

use std::path::{Path, PathBuf};

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
