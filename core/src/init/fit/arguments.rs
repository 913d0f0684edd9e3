//! Checks of numbers, shared by the arguments of many initializers. All are `const`: the compiler runs them.

use crate::const_for::const_for;
use crate::dtype::{DType, DTypeSet};
use crate::message::Message;
pub(crate) use crate::message::same;

/// The largest distance of a normal value from its mean, in standard deviations.
///
/// The samplers reach 6.7 in `f32` and 9.5 in `f64`.
pub(crate) const REACH: f64 = 10.0;

/// Checks a number that must be finite in every element type.
pub(crate) const fn finite(name: &str, value: f64, elements: DTypeSet) -> Option<Message> {
    if value.is_finite() {
        fits(name, value, elements)
    } else {
        Some(Message::new().code(name).text(" must be a finite number"))
    }
}

/// Checks a standard deviation that may be zero.
pub(crate) const fn deviation(name: &str, value: f64, elements: DTypeSet) -> Option<Message> {
    if value.is_finite() && value >= 0.0 {
        fits(name, value, elements)
    } else {
        Some(Message::new().code(name).text(" must be a finite number, not negative"))
    }
}

/// Checks a number that must be greater than zero.
pub(crate) const fn positive(name: &str, value: f64, elements: DTypeSet) -> Option<Message> {
    if value.is_finite() && value > 0.0 {
        fits(name, value, elements)
    } else {
        Some(Message::new().code(name).text(" must be a finite number greater than 0"))
    }
}

/// Checks that every element type can hold a finite number, and that it does not round to 0.
pub(crate) const fn fits(name: &str, value: f64, elements: DTypeSet) -> Option<Message> {
    if is_usual(value) {
        return None;
    }
    if let Some(element) = elements.first_unable_to_hold(value) {
        return Some(too_large(&Message::new().code(name).text(" is"), element));
    }
    match first_to_vanish(value, elements) {
        Some(element) => {
            let message = Message::new().code(name).text(" is too small for ").code(element.name());
            let message = message.text(": it would become 0\nhelp: the smallest positive ").code(element.name());
            Some(message.text(" ").text(smallest(element)))
        }
        None => None,
    }
}

/// True for a number that every element type can hold, and that it does not round to 0. Most are, and the compiler knows it
/// without a look at each type.
const fn is_usual(value: f64) -> bool {
    value == 0.0 || 1e-4 <= value.abs() && value.abs() <= 6e4
}

/// The first type of the set in which a number other than zero becomes zero.
const fn first_to_vanish(value: f64, elements: DTypeSet) -> Option<DType> {
    const_for!(0..DType::ALL.len(), |i| {
        let element = DType::ALL[i];
        if value != 0.0 && elements.contains(element) && element.round(value) == 0.0 {
            return Some(element);
        }
    });
    None
}

/// Checks `std` for values up to ten `std` away from `mean`.
pub(crate) const fn reach(mean: f64, std: f64, elements: DTypeSet) -> Option<Message> {
    let farthest = mean.abs() + REACH * std;
    if is_usual(farthest) {
        return None;
    }
    let element = match elements.first_unable_to_hold(farthest) {
        Some(element) => element,
        None if farthest.is_finite() => return None,
        None => DType::F64,
    };
    Some(too_large(&Message::new().text("`std` is so large that a value can be"), element))
}

pub(crate) const fn too_large(subject: &Message, element: DType) -> Message {
    Message::new()
        .text(subject.as_str())
        .text(" too large for ")
        .code(element.name())
        .text("\nhelp: the largest ")
        .code(element.name())
        .text(" ")
        .text(largest(element))
}

/// How large the largest finite number of the type is.
pub(crate) const fn largest(element: DType) -> &'static str {
    match element {
        DType::F32 | DType::Bf16 => "is about 3.4e38",
        DType::F64 => "is about 1.8e308",
        DType::F16 => "is 65504",
    }
}

/// How small the smallest positive number of the type is.
pub(crate) const fn smallest(element: DType) -> &'static str {
    match element {
        DType::F32 => "is about 1.4e-45",
        DType::F64 => "is about 4.9e-324",
        DType::F16 => "is about 6e-8",
        DType::Bf16 => "is about 9.2e-41",
    }
}

/// Checks an argument with which no value is larger than `largest`: 0 in a type, and not as it is written, it is a fault.
/// `how` says in which direction the argument is wrong.
pub(crate) const fn visible(name: &str, how: &str, largest: f64, elements: DTypeSet) -> Option<Message> {
    match first_to_vanish(largest, elements) {
        Some(element) => {
            let message =
                Message::new().code(name).text(" is so ").text(how).text(" that every value would become 0 in ");
            let message = message.code(element.name()).text("\nhelp: the smallest positive ").code(element.name());
            Some(message.text(" ").text(smallest(element)))
        }
        None => None,
    }
}

/// The first type of the set in which both ends of an interval round to one number.
pub(crate) const fn first_to_merge(low: f64, high: f64, elements: DTypeSet) -> Option<DType> {
    const_for!(0..DType::ALL.len(), |i| {
        let element = DType::ALL[i];
        if elements.contains(element) && element.round(low) >= element.round(high) {
            return Some(element);
        }
    });
    None
}

/// The first type of the set for which the width of an interval is infinite in the type that computes.
pub(crate) const fn first_to_overflow(low: f64, high: f64, elements: DTypeSet) -> Option<DType> {
    const_for!(0..DType::ALL.len(), |i| {
        let element = DType::ALL[i];
        let computed = element.computed_in();
        if elements.contains(element) && !computed.holds(computed.round(high) - computed.round(low)) {
            return Some(element);
        }
    });
    None
}

/// The first type of the set that has no number in a closed interval.
pub(crate) const fn first_without_values(low: f64, high: f64, elements: DTypeSet) -> Option<DType> {
    const_for!(0..DType::ALL.len(), |i| {
        let element = DType::ALL[i];
        if elements.contains(element) && element.at_least(low) > high {
            return Some(element);
        }
    });
    None
}
