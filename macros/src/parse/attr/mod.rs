//! The contents of `#[init(..)]` on a struct or an enum, on a field, and on a variant.
//!
//! Each place has a table of keys with a reader for each. The tables are the only list of keys: refusals, suggestions,
//! and the test of the documentation follow from them.

mod axes;
mod field;
mod given;
mod item;
mod keys;
mod model;
mod rows;
mod sizes;
mod split;
mod variant;

pub use axes::Axis;
pub use field::{FieldAttrs, Reach, Skip, of_field};
pub use item::escape;
pub use model::{Build, ModelAttrs, Remote, of_item};
pub use sizes::{ByIndex, Dims, List};
pub use split::{Along, Slice, Split};
pub use variant::of_variant;
