//! The struct or enum under `#[derive(Initialize)]`.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields};

use super::field::Field;
use super::model::Model;
use crate::diag::{Diagnostics, Extent, Reported};
use crate::parse::attr::{escape, of_item, of_variant};

/// A struct or an enum with its attributes.
pub struct Derived {
    /// The struct; for an enum, the attributes of the whole, without fields.
    pub model: Model,
    /// The variants of an enum.
    pub variants: Option<Vec<Variant>>,
}

/// A variant with its attributes.
pub struct Variant {
    pub ident: Ident,
    /// The variant's fields and rules, as if it were a struct.
    pub model: Model,
    /// True if the variant has a `kind`.
    pub has_kind: bool,
}

impl Derived {
    /// Reads the input.
    pub fn read(input: DeriveInput, diagnostics: &mut Diagnostics) -> Result<Self, Reported> {
        let is_enum = matches!(input.data, Data::Enum(_));
        if let Data::Union(data) = &input.data {
            let message = "`Initialize` cannot be derived for a union: which field holds the parameters is not known\n\
                           help: use a struct";
            return Err(diagnostics.add(Extent::of(data.union_token.span).error(message)));
        }
        let mut attrs = of_item(&input.attrs, is_enum, diagnostics);
        if let Some((_, at)) = attrs.remote.ty.take_if(|_| is_enum) {
            let message = "an enum of another crate cannot be declared\n\
                           help: declare the structs that its variants hold, and match on it in an `InitializeAs` of your own";
            diagnostics.error(at, message);
        }
        let (ident, vis, generics) = (input.ident, input.vis, input.generics);
        let mut model = Model { ident, vis, generics, attrs, fields: Vec::new(), variant: None, first_rule: 0 };
        let variants = match input.data {
            Data::Struct(mut data) => {
                escape(data.fields.iter_mut().flat_map(|field| &mut field.attrs), &model.attrs.keywords);
                model.fields = Field::read_all(data.fields, &model.attrs, diagnostics);
                None
            }
            Data::Enum(data) => {
                let variants = data.variants.into_iter().map(|variant| Variant::read(variant, &model, diagnostics));
                Some(variants.collect())
            }
            Data::Union(_) => None,
        };
        Ok(Self { model, variants })
    }

    /// The variants of an enum.
    pub fn variants(&self) -> impl Iterator<Item = &Variant> + Clone {
        self.variants.iter().flatten()
    }

    /// The models that have rules and fields, in order of precedence: the variants, and the struct or enum itself.
    pub fn models(&self) -> impl Iterator<Item = &Model> + Clone {
        self.variants().map(|variant| &variant.model).chain([&self.model])
    }
}

impl Variant {
    fn read(mut variant: syn::Variant, whole: &Model, diagnostics: &mut Diagnostics) -> Self {
        let on_fields = variant.fields.iter_mut().flat_map(|field| &mut field.attrs);
        escape(variant.attrs.iter_mut().chain(on_fields), &whole.attrs.keywords);
        let mut attrs = of_variant(&variant.attrs, &whole.attrs, diagnostics);
        let has_kind = attrs.kind.is_some();
        attrs.kind.get_or_insert_with(|| variant.ident.unraw().to_string());
        let wraps = matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1);
        let mut fields = Field::read_all(variant.fields, &whole.attrs, diagnostics);
        for field in &mut fields {
            field.wrapped = wraps;
        }
        let (ident, vis, generics) = (whole.ident.clone(), whole.vis.clone(), whole.generics.clone());
        let name = Some(variant.ident.clone());
        let model = Model { ident, vis, generics, attrs, fields, variant: name, first_rule: 0 };
        Self { ident: variant.ident, model, has_kind }
    }

    /// The only field of a tuple variant.
    pub fn wrapped(&self) -> Option<&Field> {
        self.model.fields.iter().find(|field| field.wrapped)
    }
}
