//! Building a struct from nothing.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Ident, Type};

use crate::input::model::{Field, Model};
use crate::parse::attr::{By, Dims, List, Skip};

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
    impls(model, model_made(model))
}

/// The struct, or a variant, by its literal.
pub fn literal(model: &Model, path: &TokenStream) -> TokenStream {
    let inits = model.fields.iter().map(|field| {
        let (member, value) = (&field.member, value(field));
        quote!(#member: #value)
    });
    quote!(#path { #(#inits,)* })
}

/// The impls; the second with these bounds, and this body of the function that makes a model.
pub fn impls(model: &Model, make: Option<(TokenStream, TokenStream)>) -> TokenStream {
    let ident = &model.ident;
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    let predicates: Vec<_> = where_clause.map(|clause| clause.predicates.iter()).into_iter().flatten().collect();
    // Not one of the user's names, whatever those are.
    let sizes = Ident::new("__dims", Span::mixed_site());
    let (dims, bindings) = match (&model.attrs.config, &model.attrs.dims) {
        (Some(config), _) => {
            let (name, ty) = (&config.name, &config.ty);
            (quote!(#ty), quote!(let #name = #sizes;))
        }
        (None, Some(names)) => {
            let dims = dims_ident(model);
            (quote!(#dims), quote!(#(let #names = #sizes.#names;)*))
        }
        (None, None) => (quote!(()), TokenStream::new()),
    };
    let makes = make.map(|(bounds, body)| {
        let (by, name, out) = match model.remote() {
            Some(remote) => {
                let by = quote!(__p::MakeAs<#remote, __p::NoShape, __p::NoLen>);
                (by, quote!(make_as), quote!(#remote))
            }
            None => (quote!(__p::Make<__p::NoShape, __p::NoLen>), quote!(make), quote!(Self)),
        };
        quote! {
            #[automatically_derived]
            impl #impl_generics #by for #ident #type_generics
            where
                #(#predicates,)*
                #bounds
            {
                #[allow(unused_variables)]
                fn #name(
                    #sizes: &Self::Dims,
                    _: __p::NoShape,
                    _: __p::NoLen,
                ) -> ::core::result::Result<#out, __p::InitError> {
                    #bindings
                    #body
                }
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #impl_generics __p::Dimensioned for #ident #type_generics
        where
            #(#predicates,)*
        {
            type Dims = #dims;
        }

        #makes
    }
}

/// The bounds that making the model needs, and what makes it. `None` of a declaration that does not say how.
fn model_made(model: &Model) -> Option<(TokenStream, TokenStream)> {
    let ok = |value: TokenStream| quote!(::core::result::Result::Ok(#value));
    let remote = &model.attrs.remote;
    if let (Some(_), Some((new, _))) = (&remote.ty, &remote.new) {
        return Some((TokenStream::new(), ok(new.clone())));
    }
    let bounds = model.fields.iter().map(bounds);
    let bounds = quote!(#(#bounds)*);
    let path = match &remote.ty {
        None => return Some((bounds, ok(literal(model, &quote!(Self))))),
        Some((Type::Path(remote), _)) => bare(remote),
        Some(_) => return None,
    };
    let hidden = model.fields.iter().any(|field| field.attrs.reach.get.is_some());
    if hidden || remote.partial.is_some() {
        return None;
    }
    let members = model.fields.iter().map(|field| &field.member);
    let values = model.fields.iter().map(value);
    // By names that stand on the fields, where the compiler then reports that a type is another.
    let names = model.fields.iter().enumerate().map(|(i, field)| format_ident!("__made_{i}", span = field.at().first));
    let names: Vec<Ident> = names.collect();
    Some((bounds, ok(quote!({ #(let #names = #values;)* #path { #(#members: #names,)* } }))))
}

/// The path as a struct expression takes it: without what it is generic over, which the compiler knows.
fn bare(ty: &syn::TypePath) -> TokenStream {
    let mut ty = ty.clone();
    if let Some(last) = ty.path.segments.last_mut() {
        last.arguments = syn::PathArguments::None;
    }
    quote!(#ty)
}

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

/// The indices by which elements of the field differ in size.
fn by(field: &Field) -> Option<&By> {
    match (&field.attrs.shape, &field.attrs.dims) {
        (_, Some(Dims::Each(by, _))) | (Some(List { by: Some(by), .. }), _) => Some(by),
        _ => None,
    }
}

fn indices(by: &By) -> TokenStream {
    (0..by.count()).fold(quote!(__p::Here), |inner, _| quote!(__p::Below<#inner>))
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
        Some(Skip::Default(_)) => return quote!(<__p::Field<'_, #ty> as __p::Skipped>::skipped()),
        None => {}
    }
    let made = made(field);
    // Out of the wrapper of fields, and out of that of declared types.
    let inner = field.attrs.reach.with.as_ref().map(|_| quote!(.into_inner()));
    // What a variant wraps adds nothing to the path.
    let below = (!field.wrapped).then(|| quote!(.below(#name)));
    let value = quote! {
        match #made {
            ::core::result::Result::Ok(__field) => __field.into_inner() #inner,
            ::core::result::Result::Err(__error) => return ::core::result::Result::Err(__error #below),
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

/// The field, or why it cannot be made.
fn made(field: &Field) -> TokenStream {
    let ty = &field.built();
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
        Some(Dims::Each(by, closure)) => each(ty, by, closure, &len, &quote!((__sizes(__at), __p::NoShape))),
        None if let Some(by) = by(field) => {
            let head = &by.head;
            each(ty, by, &quote!(#head #shape), &len, &quote!(((), __sizes(__at))))
        }
        None => quote!(<__p::Field<'_, #ty> as __p::MakeField<_, _>>::make_field(#shape, #len)),
        Some(Dims::Expression(value, at)) => {
            // The type is said, so that a reference to a reference to the sizes is taken for one to the sizes.
            let sizes = quote!(<#ty as __p::Dimensioned>::Dims);
            let value = quote_spanned!(at.first=> &#value);
            quote!(<__p::Field<'_, #ty> as __p::MakeFieldWith<#sizes, _, _>>::make_field_with(#value, #shape, #len))
        }
        Some(Dims::Named(sizes, at)) => {
            let sizes = quote_spanned!(at.first=> {
                type __Dims = <#ty as __p::Dimensioned>::Dims;
                __Dims { #sizes }
            });
            quote!(<__p::Field<'_, #ty> as __p::MakeFieldWith<_, _, _>>::make_field_with(&#sizes, #shape, #len))
        }
    }
}

/// Elements by a closure of their indices.
fn each(ty: &TokenStream, by: &By, closure: &TokenStream, len: &TokenStream, sizes: &TokenStream) -> TokenStream {
    let indices = indices(by);
    let make = quote_spanned!(by.at.first=> make_field_each);
    let by = match by.count() {
        1 => quote!(__p::by_index),
        2 => quote!(__p::by_two),
        _ => quote!(__p::by_three),
    };
    quote!({
        let __sizes = #by(#closure);
        <__p::Field<'_, #ty> as __p::MakeFieldEach<<#ty as __p::Dimensioned>::Dims, _, _, #indices>>::#make(
            #len,
            &|__at: &[usize]| #sizes,
        )
    })
}
