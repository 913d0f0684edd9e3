//! Calls of initializers by the names that they have in other systems.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::catalogue::ENTRIES;
use crate::diag::Extent;
use crate::parse::tokens::{is_quoted, keyed, split_at_commas};

/// Returns the error about a name that, by its spelling, no constant or function of the user has, or about a call
/// with options that no initializer of type `Init` has.
pub fn refusal(name: &Ident, arguments: TokenStream) -> Option<syn::Error> {
    let fault = paraminit_syntax::elsewhere(&name.to_string())?;
    let is_camel_case = name.to_string().starts_with(char::is_uppercase);
    let is_refused = is_camel_case || split_at_commas(arguments).iter().any(|argument| is_foreign_option(argument));
    is_refused.then(|| Extent::of(name.span()).error(fault))
}

/// True for options of other systems: `nonlinearity = Relu`, `mode = "fan_in"`.
fn is_foreign_option(argument: &[TokenTree]) -> bool {
    let Some((key, value)) = keyed(argument, '=') else { return false };
    let known = ENTRIES.iter().any(|entry| entry.named.iter().any(|name| key == name));
    !known || matches!(value, [quoted] if is_quoted(quoted))
}

/// Returns a call of the function of that name. It is the user's function if the module has one, and otherwise one that
/// reports the mistake. `None` if it is no name of another system.
pub fn call(name: &Ident, arguments: &[TokenStream]) -> Option<TokenStream> {
    let fault = paraminit_syntax::elsewhere(&name.to_string())?;
    let types: Vec<Ident> = (0..arguments.len()).map(|i| format_ident!("__A{i}")).collect();
    let function = quote!({
        #[allow(dead_code)]
        const fn #name<#(#types: ::core::marker::Copy),*>(#(_: #types),*) -> __p::Init {
            __p::unknown(#fault)
        }
        {
            // Names of the inner scope have precedence.
            #[allow(unused_imports)]
            use self::*;
            #name
        }
    });
    // Both have the span of the name, so an error about the call stands on the name.
    let [function, arguments] = [function, quote!(#(#arguments),*)].map(|tokens| {
        let mut group = Group::new(Delimiter::Parenthesis, tokens);
        group.set_span(name.span());
        group
    });
    Some(quote!(#function #arguments))
}
