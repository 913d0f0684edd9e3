//! Networks of sines.

use crate::dtype::DTypeSet;
use crate::init::scale::uniform;
use crate::init::{Filler, Init, InitErrorKind, Leaf, Requirement, Target, arguments, sqrt};
use crate::message::Message;
use crate::sample::Sampler;

/// Draws elements uniformly within `sqrt(6 / fan_in) / omega`; in the first layer within `1 / fan_in`.
///
/// Needs fans. It is for layers `sin(omega (W x + b))`: the inputs of every sine are then standard normal. Options:
/// `omega` (30), `first` (false), true for the network's first layer. Sitzmann et al. (2020), whose code leaves biases
/// to `PyTorch`.
///
/// # Errors
/// The check refuses an `omega` that is not positive and finite.
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Image {
///     first: Dense<2, 256>,
///     hidden: [Dense<256, 256>; 3],
///     color: Dense<256, 3>,
/// }
///
/// let rules = init! { <Image>
///     first.weight => siren(first = true),
///     **.weight => siren,
///     **.bias => pytorch,
/// };
/// assert!(rules.build(42)?.first.weight().iter().all(|w| w.abs() <= 0.5));
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn siren() -> Init {
    Init::leaf(Leaf::Siren(Siren { omega: 30.0, first: false }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Siren {
    pub(crate) omega: f64,
    pub(crate) first: bool,
}

impl Siren {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Fans
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if !arguments::same(argument, "omega") {
            return None;
        }
        match arguments::positive("omega", self.omega, DTypeSet::NONE) {
            None if !self.first => arguments::visible("omega", "large", 2.0 * sqrt(6.0) / self.omega, elements),
            message => message,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a fan of more than 2^53 does not fit in memory")]
    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let fan_in = target.fans()?.fan_in as f64;
        // A layer without inputs has a bound of 0.
        if fan_in == 0.0 {
            return Ok((Filler::Elementwise(Sampler::Constant(0.0)), 0.0));
        }
        uniform(
            if self.first { 1.0 / (fan_in * fan_in).sqrt() } else { 6.0_f64.sqrt() / fan_in.sqrt() / self.omega },
            target,
        )
    }
}
