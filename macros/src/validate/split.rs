//! Checks of `parts(..)` against the rest of the struct: the axis that it splits, the names in its lengths, and the
//! slices of the field that `fans_of` names.

use proc_macro2::Ident;

use super::kept::Kept;
use crate::diag::{Diagnostics, Extent};
use crate::input::{Field, Model};
use crate::parse::attr::{Along, Slice, Split};
use crate::suggest;

/// Reports mistakes, and removes wrong `parts`, so that each is reported once.
pub fn validate(model: &mut Model, diagnostics: &mut Diagnostics) {
    let kept = Kept::of(model);
    // The check of the field reports other attributes on a skipped field.
    for field in model.fields.iter_mut().filter(|field| field.attrs.skip.is_none()) {
        let Some(mut split) = field.attrs.split.take() else { continue };
        let axis = diagnostics.take(axis(field, &split));
        let is_readable = names(&mut split, &kept, diagnostics);
        if let (Ok(axis), true) = (axis, is_readable) {
            field.attrs.split = Some(Split { axis, ..split });
        }
    }
    for i in 0..model.fields.len() {
        if let Some(error) = fan_source(model, &model.fields[i]) {
            diagnostics.add(error);
            model.fields[i].attrs.fans_of = None;
        }
    }
}

/// Returns the position of the axis that is split.
fn axis(field: &Field, split: &Split) -> syn::Result<usize> {
    let Some((axes, _)) = &field.attrs.axes else {
        return Err(split.at.error(
            "`parts` needs to know what the axes run over\n\
             help: declare them: `axes = [out, in]` on a matrix, `axes = [out]` on a bias",
        ));
    };
    let (position, at) = match split.along {
        Along::Position(position, at) if position >= axes.len() => {
            return Err(at.error(format_args!("there is no axis {position}: `axes` lists {}", axes.len())));
        }
        Along::Position(position, at) => (position, at),
        Along::Role(role, at) => (only(field, role, at)?, at),
        Along::Default => (only(field, "Out", split.at)?, split.at),
    };
    if axes[position].blocks.is_none() {
        return Ok(position);
    }
    let role = axes[position].role.to_lowercase();
    Err(at.error(format_args!(
        "`axes` says that equal blocks lie along the axis that `parts` cuts\n\
         help: keep one of the two: with `parts`, write `{role}` in `axes`"
    )))
}

/// Returns the position of the only axis of this role.
fn only(field: &Field, role: &str, at: Extent) -> syn::Result<usize> {
    let axes = field.attrs.axes.iter().flat_map(|(axes, _)| axes).enumerate();
    let mut found = axes.filter(|(_, axis)| axis.role == role).map(|(position, _)| position);
    let name = role.to_lowercase();
    let message = match (found.next(), found.next()) {
        (Some(position), None) => return Ok(position),
        (None, _) => format!(
            "`axes` has no `{name}` axis to cut\n\
             help: name the axis that is: `parts(in: ..)`, or by its position, `parts(0: ..)`"
        ),
        (Some(first), Some(_)) => {
            format!("`axes` has more than one `{name}` axis\nhelp: say which one by its position: `parts({first}: ..)`")
        }
    };
    Err(at.error(message))
}

/// Finds the skipped fields in the lengths. True if all names are known.
fn names(split: &mut Split, kept: &Kept, diagnostics: &mut Diagnostics) -> bool {
    let mut reported: Vec<Ident> = Vec::new();
    for slice in &mut split.slices {
        match kept.named_in(&slice.size) {
            Ok(names) => slice.kept = names,
            Err(name) if !reported.contains(&name) => {
                let candidates: Vec<String> = kept.fields.iter().map(ToString::to_string).collect();
                let near = suggest::nearest(&name.to_string(), candidates.iter().map(|name| &**name));
                let message = match near {
                    Some(near) if !kept.is_size(&name) => {
                        format!("unknown length `{name}`\nhelp: did you mean `{near}`?")
                    }
                    _ => kept.message(&name, "length"),
                };
                diagnostics.error(Extent::of(name.span()), message);
                reported.push(name);
            }
            Err(_) => {}
        }
    }
    reported.is_empty()
}

/// Returns the error of a slice that cannot take the fans of the slice of the same name.
fn fan_source(model: &Model, field: &Field) -> Option<syn::Error> {
    let (written, at) = field.attrs.fans_of.as_ref()?;
    let source = model.fields.iter().find(|source| source.name() == *written)?;
    let theirs: Vec<String> = source.attrs.split.as_ref()?.slices.iter().map(Slice::text).collect();
    let Some(ours) = &field.attrs.split else {
        let list: Vec<String> = theirs.iter().map(|name| format!("{name} = ..")).collect();
        return Some(at.error(format_args!(
            "`{written}` is cut into parts, each with fans of its own\nhelp: cut `{}` as well: `parts({})`",
            field.name(),
            list.join(", ")
        )));
    };
    let slice = ours.slices.iter().find(|slice| !theirs.contains(&slice.text()))?;
    let (name, shown) = (slice.text(), theirs.iter().map(|name| &**name).collect::<Vec<_>>());
    let help = suggest::help(&name, &shown);
    let message = format!("`{written}` has no part `{name}` to take the fans of{help}");
    Some(Extent::of(slice.name.span()).error(message))
}
