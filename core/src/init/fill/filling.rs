//! Filling: the values of a filler for a parameter, or for a slice of it.

use crate::dtype::DType;
use crate::fill;
use crate::init::combine::blocks::{Packing, Piece};
use crate::init::fill::filler::{ElementFn, stream_of};
use crate::init::{Filler, InitErrorKind};
use crate::sample::{Real, Sampler, clamp, map, scale};
use crate::stream::StreamId;

impl ElementFn {
    /// Replaces each element, as the samplers of the same names do.
    fn apply<T: Real>(self, element: DType, out: &mut [T]) {
        match self {
            Self::Map(f) => map(f, out),
            Self::Scaled(k) => scale(k, out),
            Self::Clamped { low, high } => clamp(element, low, high, out),
        }
    }
}

impl Filler {
    /// Fills `out` with the elements from `offset` on. The caller rounds them to `element`.
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
            Self::Blocks(fillers, packing) => fill_blocks(fillers, packing, element, id, start, out)?,
            Self::Then(f, filler) => {
                filler.fill(element, id, offset, out)?;
                f.apply(element, out);
            }
            Self::Each(fillers, packing) => {
                if end > packing.count() {
                    return Err(InitErrorKind::Count { expected: packing.count(), found: end });
                }
                packing.each_piece(start, out, |Piece { block, at, .. }, piece| {
                    fillers.get(block).map_or(Ok(()), |filler| filler.fill(element, id, at as u64, piece))
                })?;
            }
            Self::Mixture(arms) => fill_mixture(arms, element, id, offset, out)?,
            whole => return whole.fill_whole(element, id, start, out),
        }
        Ok(())
    }

    /// Fills a slice of a filler that computes all elements at once.
    fn fill_whole<T: Real>(
        &self,
        element: DType,
        id: StreamId,
        start: usize,
        out: &mut [T],
    ) -> Result<(), InitErrorKind> {
        // The slice begins and ends within parts, of which each is computed as a whole.
        let unit = self.unit().max(1);
        let first = start / unit * unit;
        let len = (start - first + out.len()).next_multiple_of(unit);
        if len != out.len() {
            let mut parts = fill::buffer(len)?;
            self.fill_whole(element, id, first, &mut parts)?;
            for (value, &computed) in out.iter_mut().zip(parts.iter().skip(start - first)) {
                *value = computed;
            }
            return Ok(());
        }
        match self {
            Self::Orthogonal(frame) => frame.fill(id, start, out)?,
            Self::Sparse(lines) => lines.fill(id, out)?,
            Self::Embedded(filler, spread) => {
                let (first, len) = spread.source(start, out.len());
                let mut values = fill::buffer(len)?;
                filler.fill(element, id, first as u64, &mut values)?;
                spread.fill(&values, start, out);
            }
            _ => {}
        }
        Ok(())
    }
}

/// Returns the stream of a part. A part that is not drawn element by element has one of its own.
fn part_of(id: StreamId, part: usize) -> StreamId {
    StreamId { number: stream_of(id.number, part), ..id }
}

/// Fills `out` with the elements from `start` on, each block by its own filler.
fn fill_blocks<T: Real>(
    fillers: &[Filler],
    packing: &Packing,
    element: DType,
    id: StreamId,
    start: usize,
    out: &mut [T],
) -> Result<(), InitErrorKind> {
    // The values of blocks that are computed at once and whose elements are not neighbors.
    let mut apart: Vec<Option<Vec<T>>> = vec![None; fillers.len()];
    packing.each_piece(start, out, |Piece { block, first, at }, piece| {
        let by_units = |unit: usize| first.is_multiple_of(unit) && piece.len().is_multiple_of(unit);
        let (Some(filler), Some(apart)) = (fillers.get(block), apart.get_mut(block)) else { return Ok(()) };
        match filler.count() {
            None => filler.fill(element, id, at as u64, piece)?,
            Some(_) if packing.rows == 1 || by_units(filler.unit()) => {
                filler.fill(element, part_of(id, block), first as u64, piece)?;
            }
            Some(count) => {
                if apart.is_none() {
                    let mut values = fill::buffer(count)?;
                    filler.fill(element, part_of(id, block), 0, &mut values)?;
                    *apart = Some(values);
                }
                for (value, &computed) in piece.iter_mut().zip(apart.iter().flatten().skip(first)) {
                    *value = computed;
                }
            }
        }
        Ok(())
    })
}

/// Draws the arm of each element, as a mixture of samplers does, and then fills from every arm.
fn fill_mixture<T: Real>(
    arms: &[(f64, Filler)],
    element: DType,
    id: StreamId,
    offset: u64,
    out: &mut [T],
) -> Result<(), InitErrorKind> {
    let labels = (0_u32..).zip(arms).map(|(label, (weight, _))| (*weight, Sampler::Constant(label.into())));
    let mut choice = fill::buffer::<T>(out.len())?;
    Sampler::Mixture(labels.collect()).fill(id, offset, &mut choice);
    let mut values = fill::buffer::<T>(out.len())?;
    for (label, (_, filler)) in (0_u32..).zip(arms) {
        // Such an arm may use an element's random word for another element. With a stream of its own, it cannot reuse
        // one.
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
