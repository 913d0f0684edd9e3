//! Names in expressions that size a field: run-time sizes of the struct, constants, or mistakes.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use crate::diag::{Diagnostics, Extent};
use crate::parse::attr::{Dims, FieldAttrs, ModelAttrs};
use crate::parse::names::{bound, is_read, with_names};
use crate::parse::rhs::{expression, local_variable};
use crate::parse::tokens::{is_word, stream, trees};
use crate::suggest;

/// Checks all expressions that size a field.
pub fn of_field(field: &mut FieldAttrs, attrs: &ModelAttrs, diagnostics: &mut Diagnostics) {
    let mut names = attrs.sizes();
    if let Some(when) = &mut field.when {
        validate(&mut when.condition, &names, attrs, &quote!(false), diagnostics);
        names.extend_from_slice(&when.names);
    }
    match &mut field.dims {
        Some(Dims::Expression(value, _) | Dims::Each(_, value)) => {
            validate(value, &names, attrs, &quote!(::core::unreachable!()), diagnostics);
        }
        Some(Dims::Named(..)) | None => {}
    }
    if let Some(keys) = &mut field.keys {
        validate(keys, &names, attrs, &quote!([""; 0]), diagnostics);
    }
    for list in [&mut field.shape, &mut field.len].into_iter().flatten() {
        let known: Vec<Ident> = names.iter().chain(list.by.iter().flat_map(|by| &by.names)).cloned().collect();
        for entry in &mut list.entries {
            validate(entry, &known, attrs, &quote!(0), diagnostics);
        }
    }
}

/// Reports an expression that cannot be parsed, or the first unknown name in it. `stand_in` then replaces the
/// expression, so that the compiler does not report the name as well.
pub fn validate(
    rust: &mut TokenStream,
    known: &[Ident],
    attrs: &ModelAttrs,
    stand_in: &TokenStream,
    diagnostics: &mut Diagnostics,
) {
    let tokens = trees(rust.clone());
    // A condition of `when` may be a pattern, and was checked before.
    let is_pattern = is_word(tokens.first(), "let");
    let error = match expression(rust.clone()) {
        Err(error) if !is_pattern => error,
        _ => {
            let Some(name) = unknown(&tokens, known) else { return };
            let message = message(&name, is_read(rust.clone(), &name), attrs);
            Extent::of(name.span()).error(message)
        }
    };
    diagnostics.add(error);
    *rust = stand_in.clone();
}

/// Returns the first name in a size that is neither a constant nor known.
pub fn unknown(tokens: &[TokenTree], known: &[Ident]) -> Option<Ident> {
    let own = bound(tokens);
    let rest = with_names(stream(tokens), &|name| (!known.contains(&name) && !own.contains(&name)).then_some(name));
    local_variable(&trees(rest))
}

fn message(name: &Ident, is_read: bool, attrs: &ModelAttrs) -> String {
    let (written, item) = (name.to_string(), attrs.item());
    if attrs.config.is_some() {
        let help = if is_read {
            format!("in attributes the config is called `cfg`, so not `{written}.` but `cfg.`")
        } else {
            format!("if it is a field of the config, write `cfg.{written}`")
        };
        return format!("unknown size `{written}`\nhelp: {help}");
    }
    if written == "cfg" && is_read {
        return format!("the {item} has no config\nhelp: name its type on the {item}: `#[init(config = ..)]`");
    }
    let mut names: Vec<String> = attrs.sizes().iter().map(ToString::to_string).collect();
    if let Some(near) = suggest::nearest(&written, names.iter().map(|name| &**name)) {
        return format!("unknown size `{written}`\nhelp: did you mean `{near}`?");
    }
    names.push(written);
    format!("unknown size `{name}`\nhelp: declare it on the {item}: `#[init(dims({}))]`", names.join(", "))
}
