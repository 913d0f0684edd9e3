//! The values of a parameter of any element type, as an enum of ndarray views.

mod dtypes;
mod lend;
mod read;
mod values;
mod write;

pub(crate) use dtypes::{Cut, each_type};
pub(crate) use lend::Moment;
pub use lend::{Lend, LendError, Storage};
pub use read::{OtherDType, View};
pub(crate) use values::Values;
pub use write::ViewMut;
