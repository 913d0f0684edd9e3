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

#[doc = include_str!("links.md")]
#[doc = include_str!("../../docs/rules.md")]
pub mod rules {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../../docs/attributes.md")]
pub mod attributes {}

#[cfg_attr(
    any(not(doctest), all(feature = "indicatif", feature = "plot", feature = "serde")),
    doc = include_str!("links.md"),
    doc = include_str!("../../docs/seeing.md")
)]
pub mod seeing {}

#[cfg_attr(
    any(not(doctest), feature = "safetensors"),
    doc = include_str!("links.md"),
    doc = include_str!("../../docs/files.md")
)]
pub mod files {}

#[doc = include_str!("links.md")]
#[doc = include_str!("../../docs/reproducible.md")]
pub mod reproducible {}
