//! Initializers: the values that a parameter starts with.
//!
//! An [`Init`] is plain data. The functions below make it, `const` code checks it, and a run fills with it. A name has
//! the meaning of the system that it comes from: `xavier_*` and `kaiming_*` are `PyTorch`'s, with plain normal
//! distributions; `glorot_*`, `he_*` and `lecun_*` are Keras's and JAX's, with truncated ones.
//!
//! | | arguments; options (default) | elements |
//! |---|---|---|
//! | [`zeros`], [`ones`], [`constant`] | `v` | one value |
//! | [`uniform`] | `low, high` | U(low, high) |
//! | [`normal`] | `mean, std` | N(mean, std^2) |
//! | [`trunc_normal`] | `std`; `mean` (0), `within` (2) or `low`, `high`, `rescale` (false) | N, on an interval |
//! | [`xavier_uniform`], [`xavier_normal`] | ; `gain` (Linear) | variance gain^2 2 / (`fan_in` + `fan_out`) |
//! | [`kaiming_uniform`], [`kaiming_normal`] | ; `gain` (Relu), `mode` (`FanIn`) | variance gain^2 / fan |
//! | [`glorot_uniform`], [`glorot_normal`] | | variance 2 / (`fan_in` + `fan_out`) |
//! | [`he_uniform`], [`he_normal`] | | variance 2 / `fan_in` |
//! | [`lecun_uniform`], [`lecun_normal`] | | variance 1 / `fan_in` |
//! | [`variance_scaling`] | `scale`; `mode` (`FanIn`), `distribution` (`TruncatedNormal`) | variance scale / fan |
//! | [`siren`] | ; `omega` (30), `first` (false) | U(+-sqrt(6 / `fan_in`) / omega) |
//! | [`orthogonal`] | ; `gain` (Linear) | orthonormal rows or columns |
//! | [`delta_orthogonal`] | ; `gain` (Linear), `center` (`Lower`) | an orthogonal matrix at the center tap |
//! | [`sparse`] | `sparsity`; `std` (0.01), `axis` (0) | N(0, std^2) with zeros in every line |
//! | [`eye`] | ; `gain` (Linear) | the identity |
//! | [`dirac`] | ; `groups` (1), `center` (`Upper`) | the identity at the center tap |
//! | [`zero_init`] | | the identity or a Hadamard matrix at the center tap |
//! | [`bilinear`] | ; `diagonal` (false) | interpolation |
//! | [`lstm_bias`] | ; `forget` (1) | open forget gates |
//! | [`chrono`] | `t_max` | forget gates ln U(1, `t_max` - 1), input gates minus those |
//! | [`stft`] | ; `side`, `window`, `scaling`, `periodic` | a Fourier transform |
//! | [`values`] | `array` | the array's |
//! | [`mixture`] | `[(weight, init), ..]` | each from one of several |
//! | [`gates`] | `[init, ..]` | one initializer for each packed block |
//! | [`each`] | `f` | one initializer for each copy along a `batch` axis |
//! | [`map`], [`scaled`] | `init, f`; `init, k` | f(x), k x |
//! | [`clamped`] | `init, low, high` | min(max(x, low), high) |
//! | [`icnr`] | `scale, init` | equal kernels for a pixel shuffle |
//! | [`pytorch`], [`flax`], [`keras`], [`mxnet`] | | what that system's layers get |
//!
//! A `gain` is that of `Linear`, `Sigmoid`, `Tanh`, `Relu`, `LeakyRelu(slope)`, `Elu`, `Selu`, `Gelu`, `GeluTanh`, `Silu`,
//! `Mish` or `Softplus`; `of(f)` is that of any other activation, and `Value(x)` any factor: see [`Gain`].
//!
//! A [`Source`] owns data or code: [`custom`], [`sample`], [`from_fn`]. Values that exist already are taken by name:
//! [`from`](from()) a model or a map and, with the feature `safetensors`, `load` from a file; see [`io`](crate::io).
//!
//! A rule writes options by name, `kaiming_normal(gain = Relu, mode = FanOut)`. In Rust they are methods, and their
//! values variants of enums: `kaiming_normal().gain(Gain::Relu)`, or without the enum's name after
//! `use paraminit::init::Gain::*`.

pub(crate) mod catalogue;
mod combine;
mod fill;
mod fit;
#[allow(clippy::unnecessary_wraps, clippy::unused_self, reason = "all initializers have the same methods")]
mod fixed;
mod options;
#[allow(clippy::unnecessary_wraps, clippy::unused_self, reason = "all initializers have the same methods")]
mod orthogonal;
mod preset;
#[allow(clippy::unnecessary_wraps, clippy::unused_self, reason = "all initializers have the same methods")]
mod random;
#[allow(clippy::unused_self, reason = "all initializers have the same methods")]
mod scale;
pub(crate) mod source;
mod text;
mod tree;

#[cfg(test)]
mod tests;

pub use crate::const_math::{ln, sqrt};
pub(crate) use catalogue::Leaf;
pub use catalogue::constructors::*;
pub use combine::each::each;
pub use combine::gates::gates;
pub use combine::mixture::mixture;
pub use combine::over::{clamped, icnr, map, scaled};
pub use fill::error::InitErrorKind;
pub use fill::expected::Expected;
pub(crate) use fill::filler::Filler;
pub use fill::resolved::Resolved;
pub use fit::check::Needs;
pub(crate) use fit::facts::ParamFacts;
pub use fit::mismatch::Mismatch;
pub(crate) use fit::requirement::{Lengths, Requirement, Roles, ShapeRequirement};
pub(crate) use fit::target::Target;
pub(crate) use fit::{arguments, check_fit, suits};
pub(crate) use fixed::index_fn::{IndexFn, Pattern};
pub use fixed::kernel_center::Center;
pub use fixed::spectrum::{Scaling, Side, Window};
pub(crate) use preset::Preset;
pub use preset::{flax, keras, mxnet, pytorch};
pub use scale::activation::Activation;
pub use scale::gain::{Gain, of};
pub use scale::{Distribution, Mode};
pub(crate) use source::ask;
pub(crate) use source::deferred::DeferredSource;
pub use source::failure::DeriveErrorKind;
pub use source::initializer::Initializer;
pub use source::prepared::{Prepared, Written};
pub use source::pretrained::from;
#[cfg(feature = "safetensors")]
pub use source::pretrained::load;
pub use source::transform::Given;
pub use source::{Source, custom, from_fn, sample};
pub use text::ParseInitError;
pub use tree::Init;
pub(crate) use tree::Node;
