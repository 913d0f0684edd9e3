//! ZerO: initialization without random numbers.

use crate::const_math::float;
use crate::dtype::DTypeSet;
use crate::init::fixed::kernel_center::Taps;
use crate::init::{
    Center, Filler, IndexFn, Init, InitErrorKind, Leaf, Pattern, Requirement, Roles, ShapeRequirement, Target,
};
use crate::message::Message;

/// ZerO: a part of the identity where there are no more outputs than inputs, a part of a Hadamard matrix elsewhere.
///
/// Needs rank 2 to 5, with one `out` axis, one `in` axis and `kernel` axes for the rest. The axes must be declared.
/// With `n` outputs and `m` inputs, at the center tap (`k / 2`) and 0 off it:
///
/// ```text
/// n <= m    w[o, i] = 1 if o = i, else 0
/// n > m     w[o, i] = H[o, i] / sqrt(p)    p = n rounded up to a power of 2, H the p x p Hadamard matrix of Sylvester
/// ```
///
/// The identity alone would never leave a subspace of as many dimensions as there are inputs. The values are
/// deterministic: no bit of the stream is used. Each block packed along an axis is one matrix. Algorithms 1 and 2 of
/// Zhao et al. (2021), with the factor of their program. The paper gives 0 to biases and to the last layer.
///
/// # Errors
/// The check refuses a parameter of another rank or of other roles.
///
/// ```
/// use ndarray::{Array2, arr2};
/// use paraminit::axes::Role::{In, Out};
/// use paraminit::init::zero_init;
/// use paraminit::stream::StreamId;
///
/// let mut w = Array2::<f32>::zeros((4, 2));
/// zero_init().fill(&mut w, &[Out, In], StreamId::new(42, "hidden.weight"))?;
/// assert_eq!(w, arr2(&[[0.5, 0.5], [0.5, -0.5], [0.5, 0.5], [0.5, -0.5]]));
/// # Ok::<(), paraminit::init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn zero_init() -> Init {
    Init::leaf(Leaf::ZeroInit(ZeroInit))
}

/// The initializer as data. It has no arguments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ZeroInit;

impl ZeroInit {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Shape(
            ShapeRequirement::rank(2, 5, "`zero_init` is for weights, `zeros` for biases").with_roles(Roles::Layer),
        )
    }

    pub(crate) const fn fault(self, _: &str, _: DTypeSet) -> Option<Message> {
        None
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let taps = Taps::of(target.shape, target.axes.unwrap_or_default(), Center::Upper);
        let pattern = if taps.outputs <= taps.inputs {
            let group = taps.outputs;
            Pattern::Identity { taps, group, value: 1.0 }
        } else {
            let size = float(taps.outputs.checked_next_power_of_two().unwrap_or(usize::MAX));
            Pattern::Hadamard { taps, value: 1.0 / size.sqrt() }
        };
        Ok((Filler::Index(IndexFn::new(target.shape, pattern)), 1.0))
    }
}
