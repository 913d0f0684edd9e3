//! The attributes of a struct or an enum.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::Attribute;

use super::field;
use super::item::Item;
use super::keys::{Key, flag, has, read, rule, set};
use super::sizes::{Config, config, dim_names};
use crate::diag::{Diagnostics, Extent};
use crate::parse::rule::Rule;
use crate::parse::text::text;
use crate::parse::tokens::split_at_arrow;

/// The attributes of a struct, an enum, or a variant as if it were a struct.
#[derive(Default)]
pub struct ModelAttrs {
    /// True for an enum.
    pub is_enum: bool,
    pub krate: Option<TokenStream>,
    pub kind: Option<String>,
    /// True for a layer in a library. Messages then point at the user's field that holds it.
    pub library: bool,
    /// The names of the run-time sizes.
    pub dims: Option<Vec<Ident>>,
    /// The keywords among the names, which were reported.
    pub keywords: Vec<Ident>,
    /// The user's type that holds the sizes instead.
    pub config: Option<Config>,
    pub remote: Remote,
    /// For a variant: the condition under which a new model has it.
    pub build: Option<Build>,
    /// `types = Family`: the family that declares the types of the fields.
    pub types: Option<(syn::Type, Extent)>,
    pub rules: Vec<Rule>,
    /// The rules as they were typed, even if they cannot be parsed.
    pub typed: Vec<Vec<TokenTree>>,
}

/// The type of another crate whose parameters the struct declares.
#[derive(Default)]
pub struct Remote {
    /// `remote = other::Linear`
    pub ty: Option<(syn::Type, Extent)>,
    /// `new = expr`
    pub new: Option<(TokenStream, Extent)>,
    /// `partial`
    pub partial: Option<Extent>,
}

/// The condition under which a new model has a variant.
pub enum Build {
    /// `build`: no other condition is true.
    Otherwise(Extent),
    /// `build = expr`.
    If(TokenStream),
}

/// The keys on a struct or an enum.
pub const STRUCT_KEYS: &[Key<ModelAttrs>] = &[
    ("config", |out, given, _| {
        one_of_two(out.dims.is_none(), given.at)?;
        set(&mut out.config, config(given))
    }),
    ("crate", |out, given, _| set(&mut out.krate, given.value())),
    ("dims", |out, given, diagnostics| {
        one_of_two(out.config.is_none(), given.at)?;
        let dims = dim_names(given, diagnostics)?;
        out.keywords = dims.keywords;
        set(&mut out.dims, Ok(dims.names))
    }),
    ("kind", |out, given, _| set(&mut out.kind, given.name())),
    ("library", |out, given, _| flag(&mut out.library, given)),
    ("new", |out, given, _| set(&mut out.remote.new, given.value().map(|new| (new, given.at)))),
    ("partial", |out, given, _| {
        out.remote.partial = Some(given.at);
        given.flag()
    }),
    ("remote", |out, given, _| set(&mut out.remote.ty, given.ty().map(|ty| (ty, given.value_at())))),
    ("types", |out, given, _| set(&mut out.types, given.ty().map(|ty| (ty, given.value_at())))),
];

impl ModelAttrs {
    /// The kind of item that has the attributes.
    pub fn item(&self) -> &'static str {
        if self.is_enum { "enum" } else { "struct" }
    }

    /// The names of run-time sizes in expressions.
    pub fn sizes(&self) -> Vec<Ident> {
        match &self.config {
            Some(config) => vec![config.name.clone()],
            None => self.dims.clone().unwrap_or_default(),
        }
    }
}

/// Reads the attributes of a struct or an enum.
pub fn of_item(attributes: &[Attribute], is_enum: bool, diagnostics: &mut Diagnostics) -> ModelAttrs {
    let mut out = ModelAttrs { is_enum, ..ModelAttrs::default() };
    read(attributes, STRUCT_KEYS, &mut out, other, diagnostics);
    out
}

fn other(out: &mut ModelAttrs, item: &Item, diagnostics: &mut Diagnostics) {
    if split_at_arrow(&item.tokens).is_some() {
        return rule(item, &mut out.rules, &mut out.typed, diagnostics);
    }
    let (written, on) = (text(&item.tokens), out.item());
    let word = item.tokens.first().map(ToString::to_string).unwrap_or_default();
    let help = if has(field::FIELD_KEYS, &word) {
        format!("`{word}` stands on a field")
    } else {
        format!("for all parameters of the {on}, write `** => {written}`")
    };
    let a = if out.is_enum { "an" } else { "a" };
    diagnostics.error(item.at, format_args!("expected a rule on {a} {on}\nhelp: {help}"));
}

/// Refuses the second of `dims` and `config`.
fn one_of_two(is_alone: bool, at: Extent) -> syn::Result<()> {
    if is_alone {
        return Ok(());
    }
    Err(at.error("a model has `dims` or a `config`, not both\nhelp: remove `dims(..)`; expressions read `cfg.name`"))
}
