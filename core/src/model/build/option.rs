//! Parts that are there in some models only: `when = ..`.

use super::allocate::Field;

/// A type that can say that a part is not there.
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// #[init(dims(gates))]
/// struct Block {
///     value: Dense<4, 4>,
///     // Of a layer that is no `Option`, `when` does not compile.
///     #[init(when = gates > 0)]
///     gate: Option<Dense<4, 4>>,
/// }
///
/// assert!(Block::init_with(BlockDims { gates: 0 }, 42)?.gate.is_none());
/// # Ok::<(), InitError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is always there",
    label = "`when` stands on an `Option`",
    note = "make the field an `Option`, or remove `when`"
)]
pub trait Optional {}

impl<T> Optional for Option<T> {}

/// The value of a field whose part is not there. The bound only matters to those who build the model.
#[doc(hidden)]
pub trait Absent {
    /// The field's type.
    type Value;

    /// The value.
    fn absent() -> Self::Value;
}

impl<T> Absent for Field<'_, Option<T>> {
    type Value = Option<T>;

    fn absent() -> Option<T> {
        None
    }
}
