//! Declarations of types of other crates, and their uses.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;

use super::sizes::ty;
use super::values::{flag, value};
use super::{FieldAttrs, StructAttrs};
use crate::diag::{Diagnostics, Extent};

/// What the struct declares the parameters of.
#[derive(Default)]
pub struct Remote {
    /// `remote = other::Linear`
    pub ty: Option<(syn::Type, Extent)>,
    /// `new = expr`
    pub new: Option<(TokenStream, Extent)>,
    /// `partial`
    pub partial: Option<Extent>,
}

/// How the parameters of a field are reached.
#[derive(Default)]
pub struct Reach {
    /// `with = LinearDef`
    pub with: Option<(syn::Type, Extent)>,
    /// `get = weight`
    pub get: Option<Ident>,
    /// `get_mut = weight_mut`
    pub get_mut: Option<Ident>,
}

pub fn struct_key(out: &mut StructAttrs, key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) {
    let remote = &mut out.remote;
    match key {
        "remote" => remote.ty = ty(key, rest, at, diagnostics).map(|ty| (ty, behind(rest, at))),
        "new" => remote.new = value(key, rest, at, diagnostics).map(|new| (new, at)),
        _ => remote.partial = flag(key, rest, at, diagnostics).then_some(at),
    }
}

pub fn field_key(out: &mut FieldAttrs, key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) {
    let reach = &mut out.reach;
    match key {
        "with" => reach.with = ty(key, rest, at, diagnostics).map(|ty| (ty, behind(rest, at))),
        "get" => reach.get = method(key, rest, at, diagnostics),
        _ => reach.get_mut = method(key, rest, at, diagnostics),
    }
}

/// What stands behind `=`.
fn behind(rest: &[TokenTree], at: Extent) -> Extent {
    Extent::over(rest.get(1..).unwrap_or_default(), at.last)
}

fn method(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<Ident> {
    let name = value(key, rest, at, diagnostics)?;
    let name = syn::parse::Parser::parse2(Ident::parse_any, name).ok();
    if name.is_none() {
        diagnostics
            .error(at, format!("`{key}` needs the name of a method\nhelp: write `{key} = weight`, without `()`"));
    }
    name
}

impl Remote {
    /// Keys that mean nothing without `remote`.
    pub fn validate(&self, diagnostics: &mut Diagnostics) {
        if self.ty.is_some() {
            if let (Some(_), Some(partial)) = (&self.new, self.partial) {
                let message = "`partial` says that no model is built, and `new` how\nhelp: remove `partial`";
                diagnostics.error(partial, message);
            }
            return;
        }
        let stray = [("new", self.new.as_ref().map(|(_, at)| *at)), ("partial", self.partial)];
        for (key, at) in stray.into_iter().filter_map(|(key, at)| Some((key, at?))) {
            let message = format!(
                "`{key}` belongs in a declaration of a type of another crate\n\
                 help: name the type, `remote = other::Linear`, or remove `{key}`"
            );
            diagnostics.error(at, message);
        }
    }
}

impl FieldAttrs {
    /// Reports what is wrong with how the field is reached. The compiler shall then not look for it as well.
    pub fn validate_reach(&mut self, attrs: &mut StructAttrs, field: Extent, diagnostics: &mut Diagnostics) {
        let Reach { get, get_mut, .. } = &self.reach;
        let Some(method) = get.as_ref().or(get_mut.as_ref()) else { return };
        let at = Extent::of(method.span());
        if attrs.remote.ty.is_none() {
            let message = "a method reaches a field of a type of another crate only\n\
                           help: name the type on the struct, `#[init(remote = other::Linear)]`, or remove it";
            diagnostics.error(at, message);
            self.reach = Reach::default();
        } else if self.skip.is_none() && (get.is_none() || get_mut.is_none()) {
            let (has, lacks) = if get.is_some() { ("read", "get_mut") } else { ("written", "get") };
            let message = format!(
                "the field can only be {has}\n\
                 help: initializing takes two methods, `get = weight, get_mut = weight_mut`; add `{lacks} = ..`"
            );
            diagnostics.error(at, message);
            *self = Self { skip: Some(super::Skip::Default(at)), ..Self::default() };
            attrs.remote.partial = Some(at);
        } else if self.skip.is_some() && get_mut.is_some() {
            diagnostics.error(field, "a skipped field is not written\nhelp: remove `get_mut`");
        }
    }

    /// What `new` leaves without effect.
    pub fn validate_new(&self, field: Extent, diagnostics: &mut Diagnostics) {
        let valued = matches!(self.skip, Some(super::Skip::Value(_)));
        let useless = [
            ("len", self.len.is_some()),
            ("dims", self.dims.is_some()),
            ("when", self.when.is_some()),
            ("skip = ..", valued),
        ];
        if let Some((key, _)) = useless.into_iter().find(|(_, given)| *given) {
            diagnostics
                .error(field, format!("`new` builds the whole, so `{key}` has no effect\nhelp: remove one of the two"));
        }
    }
}
