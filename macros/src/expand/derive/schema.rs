//! The constant data that describes the contents of a struct or an enum.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use super::kept::axis;
use super::split::{Whole, split};
use crate::expand::rules::{numbered, of_attribute, of_bare, of_rows};
use crate::expand::words::{number, option};
use crate::input::{Derived, Field, Model, Variant};
use crate::parse::attr::List;
use crate::parse::rule::Rule;
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
        let own: Vec<_> = rules.by_ref().take(it.attrs.rules.len()).collect();
        field(model, it, &own)
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

/// Returns the field with all that its attributes declare: a call with what every field has, and the rest if there is some. The
/// compiler takes as long for each word of a struct expression as for the call.
fn field(model: &Model, field: &Field, rules: &[(Ident, &Rule)]) -> TokenStream {
    let attrs = &field.attrs;
    let (name, at) = (field.name_tokens(), field.at().first);
    let (declared, by) = field.declared();
    let schema = quote!(<#declared as #by>::SCHEMA);
    let mut more = TokenStream::new();
    let mut say = |word: &str, value: Option<TokenStream>| {
        let word = format_ident!("{word}");
        more.extend(value.map(|value| quote!(#word: #value,)));
    };
    let some = |value: TokenStream| option(Some(value));
    let constant = attrs.shape.as_ref().filter(|shape| is_constant(model, shape));
    let shape = constant.map(|shape| {
        let entries = &shape.entries;
        some(quote!(&[#(#entries),*]))
    });
    let axes = attrs.axes.as_ref().map(|(axes, _)| {
        let axes = axes.iter().map(|it| match &it.blocks {
            Some(blocks) if it.kept.is_empty() => axis(it, blocks),
            _ => axis(it, &quote!(1)),
        });
        some(quote!(&[#(#axes),*]))
    });
    let fans_of = field.fan_source.map(|source| {
        let source = number(source);
        some(quote!(#source))
    });
    let part = attrs.role.is_some().then(|| role(field));
    let bare = of_bare(model, rules).filter(|_| !model.attrs.library);
    let all = || {
        let all = rules.iter().map(|(constant, rule)| of_attribute(model, constant, rule));
        quote!(#(#all),*)
    };
    // A bare initializer on an array that is split applies to each slice.
    let splits = attrs.split.is_some() && field.own_rule().is_some();
    let inherited = [&axes, &fans_of, &part].map(|value| value.clone().unwrap_or_else(|| option(None)));
    let [of_axes, lent, kept] = &inherited;
    let of_slices = if splits { all() } else { TokenStream::new() };
    let whole = Whole { axes: of_axes, fans_of: lent, role: kept, rule: &of_slices, shape: constant };
    let packed = split(model, field, &whole).map(some);
    let fixed = attrs.fixed.is_some() || attrs.derived.is_some() && attrs.buffer.is_none();
    let flag = |flag: bool| flag.then(|| quote!(true));
    let rows: Vec<_> = attrs.rows.iter().filter_map(of_rows).collect();
    say("key", attrs.key.as_ref().map(|key| some(quote!(#key))));
    say("shape", shape);
    say("axes", axes);
    say("blocks_kept", flag(field.keeps_blocks()));
    say("fans_of", fans_of);
    say("packed", packed);
    say("part", part);
    say("kind", attrs.kind.as_ref().map(|kind| some(quote!(#kind))));
    say("required", flag(attrs.required));
    say("fixed", flag(fixed));
    say("buffer", flag(attrs.buffer.is_some()));
    if !splits && bare.is_none() && !rules.is_empty() {
        let all = all();
        say("rules", Some(quote!(&[#all])));
    }
    say("rows", (!rows.is_empty()).then(|| quote!(&[#(#rows),*])));
    let plain = match bare.filter(|_| !splits) {
        _ if model.attrs.library => quote!(__p::SchemaField::plain(#name, #schema)),
        None => quote_spanned!(at=> __p::SchemaField::here(#name, #schema)),
        Some(rule) => quote_spanned!(at=> __p::SchemaField::with_rule(#name, #schema, &[#rule])),
    };
    if more.is_empty() { plain } else { quote!(__p::SchemaField { #more ..#plain }) }
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
