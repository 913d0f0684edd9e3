//! Interpolation as a convolution.

use crate::axes::{Axis, Role};
use crate::const_math::float;
use crate::dtype::DTypeSet;
use crate::init::fixed::index_fn::table;
use crate::init::fixed::kernel_center::Taps;
use crate::init::{
    Center, Filler, IndexFn, Init, InitErrorKind, Leaf, Lengths, Pattern, Requirement, Roles, ShapeRequirement, Target,
};
use crate::message::Message;

/// A transposed convolution that upsamples by bilinear interpolation.
///
/// Needs rank 4 and two `kernel` axes, which must be declared. Along a kernel axis of `k` taps, with `f = ceil(k / 2)`,
/// tap `x` has the factor `1 - |x - (k - 1) / 2| / f`; an element is the product of both. This is the filter of Long et
/// al. (2015) for upsampling by `f`, with stride `f`.
///
/// Every pair of output and input gets the same kernel, as in `MXNet`'s `Bilinear`. So it is meant for a grouped
/// transposed convolution with one input for each output (as many `groups` as channels, shape `[channels, 1, k, k]`).
/// In a dense one, every output would be the sum of all inputs: there `diagonal = true` keeps the kernel between the output
/// and the input of one number, and zeros elsewhere, as the code of Long et al. does. It is then the channels' own
/// interpolation, whose weights training may mix. In groups that the axes declare, each has its own diagonal.
///
/// Option: `diagonal` (false).
///
/// The filter is symmetric for every `k`. `MXNet`'s is the same for `k` of 1, 4, 5, 8, 9, 12, .. For other `k` (2, 3,
/// 6, 7, ..) it is lopsided, which shifts the image: for `k = 3` it is 0.25, 0.75, 0.75, where this one is 0.5, 1, 0.5.
///
/// # Errors
/// The check refuses a parameter of another rank, and one without two `kernel` axes; with `diagonal`, one that has not one
/// `out` and one `in` axis, and as many outputs as inputs in each block.
///
/// ```
/// use ndarray::{Array4, arr1, s};
/// use paraminit::axes::Role::{In, Kernel, Out};
/// use paraminit::init::bilinear;
/// use paraminit::stream::StreamId;
///
/// let mut w = Array4::<f32>::zeros((3, 1, 4, 4));
/// bilinear().fill(&mut w, &[Out, In, Kernel, Kernel], StreamId::new(42, "upsample.weight"))?;
/// assert_eq!(w.slice(s![2, 0, 1, ..]), arr1(&[0.1875, 0.5625, 0.5625, 0.1875]));
/// # Ok::<(), paraminit::init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn bilinear() -> Init {
    Init::leaf(Leaf::Bilinear(Bilinear { diagonal: false }))
}

/// The initializer as data. It has no arguments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bilinear {
    pub(crate) diagonal: bool,
}

impl Bilinear {
    pub(crate) const fn needs(self) -> Requirement {
        let shape = ShapeRequirement::rank(4, 4, "it is for kernels of two-dimensional upsampling");
        Requirement::Shape(if self.diagonal {
            shape.with_roles(Roles::Layer).with_lengths(Lengths::Square)
        } else {
            shape.with_roles(Roles::Plane)
        })
    }

    pub(crate) const fn fault(self, _: &str, _: DTypeSet) -> Option<Message> {
        None
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let factors =
            |(&len, axis): (&usize, &Axis)| (axis.role == Role::Kernel).then(|| tent(target.shape, len)).transpose();
        let factors =
            target.shape.iter().zip(target.axes.unwrap_or_default()).map(factors).collect::<Result<_, _>>()?;
        let taps = || Taps::of(target.shape, target.axes.unwrap_or_default(), Center::Upper);
        let diagonal = self.diagonal.then(taps);
        Ok((Filler::Index(IndexFn::new(target.shape, Pattern::Product { factors, diagonal })), 1.0))
    }
}

/// Returns the weights of linear interpolation around the middle of `len` taps.
fn tent(shape: &[usize], len: usize) -> Result<Vec<f64>, InitErrorKind> {
    let (middle, factor) = (float(len.saturating_sub(1)) / 2.0, float(len.div_ceil(2)));
    table(shape, len, |tap| 1.0 - (float(tap) - middle).abs() / factor)
}
