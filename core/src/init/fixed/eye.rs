//! The identity matrix.

use crate::dtype::DTypeSet;
use crate::init::fixed::kernel_center::Taps;
use crate::init::{
    Filler, Gain, IndexFn, Init, InitErrorKind, Leaf, Pattern, Requirement, Roles, ShapeRequirement, Target, arguments,
};
use crate::message::Message;

/// `gain` on the diagonal, 0 elsewhere: `w[i, j] = gain` if `i = j`.
///
/// Needs rank 2, square or not, axes declared or not. Each block packed along an axis (`3 * out`) is an identity.
/// Option:
/// `gain` ([`Linear`](Gain::Linear)). `PyTorch`'s `eye_`, Keras's `Identity`. A recurrent ReLU network starts from it
/// (Le et al., 2015).
///
/// # Errors
/// The check refuses a parameter of another rank, and a gain that is not finite.
///
/// ```
/// use ndarray::{Array2, arr2};
/// use paraminit::init::{Gain::Value, eye};
/// use paraminit::stream::StreamId;
///
/// let mut w = Array2::<f32>::zeros((2, 3));
/// eye().gain(Value(2.5)).fill(&mut w, &[], StreamId::new(42, "recurrent.weight"))?;
/// assert_eq!(w, arr2(&[[2.5, 0.0, 0.0], [0.0, 2.5, 0.0]]));
/// # Ok::<(), paraminit::init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn eye() -> Init {
    Init::leaf(Leaf::Eye(Eye { gain: Gain::Linear }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Eye {
    pub(crate) gain: Gain,
}

impl Eye {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Shape(
            ShapeRequirement::rank(2, 2, "`eye` is for matrices, `dirac` for convolutions").with_roles(Roles::Blocks),
        )
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "gain") { self.gain.fault(elements) } else { None }
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let value = self.gain.factor()?;
        let taps = Taps::of_matrix(target.shape, target.axes);
        let group = taps.outputs;
        Ok((Filler::Index(IndexFn::new(target.shape, Pattern::Identity { taps, group, value })), value.abs()))
    }
}
