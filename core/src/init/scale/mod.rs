//! Which fan divides the variance, and which distribution has it.

pub(crate) mod gain;
pub(crate) mod kaiming;
pub(crate) mod siren;
pub(crate) mod variance_scaling;
pub(crate) mod xavier;

use crate::axes::Fans;
use crate::init::options::choice::choice;
use crate::init::random::rescale::AT_TWO;
use crate::init::{Filler, InitErrorKind};
use crate::sample::{Sampler, TruncatedNormal};

/// Which fan divides the variance.
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
    /// Inputs of one output.
    FanIn,
    /// Outputs that one input feeds.
    FanOut,
    /// `(fan_in + fan_out) / 2`: Glorot and Bengio's compromise (2010).
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

/// Which distribution has the variance that the fans ask for.
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
    /// Normal, truncated at two of its standard deviations, which are `sqrt(var) / 0.87962566103423978` so that the
    /// variance is still `var`. Keras means this one by `normal`.
    TruncatedNormal,
}

impl Distribution {
    /// The sampler with mean 0 and this standard deviation, and the largest absolute value that it can give.
    ///
    /// 0 is a standard deviation too: that of a gain 0, and of the weights of a layer without inputs.
    pub(crate) fn sampler(self, std: f64) -> Result<(Filler, f64), InitErrorKind> {
        if std == 0.0 {
            return Ok((Filler::Elementwise(Sampler::Constant(0.0)), 0.0));
        }
        let (sampler, largest) = match self {
            Self::Uniform => {
                let high = 3.0_f64.sqrt() * std;
                // Twice the bound: the sampler computes the span in the type.
                (Sampler::Uniform { low: -high, high }, 2.0 * high)
            }
            Self::Normal => (Sampler::Normal { mean: 0.0, std }, crate::init::fit::arguments::REACH * std),
            Self::TruncatedNormal => {
                let std = std / AT_TWO;
                let high = 2.0 * std;
                (Sampler::Truncated(TruncatedNormal::new(0.0, std, -high, high)?), high)
            }
        };
        Ok((Filler::Elementwise(sampler), largest))
    }
}

choice!(Distribution { Uniform, Normal, TruncatedNormal });

/// `factor / sqrt(fan)`, or 0 where nothing fans in or out: there is nothing to scale, and `PyTorch` bounds such a bias
/// by 0 too.
pub(crate) fn per_root(factor: f64, fan: f64) -> f64 {
    if fan == 0.0 { 0.0 } else { factor / fan.sqrt() }
}
