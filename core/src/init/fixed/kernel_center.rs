//! The center tap of a weight, and the output and the input that each element joins.

use crate::axes::{Axis, Role};
use crate::init::options::choice::choice;

/// The middle tap that counts as the center of a kernel of even size. In one of odd size both are the same.
///
/// ```
/// use ndarray::Array3;
/// use paraminit::init::{Center, dirac};
/// use paraminit::prelude::*;
///
/// let mut kernel = Array3::<f32>::zeros((1, 1, 2));
/// for (center, at) in [(Center::Lower, 0), (Center::Upper, 1)] {
///     dirac().center(center).fill(&mut kernel, &[Out, In, Kernel], StreamId::new(42, "kernel"))?;
///     assert_eq!(kernel[[0, 0, at]], 1.0);
/// }
/// # Ok::<(), init::InitErrorKind>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Center {
    /// `(k - 1) / 2`, as in JAX.
    Lower,
    /// `k / 2`, as in `PyTorch`.
    Upper,
}

impl Center {
    /// The index of the center of `len` taps.
    pub(crate) const fn of(self, len: usize) -> usize {
        match self {
            Self::Lower => len.saturating_sub(1) / 2,
            Self::Upper => len / 2,
        }
    }
}

choice!(Center { Lower, Upper });

/// A weight with one axis of outputs, one of inputs, and any number of kernel axes.
#[derive(Clone, Debug)]
pub(crate) struct Taps {
    /// The number of outputs in one block; without blocks, of all outputs.
    pub(crate) outputs: usize,
    /// The number of inputs in one block.
    pub(crate) inputs: usize,
    /// The meaning of each axis.
    axes: Vec<Runs>,
}

#[derive(Clone, Copy, Debug)]
enum Runs {
    Out,
    In,
    /// The kernel, with the center on this axis.
    Kernel(usize),
}

impl Taps {
    /// Reads the axes by their declared roles, which the caller has checked.
    pub(crate) fn of(shape: &[usize], axes: &[Axis], center: Center) -> Self {
        let (mut outputs, mut inputs) = (1, 1);
        let mut runs = Vec::with_capacity(shape.len());
        for (&len, axis) in shape.iter().zip(axes) {
            let block = len / axis.blocks.max(1);
            runs.push(match axis.role {
                Role::Out => {
                    outputs = block;
                    Runs::Out
                }
                Role::In | Role::Batch => {
                    inputs = block;
                    Runs::In
                }
                Role::Kernel => Runs::Kernel(center.of(len)),
            });
        }
        Self { outputs, inputs, axes: runs }
    }

    /// Reads a matrix, with rows as outputs. Of the declared axes, only packed blocks matter.
    pub(crate) fn of_matrix(shape: &[usize], axes: Option<&[Axis]>) -> Self {
        let blocks = |axis: usize| axes.and_then(|axes| axes.get(axis)).map_or(1, |axis| axis.blocks.max(1));
        let len = |axis: usize| shape.get(axis).copied().unwrap_or_default() / blocks(axis);
        Self { outputs: len(0), inputs: len(1), axes: vec![Runs::Out, Runs::In] }
    }

    /// Returns the output and the input of an element, each counted in its block. `None` off the center.
    pub(crate) fn at(&self, index: &[usize]) -> Option<(usize, usize)> {
        let off = |(&at, runs): (&usize, &Runs)| matches!(*runs, Runs::Kernel(center) if at != center);
        if index.iter().zip(&self.axes).any(off) { None } else { self.pair(index) }
    }

    /// The same, at any tap.
    pub(crate) fn pair(&self, index: &[usize]) -> Option<(usize, usize)> {
        let (mut output, mut input) = (0, 0);
        for (&at, runs) in index.iter().zip(&self.axes) {
            match runs {
                Runs::Out => output = at.checked_rem(self.outputs)?,
                Runs::In => input = at.checked_rem(self.inputs)?,
                Runs::Kernel(_) => {}
            }
        }
        Some((output, input))
    }

    /// Elements of a parameter of this shape that join one output and input of a block: one for each pair of blocks.
    pub(crate) fn copies(&self, shape: &[usize]) -> usize {
        let copies = |len: usize, block: usize| len.checked_div(block).unwrap_or_default();
        let each = shape.iter().zip(&self.axes).map(|(&len, runs)| match runs {
            Runs::Out => copies(len, self.outputs),
            Runs::In => copies(len, self.inputs),
            Runs::Kernel(_) => 1,
        });
        each.product()
    }
}
