//! Code that builds a new struct or enum.

use std::collections::HashSet;

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Ident, Type};

use super::build_field::{bounds, value};
use crate::input::{Derived, Model, Variant};
use crate::parse::attr::{Build, Skip};

/// Returns the struct of named run-time sizes, if the model declares any.
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
            #(#[doc = #docs] pub #names: ::core::primitive::usize,)*
        }
    })
}

fn dims_ident(model: &Model) -> Ident {
    format_ident!("{}Dims", model.ident)
}

/// Returns the impls that give the model's sizes and build one. They apply only if the size of every field is known. A
/// model that is only filled in place needs none of it.
pub fn build(derived: &Derived) -> TokenStream {
    let model = &derived.model;
    let made = match &derived.variants {
        None => struct_made(model),
        Some(variants) => Some(enum_made(model, variants)),
    };
    // This is a name that cannot equal a user's name.
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
    let makes = made.map(|(bounds, body)| {
        let (by, name, out) = match model.remote() {
            Some(remote) => {
                let by = quote!(__p::MakeAs<#remote, __p::NoShape, __p::NoLen>);
                (by, quote!(make_as), quote!(#remote))
            }
            None => (quote!(__p::Make<__p::NoShape, __p::NoLen>), quote!(make), quote!(Self)),
        };
        let header = model.implement(&by);
        quote! {
            #header
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
    let header = model.implement(&quote!(__p::Dimensioned));
    quote! {
        #header
        {
            type Dims = #dims;
        }

        #makes
    }
}

/// Returns the bounds for building the struct, and the code that builds it. `None` for a declaration that does not say
/// how.
fn struct_made(model: &Model) -> Option<(TokenStream, TokenStream)> {
    let remote = &model.attrs.remote;
    if let (Some(_), Some((new, _))) = (&remote.ty, &remote.new) {
        return Some((TokenStream::new(), ok(new)));
    }
    let bounds = each_once(model.fields.iter().map(bounds));
    let path = match &remote.ty {
        None => return Some((bounds, literal(model, &quote!(Self)))),
        Some((Type::Path(remote), _)) => bare(remote),
        Some(_) => return None,
    };
    let hidden = model.fields.iter().any(|field| field.attrs.reach.get.is_some());
    if hidden || remote.partial.is_some() {
        return None;
    }
    Some((bounds, literal(model, &path)))
}

/// Returns the path for a struct expression: without the generic arguments, which the compiler knows.
fn bare(ty: &syn::TypePath) -> TokenStream {
    let mut ty = ty.clone();
    if let Some(last) = ty.path.segments.last_mut() {
        last.arguments = syn::PathArguments::None;
    }
    quote!(#ty)
}

/// Returns the bounds for building the enum, and the code that builds it: the first variant whose condition is true, or
/// the fallback.
fn enum_made(model: &Model, variants: &[Variant]) -> (TokenStream, TokenStream) {
    let built = variants.iter().filter_map(|variant| Some((variant, variant.model.attrs.build.as_ref()?)));
    let mut bounds = each_once(built.clone().flat_map(|(variant, _)| &variant.model.fields).map(bounds));
    if built.clone().next().is_none() {
        // No type meets this bound. The compiler reports it where the enum is built, and nowhere else.
        let (ident, (_, type_generics, _)) = (&model.ident, model.generics.split_for_impl());
        let at = ident.span();
        bounds.extend(quote_spanned!(at=> for<'__a> __p::Field<'__a, #ident #type_generics>: __p::Buildable,));
    }
    let name = model.ident.to_string();
    let mut otherwise = quote!(__p::Err(__p::no_variant(#name)));
    let mut branches = TokenStream::new();
    for (variant, build) in built {
        let ident = &variant.ident;
        let value = literal(&variant.model, &quote!(Self::#ident));
        match build {
            Build::If(condition) => branches.extend(quote! {
                let __build: ::core::primitive::bool = #condition;
                if __build {
                    return { #value };
                }
            }),
            Build::Otherwise(_) => otherwise = value,
        }
    }
    (bounds, quote!(#branches #otherwise))
}

/// Bounds without those that are there already: what the compiler does for each grows with their number.
fn each_once(bounds: impl Iterator<Item = TokenStream>) -> TokenStream {
    let mut known = HashSet::new();
    bounds.filter(|bound| known.insert(bound.to_string())).collect()
}

fn ok(value: &TokenStream) -> TokenStream {
    quote!(__p::Ok(#value))
}

/// Returns statements that make the fields of the struct, or of a variant, and the value of them.
///
/// Each field has a variable. Where they stood in the struct expression, each was dropped on the way out of every later one,
/// which took the compiler seconds for hundreds.
fn literal(model: &Model, path: &TokenStream) -> TokenStream {
    let (mut made, mut members) = (TokenStream::new(), TokenStream::new());
    for (i, field) in model.fields.iter().enumerate() {
        let (member, value) = (&field.member, value(field));
        if model.remote().is_none() && matches!(field.attrs.skip, Some(Skip::Value(_))) {
            // The user's expression knows the type that it is for.
            members.extend(quote!(#member: #value,));
            continue;
        }
        // The name has the span of the field, where the compiler then reports a wrong type.
        let name = format_ident!("__made_{i}", span = field.at().first);
        made.extend(quote!(let #name = #value;));
        members.extend(quote!(#member: #name,));
    }
    let value = ok(&quote!(#path { #members }));
    quote!(#made #value)
}
