//! Constructors of the initializers that change another one.

use crate::init::combine::clamped::Clamped;
use crate::init::combine::icnr::Icnr;
use crate::init::combine::map::Function;
use crate::init::{Init, Node};

/// Elements `min(max(x, low), high)`, with `x` as `init` gives it.
///
/// Values beyond a bound become the bound, so they pile up there. (`trunc_normal` draws none beyond its bounds.) A
/// bound may be infinite. The bounds are rounded to the parameter's own type.
///
/// # Errors
/// The check refuses bounds that are not numbers, `low >= high`, bounds that are one number in the parameter's own
/// type, and a faulty `init`.
///
/// ```
/// use paraminit::init::{Init, clamped, normal};
///
/// const POSITIVE: Init = clamped(normal(1.0, 0.5), 0.0, f64::INFINITY);
/// assert_eq!(POSITIVE.to_string(), "clamped(normal(1, 0.5), 0, inf)");
/// ```
#[must_use]
pub const fn clamped(init: Init, low: f64, high: f64) -> Init {
    Init::over(Node::Clamped(Clamped { low, high }), &init)
}

/// Kernels in groups of `scale^2` equal ones, each group with the kernel that `inner` gives it.
///
/// It is for a convolution in front of a pixel shuffle by `scale`, such as `PyTorch`'s `PixelShuffle`: the upsampled
/// image is then free of checkerboards, as if by nearest neighbors. It needs an `out` axis whose length is a multiple
/// of `scale^2`. Output `o` gets kernel `o / scale^2` of `inner`. `inner` fills a parameter with `scale^2` times fewer
/// outputs, and has its fans. Aitken et al. (2017).
///
/// `PixelShuffle` takes channel `c` from the outputs `c scale^2 ..`, so equal kernels are neighbors. Other
/// implementations tile the kernels. Those do not suit it; they suit TensorFlow's `depth_to_space`, which counts the
/// other way.
///
/// # Errors
/// The check refuses a `scale` of 0, a faulty `inner`, a parameter that has not exactly one `out` axis, and one whose
/// outputs are no multiple of `scale^2`.
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

/// Elements `f(x)`, with `x` as `init` gives it.
///
/// They are computed in `f64` and rounded. In a half parameter, too, `f` sees `x` in `f32`, before the rounding; bounds
/// that `init` keeps hold there. [`named`](Init::named) gives the function a name to print. A function that is not
/// known at compile time, or that has state, belongs into a `custom` initializer.
///
/// # Errors
/// The check refuses a faulty `init`. A run fails if `f` gives a value that is not finite, unless it is an infinity that a
/// [`clamped`] around it makes a bound.
///
/// ```
/// use paraminit::init::{Init, map, uniform};
///
/// const fn keep_large(x: f64) -> f64 {
///     if x.abs() >= 5.0 { x } else { 0.0 }
/// }
/// // Dive into Deep Learning, section 6.3, as it stands there: x *= |x| >= 5.
/// const CUSTOM: Init = map(uniform(-10.0, 10.0), keep_large).named("keep_large");
/// assert_eq!(CUSTOM.to_string(), "map(uniform(-10, 10), keep_large)");
/// ```
#[must_use]
pub const fn map(init: Init, f: fn(f64) -> f64) -> Init {
    Init::over(Node::Map(Function { call: f, name: None }), &init)
}

/// Elements `k x`, with `x` as `init` gives it.
///
/// The product is computed in the parameter's own type. For a half type it is computed in `f32`, and rounded once at
/// the end, however many factors there are. It scales residual branches by depth, for instance:
/// `scaled(orthogonal(), sqrt(2.0 / LAYERS))`.
///
/// # Errors
/// The check refuses a `k` that is not finite, a faulty `init`, and products that are infinite, or all 0, in the parameter's
/// own type. With a `k` of 0, or an `init` of zeros, 0 is meant.
///
/// ```
/// use paraminit::init::{Init, orthogonal, scaled};
///
/// const BRANCH: Init = scaled(orthogonal(), 0.5);
/// assert_eq!(BRANCH.to_string(), "scaled(orthogonal, 0.5)");
/// ```
#[must_use]
pub const fn scaled(init: Init, k: f64) -> Init {
    Init::over(Node::Scaled(k), &init)
}
