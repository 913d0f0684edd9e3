//! The blocks that are packed along an axis of a parameter, and their positions.

use crate::axes::Axis;
use crate::init::fixed::index_fn::elements;
use crate::init::{InitErrorKind, Target};

/// The layout of the blocks in the parameter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packing {
    /// The number of blocks.
    blocks: usize,
    /// The number of neighboring elements of a block.
    run: usize,
    /// The number of such runs in a block.
    pub(crate) rows: usize,
}

/// A piece of a block: elements that are neighbors in the parameter as well.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// The number of the block.
    pub(crate) block: usize,
    /// The index of the first element in the block.
    pub(crate) first: usize,
    /// The index of the first element in the parameter.
    pub(crate) at: usize,
}

impl Packing {
    /// Returns the layout of that many blocks in a parameter, with the shape and the axes of one block.
    pub(crate) fn of(target: &Target<'_>, blocks: usize) -> (Self, Vec<usize>, Vec<Axis>) {
        let declared = target.axes.unwrap_or_default();
        let at = declared.iter().position(|axis| axis.blocks != 1).unwrap_or_default();
        let mut shape = target.shape.to_vec();
        if let (Some(len), Some(axis)) = (shape.get_mut(at), declared.get(at)) {
            *len /= axis.blocks.max(1);
        }
        let axes: Vec<Axis> = declared.iter().map(|axis| Axis::of(axis.role)).collect();
        let (outer, inner) = shape.split_at_checked(at).unwrap_or_default();
        (Self { blocks, run: elements(inner), rows: elements(outer) }, shape, axes)
    }

    /// The layout of that many copies of `run` elements.
    pub(crate) fn of_copies(copies: usize, run: usize) -> Self {
        Self { blocks: copies, run, rows: 1 }
    }

    /// The number of elements of the parameter.
    pub(crate) fn count(&self) -> usize {
        self.blocks.saturating_mul(self.run).saturating_mul(self.rows)
    }

    /// The number of elements of a block that one slice of `len` elements takes at most.
    pub(crate) fn piece_len(&self, len: usize) -> usize {
        len.min(self.run)
    }

    /// Calls `fill` with each piece of `out`, which holds the parameter's elements from `start` on.
    pub(crate) fn each_piece<T>(
        &self,
        start: usize,
        out: &mut [T],
        mut fill: impl FnMut(Piece, &mut [T]) -> Result<(), InitErrorKind>,
    ) -> Result<(), InitErrorKind> {
        let (mut at, mut rest) = (start, out);
        while !rest.is_empty() {
            let (Some(row), Some(place)) = (at.checked_div(self.run), at.checked_rem(self.run)) else { break };
            let (block, row) = (row % self.blocks.max(1), row / self.blocks.max(1));
            let take = (self.run - place).min(rest.len());
            let (piece, later) = rest.split_at_mut_checked(take).unwrap_or_default();
            fill(Piece { block, first: row * self.run + place, at }, piece)?;
            at += take;
            rest = later;
        }
        Ok(())
    }
}
