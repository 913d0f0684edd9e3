//! The attributes of a variant of an enum.

use proc_macro2::{TokenStream, TokenTree};
use syn::Attribute;

use super::field::FIELD_KEYS;
use super::item::Item;
use super::keys::{Key, has, read, rule, set};
use super::model::STRUCT_KEYS;
use crate::diag::{Diagnostics, Extent};
use crate::parse::rule::Rule;
use crate::parse::text::text;
use crate::parse::tokens::split_at_arrow;
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

/// All keys on a variant.
pub const VARIANT_KEYS: &[Key<VariantAttrs>] = &[
    ("build", |out, given, _| {
        let is_bare = given.rest.is_empty();
        set(&mut out.build, if is_bare { Ok(Build::Otherwise(given.at)) } else { given.value().map(Build::If) })
    }),
    ("kind", |out, given, _| set(&mut out.kind, given.name())),
];

/// Reads the attributes of a variant.
pub fn of_variant(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> VariantAttrs {
    let mut out = VariantAttrs::default();
    read(attributes, VARIANT_KEYS, &mut out, other, diagnostics);
    out
}

fn other(out: &mut VariantAttrs, item: &Item, diagnostics: &mut Diagnostics) {
    if split_at_arrow(&item.tokens).is_some() {
        return rule(item, &mut out.rules, &mut out.typed, diagnostics);
    }
    let written = text(&item.tokens);
    let key = written.split([' ', '(']).next().unwrap_or_default();
    let help = if has(FIELD_KEYS, key) {
        format!("`{key}` stands on a field")
    } else if has(STRUCT_KEYS, key) {
        format!("`{key}` stands on the enum")
    } else {
        match suggest::nearest(key, VARIANT_KEYS.iter().map(|(key, _)| *key)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("for all parameters of the variant, write `** => {written}`"),
        }
    };
    diagnostics.error(item.at, format_args!("expected a rule on a variant\nhelp: {help}"));
}
