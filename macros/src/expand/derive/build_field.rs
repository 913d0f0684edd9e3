//! Code that builds a field of a new model.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::input::Field;
use crate::parse::attr::{ByIndex, Dims, Skip};

/// Returns the bounds for building the field.
pub fn bounds(field: &Field) -> TokenStream {
    let (ty, span) = (&field.ty, field.at().first);
    if let Some(value) = &field.attrs.skip {
        return match value {
            Skip::Default(_) => {
                quote_spanned!(span=> for<'__a> __p::Field<'__a, #ty>: __p::Skipped<Value = #ty>,)
            }
            Skip::Value(_) => TokenStream::new(),
        };
    }
    let (shape, len) = (shape_type(field), len_type(field));
    let built = field.built();
    let made = match (by(field), &field.attrs.dims) {
        (Some(by), _) => {
            let indices = indices(by);
            quote_spanned!(span=> __p::MakeFieldEach<<#built as __p::Dimensioned>::Dims, #shape, #len, #indices>)
        }
        (None, None) => quote_spanned!(span=> __p::MakeField<#shape, #len>),
        (None, Some(_)) => quote_spanned!(span=> __p::MakeFieldWith<<#built as __p::Dimensioned>::Dims, #shape, #len>),
    };
    let absent = field
        .attrs
        .when
        .as_ref()
        .map(|_| quote_spanned!(span=> for<'__a> __p::Field<'__a, #ty>: __p::Absent<Value = #ty>,));
    let made = quote_spanned!(span=> for<'__a> __p::Field<'__a, #built>: #made,);
    quote!(#made #absent)
}

/// The indices by which the sizes of the field's elements differ.
fn by(field: &Field) -> Option<&ByIndex> {
    let [by_shape, by_dims] = field.by_index();
    by_dims.or(by_shape)
}

fn indices(by: &ByIndex) -> TokenStream {
    (0..by.names.len()).fold(quote!(__p::Here), |inner, _| quote!(__p::Below<#inner>))
}

fn shape_type(field: &Field) -> TokenStream {
    if let Some(shape) = &field.attrs.shape {
        let rank = shape.entries.len();
        quote!([::core::primitive::usize; #rank])
    } else {
        quote!(__p::NoShape)
    }
}

fn len_type(field: &Field) -> TokenStream {
    let lens = field.attrs.len.iter().flat_map(|len| &len.entries);
    let len = lens.fold(quote!(__p::NoLen), |inner, _| quote!(__p::Len<#inner>));
    if field.attrs.keys.is_some() { quote!(__p::Keys<#len>) } else { len }
}

/// Returns the value of the field in a new model. The sizes are in scope.
pub fn value(field: &Field) -> TokenStream {
    let ty = &field.ty;
    match &field.attrs.skip {
        Some(Skip::Value(value)) => return value.clone(),
        Some(Skip::Default(_)) => return quote!(<__p::Field<'_, #ty> as __p::Skipped>::skipped()),
        None => {}
    }
    let made = made(field);
    // Out of the wrapper of declared types.
    let inner = field.attrs.reach.with.as_ref().map(|_| quote!(.into_inner()));
    let value = quote! {
        match #made {
            __p::Ok(__field) => __field #inner,
            __p::Err(__error) => return __p::Err(__error),
        }
    };
    match &field.attrs.when {
        Some(when) => {
            let condition = &when.condition;
            quote!(if #condition { #value } else { <__p::Field<'_, #ty> as __p::Absent>::absent() })
        }
        None => value,
    }
}

/// Returns the field, or the error of making it, which names the field.
fn made(field: &Field) -> TokenStream {
    let ty = &field.built();
    // A value that a variant wraps adds nothing to the path.
    let name = if field.wrapped { String::new() } else { field.name() };
    let shape = field.attrs.shape.as_ref().map_or_else(
        || quote!(__p::NoShape),
        |shape| {
            let entries = &shape.entries;
            quote!([#(#entries),*])
        },
    );
    let lens = field.attrs.len.iter().flat_map(|len| &len.entries);
    let len = lens.rev().fold(quote!(__p::NoLen), |inner, len| quote!(__p::Len(#len, #inner)));
    let len = match &field.attrs.keys {
        Some(keys) => quote!(__p::Keys(__p::keys(#keys), #len)),
        None => len,
    };
    match &field.attrs.dims {
        Some(Dims::Each(by, closure)) => each(&name, ty, by, closure, &len, &quote!((__sizes(__at), __p::NoShape))),
        None if let Some(by) = by(field) => {
            let head = &by.head;
            each(&name, ty, by, &quote!(#head #shape), &len, &quote!(((), __sizes(__at))))
        }
        None if field.attrs.shape.is_none() && field.attrs.len.is_none() && field.attrs.keys.is_none() => {
            quote!(__p::make::<#ty>(#name))
        }
        None => quote!(__p::make_field::<#ty, _, _>(#name, #shape, #len)),
        Some(Dims::Expression(value, at)) => {
            // The type is given, so that a reference to a reference to the sizes is accepted.
            let sizes = quote!(<#ty as __p::Dimensioned>::Dims);
            let value = quote_spanned!(at.first=> &#value);
            quote!(__p::make_field_with::<#ty, #sizes, _, _>(#name, #value, #shape, #len))
        }
        Some(Dims::Named(sizes, at)) => {
            let sizes = quote_spanned!(at.first=> {
                type __Dims = <#ty as __p::Dimensioned>::Dims;
                __Dims { #sizes }
            });
            quote!(__p::make_field_with::<#ty, _, _, _>(#name, &#sizes, #shape, #len))
        }
    }
}

/// Builds the elements by a closure of their indices.
fn each(
    name: &str,
    ty: &TokenStream,
    by: &ByIndex,
    closure: &TokenStream,
    len: &TokenStream,
    sizes: &TokenStream,
) -> TokenStream {
    let indices = indices(by);
    let make = quote_spanned!(by.at.first=> make_field_each);
    let by = match by.names.len() {
        1 => quote!(__p::by_index),
        2 => quote!(__p::by_two),
        _ => quote!(__p::by_three),
    };
    quote!({
        let __sizes = #by(#closure);
        __p::#make::<#ty, <#ty as __p::Dimensioned>::Dims, _, _, #indices, _>(
            #name,
            #len,
            &|__at: &[::core::primitive::usize]| #sizes,
        )
    })
}
