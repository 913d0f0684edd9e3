//! A field with its attributes.

use paraminit_syntax::Segment as Written;
use proc_macro2::Span;
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::{Index, Member, Type};

use crate::diag::{Diagnostics, Extent};
use crate::parse::attr::{ByIndex, Dims, FieldAttrs, List, ModelAttrs, of_field};
use crate::parse::pattern::Segment;
use crate::parse::rule::Rule;
use crate::parse::tokens::trees;

/// A field with its attributes.
pub struct Field {
    pub member: Member,
    pub ty: Type,
    pub attrs: FieldAttrs,
    /// The position among the fields that are not skipped. Validation sets it.
    pub position: usize,
    /// The position of the field that `fans_of` names. Validation sets it.
    pub fan_source: Option<usize>,
    /// True if a variant wraps the field, which then adds no segment to the path.
    pub wrapped: bool,
}

impl Field {
    /// Reads the fields of a struct or of a variant. `attrs` are those of the struct or the enum.
    pub fn read_all(fields: syn::Fields, attrs: &ModelAttrs, diagnostics: &mut Diagnostics) -> Vec<Self> {
        let fields = fields.into_iter().enumerate().map(|(i, field)| {
            let own = of_field(&field.attrs, diagnostics);
            let member = field.ident.map_or_else(|| Member::Unnamed(Index::from(i)), Member::Named);
            let mut field = Self { member, ty: field.ty, attrs: own, position: 0, fan_source: None, wrapped: false };
            field.declare_by(attrs.types.as_ref());
            field
        });
        fields.collect()
    }

    /// Declares the field by the family of types that the struct names, unless it says how itself.
    fn declare_by(&mut self, types: Option<&(Type, Extent)>) {
        if let Some((family, at)) = types
            && self.attrs.skip.is_none()
            && self.attrs.reach.with.is_none()
        {
            let (ty, span) = (&self.ty, self.type_extent().first);
            let declared = quote_spanned!(span=> <#ty as __p::DeclaredBy<#family>>::By);
            self.attrs.reach.with = Some((Type::Verbatim(declared), *at));
        }
    }

    /// True if only a model knows the number of blocks along the field's axes.
    pub fn keeps_blocks(&self) -> bool {
        self.attrs.axes.iter().flat_map(|(axes, _)| axes).any(|axis| !axis.kept.is_empty())
    }

    /// The field's name in paths.
    pub fn name(&self) -> String {
        match &self.member {
            Member::Named(ident) => ident.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }

    /// The segment by which a pattern of the struct names the field.
    pub fn segment(&self) -> Segment {
        match &self.member {
            Member::Named(_) => Segment::Written(Written::Name(self.name())),
            Member::Unnamed(index) => Segment::Written(Written::at(index.index as usize)),
        }
    }

    /// The extent that errors about the field underline: its name, or its type if it has none.
    pub fn at(&self) -> Extent {
        match &self.member {
            Member::Named(ident) => Extent::of(ident.span()),
            Member::Unnamed(_) => self.type_extent(),
        }
    }

    /// The extent of the field's type.
    pub fn type_extent(&self) -> Extent {
        Extent::over(&trees(self.ty.to_token_stream()), Span::call_site())
    }

    /// The bare initializer on the field.
    pub fn own_rule(&self) -> Option<&Rule> {
        self.attrs.rules.iter().find(|rule| rule.patterns.is_empty())
    }

    /// The indices by which elements of the field differ, in shape and in the sizes of nested models.
    pub fn by_index(&self) -> [Option<&ByIndex>; 2] {
        let by_shape = match &self.attrs.shape {
            Some(List { by, .. }) => by.as_ref(),
            None => None,
        };
        let by_dims = match &self.attrs.dims {
            Some(Dims::Each(by, _)) => Some(by),
            Some(Dims::Named(..) | Dims::Expression(..)) | None => None,
        };
        [by_shape, by_dims]
    }
}
