//! Rules as constant data.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::words::caller;
use crate::input::Model;
use crate::parse::pattern::Pattern;
use crate::parse::rhs::{Init, Kind};
use crate::parse::rule::Rule;
use crate::span::call;

/// The name of the constant for the initializer of a rule.
pub fn constant(number: usize) -> Ident {
    format_ident!("__RULE_{number}")
}

/// Returns all rules of the struct with the names of their constants. Those on fields come first, as they win.
pub fn numbered(model: &Model) -> impl Iterator<Item = (Ident, &Rule)> {
    let on_fields = model.visited().flat_map(|field| &field.attrs.rules);
    let rules = on_fields.chain(&model.attrs.rules).enumerate();
    rules.map(|(i, rule)| (constant(rule.rhs.like.unwrap_or(model.first_rule + i)), rule))
}

/// Returns the initializer of a rule, if a `const` item beside the impl can hold it.
pub fn shared<'m>(model: &Model, rule: &'m Rule) -> Option<&'m Init> {
    match &rule.rhs.kind {
        Kind::Const(init) if !model.mentions_generics(|| init.inline()) => Some(init),
        _ => None,
    }
}

/// Returns the data of an attribute's rule.
pub fn of_attribute(model: &Model, constant: &Ident, rule: &Rule) -> TokenStream {
    let patterns = if rule.patterns.is_empty() {
        quote!(__p::Pattern { segments: &[], text: "", rest: ::core::option::Option::None })
    } else {
        let patterns = rule.patterns.iter().map(Pattern::tokens);
        quote!(#(#patterns),*)
    };
    let action = match &rule.rhs.kind {
        Kind::Default => quote!(Default),
        // `rules(..)` was refused before, and an attribute has no values.
        Kind::Keep | Kind::Mounted { .. } | Kind::Value(_) => quote!(Keep),
        Kind::Block(block) | Kind::Made(block) => {
            let source = call(quote!(__p::source), block.clone(), rule.rhs.at);
            quote!(Make(|| #source))
        }
        Kind::Closure(closure) | Kind::Each(closure) => quote!(Each(#closure)),
        Kind::Const(init) => {
            let init = if shared(model, rule).is_some() { quote!(#constant) } else { init.inline() };
            quote!(Init(#init))
        }
    };
    data(&patterns, rule.optional, &action, &rule.rhs.text, rule.start())
}

/// Returns the data of a field's only rule, if that is a bare initializer that a constant holds: a short call, as there may be
/// hundreds.
pub fn of_bare(model: &Model, rules: &[(Ident, &Rule)]) -> Option<TokenStream> {
    let [(constant, rule)] = rules else { return None };
    if !rule.patterns.is_empty() || rule.optional || shared(model, rule).is_none() {
        return None;
    }
    let text = &rule.rhs.text;
    Some(quote_spanned!(rule.start()=> __p::Rule::bare(#constant, #text)))
}

/// Returns the data of a rule for rows, whose initializer is a constant.
pub fn of_rows(rule: &Rule) -> Option<TokenStream> {
    let Kind::Const(init) = &rule.rhs.kind else { return None };
    let (patterns, init) = (rule.patterns.iter().map(Pattern::tokens), init.inline());
    Some(data(&quote!(#(#patterns),*), false, &quote!(Init(#init)), &rule.rhs.text, rule.start()))
}

/// Returns the rule in the form of the core crate. `patterns` are expressions, `action` is a variant.
pub fn data(patterns: &TokenStream, optional: bool, action: &TokenStream, text: &str, at: Span) -> TokenStream {
    let location = caller(at);
    quote!(__p::Rule {
        patterns: &[#patterns],
        optional: #optional,
        action: __p::Action::#action,
        text: #text,
        location: __p::RulePlace::Code(#location),
    })
}
