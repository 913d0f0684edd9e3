//! The attributes of a field.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::Attribute;

use super::axes::{Axis, axes};
use super::given::{Given, variant_of};
use super::item::Item;
use super::keys::{Key, flag, read, rule, set};
use super::rows::rows;
use super::sizes::{Dims, List, When, dims, dims_of, len, shape, when};
use super::split::{Split, split};
use crate::diag::{Diagnostics, Extent};
use crate::parse::rhs::{self, Kind, Rhs, Site, is_ours};
use crate::parse::rule::Rule;
use crate::parse::text::text;
use crate::parse::tokens::{is_word, split_at_arrow, stream};
use crate::suggest;

/// The attributes of a field.
#[derive(Default)]
pub struct FieldAttrs {
    pub shape: Option<List>,
    pub axes: Option<(Vec<Axis>, Extent)>,
    pub fans_of: Option<(String, Extent)>,
    /// `parts(..)`: the slices that the array is split into.
    pub split: Option<Split>,
    /// `part = ..`: the role that presets use for the field.
    pub role: Option<&'static str>,
    pub kind: Option<String>,
    pub dims: Option<Dims>,
    pub len: Option<List>,
    /// For an `Option`: the condition under which it is `Some` in a new model.
    pub when: Option<When>,
    /// The keys of a map.
    pub keys: Option<TokenStream>,
    pub skip: Option<Skip>,
    pub reach: Reach,
    pub required: bool,
    /// `fixed`: general rules do not reach it, and where it says so.
    pub fixed: Option<Extent>,
    /// `derived = f(v)`: the field from which the values follow, and where it is named. The call is the field's own rule.
    pub derived: Option<(String, Extent)>,
    /// `buffer`: values that nobody trains, and where it says so.
    pub buffer: Option<Extent>,
    /// `rows(..)`: values of rows, whatever initializer their arrays get.
    pub rows: Vec<Rule>,
    /// The layers of the tuple follow one another: their sizes must fit.
    pub sequence: bool,
    pub key: Option<String>,
    /// The rules. A bare initializer is a rule without patterns.
    pub rules: Vec<Rule>,
    /// The rules as they were typed, even if they cannot be parsed.
    pub typed: Vec<Vec<TokenTree>>,
}

/// The value of a skipped field in a new model.
pub enum Skip {
    /// A bare `skip`, and its extent.
    Default(Extent),
    Value(TokenStream),
}

/// The access to the parameters of a field of a type of another crate.
#[derive(Default)]
pub struct Reach {
    /// `with = LinearDef`
    pub with: Option<(syn::Type, Extent)>,
    /// `get = weight`
    pub get: Option<Ident>,
    /// `get_mut = weight_mut`
    pub get_mut: Option<Ident>,
}

/// The keys on a field.
pub const FIELD_KEYS: &[Key<FieldAttrs>] = &[
    ("axes", |out, given, diagnostics| set(&mut out.axes, axes(given, diagnostics))),
    ("buffer", |out, given, _| set(&mut out.buffer, given.flag().map(|()| given.at))),
    ("config", |out, given, _| sizes(out, given, dims_of)),
    ("derived", |out, given, _| derived(out, given)),
    ("dims", |out, given, _| sizes(out, given, dims)),
    ("fans_of", |out, given, _| set(&mut out.fans_of, fans_of(given))),
    ("fixed", |out, given, _| set(&mut out.fixed, given.flag().map(|()| given.at))),
    ("get", |out, given, _| set(&mut out.reach.get, given.method())),
    ("get_mut", |out, given, _| set(&mut out.reach.get_mut, given.method())),
    ("key", |out, given, _| set(&mut out.key, key(given))),
    ("keys", |out, given, _| set(&mut out.keys, given.value())),
    ("kind", |out, given, _| set(&mut out.kind, given.name())),
    ("len", |out, given, _| set(&mut out.len, len(given))),
    ("part", |out, given, _| set(&mut out.role, role(given))),
    ("parts", |out, given, _| set(&mut out.split, split(given))),
    ("required", |out, given, _| flag(&mut out.required, given)),
    ("rows", |out, given, diagnostics| rows(given, diagnostics).map(|rows| out.rows = rows)),
    ("sequence", |out, given, _| flag(&mut out.sequence, given)),
    ("shape", |out, given, _| set(&mut out.shape, shape(given))),
    ("skip", |out, given, _| set(&mut out.skip, skip(given))),
    ("when", |out, given, _| set(&mut out.when, when(given))),
    ("with", |out, given, _| set(&mut out.reach.with, given.ty().map(|ty| (ty, given.value_at())))),
];

/// The roles that presets use: their spelling, and the variants in the core crate.
const ROLES: &[(&str, &str)] = &[
    ("weight", "Weight"),
    ("bias", "Bias"),
    ("recurrent", "Recurrent"),
    ("recurrent_bias", "RecurrentBias"),
    ("output", "Output"),
    ("output_bias", "OutputBias"),
    ("scale", "Scale"),
    ("offset", "Offset"),
    ("mean", "Mean"),
    ("variance", "Variance"),
];

/// Reads the attributes of a field.
pub fn of_field(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> FieldAttrs {
    let mut out = FieldAttrs::default();
    read(attributes, FIELD_KEYS, &mut out, other, diagnostics);
    out
}

fn other(out: &mut FieldAttrs, item: &Item, diagnostics: &mut Diagnostics) {
    let is_mixture = item.tokens.len() == 2 && is_word(item.tokens.first(), "mixture");
    if split_at_arrow(&item.tokens).is_some() && !is_mixture {
        return rule(item, &mut out.rules, &mut out.typed, diagnostics);
    }
    out.typed.push(item.tokens.clone());
    let (parsed, meant) = (rhs::parse(&item.tokens, item.at.first, Site::Attribute), key_meant(&item.tokens));
    let own = out.rules.iter().position(|rule| rule.patterns.is_empty());
    if let (Some((word, key)), true) = (meant, parsed.is_err() || own.is_some()) {
        return diagnostics.error(Extent::of(word.span()), unknown(word, key));
    }
    let Ok(rhs) = diagnostics.take(parsed) else { return };
    let rule = Rule { patterns: Vec::new(), optional: false, rhs };
    match own {
        None => out.rules.push(rule),
        Some(own) => {
            let typed = out.typed.iter().find_map(|tokens| key_meant(tokens));
            match typed {
                // The first of the two is none.
                Some((word, key)) => {
                    diagnostics.error(Extent::of(word.span()), unknown(word, key));
                    out.rules[own] = rule;
                }
                None => diagnostics.error(item.at, "the field has an initializer already\nhelp: remove one of the two"),
            }
        }
    }
}

/// The key that was meant by a word, alone or with something in parentheses, that is none of our initializers.
fn key_meant(tokens: &[TokenTree]) -> Option<(&Ident, &'static str)> {
    let ([TokenTree::Ident(word)] | [TokenTree::Ident(word), TokenTree::Group(_)]) = tokens else { return None };
    let written = word.to_string();
    let near = suggest::nearest(&written, FIELD_KEYS.iter().map(|(key, _)| *key)).filter(|_| !is_ours(&written));
    near.map(|key| (word, key))
}

fn unknown(word: &Ident, key: &str) -> String {
    format!("unknown key `{word}`\nhelp: did you mean `{key}`?")
}

fn sizes(out: &mut FieldAttrs, given: &Given<'_>, read: fn(&Given<'_>) -> syn::Result<Dims>) -> syn::Result<()> {
    if out.dims.is_some() {
        let message = "`dims` and `config` are one: the sizes of the field's type\nhelp: remove one of the two";
        return Err(given.at.error(message));
    }
    set(&mut out.dims, read(given))
}

fn derived(out: &mut FieldAttrs, given: &Given<'_>) -> syn::Result<()> {
    let wrong = || {
        let at = if given.assigned().is_some() { given.value_at() } else { given.at };
        at.error(
            "`derived` needs a function of another field\n\
             help: write `derived = norms(weight)`: the name of a function, and that of one field of this struct",
        )
    };
    let tokens = given.assigned().ok_or_else(wrong)?;
    let [function @ .., TokenTree::Group(argument)] = tokens else { return Err(wrong()) };
    let argument: Vec<TokenTree> = argument.stream().into_iter().collect();
    let [name @ (TokenTree::Ident(_) | TokenTree::Literal(_))] = &argument[..] else { return Err(wrong()) };
    let function: syn::Path = syn::parse2(stream(function)).map_err(|_| wrong())?;
    let of = name.to_string().trim_start_matches("r#").to_owned();
    if out.rules.iter().any(|rule| rule.patterns.is_empty()) {
        return Err(given.at.error("the field has an initializer already\nhelp: remove one of the two"));
    }
    let kind = Kind::Block(quote!(__p::derived(#of, #function)));
    let rhs = Rhs { kind, text: text(tokens), at: given.value_at(), like: None };
    out.rules.push(Rule { patterns: Vec::new(), optional: false, rhs });
    set(&mut out.derived, Ok((of, Extent::of(name.span()))))
}

fn fans_of(given: &Given<'_>) -> syn::Result<(String, Extent)> {
    let name = given.value()?.into_iter().map(|token| token.to_string().trim_start_matches("r#").to_owned());
    Ok((name.collect(), given.value_at()))
}

fn key(given: &Given<'_>) -> syn::Result<String> {
    match syn::parse2::<syn::LitStr>(given.value()?) {
        Ok(text) if !text.value().is_empty() => Ok(text.value()),
        _ => Err(given.at.error("expected a name in quotes\nhelp: `key = \"old_name\"`")),
    }
}

fn role(given: &Given<'_>) -> syn::Result<&'static str> {
    variant_of("part", &given.name()?, ROLES, given.at)
}

fn skip(given: &Given<'_>) -> syn::Result<Skip> {
    if given.rest.is_empty() { Ok(Skip::Default(given.at)) } else { given.value().map(Skip::Value) }
}
