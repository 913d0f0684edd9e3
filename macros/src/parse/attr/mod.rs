//! `#[init(..)]`: what it may hold, on a struct and on a field.

mod items;
mod keywords;
mod parts;
mod remote;
mod sizes;
mod values;
mod variant;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::Attribute;

use crate::diag::{Diagnostics, Extent};
use crate::parse::rhs;
use crate::parse::rule::Rule;
use crate::parse::tokens::{find_fat_arrow, is_punct, text};
use crate::suggest;
use items::{duplicate, items};
pub use keywords::escape;
pub use parts::{Along, PartSize, Parts};
pub use remote::{Reach, Remote};
pub use sizes::{By, Config, When, bound, identifiers};
use sizes::{by, config, when};
use values::{axis, dim_names, flag, list, name, unraw, value};
pub use variant::{Build, of_variant};

/// The attributes of a struct.
#[derive(Default)]
pub struct StructAttrs {
    /// Whether it is an enum.
    pub is_enum: bool,
    pub krate: Option<TokenStream>,
    pub kind: Option<String>,
    /// A layer in a library: messages shall point at the user's field that holds it.
    pub library: bool,
    /// Names of the run-time sizes.
    pub dims: Option<Vec<Ident>>,
    /// Keywords among them, which were reported.
    pub keywords: Vec<Ident>,
    /// A type of the user's that holds the sizes instead.
    pub config: Option<Config>,
    pub remote: Remote,
    pub rules: Vec<Rule>,
    /// The rules as they were typed, readable or not.
    pub typed: Vec<Vec<TokenTree>>,
}

impl StructAttrs {
    /// What the attributes stand on.
    pub fn item(&self) -> &'static str {
        if self.is_enum { "enum" } else { "struct" }
    }

    /// The names that stand for run-time sizes in expressions.
    pub fn sizes(&self) -> Vec<Ident> {
        match &self.config {
            Some(config) => vec![config.name.clone()],
            None => self.dims.clone().unwrap_or_default(),
        }
    }
}

/// The attributes of a field.
#[derive(Default)]
pub struct FieldAttrs {
    pub shape: Option<List>,
    pub axes: Option<(Vec<Axis>, Extent)>,
    pub fans_of: Option<(String, Extent)>,
    /// The parts that the array is cut into.
    pub parts: Option<Parts>,
    pub part: Option<String>,
    pub kind: Option<String>,
    pub dims: Option<Dims>,
    pub len: Option<List>,
    /// Of an `Option`: whether the part is there.
    pub when: Option<When>,
    /// The keys of a map.
    pub keys: Option<TokenStream>,
    pub skip: Option<Skip>,
    pub reach: Reach,
    pub required: bool,
    /// The layers of the tuple follow one another: their sizes must fit.
    pub sequence: bool,
    pub key: Option<String>,
    /// Rules; a bare initializer is a rule without patterns.
    pub rules: Vec<Rule>,
    /// The rules as they were typed, readable or not.
    pub typed: Vec<Vec<TokenTree>>,
}

/// `[a, b]`, or `|i| [a, b]`
pub struct List {
    /// The parameters of the closure.
    pub by: Option<By>,
    pub entries: Vec<TokenStream>,
    pub at: Extent,
}

/// One entry of `axes`.
pub struct Axis {
    pub role: &'static str,
    /// `3` of `3 * out`.
    pub blocks: Option<TokenStream>,
    /// Skipped fields of the struct that `blocks` names: only a model knows their values.
    pub kept: Vec<Ident>,
    pub at: Extent,
}

/// What a skipped field gets.
pub enum Skip {
    /// A bare `skip`, and where it stands.
    Default(Extent),
    Value(TokenStream),
}

/// The sizes of a nested model.
pub enum Dims {
    /// `dims { a, b: expr }`
    Named(TokenStream, Extent),
    /// `dims = expr`
    Expression(TokenStream, Extent),
    /// `dims = |i| expr`
    Each(By, TokenStream),
}

const STRUCT_KEYS: &[&str] = &["config", "crate", "dims", "kind", "library", "new", "partial", "remote"];
const FIELD_KEYS: &[&str] = &[
    "axes", "config", "dims", "fans_of", "get", "get_mut", "key", "keys", "kind", "len", "part", "parts", "required",
    "sequence", "shape", "skip", "when", "with",
];
const VARIANT_KEYS: &[&str] = &["build", "kind"];
const TWO_SIZES: &str = "a model has `dims` or a `config`, not both\n\
                         help: remove `dims(..)`; expressions read `cfg.name`";
const PARTS: &[(&str, &str)] = &[
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

/// Reads the attributes of a struct or an enum.
pub fn of_item(attributes: &[Attribute], is_enum: bool, diagnostics: &mut Diagnostics) -> StructAttrs {
    let mut out = StructAttrs { is_enum, ..StructAttrs::default() };
    let on = out.item();
    let mut seen = Vec::new();
    for item in items(attributes, diagnostics) {
        match item.key(STRUCT_KEYS, diagnostics) {
            Some(Err(())) => {}
            Some(Ok((key, rest))) => {
                let again = duplicate(&mut seen, key, item.at, diagnostics);
                match key {
                    "crate" if !again => out.krate = value(key, rest, item.at, diagnostics),
                    "library" if !again => out.library = flag(key, rest, item.at, diagnostics),
                    "kind" if !again => out.kind = name(key, rest, item.at, diagnostics),
                    "remote" | "new" | "partial" if !again => {
                        remote::struct_key(&mut out, key, rest, item.at, diagnostics);
                    }
                    "config" if out.dims.is_some() => diagnostics.error(item.at, TWO_SIZES),
                    "dims" if out.config.is_some() => diagnostics.error(item.at, TWO_SIZES),
                    "dims" if !again => out.dims = dim_names(rest, item.at, &mut out.keywords, diagnostics),
                    "config" if !again => out.config = config(&item.tokens, rest, item.at, diagnostics),
                    _ => {}
                }
            }
            None if find_fat_arrow(&item.tokens).is_some() => {
                out.typed.push(item.tokens.clone());
                out.rules.extend(Rule::parse(&item.tokens, item.at.first, diagnostics));
            }
            None => {
                let written = text(&item.tokens);
                let help = if FIELD_KEYS.contains(&&*written) {
                    format!("`{written}` stands on a field")
                } else {
                    format!("for all parameters of the {on}, write `** => {written}`")
                };
                let a = if is_enum { "an" } else { "a" };
                diagnostics.error(item.at, format!("expected a rule on {a} {on}\nhelp: {help}"));
            }
        }
    }
    out
}

/// Reads the attributes of a field.
pub fn of_field(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> FieldAttrs {
    let mut out = FieldAttrs::default();
    let mut seen = Vec::new();
    for item in items(attributes, diagnostics) {
        match item.key(FIELD_KEYS, diagnostics) {
            Some(Err(())) => {}
            Some(Ok((key, rest))) => {
                if !duplicate(&mut seen, key, item.at, diagnostics) {
                    field_key(&mut out, key, rest, item.at, diagnostics);
                }
            }
            None if find_fat_arrow(&item.tokens).is_some() && !is_mixture(&item.tokens) => {
                out.typed.push(item.tokens.clone());
                out.rules.extend(Rule::parse(&item.tokens, item.at.first, diagnostics));
            }
            None => {
                out.typed.push(item.tokens.clone());
                if let Some(rhs) = rhs::parse(&item.tokens, item.at.first, diagnostics) {
                    if out.rules.iter().any(|rule| rule.patterns.is_empty()) {
                        diagnostics.error(item.at, "the field has an initializer already\nhelp: remove one of the two");
                    } else {
                        out.rules.push(Rule { patterns: Vec::new(), optional: false, rhs });
                    }
                }
            }
        }
    }
    out
}

fn is_mixture(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [TokenTree::Ident(word), TokenTree::Group(_)] if word == "mixture")
}

fn field_key(out: &mut FieldAttrs, key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) {
    match key {
        "shape" => {
            out.shape = match by(rest.get(1..).unwrap_or_default(), diagnostics) {
                Ok(Some((by, body))) => {
                    let rest: Vec<TokenTree> = rest[..1].iter().chain(body).cloned().collect();
                    list(key, &rest, at, diagnostics).map(|list| List { by: Some(by), ..list })
                }
                Ok(None) => list(key, rest, at, diagnostics),
                Err(()) => None,
            }
        }
        "with" | "get" | "get_mut" => remote::field_key(out, key, rest, at, diagnostics),
        "when" => out.when = when(rest, at, diagnostics),
        "axes" => {
            if let Some(list) = list(key, rest, at, diagnostics) {
                let axes = list.entries.into_iter().map(|entry| axis(entry, list.at, diagnostics)).collect();
                out.axes = Some((axes, list.at));
            }
        }
        "fans_of" => {
            out.fans_of = value(key, rest, at, diagnostics).map(|value| {
                let tokens: Vec<TokenTree> = value.into_iter().collect();
                let name = tokens.iter().map(unraw).collect::<String>();
                (name, Extent::over(&tokens, at.last))
            });
        }
        "part" => {
            if let Some(part) = name(key, rest, at, diagnostics) {
                if let Some((_, variant)) = PARTS.iter().find(|(written, _)| part == *written) {
                    out.part = Some((*variant).to_owned());
                } else {
                    let known: Vec<&str> = PARTS.iter().map(|(written, _)| *written).collect();
                    diagnostics.error(at, format!("unknown part `{part}`{}", suggest::help(&part, &known)));
                }
            }
        }
        "parts" => out.parts = parts::parts(rest, at, diagnostics),
        "kind" => out.kind = name(key, rest, at, diagnostics),
        "dims" | "config" if out.dims.is_some() => {
            diagnostics
                .error(at, "`dims` and `config` are one: the sizes of the field's type\nhelp: remove one of the two");
        }
        "config" => out.dims = sizes_of(key, rest, at, diagnostics),
        "dims" => {
            out.dims = match rest {
                [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
                    Some(Dims::Named(group.stream(), at))
                }
                _ if is_punct(rest.first(), '=') => sizes_of(key, rest, at, diagnostics),
                _ => {
                    let message = "expected the sizes of the field's type\nhelp: `dims { d_model, d_ff: 4 * d_model }` or `dims = expression`";
                    diagnostics.error(at, message);
                    None
                }
            }
        }
        "len" => {
            out.len = match rest {
                [_, TokenTree::Group(group)] if group.delimiter() == Delimiter::Bracket => {
                    list(key, rest, at, diagnostics)
                }
                _ => value(key, rest, at, diagnostics).map(|entry| List { by: None, entries: vec![entry], at }),
            }
        }
        "skip" => match rest {
            [] => out.skip = Some(Skip::Default(at)),
            _ => out.skip = value(key, rest, at, diagnostics).map(Skip::Value),
        },
        "keys" => out.keys = value(key, rest, at, diagnostics),
        "required" => out.required = flag(key, rest, at, diagnostics),
        "sequence" => out.sequence = flag(key, rest, at, diagnostics),
        "key" => {
            if let Some(value) = value(key, rest, at, diagnostics) {
                match syn::parse2::<syn::LitStr>(value) {
                    Ok(text) if !text.value().is_empty() => out.key = Some(text.value()),
                    _ => diagnostics.error(at, "expected a name in quotes\nhelp: `key = \"old_name\"`"),
                }
            }
        }
        _ => {}
    }
}

/// `= expr`, `= |i| expr`
fn sizes_of(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<Dims> {
    let value = value(key, rest, at, diagnostics)?;
    let at = Extent::over(&rest[1..], at.last);
    match by(&rest[1..], diagnostics) {
        Ok(Some((by, _))) => Some(Dims::Each(by, value)),
        Ok(None) => Some(Dims::Expression(value, at)),
        Err(()) => None,
    }
}
