//! Traits and sizes for building a model.

mod allocate;
mod each;
mod elements;
mod field;
mod make;
mod sizes;
mod zeros;

pub use allocate::Allocate;
pub use each::{Below, Here, Indexed, MakeEach, by_index, by_three, by_two};
pub(super) use elements::{array, boxed, copies, elements, short};
pub use field::{
    Absent, Buildable, Field, MakeField, MakeFieldEach, MakeFieldWith, Optional, Skipped, make, make_field,
    make_field_each, make_field_with,
};
pub use make::{Keys, Len, Make, MakeAs, NoLen, NoShape, keys};
pub use sizes::{Dimensioned, NoDims, Sizes};
pub use zeros::zeros;
