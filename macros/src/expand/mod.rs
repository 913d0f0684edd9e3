//! Output.

mod allocate;
mod checks;
pub mod derive;
mod editor;
mod enums;
pub mod init;
mod schema;
mod visit;
