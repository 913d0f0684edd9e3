//! Initializers: what to put into a parameter.
//!
//! An [`Init`] is plain data, made by the functions below, checked in `const`, and filled at run time. A name means
//! what it means where it comes from: `xavier_*` and `kaiming_*` are `PyTorch`'s, with plain normal distributions;
//! `glorot_*`, `he_*` and `lecun_*` are Keras's and JAX's, with truncated ones.
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
//! | [`bilinear`] | | interpolation |
//! | [`lstm_bias`] | ; `forget` (1) | open forget gates |
//! | [`chrono`] | `t_max` | forget gates ln U(1, `t_max` - 1), input gates minus those |
//! | [`stft`] | ; `side`, `window`, `scaling`, `periodic` | a Fourier transform |
//! | [`values`] | `array` | the array's |
//! | [`mixture`] | `[(weight, init), ..]` | each from one of several |
//! | [`gates`] | `[init, ..]` | one initializer for each packed block |
//! | [`map`], [`scaled`] | `init, f`; `init, k` | f(x), k x |
//! | [`clamped`] | `init, low, high` | min(max(x, low), high) |
//! | [`icnr`] | `scale, init` | equal kernels for a pixel shuffle |
//! | [`pytorch`], [`flax`], [`keras`], [`mxnet`] | | what that system's layers get |
//!
//! What owns data or code is a [`Source`]: [`custom`], [`sample`], [`by`]. Values that exist already are taken by name:
//! [`from`](from()) a model or a map and, with the feature `safetensors`, `load` from a file; see [`io`](crate::io).
//!
//! `use paraminit::init::*` makes everything readable without paths: `kaiming_normal().gain(Relu).mode(FanOut)`.

mod arena;
mod array;
mod bilinear;
mod body;
mod cause;
mod check;
mod chrono;
mod clamped;
mod constant;
mod custom;
mod delta_orthogonal;
mod demand;
mod dirac;
mod display;
mod draws;
mod expected;
mod eye;
mod form;
mod gain;
mod gates;
mod grid;
mod haar;
mod icnr;
mod judge;
mod kaiming;
mod lasting;
mod law;
mod lstm_bias;
mod map;
mod math;
mod misuse;
mod mixture;
mod normal;
mod options;
mod orthogonal;
mod panel;
mod parse;
mod preset;
mod rescale;
mod resolve;
mod resolved;
mod scaling;
mod setters;
mod siren;
mod slice;
pub(crate) mod source;
mod sparse;
mod spread;
mod stft;
mod suits;
mod taps;
mod target;
mod task;
mod truncated;
mod uniform;
mod unsuited;
mod values;
mod variance_scaling;
mod xavier;
mod zero_init;

#[cfg(test)]
mod tests;

pub use arena::Init;
pub use bilinear::bilinear;
pub use cause::InitErrorKind;
pub use check::Needs;
pub use chrono::chrono;
pub use clamped::clamped;
pub use constant::{constant, ones, zeros};
pub use custom::Initializer;
pub use delta_orthogonal::delta_orthogonal;
pub use dirac::dirac;
pub use expected::Expected;
pub use eye::eye;
pub use gain::Gain::{self, LeakyRelu, Linear, Relu, Selu, Sigmoid, Tanh, Value};
pub use gates::gates;
pub use icnr::icnr;
pub use kaiming::{kaiming_normal, kaiming_uniform};
pub(crate) use lasting::Lasting;
pub use lstm_bias::lstm_bias;
pub use map::{map, scaled};
pub use math::{ln, sqrt};
pub use mixture::mixture;
pub use normal::normal;
pub use orthogonal::orthogonal;
pub use parse::ParseInitError;
pub use preset::{flax, keras, mxnet, pytorch};
pub use resolved::Resolved;
pub use scaling::{
    Distribution::{self, Normal, TruncatedNormal, Uniform},
    Mode::{self, FanAvg, FanGeoAvg, FanIn, FanOut},
};
pub use siren::siren;
pub(crate) use source::ask;
pub use source::pretrained::from;
#[cfg(feature = "safetensors")]
pub use source::pretrained::load;
pub use source::{Source, by, custom, sample};
pub use sparse::sparse;
pub use stft::{
    Scaling::{self, Density, Spectrum, Unscaled},
    Side::{self, Imaginary, Real},
    Window::{self, Blackman, Hamming, Hann, Rectangular},
    stft,
};
pub(crate) use suits::{ParamFacts, judge, suits};
pub use taps::Center::{self, Lower, Upper};
pub use task::{Samples, Task, Written};
pub use truncated::trunc_normal;
pub use uniform::uniform;
pub use unsuited::Mismatch;
pub use values::values;
pub use variance_scaling::{
    glorot_normal, glorot_uniform, he_normal, he_uniform, lecun_normal, lecun_uniform, variance_scaling,
};
pub use xavier::{xavier_normal, xavier_uniform};
pub use zero_init::zero_init;
