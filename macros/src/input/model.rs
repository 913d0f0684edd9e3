//! A struct, or a variant as if it were a struct.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::{GenericParam, Generics, Member, Type, Visibility};

use super::field::Field;
use crate::parse::attr::ModelAttrs;
use crate::parse::names::mentions;
use crate::parse::pattern::Segment;

/// A struct with its attributes.
pub struct Model {
    pub ident: Ident,
    pub vis: Visibility,
    pub generics: Generics,
    pub attrs: ModelAttrs,
    pub fields: Vec<Field>,
    /// The name of the variant, if the fields are those of an enum's variant.
    pub variant: Option<Ident>,
    /// The number of the first rule. The rules of all variants of an enum are numbered together. Validation sets it.
    pub first_rule: usize,
}

impl Model {
    /// The names of the skipped fields, which a model can read.
    pub fn kept(&self) -> Vec<Ident> {
        let skipped = self.fields.iter().filter(|field| field.attrs.skip.is_some());
        let names = skipped.filter_map(|field| match &field.member {
            Member::Named(name) => Some(name.clone()),
            Member::Unnamed(_) => None,
        });
        names.collect()
    }

    /// The fields that are not skipped.
    pub fn visited(&self) -> impl Iterator<Item = &Field> + Clone {
        self.fields.iter().filter(|field| field.attrs.skip.is_none())
    }

    /// The field from which the field takes its fans.
    pub fn fan_source(&self, field: &Field) -> Option<&Field> {
        let position = field.fan_source?;
        self.visited().find(|source| source.position == position)
    }

    /// The segments from the root to a field, for patterns.
    pub fn place(&self, field: Option<&Field>) -> Vec<Segment> {
        let variant = self.variant.iter().map(|name| Segment::Variant(name.unraw().to_string()));
        variant.chain(field.filter(|field| !field.wrapped).map(Field::segment)).collect()
    }

    /// The number of rules on the fields and on the struct.
    pub fn count_rules(&self) -> usize {
        self.visited().map(|field| field.attrs.rules.len()).sum::<usize>() + self.attrs.rules.len()
    }

    /// True if `const` items beside the impl can name the type.
    pub fn is_concrete(&self) -> bool {
        // A declared type may name a lifetime as well.
        let lifetimes = self.remote().is_none();
        self.generics.params.iter().all(|param| lifetimes && matches!(param, GenericParam::Lifetime(_)))
    }

    /// True if the tokens name a generic parameter of the struct. They are made only if there is one.
    pub fn mentions_generics(&self, tokens: impl FnOnce() -> TokenStream) -> bool {
        let names = self.generics.params.iter().filter_map(|param| match param {
            GenericParam::Type(param) => Some(&param.ident),
            GenericParam::Const(param) => Some(&param.ident),
            GenericParam::Lifetime(_) => None,
        });
        names.clone().next().is_some() && mentions(tokens(), names)
    }

    /// True if the tokens name one of the run-time sizes.
    pub fn mentions_dims(&self, tokens: TokenStream) -> bool {
        mentions(tokens, &self.attrs.sizes())
    }

    /// The type whose parameters the struct declares, if it declares those of another.
    pub fn remote(&self) -> Option<&Type> {
        self.attrs.remote.ty.as_ref().map(|(ty, _)| ty)
    }

    /// True if an accessor gives a parameter to write. An accessor borrows the whole value.
    pub fn has_accessors(&self) -> bool {
        self.visited().any(|field| field.attrs.reach.get_mut.is_some())
    }
}
