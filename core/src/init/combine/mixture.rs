//! Mixtures: each element from one of several initializers.

use crate::init::Init;
use crate::message::Message;

/// Draws each element independently from one of the `arms`, chosen with the probability before it.
///
/// Any initializer can be an arm, and an element has the value that its arm alone would give it. A rule writes
/// `mixture { 0.25 => uniform(5.0, 10.0), 0.5 => zeros, 0.25 => uniform(-10.0, -5.0) }`. At most 15 arms.
///
/// # Errors
/// The check refuses weights that are negative, not finite, or do not sum to 1 (within 1e-9), and a mixture without
/// arms. All of this is reported on the argument `weights`.
///
/// ```
/// use paraminit::init::{Init, mixture, uniform, zeros};
///
/// // Dive into Deep Learning, section 6.3.
/// const CUSTOM: Init = mixture([(0.25, uniform(5.0, 10.0)), (0.5, zeros()), (0.25, uniform(-10.0, -5.0))]);
/// assert_eq!(
///     CUSTOM.to_string(),
///     "mixture { 0.25 => uniform(5, 10), 0.5 => zeros, 0.25 => uniform(-10, -5) }"
/// );
/// ```
#[must_use]
pub const fn mixture<const N: usize>(arms: [(f64, Init); N]) -> Init {
    Init::over_arms(&arms)
}

/// Returns the fault in the weights of the mixture at a place of the tree, if any.
pub(crate) const fn weights_fault(tree: &Init, at: usize) -> Option<Message> {
    let (mut arm, end) = (at + 1, tree.end(at));
    let mut sum = 0.0;
    if arm == end {
        return Some(Message::new().text("a `mixture` must have an arm"));
    }
    while arm < end {
        let weight = tree.weight(arm);
        if !(weight.is_finite() && weight >= 0.0) {
            return Some(Message::new().text("a weight of a `mixture` must be a finite number, not negative"));
        }
        sum += weight;
        arm = tree.end(arm);
    }
    if sum > 1.0 + 1e-9 || sum < 1.0 - 1e-9 {
        let message = Message::new().text("the weights of a `mixture` must sum to 1\nhelp: they sum to ");
        return Some(message.text(if sum > 1.0 { "more" } else { "less" }).text("; divide each by the sum"));
    }
    None
}
