//! The identity among convolutions.

use core::fmt;

use crate::init::fit::arguments;
use crate::init::fit::target::Target;
use crate::init::fixed::index_fn::{Form, Pattern};
use crate::init::fixed::kernel_center::{Center, Taps};
use crate::init::text::print::Options;
use crate::init::tree::{Init, Node};
use crate::message::Message;

/// A convolution that hands its input on: `w[o, i, center] = 1` if `o = i`, 0 elsewhere.
///
/// Rank 3 to 5, with one `out` axis, one `in` axis and `kernel` axes for the rest, in any order: which is which must be
/// declared. Outputs beyond the inputs are 0. Options:
///
/// - `groups` (1): in a grouped convolution, each of so many groups of outputs begins anew with input 0. `PyTorch`
///   stores its weight as `[out, in / groups, kernel..]`, with the axes `[out, in, kernel..]`.
/// - `center` ([`Upper`](Center::Upper)): which tap of a kernel of even size; `k / 2`, as in `PyTorch`.
///
/// Blocks along an axis are an identity each: with the axes `[2 * out, in, kernel]` no option is needed for two groups.
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
    Init::leaf(Node::Dirac(Dirac { groups: 1, center: Center::Upper }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Dirac {
    pub(crate) groups: usize,
    pub(crate) center: Center,
}

impl Dirac {
    pub(crate) const ARGUMENTS: &'static [&'static str] = &["groups", "center"];

    pub(crate) const fn fault(self, argument: &str) -> Option<Message> {
        if arguments::same(argument, "groups") && self.groups == 0 {
            return Some(Message::new().text("`groups` must be at least 1"));
        }
        None
    }

    pub(crate) fn resolve(self, target: &Target<'_>) -> (Form, f64) {
        let taps = Taps::of(target.shape, target.axes.unwrap_or_default(), self.center);
        let group = taps.outputs / self.groups.max(1);
        (Form::new(target.shape, Pattern::Identity { taps, group, value: 1.0 }), 1.0)
    }
}

impl fmt::Display for Dirac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut options = Options::of(f, "dirac");
        options.add("groups", self.groups, self.groups != 1);
        options.add("center", self.center, self.center != Center::Upper);
        options.finish()
    }
}
