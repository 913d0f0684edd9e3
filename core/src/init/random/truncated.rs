//! The truncated normal distribution.

use crate::dtype::DTypeSet;
use crate::init::options::value::Bound;
use crate::init::random::rescale;
use crate::init::{Filler, Init, InitErrorKind, Leaf, Requirement, Target, arguments};
use crate::message::Message;
use crate::sample::{Sampler, TruncatedNormal};

/// Draws normal elements with mean `mean` and standard deviation `std`, restricted to an interval around the mean.
///
/// Any shape. Options, as setters or as named arguments of a rule:
///
/// - `mean` (0).
/// - `within` (2): the interval is `mean - within std <= x <= mean + within std`. JAX, Keras and timm's
///   `trunc_normal_tf_` count in multiples of `std` like this.
/// - `low`, `high`: absolute bounds instead, as in `PyTorch`'s `trunc_normal_` (with -2 and 2 by default). A missing
///   bound is infinite.
/// - `rescale` (false): widen the normal distribution before it is truncated, so that the truncated one has the
///   standard deviation `std`. Without it, truncation at 2 standard deviations leaves 0.8796 `std`, as in all these
///   systems. Bounds by `within` widen with it, as in the `variance_scaling` of JAX and Keras; absolute bounds stay.
///
/// # Errors
/// The check refuses `std <= 0`, `within <= 0`, `within` together with `low` or `high`, an empty interval, one more
/// than 36 standard deviations away from the mean, one without any number of the parameter's own type, and a `rescale`
/// that no normal distribution on the interval can satisfy (`std >= (high - low) / sqrt(12)`).
///
/// ```
/// use paraminit::init::{Init, trunc_normal};
///
/// const VIT: Init = trunc_normal(0.02).low(-2.0).high(2.0);      // timm, `PyTorch`
/// const BERT: Init = trunc_normal(0.02);                         // at 0.04
/// const EXACT: Init = trunc_normal(0.02).within(3.0).rescale(true);
/// assert_eq!(EXACT.to_string(), "trunc_normal(0.02, within = 3, rescale = true)");
/// ```
#[must_use]
pub const fn trunc_normal(std: f64) -> Init {
    Init::leaf(Leaf::TruncNormal(TruncNormal {
        std,
        mean: 0.0,
        within: Bound::NONE,
        low: Bound::NONE,
        high: Bound::NONE,
        rescale: false,
    }))
}

/// The interval of the distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Bounds {
    /// The default: two standard deviations.
    Default,
    /// A multiple of the standard deviation.
    Within(f64),
    /// Absolute bounds.
    Absolute { low: f64, high: f64 },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TruncNormal {
    pub(crate) std: f64,
    pub(crate) mean: f64,
    pub(crate) within: Bound,
    pub(crate) low: Bound,
    pub(crate) high: Bound,
    pub(crate) rescale: bool,
}

impl TruncNormal {
    const fn bounds(self) -> Bounds {
        match (self.within.get(), self.low.get(), self.high.get()) {
            (None, None, None) => Bounds::Default,
            (Some(within), None, None) => Bounds::Within(within),
            _ => Bounds::Absolute { low: self.low.or(f64::NEG_INFINITY), high: self.high.or(f64::INFINITY) },
        }
    }

    /// True if the interval is given in both ways.
    pub(crate) const fn has_two_intervals(self) -> bool {
        self.within.get().is_some() && (self.low.get().is_some() || self.high.get().is_some())
    }

    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Nothing
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "std") {
            return self.std_fault(elements);
        }
        if arguments::same(argument, "mean") {
            return arguments::finite("mean", self.mean, elements);
        }
        match self.bounds() {
            Bounds::Within(within) if arguments::same(argument, "within") => {
                return arguments::positive("within", within, DTypeSet::NONE);
            }
            Bounds::Absolute { low, high } if arguments::same(argument, "low") => {
                return self.low_fault(low, high, elements);
            }
            Bounds::Absolute { low, high } if arguments::same(argument, "high") => {
                return self.high_fault(low, high, elements);
            }
            _ => {}
        }
        if arguments::same(argument, "rescale") { self.rescale_fault() } else { None }
    }

    const fn std_fault(self, elements: DTypeSet) -> Option<Message> {
        if let Some(message) = arguments::positive("std", self.std, elements) {
            return Some(message);
        }
        if !self.mean.is_finite() {
            return None; // `mean` is at fault.
        }
        let within = match self.bounds() {
            // Finite absolute bounds keep every value finite.
            Bounds::Absolute { low, high } if low.is_finite() && high.is_finite() => return None,
            Bounds::Absolute { .. } => return arguments::reach(self.mean, self.std, elements),
            Bounds::Within(within) => within,
            Bounds::Default => 2.0,
        };
        let half = within * self.std;
        if self.mean - half >= self.mean + half {
            return Some(Message::new().text("`std` is so small beside `mean` that the interval is empty"));
        }
        match arguments::first_without_values(self.mean - half, self.mean + half, elements) {
            Some(element) => {
                let message = Message::new().text("`std` is so small that the interval contains no number of ");
                Some(message.code(element.name()))
            }
            None => arguments::reach(self.mean, self.std, elements),
        }
    }

    const fn low_fault(self, low: f64, high: f64, elements: DTypeSet) -> Option<Message> {
        if low.is_nan() || low == f64::INFINITY {
            return Some(Message::new().text("`low` must be a number less than infinity"));
        }
        if low.is_finite()
            && let Some(message) = arguments::fits("low", low, elements)
        {
            return Some(message);
        }
        // Without a `high`, the user looks for the mistake here.
        if high == f64::INFINITY { self.interval_fault(low, high, elements) } else { None }
    }

    const fn high_fault(self, low: f64, high: f64, elements: DTypeSet) -> Option<Message> {
        if high.is_nan() || high == f64::NEG_INFINITY {
            return Some(Message::new().text("`high` must be a number greater than minus infinity"));
        }
        if high.is_finite()
            && let Some(message) = arguments::fits("high", high, elements)
        {
            return Some(message);
        }
        if low.is_nan() || low == f64::INFINITY || high == f64::INFINITY {
            return None; // `low` is at fault, or answers for both.
        }
        self.interval_fault(low, high, elements)
    }

    const fn interval_fault(self, low: f64, high: f64, elements: DTypeSet) -> Option<Message> {
        if low >= high {
            return Some(Message::new().text("the interval is empty: `high` must be greater than `low`"));
        }
        if let Some(element) = arguments::first_without_values(low, high, elements) {
            return Some(Message::new().text("the interval contains no number of ").code(element.name()));
        }
        if self.std.is_nan() || self.std <= 0.0 {
            return None; // `std` is at fault.
        }
        let inside = low <= self.mean && self.mean <= high;
        let (alpha, beta) = ((low - self.mean) / self.std, (high - self.mean) / self.std);
        if !inside && (alpha > 36.0 || beta < -36.0) {
            let message = Message::new().text("the interval is more than 36 standard deviations away from the mean");
            return Some(message.text("\nhelp: move `mean` into the interval, or give a larger `std`"));
        }
        None
    }

    const fn rescale_fault(self) -> Option<Message> {
        match self.bounds() {
            Bounds::Absolute { low, high } if self.rescale && high - low <= self.std * 3.464_101_615_137_754_4 => {
                let message = Message::new().text("no normal distribution on this interval has so large a `std`");
                Some(message.text("\nhelp: it must be less than `(high - low) / sqrt(12)`, or leave out `rescale`"))
            }
            _ => None,
        }
    }

    /// Returns the sampler, and the largest absolute value that it can give.
    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let Self { std, mean, rescale, .. } = self;
        let bounds = self.bounds();
        let (truncated, largest) = match bounds {
            Bounds::Default | Bounds::Within(_) => {
                let within = if let Bounds::Within(within) = bounds { within } else { 2.0 };
                let std = if rescale { std / rescale::ratio(within)? } else { std };
                let half = within * std;
                (
                    TruncatedNormal::new(mean, std, mean - half, mean + half)?,
                    mean.abs() + half.min(arguments::REACH * std),
                )
            }
            Bounds::Absolute { low, high } => {
                let std = if rescale { rescale::widened(mean, std, low, high)? } else { std };
                let bound =
                    [low, high].into_iter().filter(|bound| bound.is_finite()).fold(mean.abs(), |a, b| a.max(b.abs()));
                let tail = if low.is_finite() && high.is_finite() { 0.0 } else { arguments::REACH * std };
                (TruncatedNormal::new(mean, std, low, high)?, bound + tail)
            }
        };
        // The check could not find this, because rescaling moves the bounds.
        let dtypes = target.dtypes();
        if let Some(dtype) = arguments::first_without_values(truncated.low(), truncated.high(), dtypes) {
            let message = Message::new().text("in `trunc_normal`: the interval contains no number of ");
            return Err(message.code(dtype.name()).into());
        }
        Ok((Filler::Elementwise(Sampler::Truncated(truncated)), largest))
    }
}
