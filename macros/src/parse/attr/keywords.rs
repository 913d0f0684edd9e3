//! Keywords that were given as names of sizes: one report each, not one more wherever they are used.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use syn::{Attribute, Meta};

/// Whether the name is a keyword.
pub fn is_keyword(name: &Ident) -> bool {
    syn::parse_str::<Ident>(&name.to_string()).is_err()
}

/// The keyword as a name that Rust can read: `r#in`.
pub fn raw(keyword: &Ident) -> Option<Ident> {
    let never = ["self", "Self", "super", "crate", "_"].iter().any(|word| keyword == word);
    (!never).then(|| Ident::new_raw(&keyword.to_string(), keyword.span()))
}

/// Puts names that Rust can read in the place of these keywords, in every `#[init(..)]`.
pub fn escape<'a>(attributes: impl Iterator<Item = &'a mut Attribute>, keywords: &[Ident]) {
    if keywords.is_empty() {
        return;
    }
    for attribute in attributes.filter(|attribute| attribute.path().is_ident("init")) {
        if let Meta::List(list) = &mut attribute.meta {
            list.tokens = escaped(core::mem::take(&mut list.tokens), keywords);
        }
    }
}

fn escaped(tokens: TokenStream, keywords: &[Ident]) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(name) if keywords.contains(&name) => raw(&name).unwrap_or(name).into(),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), escaped(group.stream(), keywords));
            inner.set_span(group.span());
            inner.into()
        }
        token => token,
    });
    tokens.collect()
}
