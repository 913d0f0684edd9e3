//! What stands behind the keys of an attribute.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;

use super::keywords::{is_keyword, raw};
use super::{Axis, List};
use crate::diag::{Diagnostics, Extent};
use crate::parse::rhs;
use crate::parse::tokens::{split_at_commas, stream};
use crate::suggest;

pub const ROLES: &[(&str, &str)] = &[("out", "Out"), ("in", "In"), ("kernel", "Kernel"), ("batch", "Batch")];

/// A key without a value.
pub fn flag(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> bool {
    if !rest.is_empty() {
        diagnostics.error(at, format!("`{key}` takes no value\nhelp: write `{key}`"));
    }
    true
}

/// What stands behind `=`.
pub fn value(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<TokenStream> {
    match rest {
        [TokenTree::Punct(equals), value @ ..] if equals.as_char() == '=' && !value.is_empty() => {
            let keyword = matches!(value, [TokenTree::Ident(_)]);
            (keyword || rhs::is_expression(value, diagnostics)).then(|| stream(value))
        }
        _ => {
            diagnostics.error(at, format!("`{key}` needs a value\nhelp: write `{key} = ..`"));
            None
        }
    }
}

pub fn name(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<String> {
    let value = value(key, rest, at, diagnostics)?;
    if let Ok(name) = syn::parse::Parser::parse2(Ident::parse_any, value) {
        Some(name.unraw().to_string())
    } else {
        let help = match rest {
            [_, TokenTree::Literal(literal)] => match syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                Ok(quoted) if syn::parse_str::<Ident>(&quoted.value()).is_ok() => {
                    format!("\nhelp: write `{key} = {}`", quoted.value())
                }
                _ => String::new(),
            },
            _ => String::new(),
        };
        diagnostics.error(at, format!("`{key}` needs a plain name{help}"));
        None
    }
}

pub fn list(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<List> {
    match rest {
        [TokenTree::Punct(equals), TokenTree::Group(group)]
            if equals.as_char() == '=' && group.delimiter() == Delimiter::Bracket =>
        {
            let entries = split_at_commas(group.stream()).iter().map(|entry| stream(entry)).collect();
            Some(List { by: None, entries, at: Extent::of(group.span()) })
        }
        _ => {
            diagnostics.error(at, format!("`{key}` needs a list\nhelp: write `{key} = [.., ..]`"));
            None
        }
    }
}

/// One axis. What cannot be read is reported and stands in as `out`, so that it counts as declared.
pub fn axis(entry: TokenStream, at: Extent, diagnostics: &mut Diagnostics) -> Axis {
    let tokens: Vec<TokenTree> = entry.into_iter().collect();
    let at = Extent::over(&tokens, at.first);
    let unread = Axis { role: "Out", blocks: None, kept: Vec::new(), at };
    let Some((TokenTree::Ident(role), before)) = tokens.split_last() else {
        diagnostics.error(at, "expected the role of an axis: `out`, `in`, `kernel` or `batch`");
        return unread;
    };
    let written = role.unraw().to_string();
    let Some((_, variant)) = ROLES.iter().find(|(name, _)| written == *name) else {
        let known: Vec<&str> = ROLES.iter().map(|(name, _)| *name).collect();
        let message = format!("unknown axis role `{written}`{}", suggest::help(&written, &known));
        diagnostics.error(Extent::of(role.span()), message);
        return unread;
    };
    let blocks = match before {
        [] => None,
        [blocks @ .., TokenTree::Punct(times)] if times.as_char() == '*' && !blocks.is_empty() => {
            rhs::is_expression(blocks, diagnostics).then(|| stream(blocks))
        }
        _ => {
            let message = format!("expected `{written}` or `blocks * {written}`, such as `3 * {written}`");
            diagnostics.error(at, message);
            return unread;
        }
    };
    Axis { role: variant, blocks, kept: Vec::new(), at }
}

/// The names of sizes. Keywords are reported, and listed beside.
pub fn dim_names(
    rest: &[TokenTree],
    at: Extent,
    keywords: &mut Vec<Ident>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Ident>> {
    let [TokenTree::Group(group)] = rest else {
        diagnostics.error(at, "expected names of sizes\nhelp: `dims(d_model, d_ff)`");
        return None;
    };
    let mut names: Vec<Ident> = Vec::new();
    for entry in split_at_commas(group.stream()) {
        let here = Extent::over(&entry, at.last);
        match &entry[..] {
            [TokenTree::Ident(name)] if names.contains(name) => {
                diagnostics.error(here, format!("`{name}` is named twice\nhelp: remove one of the two"));
            }
            [TokenTree::Ident(name)] if is_keyword(name) => {
                let help = if name == "in" { "inputs".to_owned() } else { format!("{name}_size") };
                diagnostics.error(here, format!("`{name}` is a keyword\nhelp: call the size `{help}`"));
                keywords.push(name.clone());
                names.extend(raw(name));
            }
            [TokenTree::Ident(name)] => names.push(name.clone()),
            _ => diagnostics.error(here, "expected the name of a size"),
        }
    }
    Some(names)
}

pub fn unraw(token: &TokenTree) -> String {
    match token {
        TokenTree::Ident(ident) => ident.unraw().to_string(),
        other => other.to_string(),
    }
}
