//! Fillers: an initializer resolved for one parameter, a tree like the initializer itself.

use smallvec::SmallVec;

use crate::dtype::DType;
use crate::fill;
use crate::init::combine::blocks::Blocks;
use crate::init::combine::embed::Embedded;
use crate::init::orthogonal::filler::OrthogonalFill;
use crate::init::random::chrono_filler::ChronoFill;
use crate::init::random::sparse_filler::SparseFill;
use crate::init::{IndexFn, InitErrorKind};
use crate::sample::{Real, Sampler, clamp};
use crate::stream::{StreamId, fnv1a};

#[derive(Clone, Debug)]
pub(crate) enum Filler {
    Elementwise(Sampler),
    /// Matrices, orthogonal each.
    Orthogonal(OrthogonalFill),
    /// A function of the index.
    Index(IndexFn),
    /// Biases of which one gate's are minus another's.
    Chrono(ChronoFill),
    /// Normals, of which some are zeros.
    Sparse(SparseFill),
    /// The elements of a smaller parameter.
    Embedded(Embedded),
    /// A filler for each block of the parameter.
    Blocks(Blocks),
    /// A function of each element of what is filled.
    Then(ElementFn, Box<Filler>),
    /// Arms of which one at least is not elementwise, and none is a mixture.
    Mixture(Vec<(f64, Filler)>),
}

/// A function of each element.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ElementFn {
    Map(fn(f64) -> f64),
    Scaled(f64),
    Clamped { low: f64, high: f64 },
}

impl ElementFn {
    /// Rounds as the samplers of the same names do.
    fn apply<T: Real>(self, element: DType, out: &mut [T]) {
        match self {
            Self::Map(f) => {
                for value in out {
                    *value = T::from_f64(f(value.to_f64()));
                }
            }
            Self::Scaled(k) => {
                let k = T::from_f64(k);
                for value in out {
                    *value = k * *value;
                }
            }
            Self::Clamped { low, high } => clamp(element, low, high, out),
        }
    }
}

impl Filler {
    pub(crate) fn of_arms(mut arms: SmallVec<[(f64, Self); 1]>) -> Self {
        match (arms.len(), arms.pop()) {
            (1, Some((_, filler))) => filler,
            (_, last) => {
                arms.extend(last);
                let sampler = |(weight, filler): &(f64, Self)| match filler {
                    Self::Elementwise(sampler) => Some((*weight, sampler.clone())),
                    _ => None,
                };
                match arms.iter().map(sampler).collect() {
                    Some(samplers) => Self::Elementwise(Sampler::Mixture(samplers)),
                    None => Self::Mixture(arms.into_vec()),
                }
            }
        }
    }

    /// Applies a function to each element that this fills.
    pub(crate) fn then(self, f: ElementFn) -> Self {
        match self {
            Self::Elementwise(sampler) => {
                let inner = Box::new(sampler);
                Self::Elementwise(match f {
                    ElementFn::Map(f) => Sampler::Map(f, inner),
                    ElementFn::Scaled(k) => Sampler::Scaled(k, inner),
                    ElementFn::Clamped { low, high } => Sampler::Clamped { low, high, inner },
                })
            }
            filler => Self::Then(f, Box::new(filler)),
        }
    }

    /// Fills `out` with the elements from `offset` on. Whoever calls rounds them to `element`.
    pub(crate) fn fill<T: Real>(
        &self,
        element: DType,
        id: StreamId,
        offset: u64,
        out: &mut [T],
    ) -> Result<(), InitErrorKind> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let end = start.saturating_add(out.len());
        if let Some(expected) = self.count()
            && end > expected
        {
            return Err(InitErrorKind::Count { expected, found: end });
        }
        match self {
            Self::Elementwise(sampler) => sampler.fill_for(element, id, offset, out),
            Self::Index(form) => form.fill(start, out),
            Self::Chrono(pairs) => pairs.fill(element, id, start, out),
            Self::Blocks(blocks) => blocks.fill(element, id, start, out)?,
            Self::Then(f, filler) => {
                filler.fill(element, id, offset, out)?;
                f.apply(element, out);
            }
            Self::Mixture(arms) => fill_mixture(arms, element, id, offset, out)?,
            whole => return whole.fill_whole(element, id, start, out),
        }
        Ok(())
    }

    /// Fills a slice of what is computed at once.
    fn fill_whole<T: Real>(
        &self,
        element: DType,
        id: StreamId,
        start: usize,
        out: &mut [T],
    ) -> Result<(), InitErrorKind> {
        let count = self.count().unwrap_or_default();
        if out.len() < count {
            let mut whole = fill::buffer(count).ok_or(InitErrorKind::Memory)?;
            self.fill_whole(element, id, 0, &mut whole)?;
            for (value, &computed) in out.iter_mut().zip(whole.iter().skip(start)) {
                *value = computed;
            }
            return Ok(());
        }
        match self {
            Self::Orthogonal(frame) => frame.fill(id, out),
            Self::Sparse(lines) => lines.fill(id, out),
            Self::Embedded(spread) => spread.fill(element, id, out)?,
            _ => {}
        }
        Ok(())
    }

    /// True if a slice costs no more than its share of the whole.
    pub(crate) fn is_sliceable(&self) -> bool {
        match self {
            Self::Elementwise(_) | Self::Index(_) | Self::Chrono(_) => true,
            Self::Blocks(blocks) => blocks.is_sliceable(),
            Self::Orthogonal(_) | Self::Sparse(_) | Self::Embedded(_) => false,
            Self::Then(_, filler) => filler.is_sliceable(),
            Self::Mixture(arms) => arms.iter().all(|(_, filler)| filler.is_sliceable()),
        }
    }

    /// The most elements that filling a slice of `len` elements holds besides the slice.
    pub(crate) fn scratch(&self, len: usize) -> usize {
        let at_once = |count: usize, scratch: usize| scratch.saturating_add(if len < count { count } else { 0 });
        match self {
            Self::Elementwise(_) | Self::Index(_) | Self::Chrono(_) => 0,
            Self::Blocks(blocks) => blocks.scratch(len),
            Self::Orthogonal(frame) => at_once(frame.grid.count(), frame.scratch()),
            Self::Sparse(lines) => at_once(lines.count(), lines.scratch()),
            Self::Embedded(spread) => at_once(spread.count(), spread.scratch()),
            Self::Then(_, filler) => filler.scratch(len),
            Self::Mixture(arms) => {
                let arms = arms.iter().map(|(_, filler)| filler.scratch(len)).max().unwrap_or_default();
                len.saturating_mul(2).saturating_add(arms)
            }
        }
    }

    /// Calls `each` with the numbers of the streams that filling draws from besides the parameter's own, `number`.
    pub(crate) fn streams(&self, number: u64, each: &mut dyn FnMut(u64)) {
        let mut part = |at: usize, filler: &Self| {
            if filler.count().is_some() {
                let own = stream_of(number, at);
                if !matches!(filler, Self::Index(_)) {
                    each(own);
                }
                filler.streams(own, each);
            }
        };
        match self {
            Self::Elementwise(_) | Self::Index(_) | Self::Chrono(_) | Self::Orthogonal(_) | Self::Sparse(_) => {}
            Self::Embedded(spread) => spread.filler().streams(number, each),
            Self::Then(_, filler) => filler.streams(number, each),
            Self::Blocks(blocks) => blocks.fillers().iter().enumerate().for_each(|(at, filler)| part(at, filler)),
            Self::Mixture(arms) => arms.iter().enumerate().for_each(|(at, (_, filler))| part(at, filler)),
        }
    }

    /// The number of elements, where the shape matters.
    pub(crate) fn count(&self) -> Option<usize> {
        match self {
            Self::Elementwise(_) => None,
            Self::Orthogonal(frame) => Some(frame.grid.count()),
            Self::Index(form) => Some(form.count()),
            Self::Chrono(pairs) => Some(pairs.count()),
            Self::Blocks(blocks) => Some(blocks.count()),
            Self::Sparse(lines) => Some(lines.count()),
            Self::Embedded(spread) => Some(spread.count()),
            Self::Then(_, filler) => filler.count(),
            Self::Mixture(arms) => arms.iter().find_map(|(_, filler)| filler.count()),
        }
    }

    pub(crate) fn moments(&self) -> Option<(f64, f64)> {
        match self {
            Self::Elementwise(sampler) => sampler.moments(),
            Self::Orthogonal(frame) => Some(frame.moments()),
            Self::Index(form) => form.moments(),
            Self::Chrono(pairs) => Some(pairs.moments()),
            Self::Blocks(blocks) => blocks.moments(),
            Self::Sparse(lines) => Some(lines.moments()),
            Self::Embedded(spread) => spread.moments(),
            Self::Then(ElementFn::Scaled(k), filler) => filler.moments().map(|(mean, std)| (k * mean, k.abs() * std)),
            Self::Then(ElementFn::Map(_) | ElementFn::Clamped { .. }, _) => None,
            Self::Mixture(arms) => {
                // The moments of a mixture depend on those of its arms alone, and normals can have any.
                let normal = |(weight, filler): &(f64, Self)| {
                    filler.moments().map(|(mean, std)| (*weight, Sampler::Normal { mean, std }))
                };
                Sampler::Mixture(arms.iter().map(normal).collect::<Option<_>>()?).moments()
            }
        }
    }
}

/// The stream of a part that is not drawn element by element: that of the path with the part's number behind it.
pub(crate) fn part_of(id: StreamId, part: usize) -> StreamId {
    StreamId { number: stream_of(id.number, part), ..id }
}

fn stream_of(number: u64, part: usize) -> u64 {
    fnv1a(number, format!(".{part}").as_bytes())
}

/// Draws which arm each element takes, as a mixture of samplers does, and then every arm.
fn fill_mixture<T: Real>(
    arms: &[(f64, Filler)],
    element: DType,
    id: StreamId,
    offset: u64,
    out: &mut [T],
) -> Result<(), InitErrorKind> {
    let labels = (0_u32..).zip(arms).map(|(label, (weight, _))| (*weight, Sampler::Constant(label.into())));
    let mut choice = fill::buffer::<T>(out.len()).ok_or(InitErrorKind::Memory)?;
    Sampler::Mixture(labels.collect()).fill(id, offset, &mut choice);
    let mut values = fill::buffer::<T>(out.len()).ok_or(InitErrorKind::Memory)?;
    for (label, (_, filler)) in (0_u32..).zip(arms) {
        // What is not drawn element by element may put an element's word elsewhere, beside that element's own.
        let id = if filler.count().is_some() { part_of(id, label as usize) } else { id };
        let label = T::from_f64(label.into());
        filler.fill(element, id, offset, &mut values)?;
        for ((out, &value), &choice) in out.iter_mut().zip(&values).zip(&choice) {
            if choice == label {
                *out = value;
            }
        }
    }
    Ok(())
}
