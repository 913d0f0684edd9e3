//! Output.

mod allocate;
mod checks;
pub mod derive;
mod editor;
mod enums;
pub mod init;
mod mounted;
mod packed;
mod schema;
pub mod select;
mod visit;
