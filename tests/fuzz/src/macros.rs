//! The macros, as functions of tokens.

use paraminit_macros_as_library as library;
use proc_macro2::TokenStream;

/// Every text of tokens makes tokens, with errors among them where something is wrong. Expressions of the user's are
/// handed on as they stand, so that the tokens need not be right Rust.
///
/// # Panics
///
/// If not.
pub fn macros(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(tokens) = text.parse::<TokenStream>() else { return };
    let on_a_field = format!("#[init({text})] struct Net {{ #[init({text})] field: Array2<f32>, other: T }}");
    let rules = format!("[::paraminit] <Net> {text}");
    check(&library::derive_initialize(tokens));
    if let Ok(tokens) = on_a_field.parse() {
        check(&library::derive_initialize(tokens));
    }
    if let Ok(tokens) = rules.parse::<TokenStream>() {
        check(&library::__init(tokens.clone()));
        check(&library::__select(tokens));
    }
}

fn check(tokens: &TokenStream) {
    let shown = tokens.to_string();
    assert!(!shown.is_empty(), "nothing comes out");
    assert!(shown.parse::<TokenStream>().is_ok(), "no tokens: {shown}");
}
