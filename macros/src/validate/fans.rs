//! `fans_of`: the field from which a parameter takes its fans.

use crate::diag::Diagnostics;
use crate::input::{Field, Model};
use crate::suggest;

/// The fields of a model that `fans_of` can name.
pub struct Sources(Vec<Source>);

struct Source {
    name: String,
    /// The position; `None` if the field is skipped.
    position: Option<usize>,
    has_axes: bool,
}

impl Sources {
    /// Collects all fields.
    pub fn of(model: &Model) -> Self {
        let sources = model.fields.iter().map(|field| Source {
            name: field.name(),
            position: field.attrs.skip.is_none().then_some(field.position),
            has_axes: field.attrs.axes.is_some(),
        });
        Self(sources.collect())
    }

    /// Finds the field that `fans_of` names, or reports why that field has no fans.
    pub fn resolve(&self, field: &mut Field, diagnostics: &mut Diagnostics) {
        let Some((name, at)) = &field.attrs.fans_of else { return };
        let message = match self.0.iter().find(|source| source.name == *name) {
            Some(Source { position: Some(position), has_axes, .. }) if *position != field.position => {
                field.fan_source = Some(*position);
                if *has_axes {
                    return;
                }
                format!(
                    "`{name}` has no fans to lend: it declares no axes\n\
                     help: say what they run over: `#[init(axes = [out, in])]` on `{name}`"
                )
            }
            Some(source) => {
                let skipped = if source.position.is_none() { "is marked `skip`: it " } else { "" };
                format!("`{name}` {skipped}has no fans to take\nhelp: name the field of the weight")
            }
            None => {
                let names: Vec<&str> = self.0.iter().map(|source| &*source.name).collect();
                format!("no field is named `{name}`{}", suggest::help(name, &names))
            }
        };
        diagnostics.error(*at, message);
    }
}
