//! Moments up to the fourth, from which the standard errors of measured moments follow.

use crate::sample::Sampler;

/// A mean, and the central moments around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Central {
    pub(crate) mean: f64,
    /// The standard deviation. It is not squared, so that a distribution's own value is exact.
    pub(crate) std: f64,
    pub(crate) third: f64,
    pub(crate) fourth: f64,
}

impl Central {
    /// The moments of one value.
    pub(crate) const fn point(mean: f64) -> Self {
        Self { mean, std: 0.0, third: 0.0, fourth: 0.0 }
    }

    /// Values of which no more is known.
    pub(crate) const fn fixed((mean, std): (f64, f64)) -> Self {
        Self { mean, std, third: 0.0, fourth: if std == 0.0 { 0.0 } else { f64::INFINITY } }
    }

    /// N(mean, std^2), whose fourth moment is 3 std^4.
    pub(crate) fn normal(mean: f64, std: f64) -> Self {
        Self { mean, std, third: 0.0, fourth: 3.0 * std.powi(4) }
    }

    /// The moments of U(low, high): h^2 / 3 and h^4 / 5, with h half the width.
    fn uniform(low: f64, high: f64) -> Self {
        // The bounds are halved first, since the span of finite bounds may overflow.
        let half = high / 2.0 - low / 2.0;
        let square = half * half;
        Self { mean: f64::midpoint(low, high), std: half / 3.0_f64.sqrt(), third: 0.0, fourth: square * square / 5.0 }
    }

    /// The moments of k x.
    pub(crate) fn scaled(self, k: f64) -> Self {
        let square = k * k;
        Self {
            mean: k * self.mean,
            std: k.abs() * self.std,
            third: square * k * self.third,
            fourth: square * square * self.fourth,
        }
    }

    /// The moments of a mixture: those of its parts around its own mean, weighted. `None` if there are no parts.
    pub(crate) fn mixture(parts: &[(f64, Self)]) -> Option<Self> {
        let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
        if parts.is_empty() {
            return None;
        }
        let mean = parts.iter().map(|(weight, law)| weight / total * law.mean).sum::<f64>();
        let (mut variance, mut third, mut fourth) = (0.0, 0.0, 0.0);
        for (weight, law) in parts {
            let (share, d, of_law) = (weight / total, law.mean - mean, law.std * law.std);
            variance += share * (of_law + d * d);
            third += share * (law.third + 3.0 * d * of_law + d.powi(3));
            fourth += share * (law.fourth + 4.0 * d * law.third + 6.0 * d * d * of_law + d.powi(4));
        }
        Some(Self { mean, std: variance.sqrt(), third, fourth })
    }

    /// The fourth moment over the square of the variance: 3 for a normal distribution, 0 for a point.
    pub(crate) fn kurtosis(&self) -> f64 {
        let square = self.std * self.std;
        if square == 0.0 { 0.0 } else { self.fourth / (square * square) }
    }

    /// The standard error of the mean of `n` independent values.
    pub(crate) fn mean_error(&self, n: f64) -> f64 {
        self.std / n.sqrt()
    }

    /// The standard error of the standard deviation of `n` independent values (with `n - 1` in its denominator):
    /// half that of the variance, (fourth - variance^2 (n - 3) / (n - 1)) / n, over the standard deviation.
    pub(crate) fn std_error(&self, n: f64) -> f64 {
        let square = self.std * self.std;
        if square == 0.0 {
            return 0.0;
        }
        let of_variance = (self.fourth - square * square * (n - 3.0) / (n - 1.0)) / n;
        of_variance.max(0.0).sqrt() / (2.0 * self.std)
    }
}

impl Sampler {
    /// The exact mean and standard deviation of the values, before rounding to the parameter's type.
    ///
    /// `None` under a [`Sampler::Map`], whose function is opaque, and for a mixture without components.
    ///
    /// ```
    /// # use paraminit::sample::Sampler;
    /// let coin = Sampler::Mixture(vec![(1.0, Sampler::Constant(-2.0)), (1.0, Sampler::Constant(2.0))]);
    /// assert_eq!(coin.moments(), Some((0.0, 2.0)));
    /// ```
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        self.central().map(|law| (law.mean, law.std))
    }

    /// The exact moments of the values, before rounding. `None` under a user's function.
    pub(crate) fn central(&self) -> Option<Central> {
        Some(match self {
            Self::Constant(value) => Central::point(*value),
            Self::Uniform { low, high } => Central::uniform(*low, *high),
            Self::Normal { mean, std } => Central::normal(*mean, *std),
            Self::Truncated(truncated) => truncated.central(),
            Self::Mixture(parts) => {
                let laws: Option<Vec<_>> =
                    parts.iter().map(|(weight, part)| Some((*weight, part.central()?))).collect();
                Central::mixture(&laws?)?
            }
            Self::Map(..) => return None,
            Self::Scaled(factor, inner) => inner.central()?.scaled(*factor),
            Self::Clamped { .. } => self.law()?.sampler().central()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Central;
    use crate::sample::{Sampler, TruncatedNormal};

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * (1.0 + b.abs())
    }

    /// The formulas against the values that are drawn.
    #[test]
    fn laws_are_those_of_the_values() {
        let normal = Sampler::Normal { mean: 0.5, std: 2.0 };
        let truncated = Sampler::Truncated(TruncatedNormal::new(0.0, 1.0, -0.5, 3.0).unwrap());
        let uniform = Sampler::Uniform { low: -1.0, high: 3.0 };
        let clamp =
            |low: f64, high: f64, inner: &Sampler| Sampler::Clamped { low, high, inner: Box::new(inner.clone()) };
        let samplers = [
            clamp(-1.0, 1.0, &normal),
            clamp(0.0, f64::INFINITY, &uniform),
            clamp(-5.0, 0.25, &truncated),
            clamp(-1.0, 1.5, &Sampler::Scaled(-0.5, Box::new(normal.clone()))),
            clamp(-1.0, 9.0, &clamp(0.0, 2.0, &normal)),
            Sampler::Mixture(vec![(0.25, truncated.clone()), (0.5, Sampler::Constant(2.0)), (0.25, uniform.clone())]),
            truncated,
            uniform,
            normal,
        ];
        for sampler in samplers {
            let mut values = vec![0.0_f64; 1 << 20];
            sampler.fill(crate::stream::StreamId { seed: 42, number: 7 }, 0, &mut values);
            let n = f64::from(1 << 20);
            let mean = values.iter().sum::<f64>() / n;
            let central = |k: i32| values.iter().map(|x| (x - mean).powi(k)).sum::<f64>() / n;
            let law = sampler.central().unwrap();
            let scale = law.std;
            assert!((mean - law.mean).abs() < 5e-3 * scale, "{sampler:?}: {mean} {law:?}");
            for (k, expected) in [(2, law.std * law.std), (3, law.third), (4, law.fourth)] {
                let (found, unit) = (central(k), scale.powi(k));
                assert!((found - expected).abs() < 2e-2 * unit * f64::from(k), "{sampler:?} {k}: {found} {expected}");
            }
            let (mean, std) = sampler.moments().unwrap();
            assert!(close(law.mean, mean) && close(law.std, std), "{sampler:?}: {law:?} {mean} {std}");
        }
    }

    #[test]
    fn errors_of_a_normal_distribution() {
        let law = Central::normal(0.0, 2.0);
        assert_eq!((law.kurtosis(), law.mean_error(100.0)), (3.0, 0.2));
        // Var(s^2) = 2 sigma^4 / (n - 1).
        assert!(close(law.std_error(51.0), 2.0 / 10.0));
        assert_eq!(Central::point(3.0).std_error(10.0), 0.0);
    }

    #[test]
    fn functions_have_no_law() {
        let map = Sampler::Map(f64::abs, Box::new(Sampler::Constant(1.0)));
        let clamped = Sampler::Clamped { low: 0.0, high: 1.0, inner: Box::new(map.clone()) };
        assert!(map.central().is_none() && clamped.central().is_none() && clamped.moments().is_none());
        let far = Sampler::Clamped { low: 50.0, high: 60.0, inner: Box::new(Sampler::Normal { mean: 0.0, std: 1.0 }) };
        assert_eq!(far.moments(), Some((50.0, 0.0)));
    }
}
