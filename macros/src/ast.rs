//! The struct that `#[derive(Initialize)]` stands on.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Generics, Index, Member, Type, Visibility};

use crate::attr::{self, FieldAttrs, StructAttrs};
use crate::diag::{Diagnostics, Extent};
use crate::pattern::Segment;
use crate::suggest;

/// A struct with its attributes.
pub struct Model {
    pub ident: Ident,
    pub vis: Visibility,
    pub generics: Generics,
    pub attrs: StructAttrs,
    pub fields: Vec<Field>,
}

/// A field with its attributes.
pub struct Field {
    pub member: Member,
    pub ty: Type,
    pub attrs: FieldAttrs,
    /// The position among the fields that are not skipped.
    pub position: usize,
    /// `fans_of`, as such a position.
    pub lender: Option<usize>,
}

impl Model {
    /// Reads the input. `None` if it is not a struct.
    pub fn read(input: DeriveInput, diagnostics: &mut Diagnostics) -> Option<Self> {
        let data = match input.data {
            Data::Struct(data) => data,
            Data::Enum(data) => {
                let message = "`Initialize` is derived for structs only\n\
                               help: wrap each variant's parameters in a struct, and the choice in a field of it";
                diagnostics.error(Extent::of(data.enum_token.span), message);
                return None;
            }
            Data::Union(data) => {
                let message = "`Initialize` cannot be derived for a union: which field holds the parameters is not known\n\
                               help: use a struct";
                diagnostics.error(Extent::of(data.union_token.span), message);
                return None;
            }
        };
        let attrs = attr::of_struct(&input.attrs, diagnostics);
        let mut fields = Vec::new();
        let mut position = 0;
        for (i, field) in data.fields.into_iter().enumerate() {
            let attrs = attr::of_field(&field.attrs, diagnostics);
            let member = field.ident.map_or_else(|| Member::Unnamed(Index::from(i)), Member::Named);
            let skipped = attrs.skip.is_some();
            fields.push(Field { member, ty: field.ty, attrs, position, lender: None });
            position += usize::from(!skipped);
        }
        let mut model = Self { ident: input.ident, vis: input.vis, generics: input.generics, attrs, fields };
        model.validate(diagnostics);
        Some(model)
    }

    /// What no single attribute can tell.
    fn validate(&mut self, diagnostics: &mut Diagnostics) {
        let places: Vec<(String, Option<usize>)> = self
            .fields
            .iter()
            .map(|field| (field.name(), field.attrs.skip.is_none().then_some(field.position)))
            .collect();
        for field in &mut self.fields {
            if let Some((name, at)) = &field.attrs.fans_of {
                match places.iter().find(|(known, _)| known == name) {
                    Some((_, Some(position))) if *position != field.position => field.lender = Some(*position),
                    Some(_) => diagnostics
                        .error(*at, format!("`{name}` has no fans to take\nhelp: name the field of the weight")),
                    None => {
                        let names: Vec<&str> = places.iter().map(|(name, _)| &**name).collect();
                        diagnostics.error(*at, format!("no field is named `{name}`{}", suggest::help(name, &names)));
                    }
                }
            }
            field.validate(diagnostics);
        }
    }

    /// The fields that take part.
    pub fn parts(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.attrs.skip.is_none())
    }

    /// Whether `const` items beside the impl can name the type.
    pub fn is_concrete(&self) -> bool {
        self.generics.params.iter().all(|param| matches!(param, syn::GenericParam::Lifetime(_)))
    }

    /// Whether the tokens name a generic parameter of the struct.
    pub fn mentions_generics(&self, tokens: TokenStream) -> bool {
        let names: Vec<&Ident> = self
            .generics
            .params
            .iter()
            .filter_map(|param| match param {
                syn::GenericParam::Type(param) => Some(&param.ident),
                syn::GenericParam::Const(param) => Some(&param.ident),
                syn::GenericParam::Lifetime(_) => None,
            })
            .collect();
        mentions(tokens, &names)
    }

    /// Whether the tokens name one of the run-time sizes.
    pub fn mentions_dims(&self, tokens: TokenStream) -> bool {
        let names: Vec<&Ident> = self.attrs.dims.iter().flatten().collect();
        mentions(tokens, &names)
    }
}

fn mentions(tokens: TokenStream, names: &[&Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => names.iter().any(|name| ident == **name),
        TokenTree::Group(group) => mentions(group.stream(), names),
        _ => false,
    })
}

impl Field {
    /// The name in paths.
    pub fn name(&self) -> String {
        match &self.member {
            Member::Named(ident) => ident.unraw().to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }

    /// The segment that a pattern of the struct names it by.
    pub fn segment(&self) -> Segment {
        match &self.member {
            Member::Named(ident) => Segment::Name(ident.unraw().to_string()),
            Member::Unnamed(index) => {
                let from = index.index as usize;
                Segment::Index { from, to: from + 1 }
            }
        }
    }

    /// What errors about the field underline: its name, or its type where it has none.
    pub fn at(&self) -> Extent {
        match &self.member {
            Member::Named(ident) => Extent::of(ident.span()),
            Member::Unnamed(_) => self.type_extent(),
        }
    }

    /// The tokens of its type.
    pub fn type_extent(&self) -> Extent {
        let tokens: Vec<TokenTree> = self.ty.to_token_stream().into_iter().collect();
        Extent::over(&tokens, Span::call_site())
    }

    /// The bare initializer that stands on it.
    pub fn own_rule(&self) -> Option<&crate::rule::Rule> {
        self.attrs.rules.iter().find(|rule| rule.patterns.is_empty())
    }

    /// The name as the core crate holds it.
    pub fn name_tokens(&self) -> TokenStream {
        match &self.member {
            Member::Named(ident) => {
                let name = ident.unraw().to_string();
                quote!(__p::FieldName::Named(#name))
            }
            Member::Unnamed(index) => {
                let position = proc_macro2::Literal::usize_suffixed(index.index as usize);
                quote!(__p::FieldName::Position(#position))
            }
        }
    }

    fn validate(&self, diagnostics: &mut Diagnostics) {
        use crate::rhs::Kind;
        for rule in &self.attrs.rules {
            if let Kind::Default | Kind::Keep = rule.rhs.kind {
                let message =
                    format!("`{}` belongs in `init!`, not in an attribute\nhelp: name an initializer", rule.rhs.text);
                diagnostics.error(rule.rhs.at, message);
            }
        }
        if self.own_rule().is_some() && self.attrs.rules.len() > 1 {
            let message =
                "a field has either one initializer or rules\nhelp: write the initializer as a rule, `** => ..`";
            diagnostics.error(self.at(), message);
        }
        let says_more = self.attrs.shape.is_some() || self.attrs.axes.is_some() || !self.attrs.rules.is_empty();
        if self.attrs.skip.is_some() && says_more {
            let message = "a skipped field is no parameter\nhelp: remove `skip`, or everything else";
            diagnostics.error(self.at(), message);
        }
    }
}
