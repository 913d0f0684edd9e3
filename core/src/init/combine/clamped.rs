//! Clamping: the values of another initializer, kept within bounds.

use crate::dtype::DTypeSet;
use crate::init::arguments;
use crate::message::Message;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Clamped {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Clamped {
    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        let Self { low, high } = self;
        if arguments::same(argument, "low") {
            if low.is_nan() || low == f64::INFINITY {
                return Some(Message::new().text("`low` must be a number less than infinity"));
            }
            return if low.is_finite() { arguments::fits("low", low, elements) } else { None };
        }
        if !arguments::same(argument, "high") {
            return None;
        }
        if high.is_nan() || high == f64::NEG_INFINITY {
            return Some(Message::new().text("`high` must be a number greater than minus infinity"));
        }
        if high.is_finite()
            && let Some(message) = arguments::fits("high", high, elements)
        {
            return Some(message);
        }
        if low >= high {
            let message = Message::new().text("`high` must be greater than `low`");
            return Some(message.text("\nhelp: give the lower bound first, or `constant(v)` for one value everywhere"));
        }
        if !low.is_finite() || !high.is_finite() {
            return None;
        }
        match arguments::first_to_merge(low, high, elements) {
            Some(element) => Some(Message::new().text("`low` and `high` are one number in ").code(element.name())),
            None => None,
        }
    }

    /// The largest absolute value after clamping, if it was `largest` before.
    pub(crate) const fn largest(self, largest: f64) -> f64 {
        let (least, most) = (self.of(-largest).abs(), self.of(largest).abs());
        if least > most { least } else { most }
    }

    const fn of(self, x: f64) -> f64 {
        x.max(self.low).min(self.high)
    }
}
