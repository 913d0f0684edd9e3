//! Output.

mod allocate;
mod checks;
pub mod derive;
pub mod init;
mod schema;
mod visit;
