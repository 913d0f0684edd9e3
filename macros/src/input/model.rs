//! The struct that `#[derive(Initialize)]` stands on.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Generics, Member, Type, Visibility};

use crate::diag::{Diagnostics, Extent};
pub use crate::input::field::Field;
use crate::parse::attr::{self, Dims, FieldAttrs, Skip, StructAttrs};
use crate::parse::pattern::Segment;
use crate::parse::tokens::text;
use crate::suggest;
use crate::validate::sizes;
use crate::validate::unread;

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

impl Model {
    /// Reads the input. `None` if it is not a struct; [`crate::input::variant`] reads enums.
    pub fn read(input: DeriveInput, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut data = match input.data {
            Data::Struct(data) => data,
            Data::Enum(_) => return None,
            Data::Union(data) => {
                let message = "`Initialize` cannot be derived for a union: which field holds the parameters is not known\n\
                               help: use a struct";
                diagnostics.error(Extent::of(data.union_token.span), message);
                return None;
            }
        };
        let attrs = attr::of_item(&input.attrs, false, diagnostics);
        attr::escape(data.fields.iter_mut().flat_map(|field| &mut field.attrs), &attrs.keywords);
        let fields = Field::read_all(data.fields, diagnostics);
        let (ident, vis, generics) = (input.ident, input.vis, input.generics);
        let mut model = Self { ident, vis, generics, attrs, fields, variant: None, first_rule: 0 };
        unread::lost(&model, diagnostics);
        model.validate(diagnostics);
        unread::unread(&model, &[], diagnostics);
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
        crate::validate::slices::validate(self, diagnostics);
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
                    Some((_, None)) => {
                        let message = format!(
                            "`{name}` is marked `skip`: it has no fans to take\nhelp: name the field of the weight"
                        );
                        diagnostics.error(*at, message);
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
                field.attrs = FieldAttrs { skip: Some(Skip::Default(field.at())), ..FieldAttrs::default() };
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
            let tokens: Vec<TokenTree> = blocks.clone().into_iter().collect();
            if let Some(name) = sizes::unknown(&tokens, &kept) {
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

    /// The field whose fans the field takes.
    pub fn lender(&self, field: &Field) -> Option<&Field> {
        self.parts().find(|lender| Some(lender.position) == field.lender)
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

pub fn mentions(tokens: TokenStream, names: &[&Ident]) -> bool {
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
