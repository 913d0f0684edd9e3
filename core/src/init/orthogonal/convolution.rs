//! Orthogonal convolutions.

use crate::axes::Role;
use crate::dtype::DTypeSet;
use crate::init::combine::embed::{Spread, Step};
use crate::init::orthogonal::filler::OrthogonalFill;
use crate::init::orthogonal::unfold::Grid;
use crate::init::{
    Center, Filler, Gain, Init, InitErrorKind, Leaf, Lengths, Requirement, Roles, ShapeRequirement, Target, arguments,
};
use crate::message::Message;

/// A convolution that preserves norms: an [`orthogonal`](crate::init::orthogonal()) matrix at the center tap, 0
/// elsewhere.
///
/// Needs rank 3 to 5, with one `out` axis, one `in` axis and `kernel` axes for the rest, in any order. The axes must be
/// declared. There must be at least as many outputs as inputs, so that `W^T W = gain^2 I` at the center. Blocks packed
/// along an axis are independent. Options:
///
/// - `gain` ([`Linear`](Gain::Linear)).
/// - `center` ([`Lower`](Center::Lower)): the center tap of a kernel of even size; `(k - 1) / 2`, as in JAX.
///
/// JAX's `delta_orthogonal`. Xiao et al. (2018) train networks of 10,000 layers with it.
///
/// # Errors
/// The check refuses a parameter of another rank or of other roles, one with fewer outputs than inputs, and a gain that
/// is not finite. A run fails with [`InitErrorKind::Scratch`] as for [`orthogonal`](crate::init::orthogonal()).
///
/// ```
/// use ndarray::{Array2, Array3, s};
/// use paraminit::axes::Role::{In, Kernel, Out};
/// use paraminit::init::delta_orthogonal;
/// use paraminit::stream::StreamId;
///
/// let mut w = Array3::<f64>::zeros((8, 5, 3));
/// delta_orthogonal().fill(&mut w, &[Out, In, Kernel], StreamId::new(42, "conv.weight"))?;
/// let center: Array2<f64> = w.slice(s![.., .., 1]).to_owned();
/// let difference = center.t().dot(&center) - Array2::<f64>::eye(5);
/// assert!(difference.iter().all(|x| x.abs() < 1e-12));
/// assert!(w.slice(s![.., .., 0]).iter().all(|&x| x == 0.0));
/// # Ok::<(), paraminit::init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn delta_orthogonal() -> Init {
    Init::leaf(Leaf::DeltaOrthogonal(DeltaOrthogonal { gain: Gain::Linear, center: Center::Lower }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DeltaOrthogonal {
    pub(crate) gain: Gain,
    pub(crate) center: Center,
}

impl DeltaOrthogonal {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Shape(
            ShapeRequirement::rank(3, 5, "`delta_orthogonal` is for convolutions, `orthogonal` for matrices")
                .with_roles(Roles::Layer)
                .with_lengths(Lengths::Tall),
        )
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "gain") { self.gain.fault(elements) } else { None }
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let axes = target.axes.unwrap_or_default();
        let (mut shape, mut roles) = (Vec::new(), Vec::new());
        for (&len, &axis) in target.shape.iter().zip(axes) {
            if axis.role != Role::Kernel {
                shape.push(len);
                roles.push(axis);
            }
        }
        let grid = Grid::of(&shape, Some(&roles))?;
        let matrix = OrthogonalFill { gain: self.gain.factor()?, grid };
        let largest = matrix.largest();
        let steps = axes.iter().zip(target.shape).map(|(axis, &len)| match axis.role {
            Role::Kernel => Step::Only(self.center.of(len)),
            _ => Step::Every(1),
        });
        let matrix = Box::new(Filler::Orthogonal(matrix));
        Ok((Filler::Embedded(matrix, Spread::new(target.shape, steps)), largest))
    }
}
