//! Fillers: an initializer resolved for one parameter. A filler is a tree, as an initializer is.

use smallvec::SmallVec;

use crate::init::IndexFn;
use crate::init::combine::blocks::Packing;
use crate::init::combine::embed::Spread;
use crate::init::orthogonal::filler::OrthogonalFill;
use crate::init::random::chrono_filler::ChronoFill;
use crate::init::random::sparse_filler::SparseFill;
use crate::sample::{Central, Sampler};
use crate::stream::fnv1a;

#[derive(Clone, Debug)]
pub(crate) enum Filler {
    Elementwise(Sampler),
    /// Orthogonal matrices.
    Orthogonal(OrthogonalFill),
    /// A function of the index.
    Index(IndexFn),
    /// Biases, with one gate's equal to minus another's.
    Chrono(ChronoFill),
    /// Normal values, some of which are replaced by zeros.
    Sparse(SparseFill),
    /// The elements of a smaller parameter, which has a filler of its own.
    Embedded(Box<Filler>, Spread),
    /// A filler for each block of the parameter.
    Blocks(Vec<Filler>, Packing),
    /// A filler of the whole parameter for each of the copies along its first axis.
    Each(Vec<Filler>, Packing),
    /// A filler, and a function of each of its elements.
    Then(ElementFn, Box<Filler>),
    /// The arms of a mixture. At least one is not elementwise, and none is a mixture.
    Mixture(Vec<(f64, Filler)>),
}

/// A function of each element.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ElementFn {
    Map(fn(f64) -> f64),
    Scaled(f64),
    Clamped { low: f64, high: f64 },
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

    /// Applies a function to each element of this filler.
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

    /// True if a slice costs no more than its share of the whole.
    pub(crate) fn is_sliceable(&self) -> bool {
        match self {
            Self::Elementwise(_) | Self::Index(_) | Self::Chrono(_) => true,
            Self::Blocks(fillers, _) | Self::Each(fillers, _) => fillers.iter().all(Self::is_sliceable),
            Self::Orthogonal(_) | Self::Sparse(_) | Self::Embedded(..) => false,
            Self::Then(_, filler) => filler.is_sliceable(),
            Self::Mixture(arms) => arms.iter().all(|(_, filler)| filler.is_sliceable()),
        }
    }

    /// The largest number of elements that filling a slice of `len` elements holds in memory, besides the slice.
    pub(crate) fn scratch(&self, len: usize) -> usize {
        let at_once = |count: usize, scratch: usize| scratch.saturating_add(if len < count { count } else { 0 });
        match self {
            Self::Elementwise(_) | Self::Index(_) | Self::Chrono(_) => 0,
            Self::Blocks(fillers, packing) => scratch_of_blocks(fillers, packing, len),
            Self::Orthogonal(frame) => at_once(frame.grid.count(), frame.scratch()),
            Self::Sparse(lines) => at_once(lines.count(), lines.scratch()),
            Self::Embedded(filler, spread) => {
                at_once(spread.count(), spread.inner.saturating_add(filler.scratch(spread.inner)))
            }
            Self::Each(fillers, packing) => {
                let scratch = |filler: &Self| filler.scratch(packing.piece_len(len));
                fillers.iter().map(scratch).max().unwrap_or_default()
            }
            Self::Then(_, filler) => filler.scratch(len),
            Self::Mixture(arms) => {
                let arms = arms.iter().map(|(_, filler)| filler.scratch(len)).max().unwrap_or_default();
                len.saturating_mul(2).saturating_add(arms)
            }
        }
    }

    /// Calls `each` with the number of each stream that filling draws from, except `number`, the parameter's own.
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
            Self::Embedded(filler, _) | Self::Then(_, filler) => filler.streams(number, each),
            Self::Blocks(fillers, _) => fillers.iter().enumerate().for_each(|(at, filler)| part(at, filler)),
            Self::Each(fillers, _) => {
                // Copies take their shares of the same streams.
                let mut streams = Vec::new();
                for filler in fillers {
                    filler.streams(number, &mut |number| streams.push(number));
                }
                streams.sort_unstable();
                streams.dedup();
                streams.into_iter().for_each(each);
            }
            Self::Mixture(arms) => arms.iter().enumerate().for_each(|(at, (_, filler))| part(at, filler)),
        }
    }

    /// The number of elements of the smallest part that costs no more than its share, if it begins at a multiple of it.
    pub(crate) fn unit(&self) -> usize {
        match self {
            Self::Elementwise(_) | Self::Index(_) | Self::Chrono(_) => 1,
            Self::Orthogonal(frame) => frame.grid.unit(),
            Self::Embedded(filler, spread) => spread.unit(filler.unit()),
            Self::Then(_, filler) => filler.unit(),
            whole if whole.is_sliceable() => 1,
            whole => whole.count().unwrap_or(1),
        }
    }

    /// The number of elements, if the values depend on the shape.
    pub(crate) fn count(&self) -> Option<usize> {
        match self {
            Self::Elementwise(_) => None,
            Self::Orthogonal(frame) => Some(frame.grid.count()),
            Self::Index(form) => Some(form.count()),
            Self::Chrono(pairs) => Some(pairs.count()),
            Self::Blocks(_, packing) => Some(packing.count()),
            Self::Sparse(lines) => Some(lines.count()),
            Self::Embedded(_, spread) => Some(spread.count()),
            Self::Then(_, filler) => filler.count(),
            // Without a copy that depends on the shape, an element takes its own random word, as in any parameter.
            Self::Each(fillers, _) => fillers.iter().find_map(Self::count),
            Self::Mixture(arms) => arms.iter().find_map(|(_, filler)| filler.count()),
        }
    }

    /// Mean and standard deviation over all elements.
    pub(crate) fn moments(&self) -> Option<(f64, f64)> {
        self.central().map(|law| (law.mean, law.std))
    }

    /// The moments of an element at a random place.
    pub(crate) fn central(&self) -> Option<Central> {
        match self {
            Self::Elementwise(sampler) => sampler.central(),
            Self::Orthogonal(frame) => Some(frame.central()),
            Self::Index(form) => form.central(),
            Self::Chrono(pairs) => Some(Central::fixed(pairs.moments())),
            Self::Blocks(fillers, _) | Self::Each(fillers, _) => central_of(fillers.iter().map(|filler| (1.0, filler))),
            Self::Sparse(lines) => lines.central(),
            Self::Embedded(filler, spread) => Some(Central::fixed(spread.moments(filler.moments()?))),
            Self::Then(ElementFn::Scaled(k), filler) => filler.central().map(|law| law.scaled(*k)),
            Self::Then(ElementFn::Map(_) | ElementFn::Clamped { .. }, _) => None,
            Self::Mixture(arms) => central_of(arms.iter().map(|(weight, filler)| (*weight, filler))),
        }
    }
}

fn central_of<'f>(arms: impl Iterator<Item = (f64, &'f Filler)>) -> Option<Central> {
    let law = |(weight, filler): (f64, &Filler)| filler.central().map(|law| (weight, law));
    Central::mixture(&arms.map(law).collect::<Option<Vec<_>>>()?)
}

/// The number of elements that filling a slice of `len` elements of a parameter in blocks holds in memory, besides the
/// slice.
fn scratch_of_blocks(fillers: &[Filler], packing: &Packing, len: usize) -> usize {
    let at_work = |filler: &Filler| filler.scratch(packing.piece_len(len));
    let at_work = fillers.iter().map(at_work).max().unwrap_or_default();
    if packing.rows == 1 {
        return at_work;
    }
    // A block that is computed at once is held as a whole.
    let apart = || fillers.iter().filter(|filler| !filler.is_sliceable());
    let whole = apart().map(|filler| filler.scratch(usize::MAX)).max().unwrap_or_default();
    at_work.max(whole).saturating_add(apart().filter_map(Filler::count).fold(0, usize::saturating_add))
}

/// The stream of a part that is not drawn element by element: the stream of the path with the part's number behind it.
pub(super) fn stream_of(number: u64, part: usize) -> u64 {
    fnv1a(number, format!(".{part}").as_bytes())
}
