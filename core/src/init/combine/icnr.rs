//! Convolutions in front of a pixel shuffle.

use crate::axes::Role;
use crate::init::combine::embed::Step;
use crate::init::{Init, Lengths, Node, Requirement, Roles, ShapeRequirement, Target, arguments};
use crate::message::Message;

/// Kernels in groups of `scale^2` equal ones, each group with the kernel that `inner` gives it.
///
/// For a convolution in front of a pixel shuffle by `scale`, such as `PyTorch`'s `PixelShuffle`: the upsampled image is
/// then free of checkerboards, as if by nearest neighbors. Needs an `out` axis whose length `scale^2` divides; output
/// `o` gets kernel `o / scale^2` of `inner`, which fills a parameter with so many times fewer outputs, and has its
/// fans. Aitken et al. (2017).
///
/// `PixelShuffle` takes channel `c` from the outputs `c scale^2 ..`, so equal kernels are neighbors. Copies of this
/// recipe that tile them instead do not suit it; they suit TensorFlow's `depth_to_space`, which counts the other way.
///
/// # Errors
/// The check refuses a `scale` of 0, a faulty `inner`, a parameter that has not one `out` axis, and one whose outputs
/// `scale^2` does not divide.
///
/// ```
/// use ndarray::{Array4, s};
/// use paraminit::axes::Role::{In, Kernel, Out};
/// use paraminit::init::{icnr, kaiming_normal};
/// use paraminit::stream::StreamId;
///
/// let mut w = Array4::<f32>::zeros((12, 16, 3, 3));
/// icnr(2, kaiming_normal()).fill(&mut w, &[Out, In, Kernel, Kernel], StreamId::new(42, "upsample.weight"))?;
/// assert_eq!(w.slice(s![0, .., .., ..]), w.slice(s![3, .., .., ..]));
/// assert_ne!(w.slice(s![3, .., .., ..]), w.slice(s![4, .., .., ..]));
/// # Ok::<(), paraminit::init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn icnr(scale: usize, inner: Init) -> Init {
    Init::over(Node::Icnr(Icnr { scale }), &inner)
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Icnr {
    pub(crate) scale: usize,
}

impl Icnr {
    pub(crate) const fn needs(self) -> Requirement {
        let help = "a pixel shuffle turns the square of its scale into one channel";
        Requirement::Shape(
            ShapeRequirement::rank(1, usize::MAX, "it is for convolutions in front of a pixel shuffle")
                .with_roles(Roles::Outputs)
                .with_lengths(Lengths::Outputs { of: self.share(), help }),
        )
    }

    pub(crate) const fn fault(self, argument: &str) -> Option<Message> {
        if !arguments::same(argument, "scale") {
            return None;
        }
        if self.scale == 0 {
            return Some(Message::new().text("`scale` must be at least 1"));
        }
        match self.scale.checked_mul(self.scale) {
            Some(_) => None,
            None => Some(Message::new().text("`scale` is so large that its square does not fit in `usize`")),
        }
    }

    /// How many neighbors share a kernel.
    pub(crate) const fn share(self) -> usize {
        self.scale.saturating_mul(self.scale)
    }

    /// The shape that the inner initializer fills, and how its elements are spread over the parameter's.
    pub(crate) fn shrink(self, target: &Target<'_>) -> (Vec<usize>, Vec<Step>) {
        let axes = target.axes.unwrap_or_default();
        let share = self.share().max(1);
        let steps = axes.iter().zip(target.shape).map(|(axis, &len)| match axis.role {
            Role::Out => (len / share, Step::Every(share)),
            _ => (len, Step::Every(1)),
        });
        steps.unzip()
    }
}
