//! Gains: factors on the weights that make up for the nonlinearity after them.

use core::fmt;

use crate::const_math::sqrt;
use crate::dtype::DTypeSet;
use crate::init::arguments;
use crate::message::Message;
use crate::number::Exact;

/// The factor on a standard deviation that makes up for the nonlinearity after a layer.
///
/// The values are those of `PyTorch`'s `calculate_gain`, to the last bit.
///
/// ```
/// use paraminit::init::*;
/// use paraminit::init::Gain::*;
///
/// const FIRST: Init = xavier_uniform().gain(Relu);
/// assert_eq!(LeakyRelu(0.01).value(), 1.4141428569978354);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Gain {
    /// 1: no nonlinearity.
    Linear,
    /// 1.
    Sigmoid,
    /// 5/3.
    Tanh,
    /// sqrt(2): half of the signal is cut (He et al., 2015).
    Relu,
    /// sqrt(2 / (1 + slope^2)), for `max(x, slope x)`. `PyTorch`'s default slope is 0.01.
    LeakyRelu(f64),
    /// 3/4, found by experiment. A self-normalizing network wants [`Gain::Linear`] (Klambauer et al., 2017).
    Selu,
    /// Any other factor.
    Value(f64),
}

impl Gain {
    /// The variants by name. Here, those with a number have a placeholder.
    pub(crate) const ALL: &'static [(&'static str, Self)] = &[
        ("Linear", Self::Linear),
        ("Sigmoid", Self::Sigmoid),
        ("Tanh", Self::Tanh),
        ("Relu", Self::Relu),
        ("LeakyRelu", Self::LeakyRelu(0.0)),
        ("Selu", Self::Selu),
        ("Value", Self::Value(1.0)),
    ];

    /// What messages list.
    pub(crate) const LIST: &'static str =
        "`Linear`, `Sigmoid`, `Tanh`, `Relu`, `LeakyRelu(slope)` and `Selu`, and `Value(x)` for any other factor";

    /// The factor.
    ///
    /// ```
    /// use paraminit::init::Gain;
    ///
    /// assert_eq!(Gain::Tanh.value(), 5.0 / 3.0);
    /// assert_eq!(Gain::LeakyRelu(0.0).value(), Gain::Relu.value());
    /// ```
    #[must_use]
    pub const fn value(self) -> f64 {
        match self {
            Self::Linear | Self::Sigmoid => 1.0,
            Self::Tanh => 5.0 / 3.0,
            Self::Relu => sqrt(2.0),
            // The square of such a slope is infinite, and 1 nothing beside it.
            Self::LeakyRelu(slope) if slope.abs() > 1e150 => sqrt(2.0) / slope.abs(),
            Self::LeakyRelu(slope) => sqrt(2.0 / (1.0 + slope * slope)),
            Self::Selu => 0.75,
            Self::Value(value) => value,
        }
    }

    pub(crate) const fn fault(self, elements: DTypeSet) -> Option<Message> {
        match self {
            Self::LeakyRelu(slope) if !slope.is_finite() => {
                Some(Message::new().text("the slope of `LeakyRelu` must be a finite number"))
            }
            _ => arguments::finite("gain", self.value(), elements),
        }
    }

    /// The fault in a gain that is divided by the root of a fan. It alone need not fit the type, and the quotient is judged
    /// in a run; but no fan is less than 1/2, so one that is too small is.
    pub(crate) const fn fault_over_fans(self, elements: DTypeSet) -> Option<Message> {
        match self.fault(DTypeSet::NONE) {
            None => arguments::visible("gain", "small", 2.0 * arguments::REACH * self.value().abs(), elements),
            message => message,
        }
    }
}

impl fmt::Display for Gain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Linear => f.write_str("Linear"),
            Self::Sigmoid => f.write_str("Sigmoid"),
            Self::Tanh => f.write_str("Tanh"),
            Self::Relu => f.write_str("Relu"),
            Self::LeakyRelu(slope) => write!(f, "LeakyRelu({})", Exact(*slope)),
            Self::Selu => f.write_str("Selu"),
            Self::Value(value) => write!(f, "Value({})", Exact(*value)),
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, clippy::approx_constant, reason = "PyTorch's own digits")]
mod tests {
    use super::Gain::{LeakyRelu, Linear, Relu, Selu, Sigmoid, Tanh, Value};
    use crate::dtype::DTypeSet;

    #[test]
    fn the_values_of_pytorch() {
        assert_eq!(Linear.value(), 1.0);
        assert_eq!(Sigmoid.value(), 1.0);
        assert_eq!(Tanh.value(), 1.666_666_666_666_666_7);
        assert_eq!(Relu.value(), 1.414_213_562_373_095_1);
        assert_eq!(Selu.value(), 0.75);
        assert_eq!(Value(1.4).value(), 1.4);
        for (slope, gain) in
            [(0.0, 1.414_213_562_373_095_1), (0.01, 1.414_142_856_997_835_4), (10.0, 0.140_719_508_946_058_36)]
        {
            assert_eq!(LeakyRelu(slope).value(), gain);
        }
    }

    #[test]
    fn what_is_not_a_gain() {
        for gain in [LeakyRelu(f64::NAN), LeakyRelu(f64::INFINITY), Value(f64::NAN), Value(f64::NEG_INFINITY)] {
            assert!(gain.fault(DTypeSet::NONE).is_some());
        }
        for gain in [LeakyRelu(1e200), Value(0.0), Value(-1.0)] {
            assert_eq!(gain.fault(DTypeSet::NONE), None);
        }
    }
}
