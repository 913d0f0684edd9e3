//! The standard deviation before truncation that gives a truncated normal distribution the wanted one.

use crate::init::InitErrorKind;
use crate::message::Message;
use crate::sample::TruncatedNormal;

/// The standard deviation of a standard normal distribution truncated at 2, which is the constant of JAX and Keras.
#[expect(clippy::excessive_precision, reason = "as it is written there")]
pub(crate) const AT_TWO: f64 = 0.879_625_661_034_239_78;

/// Returns the standard deviation of a standard normal distribution truncated at `within`.
pub(crate) fn ratio(within: f64) -> Result<f64, InitErrorKind> {
    #[expect(clippy::float_cmp, reason = "the very constant that other systems use")]
    if within == 2.0 {
        return Ok(AT_TWO);
    }
    Ok(TruncatedNormal::new(0.0, 1.0, -within, within)?.moments().1)
}

/// Returns the standard deviation before truncation to `low..high` that leaves `std` after it.
///
/// Truncation narrows a normal distribution, so the result is greater than `std`. A wider distribution comes closer to
/// the uniform one on the interval, so there is a result as long as `std < (high - low) / sqrt(12)`.
pub(crate) fn widened(mean: f64, std: f64, low: f64, high: f64) -> Result<f64, InitErrorKind> {
    let after = |before: f64| Ok::<_, InitErrorKind>(TruncatedNormal::new(mean, before, low, high)?.moments().1);
    let (mut least, mut most) = (std, std);
    while after(most)? < std {
        least = most;
        most *= 2.0;
        if most > std * 1e9 {
            let message =
                Message::new().text("in `trunc_normal`: `std` is too close to that of the uniform distribution");
            return Err(message.text("\nhelp: leave out `rescale`, or write `uniform(low, high)`").into());
        }
    }
    // Each step halves the bracket. 60 steps give more digits than an f64 has.
    for _ in 0..60 {
        let middle = f64::midpoint(least, most);
        if after(middle)? < std {
            least = middle;
        } else {
            most = middle;
        }
    }
    Ok(most)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "a constant")]
mod tests {
    use super::{AT_TWO, ratio, widened};
    use crate::sample::TruncatedNormal;

    #[test]
    fn ratios_against_the_closed_form() {
        for within in [0.5_f64, 1.0, 2.5, 3.0, 6.0] {
            let density = (-0.5 * within * within).exp() / (2.0 * core::f64::consts::PI).sqrt();
            let mass = libm::erf(within / 2.0_f64.sqrt());
            let expected = (1.0 - 2.0 * within * density / mass).sqrt();
            assert!((ratio(within).unwrap() - expected).abs() < 1e-12, "{within}");
        }
        let at_two = TruncatedNormal::new(0.0, 1.0, -2.0, 2.0).unwrap().moments().1;
        assert!((at_two - AT_TWO).abs() < 1e-13);
        assert_eq!(ratio(2.0).unwrap(), AT_TWO);
        assert!((ratio(1e-6).unwrap() * 1e6 - 1.0 / 3.0_f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn widening_restores_the_standard_deviation() {
        for (mean, std, low, high) in [
            (0.0, 1.0, -2.0, 2.0),
            (0.0, 0.02, -2.0, 2.0),
            (1.0, 0.5, -1.0, 1.5),
            (0.0, 1.0, 0.0, f64::INFINITY),
            (0.0, 0.4, f64::NEG_INFINITY, -3.0),
            (0.0, 1.15, -2.0, 2.0),
        ] {
            let before = widened(mean, std, low, high).unwrap();
            let after = TruncatedNormal::new(mean, before, low, high).unwrap().moments().1;
            assert!((after / std - 1.0).abs() < 1e-11, "{mean} {std} {low} {high}: {before} gives {after}");
        }
        assert!(widened(0.0, 1.2, -2.0, 2.0).is_err());
    }
}
