//! Names in `axes` and `parts`: constants, or skipped fields. An existing model knows no other run-time sizes.

use proc_macro2::{Ident, TokenStream};

use super::sizes::unknown;
use crate::diag::{Diagnostics, Extent};
use crate::input::Model;
use crate::parse::names::find;
use crate::parse::text::text_of;
use crate::parse::tokens::trees;

/// The names that a model knows, and the names that only its builder knows.
pub struct Kept {
    model: Ident,
    /// The skipped fields.
    pub fields: Vec<Ident>,
    sizes: Vec<Ident>,
    config: Option<String>,
}

impl Kept {
    /// Collects the skipped fields and the sizes of a model.
    pub fn of(model: &Model) -> Self {
        let config = model.attrs.config.as_ref().map(|config| text_of(&config.ty));
        Self { model: model.ident.clone(), fields: model.kept(), sizes: model.attrs.sizes(), config }
    }

    /// Returns the skipped fields in an expression, or the first name that is neither one nor a constant.
    pub fn named_in(&self, expression: &TokenStream) -> Result<Vec<Ident>, Ident> {
        match unknown(&trees(expression.clone()), &self.fields) {
            Some(name) => Err(name),
            None => Ok(self.fields.iter().filter_map(|name| find(expression.clone(), name)).collect()),
        }
    }

    /// Returns the message about such a name in `what`. For a run-time size it says how to keep it.
    pub fn message(&self, name: &Ident, what: &str) -> String {
        let model = &self.model;
        if !self.sizes.contains(name) {
            return format!(
                "unknown {what} `{name}`\n\
                 help: name a constant, or a field that is no parameter: `#[init(skip = ..)] {name}: usize`"
            );
        }
        let field = match &self.config {
            Some(config) => format!("#[init(skip = {name}.clone())] {name}: {config}"),
            None => format!("#[init(skip = {name})] {name}: usize"),
        };
        format!(
            "`{name}` is known while `{model}` is built, but not when rules are applied to it\n\
             help: keep it in a field: `{field}`"
        )
    }

    /// True if the name is a run-time size.
    pub fn is_size(&self, name: &Ident) -> bool {
        self.sizes.contains(name)
    }
}

/// Finds the skipped fields in numbers of blocks.
pub fn in_axes(model: &mut Model, diagnostics: &mut Diagnostics) {
    let kept = Kept::of(model);
    let axes = model.fields.iter_mut().filter_map(|field| field.attrs.axes.as_mut()).flat_map(|(axes, _)| axes);
    for axis in axes {
        let Some(blocks) = &axis.blocks else { continue };
        match kept.named_in(blocks) {
            Ok(names) => axis.kept = names,
            Err(name) => {
                diagnostics.error(Extent::of(name.span()), kept.message(&name, "number of blocks"));
                axis.blocks = None;
            }
        }
    }
}
