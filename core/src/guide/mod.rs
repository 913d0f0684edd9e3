//! The guide.
//!
//! - [`diagnostics`]: what the compiler tells you, and the fix
//! - [`coming_from`]: every function of PyTorch, MXNet, JAX and Keras, and its spelling here
//! - [`recipes`]: what projects build by hand, in a line or two each
//! - [`behaviors`]: what other systems test for, and what they got wrong, with the test that holds it here
//! - [`cost`]: what the checks cost
//! - [`contract`]: the random stream, to the bit

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
