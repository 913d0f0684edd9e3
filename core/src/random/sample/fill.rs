//! Filling of any slice of a parameter's elements with the values of a sampler, group by group.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::distribution::normal::Normal;
use super::distribution::uniform::Uniform;
use super::engine::group::Group;
use super::{LANES, Real, Sampler, Stored};
use crate::dtype::DType;
use crate::stream::{Bits, Float, Isa, Machine, StreamId, Task, Words};

/// The largest group of any type. Smaller groups use the beginning of a buffer of this length.
const BUFFER: usize = 256;

impl Sampler {
    /// Fills `out` with elements `offset .. offset + out.len()` of the parameter with stream number `number`.
    ///
    /// A parameter is an infinite sequence of elements in row-major order, each a function of the seed, the stream
    /// number ([`stream_number`](crate::stream::stream_number)) and its index. So any slice has the bits of the whole,
    /// and slices can be filled in any order, on any thread. This function does not allocate.
    ///
    /// ```
    /// # use paraminit::sample::Sampler;
    /// # use paraminit::stream::StreamId;
    /// let sampler = Sampler::Normal { mean: 0.0, std: 0.01 };
    /// let (mut whole, mut slice) = ([0.0_f32; 1000], [0.0_f32; 10]);
    /// sampler.fill(StreamId::new(42, "weight"), 0, &mut whole);
    /// sampler.fill(StreamId::new(42, "weight"), 300, &mut slice);
    /// assert_eq!(slice, whole[300..310]);
    /// ```
    pub fn fill<S: Stored>(&self, id: StreamId, offset: u64, out: &mut [S]) {
        self.fill_with(Isa::current(), id, offset, out);
    }

    /// Fills as [`fill`](Self::fill) does, with this instruction set.
    pub(super) fn fill_with<S: Stored>(&self, isa: Isa, id: StreamId, offset: u64, out: &mut [S]) {
        S::fill_in_chunks(offset, out, |offset, out| {
            self.compute(isa, S::DTYPE, id, offset, out);
        });
    }

    /// Fills `out` with values that, after rounding to `element`, are those of a parameter of that type.
    pub(crate) fn fill_for<T: Real>(&self, element: DType, id: StreamId, offset: u64, out: &mut [T]) {
        self.compute(Isa::current(), element, id, offset, out);
    }

    fn compute<T: Real>(&self, isa: Isa, element: DType, id: StreamId, offset: u64, out: &mut [T]) {
        if let Self::Constant(value) = self {
            return out.fill(T::from_f64(*value));
        }
        let length = T::GROUP as u64;
        let mut group = Group::new(isa, element, id, offset / length);

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

    /// Fills `out` with the elements of one group after the first `skipped`.
    fn fill_part<T: Real>(&self, group: &mut Group, skipped: usize, out: &mut [T]) {
        let mut buffer = [T::ZERO; BUFFER];
        let buffer = buffer.get_mut(..T::GROUP).unwrap_or_default();
        self.fill_group(group, 0, buffer);
        for (to, from) in out.iter_mut().zip(buffer.iter().skip(skipped)) {
            *to = *from;
        }
    }

    /// Fills one whole group. `depth` mixtures contain this sampler.
    fn fill_group<T: Real>(&self, group: &mut Group, depth: u8, out: &mut [T]) {
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
            Self::Mixture(parts) => fill_mixture(parts, group, depth, out),
            Self::Map(f, inner) => {
                inner.fill_group(group, depth, out);
                map(*f, out);
            }
            Self::Scaled(factor, inner) => {
                inner.fill_group(group, depth, out);
                scale(*factor, out);
            }
            Self::Clamped { low, high, inner } => {
                inner.fill_group(group, depth, out);
                clamp(group.dtype(), *low, *high, out);
            }
        }
    }
}

/// Fills one group of a mixture. `depth` mixtures contain it.
///
/// The selector word of an element chooses the component; the component draws from the element's own words, as it
/// would alone. Weights are relative. Without components, or with weights that are not numbers, the result is NaN
/// or one of the components.
fn fill_mixture<T: Real>(parts: &[(f64, Sampler)], group: &mut Group, depth: u8, out: &mut [T]) {
    let mut selectors = [[0; LANES]; LANES];
    group.selectors(depth, &mut selectors);
    let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
    let mut buffer = [T::ZERO; BUFFER];
    let buffer = buffer.get_mut(..out.len()).unwrap_or_default();
    let depth = depth.saturating_add(1);
    let Some(((first, component), rest)) = parts.split_first() else {
        return out.fill(T::from_f64(f64::NAN));
    };
    component.fill_group(group, depth, out);
    // Each component takes all elements from its share on, so the last one that reaches an element wins.
    let mut before = *first;
    for (weight, component) in rest {
        component.fill_group(group, depth, buffer);
        group.isa().run(Select { start: before / total, selectors: &selectors, drawn: buffer, out });
        before += weight;
    }
}

/// A task that takes those elements of `drawn` whose selectors reach the share `start` of all words.
struct Select<'a, T> {
    start: f64,
    selectors: &'a Words,
    drawn: &'a [T],
    out: &'a mut [T],
}

impl<T: Real> Task for Select<'_, T> {
    #[inline(always)]
    fn run<M: Machine>(self, machine: M) {
        let Self { start, selectors, drawn, out } = self;
        let start = T::threshold(start);
        let any = T::ZERO.lanes(machine);
        let count = T::Lanes::<M>::COUNT;
        for (i, (out, drawn)) in out.chunks_exact_mut(count).zip(drawn.chunks_exact(count)).enumerate() {
            let keep = T::words(machine, selectors, i * count).half_below(start).sign_mask();
            let (old, new) = (any.load(out).to_bits(), any.load(drawn).to_bits());
            // The choice is made by bits: compilers turn a choice between an old value and a new one into a masked
            // store, which takes a dozen cycles on some processors.
            T::Lanes::<M>::from_bits(new ^ ((old ^ new) & keep)).store(out);
        }
    }
}

/// Replaces each value by a function of it, computed in `f64` and then rounded.
pub(crate) fn map<T: Real>(f: fn(f64) -> f64, values: &mut [T]) {
    for value in values {
        *value = T::from_f64(f(value.to_f64()));
    }
}

/// Multiplies each value by a factor, which is first rounded to the type that computes.
pub(crate) fn scale<T: Real>(factor: f64, values: &mut [T]) {
    let factor = T::from_f64(factor);
    for value in values {
        *value = factor * *value;
    }
}

/// Replaces each value beyond a bound by that bound, which is first rounded to `element`.
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
