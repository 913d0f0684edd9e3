//! The enum that `#[derive(Initialize)]` stands on.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{DataEnum, DeriveInput, Fields};

use crate::diag::Diagnostics;
use crate::input::model::{Field, Model};
use crate::parse::attr::{self, Build, StructAttrs};
use crate::validate::sizes;
use crate::validate::unread;

/// An enum with its attributes.
pub struct Enum {
    /// What is said of the whole; without fields.
    pub model: Model,
    pub variants: Vec<Variant>,
}

/// A variant with its attributes.
pub struct Variant {
    pub ident: Ident,
    /// Its fields and rules, as if it were a struct.
    pub model: Model,
    /// Whether `kind` stands on it.
    pub has_kind: bool,
    pub build: Option<Build>,
}

impl Enum {
    /// Reads the input.
    pub fn read(input: DeriveInput, data: DataEnum, diagnostics: &mut Diagnostics) -> Self {
        let mut attrs = attr::of_item(&input.attrs, true, diagnostics);
        if let Some((_, at)) = attrs.remote.ty.take() {
            let message = "an enum of another crate cannot be declared\n\
                           help: declare the structs that its variants hold, and match on it in an `InitializeAs` of your own";
            diagnostics.error(at, message);
        }
        let (ident, vis, generics) = (input.ident, input.vis, input.generics);
        let mut model = Model { ident, vis, generics, attrs, fields: Vec::new(), variant: None, first_rule: 0 };
        let mut variants = Vec::new();
        for mut variant in data.variants {
            let on_fields = variant.fields.iter_mut().flat_map(|field| &mut field.attrs);
            attr::escape(variant.attrs.iter_mut().chain(on_fields), &model.attrs.keywords);
            let variant = Variant::read(variant, &model, diagnostics);
            let on_fields = variant.model.parts().map(|field| field.attrs.rules.len()).sum::<usize>();
            model.first_rule += on_fields + variant.model.attrs.rules.len();
            variants.push(variant);
        }
        let out = Self { model, variants };
        out.validate(diagnostics);
        unread::unread(&out.model, &out.variants, diagnostics);
        out
    }

    fn validate(&self, diagnostics: &mut Diagnostics) {
        let fallbacks = self.variants.iter().filter_map(|variant| match variant.build {
            Some(Build::Otherwise(at)) => Some(at),
            _ => None,
        });
        for at in fallbacks.skip(1) {
            let message = "`build` stands on another variant already: a new model has one of them\n\
                           help: say when this one is built, `build = ..`, or remove one of the two";
            diagnostics.error(at, message);
        }
    }

    /// Whether a new model can have one of the variants.
    pub fn is_built(&self) -> bool {
        self.variants.iter().any(|variant| variant.build.is_some())
    }
}

impl Variant {
    fn read(variant: syn::Variant, model: &Model, diagnostics: &mut Diagnostics) -> Self {
        let attrs = attr::of_variant(&variant.attrs, diagnostics);
        let wraps = matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1);
        let mut fields = Field::read_all(variant.fields, diagnostics);
        for field in &mut fields {
            field.wrapped = wraps;
            if wraps && field.attrs.key.take().is_some() {
                let message = "the value of a variant adds nothing to the path, so it has no key\n\
                               help: put `key` on the field that holds the enum";
                diagnostics.error(field.at(), message);
            }
        }
        let has_kind = attrs.kind.is_some();
        let name = variant.ident.unraw().to_string();
        let mut build = attrs.build;
        if let Some(Build::If(condition)) = &mut build {
            sizes::judge(condition, &model.attrs.sizes(), &model.attrs, &quote::quote!(false), diagnostics);
        }
        let attrs = StructAttrs {
            is_enum: true,
            kind: attrs.kind.or(Some(name)),
            library: model.attrs.library,
            dims: model.attrs.dims.clone(),
            config: model.attrs.config.clone(),
            rules: attrs.rules,
            typed: attrs.typed,
            ..StructAttrs::default()
        };
        let mut model = Model {
            ident: model.ident.clone(),
            vis: model.vis.clone(),
            generics: model.generics.clone(),
            attrs,
            fields,
            variant: Some(variant.ident.clone()),
            first_rule: model.first_rule,
        };
        if build.is_some() {
            unread::lost(&model, diagnostics);
        }
        model.validate(diagnostics);
        Self { ident: variant.ident, model, has_kind, build }
    }

    /// The only field of a tuple variant.
    pub fn wrapped(&self) -> Option<&Field> {
        self.model.fields.iter().find(|field| field.wrapped)
    }
}
