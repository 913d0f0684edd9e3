//! `gates([initializer, ..])`: an initializer for each packed block.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;

use super::expression::expression;
use super::{Head, Value, initializer};
use crate::diag::{Diagnostics, Extent};
use crate::parse::tokens::{is_punct, split_at_commas, text};

/// How it is written.
pub const HELP: &str = "list an initializer for each: `gates([orthogonal, orthogonal, xavier_uniform, zeros])`";

/// Parses what stands in its parentheses.
pub fn parse(name: &Ident, list: TokenStream, at: Extent, diagnostics: &mut Diagnostics) -> Option<Head> {
    let parts = split_at_commas(list);
    let [part] = &parts[..] else {
        diagnostics.error(at, format!("`gates` takes one list\nhelp: {HELP}"));
        return None;
    };
    match &part[..] {
        [TokenTree::Group(list)] if list.delimiter() == Delimiter::Bracket => {
            let blocks = blocks(list.stream(), at, diagnostics)?;
            Some(Head::Gates { name: name.clone(), blocks })
        }
        [TokenTree::Ident(_), TokenTree::Punct(equals), ..] if equals.as_char() == '=' => {
            diagnostics.error(Extent::over(part, at.last), format!("`gates` has no options\nhelp: {HELP}"));
            None
        }
        // An array of the user's.
        _ => {
            let argument = expression("blocks", part, Extent::over(part, at.last), diagnostics)?;
            let Value::Expression(array) = argument.value else { return None };
            Some(Head::Opaque(quote!(#name(#array))))
        }
    }
}

fn blocks(list: TokenStream, at: Extent, diagnostics: &mut Diagnostics) -> Option<Vec<super::Init>> {
    let mut out = Vec::new();
    for block in split_at_commas(list) {
        let here = Extent::over(&block, at.last);
        if let Some(end) = block.iter().position(|token| is_punct(Some(token), ';')) {
            let init = text(&block[..end]);
            let message =
                format!("`gates` lists every block\nhelp: what all blocks get needs no `gates`: write `{init}`");
            diagnostics.error(here, message);
            return None;
        }
        out.push(initializer(&block, here, diagnostics)?);
    }
    Some(out)
}
