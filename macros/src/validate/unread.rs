//! Checks for sizes that a new model would lose, and for sizes that nothing reads.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::Member;

use crate::diag::{Diagnostics, Extent};
use crate::input::{Derived, Field, Model};
use crate::parse::attr::{Build, Dims, Skip};
use crate::parse::names::identifiers;
use crate::parse::text::text_of;
use crate::parse::tokens::{keyed, split_at_arrow, split_at_commas, stream};
use crate::suggest;

/// Reports a bare `skip` on a field that has the name of a size or the type of the config. A new model would not have
/// the value there that it was built with.
pub fn lost(model: &Model, diagnostics: &mut Diagnostics) {
    let remote = &model.attrs.remote;
    if remote.new.is_some() || remote.partial.is_some() {
        return;
    }
    for field in &model.fields {
        let Some(Skip::Default(at)) = &field.attrs.skip else { continue };
        // A value that a method reaches is never built from its fields.
        if field.attrs.reach.get.is_none()
            && let Some(message) = loss(model, field)
        {
            diagnostics.error(*at, message);
        }
    }
}

fn loss(model: &Model, field: &Field) -> Option<String> {
    let (ty, model_name) = (text_of(&field.ty), &model.ident);
    if let Some(config) = &model.attrs.config {
        return (text_of(&config.ty) == ty).then(|| {
            format!(
                "`{model_name}` is built with a `{ty}`, but the field would be `Default::default()` in a new one\n\
                 help: keep it: `#[init(skip = cfg.clone())]`"
            )
        });
    }
    let Member::Named(name) = &field.member else { return None };
    if !model.attrs.sizes().contains(name) {
        return None;
    }
    const INTEGERS: &[&str] = &["u8", "u16", "u32", "u64", "u128", "i8", "i16", "i32", "i64", "i128", "isize"];
    Some(if ty == "usize" || INTEGERS.contains(&&*ty) {
        let cast = if ty == "usize" { String::new() } else { format!(" as {ty}") };
        format!(
            "`{name}` is a size of `{model_name}`, but the field would be 0 in a new one\n\
             help: keep it: `#[init(skip = {name}{cast})]`"
        )
    } else {
        format!(
            "`{name}` is a size of `{model_name}`, but the field would be `Default::default()` in a new one\n\
             help: say what it holds: `#[init(skip = ..)]`; if it is that, `#[init(skip = Default::default())]`"
        )
    })
}

/// Reports the sizes of `dims(..)` that no attribute reads. For an enum, the attributes of the variants count.
///
/// It is silent after other mistakes, since code that could not be parsed may read a size.
pub fn unread(derived: &Derived, diagnostics: &mut Diagnostics) {
    let Some(names) = derived.model.attrs.dims.as_ref().filter(|_| diagnostics.is_empty()) else { return };
    let mut expressions = TokenStream::new();
    expressions.extend(derived.variants().filter_map(|variant| match &variant.model.attrs.build {
        Some(Build::If(condition)) => Some(condition.clone()),
        Some(Build::Otherwise(_)) | None => None,
    }));
    for model in derived.models() {
        expressions.extend(model.attrs.remote.new.iter().map(|(new, _)| new.clone()));
        expressions.extend(model.attrs.typed.iter().map(|rule| right(rule)));
        expressions.extend(model.fields.iter().flat_map(of_field));
    }
    let used: Vec<String> = identifiers(expressions.clone()).iter().map(Ident::to_string).collect();
    for name in names {
        // A similar name that is no size is a misspelling, which the compiler reports.
        let others = used.iter().filter(|used| names.iter().all(|name| name != used));
        let is_mistyped = suggest::nearest(&name.to_string(), others.map(|other| &**other)).is_some();
        if !reads(expressions.clone(), name) && !is_mistyped {
            let message = format!(
                "nothing reads the size `{name}`\n\
                 help: remove it, or keep it in a field: `#[init(skip = {name})] {name}: usize`"
            );
            diagnostics.error(Extent::of(name.span()), message);
        }
    }
}

/// Returns the expressions of a field that may read a size.
fn of_field(field: &Field) -> Vec<TokenStream> {
    let attrs = &field.attrs;
    let mut out: Vec<TokenStream> = attrs.typed.iter().map(|rule| right(rule)).collect();
    out.extend([&attrs.shape, &attrs.len].into_iter().flatten().flat_map(|list| list.entries.iter().cloned()));
    out.extend(attrs.when.iter().map(|when| when.condition.clone()));
    out.extend(attrs.keys.clone());
    match &attrs.skip {
        Some(Skip::Value(value)) => out.push(value.clone()),
        Some(Skip::Default(_)) | None => {}
    }
    match &attrs.dims {
        Some(Dims::Expression(value, _) | Dims::Each(_, value)) => out.push(value.clone()),
        Some(Dims::Named(sizes, _)) => out.extend(split_at_commas(sizes.clone()).iter().map(|entry| {
            // For `a: b` it is `b`, for `a` alone it is `a`.
            stream(keyed(entry, ':').map_or(entry, |(_, value)| value))
        })),
        None => {}
    }
    out
}

/// Returns the right side of a rule, or a bare initializer. It cannot read a size. If it tries to, the compiler reports
/// that.
fn right(rule: &[TokenTree]) -> TokenStream {
    stream(split_at_arrow(rule).map_or(rule, |arrow| arrow.right))
}

/// True if the tokens name the size, in the text of a `format!` too.
fn reads(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => reads(group.stream(), name),
        TokenTree::Literal(literal) => literal.to_string().contains(&format!("{{{name}")),
        TokenTree::Punct(_) => false,
    })
}
