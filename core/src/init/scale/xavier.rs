//! Glorot and Bengio's initialization, as `PyTorch` spells it.

use crate::dtype::DTypeSet;
use crate::init::{Distribution, Filler, Gain, Init, InitErrorKind, Leaf, Mode, Requirement, Target, arguments};
use crate::message::Message;

/// Draws elements uniformly between `-a` and `a`, `a = gain sqrt(6 / (fan_in + fan_out))`.
///
/// Needs fans. Option: `gain` ([`Linear`](Gain::Linear)). `PyTorch`'s `xavier_uniform_`. Without a gain it is the same
/// as [`glorot_uniform`](crate::init::glorot_uniform) and as `MXNet`'s `Xavier`. Glorot and Bengio (2010).
///
/// # Errors
/// The check refuses a gain that is not finite, a parameter without fans, and values that would be infinite, or all 0, in
/// the parameter's own type. A gain of 0 gives zeros; the sign of a gain does not matter.
///
/// ```
/// use paraminit::init::*;
/// use paraminit::init::Gain::*;
///
/// const HIDDEN: Init = xavier_uniform().gain(Relu);
/// assert_eq!(HIDDEN.to_string(), "xavier_uniform(gain = Relu)");
/// ```
#[must_use]
pub const fn xavier_uniform() -> Init {
    Init::leaf(Leaf::XavierUniform(Xavier { distribution: Distribution::Uniform, gain: Gain::Linear }))
}

/// Draws normal elements with mean 0 and `std = gain sqrt(2 / (fan_in + fan_out))`, not truncated.
///
/// Needs fans. Option: `gain` ([`Linear`](Gain::Linear)). `PyTorch`'s `xavier_normal_`. JAX and Keras truncate: see
/// [`glorot_normal`](crate::init::glorot_normal). Glorot and Bengio (2010).
///
/// # Errors
/// As [`xavier_uniform`].
///
/// ```
/// use paraminit::prelude::*;
///
/// let plan = init! { <Dense<24, 8>> weight => xavier_normal, bias => zeros }.plan_build()?;
/// assert_eq!(plan.entries()[0].moments(), Some((0.0, 0.25))); // sqrt(2 / (24 + 8))
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn xavier_normal() -> Init {
    Init::leaf(Leaf::XavierNormal(Xavier { distribution: Distribution::Normal, gain: Gain::Linear }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Xavier {
    pub(crate) distribution: Distribution,
    pub(crate) gain: Gain,
}

impl Xavier {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Fans
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "gain") { self.gain.fault_over_fans(elements) } else { None }
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        self.distribution.sampler(self.gain.factor()?.abs(), Mode::FanAvg.of(target.fans()?), target)
    }
}
