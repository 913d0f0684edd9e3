//! The guide, in reading order.
//!
//! - [`getting_started`]: a model, rules, and what a seed means, in four steps
//! - [`rules`]: the rule language: patterns, order and coverage, right-hand sides, mounted sets, `select!`
//! - [`attributes`]: what stands on a model: sizes, configs, axes and parts, presets, enums, maps, types of other
//!   crates
//! - [`axes`](crate::axes): layouts and their fans, blocks, parts of unequal size
//! - [`custom`]: initializers of your own
//! - [`reproducible`]: what keeps the bits, what changes them, a part or a slice alone
//! - [`seeing`]: plans, lock files, summaries, observers, pictures
//! - [`files`]: parameters that exist already: saved, loaded, taken over by a rule
//! - [`diagnostics`]: what the compiler tells you, and the fix
//! - [`coming_from`]: every function of PyTorch, MXNet, JAX and Keras, and its spelling here
//! - [`recipes`]: what projects build by hand, in a line or two each
//!
//! Reference pages:
//!
//! - [`contract`]: the random stream, to the bit
//! - [`behaviors`]: the tests of other systems and their bugs, with the tests for both here
//! - [`cost`]: the cost of the checks

/// A page, with the links that all pages share.
///
/// If a label is defined twice, the first definition counts: here that of `links.md`, on GitHub that at the end of the
/// page. Pages whose programs need a feature are tested with it.
macro_rules! page {
    ($name:ident $(if $($feature:literal),+)?) => {
        #[cfg_attr(
            any(not(doctest), all($($(feature = $feature),+)?)),
            doc = include_str!("links.md"),
            doc = include_str!(concat!("../../docs/", stringify!($name), ".md"))
        )]
        pub mod $name {}
    };
}

page!(getting_started);
page!(rules);
page!(attributes);
page!(custom);
page!(reproducible);
page!(seeing if "indicatif", "plot", "serde");
page!(files if "safetensors");
page!(diagnostics);
page!(coming_from);
page!(recipes);
page!(contract);
page!(behaviors);
page!(cost);
