//! The attributes of a variant of an enum.

use syn::Attribute;

use super::field::FIELD_KEYS;
use super::item::Item;
use super::keys::{Key, has, read, rule, set};
use super::model::{Build, ModelAttrs, STRUCT_KEYS};
use crate::diag::Diagnostics;
use crate::parse::text::text;
use crate::parse::tokens::split_at_arrow;
use crate::suggest;

/// The keys on a variant.
pub const VARIANT_KEYS: &[Key<ModelAttrs>] = &[
    ("build", |out, given, _| {
        let is_bare = given.rest.is_empty();
        set(&mut out.build, if is_bare { Ok(Build::Otherwise(given.at)) } else { given.value().map(Build::If) })
    }),
    ("kind", |out, given, _| set(&mut out.kind, given.name())),
];

/// Reads the attributes of a variant, which has the sizes of the whole enum.
pub fn of_variant(attributes: &[Attribute], whole: &ModelAttrs, diagnostics: &mut Diagnostics) -> ModelAttrs {
    let (library, dims, config) = (whole.library, whole.dims.clone(), whole.config.clone());
    let mut out = ModelAttrs { is_enum: true, library, dims, config, ..ModelAttrs::default() };
    read(attributes, VARIANT_KEYS, &mut out, other, diagnostics);
    out
}

fn other(out: &mut ModelAttrs, item: &Item, diagnostics: &mut Diagnostics) {
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
