//! What a sampler's values are expected to be.

use super::Sampler;

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
        match self {
            Self::Constant(value) => Some((*value, 0.0)),
            Self::Uniform { low, high } => {
                // Halves first: the span of finite bounds may overflow.
                let half = high / 2.0 - low / 2.0;
                Some((f64::midpoint(*low, *high), half / 3.0_f64.sqrt()))
            }
            Self::Normal { mean, std } => Some((*mean, *std)),
            Self::Truncated(truncated) => Some(truncated.moments()),
            Self::Mixture(parts) => mixture(parts),
            Self::Map(..) => None,
            Self::Clamped { .. } => self.law()?.sampler().moments(),
            Self::Scaled(factor, inner) => {
                let (mean, std) = inner.moments()?;
                Some((factor * mean, factor.abs() * std))
            }
        }
    }
}

/// mean = sum w m; variance = sum w (s^2 + (m - mean)^2), with weights of sum 1.
fn mixture(parts: &[(f64, Sampler)]) -> Option<(f64, f64)> {
    if parts.is_empty() {
        return None;
    }
    let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
    let moments = parts.iter().map(|(weight, part)| {
        let (mean, std) = part.moments()?;
        Some((weight / total, mean, std))
    });
    let moments: Vec<_> = moments.collect::<Option<_>>()?;
    let mean = moments.iter().map(|(weight, mean, _)| weight * mean).sum::<f64>();
    let spread = |&(weight, m, s): &(f64, f64, f64)| weight * (s * s + (m - mean) * (m - mean));
    Some((mean, moments.iter().map(spread).sum::<f64>().sqrt()))
}
