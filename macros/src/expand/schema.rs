//! The constant data that says what a struct holds.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};

use syn::ext::IdentExt;

use super::checks;
use super::derive::{numbered, shared};
use super::packed::packed;
use crate::input::model::{Field, Model};
use crate::parse::attr::{Axis, List};
use crate::parse::pattern::Pattern;
use crate::parse::rhs::Kind;
use crate::parse::rule::Rule;
use crate::parse::tokens::is_punct;
use crate::span::call;

/// The struct's schema.
pub fn schema(model: &Model) -> TokenStream {
    let kind = kind(model);
    of_kind(model, &quote!(#kind))
}

/// The schema of a struct, or of the fields of a variant, of this kind.
pub fn of_kind(model: &Model, kind: &TokenStream) -> TokenStream {
    let mut rules = numbered(model);
    let fields: Vec<TokenStream> = model
        .parts()
        .map(|part| {
            let own: Vec<_> = rules.by_ref().take(part.attrs.rules.len()).collect();
            field(model, part, own.iter().map(|(constant, rule)| rule_data(model, constant, rule)))
        })
        .collect();
    let rules = rules.map(|(constant, rule)| rule_data(model, &constant, rule));
    let judged = model.is_concrete();
    let skipped = model.fields.iter().filter(|field| field.attrs.skip.is_some()).map(Field::name);
    quote! {
        __p::Schema {
            kind: #kind,
            node: __p::Node::Struct(&[#(#fields),*]),
            rules: &[#(#rules),*],
            judged: #judged,
            skipped: &[#(#skipped),*],
        }
    }
}

/// The kind that patterns and presets know the struct by.
pub fn kind(model: &Model) -> String {
    let own = || match model.remote() {
        Some(syn::Type::Path(remote)) => remote.path.segments.last().map_or(&model.ident, |last| &last.ident),
        _ => &model.ident,
    };
    model.attrs.kind.clone().unwrap_or_else(|| own().unraw().to_string())
}

/// What the field is to the presets.
pub fn part(field: &Field) -> TokenStream {
    option(field.attrs.part.as_ref().map(|part| {
        let part = format_ident!("{part}");
        quote!(__p::Part::#part)
    }))
}

fn field(model: &Model, field: &Field, rules: impl Iterator<Item = TokenStream>) -> TokenStream {
    let attrs = &field.attrs;
    let name = field.name_tokens();
    let (declared, by) = field.declared();
    let key = option(attrs.key.as_ref().map(|key| quote!(#key)));
    let shape = option(attrs.shape.as_ref().filter(|shape| is_constant(model, shape)).map(|shape| {
        let entries = &shape.entries;
        quote!(&[#(#entries),*])
    }));
    let axes = option(attrs.axes.as_ref().map(|(axes, _)| {
        let axes = axes.iter().map(|axis| match &axis.blocks {
            Some(blocks) if axis.kept.is_empty() => axis_data(axis, blocks),
            _ => axis_data(axis, &quote!(1)),
        });
        quote!(&[#(#axes),*])
    }));
    let blocks_kept = field.keeps_blocks();
    let fans_of = option(field.lender.map(|lender| {
        let lender = Literal::usize_suffixed(lender);
        quote!(#lender)
    }));
    // A bare initializer on an array that is cut is that of each part.
    let cut = attrs.parts.is_some() && field.own_rule().is_some();
    let rules = quote!(#(#rules),*);
    let (rules, of_parts) = if cut { (quote!(), rules) } else { (rules, quote!()) };
    let packed = packed(model, field, &axes, &fans_of, &of_parts);
    let part = part(field);
    let kind = option(attrs.kind.as_ref().map(|kind| quote!(#kind)));
    let required = attrs.required;
    let location =
        option((!model.attrs.library).then(|| quote_spanned!(field.at().first=> ::core::panic::Location::caller())));
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
            part: #part,
            kind: #kind,
            required: #required,
            rules: &[#rules],
            location: #location,
        }
    }
}

/// An axis with this number of blocks.
pub fn axis_data(axis: &Axis, blocks: &TokenStream) -> TokenStream {
    let role = format_ident!("{}", axis.role);
    quote!(__p::Axis { role: __p::Role::#role, blocks: #blocks })
}

pub fn rule_data(model: &Model, constant: &Ident, rule: &Rule) -> TokenStream {
    let patterns = if rule.patterns.is_empty() {
        quote!(__p::Pattern { segments: &[], text: "" })
    } else {
        let patterns = rule.patterns.iter().map(Pattern::tokens);
        quote!(#(#patterns),*)
    };
    let action = match &rule.rhs.kind {
        Kind::Default => quote!(__p::Action::Default),
        // `rules(..)` was refused where it stands.
        Kind::Keep | Kind::Mounted { .. } => quote!(__p::Action::Keep),
        Kind::Block(block) => {
            let source = call(quote!(__p::source), block.clone(), rule.rhs.at);
            quote!(__p::Action::Make(|| #source))
        }
        Kind::Closure(closure) | Kind::Each(closure) => quote!(__p::Action::Each(#closure)),
        Kind::Const(init) => {
            let init = if shared(model, rule).is_some() { quote!(#constant) } else { init.inline() };
            quote!(__p::Action::Init(#init))
        }
    };
    checks::rule(&patterns, rule.optional, &action, &rule.rhs.text, rule.start())
}

/// Whether constant data can hold the shape: it names no run-time size and calls nothing.
pub fn is_constant(model: &Model, shape: &List) -> bool {
    shape.by.is_none()
        && shape.entries.iter().all(|entry| {
            let tokens: Vec<TokenTree> = entry.clone().into_iter().collect();
            let calls = tokens.windows(2).any(|pair| matches!(pair, [TokenTree::Ident(_), TokenTree::Group(_)]));
            let fields = tokens.iter().any(|token| is_punct(Some(token), '.'));
            !calls && !fields && !model.mentions_dims(entry.clone())
        })
}

pub fn option(value: Option<TokenStream>) -> TokenStream {
    if let Some(value) = value {
        quote!(::core::option::Option::Some(#value))
    } else {
        quote!(::core::option::Option::None)
    }
}
