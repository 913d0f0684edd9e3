//! Building a struct from nothing.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;

use crate::ast::{Field, Model};
use crate::attr::{Dims, Skip};

/// The struct of named run-time sizes, if the model declares any.
pub fn dims_struct(model: &Model) -> Option<TokenStream> {
    let names = model.attrs.dims.as_ref()?;
    let (vis, ident) = (&model.vis, dims_ident(model));
    let doc = format!("The run-time sizes of a `{}`.", model.ident);
    let docs = names.iter().map(|name| format!("`{name}`"));
    Some(quote! {
        #[doc = #doc]
        #[allow(clippy::all, clippy::pedantic, clippy::nursery)]
        #[derive(
            ::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq,
        )]
        #vis struct #ident {
            #(#[doc = #docs] pub #names: usize,)*
        }
    })
}

fn dims_ident(model: &Model) -> Ident {
    format_ident!("{}Dims", model.ident)
}

/// The impls that say how large the model is and make one. They hold only where every field says enough of its size; a
/// model that is only ever filled in place needs none of it.
pub fn make(model: &Model) -> TokenStream {
    let bounds = model.fields.iter().map(bounds);
    let value = literal(model, &quote!(Self));
    made(model, &quote!(#(#bounds)*), &quote!(::core::result::Result::Ok(#value)))
}

/// The struct, or a variant, by its literal.
pub fn literal(model: &Model, path: &TokenStream) -> TokenStream {
    let inits = model.fields.iter().map(|field| {
        let (member, value) = (&field.member, value(field));
        quote!(#member: #value)
    });
    quote!(#path { #(#inits,)* })
}

/// The impls, with these bounds on the second and this body of the function that makes one.
pub fn made(model: &Model, bounds: &TokenStream, body: &TokenStream) -> TokenStream {
    let ident = &model.ident;
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    let predicates: Vec<_> = where_clause.map(|clause| clause.predicates.iter()).into_iter().flatten().collect();
    let (dims, bindings) = match &model.attrs.dims {
        Some(names) => {
            let dims = dims_ident(model);
            (quote!(#dims), quote!(#(let #names = __dims.#names;)*))
        }
        None => (quote!(()), TokenStream::new()),
    };
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Dimensioned for #ident #type_generics
        where
            #(#predicates,)*
        {
            type Dims = #dims;
        }

        #[automatically_derived]
        impl #impl_generics __p::Make<__p::NoShape, __p::NoLen> for #ident #type_generics
        where
            #(#predicates,)*
            #bounds
        {
            #[allow(unused_variables)]
            fn make(
                __dims: &Self::Dims,
                _: __p::NoShape,
                _: __p::NoLen,
            ) -> ::core::result::Result<Self, __p::InitError> {
                #bindings
                #body
            }
        }
    }
}

pub fn bounds(field: &Field) -> TokenStream {
    let (ty, span) = (&field.ty, field.at().first);
    if let Some(value) = &field.attrs.skip {
        return match value {
            Skip::Default => {
                quote_spanned!(span=> for<'__a> __p::Field<'__a, #ty>: __p::Skipped<Value = #ty>,)
            }
            Skip::Value(_) => TokenStream::new(),
        };
    }
    let (shape, len) = (shape_type(field), len_type(field));
    if field.attrs.dims.is_none() {
        quote_spanned!(span=> for<'__a> __p::Field<'__a, #ty>: __p::MakeField<#shape, #len>,)
    } else {
        quote_spanned! {span=>
            for<'__a> __p::Field<'__a, #ty>: __p::MakeFieldWith<<#ty as __p::Dimensioned>::Dims, #shape, #len>,
        }
    }
}

fn shape_type(field: &Field) -> TokenStream {
    if let Some(shape) = &field.attrs.shape {
        let rank = shape.entries.len();
        quote!([usize; #rank])
    } else {
        quote!(__p::NoShape)
    }
}

fn len_type(field: &Field) -> TokenStream {
    let lens = field.attrs.len.iter().flat_map(|len| &len.entries);
    let len = lens.fold(quote!(__p::NoLen), |inner, _| quote!(__p::Len<#inner>));
    if field.attrs.keys.is_some() { quote!(__p::Keys<#len>) } else { len }
}

fn value(field: &Field) -> TokenStream {
    let (ty, name) = (&field.ty, field.name());
    match &field.attrs.skip {
        Some(Skip::Value(value)) => return value.clone(),
        Some(Skip::Default) => return quote!(<__p::Field<'_, #ty> as __p::Skipped>::skipped()),
        None => {}
    }
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
    let made = match &field.attrs.dims {
        None => quote!(<__p::Field<'_, #ty> as __p::MakeField<_, _>>::make_field(#shape, #len)),
        Some(dims) => {
            let dims = match dims {
                Dims::Expression(value) => quote!(#value),
                Dims::Named(sizes, at) => quote_spanned!(at.first=> {
                    type __Dims = <#ty as __p::Dimensioned>::Dims;
                    __Dims { #sizes }
                }),
            };
            quote!(<__p::Field<'_, #ty> as __p::MakeFieldWith<_, _, _>>::make_field_with(&#dims, #shape, #len))
        }
    };
    // What a variant wraps adds nothing to the path.
    let below = (!field.wrapped).then(|| quote!(.below(#name)));
    quote! {
        match #made {
            ::core::result::Result::Ok(__field) => __field.into_inner(),
            ::core::result::Result::Err(__error) => return ::core::result::Result::Err(__error #below),
        }
    }
}
