//! Rules with the same initializer: one constant is enough for them.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream, TokenTree};

use crate::input::{Derived, Field, Model};
use crate::parse::rhs::{Head, Init, Kind, Value};
use crate::parse::rule::Rule;
use crate::parse::tokens::is_punct;

/// Notes in each rule the first one with the same initializer. The rules of all variants are numbered together.
pub fn find(derived: &mut Derived) {
    let mut known = HashMap::new();
    for variant in derived.variants.iter_mut().flatten() {
        of_model(&mut variant.model, &mut known);
    }
    of_model(&mut derived.model, &mut known);
}

fn of_model(model: &mut Model, known: &mut HashMap<String, usize>) {
    let visited = model.fields.iter_mut().filter(|field| field.attrs.skip.is_none());
    let on_fields = visited.flat_map(|Field { attrs, .. }| &mut attrs.rules);
    for (number, rule) in (model.first_rule..).zip(on_fields.chain(&mut model.attrs.rules)) {
        if is_plain(rule) {
            let first = *known.entry(rule.rhs.text.clone()).or_insert(number);
            rule.rhs.like = Some(first).filter(|&first| first < number);
        }
    }
}

/// True if the initializer is one of ours, and has numbers only. What else stands there may be wrong in a way that the
/// compiler reports in the constant.
fn is_plain(rule: &Rule) -> bool {
    let Kind::Const(Init { head: Head::Call { positional, named, .. }, .. }) = &rule.rhs.kind else { return false };
    let mut arguments = positional.iter().chain(named.iter().map(|(_, argument)| argument));
    arguments.all(|argument| matches!(&argument.value, Value::Expression(value) if is_number(value.clone())))
}

fn is_number(value: TokenStream) -> bool {
    let mut tokens = value.into_iter().peekable();
    if is_punct(tokens.peek(), '-') {
        tokens.next();
    }
    matches!((tokens.next(), tokens.next()), (Some(TokenTree::Literal(literal)), None) if is_float(&literal))
}

fn is_float(literal: &Literal) -> bool {
    let text = literal.to_string();
    text.starts_with(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok() && text.contains('.')
}
