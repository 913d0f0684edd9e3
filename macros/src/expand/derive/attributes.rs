//! The checks of a derive: of the rules on fields, on variants, and on the whole type.

use paraminit_syntax::Segment as Written;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::schema::{kind, role};
use crate::diag::Extent;
use crate::expand::checks::{Governed, constants, constants_and_checks, judge, of_initializer, report};
use crate::expand::judged::Judged;
use crate::expand::rules::{numbered, shared};
use crate::expand::words::{check, number};
use crate::input::{Derived, Model};
use crate::parse::pattern::{Pattern, Segment};
use crate::parse::rhs::Site;
use crate::parse::rule::Rule;

/// Returns all checks. If an attribute is not `readable`, it may contain an initializer that seems to be missing.
pub fn checks(derived: &Derived, readable: bool) -> TokenStream {
    if derived.model.is_concrete() { concrete(derived, readable) } else { derived.models().map(generic).collect() }
}

/// Returns the checks of a type that `const` items can name where it is defined. All rules are checked together, since
/// one on a variant wins over one on the enum.
fn concrete(derived: &Derived, readable: bool) -> TokenStream {
    let model = &derived.model;
    let ident = &model.ident;
    // Constants have no lifetime but this one, and the schema depends on none.
    let lifetimes = model.generics.params.iter().map(|_| quote!('static));
    let by = model.initialize();
    let judged: Vec<Judged<'_>> = derived.models().flat_map(rules).collect();
    let report =
        report(&ident.to_string(), &quote!(<#ident<#(#lifetimes),*> as #by>::SCHEMA), &judged, Site::Attribute);
    let judged = judge(&judged);
    let mut checks = TokenStream::new();
    let mut first = 0;
    for model in derived.models() {
        checks.extend(fields(model, readable, first));
        first += model.visited().count();
    }
    // A struct of parameters only does not nest.
    let nests = derived.models().flat_map(Model::visited).any(|field| field.own_rule().is_none());
    let depth = nests.then(|| check(quote!(__p::assert_depth), quote!(__SUBJECT, __REPORT), Extent::of(ident.span())));
    quote!(#report #judged #checks #depth)
}

/// Returns the rules on the fields and on the struct or variant, with patterns from the root.
fn rules(model: &Model) -> Vec<Judged<'_>> {
    let mut constants = numbered(model).map(|(constant, _)| constant);
    let mut judged = Vec::new();
    for field in model.visited() {
        for (rule, constant) in field.attrs.rules.iter().zip(&mut constants) {
            let own = rule.patterns.is_empty();
            let mut place = model.place(Some(field));
            let patterns = if own {
                place.extend(field.attrs.split.as_ref().map(|_| Segment::Written(Written::Any)));
                vec![Pattern { segments: place, at: rule.rhs.at }]
            } else {
                rule.patterns.iter().map(|pattern| pattern.below(&place)).collect()
            };
            judged.push(Judged { own, on_field: true, ..Judged::new(rule, patterns, constant) });
        }
    }
    let on_model = model.attrs.rules.iter().zip(constants).map(|(rule, constant)| {
        let patterns = rule.patterns.iter().map(|pattern| pattern.below(&model.place(None)));
        Judged::new(rule, patterns.collect(), constant)
    });
    judged.extend(on_model);
    judged
}

/// Returns the checks of each field. The first field has number `first` in the type.
fn fields(model: &Model, readable: bool, first: usize) -> TokenStream {
    // An attribute that could not be parsed may contain the initializer that seems to be missing.
    let fields =
        model.visited().filter(|field| readable && !field.attrs.required && field.own_rule().is_none()).map(|field| {
            let top = number(first + field.position);
            check(quote!(__p::assert_field), quote!(__SUBJECT, __REPORT, #top), field.at())
        });
    let axes = model.visited().filter(|field| !field.keeps_blocks()).flat_map(|field| {
        let top = number(first + field.position);
        let axes = field.attrs.axes.iter().flat_map(|(axes, _)| axes).enumerate();
        axes.filter(|(_, axis)| axis.blocks.is_some()).map(move |(i, axis)| {
            let i = number(i);
            check(quote!(__p::assert_axis), quote!(__SUBJECT, #top, #i), axis.at)
        })
    });
    let parts = model.visited().filter_map(|field| {
        let split = field.attrs.split.as_ref()?;
        let top = number(first + field.position);
        let constant = split.slices.iter().all(|slice| slice.kept.is_empty());
        constant.then(|| check(quote!(__p::assert_parts), quote!(__SUBJECT, #top), split.at))
    });
    let rows = model.visited().flat_map(|field| {
        let top = first + field.position;
        let rules = field.attrs.rows.iter().enumerate();
        rules.map(move |(i, rule)| {
            let patterns = rule.patterns.iter().enumerate().map(|(j, pattern)| {
                let [top, i, j] = [top, i, j].map(number);
                check(quote!(__p::assert_rows), quote!(__SUBJECT, #top, #i, #j), pattern.at)
            });
            let value = row_value(model, rule, &format_ident!("__ROW_{top}_{i}"));
            quote!(#(#patterns)* #value)
        })
    });
    quote! {
        #(#fields)*
        #(#axes)*
        #(#parts)*
        #(#rows)*
    }
}

/// Returns the checks of the value of rows, if it names no generic parameter.
fn row_value(model: &Model, rule: &Rule, constant: &Ident) -> Option<TokenStream> {
    let init = shared(model, rule)?;
    Some(constants_and_checks(init, constant))
}

/// Returns the checks of a generic type, for initializers that do not name a generic parameter.
fn generic(model: &Model) -> TokenStream {
    let mut out = TokenStream::new();
    for (constant, rule) in numbered(model) {
        if let Some(init) = shared(model, rule) {
            if rule.rhs.like.is_none() {
                out.extend(constants(init, &constant));
            }
            out.extend(of_initializer(init, &constant, &Governed::Unknown));
        }
    }
    for (i, rule) in model.visited().flat_map(|field| &field.attrs.rows).enumerate() {
        let first = model.first_rule;
        out.extend(row_value(model, rule, &format_ident!("__ROW_{first}_{i}")));
    }
    let mut constants = numbered(model).map(|(constant, _)| constant);
    for field in model.visited() {
        for (rule, constant) in field.attrs.rules.iter().zip(&mut constants) {
            if rule.patterns.is_empty() && shared(model, rule).is_some() {
                let name = field.name();
                let axes = field.attrs.axes.as_ref().map_or_else(
                    || quote!(__p::none()),
                    |(axes, _)| {
                        let count = number(axes.len());
                        quote!(__p::some(#count))
                    },
                );
                let borrowed = field.fan_source.is_some();
                let kind = field.attrs.kind.clone().unwrap_or_else(|| kind(model));
                let role = role(field);
                let arguments = quote!(#name, &#constant, #axes, #borrowed, __p::some(#kind), #role);
                out.extend(check(quote!(__p::assert_bare), arguments, rule.rhs.at));
            }
        }
    }
    out
}
