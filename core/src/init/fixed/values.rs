//! Values that are written down.

use crate::dtype::DTypeSet;
use crate::init::options::value::Array;
use crate::init::{
    Filler, IndexFn, Init, InitErrorKind, Leaf, Lengths, Pattern, Requirement, ShapeRequirement, Target, arguments,
};
use crate::message::Message;

/// These values, in row-major order.
///
/// Needs as many elements as there are values, in any shape. The values are compiled in, and the compiler checks them.
/// Examples are the last layer of a spatial transformer and the filter of an edge detector. For values that are
/// computed at run time, write a `custom` initializer. JAX's and Keras's `constant` take arrays too, which they
/// broadcast.
///
/// # Errors
/// The check refuses a value that is not a finite number in the parameter's own type, and a parameter with another
/// number of elements.
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Localization {
///     features: Dense<16, 32>,
///     #[init(weight => zeros, bias => values(&[1.0, 0.0, 0.0, 0.0, 1.0, 0.0]))]
///     affine: Dense<32, 6>,
/// }
///
/// assert_eq!(Localization::init(42)?.affine.bias()[4], 1.0);
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn values(array: &'static [f64]) -> Init {
    Init::leaf(Leaf::Values(Values { array: Array(array) }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Values {
    pub(crate) array: Array,
}

impl Values {
    pub(crate) const fn needs(self) -> Requirement {
        let lengths = Lengths::Count(self.array.0.len());
        Requirement::Shape(ShapeRequirement::rank(0, usize::MAX, "").with_lengths(lengths))
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if !arguments::same(argument, "array") {
            return None;
        }
        let mut i = 0;
        while i < self.array.0.len() {
            if let Some(message) = arguments::finite("value", self.array.0[i], elements) {
                return Some(Message::new().text("at index ").number(i).text(": ").text(message.as_str()));
            }
            i += 1;
        }
        None
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let largest = self.array.0.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        Ok((Filler::Index(IndexFn::new(target.shape, Pattern::Values(self.array.0))), largest))
    }
}
