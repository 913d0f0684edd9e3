//! Names that initializers have in other systems.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::catalogue::ENTRIES;
use crate::diag::{Diagnostics, Extent};
use crate::parse::tokens::{is_punct, split_at_commas};

/// What is written elsewhere, and what it is here.
const NAMES: &[(&str, &str)] = &[
    ("kaiming", "`kaiming_normal` or `kaiming_uniform`"),
    ("he", "`he_normal` or `he_uniform`"),
    ("xavier", "`xavier_uniform` or `xavier_normal`"),
    ("glorot", "`glorot_uniform` or `glorot_normal`"),
    ("lecun", "`lecun_normal` or `lecun_uniform`"),
    ("truncated_normal", "`trunc_normal`"),
    ("random_normal", "`normal`"),
    ("random_uniform", "`uniform`"),
    ("random", "`uniform` or `normal`"),
    ("gaussian", "`normal`"),
    ("identity", "`eye`"),
    ("uniform_", "`uniform`"),
    ("normal_", "`normal`"),
    ("trunc_normal_", "`trunc_normal`"),
    ("constant_", "`constant`"),
    ("ones_", "`ones`"),
    ("zeros_", "`zeros`"),
    ("eye_", "`eye`"),
    ("dirac_", "`dirac`"),
    ("sparse_", "`sparse`"),
    ("orthogonal_", "`orthogonal`"),
    ("xavier_uniform_", "`xavier_uniform`"),
    ("xavier_normal_", "`xavier_normal`"),
    ("kaiming_uniform_", "`kaiming_uniform`"),
    ("kaiming_normal_", "`kaiming_normal`"),
    ("Zeros", "`zeros`"),
    ("Ones", "`ones`"),
    ("Constant", "`constant`"),
    ("RandomNormal", "`normal`"),
    ("RandomUniform", "`uniform`"),
    ("TruncatedNormal", "`trunc_normal`"),
    ("VarianceScaling", "`variance_scaling`"),
    ("GlorotUniform", "`glorot_uniform`"),
    ("GlorotNormal", "`glorot_normal`"),
    ("HeUniform", "`he_uniform`"),
    ("HeNormal", "`he_normal`"),
    ("LecunUniform", "`lecun_uniform`"),
    ("LecunNormal", "`lecun_normal`"),
    ("Orthogonal", "`orthogonal`"),
    ("Identity", "`eye`"),
    ("Xavier", "`xavier_uniform` or `xavier_normal`"),
];

/// What is wrong with the name, if it is one of another system.
pub fn fault(name: &Ident) -> Option<String> {
    let (written, here) = NAMES.iter().find(|(written, _)| name == written)?;
    Some(format!("no initializer is called `{written}`\nhelp: here it is {here}"))
}

/// Reports a name that no constant and no function of the user's has, as Rust spells those, or one with options that no
/// initializer of type `Init` has.
pub fn is_refused(name: &Ident, arguments: TokenStream, diagnostics: &mut Diagnostics) -> bool {
    let is_camel_case = name.to_string().starts_with(char::is_uppercase);
    let fault = fault(name)
        .filter(|_| is_camel_case || split_at_commas(arguments).iter().any(|argument| is_foreign_option(argument)));
    if let Some(fault) = &fault {
        diagnostics.error(Extent::of(name.span()), fault);
    }
    fault.is_some()
}

/// `nonlinearity = Relu`, `mode = "fan_in"`
fn is_foreign_option(argument: &[TokenTree]) -> bool {
    let [TokenTree::Ident(key), equals, value @ ..] = argument else { return false };
    let known = ENTRIES.iter().any(|entry| entry.named.iter().any(|name| key == name));
    let quoted = matches!(value, [TokenTree::Literal(literal)] if literal.to_string().starts_with('"'));
    is_punct(Some(equals), '=') && (!known || quoted)
}

/// A call of the function of that name: the user's if the module has one, and one that says what is wrong otherwise.
pub fn call(name: &Ident, arguments: &[TokenStream], fault: &str) -> TokenStream {
    let types: Vec<Ident> = (0..arguments.len()).map(|i| format_ident!("__A{i}")).collect();
    let function = quote!({
        #[allow(dead_code)]
        const fn #name<#(#types: ::core::marker::Copy),*>(#(_: #types),*) -> __p::Init {
            __p::unknown(#fault)
        }
        {
            // The inner scope comes first.
            #[allow(unused_imports)]
            use self::*;
            #name
        }
    });
    // Both stand on the name: an error about the call does, then.
    let [function, arguments] = [function, quote!(#(#arguments),*)].map(|tokens| {
        let mut group = Group::new(Delimiter::Parenthesis, tokens);
        group.set_span(name.span());
        group
    });
    quote!(#function #arguments)
}
