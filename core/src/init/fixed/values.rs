//! Values that are written down.

use core::fmt;

use crate::dtype::DTypeSet;
use crate::init::fit::arguments;
use crate::init::fit::target::Target;
use crate::init::fixed::index_fn::{Form, Pattern};
use crate::init::tree::{Init, Node};
use crate::message::Message;

/// How many values are printed.
const SHOWN: usize = 8;

/// These values, in row-major order.
///
/// Any shape with as many elements. What is written here is compiled in and checked there: the last layer of a spatial
/// transformer, or the filter of an edge detector. For values that are computed at run time write a `custom`
/// initializer. JAX's and Keras's `constant` take arrays too, which they broadcast.
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
    Init::leaf(Node::Values(Values { array }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Values {
    pub(crate) array: &'static [f64],
}

impl Values {
    pub(crate) const ARGUMENTS: &'static [&'static str] = &["array"];

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if !arguments::same(argument, "array") {
            return None;
        }
        let mut i = 0;
        while i < self.array.len() {
            if let Some(message) = arguments::finite("value", self.array[i], elements) {
                return Some(Message::new().text("at index ").number(i).text(": ").text(message.as_str()));
            }
            i += 1;
        }
        None
    }

    pub(crate) fn resolve(self, target: &Target<'_>) -> (Form, f64) {
        let largest = self.array.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        (Form::new(target.shape, Pattern::Values(self.array)), largest)
    }
}

impl fmt::Display for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("values(&[")?;
        for (i, value) in self.array.iter().take(SHOWN).enumerate() {
            write!(f, "{}{value}", if i == 0 { "" } else { ", " })?;
        }
        f.write_str(if self.array.len() > SHOWN { ", ..])" } else { "])" })
    }
}
