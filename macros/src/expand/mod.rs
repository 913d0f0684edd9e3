//! Output of the macros.

mod attributes;
mod build;
mod build_field;
mod checks;
mod derive;
mod editor;
mod initializer;
mod judged;
mod kept;
mod mounted;
mod rule_set;
mod rules;
mod schema;
mod split;
mod visit;
mod words;

pub use derive::derive;
pub use rule_set::{init, select};
