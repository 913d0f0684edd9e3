//! The mean and the standard deviation of a truncated normal distribution.

use super::{Method, TruncatedNormal};
use crate::sample::Central;

impl TruncatedNormal {
    /// Returns the mean and the standard deviation of the restricted distribution. With alpha, beta and D as
    /// [above](TruncatedNormal#values) and phi the standard normal density, these are
    ///
    /// ```text
    /// mean + std (phi(alpha) - phi(beta)) / D
    /// std sqrt(1 + (alpha phi(alpha) - beta phi(beta)) / D - ((phi(alpha) - phi(beta)) / D)^2)
    /// ```
    ///
    /// They are computed by quadrature: the textbook formulas subtract nearly equal numbers for narrow and for far
    /// intervals, while sums of positive terms lose nothing. The relative error is about 1e-13.
    ///
    /// ```
    /// use paraminit::sample::TruncatedNormal;
    ///
    /// // What `glorot_normal` divides by: at two standard deviations, 0.8796 of the spread is left.
    /// let (mean, std) = TruncatedNormal::new(0.0, 1.0, -2.0, 2.0)?.moments();
    /// assert!(mean.abs() < 1e-12 && (std - 0.879_625_661_034_239_8).abs() < 1e-12);
    /// # Ok::<(), paraminit::sample::TruncationError>(())
    /// ```
    #[must_use]
    pub fn moments(&self) -> (f64, f64) {
        let ((mean, variance), _) = self.integrals(&[]);
        (mean, variance.sqrt() * self.std)
    }

    /// Returns the moments up to the fourth.
    pub(crate) fn central(&self) -> Central {
        let ((mean, variance), higher) = self.integrals(&[3, 4]);
        let [third, fourth] = higher.try_into().unwrap_or_default();
        let square = self.std * self.std;
        Central {
            mean,
            std: variance.sqrt() * self.std,
            third: third * square * self.std,
            fourth: fourth * square * square,
        }
    }

    /// Returns the mean, the variance and these higher central moments. All but the mean are in units of powers of
    /// `std`.
    fn integrals(&self, higher: &[i32]) -> ((f64, f64), Vec<f64>) {
        if self.method == Method::Point {
            return ((self.mean, 0.0), vec![0.0; higher.len()]);
        }
        let (alpha, beta) = ((self.low - self.mean) / self.std, (self.high - self.mean) / self.std);
        // The mode, and the part of the interval where the density is at least e^-46 of its value at the mode.
        let mode = 0.0_f64.max(alpha).min(beta);
        let reach = mode.mul_add(mode, 92.0).sqrt();
        let (start, end) = (alpha.max(-reach), beta.min(reach));
        // Lengths are in units of std, from `start`. The direct difference does not cancel for a narrow interval.
        let whole = (start, end) == (alpha, beta);
        let width = if whole { (self.high - self.low) / self.std } else { end - start };
        let density = |t: f64| {
            let z = start + t;
            libm::exp(-0.5 * (z - mode) * (z + mode))
        };
        let mass = integral(width, density);
        let mean = integral(width, |t| t * density(t)) / mass;
        let variance = integral(width, |t| (t - mean) * (t - mean) * density(t)) / mass;
        let higher = higher.iter().map(|&k| integral(width, |t| (t - mean).powi(k) * density(t)) / mass).collect();
        #[expect(clippy::float_cmp, reason = "tells which bound was taken over")]
        let origin = if start == alpha { self.low } else { start.mul_add(self.std, self.mean) };
        ((mean.mul_add(self.std, origin), variance), higher)
    }
}

/// Returns the integral of `f` from 0 to `width`, by Gauss-Legendre with 5 nodes on 64 panels.
fn integral(width: f64, f: impl Fn(f64) -> f64) -> f64 {
    const PANELS: u32 = 64;
    /// (node, weight) on [-1, 1].
    const RULE: [(f64, f64); 5] = [
        (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
        (-0.538_469_310_105_683, 0.478_628_670_499_366_47),
        (0.0, 0.568_888_888_888_888_9),
        (0.538_469_310_105_683, 0.478_628_670_499_366_47),
        (0.906_179_845_938_664, 0.236_926_885_056_189_08),
    ];
    let half = width / f64::from(2 * PANELS);
    let panel = |k: u32| {
        let center = f64::from(2 * k + 1) * half;
        RULE.iter().map(|&(node, weight)| weight * f(node.mul_add(half, center))).sum::<f64>()
    };
    half * (0..PANELS).map(panel).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::TruncatedNormal;

    fn check(arguments: [f64; 4], mean: f64, std: f64) {
        let [m, s, low, high] = arguments;
        let (a, b) = TruncatedNormal::new(m, s, low, high).unwrap().moments();
        assert!((a - mean).abs() <= 2e-13 * (mean.abs() + std), "{arguments:?}: mean {a}, not {mean}");
        assert!((b / std - 1.0).abs() <= 2e-12, "{arguments:?}: std {b}, not {std}");
    }

    /// References: mpmath, 60 digits.
    #[test]
    fn known_moments() {
        let infinity = f64::INFINITY;
        check([0.0, 1.0, -2.0, 2.0], 0.0, 0.879_625_661_034_239_8);
        check([0.0, 1.0, -infinity, infinity], 0.0, 1.0);
        check([0.0, 1.0, 0.0, infinity], 0.797_884_560_802_865_4, 0.602_810_274_989_086_9);
    }
}
