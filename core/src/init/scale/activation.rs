//! The gain of any activation, by its definition.

use core::fmt;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use crate::init::InitErrorKind;
use crate::message::Message;

/// A function of one number, and the gain that follows from it; see [`of`](crate::init::of).
///
/// ```
/// use paraminit::prelude::*;
///
/// let cube = init::of(|z| z * z * z);
/// let init = init::xavier_normal().gain(cube);
/// // The mean of z^6 is 15.
/// assert_eq!(init.to_string(), format!("xavier_normal(gain = Value({}))", 1.0 / 15_f64.sqrt()));
/// ```
#[derive(Clone, Copy)]
pub struct Activation(pub(crate) fn(f64) -> f64);

impl fmt::Debug for Activation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Activation(..)")
    }
}

/// The nodes between 0 and 1 and the weights of Gauss and Legendre's rule of 16 points on -1 to 1.
const RULE: [(f64, f64); 8] = [
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_096),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_894),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_79),
    (0.755_404_408_355_003, 0.124_628_971_255_533_88),
    (0.617_876_244_402_643_8, 0.149_595_988_816_576_74),
    (0.458_016_777_657_227_37, 0.169_156_519_395_002_54),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_58),
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
];

/// The ends of the first intervals. Many activations have a kink or a jump at one of them; elsewhere, intervals are halved
/// around it. Beyond 39, the density is 0 in `f64`.
const ENDS: [f64; 20] = [
    -39.0, -38.0, -20.0, -12.0, -8.0, -6.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 20.0, 38.0, 39.0,
];

/// (2 pi)^(-1/4).
const ROOT: f64 = 0.631_618_777_746_064_7;

/// The most intervals that are halved. A jump takes some fifty.
const MOST: usize = 4096;

/// The share of the whole that intervals may be off in one half to need no further halving.
const FINE: f64 = 1e-17;

/// The share of the whole that all intervals may be off together. More are the values of a function that changes too fast to
/// be integrated, less are those of one that computes in `f32`.
const COARSE: f64 = 1e-6;

/// An interval, with the integrals over its halves. It is ordered by the difference that the halves made.
struct Interval {
    change: f64,
    left: f64,
    right: f64,
    halves: [f64; 2],
}

impl PartialEq for Interval {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Interval {}

impl PartialOrd for Interval {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Interval {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.change.total_cmp(&other.change)
    }
}

impl Activation {
    /// Returns 1 / sqrt(E f(z)^2), with z standard normal.
    ///
    /// The integral is right to about 1e-15 of itself: each interval is halved until that changes it by less than 1e-17.
    pub(crate) fn gain(self) -> Result<f64, InitErrorKind> {
        let fault = |text| {
            Err(Message::new().text("`gain = of(f)`: the mean of f(z)^2, with z standard normal, ").text(text).into())
        };
        let square = |z: f64| {
            // Of a quarter power each, so that neither the function's square nor the density leaves the range of `f64`.
            let root = (self.0)(z) * libm::exp(-z * z / 4.0) * ROOT;
            root * root
        };
        let area = |left: f64, right: f64| {
            let (middle, half) = (f64::midpoint(left, right), (right - left) / 2.0);
            half * RULE
                .iter()
                .map(|(x, weight)| weight * (square(middle - half * x) + square(middle + half * x)))
                .sum::<f64>()
        };
        let interval = |left: f64, right: f64, whole: f64| {
            let middle = f64::midpoint(left, right);
            let halves = [area(left, middle), area(middle, right)];
            Interval { change: (halves[0] + halves[1] - whole).abs(), left, right, halves }
        };
        let first =
            ENDS.iter().zip(ENDS.iter().skip(1)).map(|(&left, &right)| interval(left, right, area(left, right)));
        let mut intervals: BinaryHeap<Interval> = first.collect();
        let all: f64 = intervals.iter().map(|interval| interval.halves[0] + interval.halves[1]).sum();
        let outermost = intervals.iter().filter(|interval| interval.left < -38.0 || interval.right > 38.0);
        let outermost: f64 = outermost.map(|interval| interval.halves[0] + interval.halves[1]).sum();
        if !all.is_finite() || outermost > COARSE * all {
            return fault("is not finite");
        }
        if all == 0.0 {
            return fault("is 0\nhelp: a layer in front of it passes nothing on; `Value(x)` for a factor of your own");
        }
        for _ in 0..MOST {
            let Some(worst) = intervals.peek_mut().filter(|worst| worst.change > FINE * all) else { break };
            let Interval { left, right, halves, .. } = PeekMut::pop(worst);
            let middle = f64::midpoint(left, right);
            intervals.push(interval(left, middle, halves[0]));
            intervals.push(interval(middle, right, halves[1]));
        }
        // From the smallest on, so that the sum is right to the last digits.
        let mut areas: Vec<f64> = intervals.iter().flat_map(|interval| interval.halves).collect();
        areas.sort_by(f64::total_cmp);
        let (sum, off): (f64, f64) = (areas.iter().sum(), intervals.iter().map(|interval| interval.change).sum());
        if !sum.is_finite() {
            return fault("is not finite");
        }
        if off > COARSE * sum {
            return fault("cannot be computed, because f changes too fast\nhelp: `Value(x)` for a factor of your own");
        }
        Ok(1.0 / sum.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use crate::init::Gain::{Elu, Gelu, GeluTanh, LeakyRelu, Mish, Silu, Softplus, Value};
    use crate::init::{Gain, of};

    fn close(gain: Gain, expected: f64) {
        let found = gain.value();
        assert!((found / expected - 1.0).abs() < 1.5e-15, "{found:?}, not {expected:?}");
    }

    fn gelu(x: f64) -> f64 {
        0.5 * x * libm::erfc(-x / core::f64::consts::SQRT_2)
    }

    fn softplus(x: f64) -> f64 {
        x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
    }

    fn selu(x: f64) -> f64 {
        1.050_700_987_355_480_5 * if x > 0.0 { x } else { 1.673_263_242_354_377_2 * libm::expm1(x) }
    }

    fn gelu_tanh(x: f64) -> f64 {
        0.5 * x * (1.0 + libm::tanh((2.0 / core::f64::consts::PI).sqrt() * (x + 0.044_715 * x * x * x)))
    }

    #[test]
    fn the_gain_of_a_function_has_a_closed_form() {
        close(of(|x| x), 1.0);
        close(of(|x| x.max(0.0)), 2.0_f64.sqrt());
        close(of(|x| if x < 0.0 { 0.2 * x } else { x }), LeakyRelu(0.2).value());
        close(of(|x| -3.0 * x), 1.0 / 3.0);
        close(of(|x| x.powi(4)), 105.0_f64.sqrt().recip());
        close(of(f64::exp), (-1.0_f64).exp());
        close(of(f64::cos), (2.0 / (1.0 + (-2.0_f64).exp())).sqrt());
        close(of(|_| 1e-100), 1e100);
        // A jump, and kinks, at places that nobody told.
        close(of(|x| if x > 0.3 { 1.0 } else { 0.0 }), 1.617_774_451_067_27);
        close(of(|x| (x - 0.3).abs()), 1.09_f64.sqrt().recip());
        close(
            of(|x| x.clamp(-3.0, 3.0) * 0.5 + 0.5 * x.signum() * x.abs().min(3.0)),
            of(|x| x.clamp(-3.0, 3.0)).value(),
        );
    }

    /// Against 50 digits by mpmath's quadrature.
    #[test]
    fn the_gain_of_a_function_is_right_to_the_last_digits() {
        close(of(libm::tanh), 1.592_537_419_722_831_4);
        close(of(|x| 1.0 / (1.0 + libm::exp(-x))), 1.846_228_545_338_605_4);
        close(of(libm::sin), 1.520_866_623_178_814_9);
        close(of(|x| x * (x + 3.0).clamp(0.0, 6.0) / 6.0), 1.736_657_212_766_541_6);
    }

    #[test]
    fn the_gains_by_name_are_those_of_their_functions() {
        close(of(gelu), Gelu.value());
        close(of(softplus), Softplus.value());
        close(of(gelu_tanh), GeluTanh.value());
        close(of(|x| x / (1.0 + libm::exp(-x))), Silu.value());
        close(of(|x| x * libm::tanh(softplus(x))), Mish.value());
        close(of(|x| if x > 0.0 { x } else { libm::expm1(x) }), Elu.value());
        // A self-normalizing function keeps variance 1, with a mean of 0.
        assert!((of(selu).value() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn of_f_is_the_value_that_it_gives() {
        let gain = of(gelu);
        assert_eq!((gain, Value(gain.value())), (Value(gain.value()), of(gelu)));
        assert_ne!(gain, Gelu);
        assert_ne!(gain, of(f64::sin));
        let init = crate::init::kaiming_normal().gain(of(|x| x.max(0.0)));
        assert!(init.to_string().starts_with("kaiming_normal(gain = Value(1.41421356237309"), "{init}");
        assert_eq!(init.to_string().parse(), Ok(init));
    }

    #[test]
    fn a_function_without_a_gain_is_refused() {
        for (gain, words) in [
            (of(|_| 0.0), "is 0"),
            (of(|_| f64::NAN), "is not finite"),
            (of(f64::recip), "is not finite"),
            (of(|x| (x * x / 4.0).exp()), "is not finite"),
            (of(|x| (x * x * x).exp()), "is not finite"),
            (of(|x| (1e7 * x).sin()), "changes too fast"),
        ] {
            let message = gain.factor().map_or_else(|error| error.to_string(), |factor| factor.to_string());
            assert!(message.contains(words), "{message}");
            assert!(gain.value().is_nan());
        }
        // One that computes in `f32` has fewer digits, and is no mistake.
        #[expect(clippy::cast_possible_truncation, reason = "what is tested")]
        let single = of(|x| f64::from((x as f32).tanh()));
        assert!((single.value() - 1.592_537_4).abs() < 1e-6);
    }
}
