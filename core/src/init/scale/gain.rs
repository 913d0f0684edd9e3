//! Gains: factors on the weights that make up for the nonlinearity after them.

use core::fmt;

use crate::const_math::sqrt;
use crate::dtype::DTypeSet;
use crate::init::{Activation, InitErrorKind, arguments};
use crate::message::Message;
use crate::number::Exact;

/// The factor on a standard deviation that makes up for the nonlinearity after a layer.
///
/// From `Linear` to `Selu` the values are those of `PyTorch`'s `calculate_gain`, to the last bit. Those of the activations
/// after it, which it does not have, follow from the definition: 1 / sqrt(E f(z)^2), with z standard normal, as `f64` holds
/// it. So does [`of`], for any other activation. [`Relu`](Gain::Relu) and [`LeakyRelu`](Gain::LeakyRelu) agree with both;
/// by the definition, tanh has 1.5925 and the sigmoid 1.8462.
///
/// Two gains are equal if they are the same variant with the same number. One by [`of`] equals the [`Value`](Gain::Value) that
/// it gives, as which it prints.
///
/// ```
/// use paraminit::init::*;
/// use paraminit::init::Gain::*;
///
/// const FIRST: Init = xavier_uniform().gain(Relu);
/// assert_eq!(LeakyRelu(0.01).value(), 1.4141428569978354);
/// ```
#[derive(Clone, Copy, Debug)]
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
    /// 1.2452: the exponential linear unit, x or exp(x) - 1.
    Elu,
    /// 1.5335: x Φ(x), the exact form of `PyTorch` and Keras.
    Gelu,
    /// 1.5336: the approximation of [`Gelu`](Gain::Gelu) by tanh, Flax's default, and that of GPT-2.
    GeluTanh,
    /// 1.6765: x sigmoid(x), which is swish, too.
    Silu,
    /// 1.4868: x tanh(ln(1 + exp(x))).
    Mish,
    /// 1.0419: ln(1 + exp(x)).
    Softplus,
    /// That of a function; [`of`] makes it.
    Of(Activation),
    /// Any other factor.
    Value(f64),
}

/// The gain of any activation, by its definition: 1 / sqrt(E f(z)^2), with z standard normal.
///
/// Inputs of variance 1 and weights of variance `gain^2 / fan_in` then give inputs of variance 1 again, one layer further on.
/// `f` is a function, or a closure that captures nothing. It is integrated when an initializer is used: to about 1e-15, if it
/// is smooth but for some kinks and jumps, and to as many digits as it computes with otherwise. It prints as the value that
/// came out, `Value(1.58)`, because text cannot hold a function.
///
/// # Errors
/// A run fails if E f(z)^2 is 0 or not finite, or if `f` changes so fast that it cannot be integrated.
///
/// ```
/// use paraminit::layers;
/// use paraminit::prelude::*;
///
/// fn squared_relu(x: f64) -> f64 {
///     x.max(0.0).powi(2)
/// }
///
/// let rules = init! { <(Dense<8, 8>, Dense<8, 8>, Dense<8, 1>)>
///     [0].weight => kaiming_normal(gain = of(squared_relu)),
///     [1].weight => kaiming_normal(gain = of(|x| x / (1.0 + x.abs()))),
///     [2].weight => kaiming_normal(gain = of(layers::Softplus::at)),
///     **.bias => zeros,
/// };
/// rules.build(42)?;
/// assert!((init::of(squared_relu).value() - (2.0_f64 / 3.0).sqrt()).abs() < 1e-15);
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn of(f: fn(f64) -> f64) -> Gain {
    Gain::Of(Activation(f))
}

impl PartialEq for Gain {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::LeakyRelu(a), Self::LeakyRelu(b)) => a == b,
            (Self::Of(_) | Self::Value(_), Self::Of(_) | Self::Value(_)) => self.value() == other.value(),
            _ => core::mem::discriminant(self) == core::mem::discriminant(other),
        }
    }
}

impl Gain {
    /// The variants by name. Here, those with a number have a placeholder.
    pub(crate) const ALL: &'static [(&'static str, Self)] = &[
        ("Linear", Self::Linear),
        ("Sigmoid", Self::Sigmoid),
        ("Tanh", Self::Tanh),
        ("Relu", Self::Relu),
        ("LeakyRelu", Self::LeakyRelu(0.0)),
        ("Elu", Self::Elu),
        ("Selu", Self::Selu),
        ("Gelu", Self::Gelu),
        ("GeluTanh", Self::GeluTanh),
        ("Silu", Self::Silu),
        ("Mish", Self::Mish),
        ("Softplus", Self::Softplus),
        ("Value", Self::Value(1.0)),
    ];

    /// What messages list.
    pub(crate) const LIST: &'static str = "`Linear`, `Sigmoid`, `Tanh`, `Relu`, `LeakyRelu(slope)`, `Elu`, `Selu`, `Gelu`, \
        `GeluTanh`, `Silu`, `Mish` and `Softplus`, and `Value(x)` for any other factor";

    /// The factor. It is not a number, if it is that of a function that has none; see [`of`].
    ///
    /// ```
    /// use paraminit::init::Gain;
    ///
    /// assert_eq!(Gain::Tanh.value(), 5.0 / 3.0);
    /// assert_eq!(Gain::LeakyRelu(0.0).value(), Gain::Relu.value());
    /// ```
    #[must_use]
    pub fn value(self) -> f64 {
        self.factor().unwrap_or(f64::NAN)
    }

    /// The factor, or the reason why a function has none.
    pub(crate) fn factor(self) -> Result<f64, InitErrorKind> {
        match self {
            Self::Of(activation) => activation.gain(),
            gain => Ok(gain.constant().unwrap_or(f64::NAN)),
        }
    }

    /// The factor, in constants. `None` of [`of`], since constants cannot call a function that they hold.
    ///
    /// ```
    /// use paraminit::init::{Gain, Init, normal, of};
    ///
    /// const GELU: f64 = Gain::Gelu.constant().unwrap();
    /// const FIRST: Init = normal(0.0, GELU / 16.0);
    /// assert_eq!(of(f64::sin).constant(), None);
    /// ```
    #[must_use]
    pub const fn constant(self) -> Option<f64> {
        Some(match self {
            Self::Linear | Self::Sigmoid => 1.0,
            Self::Tanh => 5.0 / 3.0,
            Self::Relu => sqrt(2.0),
            // The square of such a slope is infinite, and 1 nothing beside it.
            Self::LeakyRelu(slope) if slope.abs() > 1e150 => sqrt(2.0) / slope.abs(),
            Self::LeakyRelu(slope) => sqrt(2.0 / (1.0 + slope * slope)),
            Self::Selu => 0.75,
            Self::Elu => 1.245_198_300_700_706_6,
            Self::Gelu => 1.533_530_441_195_535_3,
            Self::GeluTanh => 1.533_580_521_666_147,
            Self::Silu => 1.676_532_470_331_091,
            Self::Mish => 1.486_847_581_273_208,
            Self::Softplus => 1.041_866_835_535_301_8,
            Self::Value(value) => value,
            Self::Of(_) => return None,
        })
    }

    pub(crate) const fn fault(self, elements: DTypeSet) -> Option<Message> {
        match self {
            Self::LeakyRelu(slope) if !slope.is_finite() => {
                Some(Message::new().text("the slope of `LeakyRelu` must be a finite number"))
            }
            _ => match self.constant() {
                Some(factor) => arguments::finite("gain", factor, elements),
                None => None,
            },
        }
    }

    /// The fault in a gain that is divided by the root of a fan. It alone need not fit the type, and the quotient is judged
    /// in a run; but no fan is less than 1/2, so one that is too small is.
    pub(crate) const fn fault_over_fans(self, elements: DTypeSet) -> Option<Message> {
        match (self.fault(DTypeSet::NONE), self.constant()) {
            (None, Some(factor)) => {
                arguments::visible("gain", "small", 2.0 * arguments::REACH * factor.abs(), elements)
            }
            (message, _) => message,
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
            Self::Elu => f.write_str("Elu"),
            Self::Gelu => f.write_str("Gelu"),
            Self::GeluTanh => f.write_str("GeluTanh"),
            Self::Silu => f.write_str("Silu"),
            Self::Mish => f.write_str("Mish"),
            Self::Softplus => f.write_str("Softplus"),
            Self::Value(_) | Self::Of(_) => write!(f, "Value({})", Exact(self.value())),
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
