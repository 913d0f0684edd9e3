//! Mean and spread of values, with errors of rounding that their number bounds.

/// Mean and sum of squared distances of some values, to be put together with those of others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
}

impl Moments {
    const NONE: Self = Self { count: 0, mean: 0.0, squares: 0.0 };

    /// Those of finite values, each times `scale`: what [`scale`] gives lets no square overflow.
    pub(crate) fn of(values: impl Iterator<Item = f64> + Clone, scale: f64) -> Self {
        let values = values.map(|x| x * scale);
        let (mut count, mut low, mut high) = (0, f64::INFINITY, f64::NEG_INFINITY);
        for x in values.clone() {
            (count, low, high) = (count + 1, low.min(x), high.max(x));
        }
        if count == 0 {
            return Self::NONE;
        }
        // No mean lies outside of the values: that of equal ones is exact.
        let mean = (sum(values.clone()) / float(count)).max(low).min(high);
        Self { count, mean, squares: sum(values.map(|x| (x - mean) * (x - mean))) }
    }

    /// Those of all of these values. They are joined in halves, so that errors grow with the logarithm of their number.
    pub(crate) fn all(parts: &[Self]) -> Self {
        match parts {
            [] => Self::NONE,
            [one] => *one,
            _ => {
                let (first, second) = parts.split_at_checked(parts.len() / 2).unwrap_or_default();
                Self::all(first).with(Self::all(second))
            }
        }
    }

    /// Chan, Golub and LeVeque (1983).
    fn with(self, other: Self) -> Self {
        let count = self.count + other.count;
        if count == 0 {
            return Self::NONE;
        }
        let (share, apart) = (float(other.count) / float(count), other.mean - self.mean);
        Self {
            count,
            mean: self.mean + apart * share,
            squares: self.squares + other.squares + apart * apart * float(self.count) * share,
        }
    }

    /// The mean, and the standard deviation with the number of values in the denominator; NaN of none.
    pub(crate) fn mean_and_std(self, scale: f64) -> (f64, f64) {
        if self.count == 0 {
            return (f64::NAN, f64::NAN);
        }
        (self.mean / scale, (self.squares / float(self.count)).sqrt() / scale)
    }
}

/// The power of two that brings this absolute value near 1.
pub(crate) fn scale(largest: f64) -> f64 {
    const BIAS: u64 = 1023;
    let exponent = (largest.to_bits() >> 52) & 0x7ff;
    f64::from_bits((2 * BIAS).saturating_sub(exponent).clamp(1, 2 * BIAS) << 52)
}

/// The sum, with the rounding errors of all additions added at the end (Neumaier 1974, by Knuth's exact sum of two).
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut errors) = (0.0, 0.0);
    for x in values {
        let next = sum + x;
        let of_x = next - sum;
        errors += (sum - (next - of_x)) + (x - of_x);
        sum = next;
    }
    sum + errors
}

#[expect(clippy::cast_precision_loss, reason = "what has more than 2^53 elements does not fit in memory")]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::{Moments, scale};

    fn of(values: &[f64]) -> (f64, f64) {
        let scale = scale(values.iter().fold(0.0, |most: f64, x| most.max(x.abs())));
        Moments::of(values.iter().copied(), scale).mean_and_std(scale)
    }

    #[test]
    fn equal_values_have_themselves_for_mean_and_no_spread() {
        for value in [0.1, -0.7, 1e-3, f64::MAX, f64::MIN_POSITIVE, 5e-324, 0.0] {
            for len in [1, 3, 16_060, 65_537] {
                assert_eq!(of(&vec![value; len]), (value, 0.0), "{value} {len}");
            }
        }
    }

    #[test]
    fn squares_neither_overflow_nor_vanish() {
        for unit in [1e-300, 1e-160, 1.0, 1e160, 1e300] {
            let (mean, std) = of(&[unit, 3.0 * unit]);
            assert!((mean / unit - 2.0).abs() < 1e-15 && (std / unit - 1.0).abs() < 1e-15, "{unit}: {mean} {std}");
        }
    }

    #[test]
    fn a_small_value_is_not_lost_between_large_ones() {
        assert_eq!(of(&[1e16, 1.0, -1e16, 1.0]).0, 0.5);
        let (mean, std) = of(&[1e8, 1e8 + 1e-6]);
        assert!((mean - 1e8).abs() < 1e-5 && (std / 5e-7 - 1.0).abs() < 0.05, "{mean} {std}");
    }

    #[test]
    fn parts_together_are_the_whole() {
        let values: Vec<f64> = (0..100_000).map(|i| 1e6 + f64::from(i % 1000)).collect();
        let parts: Vec<Moments> =
            values.chunks(777).map(|part| Moments::of(part.iter().copied(), scale(2e6))).collect();
        let (mean, std) = Moments::all(&parts).mean_and_std(scale(2e6));
        let expected = (1e6 + 499.5, ((1e6_f64 - 1.0) / 12.0).sqrt());
        assert!((mean / expected.0 - 1.0).abs() < 1e-15 && (std / expected.1 - 1.0).abs() < 1e-13, "{mean} {std}");
        let (mean, std) = Moments::all(&[]).mean_and_std(1.0);
        assert!(mean.is_nan() && std.is_nan());
    }
}
