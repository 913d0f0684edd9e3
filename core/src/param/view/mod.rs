//! The values of a parameter of any element type, as an enum of ndarray views.

mod dtypes;
mod read;
mod write;

pub(crate) use dtypes::{Cut, each_type};
pub use read::{OtherDType, View};
pub use write::ViewMut;
