//! Variance scaling, the general form of the fan-based initializers, as JAX and Keras define it.

use crate::dtype::DTypeSet;
use crate::init::{Distribution, Filler, Init, InitErrorKind, Leaf, Mode, Requirement, Target, arguments, sqrt};
use crate::message::Message;

/// Draws elements with mean 0 and variance `scale / fan`.
///
/// Needs fans. Options: `mode` ([`FanIn`](Mode::FanIn)), `distribution`
/// ([`TruncatedNormal`](Distribution::TruncatedNormal)). The defaults are Keras's; in JAX all three are required.
///
/// # Errors
/// The check refuses `scale <= 0`, a parameter without fans, and values that would be infinite, or all 0, in the
/// parameter's own type. A fan of 0 gives zeros.
///
/// ```
/// use paraminit::init::*;
/// use paraminit::init::Distribution::*;
/// use paraminit::init::Mode::*;
///
/// const EMBEDDING: Init = variance_scaling(1.0).mode(FanOut).distribution(Normal);
/// assert_eq!(EMBEDDING.to_string(), "variance_scaling(1, mode = FanOut, distribution = Normal)");
/// ```
#[must_use]
pub const fn variance_scaling(scale: f64) -> Init {
    Init::leaf(Leaf::VarianceScaling(VarianceScaling {
        scale,
        mode: Mode::FanIn,
        distribution: Distribution::TruncatedNormal,
    }))
}

/// Draws elements uniformly between `-a` and `a`, `a = sqrt(6 / (fan_in + fan_out))`.
///
/// Needs fans; no options. The default of Keras's layers, JAX's `glorot_uniform`. Glorot and Bengio (2010).
///
/// # Errors
/// The check refuses a parameter without fans.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
///
/// let mut weight = Array2::<f32>::zeros((4, 2));
/// init::glorot_uniform().fill(&mut weight, &[Out, In], StreamId::new(42, "weight"))?;
/// assert!(weight.iter().all(|w| w.abs() <= 1.0)); // sqrt(6 / (2 + 4))
/// # Ok::<(), init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn glorot_uniform() -> Init {
    Init::leaf(Leaf::GlorotUniform(VarianceScaling {
        scale: 1.0,
        mode: Mode::FanAvg,
        distribution: Distribution::Uniform,
    }))
}

/// Draws normal elements with mean 0 and variance `2 / (fan_in + fan_out)`, truncated at two standard deviations.
///
/// Needs fans; no options. JAX's and Keras's `glorot_normal`: the standard deviation before truncation is divided by
/// 0.87962566103423978, so that the variance holds. `PyTorch`'s version, which does not truncate, is
/// [`xavier_normal`](crate::init::xavier_normal). Glorot and Bengio (2010).
///
/// # Errors
/// The check refuses a parameter without fans.
///
/// ```
/// use paraminit::prelude::*;
///
/// let plan = init! { <Dense<24, 8>> weight => glorot_normal, bias => zeros }.plan_build()?;
/// let (_, std) = plan.entries()[0].moments().expect("a truncated normal distribution");
/// assert!((std - 0.25).abs() < 1e-12); // sqrt(2 / (24 + 8)), after truncation
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn glorot_normal() -> Init {
    Init::leaf(Leaf::GlorotNormal(VarianceScaling {
        scale: 1.0,
        mode: Mode::FanAvg,
        distribution: Distribution::TruncatedNormal,
    }))
}

/// Draws elements uniformly between `-a` and `a`, `a = sqrt(6 / fan_in)`.
///
/// Needs fans; no options. JAX's and Keras's `he_uniform`. He et al. (2015).
///
/// # Errors
/// The check refuses a parameter without fans.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
///
/// let mut weight = Array2::<f32>::zeros((8, 6));
/// init::he_uniform().fill(&mut weight, &[Out, In], StreamId::new(42, "weight"))?;
/// assert!(weight.iter().all(|w| w.abs() <= 1.0)); // sqrt(6 / 6)
/// # Ok::<(), init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn he_uniform() -> Init {
    Init::leaf(Leaf::HeUniform(VarianceScaling { scale: 2.0, mode: Mode::FanIn, distribution: Distribution::Uniform }))
}

/// Draws normal elements with mean 0 and variance `2 / fan_in`, truncated at two standard deviations.
///
/// Needs fans; no options. JAX's and Keras's `he_normal`, with their correction of the variance. `PyTorch`'s version,
/// which does not truncate, is [`kaiming_normal`](crate::init::kaiming_normal). He et al. (2015).
///
/// # Errors
/// The check refuses a parameter without fans.
///
/// ```
/// use paraminit::prelude::*;
///
/// let plan = init! { <Dense<32, 8>> weight => he_normal, bias => zeros }.plan_build()?;
/// let (_, std) = plan.entries()[0].moments().expect("a truncated normal distribution");
/// assert!((std - 0.25).abs() < 1e-12); // sqrt(2 / 32), after truncation
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn he_normal() -> Init {
    Init::leaf(Leaf::HeNormal(VarianceScaling {
        scale: 2.0,
        mode: Mode::FanIn,
        distribution: Distribution::TruncatedNormal,
    }))
}

/// Draws elements uniformly between `-a` and `a`, `a = sqrt(3 / fan_in)`.
///
/// Needs fans; no options. JAX's and Keras's `lecun_uniform`. `LeCun` et al. (1998).
///
/// # Errors
/// The check refuses a parameter without fans.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
///
/// let mut weight = Array2::<f32>::zeros((8, 3));
/// init::lecun_uniform().fill(&mut weight, &[Out, In], StreamId::new(42, "weight"))?;
/// assert!(weight.iter().all(|w| w.abs() <= 1.0)); // sqrt(3 / 3)
/// # Ok::<(), init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn lecun_uniform() -> Init {
    Init::leaf(Leaf::LecunUniform(VarianceScaling {
        scale: 1.0,
        mode: Mode::FanIn,
        distribution: Distribution::Uniform,
    }))
}

/// Draws normal elements with mean 0 and variance `1 / fan_in`, truncated at two standard deviations.
///
/// Needs fans; no options. It is the default of Flax's layers, Keras's `lecun_normal`, with their correction of the
/// variance, and the choice for self-normalizing networks (Klambauer et al., 2017). `LeCun` et al. (1998).
///
/// # Errors
/// The check refuses a parameter without fans.
///
/// ```
/// use paraminit::prelude::*;
///
/// let plan = init! { <Dense<16, 8>> weight => lecun_normal, bias => zeros }.plan_build()?;
/// let (_, std) = plan.entries()[0].moments().expect("a truncated normal distribution");
/// assert!((std - 0.25).abs() < 1e-12); // sqrt(1 / 16), after truncation
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn lecun_normal() -> Init {
    Init::leaf(Leaf::LecunNormal(VarianceScaling {
        scale: 1.0,
        mode: Mode::FanIn,
        distribution: Distribution::TruncatedNormal,
    }))
}

/// `variance_scaling` itself, or one of the schemes that fix its arguments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct VarianceScaling {
    pub(crate) scale: f64,
    pub(crate) mode: Mode,
    pub(crate) distribution: Distribution,
}

impl VarianceScaling {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Fans
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if !arguments::same(argument, "scale") {
            return None;
        }
        match arguments::positive("scale", self.scale, DTypeSet::NONE) {
            // No fan is less than 1/2.
            None => arguments::visible("scale", "small", 2.0 * arguments::REACH * sqrt(self.scale), elements),
            message => message,
        }
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        self.distribution.sampler(self.scale.sqrt(), self.mode.of(target.fans()?), target)
    }
}
