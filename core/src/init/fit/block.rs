//! The facts of one block of a parameter with packed axes.

use crate::axes::{Axis, Role};
use crate::init::ParamFacts;

/// The largest rank of a block whose lengths are judged before a run.
const MOST: usize = 8;

/// The facts of one block of a parameter.
#[derive(Clone, Copy)]
pub(crate) struct Block {
    shape: [usize; MOST],
    axes: [Axis; MOST],
}

impl Block {
    pub(crate) const fn of(facts: &ParamFacts<'_>) -> Self {
        let mut block = Self { shape: [0; MOST], axes: [Axis::of(Role::Out); MOST] };
        let Some(axes) = facts.roles else { return block };
        let mut i = 0;
        while i < axes.len() && i < MOST {
            block.axes[i] = Axis::of(axes[i].role);
            if let Some(shape) = facts.shape
                && i < shape.len()
                && axes[i].blocks > 0
            {
                block.shape[i] = shape[i] / axes[i].blocks;
            }
            i += 1;
        }
        block
    }

    /// Turns the facts of the whole parameter into those of the block.
    pub(crate) const fn facts<'b>(&'b self, whole: ParamFacts<'b>) -> ParamFacts<'b> {
        let (shape, roles) = match (whole.shape, whole.roles) {
            (Some(shape), Some(axes)) if shape.len() <= MOST && axes.len() <= MOST => {
                (Some(self.shape.split_at(shape.len()).0), Some(self.axes.split_at(axes.len()).0))
            }
            (_, Some(axes)) if axes.len() <= MOST => (None, Some(self.axes.split_at(axes.len()).0)),
            _ => (None, None),
        };
        ParamFacts { shape, roles, ..whole }
    }
}
