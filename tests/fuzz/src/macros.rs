//! The macros, as functions of tokens.

use paraminit_macros_as_library as library;
use proc_macro2::TokenStream;

/// Every text of tokens makes tokens that Rust reads, with errors among them where something is wrong.
///
/// # Panics
///
/// If not.
pub fn macros(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(tokens) = text.parse::<TokenStream>() else { return };
    let on_a_field = format!("#[init({text})] struct Net {{ #[init({text})] field: Array2<f32>, other: T }}");
    let rules = format!("[::paraminit] <Net> {text}");
    items(library::derive_initialize(tokens));
    if let Ok(tokens) = on_a_field.parse() {
        items(library::derive_initialize(tokens));
    }
    if let Ok(tokens) = rules.parse::<TokenStream>() {
        expression(library::__init(tokens.clone()));
        expression(library::__select(tokens));
    }
}

fn items(tokens: TokenStream) {
    let shown = tokens.to_string();
    syn::parse2::<syn::File>(tokens).unwrap_or_else(|error| panic!("{error}: {shown}"));
}

fn expression(tokens: TokenStream) {
    let shown = tokens.to_string();
    syn::parse2::<syn::Expr>(tokens).unwrap_or_else(|error| panic!("{error}: {shown}"));
}
