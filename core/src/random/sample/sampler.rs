//! Samplers: the distribution of each element of a parameter, as data.

use super::TruncatedNormal;

/// A distribution whose constants for a parameter are all resolved.
///
/// It is plain data, and the caller has checked it. Arguments that make no sense give values that make no sense (NaN,
/// for instance), and never a panic.
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
    /// One value everywhere, without random words.
    Constant(f64),
    /// The uniform distribution on [low, high). `low == high` gives that value.
    Uniform {
        /// The lower bound, included.
        low: f64,
        /// The upper bound, excluded. Values of half types exclude it too, and lie within the bounds if any value of
        /// the type does.
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
    /// A function of the sampled value, computed in `f64` and then rounded.
    Map(fn(f64) -> f64, Box<Sampler>),
    /// A factor times the sampled value. The factor is rounded first; the product is computed in the type itself (in
    /// `f32` for the half types).
    Scaled(f64, Box<Sampler>),
    /// The sampled value, or the bound that it exceeds. NaN stays NaN.
    Clamped {
        /// The lower bound.
        low: f64,
        /// The upper bound.
        high: f64,
        /// The sampler of the value.
        inner: Box<Sampler>,
    },
}
