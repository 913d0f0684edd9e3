//! The check of the whole input, in the order in which mistakes are reported.

use quote::{ToTokens, quote};

use super::fans::Sources;
use super::{alike, derived, field, kept, reach, sizes, split, unread};
use crate::diag::Diagnostics;
use crate::input::{Derived, Model};
use crate::parse::attr::{Build, Dims};

/// Reports mistakes, and counts fields and rules.
pub fn validate(derived: &mut Derived, diagnostics: &mut Diagnostics) {
    let Derived { model: whole, variants } = derived;
    let mut fallbacks = Vec::new();
    for variant in variants.iter_mut().flatten() {
        for field in variant.model.fields.iter_mut().filter(|field| field.wrapped) {
            if field.attrs.key.take().is_some() {
                let message = "the value of a variant adds nothing to the path, so it has no key\n\
                               help: put `key` on the field that holds the enum";
                diagnostics.error(field.at(), message);
            }
        }
        match &mut variant.model.attrs.build {
            Some(Build::If(condition)) => {
                sizes::validate(condition, &whole.attrs.sizes(), &whole.attrs, &quote!(false), diagnostics);
            }
            Some(Build::Otherwise(at)) => fallbacks.push(*at),
            None => {}
        }
        if variant.model.attrs.build.is_some() {
            unread::lost(&variant.model, diagnostics);
        }
        of_model(&mut variant.model, diagnostics);
        variant.model.first_rule = whole.first_rule;
        whole.first_rule += variant.model.count_rules();
    }
    if variants.is_none() {
        unread::lost(whole, diagnostics);
        of_model(whole, diagnostics);
    }
    for at in fallbacks.into_iter().skip(1) {
        let message = "`build` stands on another variant already: a new model has one of them\n\
                       help: say when this one is built, `build = ..`, or remove one of the two";
        diagnostics.error(at, message);
    }
    unread::unread(derived, diagnostics);
    alike::find(derived);
}

fn of_model(model: &mut Model, diagnostics: &mut Diagnostics) {
    count_fields(model);
    reach::of_remote(&model.attrs.remote, diagnostics);
    for i in 0..model.fields.len() {
        let generic = model.mentions_generics(|| model.fields[i].ty.to_token_stream());
        if let Some(Dims::Named(_, at)) = model.fields[i].attrs.dims
            && generic
        {
            let message = "the sizes of a generic type cannot be named\n\
                           help: write `dims = BlockDims { .. }`; if the type is a parameter `T` itself, bound it: \
                           `T: paraminit::model::Dimensioned<Dims = BlockDims>`";
            diagnostics.error(at, message);
            model.fields[i].attrs.dims = None;
        }
    }
    let sources = Sources::of(model);
    kept::in_axes(model, diagnostics);
    split::validate(model, diagnostics);
    for field in &mut model.fields {
        sources.resolve(field, diagnostics);
        field::validate(field, diagnostics);
        reach::of_field(field, &mut model.attrs.remote, diagnostics);
        sizes::of_field(&mut field.attrs, &model.attrs, diagnostics);
        field::holds_itself(field, &model.ident, diagnostics);
    }
    count_fields(model);
    derived::validate(model, diagnostics);
}

/// Numbers the fields that are not skipped.
fn count_fields(model: &mut Model) {
    let mut position = 0;
    for field in &mut model.fields {
        field.position = position;
        position += usize::from(field.attrs.skip.is_none());
    }
}
