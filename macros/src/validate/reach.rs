//! Checks of declarations of types of other crates: keys that need one, and the access to its fields.

use crate::diag::{Diagnostics, Extent};
use crate::input::Field;
use crate::parse::attr::{FieldAttrs, Reach, Remote, Skip};

/// Reports keys that have no meaning without `remote`, or together.
pub fn of_remote(remote: &Remote, diagnostics: &mut Diagnostics) {
    let new = remote.new.as_ref().map(|(_, at)| *at);
    if remote.ty.is_some() {
        if let (Some(_), Some(partial)) = (new, remote.partial) {
            let message = "`partial` says that no model is built, and `new` how\nhelp: remove `partial`";
            diagnostics.error(partial, message);
        }
        return;
    }
    for (key, at) in [("new", new), ("partial", remote.partial)] {
        let Some(at) = at else { continue };
        let message = format!(
            "`{key}` belongs in a declaration of a type of another crate\n\
             help: name the type, `remote = other::Linear`, or remove `{key}`"
        );
        diagnostics.error(at, message);
    }
}

/// Reports mistakes in the access to the field, and keys that have no effect because of `new`.
pub fn of_field(field: &mut Field, remote: &mut Remote, diagnostics: &mut Diagnostics) {
    accessors(field, remote, diagnostics);
    if remote.new.is_none() {
        return;
    }
    let attrs = &field.attrs;
    let useless = [
        ("len", attrs.len.is_some()),
        ("dims", attrs.dims.is_some()),
        ("when", attrs.when.is_some()),
        ("skip = ..", matches!(attrs.skip, Some(Skip::Value(_)))),
    ];
    if let Some((key, _)) = useless.into_iter().find(|(_, given)| *given) {
        let message = format!("`new` builds the whole, so `{key}` has no effect\nhelp: remove one of the two");
        diagnostics.error(field.at(), message);
    }
}

fn accessors(field: &mut Field, remote: &mut Remote, diagnostics: &mut Diagnostics) {
    let Reach { get, get_mut, .. } = &field.attrs.reach;
    let Some(method) = get.as_ref().or(get_mut.as_ref()) else { return };
    let at = Extent::of(method.span());
    let skipped = field.attrs.skip.is_some();
    if remote.ty.is_none() {
        let message = "a method reaches a field of a type of another crate only\n\
                       help: name the type on the struct, `#[init(remote = other::Linear)]`, or remove it";
        diagnostics.error(at, message);
        field.attrs.reach = Reach::default();
    } else if !skipped && (get.is_none() || get_mut.is_none()) {
        let (has, lacks) = if get.is_some() { ("read", "get_mut") } else { ("written", "get") };
        let message = format!(
            "the field can only be {has}\n\
             help: initializing takes two methods, `get = weight, get_mut = weight_mut`; add `{lacks} = ..`"
        );
        diagnostics.error(at, message);
        field.attrs = FieldAttrs { skip: Some(Skip::Default(at)), ..FieldAttrs::default() };
        remote.partial = Some(at);
    } else if skipped && get_mut.is_some() {
        diagnostics.error(field.at(), "a skipped field is not written\nhelp: remove `get_mut`");
    }
}
