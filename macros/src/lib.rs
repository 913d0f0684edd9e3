//! The macros of `paraminit`: `#[derive(Initialize)]`, `init!` and `select!`.
//!
//! Use them through the `paraminit` crate, which documents them and contains the items that their expansions name.
//!
//! # A map of the code
//!
//! Data flows one way, and no module imports one above it:
//!
//! | module | holds |
//! |---|---|
//! | `expand` | the output: impls, checks, and what an editor sees |
//! | `validate` | what no single attribute can tell: judged, and counted |
//! | `input` | the struct, the enum, and their fields, as plain data |
//! | `parse` | tokens to patterns, by `paraminit-syntax`, to right-hand sides, rules and attributes |
//! | `catalogue` | the initializers and their arguments by name |
//! | `span`, `suggest` | checks on the tokens that they judge; what was meant |
//! | `diag` | errors, collected, and what they underline |

extern crate proc_macro;

mod catalogue;
mod diag;
mod expand;
mod input;
mod parse;
mod span;
mod suggest;
mod validate;

#[cfg(test)]
mod tests;

/// Derives a model's parameter schema from its fields. See `paraminit::Initialize`.
#[proc_macro_derive(Initialize, attributes(init))]
pub fn derive_initialize(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::derive(input.into()).into()
}

/// The target of `paraminit::select!`, which passes its body on.
#[doc(hidden)]
#[proc_macro]
pub fn __select(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::select(input.into()).into()
}

/// The target of `paraminit::init!`, which passes its body on.
#[doc(hidden)]
#[proc_macro]
pub fn __init(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::init(input.into()).into()
}
