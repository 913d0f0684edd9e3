//! Expansion of `#[derive(Initialize)]`.

mod attributes;
mod build;
mod build_field;
mod kept;
mod schema;
mod split;
mod visit;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, parse_quote};

use schema::Declared;

use crate::diag::Diagnostics;
use crate::expand::editor;
use crate::input::{Derived, Field, Model};
use crate::parse::tokens::check_depth;
use crate::validate::validate;

/// Expands the derive. After a wrong attribute it still emits the impl, so that one mistake gives one error.
pub fn derive(input: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let parsed = diagnostics.take(check_depth(input.clone()).and_then(|()| syn::parse2::<DeriveInput>(input)));
    let Ok(mut derived) = parsed.and_then(|input| Derived::read(input, &mut diagnostics)) else {
        return diagnostics.into_tokens();
    };
    validate(&mut derived, &mut diagnostics);
    let errors = diagnostics.into_tokens();
    let model = &derived.model;
    let krate = model.attrs.krate.clone().unwrap_or_else(|| quote!(::paraminit));
    let editor = editor::of_attributes(&derived);
    let initialize = initialize(&derived);
    let build = build::build(&derived);
    let checks = attributes::checks(&derived, errors.is_empty());
    let declared = model.remote().map(|_| declared(model));
    let dims = build::dims_struct(model);
    // The editor's block comes first, so that errors do not change its position.
    quote! {
        #[allow(clippy::all, clippy::pedantic, clippy::nursery, unexpected_cfgs, unused_qualifications)]
        const _: () = {
            use #krate::__private as __p;
            #editor
            #initialize
            #build
            #checks
            #declared
        };
        #errors
        #dims
    }
}

/// Returns the impl of `Initialize`, with bounds on the types of the fields.
fn initialize(derived: &Derived) -> TokenStream {
    let model = &derived.model;
    let header = model.implement(&model.initialize());
    let types = derived.models().flat_map(Model::visited).map(Field::declared);
    let bounds = types.filter(|(ty, by)| model.mentions_generics(|| quote!(#ty #by))).map(|(ty, by)| quote!(#ty: #by));
    let bounds = quote!(#(#bounds,)*);
    let (Declared { schema, node }, visit) = (Declared::of(derived), visit::visit(derived));
    let in_families = model.remote().is_none().then(|| in_families(model, &bounds));
    let declared = model.implement(&quote!(__p::Declared));
    quote! {
        #header
            #bounds
        {
            const SCHEMA: &'static __p::Schema = &#schema;
            #visit
        }

        #declared
            #bounds
        {
            const NODE: __p::Node = #node;
        }

        #in_families
    }
}

/// Returns the impl by which the model is its own declaration in every family of types.
fn in_families(model: &Model, bounds: &TokenStream) -> TokenStream {
    let mut generics = model.generics.clone();
    generics.params.push(parse_quote!(__Family));
    let header = model.implement_with(&generics, &quote!(__p::DeclaredBy<__Family>));
    quote! {
        #header
            #bounds
        {
            type By = __p::Own<Self>;
        }
    }
}

/// Returns a use of a declaration and its fields, because no value of it is ever made.
fn declared(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    let members: Vec<_> = model.fields.iter().map(|field| &field.member).collect();
    quote! {
        #[allow(dead_code, unreachable_code, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
        fn __declared #impl_generics (__value: #ident #type_generics) -> #ident #type_generics #where_clause {
            #(let _ = &__value.#members;)*
            #ident { #(#members: ::core::unreachable!(),)* }
        }
    }
}
