//! The options of initializers. A rule writes them as named arguments.
//!
//! One type has all setters, so an option on the wrong initializer type-checks. It is recorded, and the check reports
//! it with our words instead of the compiler's.

use super::arena::{Init, Node};
use super::gain::Gain;
use super::scaling::{Distribution, Mode};
use super::truncated::{Bounds, TruncNormal};

impl Init {
    /// Sets the gain of `xavier_*`, `kaiming_*`, `orthogonal`, `delta_orthogonal` and `eye`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn gain(mut self, gain: Gain) -> Self {
        match self.root_mut() {
            Node::Xavier(xavier) => xavier.gain = gain,
            Node::Kaiming(kaiming) => kaiming.gain = gain,
            Node::Orthogonal(orthogonal) => orthogonal.gain = gain,
            Node::DeltaOrthogonal(delta) => delta.gain = gain,
            Node::Eye(eye) => eye.gain = gain,
            _ => return self.refuse("gain"),
        }
        self
    }

    /// Sets which fan divides the variance, of `kaiming_*` and `variance_scaling`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn mode(mut self, mode: Mode) -> Self {
        match self.root_mut() {
            Node::Kaiming(kaiming) => kaiming.mode = mode,
            Node::VarianceScaling(scaling) => scaling.mode = mode,
            _ => return self.refuse("mode"),
        }
        self
    }

    /// Sets the distribution of `variance_scaling`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn distribution(mut self, distribution: Distribution) -> Self {
        match self.root_mut() {
            Node::VarianceScaling(scaling) => scaling.distribution = distribution,
            _ => return self.refuse("distribution"),
        }
        self
    }

    /// Sets the mean of `trunc_normal`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn mean(mut self, mean: f64) -> Self {
        match self.root_mut() {
            Node::Truncated(normal) => normal.mean = mean,
            _ => return self.refuse("mean"),
        }
        self
    }

    /// Truncates `trunc_normal` at this many standard deviations from its mean.
    ///
    /// On any other initializer, or together with `low` or `high`, this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn within(mut self, within: f64) -> Self {
        match self.root_mut() {
            Node::Truncated(TruncNormal { bounds: Bounds::Absolute { .. }, .. }) => self.refuse_interval(),
            Node::Truncated(normal) => {
                normal.bounds = Bounds::Within(within);
                self
            }
            _ => self.refuse("within"),
        }
    }

    /// Truncates `trunc_normal` below this value.
    ///
    /// On any other initializer, or together with `within`, this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn low(mut self, low: f64) -> Self {
        match self.root_mut() {
            Node::Truncated(TruncNormal { bounds: Bounds::Within(_), .. }) => self.refuse_interval(),
            Node::Truncated(normal) => {
                let high = if let Bounds::Absolute { high, .. } = normal.bounds { high } else { f64::INFINITY };
                normal.bounds = Bounds::Absolute { low, high };
                self
            }
            _ => self.refuse("low"),
        }
    }

    /// Truncates `trunc_normal` above this value.
    ///
    /// On any other initializer, or together with `within`, this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn high(mut self, high: f64) -> Self {
        match self.root_mut() {
            Node::Truncated(TruncNormal { bounds: Bounds::Within(_), .. }) => self.refuse_interval(),
            Node::Truncated(normal) => {
                let low = if let Bounds::Absolute { low, .. } = normal.bounds { low } else { f64::NEG_INFINITY };
                normal.bounds = Bounds::Absolute { low, high };
                self
            }
            _ => self.refuse("high"),
        }
    }

    /// Whether `trunc_normal` is widened so that its standard deviation is `std` after truncation.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn rescale(mut self, rescale: bool) -> Self {
        match self.root_mut() {
            Node::Truncated(normal) => normal.rescale = rescale,
            _ => return self.refuse("rescale"),
        }
        self
    }

    /// Names the function of a `map`, for printing.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    ///
    /// ```
    /// use paraminit::init::{map, uniform};
    ///
    /// let init = map(uniform(-10.0, 10.0), f64::abs).named("abs");
    /// assert_eq!(init.to_string(), "map(uniform(-10, 10), abs)");
    /// ```
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        match self.root_mut() {
            Node::Map(function) => function.name = Some(name),
            _ => return self.refuse("named"),
        }
        self
    }
}
