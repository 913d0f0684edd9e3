//! Paths in plain tokens, so that those inside of macros count as well.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::ItemUse;

use crate::tree::word;

/// A path that stands in code.
pub(crate) struct Found {
    pub segments: Vec<String>,
    pub line: usize,
    /// Whether `!` follows.
    pub is_macro: bool,
}

/// Whether an attribute, as `cfg(test)`, leaves its item to tests.
pub(crate) fn is_test_only(attribute: &TokenStream) -> bool {
    let text = attribute.to_string().replace(' ', "");
    text.starts_with("cfg(test)") || text.starts_with("cfg(all(test,") || text.starts_with("cfg(all(doctest,")
}

/// The tokens without what is for tests only, down to methods and statements.
pub(crate) fn without_tests(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut kept = TokenStream::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_pound(&tokens[at])
            && let Some(TokenTree::Group(attribute)) = tokens.get(at + 1)
            && is_test_only(&attribute.stream())
        {
            at += 2;
            while at < tokens.len() && !ends_item(&tokens[at]) {
                at += 1;
            }
        } else if let TokenTree::Group(group) = &tokens[at] {
            let mut inner = proc_macro2::Group::new(group.delimiter(), without_tests(group.stream()));
            inner.set_span(group.span());
            kept.extend([TokenTree::Group(inner)]);
        } else {
            kept.extend([tokens[at].clone()]);
        }
        at += 1;
    }
    kept
}

fn is_pound(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == '#')
}

fn ends_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(mark) => matches!(mark.as_char(), ';' | ','),
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    }
}

/// Calls `each` with the imports that stand inside of functions.
pub(crate) fn inner_uses(tokens: &TokenStream, each: &mut impl FnMut(ItemUse)) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            inner_uses(&group.stream(), each);
        } else if word(Some(token)).as_deref() == Some("use") {
            let until = |token: &&TokenTree| !matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';');
            let mut import: TokenStream = tokens[at..].iter().take_while(until).cloned().collect();
            import.extend(quote::quote!(;));
            // `impl Trait + use<'a>` is no import.
            if let Ok(item) = syn::parse2::<ItemUse>(import) {
                each(item);
            }
        }
    }
}

/// All paths and single names in the tokens.
pub(crate) fn find(tokens: &TokenStream, found: &mut Vec<Found>) {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => {
                if !is_visibility(&tokens, at) {
                    find(&group.stream(), found);
                }
                at += 1;
            }
            TokenTree::Ident(first) => {
                let mut segments = vec![first.to_string()];
                let mut next = at + 1;
                while is_colons(&tokens, next)
                    && let Some(segment) = word(tokens.get(next + 2))
                {
                    segments.push(segment);
                    next += 3;
                }
                let is_macro = matches!(tokens.get(next), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
                if !is_member(&tokens, at) {
                    found.push(Found { segments, line: first.span().start().line, is_macro });
                }
                at = next;
            }
            _ => at += 1,
        }
    }
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    colon(at) && colon(at + 1)
}

/// Whether the group is that of `pub(in path)`.
fn is_visibility(tokens: &[TokenTree], at: usize) -> bool {
    at > 0 && word(tokens.get(at - 1)).as_deref() == Some("pub")
}

/// Whether the name belongs to what stands before it: `.name`, `<T>::name`, `'name`.
fn is_member(tokens: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    match before {
        Some(TokenTree::Punct(mark)) if mark.as_char() == '.' => {
            // `..name` is a range.
            !matches!(at.checked_sub(2).map(|at| &tokens[at]), Some(TokenTree::Punct(mark)) if mark.as_char() == '.')
        }
        Some(TokenTree::Punct(mark)) => mark.as_char() == '\'' || (at >= 2 && is_colons(tokens, at - 2)),
        _ => false,
    }
}
