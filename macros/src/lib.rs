//! The macros of `paraminit`: `#[derive(Initialize)]`, `init!` and `select!`.
//!
//! Use them through the `paraminit` crate, which documents them and holds what they expand to.
//!
//! A map of the code: [`tokens`](self) splits and prints token lists; `pattern`, `rhs` and `rule` read the rule language;
//! `attr` reads `#[init(..)]`, `ast` the struct that it stands on, and `parts` judges arrays that are cut; `expand` writes the output; `diag` collects errors,
//! `suggest` finds what was meant, `span` puts checks on the tokens that they judge.

extern crate proc_macro;

mod ast;
mod attr;
mod catalogue;
mod diag;
mod enums;
mod expand;
mod field;
mod parts;
mod pattern;
mod rhs;
mod rule;
mod sizes;
mod span;
mod suggest;
mod tokens;

#[cfg(test)]
mod property;
#[cfg(test)]
mod snapshots;

/// Derives a model's parameter schema from its fields. See `paraminit::Initialize`.
#[proc_macro_derive(Initialize, attributes(init))]
pub fn derive_initialize(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::derive::expand(input.into()).into()
}

/// What `paraminit::select!` hands its body to.
#[doc(hidden)]
#[proc_macro]
pub fn __select(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::select::expand(input.into()).into()
}

/// What `paraminit::init!` hands its body to.
#[doc(hidden)]
#[proc_macro]
pub fn __init(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::init::expand(input.into()).into()
}
