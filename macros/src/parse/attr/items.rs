//! The items between the commas of an attribute, and whether each is a key.

use proc_macro2::{Punct, Spacing, Span, TokenTree};
use syn::{Attribute, Meta};

use super::{FIELD_KEYS, STRUCT_KEYS, VARIANT_KEYS};
use crate::catalogue;
use crate::diag::{Diagnostics, Extent};
use crate::parse::tokens::{find_fat_arrow, is_optional, is_punct, split_at_commas, text};
use crate::suggest;

/// One item of an attribute.
pub struct Item {
    pub tokens: Vec<TokenTree>,
    pub at: Extent,
}

impl Item {
    /// The key and what follows it, if the item is one of `keys` or looks like a key.
    pub fn key<'k>(
        &self,
        keys: &[&'k str],
        diagnostics: &mut Diagnostics,
    ) -> Option<Result<(&'k str, &[TokenTree]), ()>> {
        let [TokenTree::Ident(word), rest @ ..] = &self.tokens[..] else {
            return None;
        };
        if find_fat_arrow(rest).is_some_and(|arrow| arrow == usize::from(is_optional(rest, arrow))) {
            return None;
        }
        let written = word.to_string();
        if is_punct(rest.first(), ':') && !is_punct(rest.get(1), ':') {
            let message = format!("expected `=>`\nhelp: a rule reads `{written} => {}`", text(&rest[1..]));
            diagnostics.error(self.at, message);
            return Some(Err(()));
        }
        let assigns = is_punct(rest.first(), '=') && !is_punct(rest.get(1), '=');
        if let Some(key) = keys.iter().find(|key| written == **key) {
            return Some(Ok((key, rest)));
        }
        if !assigns {
            return None;
        }
        let help = match rest.get(1) {
            _ if written == "groups" && keys.contains(&"axes") => {
                let groups = text(&rest[1..]);
                format!(
                    "\nhelp: say it of the axis that runs over all groups: `axes = [{groups} * out, in, kernel]`, or \
                     `[{groups} * in, out, kernel]` in a transposed convolution"
                )
            }
            Some(TokenTree::Ident(value)) if written == "init" && catalogue::find(&value.to_string()).is_some() => {
                let bare = text(&rest[1..]);
                if keys.contains(&"axes") {
                    format!("\nhelp: write the bare `{bare}`")
                } else {
                    format!("\nhelp: for all parameters, write `** => {bare}`")
                }
            }
            Some(TokenTree::Ident(value))
                if keys.contains(&"axes") && catalogue::find(&value.to_string()).is_some() =>
            {
                let bare = text(&rest[1..]);
                format!("\nhelp: on an array, write the bare `{bare}`; on a part, a rule reads `{written} => {bare}`")
            }
            Some(TokenTree::Ident(value)) if catalogue::find(&value.to_string()).is_some() => {
                format!("\nhelp: a rule reads `{written} => {}`", text(&rest[1..]))
            }
            _ => suggest::help(&written, keys),
        };
        diagnostics.error(Extent::of(word.span()), format!("unknown key `{written}`{help}"));
        Some(Err(()))
    }
}

/// The items of all `#[init(..)]` attributes.
pub fn items(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> Vec<Item> {
    let mut items = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("init")) {
        match &attribute.meta {
            Meta::List(list) => {
                for tokens in at_semicolons(&joined(split_at_commas(list.tokens.clone())), diagnostics) {
                    let at = Extent::over(&tokens, Span::call_site());
                    if tokens.is_empty() {
                        diagnostics.add(syn::Error::new_spanned(list, "expected something between the commas"));
                    } else {
                        items.push(Item { tokens, at });
                    }
                }
            }
            other => diagnostics.add(syn::Error::new_spanned(
                other,
                "expected a list\nhelp: write `#[init(..)]`, such as `#[init(zeros)]`",
            )),
        }
    }
    items
}

/// Items that a semicolon parts where a comma should. One report is enough: each is read as if it were one.
fn at_semicolons(items: &[Vec<TokenTree>], diagnostics: &mut Diagnostics) -> Vec<Vec<TokenTree>> {
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

fn is_semicolon(token: &TokenTree) -> bool {
    is_punct(Some(token), ';')
}

/// Whether a key was given before; if so, that is reported.
pub fn duplicate(seen: &mut Vec<&'static str>, key: &str, at: Extent, diagnostics: &mut Diagnostics) -> bool {
    let known = STRUCT_KEYS.iter().chain(FIELD_KEYS).chain(VARIANT_KEYS).find(|known| **known == key);
    let again = seen.contains(&key);
    if again {
        diagnostics.error(at, format!("`{key}` is given twice\nhelp: remove one of the two"));
    }
    seen.extend(known);
    again
}

/// Items with what a comma of their own cut off: between the parameters of a closure, `dims = |i, j| ..`, and between
/// those of a type, `config = Config<A, B>`.
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

/// Whether the item goes on behind the comma that ended it.
fn is_open(item: &[TokenTree]) -> bool {
    let [TokenTree::Ident(key), equals, value @ ..] = item else { return false };
    if !is_punct(Some(equals), '=') {
        return false;
    }
    let count = |wanted| value.iter().filter(|token| is_punct(Some(token), wanted)).count();
    let moves = matches!(value.first(), Some(TokenTree::Ident(word)) if word == "move");
    let closure = is_punct(value.get(usize::from(moves)), '|');
    match key.to_string().as_str() {
        "dims" | "config" | "shape" if closure => count('|') == 1,
        // Of a type, which never compares.
        "config" | "remote" | "with" => count('<') > count('>'),
        _ => false,
    }
}
