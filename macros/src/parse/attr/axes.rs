//! `axes = [out, 3 * in]`: the meaning of each axis.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;

use super::given::{Given, variant_of};
use crate::diag::{Diagnostics, Extent};
use crate::parse::rhs::expression;
use crate::parse::tokens::{is_punct, stream, trees};

/// The roles of axes: their spelling, and the variants in the core crate.
pub const AXIS_ROLES: &[(&str, &str)] = &[("out", "Out"), ("in", "In"), ("kernel", "Kernel"), ("batch", "Batch")];

/// One entry of `axes`.
pub struct Axis {
    pub role: &'static str,
    /// The `3` of `3 * out`.
    pub blocks: Option<TokenStream>,
    /// The skipped fields of the struct that `blocks` names, whose values only a model knows. Validation sets them.
    pub kept: Vec<Ident>,
    pub at: Extent,
}

/// Reads all axes. Axes that cannot be parsed are reported and replaced by `out`, so that they count as declared.
pub fn axes(given: &Given<'_>, diagnostics: &mut Diagnostics) -> syn::Result<(Vec<Axis>, Extent)> {
    let (entries, at) = given.list(given.rest.get(1..).unwrap_or_default())?;
    let axes = entries.into_iter().map(|entry| {
        let tokens = trees(entry);
        let here = Extent::over(&tokens, at.first);
        let mut axis = Axis { role: "Out", blocks: None, kept: Vec::new(), at: here };
        diagnostics.take(axis.read(&tokens)).ok();
        axis
    });
    Ok((axes.collect(), at))
}

impl Axis {
    fn read(&mut self, tokens: &[TokenTree]) -> syn::Result<()> {
        let Some((TokenTree::Ident(role), before)) = tokens.split_last() else {
            return Err(self.at.error("expected the role of an axis: `out`, `in`, `kernel` or `batch`"));
        };
        let written = role.unraw().to_string();
        let known = variant_of("axis role", &written, AXIS_ROLES, Extent::of(role.span()))?;
        match before {
            [] => self.role = known,
            [blocks @ .., times] if is_punct(Some(times), '*') && !blocks.is_empty() => {
                self.role = known;
                self.blocks = Some(expression(stream(blocks))?);
            }
            _ => {
                let help = format!("expected `{written}` or `blocks * {written}`, such as `3 * {written}`");
                return Err(self.at.error(help));
            }
        }
        Ok(())
    }
}
