//! He et al.'s initialization, as `PyTorch` spells it.

use crate::dtype::DTypeSet;
use crate::init::{Distribution, Filler, Gain, Init, InitErrorKind, Leaf, Mode, Requirement, Target, arguments};
use crate::message::Message;

/// Draws elements uniformly between `-a` and `a`, `a = gain sqrt(3 / fan)`.
///
/// Needs fans. Options: `gain` ([`Relu`](Gain::Relu), which `PyTorch`'s defaults amount to), `mode`
/// ([`FanIn`](Mode::FanIn)). `PyTorch`'s `kaiming_uniform_`. Its `nn.Linear` has `gain = LeakyRelu(sqrt(5.0))`: uniform
/// within `1 / sqrt(fan_in)`. He et al. (2015).
///
/// # Errors
/// The check refuses a gain that is not finite, a parameter without fans, and values that would be infinite, or all 0, in
/// the parameter's own type. A gain of 0 gives zeros; the sign of a gain does not matter. A fan of 0 (a layer without
/// inputs) gives zeros too.
///
/// ```
/// use paraminit::init::*;
/// use paraminit::init::Gain::*;
/// use paraminit::init::Mode::*;
///
/// const LINEAR: Init = kaiming_uniform().gain(LeakyRelu(sqrt(5.0)));
/// const RESNET: Init = kaiming_normal().mode(FanOut);
/// assert_eq!(RESNET.to_string(), "kaiming_normal(mode = FanOut)");
/// ```
#[must_use]
pub const fn kaiming_uniform() -> Init {
    Init::leaf(Leaf::KaimingUniform(Kaiming {
        distribution: Distribution::Uniform,
        gain: Gain::Relu,
        mode: Mode::FanIn,
    }))
}

/// Draws normal elements with mean 0 and `std = gain / sqrt(fan)`, not truncated.
///
/// Needs fans. Options: `gain` ([`Relu`](Gain::Relu)), `mode` ([`FanIn`](Mode::FanIn)). `PyTorch`'s `kaiming_normal_`.
/// JAX and Keras truncate: see [`he_normal`](crate::init::he_normal). He et al. (2015).
///
/// # Errors
/// As [`kaiming_uniform`].
///
/// ```
/// use paraminit::prelude::*;
///
/// let plan = init! { <Dense<32, 8>> weight => kaiming_normal, bias => zeros }.plan_build()?;
/// assert_eq!(plan.entries()[0].moments(), Some((0.0, 0.25))); // sqrt(2 / 32)
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn kaiming_normal() -> Init {
    Init::leaf(Leaf::KaimingNormal(Kaiming { distribution: Distribution::Normal, gain: Gain::Relu, mode: Mode::FanIn }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Kaiming {
    pub(crate) distribution: Distribution,
    pub(crate) gain: Gain,
    pub(crate) mode: Mode,
}

impl Kaiming {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Fans
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "gain") { self.gain.fault_over_fans(elements) } else { None }
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        self.distribution.sampler(self.gain.factor()?.abs(), self.mode.of(target.fans()?), target)
    }
}
