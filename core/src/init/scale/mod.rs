//! Initializers whose variance follows from the fans, and their options.

pub(crate) mod activation;
pub(crate) mod gain;
pub(crate) mod kaiming;
pub(crate) mod siren;
pub(crate) mod variance_scaling;
pub(crate) mod xavier;

use crate::axes::Fans;
use crate::init::options::choice::choice;
use crate::init::random::rescale::AT_TWO;
use crate::init::{Filler, InitErrorKind, Target, arguments};
use crate::sample::{Sampler, TruncatedNormal};

/// The fan that divides the variance.
///
/// [`FanIn`](Mode::FanIn) preserves the variance of the signal on its way forward, [`FanOut`](Mode::FanOut) that of the
/// gradient on its way back. `PyTorch` has these two; Keras and `MXNet` add the average, JAX both averages.
///
/// ```
/// use paraminit::init::*;
/// use paraminit::init::Mode::*;
///
/// const BACKWARD: Init = kaiming_uniform().mode(FanOut);
/// assert_eq!(BACKWARD.to_string(), "kaiming_uniform(mode = FanOut)");
/// assert_eq!(Mode::FanOut, FanOut);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mode {
    /// The number of inputs of one output.
    FanIn,
    /// The number of outputs that one input feeds.
    FanOut,
    /// `(fan_in + fan_out) / 2`, the compromise of Glorot and Bengio (2010).
    FanAvg,
    /// `sqrt(fan_in * fan_out)`.
    FanGeoAvg,
}

impl Mode {
    #[expect(clippy::cast_precision_loss, reason = "a fan of more than 2^53 does not fit in memory")]
    pub(crate) fn of(self, Fans { fan_in, fan_out }: Fans) -> f64 {
        let (fan_in, fan_out) = (fan_in as f64, fan_out as f64);
        match self {
            Self::FanIn => fan_in,
            Self::FanOut => fan_out,
            Self::FanAvg => f64::midpoint(fan_in, fan_out),
            Self::FanGeoAvg => (fan_in * fan_out).sqrt(),
        }
    }
}

choice!(Mode { FanIn, FanOut, FanAvg, FanGeoAvg });

/// The distribution, whose variance follows from the fans.
///
/// ```
/// use paraminit::init::*;
///
/// // PyTorch's normal He initialization, spelled as Keras would.
/// const PLAIN: Init = variance_scaling(2.0).distribution(Distribution::Normal);
/// assert_eq!(PLAIN.to_string(), "variance_scaling(2, distribution = Normal)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Distribution {
    /// Uniform between `-sqrt(3 var)` and `sqrt(3 var)`.
    Uniform,
    /// Normal. Keras calls this one `untruncated_normal`.
    Normal,
    /// Normal, truncated at two of its standard deviations, each `sqrt(var) / 0.87962566103423978` so that the variance
    /// is still `var`. Keras calls this one `normal`.
    TruncatedNormal,
}

impl Distribution {
    /// Returns the sampler with mean 0 and `std = factor / sqrt(fan)`, and the largest absolute value that it can give.
    ///
    /// With a factor of 0 all is 0. So it is with a fan of 0: there is nothing to scale, and `PyTorch` uses a bound of 0 for
    /// such a bias too.
    pub(crate) fn sampler(self, factor: f64, fan: f64, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        if factor == 0.0 || fan == 0.0 {
            return Ok((Filler::Elementwise(Sampler::Constant(0.0)), 0.0));
        }
        let std = factor / fan.sqrt();
        let (sampler, largest) = match self {
            Self::Uniform => return uniform(3.0_f64.sqrt() * std, target),
            Self::Normal => {
                let std = visible(std, target)?;
                (Sampler::Normal { mean: 0.0, std }, arguments::REACH * std)
            }
            Self::TruncatedNormal => {
                let std = visible(std / AT_TWO, target)?;
                let high = 2.0 * std;
                (Sampler::Truncated(TruncatedNormal::new(0.0, std, -high, high)?), high)
            }
        };
        Ok((Filler::Elementwise(sampler), largest))
    }
}

choice!(Distribution { Uniform, Normal, TruncatedNormal });

/// Returns the sampler between `-bound` and `bound`, which is not 0, and the largest value that it computes with.
pub(crate) fn uniform(bound: f64, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
    let high = visible(bound, target)?;
    // The bound is doubled, because the sampler computes the span in the parameter's type.
    Ok((Filler::Elementwise(Sampler::Uniform { low: -high, high }), 2.0 * high))
}

/// Returns the scale of a sampler, or an error if it is 0 in the type that computes.
fn visible(scale: f64, target: &Target<'_>) -> Result<f64, InitErrorKind> {
    let element = target.element;
    if element.computed_in().round(scale) == 0.0 { Err(InitErrorKind::TooSmall { element }) } else { Ok(scale) }
}
