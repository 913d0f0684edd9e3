//! `#[derive(Initialize)]`.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Type};

use super::allocate;
use super::checks::{Judged, check, judge, judged, report};
use super::editor;
use super::enums;
use super::schema;
use super::visit;
use crate::diag::Diagnostics;
use crate::input::model::{Field, Model};
use crate::parse::rhs::Kind;
use crate::parse::rule::Rule;
use crate::parse::tokens::{nests_too_deep, too_deep};

/// Expands the derive. On a wrong attribute the impl is emitted all the same, so that one mistake gives one error.
pub fn expand(input: TokenStream) -> TokenStream {
    if nests_too_deep(input.clone()) {
        return too_deep();
    }
    let mut diagnostics = Diagnostics::default();
    diagnostics.in_attribute = true;
    let parsed = diagnostics.take(syn::parse2::<DeriveInput>(input));
    if let Some(DeriveInput { data: Data::Enum(_), .. }) = &parsed {
        return parsed.map(|input| enums::expand(input, diagnostics)).unwrap_or_default();
    }
    let Some(model) = parsed.and_then(|input| Model::read(input, &mut diagnostics)) else {
        return diagnostics.into_tokens();
    };
    let errors = diagnostics.into_tokens();
    let krate = model.attrs.krate.clone().unwrap_or_else(|| quote!(::paraminit));
    let dims = allocate::dims_struct(&model);
    let checks = if model.is_concrete() { concrete(&model, errors.is_empty()) } else { generic(&model) };
    let initialize = initialize(&model);
    let make = allocate::make(&model);
    let declared = model.remote().map(|_| declared(&model));
    let editor = editor::of_attributes(&model);
    assemble(&krate, &editor, &quote!(#initialize #make #checks #declared), &errors, dims.as_ref())
}

/// Puts the parts together.
pub fn assemble(
    krate: &TokenStream,
    editor: &TokenStream,
    items: &TokenStream,
    errors: &TokenStream,
    dims: Option<&TokenStream>,
) -> TokenStream {
    // The editor's block comes first, where it lines up whatever the errors say.
    quote! {
        #[allow(clippy::all, clippy::pedantic, clippy::nursery, unexpected_cfgs, unused_qualifications)]
        const _: () = {
            use #krate::__private as __p;
            #editor
            #items
        };
        #errors
        #dims
    }
}

fn initialize(model: &Model) -> TokenStream {
    let types = model.parts().map(Field::declared).collect();
    implementation(model, types, &schema::schema(model), &visit::visit(model))
}

/// The impl of `Initialize` for a type that holds these types, each with the trait by which it says what it holds.
pub fn implementation(
    model: &Model,
    types: Vec<(&Type, TokenStream)>,
    schema: &TokenStream,
    visit: &TokenStream,
) -> TokenStream {
    let ident = &model.ident;
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    let predicates = where_clause.map(|clause| clause.predicates.iter()).into_iter().flatten();
    let bounds = types.into_iter().filter(|(ty, by)| model.mentions_generics(quote!(#ty #by)));
    let bounds = bounds.map(|(ty, by)| quote!(#ty: #by));
    let by = model.initialize();
    quote! {
        #[automatically_derived]
        impl #impl_generics #by for #ident #type_generics
        where
            #(#predicates,)*
            #(#bounds,)*
        {
            const SCHEMA: &'static __p::Schema = &#schema;
            #visit
        }
    }
}

/// A use of a declaration and its fields: no value of it is ever made.
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

/// All rules of the struct with the numbers of their constants: those on fields first, as they win.
pub fn numbered(model: &Model) -> impl Iterator<Item = (proc_macro2::Ident, &Rule)> {
    let on_fields = model.parts().flat_map(|field| &field.attrs.rules);
    let rules = on_fields.chain(&model.attrs.rules).enumerate();
    rules.map(|(i, rule)| (format_ident!("__RULE_{}", model.first_rule + i), rule))
}

/// A type that `const` items can name is judged where it is defined.
fn concrete(model: &Model, readable: bool) -> TokenStream {
    let checks = fields(model, readable, 0);
    judge_all(model, &rules(model), &checks)
}

/// The rules on the fields and on the struct or variant, as seen from the root.
pub fn rules(model: &Model) -> Vec<Judged<'_>> {
    let mut constants = numbered(model).map(|(constant, _)| constant);
    let mut judged: Vec<Judged<'_>> = Vec::new();
    for field in model.parts() {
        for (rule, constant) in field.attrs.rules.iter().zip(&mut constants) {
            let own = rule.patterns.is_empty();
            let mut place = model.place(Some(field));
            let patterns = if own {
                place.extend(field.attrs.parts.as_ref().map(|_| crate::parse::pattern::Segment::Any));
                vec![crate::parse::pattern::Pattern { segments: place, at: rule.rhs.at }]
            } else {
                rule.patterns.iter().map(|pattern| pattern.below(&place)).collect()
            };
            judged.push(Judged { patterns, rhs: &rule.rhs, optional: rule.optional, own, on_field: true, constant });
        }
    }
    for (rule, constant) in model.attrs.rules.iter().zip(&mut constants) {
        judged.push(Judged {
            patterns: rule.patterns.iter().map(|pattern| pattern.below(&model.place(None))).collect(),
            rhs: &rule.rhs,
            optional: rule.optional,
            own: false,
            on_field: false,
            constant,
        });
    }
    judged
}

/// Judges all rules of a type that `const` items can name, and whatever else these checks look at.
pub fn judge_all(model: &Model, judged: &[Judged<'_>], checks: &TokenStream) -> TokenStream {
    let name = model.ident.to_string();
    let ident = &model.ident;
    // A constant knows no lifetime but this one, and the schema depends on none.
    let lifetimes = model.generics.params.iter().map(|_| quote!('static));
    let by = model.initialize();
    let report = report(&name, &quote!(<#ident<#(#lifetimes),*> as #by>::SCHEMA), judged);
    let judged = judge(judged);
    quote! {
        #report
        #judged
        #checks
    }
}

/// What is judged of each field, where the first is number `first` of the type's.
pub fn fields(model: &Model, readable: bool, first: usize) -> TokenStream {
    // Where an attribute could not be read, the initializer that seems to be missing may stand in it.
    let fields =
        model.parts().filter(|field| readable && !field.attrs.required && field.own_rule().is_none()).map(|field| {
            let top = Literal::usize_suffixed(first + field.position);
            check(quote!(__p::assert_field), quote!(__SUBJECT, __REPORT, #top), field.at())
        });
    let axes = model.parts().filter(|field| !field.keeps_blocks()).flat_map(|field| {
        let top = Literal::usize_suffixed(first + field.position);
        let axes = field.attrs.axes.iter().flat_map(|(axes, _)| axes).enumerate();
        axes.filter(|(_, axis)| axis.blocks.is_some()).map(move |(i, axis)| {
            let i = Literal::usize_suffixed(i);
            check(quote!(__p::assert_axis), quote!(__SUBJECT, #top, #i), axis.at)
        })
    });
    let parts = model.parts().filter_map(|field| {
        let cut = field.attrs.parts.as_ref()?;
        let top = Literal::usize_suffixed(first + field.position);
        let constant = cut.entries.iter().all(|part| part.kept.is_empty());
        constant.then(|| check(quote!(__p::assert_parts), quote!(__SUBJECT, #top), cut.at))
    });
    quote! {
        #(#fields)*
        #(#axes)*
        #(#parts)*
    }
}

/// In a generic type, what does not name a parameter can still be judged.
pub fn generic(model: &Model) -> TokenStream {
    let mut out = TokenStream::new();
    for (constant, rule) in numbered(model) {
        if let Some(init) = shared(model, rule) {
            out.extend(judged(init, &constant, &quote!(__p::Elements::NONE)));
        }
    }
    let mut constants = numbered(model).map(|(constant, _)| constant);
    for field in model.parts() {
        for (rule, constant) in field.attrs.rules.iter().zip(&mut constants) {
            if rule.patterns.is_empty() && shared(model, rule).is_some() {
                let name = field.name();
                let axes = field.attrs.axes.as_ref().map_or_else(
                    || quote!(__p::none()),
                    |(axes, _)| {
                        let count = Literal::usize_suffixed(axes.len());
                        quote!(__p::some(#count))
                    },
                );
                let borrowed = field.lender.is_some();
                let kind = field.attrs.kind.clone().unwrap_or_else(|| schema::kind(model));
                let part = schema::part(field);
                let arguments = quote!(#name, &#constant, #axes, #borrowed, __p::some(#kind), #part);
                out.extend(check(quote!(__p::assert_bare), arguments, rule.rhs.at));
            }
        }
    }
    out
}

/// The initializer of a rule, if a `const` item beside the impl can hold it.
pub fn shared<'m>(model: &Model, rule: &'m Rule) -> Option<&'m crate::parse::rhs::Init> {
    match &rule.rhs.kind {
        Kind::Const(init) if !model.mentions_generics(init.inline()) => Some(init),
        _ => None,
    }
}
