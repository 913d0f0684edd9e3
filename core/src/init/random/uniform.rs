//! The uniform distribution.

use crate::dtype::{DType, DTypeSet};
use crate::init::{Filler, Init, InitErrorKind, Leaf, Requirement, Target, arguments};
use crate::message::Message;
use crate::sample::Sampler;

/// Draws elements uniformly from `low <= x < high`: mean `(low + high) / 2`, standard deviation
/// `(high - low) / sqrt(12)`.
///
/// Any shape. `high` is never reached, not even by rounding. `PyTorch`'s default is `uniform(0, 1)`, Keras's
/// `uniform(-0.05, 0.05)`, `MXNet`'s `uniform(-0.07, 0.07)`. JAX's `uniform(scale)` is `uniform(0, scale)`, with 0.01
/// by default, and not symmetric.
///
/// # Errors
/// The check refuses bounds that are not finite, `low >= high`, bounds that are one number in the parameter's own type,
/// an interval without a number of that type, and a span `high - low` that is infinite in it.
///
/// ```
/// use paraminit::init::{Init, uniform};
///
/// const EMBEDDING: Init = uniform(-0.05, 0.05);
/// assert_eq!(EMBEDDING.to_string(), "uniform(-0.05, 0.05)");
/// ```
#[must_use]
pub const fn uniform(low: f64, high: f64) -> Init {
    Init::leaf(Leaf::Uniform(Uniform { low, high }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Uniform {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Uniform {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Nothing
    }

    #[expect(clippy::float_cmp, reason = "equal bounds have a message of their own")]
    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "low") {
            return arguments::finite("low", self.low, elements);
        }
        if !arguments::same(argument, "high") {
            return None;
        }
        if let Some(message) = arguments::finite("high", self.high, elements) {
            return Some(message);
        }
        if self.low > self.high {
            let message = Message::new().text("`high` must be greater than `low`");
            return Some(message.text("\nhelp: give the lower bound first"));
        }
        if self.low == self.high {
            let message = Message::new().text("`high` must be greater than `low`, not equal to it");
            return Some(message.text("\nhelp: `constant(v)` for one value everywhere"));
        }
        if !self.low.is_finite() {
            return None; // `low` is at fault.
        }
        if let Some(element) = arguments::first_to_merge(self.low, self.high, elements) {
            return Some(Message::new().text("`low` and `high` are one number in ").code(element.name()));
        }
        if let Some(element) = arguments::first_without_values(self.low, self.high.next_down(), elements) {
            return Some(Message::new().text("the interval contains no number of ").code(element.name()));
        }
        match arguments::first_to_overflow(self.low, self.high, elements.with(DType::F64)) {
            Some(element) => Some(arguments::too_large(&Message::new().text("`high - low` is"), element)),
            None => None,
        }
    }

    /// The largest absolute value.
    pub(crate) const fn largest(self) -> f64 {
        self.low.abs().max(self.high.abs())
    }

    pub(crate) fn fill(self, _: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let Self { low, high } = self;
        Ok((Filler::Elementwise(Sampler::Uniform { low, high }), self.largest()))
    }
}
