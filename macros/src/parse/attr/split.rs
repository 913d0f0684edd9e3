//! `parts(q = d, k = kv, v = kv)`: the named slices that an array is split into along one axis.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;

use super::axes::AXIS_ROLES;
use super::given::{Given, variant_of};
use crate::diag::{Diagnostics, Extent};
use crate::parse::rhs::expression;
use crate::parse::tokens::{grouped, is_punct, keyed, split_at_commas, stream};

/// The contents of `parts(..)`.
pub struct Split {
    /// The axis before the colon of `parts(in: ..)`.
    pub along: Along,
    pub slices: Vec<Slice>,
    pub at: Extent,
    /// The position of the axis. Validation sets it.
    pub axis: usize,
}

/// The axis that is split.
pub enum Along {
    /// The `out` axis.
    Default,
    /// The axis of this role.
    Role(&'static str, Extent),
    /// The axis at this position.
    Position(usize, Extent),
}

/// One slice and its length.
pub struct Slice {
    pub name: Ident,
    pub size: TokenStream,
    /// The skipped fields of the struct that `size` names, whose values only a model knows. Validation sets them.
    pub kept: Vec<Ident>,
}

impl Slice {
    /// The slice's name in paths.
    pub fn text(&self) -> String {
        self.name.unraw().to_string()
    }
}

/// Reads the tokens after `parts`. It reports all slices that cannot be parsed.
pub fn split(given: &Given<'_>) -> syn::Result<Split> {
    let at = given.at;
    let Some(entries) = grouped(given.rest, Delimiter::Parenthesis) else {
        return Err(at.error("expected the names and lengths of parts\nhelp: `parts(q = 64, k = 16, v = 16)`"));
    };
    let mut entries = split_at_commas(entries);
    let mut along = Along::Default;
    if let Some(first) = entries.first_mut()
        && let [axis, colon, ..] = &first[..]
        && is_punct(Some(colon), ':')
        && !is_punct(first.get(2), ':')
    {
        along = self::along(axis)?;
        first.drain(..2);
    }
    if entries.is_empty() {
        return Err(at.error("`parts` names no part\nhelp: `parts(q = 64, k = 16, v = 16)`, or remove it"));
    }
    let mut diagnostics = Diagnostics::default();
    let mut slices: Vec<Slice> = Vec::new();
    for entry in &entries {
        let slice = diagnostics.take(slice(entry, Extent::over(entry, at.last), &slices));
        slices.extend(slice);
    }
    diagnostics.finish(Ok(Split { along, slices, at, axis: 0 }))
}

fn along(axis: &TokenTree) -> syn::Result<Along> {
    let at = Extent::of(axis.span());
    let written = match axis {
        TokenTree::Ident(ident) => ident.unraw().to_string(),
        other => other.to_string(),
    };
    if let Ok(position) = written.parse() {
        return Ok(Along::Position(position, at));
    }
    Ok(Along::Role(variant_of("axis role", &written, AXIS_ROLES, at)?, at))
}

fn slice(entry: &[TokenTree], at: Extent, before: &[Slice]) -> syn::Result<Slice> {
    let [TokenTree::Ident(name), _, ..] = entry else {
        return Err(at.error("expected the name of a part and its length\nhelp: `q = 64`"));
    };
    let Some((_, size @ [_, ..])) = keyed(entry, '=') else {
        return Err(at.error(format_args!("expected the length of the part `{name}`\nhelp: `{name} = 64`")));
    };
    if name == "_" {
        return Err(Extent::of(name.span()).error("a part needs a name\nhelp: rules name it, such as `q`"));
    }
    if before.iter().any(|slice| slice.name.unraw() == name.unraw()) {
        let message = format!("two parts are called `{name}`\nhelp: give each a name of its own");
        return Err(Extent::of(name.span()).error(message));
    }
    Ok(Slice { name: name.clone(), size: expression(stream(size))?, kept: Vec::new() })
}
