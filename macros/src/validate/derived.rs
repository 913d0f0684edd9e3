//! `derived = f(v)`: the field from which a parameter follows.

use crate::diag::Diagnostics;
use crate::input::{Field, Model};
use crate::suggest;

/// Reports a field that no parameter can follow from, and a parameter that cannot follow.
pub fn validate(model: &Model, diagnostics: &mut Diagnostics) {
    for field in &model.fields {
        let Some((name, at)) = &field.attrs.derived else { continue };
        let source = model.fields.iter().find(|source| source.name() == *name);
        let message = match source {
            _ if field.attrs.split.is_some() => "an array that is cut into parts does not follow from another field\n\
                 help: make each part a field of its own"
                .to_owned(),
            Some(source) if source.position == field.position && source.attrs.skip.is_none() => {
                format!("`{name}` cannot follow from itself\nhelp: name another field")
            }
            Some(source) if source.attrs.skip.is_some() => {
                format!(
                    "`{name}` is marked `skip`: it is no parameter\nhelp: name a field that holds an array of parameters"
                )
            }
            Some(source) if source.attrs.split.is_some() => {
                format!(
                    "`{name}` is cut into parts, and a parameter follows from one array\nhelp: make each part a field of its own"
                )
            }
            Some(source) if source.attrs.derived.is_some() => {
                format!("`{name}` follows from another field itself\nhelp: name the field from which both follow")
            }
            Some(_) => continue,
            None => {
                let names: Vec<String> = model.fields.iter().map(Field::name).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                format!("no field is named `{name}`{}", suggest::help(name, &names))
            }
        };
        diagnostics.error(*at, message);
    }
}
