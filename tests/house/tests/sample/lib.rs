//! A crate with an import of each kind.

pub mod high;
pub mod low;

pub use low::Value;
