//! The struct that `#[derive(Initialize)]` stands on.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Generics, Index, Member, Type, Visibility};

use crate::attr::{self, Dims, FieldAttrs, Skip, StructAttrs};
use crate::diag::{Diagnostics, Extent};
use crate::pattern::Segment;
use crate::sizes;
use crate::suggest;
use crate::tokens::text;

/// A struct with its attributes.
pub struct Model {
    pub ident: Ident,
    pub vis: Visibility,
    pub generics: Generics,
    pub attrs: StructAttrs,
    pub fields: Vec<Field>,
    /// Of the fields of an enum's variant: its name.
    pub variant: Option<Ident>,
    /// The number of the first rule: those of all variants of an enum are numbered together.
    pub first_rule: usize,
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
    /// Whether a variant wraps it: it adds no segment to the path.
    pub wrapped: bool,
}

impl Model {
    /// Reads the input. `None` if it is not a struct; [`crate::enums`] reads enums.
    pub fn read(input: DeriveInput, diagnostics: &mut Diagnostics) -> Option<Self> {
        let data = match input.data {
            Data::Struct(data) => data,
            Data::Enum(_) => return None,
            Data::Union(data) => {
                let message = "`Initialize` cannot be derived for a union: which field holds the parameters is not known\n\
                               help: use a struct";
                diagnostics.error(Extent::of(data.union_token.span), message);
                return None;
            }
        };
        let attrs = attr::of_struct(&input.attrs, diagnostics);
        let fields = Field::read_all(data.fields, diagnostics);
        let (ident, vis, generics) = (input.ident, input.vis, input.generics);
        let mut model = Self { ident, vis, generics, attrs, fields, variant: None, first_rule: 0 };
        model.validate(diagnostics);
        Some(model)
    }

    /// What no single attribute can tell.
    pub fn validate(&mut self, diagnostics: &mut Diagnostics) {
        self.number();
        self.attrs.remote.validate(diagnostics);
        for i in 0..self.fields.len() {
            let generic = self.mentions_generics(self.fields[i].ty.to_token_stream());
            if let Some(Dims::Named(_, at)) = self.fields[i].attrs.dims
                && generic
            {
                let message = "the sizes of a generic type cannot be named\n\
                               help: write `dims = BlockDims { .. }`; if the type is a parameter `T` itself, bound it: \
                               `T: paraminit::model::Dimensioned<Dims = BlockDims>`";
                diagnostics.error(at, message);
                self.fields[i].attrs.dims = None;
            }
        }
        let places: Vec<(String, Option<usize>)> = self
            .fields
            .iter()
            .map(|field| (field.name(), field.attrs.skip.is_none().then_some(field.position)))
            .collect();
        let with_axes: Vec<usize> =
            self.parts().filter(|field| field.attrs.axes.is_some()).map(|field| field.position).collect();
        self.validate_blocks(diagnostics);
        crate::parts::validate(self, diagnostics);
        for field in &mut self.fields {
            if let Some((name, at)) = &field.attrs.fans_of {
                match places.iter().find(|(known, _)| known == name) {
                    Some((_, Some(position))) if *position != field.position => {
                        field.lender = Some(*position);
                        if !with_axes.contains(position) {
                            let message = format!(
                                "`{name}` has no fans to lend: it declares no axes\n\
                                 help: say what they run over: `#[init(axes = [out, in])]` on `{name}`"
                            );
                            diagnostics.error(*at, message);
                        }
                    }
                    Some(_) => diagnostics
                        .error(*at, format!("`{name}` has no fans to take\nhelp: name the field of the weight")),
                    None => {
                        let names: Vec<&str> = places.iter().map(|(name, _)| &**name).collect();
                        diagnostics.error(*at, format!("no field is named `{name}`{}", suggest::help(name, &names)));
                    }
                }
            }
            field.validate(diagnostics);
            field.attrs.validate_reach(&mut self.attrs, field.at(), diagnostics);
            if self.attrs.remote.new.is_some() {
                field.attrs.validate_new(field.at(), diagnostics);
            }
            field.validate_sizes(&self.attrs, diagnostics);
            if field.attrs.skip.is_none() && field.holds(&self.ident) {
                let message = format!(
                    "`{0}` contains itself: its parameters cannot be listed while it compiles\n\
                     help: hold the nested `{0}`s of known number in a `Vec` of another struct, or mark the field \
                     `#[init(skip)]`",
                    self.ident
                );
                diagnostics.error(field.type_extent(), message);
                // Without this the compiler would report the cycle as well, at length.
                field.attrs = FieldAttrs { skip: Some(Skip::Default), ..FieldAttrs::default() };
            }
        }
        self.number();
    }

    /// Names in `axes` are constants, or skipped fields: a model that exists already has no other run-time sizes.
    fn validate_blocks(&mut self, diagnostics: &mut Diagnostics) {
        let sizes = self.attrs.sizes();
        let config = self.attrs.config.as_ref().map(|config| text_of(&config.ty));
        let kept = self.kept();
        let axes = self.fields.iter_mut().filter_map(|field| field.attrs.axes.as_mut()).flat_map(|(axes, _)| axes);
        for axis in axes {
            let Some(blocks) = &axis.blocks else { continue };
            if let Some(name) = sizes::unknown(&without(blocks.clone(), &kept), &[]) {
                let message = if sizes.contains(&name) {
                    only_while_built(&self.ident, &name, config.as_deref())
                } else {
                    format!(
                        "unknown number of blocks `{name}`\n\
                         help: name a constant, or a field that is no parameter: `#[init(skip = ..)] {name}: usize`"
                    )
                };
                diagnostics.error(Extent::of(name.span()), message);
                // One report is enough.
                axis.blocks = None;
            } else {
                axis.kept = kept.iter().filter_map(|name| find(blocks.clone(), name)).collect();
            }
        }
    }

    /// The names of the skipped fields: what a model knows of itself.
    pub fn kept(&self) -> Vec<Ident> {
        let skipped = self.fields.iter().filter(|field| field.attrs.skip.is_some());
        let names = skipped.filter_map(|field| match &field.member {
            Member::Named(name) => Some(name.clone()),
            Member::Unnamed(_) => None,
        });
        names.collect()
    }

    /// Numbers the fields that take part.
    fn number(&mut self) {
        let mut position = 0;
        for field in &mut self.fields {
            field.position = position;
            position += usize::from(field.attrs.skip.is_none());
        }
    }

    /// The fields that take part.
    pub fn parts(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.attrs.skip.is_none())
    }

    /// The segments that lead from the root to a field, for patterns.
    pub fn place(&self, field: Option<&Field>) -> Vec<Segment> {
        let variant = self.variant.iter().map(|name| Segment::Variant(name.unraw().to_string()));
        variant.chain(field.filter(|field| !field.wrapped).map(Field::segment)).collect()
    }

    /// Whether `const` items beside the impl can name the type.
    pub fn is_concrete(&self) -> bool {
        if self.attrs.remote.ty.is_some() && !self.generics.params.is_empty() {
            // The declared type may name a lifetime as well.
            return false;
        }
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
        let sizes = self.attrs.sizes();
        let names: Vec<&Ident> = sizes.iter().collect();
        mentions(tokens, &names)
    }
}

/// What is wrong with a run-time size where models that exist already are asked, and how to keep it.
pub fn only_while_built(model: &Ident, name: &Ident, config: Option<&str>) -> String {
    let field = match config {
        Some(config) => format!("#[init(skip = {name}.clone())] {name}: {config}"),
        None => format!("#[init(skip = {name})] {name}: usize"),
    };
    format!(
        "`{name}` is known while `{model}` is built, but not when rules are applied to it\n\
         help: keep it in a field: `{field}`"
    )
}

fn mentions(tokens: TokenStream, names: &[&Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => names.iter().any(|name| ident == **name),
        TokenTree::Group(group) => mentions(group.stream(), names),
        _ => false,
    })
}

/// The tokens as people write them.
pub fn text_of(tokens: &impl ToTokens) -> String {
    text(&tokens.to_token_stream().into_iter().collect::<Vec<_>>())
}

/// The first mention of a name.
pub fn find(tokens: TokenStream, name: &Ident) -> Option<Ident> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => (ident == *name).then_some(ident),
        TokenTree::Group(group) => find(group.stream(), name),
        _ => None,
    })
}

/// The tokens without these names.
pub fn without(tokens: TokenStream, names: &[Ident]) -> Vec<TokenTree> {
    let rest = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Ident(ident) if names.contains(&ident) => None,
        TokenTree::Group(group) => {
            let inner = without(group.stream(), names).into_iter().collect();
            Some(Group::new(group.delimiter(), inner).into())
        }
        token => Some(token),
    });
    rest.collect()
}

impl Model {
    /// The type whose parameters the struct declares, if it is not its own.
    pub fn remote(&self) -> Option<&Type> {
        self.attrs.remote.ty.as_ref().map(|(ty, _)| ty)
    }

    /// The trait that says what parameters there are.
    pub fn initialize(&self) -> TokenStream {
        self.remote().map_or_else(|| quote!(__p::Initialize), |ty| quote!(__p::InitializeAs<#ty>))
    }

    /// The expression whose fields are visited.
    pub fn subject(&self) -> TokenStream {
        if self.remote().is_some() { quote!(__value) } else { quote!(self) }
    }

    /// Whether a method gives a parameter to write: it borrows the whole value.
    pub fn lends(&self) -> bool {
        self.parts().any(|field| field.attrs.reach.get_mut.is_some())
    }
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
    pub fn own_rule(&self) -> Option<&crate::rule::Rule> {
        self.attrs.rules.iter().find(|rule| rule.patterns.is_empty())
    }

    /// Names in what sizes the field are run-time sizes of the struct, or constants.
    fn validate_sizes(&mut self, attrs: &StructAttrs, diagnostics: &mut Diagnostics) {
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
    fn holds(&self, model: &Ident) -> bool {
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
            || !self.attrs.rules.is_empty();
        if self.attrs.skip.is_some() && says_more {
            let message = "a skipped field is no parameter\nhelp: remove `skip`, or everything else";
            diagnostics.error(self.at(), message);
        }
    }
}
