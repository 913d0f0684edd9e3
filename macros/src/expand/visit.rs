//! The walk over the values of a struct.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;

use super::packed::{sizes, sizes_name};
use super::schema::axis_data;
use crate::diag::Extent;
use crate::input::model::{Field, Model};
use crate::parse::attr::Dims;
use crate::parse::tokens::is_punct;

/// `visit_parameters` and `visit_parameters_mut`.
pub fn visit(model: &Model) -> TokenStream {
    let needs = model.parts().flat_map(needs);
    let shared = walk(model, false);
    let exclusive = walk(model, true);
    let (names, value, value_mut) = match model.remote() {
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
            #shared
        }

        #[allow(unused_variables)]
        fn #name_mut<'__m>(#value_mut, __place: &__p::Place<'_>, __visitor: &mut dyn __p::VisitMut<'__m>) {
            #exclusive
        }
    }
}

/// Every field in order. Shapes that another field needs for its fans are read before anything is borrowed for good.
pub fn walk(model: &Model, exclusive: bool) -> TokenStream {
    let shapes = model.parts().filter_map(|field| {
        let lender = model.lender(field)?;
        let (name, lent) = (format_ident!("__shape_{}", field.position), lender.shared(model));
        Some(match &lender.attrs.reach.with {
            None => quote!(let #name = __p::Initialize::parameter_shape(#lent);),
            Some((with, _)) => quote!(let #name = <#with as __p::InitializeAs<_>>::parameter_shape_as(#lent);),
        })
    });
    let axes = model.parts().filter(|field| field.keeps_blocks()).map(|field| axes(model, field));
    let sizes = model.parts().filter_map(|field| sizes(model, field));
    let visits = model.parts().map(|field| {
        let position = Literal::usize_suffixed(field.position);
        let lender = model.lender(field);
        let mut place = if lender.is_some() {
            let shape = format_ident!("__shape_{}", field.position);
            quote!(__place.field_with_fans(#position, #shape.as_deref()))
        } else {
            quote!(__place.field(#position))
        };
        if field.keeps_blocks() {
            let axes = axes_name(field);
            place = quote!(#place.with_axes(&#axes));
        }
        if let Some(lender) = lender
            && lender.keeps_blocks()
        {
            let axes = axes_name(lender);
            place = quote!(#place.with_lent_axes(&#axes));
        }
        if field.attrs.parts.is_some() {
            let sizes = sizes_name(field);
            place = quote!(#place.with_parts(&#sizes));
        }
        if let Some(lender) = lender
            && lender.attrs.parts.is_some()
        {
            let sizes = sizes_name(lender);
            place = quote!(#place.with_lent_parts(&#sizes));
        }
        visit_field(model, field, exclusive, &place)
    });
    quote!(#(#shapes)* #(#axes)* #(#sizes)* #(#visits)*)
}

/// The visit of one field.
fn visit_field(model: &Model, field: &Field, exclusive: bool, place: &TokenStream) -> TokenStream {
    let subject = model.subject();
    let (declared, by) = field.declared();
    let method = match (exclusive, field.attrs.reach.with.is_some()) {
        (false, false) => quote!(visit_parameters),
        (false, true) => quote!(visit_parameters_as),
        (true, false) => quote!(visit_parameters_mut),
        (true, true) => quote!(visit_parameters_mut_as),
    };
    // A declaration that says another type than the field has is told so once.
    let reach = &field.attrs.reach;
    let told = exclusive && model.remote().is_some() && reach.with.is_none() && reach.get_mut.is_none();
    let declared = if told { quote!(_) } else { quote!(#declared) };
    let value = match (exclusive, &field.attrs.reach.get_mut) {
        (false, _) => match model.remote() {
            Some(remote) if field.attrs.reach.get.is_none() => typed(remote, field),
            _ => field.shared(model),
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
    let visitor =
        if exclusive && model.lends() { quote!(&mut __p::Lender(&mut *__visitor)) } else { quote!(__visitor) };
    quote!(<#declared as #by>::#method(#value, &#place, #visitor);)
}

/// A reference to a field of a declared type. Every token of it stands on the field, where the compiler then reports that
/// the type is another.
fn typed(remote: &Type, field: &Field) -> TokenStream {
    let (ty, member) = (&field.ty, &field.member);
    let typed = quote_spanned!(field.at().first=> |__declared: &'__m #remote| -> &'__m #ty { &__declared.#member });
    quote!((#typed)(__value))
}

fn axes_name(field: &Field) -> Ident {
    format_ident!("__axes_{}", field.position)
}

/// The axes of a field that names others for the number of their blocks.
fn axes(model: &Model, field: &Field) -> TokenStream {
    let name = axes_name(field);
    let axes = field.attrs.axes.iter().flat_map(|(axes, _)| axes).map(|axis| {
        let one = quote!(1);
        let blocks = axis.blocks.as_ref().unwrap_or(&one);
        // A config is read from where it is; what stands by itself is a number.
        let read = axis.kept.iter().any(|kept| is_read(blocks.clone(), kept));
        let kept = axis.kept.iter().map(|kept| {
            let value = kept_value(model, kept);
            if read {
                quote_spanned!(kept.span()=> let #kept = &#value;)
            } else {
                quote_spanned!(kept.span()=> let #kept = __p::blocks(#value);)
            }
        });
        let blocks = if read { quote!(__p::blocks(#blocks)) } else { blocks.clone() };
        let data = axis_data(axis, &blocks);
        quote!({ #(#kept)* #data })
    });
    quote!(let #name = [#(#axes),*];)
}

/// Bounds that a field's attributes put on its type. As calls in a body they hold in generic structs too, and the
/// compiler reports them at the definition.
pub fn needs(field: &Field) -> Vec<TokenStream> {
    let ty = &field.ty;
    let (declared, _) = field.declared();
    let mut out = Vec::new();
    // A `kind` on a field that holds a model would hide the model's own kind from its own rules.
    if field.own_rule().is_some() || field.attrs.kind.is_some() {
        out.push(quote!(__p::need_parameter::<#declared>();));
    }
    if let Some(when) = &field.attrs.when {
        out.push(need(&format_ident!("need_option"), &quote!(#ty), when.at));
    }
    let by = [
        field.attrs.shape.as_ref().and_then(|shape| shape.by.as_ref()),
        match &field.attrs.dims {
            Some(Dims::Each(by, _)) => Some(by),
            _ => None,
        },
    ];
    for by in by.into_iter().flatten() {
        out.push(need(&format_ident!("need_elements"), &quote!(#ty), by.at));
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
        out.push(quote!(#path::<#declared, #count>();));
    }
    out
}

/// A bound that holds where this call compiles.
fn need(name: &Ident, types: &TokenStream, at: Extent) -> TokenStream {
    let path = quote_spanned!(at.first=> __p::#name);
    quote!(#path::<#types>();)
}

/// A skipped field of the value that is visited.
pub fn kept_value(model: &Model, kept: &Ident) -> TokenStream {
    if model.variant.is_some() {
        let binding = format_ident!("__field_{}", kept.unraw());
        return quote!(*#binding);
    }
    let subject = model.subject();
    let getter = model.fields.iter().find(|field| matches!(&field.member, syn::Member::Named(name) if name == kept));
    match getter.and_then(|field| field.attrs.reach.get.as_ref()) {
        Some(get) => quote_spanned!(kept.span()=> #subject.#get()),
        None if model.remote().is_some() => quote_spanned!(kept.span()=> #subject.#kept),
        None => quote_spanned!(kept.span()=> self.#kept),
    }
}

/// Whether a field or method of what the name stands for is named.
pub fn is_read(tokens: TokenStream, name: &Ident) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.iter().enumerate().any(|(i, token)| match token {
        TokenTree::Ident(ident) => ident == name && is_punct(tokens.get(i + 1), '.'),
        TokenTree::Group(group) => is_read(group.stream(), name),
        _ => false,
    })
}
