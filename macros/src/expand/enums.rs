//! `#[derive(Initialize)]` on an enum: each variant is a struct at the enum's own path.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput};

use super::derive::{assemble, fields, generic, implementation, judge_all, numbered, rules};
use super::{allocate, editor, schema, visit};
use crate::diag::Diagnostics;
use crate::input::model::Field;
use crate::input::variant::{Enum, Variant};
use crate::parse::attr::Build;

/// Expands the derive, as for a struct.
pub fn expand(input: DeriveInput, mut diagnostics: Diagnostics) -> TokenStream {
    let Data::Enum(data) = input.data.clone() else { return TokenStream::new() };
    let it = Enum::read(input, data, &mut diagnostics);
    let errors = diagnostics.into_tokens();
    let krate = it.model.attrs.krate.clone().unwrap_or_else(|| quote!(::paraminit));
    let types = it.variants.iter().flat_map(|variant| variant.model.parts()).map(Field::declared).collect();
    let initialize = implementation(&it.model, types, &node(&it), &walks(&it));
    let make = make(&it);
    let checks = if it.model.is_concrete() {
        concrete(&it, errors.is_empty())
    } else {
        let variants = it.variants.iter().map(|variant| generic(&variant.model));
        let own = generic(&it.model);
        quote!(#(#variants)* #own)
    };
    let editor = editor::of_enum(&it.model, &it.variants);
    let dims = allocate::dims_struct(&it.model);
    assemble(&krate, &editor, &quote!(#initialize #make #checks), &errors, dims.as_ref())
}

/// The schema.
fn node(it: &Enum) -> TokenStream {
    let variants = it.variants.iter().map(|variant| {
        let (name, schema) = (variant.ident.unraw().to_string(), schema::of_kind(&variant.model, &kind(variant)));
        quote!(__p::Variant { name: #name, schema: #schema })
    });
    let kind = schema::kind(&it.model);
    let rules = numbered(&it.model).map(|(constant, rule)| schema::rule_data(&it.model, &constant, rule));
    let judged = it.model.is_concrete();
    quote! {
        __p::Schema {
            kind: #kind,
            node: __p::Node::Enum(&[#(#variants),*]),
            rules: &[#(#rules),*],
            judged: #judged,
            skipped: &[],
        }
    }
}

/// The kind of a variant: its name, unless it wraps a value that has a kind.
fn kind(variant: &Variant) -> TokenStream {
    let own = schema::kind(&variant.model);
    match variant.wrapped() {
        Some(field) if !variant.has_kind && field.attrs.skip.is_none() => {
            let (declared, by) = field.declared();
            quote!(__p::kind_or(<#declared as #by>::SCHEMA.kind, #own))
        }
        _ => quote!(#own),
    }
}

fn walks(it: &Enum) -> TokenStream {
    let needs = it.variants.iter().flat_map(|variant| variant.model.parts()).flat_map(visit::needs);
    let shared = arms(it, false);
    let exclusive = arms(it, true);
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

/// A `match` that visits the variant that is there.
fn arms(it: &Enum, exclusive: bool) -> TokenStream {
    if it.variants.is_empty() {
        return quote!(match *self {});
    }
    let arms = it.variants.iter().enumerate().map(|(i, variant)| {
        let (ident, i) = (&variant.ident, Literal::usize_suffixed(i));
        let bindings = variant.model.fields.iter().map(|field| {
            let (member, binding) = (&field.member, field.binding());
            quote!(#member: #binding)
        });
        let walk = visit::walk(&variant.model, exclusive);
        quote! {
            Self::#ident { #(#bindings,)* } => {
                let __place = &__place.variant(#i);
                #walk
            }
        }
    });
    quote!(match self { #(#arms)* })
}

/// The impls that build one: the first variant whose condition holds, or the one to fall back on.
fn make(it: &Enum) -> TokenStream {
    let built = it.variants.iter().filter(|variant| variant.build.is_some());
    let bounds = built.clone().flat_map(|variant| &variant.model.fields).map(allocate::bounds);
    let mut bounds = quote!(#(#bounds)*);
    if !it.is_built() {
        // A bound that nothing meets: the compiler says so where the enum is built, and nowhere else.
        let (ident, (_, type_generics, _)) = (&it.model.ident, it.model.generics.split_for_impl());
        let at = ident.span();
        bounds.extend(quote_spanned!(at=> for<'__a> __p::Field<'__a, #ident #type_generics>: __p::Buildable,));
    }
    let value = |variant: &Variant| {
        let ident = &variant.ident;
        let value = allocate::literal(&variant.model, &quote!(Self::#ident));
        quote!(::core::result::Result::Ok(#value))
    };
    let mut otherwise = None;
    let mut branches = TokenStream::new();
    for variant in built {
        match &variant.build {
            Some(Build::If(condition)) => {
                let value = value(variant);
                branches.extend(quote! {
                    let __build: bool = #condition;
                    if __build {
                        return #value;
                    }
                });
            }
            _ => otherwise = Some(value(variant)),
        }
    }
    let name = it.model.ident.to_string();
    let otherwise = otherwise.unwrap_or_else(|| quote!(::core::result::Result::Err(__p::no_variant(#name))));
    allocate::impls(&it.model, Some((bounds, quote!(#branches #otherwise))))
}

/// Judges the rules on all variants and on the enum together: a rule on a variant beats one on the enum.
fn concrete(it: &Enum, readable: bool) -> TokenStream {
    let mut judged = Vec::new();
    let mut checks = TokenStream::new();
    let mut first = 0;
    for variant in &it.variants {
        judged.extend(rules(&variant.model));
        checks.extend(fields(&variant.model, readable, first));
        first += variant.model.parts().count();
    }
    judged.extend(rules(&it.model));
    judge_all(&it.model, &judged, &checks)
}
