//! Output.

mod allocate;
mod checks;
pub mod derive;
mod editor;
pub mod init;
mod packed;
mod schema;
mod visit;
