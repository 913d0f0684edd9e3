//! The macros of `paraminit`: `#[derive(Initialize)]`, `init!` and `select!`.
//!
//! Use them through the `paraminit` crate, which documents them and holds what they expand to.
//!
//! A map of the code, in the order in which data flows:
//!
//! | module | does |
//! |---|---|
//! | `tokens`, `diag`, `span`, `suggest` | splits and prints tokens; collects errors; puts checks on the tokens that they judge; finds what was meant |
//! | `pattern`, `rhs`, `rule` | read the rule language: left of the arrow, right of it, both |
//! | `catalogue` | the initializers and their arguments by name |
//! | `attr` | reads what stands in `#[init(..)]` |
//! | `ast`, `field`, `enums` | the struct, its fields, the enum that the attributes stand on |
//! | `sizes`, `unread`, `parts` | judge the names in sizes, sizes that come to nothing, and arrays that are cut |
//! | `expand` | writes the output, one file for each thing that is written |

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
