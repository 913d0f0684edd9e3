//! Kinds of failures of a run, as data: what loading, building and initializing report of one parameter.

mod cancelled;
mod load;

pub use cancelled::Cancelled;
pub use load::{Damage, FileError, LoadErrorKind, LoadHint};
