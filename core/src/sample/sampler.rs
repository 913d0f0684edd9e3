//! Samplers: how each element of a parameter is drawn.

use super::group::Group;
use super::mixture::{self, BUFFER};
use super::normal::Normal;
use super::uniform::Uniform;
use super::{Real, Stored, TruncatedNormal};
use crate::dtype::DType;
use crate::stream::{Kernel, StreamId};

/// A distribution, with everything resolved that is constant for a parameter.
///
/// Plain data. The caller has checked it: arguments that make no sense give values that make no sense (NaN, for
/// instance), never a panic.
///
/// ```
/// use paraminit::sample::Sampler;
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
        /// What is sampled.
        inner: Box<Sampler>,
    },
}

impl Sampler {
    /// Fills `out` with elements `offset .. offset + out.len()` of the parameter with stream number `number`.
    ///
    /// A parameter is an infinite sequence of elements in row-major order, each a function of the seed, the stream
    /// number ([`stream_number`](crate::stream::stream_number)) and its index. So any slice has the bits of the
    /// whole, and slices can be filled in any order, on any thread. Does not allocate.
    ///
    /// ```
    /// # use paraminit::sample::Sampler;
    /// let sampler = Sampler::Normal { mean: 0.0, std: 0.01 };
    /// let (mut whole, mut slice) = ([0.0_f32; 1000], [0.0_f32; 10]);
    /// sampler.fill(StreamId::new(42, "weight"), 0, &mut whole);
    /// sampler.fill(StreamId::new(42, "weight"), 300, &mut slice);
    /// assert_eq!(slice, whole[300..310]);
    /// ```
    pub fn fill<S: Stored>(&self, id: StreamId, offset: u64, out: &mut [S]) {
        self.fill_with(Kernel::current(), id, offset, out);
    }

    /// [`fill`](Self::fill), with one of the kernels.
    pub(super) fn fill_with<S: Stored>(&self, kernel: Kernel, id: StreamId, offset: u64, out: &mut [S]) {
        S::fill_in_chunks(offset, out, |offset, out| {
            self.compute(kernel, S::DTYPE, id, offset, out);
        });
    }

    /// Fills `out` with values that, once they are rounded to `element`, are those of a parameter of that type.
    pub(crate) fn fill_for<T: Real>(&self, element: DType, id: StreamId, offset: u64, out: &mut [T]) {
        self.compute(Kernel::current(), element, id, offset, out);
    }

    fn compute<T: Real>(&self, kernel: Kernel, element: DType, id: StreamId, offset: u64, out: &mut [T]) {
        if let Self::Constant(value) = self {
            return out.fill(T::from_f64(*value));
        }
        let length = T::GROUP as u64;
        let mut group = Group::new(kernel, element, id, offset / length);

        let skipped = usize::try_from(offset % length).unwrap_or_default();
        let first = if skipped == 0 { 0 } else { out.len().min(T::GROUP - skipped) };
        let (first, rest) = out.split_at_mut(first);
        if !first.is_empty() {
            self.fill_part(&mut group, skipped, first);
            group.advance();
        }
        let mut groups = rest.chunks_exact_mut(T::GROUP);
        for out in &mut groups {
            self.fill_group(&mut group, 0, out);
            group.advance();
        }
        let last = groups.into_remainder();
        if !last.is_empty() {
            self.fill_part(&mut group, 0, last);
        }
    }

    /// Fills `out` with the elements of one group that follow the first `skipped`.
    fn fill_part<T: Real>(&self, group: &mut Group, skipped: usize, out: &mut [T]) {
        let mut buffer = [T::ZERO; BUFFER];
        let buffer = buffer.get_mut(..T::GROUP).unwrap_or_default();
        self.fill_group(group, 0, buffer);
        for (to, from) in out.iter_mut().zip(buffer.iter().skip(skipped)) {
            *to = *from;
        }
    }

    /// Fills one whole group, with `depth` mixtures around this sampler.
    pub(super) fn fill_group<T: Real>(&self, group: &mut Group, depth: u8, out: &mut [T]) {
        match self {
            Self::Constant(value) => out.fill(T::from_f64(*value)),
            Self::Uniform { low, high } => {
                group.transform(&Uniform { low: *low, high: *high }, out);
                if low < high {
                    group.keep_within(*low, high.next_down(), out);
                }
            }
            Self::Normal { mean, std } => group.transform(&Normal { mean: *mean, std: *std }, out),
            Self::Truncated(truncated) => {
                group.transform(truncated, out);
                group.keep_within(truncated.low(), truncated.high(), out);
            }
            Self::Mixture(parts) => mixture::fill(parts, group, depth, out),
            Self::Map(f, inner) => {
                inner.fill_group(group, depth, out);
                for value in out {
                    *value = T::from_f64(f(value.to_f64()));
                }
            }
            Self::Scaled(factor, inner) => {
                inner.fill_group(group, depth, out);
                let factor = T::from_f64(*factor);
                for value in out {
                    *value = factor * *value;
                }
            }
            Self::Clamped { low, high, inner } => {
                inner.fill_group(group, depth, out);
                clamp(group.dtype(), *low, *high, out);
            }
        }
    }
}

/// Replaces what lies beyond a bound by that bound, which is first rounded to `element`.
pub(crate) fn clamp<T: Real>(element: DType, low: f64, high: f64, values: &mut [T]) {
    let (low, high) = (T::from_f64(element.round(low)), T::from_f64(element.round(high)));
    for value in values {
        *value = if *value < low {
            low
        } else if *value > high {
            high
        } else {
            *value
        };
    }
}
