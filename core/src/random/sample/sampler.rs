//! Samplers as data: how each element of a parameter is drawn.

use super::TruncatedNormal;

/// A distribution, with everything resolved that is constant for a parameter.
///
/// Plain data. The caller has checked it: arguments that make no sense give values that make no sense (NaN, for
/// instance), never a panic.
///
/// ```
/// use paraminit::sample::Sampler;
/// use paraminit::stream::StreamId;
///
/// // Three zeros to one normal value, in any slice of a parameter alone.
/// let sampler = Sampler::Mixture(vec![(3.0, Sampler::Constant(0.0)), (1.0, Sampler::Normal { mean: 0.0, std: 0.02 })]);
/// let mut values = [0.0_f32; 4096];
/// sampler.fill(StreamId::new(42, "weight"), 0, &mut values);
/// let zeros = values.iter().filter(|x| **x == 0.0).count();
/// assert!((2900..3250).contains(&zeros));
/// ```
#[derive(Clone, Debug)]
pub enum Sampler {
    /// One value everywhere; draws no words.
    Constant(f64),
    /// The uniform distribution on [low, high). `low == high` gives that value.
    Uniform {
        /// The lower bound, included.
        low: f64,
        /// The upper bound, excluded; also by the values of half types, which lie within the bounds if any value does.
        high: f64,
    },
    /// The normal distribution N(mean, std^2).
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        std: f64,
    },
    /// The normal distribution restricted to an interval.
    Truncated(TruncatedNormal),
    /// Each element from one of the components, chosen with probability weight / (sum of the weights).
    ///
    /// A component gives an element the value that it would give it alone.
    Mixture(Vec<(f64, Sampler)>),
    /// The function of the sampled value: computed in `f64`, then rounded.
    Map(fn(f64) -> f64, Box<Sampler>),
    /// The factor times the sampled value: the factor is rounded first, the product computed in the type itself (in
    /// `f32` for the half types).
    Scaled(f64, Box<Sampler>),
    /// The sampled value, or the bound that it lies beyond. What is not a number stays so.
    Clamped {
        /// The lower bound.
        low: f64,
        /// The upper bound.
        high: f64,
        /// The sampler of the value.
        inner: Box<Sampler>,
    },
}
