//! The normal distribution.

use crate::dtype::DTypeSet;
use crate::init::{Filler, Init, InitErrorKind, Leaf, Requirement, Target, arguments};
use crate::message::Message;
use crate::sample::Sampler;

/// Draws normal elements with this mean and standard deviation, not truncated.
///
/// Any shape. `PyTorch`'s `normal_` (with a standard deviation of 1 by default), Keras's `RandomNormal` (0.05); JAX's
/// `normal(stddev)` and `MXNet`'s `Normal(sigma)` (both 0.01) have mean 0.
///
/// # Errors
/// The check refuses a `mean` or `std` that is not finite, `std < 0`, and values that could be infinite in the
/// parameter's own type. `std = 0` gives `mean` everywhere.
///
/// ```
/// use paraminit::init::{Init, normal};
///
/// const WEIGHT: Init = normal(0.0, 0.01);
/// assert_eq!(WEIGHT.to_string(), "normal(0, 0.01)");
/// ```
#[must_use]
pub const fn normal(mean: f64, std: f64) -> Init {
    Init::leaf(Leaf::Normal(Normal { mean, std }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Normal {
    pub(crate) mean: f64,
    pub(crate) std: f64,
}

impl Normal {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Nothing
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "mean") {
            return arguments::finite("mean", self.mean, elements);
        }
        if !arguments::same(argument, "std") {
            return None;
        }
        match arguments::deviation("std", self.std, elements) {
            None if self.mean.is_finite() => arguments::reach(self.mean, self.std, elements),
            message => message,
        }
    }

    /// The largest absolute value.
    pub(crate) const fn largest(self) -> f64 {
        self.mean.abs() + arguments::REACH * self.std
    }

    pub(crate) fn fill(self, _: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let Self { mean, std } = self;
        Ok((Filler::Elementwise(Sampler::Normal { mean, std }), self.largest()))
    }
}
