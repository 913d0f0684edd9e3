//! The judgement of factors: products that are too large or too small for a type.

use crate::dtype::DTypeSet;
use crate::init::{Init, Leaf, Node, arguments};
use crate::message::Message;

/// The fault in the factor of the `scaled` at a place of the tree. It must fit the type that computes; its product with
/// the values, the parameter's own type, unless something else is computed from it.
pub(crate) const fn fault(tree: &Init, at: usize, k: f64, elements: DTypeSet) -> Option<Message> {
    let computed = elements.computed_in();
    if let Some(message) = arguments::finite("k", k, computed) {
        return Some(message);
    }
    let Some(before) = largest(tree, at + 1) else { return None };
    // A factor of 0 is meant, and values that do not fit before it are at fault themselves.
    if k == 0.0 || !before.is_finite() || arguments::fits("", before, computed).is_some() {
        return None;
    }
    let (largest, limit) = (before * k.abs(), if tree.is_last(at) { elements } else { computed });
    match limit.first_unable_to_hold(largest) {
        Some(element) => {
            Some(arguments::too_large(&Message::new().text("`k` is so large that a value can be"), element))
        }
        // A product that is 0 in `f64`, too, is not 0 as it is written.
        None if before > 0.0 && largest == 0.0 => arguments::visible("k", "small", f64::from_bits(1), limit),
        None => arguments::visible("k", "small", largest, limit),
    }
}

/// The largest absolute value at a place of the tree, if it follows from arguments alone.
const fn largest(tree: &Init, at: usize) -> Option<f64> {
    match tree.node(at) {
        Node::Leaf(Leaf::Zeros(constant) | Leaf::Ones(constant) | Leaf::Constant(constant)) => Some(constant.v.abs()),
        Node::Leaf(Leaf::Uniform(uniform)) => Some(uniform.largest()),
        Node::Leaf(Leaf::Normal(normal)) => Some(normal.largest()),
        Node::Scaled(k) => match largest(tree, at + 1) {
            Some(largest) => Some(largest * k.abs()),
            None => None,
        },
        Node::Clamped(clamped) => match largest(tree, at + 1) {
            Some(largest) => Some(clamped.largest(largest)),
            None => None,
        },
        _ => None,
    }
}
