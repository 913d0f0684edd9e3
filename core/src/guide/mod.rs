//! The guide.
//!
//! - [`getting_started`]: a model, rules, and what a seed means, in four steps
//! - rules: at [`init!`](crate::init!); attributes: at [the derive](derive@crate::Initialize); axes and fans: at
//!   [`axes`](crate::axes)
//! - [`custom`]: initializers of your own
//! - [`diagnostics`]: what the compiler tells you, and the fix
//! - [`coming_from`]: every function of PyTorch, MXNet, JAX and Keras, and its spelling here
//! - [`recipes`]: what projects build by hand, in a line or two each
//! - [`behaviors`]: what other systems test for, and what they got wrong, with the test that holds it here
//! - [`cost`]: what the checks cost
//! - [`contract`]: the random stream, to the bit

#[doc = include_str!("../../docs/getting_started.md")]
pub mod getting_started {}

#[doc = include_str!("../../docs/custom.md")]
pub mod custom {}

#[doc = include_str!("../../docs/diagnostics.md")]
pub mod diagnostics {}

#[doc = include_str!("../../docs/coming_from.md")]
pub mod coming_from {}

#[doc = include_str!("../../docs/recipes.md")]
pub mod recipes {}

#[doc = include_str!("../../docs/cost.md")]
pub mod cost {}

#[doc = include_str!("../../docs/contract.md")]
pub mod contract {}

#[doc = include_str!("../../docs/behaviors.md")]
pub mod behaviors {}
