//! The identity, as a convolution.

use crate::dtype::DTypeSet;
use crate::init::fixed::kernel_center::Taps;
use crate::init::{
    Center, Filler, IndexFn, Init, InitErrorKind, Leaf, Lengths, Pattern, Requirement, Roles, ShapeRequirement, Target,
    arguments,
};
use crate::message::Message;

/// A convolution that hands its input on: `w[o, i, center] = 1` if `o = i`, 0 elsewhere.
///
/// Needs rank 3 to 5, with one `out` axis, one `in` axis and `kernel` axes for the rest, in any order. The axes must be
/// declared. Outputs beyond the number of inputs are 0. Options:
///
/// - `groups` (1): the number of groups of a grouped convolution. Each group of outputs begins anew with input 0.
///   `PyTorch` stores its weight as `[out, in / groups, kernel..]`, with the axes `[out, in, kernel..]`.
/// - `center` ([`Upper`](Center::Upper)): the center tap of a kernel of even size; `k / 2`, as in `PyTorch`.
///
/// Each block along an axis is an identity: with the axes `[2 * out, in, kernel]` no option is needed for two groups.
/// `PyTorch`'s `dirac_`.
///
/// # Errors
/// The check refuses a parameter of another rank or of other roles, groups that do not divide the outputs, and `groups`
/// where the axes have blocks already.
///
/// ```
/// use ndarray::{Array3, arr2, s};
/// use paraminit::axes::Role::{In, Kernel, Out};
/// use paraminit::init::dirac;
/// use paraminit::stream::StreamId;
///
/// let mut w = Array3::<f32>::zeros((4, 2, 3));
/// dirac().groups(2).fill(&mut w, &[Out, In, Kernel], StreamId::new(42, "conv.weight"))?;
/// assert_eq!(w.slice(s![.., .., 1]), arr2(&[[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]));
/// assert_eq!(w.sum(), 4.0);
/// # Ok::<(), paraminit::init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn dirac() -> Init {
    Init::leaf(Leaf::Dirac(Dirac { groups: 1, center: Center::Upper }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Dirac {
    pub(crate) groups: usize,
    pub(crate) center: Center,
}

impl Dirac {
    pub(crate) const fn needs(self) -> Requirement {
        let help = "its groups have equally many; they are those of the convolution";
        Requirement::Shape(ShapeRequirement {
            groups: self.groups,
            ..ShapeRequirement::rank(3, 5, "`dirac` is for convolutions, `eye` for matrices")
                .with_roles(Roles::Layer)
                .with_lengths(Lengths::Outputs { of: self.groups, help })
        })
    }

    pub(crate) const fn fault(self, argument: &str, _: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "groups") && self.groups == 0 {
            return Some(Message::new().text("`groups` must be at least 1"));
        }
        None
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let taps = Taps::of(target.shape, target.axes.unwrap_or_default(), self.center);
        let group = taps.outputs / self.groups.max(1);
        Ok((Filler::Index(IndexFn::new(target.shape, Pattern::Identity { taps, group, value: 1.0 })), 1.0))
    }
}
