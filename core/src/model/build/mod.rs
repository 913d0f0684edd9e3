//! What a new model takes: sizes, lengths, keys.

mod allocate;
mod each;
mod option;

pub(crate) use allocate::zeros;
pub use allocate::{
    Allocate, Buildable, Dimensioned, Field, Len, Make, MakeField, MakeFieldWith, NoDims, NoLen, NoShape, Skipped,
};
pub use each::{Below, Here, Indexed, MakeEach, MakeFieldEach, Sizes, by_index, by_three, by_two};
pub use option::{Absent, Optional};
