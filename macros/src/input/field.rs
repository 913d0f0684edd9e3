//! A field with its attributes: what it is called, what it holds, what it may say.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Index, Member, Type};

use crate::diag::{Diagnostics, Extent};
use crate::input::model::{Model, mentions};
use crate::parse::attr::{self, Dims, FieldAttrs, StructAttrs};
use crate::parse::pattern::Segment;
use crate::validate::sizes;

/// A field with its attributes.
pub struct Field {
    pub member: Member,
    pub ty: Type,
    pub attrs: FieldAttrs,
    /// The position among the fields that are not skipped.
    pub position: usize,
    /// `fans_of`, as such a position.
    pub lender: Option<usize>,
    /// Whether a variant wraps it: it adds no segment to the path.
    pub wrapped: bool,
}

impl Field {
    /// Reads the fields of a struct or of a variant.
    pub fn read_all(fields: syn::Fields, diagnostics: &mut Diagnostics) -> Vec<Self> {
        let fields = fields.into_iter().enumerate().map(|(i, field)| {
            let attrs = attr::of_field(&field.attrs, diagnostics);
            let member = field.ident.map_or_else(|| Member::Unnamed(Index::from(i)), Member::Named);
            Self { member, ty: field.ty, attrs, position: 0, lender: None, wrapped: false }
        });
        fields.collect()
    }

    /// The type that says what parameters the field holds, and the trait by which it does.
    pub fn declared(&self) -> (&Type, TokenStream) {
        let ty = &self.ty;
        match &self.attrs.reach.with {
            Some((with, _)) => (with, quote!(__p::InitializeAs<#ty>)),
            None => (ty, quote!(__p::Initialize)),
        }
    }

    /// The type that is built.
    pub fn built(&self) -> TokenStream {
        let ty = &self.ty;
        self.attrs.reach.with.as_ref().map_or_else(|| quote!(#ty), |(with, _)| quote!(__p::With<#ty, #with>))
    }

    /// A reference to the field where `model` is visited: of its value, or bound by the pattern of its variant.
    pub fn shared(&self, model: &Model) -> TokenStream {
        let (subject, member) = (model.subject(), &self.member);
        if model.variant.is_some() {
            let binding = self.binding();
            return quote!(&*#binding);
        }
        self.attrs.reach.get.as_ref().map_or_else(|| quote!(&#subject.#member), |get| quote!(#subject.#get()))
    }

    /// Whether only a model knows how many blocks are packed along its axes.
    pub fn keeps_blocks(&self) -> bool {
        self.attrs.axes.iter().flat_map(|(axes, _)| axes).any(|axis| !axis.kept.is_empty())
    }

    /// The name that the pattern of a variant binds it to.
    pub fn binding(&self) -> Ident {
        quote::format_ident!("__field_{}", self.name())
    }

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
    pub fn own_rule(&self) -> Option<&crate::parse::rule::Rule> {
        self.attrs.rules.iter().find(|rule| rule.patterns.is_empty())
    }

    /// Names in what sizes the field are run-time sizes of the struct, or constants.
    pub fn validate_sizes(&mut self, attrs: &StructAttrs, diagnostics: &mut Diagnostics) {
        let mut names = attrs.sizes();
        if let Some(when) = &mut self.attrs.when {
            sizes::judge(&mut when.condition, &names, attrs, &quote!(false), diagnostics);
            names.extend_from_slice(&when.names);
        }
        match &mut self.attrs.dims {
            Some(Dims::Expression(value, _) | Dims::Each(_, value)) => {
                sizes::judge(value, &names, attrs, &quote!(::core::unreachable!()), diagnostics);
            }
            Some(Dims::Named(..)) | None => {}
        }
        if let Some(keys) = &mut self.attrs.keys {
            sizes::judge(keys, &names, attrs, &quote!([""; 0]), diagnostics);
        }
        for list in [&mut self.attrs.shape, &mut self.attrs.len].into_iter().flatten() {
            let known: Vec<Ident> = names.iter().chain(list.by.iter().flat_map(|by| &by.names)).cloned().collect();
            for entry in &mut list.entries {
                sizes::judge(entry, &known, attrs, &quote!(0), diagnostics);
            }
        }
    }

    /// Whether its type names the struct itself, other than as a mere marker.
    pub fn holds(&self, model: &Ident) -> bool {
        let tokens: Vec<TokenTree> = self.ty.to_token_stream().into_iter().collect();
        let marker = tokens.iter().any(|token| matches!(token, TokenTree::Ident(name) if name == "PhantomData"));
        let own = Ident::new("Self", model.span());
        !marker && mentions(self.ty.to_token_stream(), &[model, &own])
    }

    /// The name as the core crate holds it.
    pub fn name_tokens(&self) -> TokenStream {
        match &self.member {
            _ if self.wrapped => quote!(__p::FieldName::Wrapped),
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

    pub fn validate(&self, diagnostics: &mut Diagnostics) {
        use crate::parse::rhs::Kind;
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
        if self.attrs.sequence && !matches!(self.ty, Type::Tuple(_)) {
            let message = "`sequence` stands on a tuple of layers\nhelp: write the layers as a tuple, or remove it";
            diagnostics.error(self.at(), message);
        }
        if let Some(rule) = self.own_rule()
            && self.attrs.required
        {
            let message = "`required` says that the field has no initializer of its own\nhelp: remove one of the two";
            diagnostics.error(rule.rhs.at, message);
        }
        if let (Some(Dims::Each(by, _)), Some(_)) = (&self.attrs.dims, &self.attrs.shape) {
            diagnostics.error(by.at, "`shape` says how large the field is already\nhelp: remove one of the two");
        }
        let says_more = self.attrs.reach.with.is_some()
            || self.attrs.when.is_some()
            || self.attrs.shape.is_some()
            || self.attrs.axes.is_some()
            || self.attrs.parts.is_some()
            || !self.attrs.rules.is_empty();
        if self.attrs.skip.is_some() && says_more {
            let message = "a skipped field is no parameter\nhelp: remove `skip`, or everything else";
            diagnostics.error(self.at(), message);
        }
    }
}
