//! Fills the blocks of a parameter, each with its own filler.

use crate::axes::Axis;
use crate::dtype::DType;
use crate::fill;
use crate::init::fill::filler::part_of;
use crate::init::fixed::index_fn::elements;
use crate::init::{Filler, InitErrorKind, Target};
use crate::sample::{Real, Sampler};
use crate::stream::StreamId;

/// Initializers that know their blocks.
#[derive(Clone, Debug)]
pub(crate) struct Blocks {
    fillers: Vec<Filler>,
    /// How many elements of a block are neighbors.
    run: usize,
    /// How many such runs a block has.
    rows: usize,
}

impl Blocks {
    /// `resolve` gives what fills each block, as a parameter of its own.
    pub(crate) fn of(
        target: &Target<'_>,
        resolve: impl FnOnce(&Target<'_>) -> Result<Vec<Filler>, InitErrorKind>,
    ) -> Result<Self, InitErrorKind> {
        let declared = target.axes.unwrap_or_default();
        let at = declared.iter().position(|axis| axis.blocks != 1).unwrap_or_default();
        let mut shape = target.shape.to_vec();
        if let (Some(len), Some(axis)) = (shape.get_mut(at), declared.get(at)) {
            *len /= axis.blocks.max(1);
        }
        let axes: Vec<Axis> = declared.iter().map(|axis| Axis::of(axis.role)).collect();
        // A packed axis counts once in the fans, so those of the whole are those of a block.
        let fillers = resolve(&Target { shape: &shape, axes: Some(&axes), ..*target })?;
        let (outer, inner) = shape.split_at_checked(at).unwrap_or_default();
        Ok(Self { fillers, run: elements(inner), rows: elements(outer) })
    }

    pub(crate) fn count(&self) -> usize {
        self.fillers.len().saturating_mul(self.run).saturating_mul(self.rows)
    }

    /// Fills `out` with the elements from `start` on.
    pub(crate) fn fill<T: Real>(
        &self,
        element: DType,
        id: StreamId,
        start: usize,
        out: &mut [T],
    ) -> Result<(), InitErrorKind> {
        // Blocks that are computed at once and lie apart.
        let mut apart: Vec<Option<Vec<T>>> = vec![None; self.fillers.len()];
        let (mut at, mut rest) = (start, out);
        while !rest.is_empty() {
            let (Some(row), Some(place)) = (at.checked_div(self.run), at.checked_rem(self.run)) else { break };
            let (block, row) = (row % self.fillers.len().max(1), row / self.fillers.len().max(1));
            let take = (self.run - place).min(rest.len());
            let (piece, later) = rest.split_at_mut_checked(take).unwrap_or_default();
            if let (Some(filler), Some(apart)) = (self.fillers.get(block), apart.get_mut(block)) {
                match filler.count() {
                    None => filler.fill(element, id, at as u64, piece)?,
                    Some(_) if self.rows == 1 || filler.is_sliceable() => {
                        let first = row * self.run + place;
                        filler.fill(element, part_of(id, block), first as u64, piece)?;
                    }
                    Some(count) => {
                        if apart.is_none() {
                            let mut values = fill::buffer(count).ok_or(InitErrorKind::Memory)?;
                            filler.fill(element, part_of(id, block), 0, &mut values)?;
                            *apart = Some(values);
                        }
                        let values = apart.iter().flatten().skip(row * self.run + place);
                        for (value, &computed) in piece.iter_mut().zip(values) {
                            *value = computed;
                        }
                    }
                }
            }
            at += take;
            rest = later;
        }
        Ok(())
    }

    /// True if a slice costs no more than its share of the whole.
    pub(crate) fn is_sliceable(&self) -> bool {
        self.fillers.iter().all(Filler::is_sliceable)
    }

    /// How many elements filling a slice of `len` elements holds besides the slice.
    pub(crate) fn scratch(&self, len: usize) -> usize {
        let at_work = |filler: &Filler| filler.scratch(len.min(self.run));
        let at_work = self.fillers.iter().map(at_work).max().unwrap_or_default();
        if self.rows == 1 {
            return at_work;
        }
        let apart = self.fillers.iter().filter(|filler| !filler.is_sliceable()).filter_map(Filler::count);
        // What computes a block apart computes all of it.
        let whole =
            self.fillers.iter().filter(|filler| !filler.is_sliceable()).map(|filler| filler.scratch(usize::MAX));
        at_work.max(whole.max().unwrap_or_default()).saturating_add(apart.fold(0, usize::saturating_add))
    }

    /// What fills each block.
    pub(crate) fn fillers(&self) -> &[Filler] {
        &self.fillers
    }

    /// Mean and standard deviation over all elements: those of a mixture of the blocks.
    pub(crate) fn moments(&self) -> Option<(f64, f64)> {
        let normal = |filler: &Filler| filler.moments().map(|(mean, std)| (1.0, Sampler::Normal { mean, std }));
        Sampler::Mixture(self.fillers.iter().map(normal).collect::<Option<_>>()?).moments()
    }
}
