//! Initializers as Rust.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Argument, Head, Init, Value};

impl Init {
    /// The initializer as one expression, for where nothing may stand beside it.
    pub fn inline(&self) -> TokenStream {
        let expression = self.expression(&|inner| inner.inline());
        quote!({ use __p::init::*; __p::import_is_used(sqrt); #expression })
    }

    /// The expression, with the initializers among its arguments as `inner` gives them.
    pub fn expression(&self, inner: &dyn Fn(&Init) -> TokenStream) -> TokenStream {
        match &self.head {
            Head::Opaque(tokens) => tokens.clone(),
            Head::Mixture { name, arms } => {
                let arms = arms.iter().map(|(weight, init)| {
                    let (weight, init) = (weight.tokens(inner), inner(init));
                    quote!((#weight, #init))
                });
                quote!(#name([#(#arms),*]))
            }
            Head::Gates { name, blocks } => {
                let blocks = blocks.iter().map(inner);
                quote!(#name([#(#blocks),*]))
            }
            Head::Call { name, positional, named } => {
                let values = positional.iter().map(|argument| argument.tokens(inner));
                let mut call = quote!(#name(#(#values),*));
                for (key, argument) in named {
                    let value = argument.tokens(inner);
                    call = quote!(#call.#key(#value));
                }
                for argument in positional {
                    if let Value::Function(_, name) = &argument.value {
                        call = quote!(#call.named(#name));
                    }
                }
                call
            }
        }
    }
}

impl Argument {
    fn tokens(&self, inner: &dyn Fn(&Init) -> TokenStream) -> TokenStream {
        match &self.value {
            Value::Expression(tokens) | Value::Function(tokens, _) => tokens.clone(),
            Value::Init(init) => inner(init),
        }
    }
}
