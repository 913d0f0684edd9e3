//! The code that visits the values of a struct or an enum.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Ident, Type};

use super::kept::{axes, axes_name, lengths, lengths_name};
use crate::diag::Extent;
use crate::expand::words::number;
use crate::input::{Derived, Field, Model, Variant};

/// Returns `visit_parameters` and `visit_parameters_mut`.
pub fn visit(derived: &Derived) -> TokenStream {
    let needs = derived.models().flat_map(Model::visited).flat_map(needs);
    let [shared, exclusive] = [false, true].map(|exclusive| match &derived.variants {
        None => walk(&derived.model, exclusive),
        Some(variants) => arms(variants, exclusive),
    });
    let (names, value, value_mut) = match derived.model.remote() {
        None => (["visit_parameters", "visit_parameters_mut"], quote!(&'__m self), quote!(&'__m mut self)),
        Some(remote) => (
            ["visit_parameters_as", "visit_parameters_mut_as"],
            quote!(__value: &'__m #remote),
            quote!(__value: &'__m mut #remote),
        ),
    };
    let [name, name_mut] = names.map(|name| format_ident!("{name}"));
    quote! {
        #[allow(unused_variables)]
        fn #name<'__m>(#value, __place: &__p::Place<'_>, __visitor: &mut dyn __p::Visit<'__m>) {
            #(#needs)*
            let __fields = &mut __p::Fields::new(__place, __visitor);
            #shared
        }

        #[allow(unused_variables)]
        fn #name_mut<'__m>(#value_mut, __place: &__p::Place<'_>, __visitor: &mut dyn __p::VisitMut<'__m>) {
            let __fields = &mut __p::Fields::new(__place, __visitor);
            #exclusive
        }
    }
}

/// Returns a `match` that visits the variant of the value.
fn arms(variants: &[Variant], exclusive: bool) -> TokenStream {
    if variants.is_empty() {
        return quote!(match *self {});
    }
    let arms = variants.iter().enumerate().map(|(i, variant)| {
        let (ident, i) = (&variant.ident, number(i));
        let bindings = variant.model.fields.iter().map(|field| {
            let (member, binding) = (&field.member, field.binding());
            quote!(#member: #binding)
        });
        let walk = walk(&variant.model, exclusive);
        // The steps that the derive takes itself begin at the variant.
        let place = variant.model.visited().any(|field| step(&variant.model, field, exclusive).is_some());
        let place = place.then(|| quote!(let __place = &__place.variant(#i);));
        quote! {
            Self::#ident { #(#bindings,)* } => {
                __fields.variant = __p::some(#i);
                #place
                #walk
            }
        }
    });
    quote!(match self { #(#arms)* })
}

/// Returns visits of all fields in order. Shapes that another field needs for its fans are read before the borrows
/// begin.
fn walk(model: &Model, exclusive: bool) -> TokenStream {
    let shapes = model.visited().filter_map(|field| {
        let source = model.fan_source(field)?;
        let (name, value) = (shape_name(field), model.reference(source));
        Some(match &source.attrs.reach.with {
            None => quote!(let #name = __p::Initialize::parameter_shape(#value);),
            Some((with, _)) => quote!(let #name = <#with as __p::InitializeAs<_>>::parameter_shape_as(#value);),
        })
    });
    let axes = model.visited().filter_map(|field| axes(model, field));
    let lengths = model.visited().filter_map(|field| lengths(model, field));
    let visits = model.visited().map(|field| visit_field(model, field, exclusive));
    quote!(#(#shapes)* #(#axes)* #(#lengths)* #(#visits)*)
}

/// The variable for the shape of the field from which another takes its fans.
fn shape_name(field: &Field) -> Ident {
    format_ident!("__shape_{}", field.position)
}

/// Returns the place of a field and the visitor, if the place has more than the schema knows, or the visitor is another one.
fn step(model: &Model, field: &Field, exclusive: bool) -> Option<TokenStream> {
    let (position, source) = (number(field.position), model.fan_source(field));
    let lends = exclusive && model.has_accessors();
    if source.is_none() && !field.keeps_blocks() && field.attrs.split.is_none() && !lends {
        return None;
    }
    let mut place = if source.is_some() {
        let shape = shape_name(field);
        quote!(__place.field_with_fans(#position, #shape.as_deref()))
    } else {
        quote!(__place.field(#position))
    };
    let asked = [
        ("with_axes", axes_name(field)),
        ("with_lent_axes", source.and_then(axes_name)),
        ("with_parts", lengths_name(field)),
        ("with_lent_parts", source.and_then(lengths_name)),
    ];
    for (method, variable) in asked {
        let method = format_ident!("{method}");
        if let Some(variable) = variable {
            place = quote!(#place.#method(&#variable));
        }
    }
    let visitor = quote!(&mut *__fields.visitor);
    let visitor = if lends { quote!(&mut __p::Lender(#visitor)) } else { visitor };
    Some(quote!(&#place, #visitor))
}

/// Returns the visit of one field.
fn visit_field(model: &Model, field: &Field, exclusive: bool) -> TokenStream {
    let subject = model.subject();
    let (declared, by) = field.declared();
    let step = step(model, field, exclusive);
    let method = match (exclusive, field.attrs.reach.with.is_some(), step.is_some()) {
        (false, false, false) => quote!(__visit_field),
        (false, false, true) => quote!(visit_parameters),
        (false, true, false) => quote!(__visit_field_as),
        (false, true, true) => quote!(visit_parameters_as),
        (true, false, false) => quote!(__visit_field_mut),
        (true, false, true) => quote!(visit_parameters_mut),
        (true, true, false) => quote!(__visit_field_mut_as),
        (true, true, true) => quote!(visit_parameters_mut_as),
    };
    let position = number(field.position);
    let step = step.unwrap_or_else(|| quote!(__fields, #position));
    let reach = &field.attrs.reach;
    // A declaration with a type that differs from the field's is reported once.
    let told = exclusive && model.remote().is_some() && reach.with.is_none() && reach.get_mut.is_none();
    let declared = if told { quote!(_) } else { quote!(#declared) };
    let value = match (exclusive, &reach.get_mut) {
        (false, _) => match model.remote() {
            Some(remote) if reach.get.is_none() => typed(remote, field),
            _ => model.reference(field),
        },
        (true, Some(get)) => quote!(#subject.#get()),
        (true, None) if model.variant.is_some() => {
            let binding = field.binding();
            quote!(&mut *#binding)
        }
        (true, None) => {
            let member = &field.member;
            quote!(&mut #subject.#member)
        }
    };
    quote!(<#declared as #by>::#method(#value, #step);)
}

/// Returns a reference to a field of a declared type. All of its tokens have the field's span, where the compiler then
/// reports a wrong type.
fn typed(remote: &Type, field: &Field) -> TokenStream {
    let (ty, member) = (&field.ty, &field.member);
    let typed = quote_spanned!(field.at().first=> |__declared: &'__m #remote| -> &'__m #ty { &__declared.#member });
    quote!((#typed)(__value))
}

/// Returns the bounds that a field's attributes put on its type. They are calls in a body, so they work in generic
/// structs too, and the compiler reports them at the definition.
fn needs(field: &Field) -> Vec<TokenStream> {
    let ty = &field.ty;
    let (declared, _) = field.declared();
    let mut out = Vec::new();
    // A `kind` on a field that holds a model would hide the model's own kind from its own rules.
    if field.own_rule().is_some() || field.attrs.kind.is_some() {
        out.push(quote!(__p::need_parameter::<#declared>();));
    }
    if let Some(when) = &field.attrs.when {
        out.push(need("need_option", &quote!(#ty), when.at));
    }
    for by in field.by_index().into_iter().flatten() {
        out.push(need("need_elements", &quote!(#ty), by.at));
    }
    if let (true, Type::Tuple(layers)) = (field.attrs.sequence, &field.ty) {
        let mut before = quote!(__p::Any);
        for layer in &layers.elems {
            out.push(quote!(__p::need_takes::<#layer, #before>();));
            before = quote!(<#layer as __p::Takes<#before>>::Out);
        }
    }
    let lists = [
        field.attrs.shape.as_ref().map(|shape| (shape.entries.len(), shape.at)),
        field.attrs.axes.as_ref().map(|(axes, at)| (axes.len(), *at)),
    ];
    for (count, at) in lists.into_iter().flatten() {
        let count = number(count);
        let path = quote_spanned!(at.first=> __p::need_shaped);
        out.push(quote!(#path::<#declared, #count>();));
    }
    out
}

/// Returns a call that compiles only if a bound is met.
fn need(name: &str, types: &TokenStream, at: Extent) -> TokenStream {
    let name = format_ident!("{name}");
    let path = quote_spanned!(at.first=> __p::#name);
    quote!(#path::<#types>();)
}
