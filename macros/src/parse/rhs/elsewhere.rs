//! Names that initializers have in other systems.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::catalogue::ENTRIES;
use crate::diag::Extent;
use crate::parse::tokens::{is_quoted, keyed, split_at_commas};

/// The initializers here, each with its names in other systems.
const NAMES: &[(&str, &[&str])] = &[
    ("`kaiming_normal` or `kaiming_uniform`", &["kaiming"]),
    ("`he_normal` or `he_uniform`", &["he"]),
    ("`xavier_uniform` or `xavier_normal`", &["xavier", "Xavier"]),
    ("`glorot_uniform` or `glorot_normal`", &["glorot"]),
    ("`lecun_normal` or `lecun_uniform`", &["lecun"]),
    ("`trunc_normal`", &["truncated_normal", "trunc_normal_", "TruncatedNormal"]),
    ("`normal`", &["random_normal", "gaussian", "normal_", "RandomNormal"]),
    ("`uniform`", &["random_uniform", "uniform_", "RandomUniform"]),
    ("`uniform` or `normal`", &["random"]),
    ("`eye`", &["identity", "eye_", "Identity"]),
    ("`constant`", &["constant_", "Constant"]),
    ("`ones`", &["ones_", "Ones"]),
    ("`zeros`", &["zeros_", "Zeros"]),
    ("`dirac`", &["dirac_"]),
    ("`sparse`", &["sparse_"]),
    ("`orthogonal`", &["orthogonal_", "Orthogonal"]),
    ("`xavier_uniform`", &["xavier_uniform_"]),
    ("`xavier_normal`", &["xavier_normal_"]),
    ("`kaiming_uniform`", &["kaiming_uniform_"]),
    ("`kaiming_normal`", &["kaiming_normal_"]),
    ("`variance_scaling`", &["VarianceScaling"]),
    ("`glorot_uniform`", &["GlorotUniform"]),
    ("`glorot_normal`", &["GlorotNormal"]),
    ("`he_uniform`", &["HeUniform"]),
    ("`he_normal`", &["HeNormal"]),
    ("`lecun_uniform`", &["LecunUniform"]),
    ("`lecun_normal`", &["LecunNormal"]),
];

/// Returns the message about the name, if it is one of another system.
fn fault(name: &Ident) -> Option<String> {
    let (here, _) = NAMES.iter().find(|(_, elsewhere)| elsewhere.iter().any(|written| name == written))?;
    Some(format!("no initializer is called `{name}`\nhelp: here it is {here}"))
}

/// Returns the error about a name that, by its spelling, no constant or function of the user has, or about a call
/// with options that no initializer of type `Init` has.
pub fn refusal(name: &Ident, arguments: TokenStream) -> Option<syn::Error> {
    let fault = fault(name)?;
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
    let fault = fault(name)?;
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
