//! Checks of one field's attributes, against each other and against its type.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::Type;

use crate::diag::Diagnostics;
use crate::input::Field;
use crate::parse::attr::{FieldAttrs, Skip};
use crate::parse::names::mentions;
use crate::parse::rhs::Kind;
use crate::parse::tokens::{is_word, trees};

/// Reports attributes that contradict each other.
pub fn validate(field: &Field, diagnostics: &mut Diagnostics) {
    let attrs = &field.attrs;
    for rule in &attrs.rules {
        if let Kind::Default | Kind::Keep = rule.rhs.kind {
            let text = &rule.rhs.text;
            let message = format!("`{text}` belongs in `init!`, not in an attribute\nhelp: name an initializer");
            diagnostics.error(rule.rhs.at, message);
        }
    }
    if field.own_rule().is_some() && attrs.rules.len() > 1 {
        let message = "a field has either one initializer or rules\nhelp: write the initializer as a rule, `** => ..`";
        diagnostics.error(field.at(), message);
    }
    if attrs.sequence && !matches!(field.ty, Type::Tuple(_)) {
        let message = "`sequence` stands on a tuple of layers\nhelp: write the layers as a tuple, or remove it";
        diagnostics.error(field.at(), message);
    }
    if let Some(rule) = field.own_rule()
        && attrs.required
    {
        let message = "`required` says that the field has no initializer of its own\nhelp: remove one of the two";
        diagnostics.error(rule.rhs.at, message);
    }
    if let (Some(at), Some(_)) = (attrs.fixed, &attrs.derived) {
        diagnostics.error(at, "what is derived is fixed already: general rules do not reach it\nhelp: remove `fixed`");
    }
    match (attrs.fixed, attrs.buffer) {
        (Some(at), Some(_)) => {
            diagnostics.error(at, "a buffer is fixed already: general rules do not reach it\nhelp: remove `fixed`");
        }
        (Some(at), None) | (None, Some(at)) if attrs.required => {
            let message = "general rules do not reach what is fixed or a buffer, so that it needs an initializer of its own, \
                           and `required` says that it has none\nhelp: remove one of the two";
            diagnostics.error(at, message);
        }
        _ => {}
    }
    if let ([_, Some(by)], Some(_)) = (field.by_index(), &attrs.shape) {
        diagnostics.error(by.at, "`shape` says how large the field is already\nhelp: remove one of the two");
    }
    let says_more = attrs.reach.with.is_some()
        || attrs.when.is_some()
        || attrs.shape.is_some()
        || attrs.axes.is_some()
        || attrs.split.is_some()
        || attrs.fixed.is_some()
        || attrs.buffer.is_some()
        || !attrs.rows.is_empty()
        || !attrs.rules.is_empty();
    if attrs.skip.is_some() && says_more {
        diagnostics.error(field.at(), "a skipped field is no parameter\nhelp: remove `skip`, or everything else");
    }
}

/// Reports a field whose type names the model itself, except as a mere marker.
pub fn holds_itself(field: &mut Field, model: &Ident, diagnostics: &mut Diagnostics) {
    let ty = field.ty.to_token_stream();
    let own = Ident::new("Self", model.span());
    let is_marker = trees(ty.clone()).iter().any(|token| is_word(Some(token), "PhantomData"));
    if field.attrs.skip.is_some() || is_marker || !mentions(ty, [model, &own]) {
        return;
    }
    let message = format!(
        "`{model}` contains itself: its parameters cannot be listed while it compiles\n\
         help: hold a chain of them as a `Vec` in another struct; for a tree, let a type parameter stand for what is nested, \
         and give it the depth, `{model}<{model}<()>>`; or mark the field `#[init(skip)]`"
    );
    diagnostics.error(field.type_extent(), message);
    // Without this, the compiler would report the cycle as well, with a long message.
    field.attrs = FieldAttrs { skip: Some(Skip::Default(field.at())), ..FieldAttrs::default() };
}
