//! An array that is cut into parts: its schema, and the lengths that the model knows.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::schema::{is_constant, option, part};
use super::visit::{is_read, kept_value};
use crate::input::model::{Field, Model};
use crate::parse::attr::{PartSize, Parts};

/// The schema of the parts. They have `roles`, the axes, and `fans_of` from the array; `rule` is the bare initializer on the
/// array, which each part gets.
pub fn packed(
    model: &Model,
    field: &Field,
    roles: &TokenStream,
    fans_of: &TokenStream,
    rule: &TokenStream,
) -> TokenStream {
    let Some(cut) = &field.attrs.parts else { return option(None) };
    let (ty, axis) = (&field.ty, Literal::usize_suffixed(cut.axis));
    let (blocks_kept, required, part) = (field.keeps_blocks(), field.attrs.required, part(field));
    let parts = cut.entries.iter().map(|size| {
        // As an element of an array, so that a length of another type is reported once, as where the model is asked.
        let len = constant(size).map_or_else(|| option(None), |len| quote!(__p::length([#len])));
        let name = size.text();
        let shape = option(constant(size).and_then(|len| shape(model, field, cut, &len)));
        let location = option(
            (!model.attrs.library).then(|| quote_spanned!(size.name.span()=> ::core::panic::Location::caller())),
        );
        quote! {
            __p::SchemaField {
                name: __p::FieldName::Named(#name),
                key: ::core::option::Option::None,
                schema: &__p::Schema::part_of(<#ty as __p::Initialize>::SCHEMA, #axis, #len),
                shape: #shape,
                axes: #roles,
                blocks_kept: #blocks_kept,
                fans_of: #fans_of,
                packed: ::core::option::Option::None,
                part: #part,
                kind: ::core::option::Option::None,
                required: #required,
                rules: &[#rule],
                location: #location,
            }
        }
    });
    let sizes: Option<Vec<TokenStream>> = cut.entries.iter().map(constant).collect();
    let sizes = option(sizes.map(|sizes| quote!(&[#(#sizes),*])));
    option(Some(quote!(&__p::Packed { axis: #axis, parts: &[#(#parts),*], sizes: #sizes })))
}

/// The length of a part, where constant data can hold it.
fn constant(part: &PartSize) -> Option<TokenStream> {
    part.kept.is_empty().then(|| part.size.clone())
}

/// The shape of a part of this length, where that of the array is constant.
fn shape(model: &Model, field: &Field, cut: &Parts, len: &TokenStream) -> Option<TokenStream> {
    let shape = field.attrs.shape.as_ref().filter(|shape| is_constant(model, shape))?;
    let entries = shape.entries.iter().enumerate().map(|(i, entry)| if i == cut.axis { len } else { entry });
    Some(quote!(&[#(#entries),*]))
}

/// The name of the variable that holds the lengths.
pub fn sizes_name(field: &Field) -> Ident {
    format_ident!("__parts_{}", field.position)
}

/// The lengths of the parts of a field, from the model.
pub fn sizes(model: &Model, field: &Field) -> Option<TokenStream> {
    let cut = field.attrs.parts.as_ref()?;
    let (name, count) = (sizes_name(field), Literal::usize_suffixed(cut.entries.len()));
    let sizes = cut.entries.iter().map(|part| {
        // A config is read from where it is; what stands by itself is a number.
        let read = part.kept.iter().any(|kept| is_read(part.size.clone(), kept));
        let kept = part.kept.iter().map(|kept| {
            let value = kept_value(model, kept);
            if read {
                quote_spanned!(kept.span()=> let #kept = &#value;)
            } else {
                quote_spanned!(kept.span()=> let #kept = __p::part_len(#value);)
            }
        });
        let size = &part.size;
        let size = if read { quote!(__p::part_len(#size)) } else { size.clone() };
        quote!({ #(#kept)* #size })
    });
    Some(quote!(let #name: [usize; #count] = [#(#sizes),*];))
}
