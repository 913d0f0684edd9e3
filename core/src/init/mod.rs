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
//! | [`orthogonal`] | ; `gain` (Linear) | orthonormal rows or columns |
//! | [`mixture`] | `[(weight, init), ..]` | each from one of several |
//! | [`map`], [`scaled`] | `init, f`; `init, k` | f(x), k x |
//! | [`pytorch`], [`flax`], [`keras`], [`mxnet`] | | what that system's layers get |
//!
//! What owns data or code is a [`Source`]: [`custom`], [`sample`], [`by`].
//!
//! `use paraminit::init::*` makes everything readable without paths: `kaiming_normal().gain(Relu).mode(FanOut)`.

mod arena;
mod array;
mod cause;
mod check;
mod constant;
mod custom;
mod display;
mod draws;
mod gain;
mod grid;
mod haar;
mod judge;
mod kaiming;
mod map;
mod math;
mod misuse;
mod mixture;
mod normal;
mod orthogonal;
mod preset;
mod rescale;
mod resolve;
mod resolved;
mod scaling;
mod setters;
mod source;
mod suits;
mod target;
mod truncated;
mod uniform;
mod variance_scaling;
mod xavier;

#[cfg(test)]
mod tests;

pub use arena::Init;
pub use cause::Cause;
pub use check::Needs;
pub use constant::{constant, ones, zeros};
pub use custom::Initializer;
pub use gain::Gain::{self, LeakyRelu, Linear, Relu, Selu, Sigmoid, Tanh, Value};
pub use kaiming::{kaiming_normal, kaiming_uniform};
pub use map::{map, scaled};
pub use math::sqrt;
pub use mixture::mixture;
pub use normal::normal;
pub use orthogonal::orthogonal;
pub use preset::{flax, keras, mxnet, pytorch};
pub use resolved::Resolved;
pub use scaling::{
    Distribution::{self, Normal, TruncatedNormal, Uniform},
    Mode::{self, FanAvg, FanGeoAvg, FanIn, FanOut},
};
pub(crate) use source::ask;
pub use source::{Samples, Source, Task, by, custom, sample};
pub use suits::{Facts, Unsuited, suits};
pub use truncated::trunc_normal;
pub use uniform::uniform;
pub use variance_scaling::{
    glorot_normal, glorot_uniform, he_normal, he_uniform, lecun_normal, lecun_uniform, variance_scaling,
};
pub use xavier::{xavier_normal, xavier_uniform};
