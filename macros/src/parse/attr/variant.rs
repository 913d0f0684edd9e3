//! `#[init(..)]` on a variant of an enum.

use proc_macro2::{TokenStream, TokenTree};
use syn::Attribute;

use super::items::{duplicate, items};
use super::values::{name, value};
use super::{FIELD_KEYS, STRUCT_KEYS, VARIANT_KEYS};
use crate::diag::{Diagnostics, Extent};
use crate::parse::rule::Rule;
use crate::parse::tokens::{find_fat_arrow, text};
use crate::suggest;

/// The attributes of a variant.
#[derive(Default)]
pub struct VariantAttrs {
    pub kind: Option<String>,
    pub build: Option<Build>,
    pub rules: Vec<Rule>,
    /// The rules as they were typed, readable or not.
    pub typed: Vec<Vec<TokenTree>>,
}

/// Whether a new model has this variant.
pub enum Build {
    /// `build`: where no condition holds.
    Otherwise(Extent),
    /// `build = expr`.
    If(TokenStream),
}

/// Reads the attributes of a variant.
pub fn of_variant(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> VariantAttrs {
    let mut out = VariantAttrs::default();
    let mut seen = Vec::new();
    for item in items(attributes, diagnostics) {
        match item.key(VARIANT_KEYS, diagnostics) {
            Some(Err(())) => {}
            Some(Ok((key, rest))) => {
                let again = duplicate(&mut seen, key, item.at, diagnostics);
                match key {
                    "kind" if !again => out.kind = name(key, rest, item.at, diagnostics),
                    "build" if !again && rest.is_empty() => out.build = Some(Build::Otherwise(item.at)),
                    "build" if !again => out.build = value(key, rest, item.at, diagnostics).map(Build::If),
                    _ => {}
                }
            }
            None if find_fat_arrow(&item.tokens).is_some() => {
                out.typed.push(item.tokens.clone());
                out.rules.extend(Rule::parse(&item.tokens, item.at.first, diagnostics));
            }
            None => {
                let written = text(&item.tokens);
                let key = written.split([' ', '(']).next().unwrap_or_default();
                let help = if FIELD_KEYS.contains(&key) {
                    format!("`{key}` stands on a field")
                } else if STRUCT_KEYS.contains(&key) {
                    format!("`{key}` stands on the enum")
                } else {
                    match suggest::nearest(key, VARIANT_KEYS.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("for all parameters of the variant, write `** => {written}`"),
                    }
                };
                diagnostics.error(item.at, format!("expected a rule on a variant\nhelp: {help}"));
            }
        }
    }
    out
}
