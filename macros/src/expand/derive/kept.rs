//! Expressions that read skipped fields, whose values only a model knows.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::expand::words::number;
use crate::input::{Field, Model};
use crate::parse::attr::Axis;
use crate::parse::names::is_read;

/// Returns statements that bind the skipped fields `kept` in an expression, and the expression as a number. `convert`
/// is the name of the conversion function.
fn asked(model: &Model, expression: &TokenStream, kept: &[Ident], convert: &str) -> (TokenStream, TokenStream) {
    // A config is read through its fields. A name that stands by itself is a number.
    let read = kept.iter().any(|kept| is_read(expression.clone(), kept));
    let bindings = kept.iter().map(|kept| {
        let (value, convert) = (model.kept_value(kept), format_ident!("{convert}", span = kept.span()));
        if read {
            quote_spanned!(kept.span()=> let #kept = &#value;)
        } else {
            quote_spanned!(kept.span()=> let #kept = __p::#convert(#value);)
        }
    });
    let convert = format_ident!("{convert}");
    let value = if read { quote!(__p::#convert(#expression)) } else { expression.clone() };
    (quote!(#(#bindings)*), value)
}

/// Returns an axis with this number of blocks.
pub fn axis(axis: &Axis, blocks: &TokenStream) -> TokenStream {
    let role = format_ident!("{}", axis.role);
    quote!(__p::Axis { role: __p::Role::#role, blocks: #blocks })
}

/// Returns the variable for the axes of a field whose blocks only a model knows.
pub fn axes_name(field: &Field) -> Option<Ident> {
    field.keeps_blocks().then(|| format_ident!("__axes_{}", field.position))
}

/// Returns the statement that sets this variable.
pub fn axes(model: &Model, field: &Field) -> Option<TokenStream> {
    let name = axes_name(field)?;
    let axes = field.attrs.axes.iter().flat_map(|(axes, _)| axes).map(|it| {
        let one = quote!(1);
        let (bindings, blocks) = asked(model, it.blocks.as_ref().unwrap_or(&one), &it.kept, "blocks");
        let axis = axis(it, &blocks);
        quote!({ #bindings #axis })
    });
    Some(quote!(let #name = [#(#axes),*];))
}

/// Returns the variable for the lengths of a field's slices.
pub fn lengths_name(field: &Field) -> Option<Ident> {
    field.attrs.split.as_ref().map(|_| format_ident!("__parts_{}", field.position))
}

/// Returns the statement that sets this variable.
pub fn lengths(model: &Model, field: &Field) -> Option<TokenStream> {
    let split = field.attrs.split.as_ref()?;
    let (name, count) = (lengths_name(field), number(split.slices.len()));
    let lengths = split.slices.iter().map(|slice| {
        let (bindings, length) = asked(model, &slice.size, &slice.kept, "part_len");
        quote!({ #bindings #length })
    });
    Some(quote!(let #name: [::core::primitive::usize; #count] = [#(#lengths),*];))
}
