//! Judges `parts(..)` against the rest of the struct: the axis that it cuts, the names in its lengths, and the parts of
//! the field that `fans_of` names.

use proc_macro2::{Ident, TokenTree};

use crate::diag::{Diagnostics, Extent};
use crate::input::model::{Field, Model, find, only_while_built, text_of};
use crate::parse::attr::{Along, PartSize, Parts};
use crate::suggest;
use crate::validate::sizes;

/// Reports what is wrong, and takes such `parts` away: one report is enough.
pub fn validate(model: &mut Model, diagnostics: &mut Diagnostics) {
    let kept = model.kept();
    // What else stands on a skipped field is reported where fields are judged.
    let cut = |field: &Field| field.attrs.skip.is_none() && field.attrs.parts.is_some();
    for i in (0..model.fields.len()).filter(|&i| cut(&model.fields[i])).collect::<Vec<_>>() {
        let Some(mut parts) = model.fields[i].attrs.parts.take() else { continue };
        let axis = axis(&model.fields[i], &parts, diagnostics);
        let names = names(model, &mut parts, &kept, diagnostics);
        if let (Some(axis), true) = (axis, names) {
            model.fields[i].attrs.parts = Some(Parts { axis, ..parts });
        }
    }
    for i in 0..model.fields.len() {
        lender(model, i, diagnostics);
    }
}

/// The position of the axis that is cut.
fn axis(field: &Field, parts: &Parts, diagnostics: &mut Diagnostics) -> Option<usize> {
    let Some((axes, _)) = &field.attrs.axes else {
        let message = "`parts` needs to know what the axes run over\n\
                       help: declare them: `axes = [out, in]` on a matrix, `axes = [out]` on a bias";
        diagnostics.error(parts.at, message);
        return None;
    };
    let (role, at) = match parts.along {
        Along::Position(position, at) => {
            if position >= axes.len() {
                let message = format!("there is no axis {position}: `axes` lists {}", axes.len());
                diagnostics.error(at, message);
                return None;
            }
            return undivided(field, position, at, diagnostics);
        }
        Along::Role(role, at) => (role, at),
        Along::Default => ("Out", parts.at),
    };
    let name = role.to_lowercase();
    let mut found = axes.iter().enumerate().filter(|(_, axis)| axis.role == role).map(|(position, _)| position);
    match (found.next(), found.next()) {
        (Some(position), None) => undivided(field, position, at, diagnostics),
        (None, _) => {
            let message = format!(
                "`axes` has no `{name}` axis to cut\nhelp: name the axis that is: `parts(in: ..)`, or by its position, `parts(0: ..)`"
            );
            diagnostics.error(at, message);
            None
        }
        (Some(first), Some(_)) => {
            let message = format!(
                "`axes` has more than one `{name}` axis\nhelp: say which one by its position: `parts({first}: ..)`"
            );
            diagnostics.error(at, message);
            None
        }
    }
}

/// The axis, unless it is in equal blocks already.
fn undivided(field: &Field, position: usize, at: Extent, diagnostics: &mut Diagnostics) -> Option<usize> {
    let axis = &field.attrs.axes.as_ref()?.0[position];
    if axis.blocks.is_none() {
        return Some(position);
    }
    let role = axis.role.to_lowercase();
    let message = format!(
        "`axes` says that equal blocks lie along the axis that `parts` cuts\n\
         help: keep one of the two: with `parts`, write `{role}` in `axes`"
    );
    diagnostics.error(at, message);
    None
}

/// Whether the lengths name constants and skipped fields alone. A model that exists already has no other sizes.
fn names(model: &Model, parts: &mut Parts, kept: &[Ident], diagnostics: &mut Diagnostics) -> bool {
    let dims = model.attrs.sizes();
    let mut reported: Vec<Ident> = Vec::new();
    for part in &mut parts.entries {
        let tokens: Vec<TokenTree> = part.size.clone().into_iter().collect();
        if let Some(name) = sizes::unknown(&tokens, kept) {
            if reported.contains(&name) {
                continue;
            }
            let written = name.to_string();
            let candidates: Vec<String> = kept.iter().map(ToString::to_string).collect();
            let message = if dims.contains(&name) {
                let config = model.attrs.config.as_ref().map(|config| text_of(&config.ty));
                only_while_built(&model.ident, &name, config.as_deref())
            } else if let Some(near) = suggest::nearest(&written, candidates.iter().map(|name| &**name)) {
                format!("unknown length `{written}`\nhelp: did you mean `{near}`?")
            } else {
                format!(
                    "unknown length `{written}`\n\
                     help: name a constant, or a field that is no parameter: `#[init(skip = ..)] {written}: usize`"
                )
            };
            diagnostics.error(Extent::of(name.span()), message);
            reported.push(name);
        } else {
            part.kept = kept.iter().filter_map(|name| find(part.size.clone(), name)).collect();
        }
    }
    reported.is_empty()
}

/// Each part takes the fans of the part of the same name.
fn lender(model: &mut Model, i: usize, diagnostics: &mut Diagnostics) {
    let Some((written, at)) = &model.fields[i].attrs.fans_of else { return };
    let Some(lender) = model.fields.iter().find(|field| field.name() == *written) else { return };
    let Some(theirs) = &lender.attrs.parts else { return };
    let theirs: Vec<String> = theirs.entries.iter().map(PartSize::text).collect();
    let shown: Vec<&str> = theirs.iter().map(|name| &**name).collect();
    let message = match &model.fields[i].attrs.parts {
        None => {
            let list: Vec<String> = theirs.iter().map(|name| format!("{name} = ..")).collect();
            let message = format!(
                "`{written}` is cut into parts, each with fans of its own\nhelp: cut `{}` as well: `parts({})`",
                model.fields[i].name(),
                list.join(", ")
            );
            Some((*at, message))
        }
        Some(ours) => ours.entries.iter().find(|part| !theirs.contains(&part.text())).map(|part| {
            let name = part.text();
            let message =
                format!("`{written}` has no part `{name}` to take the fans of{}", suggest::help(&name, &shown));
            (Extent::of(part.name.span()), message)
        }),
    };
    if let Some((at, message)) = message {
        diagnostics.error(at, message);
        model.fields[i].attrs.fans_of = None;
    }
}
