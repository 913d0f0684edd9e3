//! `parts(q = d, k = kv, v = kv)`: the named parts that an array is cut into along one axis.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;

use super::values::{ROLES, unraw};
use crate::diag::{Diagnostics, Extent};
use crate::parse::rhs;
use crate::parse::tokens::{is_punct, split_at_commas, stream};
use crate::suggest;

/// What `parts(..)` says.
pub struct Parts {
    /// What stands before the colon of `parts(in: ..)`.
    pub along: Along,
    pub entries: Vec<PartSize>,
    pub at: Extent,
    /// The position of the axis; it is known once `axes` is.
    pub axis: usize,
}

/// The axis that is cut.
pub enum Along {
    /// The `out` axis.
    Default,
    /// The axis of this role.
    Role(&'static str, Extent),
    /// The axis at this position.
    Position(usize, Extent),
}

/// One part and its length.
pub struct PartSize {
    pub name: Ident,
    pub size: TokenStream,
    /// Skipped fields of the struct that `size` names: only a model knows their values.
    pub kept: Vec<Ident>,
}

impl PartSize {
    /// The name in paths.
    pub fn text(&self) -> String {
        self.name.unraw().to_string()
    }
}

/// Reads what stands behind `parts`. What cannot be read is reported.
pub fn parts(rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<Parts> {
    let entries = match rest {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => group.stream(),
        _ => {
            diagnostics.error(at, "expected the names and lengths of parts\nhelp: `parts(q = 64, k = 16, v = 16)`");
            return None;
        }
    };
    let mut entries = split_at_commas(entries);
    let mut along = Along::Default;
    if let Some(first) = entries.first_mut()
        && let [axis, colon, ..] = &first[..]
        && is_punct(Some(colon), ':')
        && !is_punct(first.get(2), ':')
    {
        along = self::along(axis, diagnostics)?;
        first.drain(..2);
    }
    let mut parts: Vec<PartSize> = Vec::new();
    let mut readable = true;
    for entry in &entries {
        match part(entry, at, &parts, diagnostics) {
            Some(part) => parts.push(part),
            None => readable = false,
        }
    }
    if entries.is_empty() {
        diagnostics.error(at, "`parts` names no part\nhelp: `parts(q = 64, k = 16, v = 16)`, or remove it");
        return None;
    }
    readable.then_some(Parts { along, entries: parts, at, axis: 0 })
}

fn along(axis: &TokenTree, diagnostics: &mut Diagnostics) -> Option<Along> {
    let (written, at) = (unraw(axis), Extent::of(axis.span()));
    if let Some((_, role)) = ROLES.iter().find(|(name, _)| written == *name) {
        return Some(Along::Role(role, at));
    }
    if let Ok(position) = written.parse() {
        return Some(Along::Position(position, at));
    }
    let known: Vec<&str> = ROLES.iter().map(|(name, _)| *name).collect();
    diagnostics.error(at, format!("unknown axis role `{written}`{}", suggest::help(&written, &known)));
    None
}

fn part(entry: &[TokenTree], at: Extent, before: &[PartSize], diagnostics: &mut Diagnostics) -> Option<PartSize> {
    let [TokenTree::Ident(name), equals, size @ ..] = entry else {
        let message = "expected the name of a part and its length\nhelp: `q = 64`";
        diagnostics.error(Extent::over(entry, at.last), message);
        return None;
    };
    if !is_punct(Some(equals), '=') || size.is_empty() || is_punct(size.first(), '=') {
        let message = format!("expected the length of the part `{name}`\nhelp: `{name} = 64`");
        diagnostics.error(Extent::over(entry, at.last), message);
        return None;
    }
    if name == "_" {
        let message = "a part needs a name\nhelp: rules name it, such as `q`";
        diagnostics.error(Extent::of(name.span()), message);
        return None;
    }
    if before.iter().any(|part| part.name.unraw() == name.unraw()) {
        let message = format!("two parts are called `{name}`\nhelp: give each a name of its own");
        diagnostics.error(Extent::of(name.span()), message);
        return None;
    }
    let size = rhs::is_expression(size, diagnostics).then(|| stream(size))?;
    Some(PartSize { name: name.clone(), size, kept: Vec::new() })
}
