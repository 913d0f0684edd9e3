//! The walk over the values of a struct.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;

use super::schema::axis_data;
use crate::ast::{Field, Model};

/// `visit_parameters` and `visit_parameters_mut`.
pub fn visit(model: &Model) -> TokenStream {
    let needs = model.parts().flat_map(needs);
    let shared = walk(model, &quote!(&), &quote!(visit_parameters));
    let exclusive = walk(model, &quote!(&mut), &quote!(visit_parameters_mut));
    quote! {
        #[allow(unused_variables)]
        fn visit_parameters<'__m>(&'__m self, __place: &__p::Place<'_>, __visitor: &mut dyn __p::Visit<'__m>) {
            #(#needs)*
            #shared
        }

        #[allow(unused_variables)]
        fn visit_parameters_mut<'__m>(&'__m mut self, __place: &__p::Place<'_>, __visitor: &mut dyn __p::VisitMut<'__m>) {
            #exclusive
        }
    }
}

/// Every field in order. Shapes that another field needs for its fans are read before anything is borrowed for good.
pub fn walk(model: &Model, borrow: &TokenStream, method: &TokenStream) -> TokenStream {
    let shapes = model.parts().filter_map(|field| {
        let lender = model.parts().find(|lender| Some(lender.position) == field.lender)?;
        let (name, value) = (format_ident!("__shape_{}", field.position), model.value(lender));
        Some(quote!(let #name = __p::Initialize::parameter_shape(&#value);))
    });
    let axes = model.parts().filter(|field| field.keeps_blocks()).map(|field| axes(model, field));
    let visits = model.parts().map(|field| {
        let (ty, value) = (&field.ty, model.value(field));
        let position = Literal::usize_suffixed(field.position);
        let mut place = if field.lender.is_some() {
            let shape = format_ident!("__shape_{}", field.position);
            quote!(__place.field_with_fans(#position, #shape.as_deref()))
        } else {
            quote!(__place.field(#position))
        };
        if field.keeps_blocks() {
            let axes = axes_name(field);
            place = quote!(#place.with_axes(&#axes));
        }
        if let Some(lender) = model.parts().find(|lender| Some(lender.position) == field.lender)
            && lender.keeps_blocks()
        {
            let axes = axes_name(lender);
            place = quote!(#place.with_lent_axes(&#axes));
        }
        quote!(<#ty as __p::Initialize>::#method(#borrow #value, &#place, __visitor);)
    });
    quote!(#(#shapes)* #(#axes)* #(#visits)*)
}

fn axes_name(field: &Field) -> Ident {
    format_ident!("__axes_{}", field.position)
}

/// The axes of a field that names others for the number of their blocks.
fn axes(model: &Model, field: &Field) -> TokenStream {
    let name = axes_name(field);
    let axes = field.attrs.axes.iter().flat_map(|(axes, _)| axes).map(|axis| {
        let kept = axis.kept.iter().map(|kept| {
            let value = if model.variant.is_some() {
                let binding = format_ident!("__field_{}", kept.unraw());
                quote!(*#binding)
            } else {
                quote!(self.#kept)
            };
            quote_spanned!(kept.span()=> let #kept = __p::blocks(#value);)
        });
        let one = quote!(1);
        let data = axis_data(axis, axis.blocks.as_ref().unwrap_or(&one));
        quote!({ #(#kept)* #data })
    });
    quote!(let #name = [#(#axes),*];)
}

/// Bounds that a field's attributes put on its type. As calls in a body they hold in generic structs too, and the
/// compiler reports them at the definition.
pub fn needs(field: &Field) -> Vec<TokenStream> {
    let ty = &field.ty;
    let mut out = Vec::new();
    // A `kind` on a field that holds a model would hide the model's own kind from its own rules.
    if field.own_rule().is_some() || field.attrs.kind.is_some() {
        out.push(quote!(__p::need_parameter::<#ty>();));
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
        let count = Literal::usize_suffixed(count);
        let path = quote_spanned!(at.first=> __p::need_shaped);
        out.push(quote!(#path::<#ty, #count>();));
    }
    out
}
