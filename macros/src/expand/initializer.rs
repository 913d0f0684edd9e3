//! Initializers as Rust expressions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::parse::rhs::{Head, Init, Value};

impl Init {
    /// Returns the initializer as one expression, for places without room for other items.
    pub fn inline(&self) -> TokenStream {
        let inner: Vec<TokenStream> = self.children().into_iter().map(Self::inline).collect();
        let expression = self.expression(&inner);
        quote!({ use __p::init::*; __p::import_is_used(sqrt); #expression })
    }

    /// Returns the expression. `inner` are the initializers among its arguments.
    pub fn expression(&self, inner: &[TokenStream]) -> TokenStream {
        let mut inner = inner.iter();
        let mut value = |value: &Value| match value {
            Value::Expression(tokens) | Value::Function(tokens, _) => tokens.clone(),
            Value::Init(_) => inner.next().cloned().unwrap_or_default(),
        };
        match &self.head {
            Head::Opaque(tokens) => tokens.clone(),
            Head::Mixture { name, arms } => {
                let weights = arms.iter().map(|(weight, _)| value(&weight.value)).collect::<Vec<_>>();
                quote!(#name([#((#weights, #inner)),*]))
            }
            Head::Gates { name, .. } => quote!(#name([#(#inner),*])),
            Head::Call { name, positional, named } => {
                let values: Vec<TokenStream> = positional.iter().map(|argument| value(&argument.value)).collect();
                let mut call = quote!(#name(#(#values),*));
                for (key, argument) in named {
                    let value = value(&argument.value);
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
