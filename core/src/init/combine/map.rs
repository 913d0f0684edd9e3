//! A function of another initializer's values.

use core::fmt;

use crate::dtype::DTypeSet;
use crate::init::{Init, Node, arguments};
use crate::message::Message;

/// Elements `f(x)`, with `x` as `init` gives it.
///
/// Computed in `f64` and rounded. Also in a half parameter, `f` sees `x` in `f32`, before the rounding; what `init`
/// keeps within an interval is within it there. [`named`](Init::named) gives the function a name to print. A function that is not
/// known at compile time, or that has state, belongs into a `custom` initializer.
///
/// # Errors
/// The check refuses a faulty `init`. A run fails if `f` gives a value that is not finite.
///
/// ```
/// use paraminit::init::{Init, map, uniform};
///
/// const fn keep_large(x: f64) -> f64 {
///     if x.abs() >= 5.0 { x } else { 0.0 }
/// }
/// // Dive into Deep Learning, section 6.3, as it stands there: x *= |x| >= 5.
/// const CUSTOM: Init = map(uniform(-10.0, 10.0), keep_large).named("keep_large");
/// assert_eq!(CUSTOM.to_string(), "map(uniform(-10, 10), keep_large)");
/// ```
#[must_use]
pub const fn map(init: Init, f: fn(f64) -> f64) -> Init {
    Init::over(Node::Map(Function { call: f, name: None }), &init)
}

/// Elements `k x`, with `x` as `init` gives it.
///
/// The product is computed in the parameter's own type; for a half type in `f32`, and rounded once at the end, however
/// many factors there are. Residual branches scaled by depth, for instance:
/// `scaled(orthogonal(), sqrt(2.0 / LAYERS))`.
///
/// # Errors
/// The check refuses a `k` that is not finite, and a faulty `init`.
///
/// ```
/// use paraminit::init::{Init, orthogonal, scaled};
///
/// const BRANCH: Init = scaled(orthogonal(), 0.5);
/// assert_eq!(BRANCH.to_string(), "scaled(orthogonal, 0.5)");
/// ```
#[must_use]
pub const fn scaled(init: Init, k: f64) -> Init {
    Init::over(Node::Scaled(k), &init)
}

pub(crate) const fn scaled_fault(k: f64, argument: &str, elements: DTypeSet) -> Option<Message> {
    // The factor is one of the type that computes.
    if arguments::same(argument, "k") { arguments::finite("k", k, elements.computed_in()) } else { None }
}

/// A function by its address, with a name to print.
#[derive(Clone, Copy)]
pub(crate) struct Function {
    pub(crate) call: fn(f64) -> f64,
    pub(crate) name: Option<&'static str>,
}

/// Functions are the same if their addresses are. The compiler may merge equal functions, or copy one; nothing but
/// comparisons of initializers depends on it.
impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::fn_addr_eq(self.call, other.call) && self.name == other.name
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Function").field(&self.name).finish()
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name.unwrap_or("_"))
    }
}
