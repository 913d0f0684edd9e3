//! What the checks of all initializers share. Everything is `const`: the compiler runs it.

use crate::element::{Element, Elements};
use crate::message::Message;
pub(super) use crate::message::same;

/// How far a normal value can lie from its mean, in standard deviations.
///
/// The samplers reach 6.7 in `f32` and 9.5 in `f64`.
pub(super) const REACH: f64 = 10.0;

/// The scalar types that a set can hold.
const ALL: [Element; 2] = [Element::F32, Element::F64];

/// Judges a number that must be finite in every element type.
pub(super) const fn finite(name: &str, value: f64, elements: Elements) -> Option<Message> {
    if value.is_finite() {
        fits(name, value, elements)
    } else {
        Some(Message::new().code(name).text(" must be a finite number"))
    }
}

/// Judges a standard deviation that may be zero.
pub(super) const fn deviation(name: &str, value: f64, elements: Elements) -> Option<Message> {
    if value.is_finite() && value >= 0.0 {
        fits(name, value, elements)
    } else {
        Some(Message::new().code(name).text(" must be a finite number, not negative"))
    }
}

/// Judges a number that must be greater than zero.
pub(super) const fn positive(name: &str, value: f64, elements: Elements) -> Option<Message> {
    if value.is_finite() && value > 0.0 {
        fits(name, value, elements)
    } else {
        Some(Message::new().code(name).text(" must be a finite number greater than 0"))
    }
}

/// Judges whether a finite number is one in every element type.
pub(super) const fn fits(name: &str, value: f64, elements: Elements) -> Option<Message> {
    if let Some(element) = elements.first_unable_to_hold(value) {
        return Some(too_large(&Message::new().code(name).text(" is"), element));
    }
    match first_to_vanish(value, elements) {
        Some(element) => {
            let message = Message::new().code(name).text(" is too small for ").code(element.name());
            Some(message.text(": it would become 0"))
        }
        None => None,
    }
}

/// The first type of the set in which a number other than zero becomes zero.
const fn first_to_vanish(value: f64, elements: Elements) -> Option<Element> {
    let mut i = 0;
    while i < ALL.len() {
        if value != 0.0 && elements.contains(ALL[i]) && round(value, ALL[i]) == 0.0 {
            return Some(ALL[i]);
        }
        i += 1;
    }
    None
}

/// Judges `std` where values up to `mean` and ten `std` away can come out.
pub(super) const fn reach(mean: f64, std: f64, elements: Elements) -> Option<Message> {
    let farthest = mean.abs() + REACH * std;
    let element = match elements.first_unable_to_hold(farthest) {
        Some(element) => element,
        None if farthest.is_finite() => return None,
        None => Element::F64,
    };
    Some(too_large(&Message::new().text("`std` is so large that a value can be"), element))
}

pub(super) const fn too_large(subject: &Message, element: Element) -> Message {
    Message::new()
        .text(subject.as_str())
        .text(" too large for ")
        .code(element.name())
        .text("\nhelp: the largest ")
        .code(element.name())
        .text(" is about ")
        .text(match element {
            Element::F32 => "3.4e38",
            Element::F64 => "1.8e308",
        })
}

/// The first type of the set in which both ends of an interval round to one number.
pub(super) const fn first_to_merge(low: f64, high: f64, elements: Elements) -> Option<Element> {
    let mut i = 0;
    while i < ALL.len() {
        if elements.contains(ALL[i]) && round(low, ALL[i]) >= round(high, ALL[i]) {
            return Some(ALL[i]);
        }
        i += 1;
    }
    None
}

/// The first type of the set in which the width of an interval is infinite.
pub(super) const fn first_to_overflow(low: f64, high: f64, elements: Elements) -> Option<Element> {
    let mut i = 0;
    while i < ALL.len() {
        let element = ALL[i];
        if elements.contains(element) && !element.holds(round(high, element) - round(low, element)) {
            return Some(element);
        }
        i += 1;
    }
    None
}

/// The first type of the set that has no number in a closed interval.
#[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is the purpose")]
pub(super) const fn first_without_values(low: f64, high: f64, elements: Elements) -> Option<Element> {
    // Every f64 between two f64 bounds exists; only narrower types can have none.
    if elements.contains(Element::F32) && low.is_finite() {
        let nearest = low as f32;
        let least = if (nearest as f64) < low { nearest.next_up() } else { nearest };
        if least as f64 > high {
            return Some(Element::F32);
        }
    }
    None
}

#[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is the purpose")]
const fn round(value: f64, element: Element) -> f64 {
    match element {
        Element::F32 => (value as f32) as f64,
        Element::F64 => value,
    }
}
