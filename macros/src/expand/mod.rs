//! Output.

mod allocate;
mod checks;
pub mod derive;
mod editor;
pub mod init;
mod mounted;
mod schema;
pub mod select;
mod visit;
