//! The exact distribution of a sampler's values: a density, and values of positive probability.

use std::f64::consts::PI;

use crate::order::sort;
use crate::sample::distribution::truncated;
use crate::sample::{Sampler, TruncatedNormal};

/// The distribution of values in closed form, before rounding to the parameter's type.
///
/// It is a mixture of uniform distributions, of normal distributions restricted to intervals, and of single values
/// (atoms). The operations of samplers (mixing, scaling, clamping) give such mixtures again. [`Sampler::law`] returns
/// it.
///
/// ```
/// # use paraminit::sample::Sampler;
/// let relu = Sampler::Clamped {
///     low: 0.0,
///     high: f64::INFINITY,
///     inner: Box::new(Sampler::Normal { mean: 0.0, std: 1.0 }),
/// };
/// let law = relu.law().ok_or("no closed form")?;
/// assert_eq!(law.atoms(), [(0.0, 0.5)]);
/// assert!((law.density(1.0) - 0.241_970_724_519_143_4).abs() < 1e-15);
/// assert!((law.cumulative(1.0) - 0.841_344_746_068_542_9).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Law {
    /// Values and probabilities, by ascending value.
    atoms: Vec<(f64, f64)>,
    pieces: Vec<Piece>,
}

/// A share of the probability, spread over an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    weight: f64,
    shape: Shape,
    low: f64,
    high: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Flat,
    Bell { mean: f64, std: f64 },
}

impl Sampler {
    /// The distribution of the values, before rounding to the parameter's type.
    ///
    /// `None` under a [`Sampler::Map`], whose function is opaque, for a mixture without components, and for arguments
    /// that make no sense.
    ///
    /// ```
    /// use paraminit::sample::Sampler;
    ///
    /// let half = Sampler::Scaled(0.5, Box::new(Sampler::Uniform { low: -1.0, high: 1.0 }));
    /// assert_eq!(half.law().map(|law| law.density(0.0)), Some(1.0));
    /// // Nobody knows what a function does to a density.
    /// assert_eq!(Sampler::Map(f64::sin, Box::new(half)).law(), None);
    /// ```
    #[must_use]
    pub fn law(&self) -> Option<Law> {
        let bell = |mean: f64, std: f64, low, high| {
            if std == 0.0 {
                return mean.is_finite().then(|| Law::atom(mean));
            }
            let fits = mean.is_finite() && std.is_finite() && std > 0.0;
            fits.then(|| Law::piece(Shape::Bell { mean, std }, low, high))
        };
        match self {
            Self::Constant(value) => value.is_finite().then(|| Law::atom(*value)),
            Self::Uniform { low, high } if !(low.is_finite() && high.is_finite() && low <= high) => None,
            Self::Uniform { low, high } if low == high => Some(Law::atom(*low)),
            Self::Uniform { low, high } => Some(Law::piece(Shape::Flat, *low, *high)),
            Self::Normal { mean, std } => bell(*mean, *std, f64::NEG_INFINITY, f64::INFINITY),
            Self::Truncated(t) => bell(t.mean(), t.std(), t.low(), t.high()),
            Self::Mixture(parts) => Law::mixture(&mut parts.iter().map(|(weight, part)| (*weight, part.law()))),
            Self::Map(..) => None,
            Self::Scaled(factor, inner) => inner.law()?.scaled(*factor),
            Self::Clamped { low, high, inner } => inner.law()?.clamped(*low, *high),
        }
    }
}

impl Law {
    /// The distribution of one value.
    pub(crate) fn atom(value: f64) -> Self {
        Self { atoms: vec![(value, 1.0)], pieces: Vec::new() }
    }

    fn piece(shape: Shape, low: f64, high: f64) -> Self {
        Self { atoms: Vec::new(), pieces: vec![Piece { weight: 1.0, shape, low, high }] }
    }

    /// The mixture of these distributions, each with probability weight / (sum of the weights).
    pub(crate) fn mixture(parts: &mut dyn Iterator<Item = (f64, Option<Self>)>) -> Option<Self> {
        let mut parts: Vec<_> = parts.collect();
        let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
        if !(total.is_finite() && total > 0.0 && parts.iter().all(|(weight, _)| *weight >= 0.0)) {
            return None;
        }
        parts.retain(|(weight, _)| *weight > 0.0);
        let (mut atoms, mut pieces) = (Vec::new(), Vec::new());
        for (weight, law) in parts {
            let (law, weight) = (law?, weight / total);
            atoms.extend(law.atoms.into_iter().map(|(value, mass)| (value, weight * mass)));
            pieces.extend(law.pieces.into_iter().map(|piece| Piece { weight: weight * piece.weight, ..piece }));
        }
        Some(Self { atoms: merged(atoms), pieces })
    }

    /// The distribution of the factor times the value.
    pub(crate) fn scaled(self, k: f64) -> Option<Self> {
        if k == 0.0 {
            return Some(Self::atom(0.0));
        }
        let atoms = self.atoms.into_iter().map(|(value, mass)| (k * value, mass)).collect();
        let pieces = self.pieces.into_iter().map(|piece| {
            let (low, high) = (k * piece.low, k * piece.high);
            let shape = match piece.shape {
                Shape::Flat => Shape::Flat,
                Shape::Bell { mean, std } => Shape::Bell { mean: k * mean, std: k.abs() * std },
            };
            Piece { weight: piece.weight, shape, low: low.min(high), high: low.max(high) }
        });
        let law = Self { atoms: merged(atoms), pieces: pieces.collect() };
        let sound = law.atoms.iter().all(|(value, _)| value.is_finite()) && law.pieces.iter().all(Piece::is_sound);
        sound.then_some(law)
    }

    /// The distribution of the value, or of the bound that it exceeds.
    pub(crate) fn clamped(self, low: f64, high: f64) -> Option<Self> {
        // NaN is not ordered.
        if low.partial_cmp(&high).is_none_or(core::cmp::Ordering::is_gt) {
            return None;
        }
        let mut atoms: Vec<_> = self.atoms.into_iter().map(|(value, mass)| (value.max(low).min(high), mass)).collect();
        let mut pieces = Vec::new();
        for piece in self.pieces {
            if low > piece.low {
                atoms.push((low, piece.weight * piece.share(piece.low, low)));
            }
            if high < piece.high {
                atoms.push((high, piece.weight * piece.share(high, piece.high)));
            }
            let (from, to) = (piece.low.max(low), piece.high.min(high));
            pieces.push(Piece { weight: piece.weight * piece.share(from, to), low: from, high: to, ..piece });
        }
        // A piece without mass has no shape, so it is dropped.
        pieces.retain(|piece| piece.weight > 0.0);
        Some(Self { atoms: merged(atoms), pieces })
    }

    /// The same distribution as a mixture of samplers without a clamp.
    pub(in crate::random::sample) fn sampler(&self) -> Sampler {
        let atoms = self.atoms.iter().map(|&(value, mass)| (mass, Sampler::Constant(value)));
        let pieces = self.pieces.iter().filter_map(|&Piece { weight, shape, low, high }| {
            let sampler = match shape {
                Shape::Flat => Sampler::Uniform { low, high },
                // A piece that is too far away for computation is too rare to matter.
                Shape::Bell { mean, std } => Sampler::Truncated(TruncatedNormal::new(mean, std, low, high).ok()?),
            };
            Some((weight, sampler))
        });
        Sampler::Mixture(atoms.chain(pieces).collect())
    }

    /// The density at `x` of the part that is spread over intervals. It leaves out the [`atoms`](Self::atoms), so its
    /// integral is 1 minus their probabilities.
    ///
    /// ```
    /// use paraminit::sample::Sampler;
    ///
    /// // A curve to draw over a histogram.
    /// let law = Sampler::Uniform { low: 0.0, high: 4.0 }.law().expect("the bounds are finite");
    /// assert_eq!([-1.0, 0.0, 3.0, 5.0].map(|x| law.density(x)), [0.0, 0.25, 0.25, 0.0]);
    /// ```
    #[must_use]
    pub fn density(&self, x: f64) -> f64 {
        self.pieces.iter().map(|piece| piece.weight * piece.density(x)).sum()
    }

    /// The probability of a value of at most `x`, atoms included.
    ///
    /// ```
    /// use paraminit::sample::Sampler;
    ///
    /// // What a Kolmogorov-Smirnov test compares with.
    /// let law = Sampler::Uniform { low: 0.0, high: 4.0 }.law().expect("the bounds are finite");
    /// assert_eq!(law.cumulative(1.0), 0.25);
    /// ```
    #[must_use]
    pub fn cumulative(&self, x: f64) -> f64 {
        let atoms = self.atoms.iter().filter(|(value, _)| *value <= x).map(|(_, mass)| mass);
        let pieces = self.pieces.iter().map(|piece| piece.weight * piece.share(piece.low, x));
        atoms.sum::<f64>() + pieces.sum::<f64>()
    }

    /// The values of positive probability, in ascending order, each with its probability.
    ///
    /// ```
    /// use paraminit::sample::Sampler;
    ///
    /// let sparse = Sampler::Mixture(vec![(3.0, Sampler::Constant(0.0)), (1.0, Sampler::Normal { mean: 0.0, std: 1.0 })]);
    /// assert_eq!(sparse.law().expect("its parts have laws").atoms(), [(0.0, 0.75)]);
    /// ```
    #[must_use]
    pub fn atoms(&self) -> &[(f64, f64)] {
        &self.atoms
    }

    /// The intervals over which values are spread. Those of a normal distribution go up to `reach` standard deviations.
    ///
    /// The density is smooth inside of each interval, and may jump at its ends.
    ///
    /// ```
    /// use paraminit::sample::Sampler;
    ///
    /// // The range of a plot: the whole of a uniform distribution, four standard deviations of a normal one.
    /// let law = |sampler: Sampler| sampler.law().expect("its arguments make sense");
    /// let range = |sampler| law(sampler).intervals(4.0).collect::<Vec<_>>();
    /// assert_eq!(range(Sampler::Uniform { low: 0.0, high: 9.0 }), [(0.0, 9.0)]);
    /// assert_eq!(range(Sampler::Normal { mean: 1.0, std: 0.5 }), [(-1.0, 3.0)]);
    /// ```
    pub fn intervals(&self, reach: f64) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.pieces.iter().map(move |piece| match piece.shape {
            Shape::Flat => (piece.low, piece.high),
            Shape::Bell { mean, std } => {
                // In a tail, the nearer end of the interval is the mode, and values are close to it.
                let mode = mean.max(piece.low).min(piece.high);
                (piece.low.max(mode - reach * std), piece.high.min(mode + reach * std))
            }
        })
    }
}

impl Piece {
    fn is_sound(&self) -> bool {
        match self.shape {
            Shape::Flat => self.low.is_finite() && self.high.is_finite() && self.low < self.high,
            Shape::Bell { mean, std } => mean.is_finite() && std.is_finite() && std > 0.0 && self.low < self.high,
        }
    }

    /// The share of the piece that lies from `a` to `b`.
    fn share(&self, a: f64, b: f64) -> f64 {
        let (a, b) = (a.max(self.low), b.min(self.high));
        // NaN is not ordered.
        if a.partial_cmp(&b) != Some(core::cmp::Ordering::Less) {
            return 0.0;
        }
        match self.shape {
            // The bounds are halved first, since the span of finite bounds may overflow.
            Shape::Flat => (b / 2.0 - a / 2.0) / (self.high / 2.0 - self.low / 2.0),
            Shape::Bell { mean, std } => mass(a, b, mean, std) / mass(self.low, self.high, mean, std),
        }
    }

    fn density(&self, x: f64) -> f64 {
        if !(self.low <= x && x <= self.high) {
            return 0.0;
        }
        match self.shape {
            Shape::Flat => 0.5 / (self.high / 2.0 - self.low / 2.0),
            Shape::Bell { mean, std } => bell((x - mean) / std) / std / mass(self.low, self.high, mean, std),
        }
    }
}

/// The density of the standard normal distribution.
fn bell(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt()
}

/// The probability that N(mean, std^2) lies between `low` and `high`.
fn mass(low: f64, high: f64, mean: f64, std: f64) -> f64 {
    let (alpha, beta, span) = ((low - mean) / std, (high - mean) / std, (high - low) / std);
    if span * alpha.abs().max(beta.abs()).max(1.0) < truncated::NARROW {
        // Differences of distribution functions would cancel.
        return span * bell(f64::midpoint(alpha, beta));
    }
    truncated::mass(alpha, beta)
}

/// Merges atoms of equal value, and sorts them in ascending order.
fn merged(mut atoms: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    atoms.retain(|(_, mass)| *mass > 0.0);
    sort(&mut atoms, &|(a, _), (b, _)| a.total_cmp(b));
    // Both zeros are one number.
    atoms.dedup_by(|(value, mass), (before, sum)| {
        let same = value == before;
        if same {
            *sum += *mass;
        }
        same
    });
    atoms
}
