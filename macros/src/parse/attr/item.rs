//! The items between the commas of an attribute.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenTree};
use syn::{Attribute, Meta};

use crate::diag::{Diagnostics, Extent};
use crate::parse::names::{escaped, with_names};
use crate::parse::tokens::{is_punct, split_at_commas};

/// An item of an attribute.
pub struct Item {
    pub tokens: Vec<TokenTree>,
    pub at: Extent,
}

/// Returns the items of all `#[init(..)]` attributes.
pub fn items(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> Vec<Item> {
    let mut items = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("init")) {
        let Meta::List(list) = &attribute.meta else {
            let message = "expected a list\nhelp: write `#[init(..)]`, such as `#[init(zeros)]`";
            diagnostics.add(syn::Error::new_spanned(&attribute.meta, message));
            continue;
        };
        for tokens in at_semicolons(&joined(split_at_commas(list.tokens.clone())), diagnostics) {
            let at = Extent::over(&tokens, Span::call_site());
            if tokens.is_empty() {
                diagnostics.add(syn::Error::new_spanned(list, "expected something between the commas"));
            } else {
                items.push(Item { tokens, at });
            }
        }
    }
    items
}

/// Replaces these keywords by names that Rust can parse, in every `#[init(..)]`. So a keyword that was given as the
/// name of a size is reported once, and not again for every use.
pub fn escape<'a>(attributes: impl Iterator<Item = &'a mut Attribute>, keywords: &[Ident]) {
    for attribute in attributes.filter(|attribute| attribute.path().is_ident("init")) {
        if let (Meta::List(list), [_, ..]) = (&mut attribute.meta, keywords) {
            let escape = |name: Ident| escaped(&name).filter(|_| keywords.contains(&name)).or(Some(name));
            list.tokens = with_names(core::mem::take(&mut list.tokens), &escape);
        }
    }
}

/// Splits at semicolons, which should be commas. Each is reported, and counts as a comma.
fn at_semicolons(items: &[Vec<TokenTree>], diagnostics: &mut Diagnostics) -> Vec<Vec<TokenTree>> {
    let is_semicolon = |token: &TokenTree| is_punct(Some(token), ';');
    let mut parts = Vec::new();
    for item in items {
        let split = item.split(is_semicolon).map(<[_]>::to_vec);
        parts.extend(split.filter(|part| !part.is_empty() || item.is_empty()));
    }
    for semicolon in items.iter().flatten().filter(|token| is_semicolon(token)) {
        diagnostics.error(Extent::of(semicolon.span()), "expected `,`, found `;`\nhelp: write `,`");
    }
    parts
}

/// Joins items that commas of their own split, between the parameters of a type: `config = Config<A, B>`.
fn joined(parts: Vec<Vec<TokenTree>>) -> Vec<Vec<TokenTree>> {
    let mut items: Vec<Vec<TokenTree>> = Vec::new();
    for part in parts {
        match items.last_mut() {
            Some(last) if is_open(last) => {
                last.push(Punct::new(',', Spacing::Alone).into());
                last.extend(part);
            }
            _ => items.push(part),
        }
    }
    items
}

/// True if the item continues after the comma that ended it.
fn is_open(item: &[TokenTree]) -> bool {
    let [TokenTree::Ident(key), equals, value @ ..] = item else { return false };
    if !is_punct(Some(equals), '=') {
        return false;
    }
    let count = |wanted| value.iter().filter(|token| is_punct(Some(token), wanted)).count();
    match key.to_string().as_str() {
        // A type contains no comparisons, so angle brackets are counted.
        "config" | "remote" | "with" => count('<') > count('>'),
        _ => false,
    }
}
