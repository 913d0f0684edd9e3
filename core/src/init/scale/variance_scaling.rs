//! Variance scaling, the general form of the fan-based initializers, as JAX and Keras define it.

use core::fmt;

use crate::axes::Fans;
use crate::dtype::DTypeSet;
use crate::init::error::InitErrorKind;
use crate::init::fit::arguments;
use crate::init::scale::{Distribution, Mode, per_root};
use crate::init::tree::{Init, Node};
use crate::message::Message;
use crate::sample::Sampler;

/// Elements with mean 0 and variance `scale / fan`.
///
/// Needs fans. Options: `mode` ([`FanIn`](Mode::FanIn)), `distribution`
/// ([`TruncatedNormal`](Distribution::TruncatedNormal)). The defaults are Keras's; in JAX all three are required.
///
/// # Errors
/// The check refuses `scale <= 0`, and a parameter without fans. A fan of 0 gives zeros.
///
/// ```
/// use paraminit::init::*;
///
/// const EMBEDDING: Init = variance_scaling(1.0).mode(FanOut).distribution(Normal);
/// assert_eq!(EMBEDDING.to_string(), "variance_scaling(1, mode = FanOut, distribution = Normal)");
/// ```
#[must_use]
pub const fn variance_scaling(scale: f64) -> Init {
    Init::leaf(Node::VarianceScaling(VarianceScaling {
        name: "variance_scaling",
        scale,
        mode: Mode::FanIn,
        distribution: Distribution::TruncatedNormal,
    }))
}

/// Elements uniform between `-a` and `a`, `a = sqrt(6 / (fan_in + fan_out))`.
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
    named("glorot_uniform", 1.0, Mode::FanAvg, Distribution::Uniform)
}

/// Elements normal with mean 0 and variance `2 / (fan_in + fan_out)`, truncated at two standard deviations.
///
/// Needs fans; no options. JAX's and Keras's `glorot_normal`: the standard deviation before truncation is divided by
/// 0.87962566103423978, so that the variance holds. `PyTorch`'s, which does not truncate, is
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
    named("glorot_normal", 1.0, Mode::FanAvg, Distribution::TruncatedNormal)
}

/// Elements uniform between `-a` and `a`, `a = sqrt(6 / fan_in)`.
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
    named("he_uniform", 2.0, Mode::FanIn, Distribution::Uniform)
}

/// Elements normal with mean 0 and variance `2 / fan_in`, truncated at two standard deviations.
///
/// Needs fans; no options. JAX's and Keras's `he_normal`, with their correction of the variance. `PyTorch`'s, which
/// does not truncate, is [`kaiming_normal`](crate::init::kaiming_normal). He et al. (2015).
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
    named("he_normal", 2.0, Mode::FanIn, Distribution::TruncatedNormal)
}

/// Elements uniform between `-a` and `a`, `a = sqrt(3 / fan_in)`.
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
    named("lecun_uniform", 1.0, Mode::FanIn, Distribution::Uniform)
}

/// Elements normal with mean 0 and variance `1 / fan_in`, truncated at two standard deviations.
///
/// Needs fans; no options. The default of Flax's layers, Keras's `lecun_normal`, with their correction of the variance;
/// the choice for self-normalizing networks (Klambauer et al., 2017). `LeCun` et al. (1998).
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
    named("lecun_normal", 1.0, Mode::FanIn, Distribution::TruncatedNormal)
}

const fn named(name: &'static str, scale: f64, mode: Mode, distribution: Distribution) -> Init {
    Init::leaf(Node::Scheme(VarianceScaling { name, scale, mode, distribution }))
}

/// `variance_scaling` itself, or one of the schemes that fix its arguments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct VarianceScaling {
    pub(crate) name: &'static str,
    pub(crate) scale: f64,
    pub(crate) mode: Mode,
    pub(crate) distribution: Distribution,
}

impl VarianceScaling {
    pub(crate) const ARGUMENTS: &'static [&'static str] = &["scale", "mode", "distribution"];

    pub(crate) const fn fault(self, argument: &str) -> Option<Message> {
        if arguments::same(argument, "scale") { arguments::positive("scale", self.scale, DTypeSet::NONE) } else { None }
    }

    pub(crate) fn sampler(self, fans: Fans) -> Result<(Sampler, f64), InitErrorKind> {
        self.distribution.sampler(per_root(self.scale.sqrt(), self.mode.of(fans)))
    }
}

impl fmt::Display for VarianceScaling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "variance_scaling({}", self.scale)?;
        if self.mode != Mode::FanIn {
            write!(f, ", mode = {}", self.mode)?;
        }
        if self.distribution != Distribution::TruncatedNormal {
            write!(f, ", distribution = {}", self.distribution)?;
        }
        f.write_str(")")
    }
}
