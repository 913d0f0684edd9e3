//! The output of the macros.

mod checks;
mod derive;
mod editor;
mod initializer;
mod judged;
mod mounted;
mod rule_set;
mod rules;
mod words;

pub use derive::derive;
pub use rule_set::{init, select};
