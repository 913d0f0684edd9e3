//! The schema of an array that is split into slices. Each slice is a parameter.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::words::{location, number, option};
use crate::input::{Field, Model};
use crate::parse::attr::{List, Slice};

/// The properties that all slices inherit from the array.
pub struct Whole<'t> {
    pub axes: &'t TokenStream,
    pub fans_of: &'t TokenStream,
    pub role: &'t TokenStream,
    /// The bare initializer on the array, which applies to each slice.
    pub rule: &'t TokenStream,
    /// The shape of the array, if constant data can hold it.
    pub shape: Option<&'t List>,
}

/// Returns the schema of the slices, if the field is split.
pub fn split(model: &Model, field: &Field, whole: &Whole<'_>) -> Option<TokenStream> {
    let split = field.attrs.split.as_ref()?;
    let Whole { axes, fans_of, role, rule, shape } = whole;
    let ((ty, by), axis) = (field.declared(), number(split.axis));
    let (blocks_kept, required) = (field.keeps_blocks(), field.attrs.required);
    let slices = split.slices.iter().map(|slice| {
        let name = slice.text();
        // The length is an element of an array, so that a length of another type is reported once, as in a visit.
        let len = constant(slice).map_or_else(|| option(None), |len| quote!(__p::length([#len])));
        let shape = option(shape.zip(constant(slice)).map(|(shape, len)| {
            let entries = shape.entries.iter().enumerate();
            let entries = entries.map(|(i, entry)| if i == split.axis { len } else { entry });
            quote!(&[#(#entries),*])
        }));
        let location = option(location(model, slice.name.span()));
        quote! {
            __p::SchemaField {
                name: __p::FieldName::Named(#name),
                key: ::core::option::Option::None,
                schema: &__p::Schema::part_of(<#ty as #by>::SCHEMA, #axis, #len),
                shape: #shape,
                axes: #axes,
                blocks_kept: #blocks_kept,
                fans_of: #fans_of,
                packed: ::core::option::Option::None,
                part: #role,
                kind: ::core::option::Option::None,
                required: #required,
                fixed: false,
                buffer: false,
                rules: &[#rule],
                rows: &[],
                location: #location,
            }
        }
    });
    let sizes: Option<Vec<_>> = split.slices.iter().map(constant).collect();
    let sizes = option(sizes.map(|sizes| quote!(&[#(#sizes),*])));
    Some(quote!(&__p::Packed { axis: #axis, parts: &[#(#slices),*], sizes: #sizes }))
}

/// The length of a slice, if constant data can hold it.
fn constant(slice: &Slice) -> Option<&TokenStream> {
    slice.kept.is_empty().then_some(&slice.size)
}
