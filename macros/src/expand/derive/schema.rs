//! The constant data that describes the contents of a struct or an enum.

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::kept::axis;
use super::split::{Whole, split};
use crate::expand::rules::{numbered, of_attribute, of_rows};
use crate::expand::words::{location, number, option};
use crate::input::{Derived, Field, Model, Variant};
use crate::parse::attr::List;
use crate::parse::tokens::{is_punct, trees};

/// The schema, and what it is made of: the node, which is a constant of its own, as the summary is made from it.
pub struct Declared {
    pub schema: TokenStream,
    pub node: TokenStream,
}

impl Declared {
    /// Those of a struct or an enum.
    pub fn of(derived: &Derived) -> Self {
        let model = &derived.model;
        let node = match &derived.variants {
            None => node(model),
            Some(variants) => {
                let variants = variants.iter().map(|variant| {
                    let (name, model) = (variant.ident.unraw().to_string(), &variant.model);
                    let unknown = quote!(__p::Summary::UNKNOWN);
                    let schema = schema(model, &kind_of(variant), &node(model), &unknown);
                    quote!(__p::Variant { name: #name, schema: #schema })
                });
                quote!(__p::Node::Enum(&[#(#variants),*]))
            }
        };
        let (kind, own) = (kind(model), quote!(<Self as __p::Declared>::NODE));
        Self { schema: schema(model, &quote!(#kind), &own, &quote!(__p::Summary::of(&#own))), node }
    }
}

/// The node of a struct or a variant with its fields.
fn node(model: &Model) -> TokenStream {
    let mut rules = numbered(model);
    let fields = model.visited().map(|it| {
        let own = rules.by_ref().take(it.attrs.rules.len());
        let own = own.map(|(constant, rule)| of_attribute(model, &constant, rule));
        field(model, it, &quote!(#(#own),*))
    });
    quote!(__p::Node::Struct(&[#(#fields),*]))
}

/// The schema of a model of this kind.
fn schema(model: &Model, kind: &TokenStream, node: &TokenStream, summary: &TokenStream) -> TokenStream {
    let on_fields: usize = model.visited().map(|field| field.attrs.rules.len()).sum();
    let rules = numbered(model).skip(on_fields).map(|(constant, rule)| of_attribute(model, &constant, rule));
    let judged = model.is_concrete();
    let skipped = model.fields.iter().filter(|field| field.attrs.skip.is_some()).map(Field::name);
    quote! {
        __p::Schema {
            kind: #kind,
            node: #node,
            rules: &[#(#rules),*],
            judged: #judged,
            skipped: &[#(#skipped),*],
            summary: #summary,
        }
    }
}

/// Returns the kind that patterns and presets use for the model.
pub fn kind(model: &Model) -> String {
    let own = || match model.remote() {
        Some(syn::Type::Path(remote)) => remote.path.segments.last().map_or(&model.ident, |last| &last.ident),
        _ => &model.ident,
    };
    model.attrs.kind.clone().unwrap_or_else(|| own().unraw().to_string())
}

/// Returns the kind of a variant: its name, unless it wraps a value that has a kind.
fn kind_of(variant: &Variant) -> TokenStream {
    let own = kind(&variant.model);
    match variant.wrapped() {
        Some(field) if !variant.has_kind && field.attrs.skip.is_none() => {
            let (declared, by) = field.declared();
            quote!(__p::kind_or(<#declared as #by>::SCHEMA.kind, #own))
        }
        _ => quote!(#own),
    }
}

/// Returns the role that presets use for the field.
pub fn role(field: &Field) -> TokenStream {
    option(field.attrs.role.map(|role| {
        let role = format_ident!("{role}");
        quote!(__p::Part::#role)
    }))
}

fn field(model: &Model, field: &Field, rules: &TokenStream) -> TokenStream {
    let attrs = &field.attrs;
    let name = field.name_tokens();
    let (declared, by) = field.declared();
    let key = option(attrs.key.as_ref().map(|key| quote!(#key)));
    let constant = attrs.shape.as_ref().filter(|shape| is_constant(model, shape));
    let shape = option(constant.map(|shape| {
        let entries = &shape.entries;
        quote!(&[#(#entries),*])
    }));
    let axes = option(attrs.axes.as_ref().map(|(axes, _)| {
        let axes = axes.iter().map(|it| match &it.blocks {
            Some(blocks) if it.kept.is_empty() => axis(it, blocks),
            _ => axis(it, &quote!(1)),
        });
        quote!(&[#(#axes),*])
    }));
    let blocks_kept = field.keeps_blocks();
    let fans_of = option(field.fan_source.map(|source| {
        let source = number(source);
        quote!(#source)
    }));
    let role = role(field);
    // A bare initializer on an array that is split applies to each slice.
    let splits = attrs.split.is_some() && field.own_rule().is_some();
    let none = TokenStream::new();
    let (rules, of_slices) = if splits { (&none, rules) } else { (rules, &none) };
    let whole = Whole { axes: &axes, fans_of: &fans_of, role: &role, rule: of_slices, shape: constant };
    let packed = option(split(model, field, &whole));
    let kind = option(attrs.kind.as_ref().map(|kind| quote!(#kind)));
    let (required, buffer) = (attrs.required, attrs.buffer.is_some());
    let fixed = attrs.fixed.is_some() || attrs.derived.is_some() && !buffer;
    let rows = attrs.rows.iter().filter_map(of_rows);
    let location = option(location(model, field.at().first));
    quote! {
        __p::SchemaField {
            name: #name,
            key: #key,
            schema: <#declared as #by>::SCHEMA,
            shape: #shape,
            axes: #axes,
            blocks_kept: #blocks_kept,
            fans_of: #fans_of,
            packed: #packed,
            part: #role,
            kind: #kind,
            required: #required,
            fixed: #fixed,
            buffer: #buffer,
            rules: &[#rules],
            rows: &[#(#rows),*],
            location: #location,
        }
    }
}

/// True if constant data can hold the shape: it names no run-time size and calls nothing.
fn is_constant(model: &Model, shape: &List) -> bool {
    shape.by.is_none()
        && shape.entries.iter().all(|entry| {
            let tokens = trees(entry.clone());
            let calls = tokens.windows(2).any(|pair| matches!(pair, [TokenTree::Ident(_), TokenTree::Group(_)]));
            let fields = tokens.iter().any(|token| is_punct(Some(token), '.'));
            !calls && !fields && !model.mentions_dims(entry.clone())
        })
}
