//! `select! { <Model> pattern => value, .. }`.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

use super::checks::{Judged, check, judge, report, rule};
use super::editor;
use super::init::{name_of, parse};
use crate::catalogue;
use crate::diag::{Diagnostics, Extent};
use crate::parse::pattern::{Pattern, parse_alternatives};
use crate::parse::rhs::{Kind, Rhs, is_expression, local_variable};
use crate::parse::tokens::{
    find_fat_arrow, is_optional, nests_too_deep, open_fragment, split_at_commas, stream, text, too_deep,
};

/// One rule: its value stands where an initializer would.
struct Choice {
    patterns: Vec<Pattern>,
    optional: bool,
    rhs: Rhs,
    value: TokenStream,
}

/// Expands the body of `select!`, which the wrapper in the core crate hands on as `[crate path] body`.
pub fn expand(input: TokenStream) -> TokenStream {
    if nests_too_deep(input.clone()) {
        return too_deep();
    }
    let mut diagnostics = Diagnostics::default();
    let Some((krate, model, body)) = diagnostics.take(parse(input, "select! { <Mlp> **.bias => 0.0, ** => 0.1 }"))
    else {
        return diagnostics.into_tokens();
    };
    let typed = split_at_commas(body);
    let editor = editor::of_patterns(&model, typed.iter().map(Vec::as_slice));
    let choices: Vec<Choice> = typed.iter().filter_map(|tokens| choice(tokens, &mut diagnostics)).collect();
    let judged: Vec<Judged<'_>> = choices
        .iter()
        .enumerate()
        .map(|(i, choice)| Judged {
            patterns: choice.patterns.clone(),
            rhs: &choice.rhs,
            optional: choice.optional,
            own: false,
            on_field: false,
            constant: format_ident!("__RULE_{i}"),
        })
        .collect();
    let tokens: Vec<TokenTree> = model.to_token_stream().into_iter().collect();
    let report = report(&name_of(&tokens), &quote!(<#model as __p::Initialize>::SCHEMA), &judged);
    let errors = diagnostics.into_tokens();
    let at = Extent::over(&tokens, Span::call_site());
    // A rule that could not be read may well be the one that covers what seems uncovered.
    let covered = errors.is_empty().then(|| check(quote!(__p::assert_selected), quote!(__SUBJECT, __REPORT), at));
    let checks = judge(&judged);
    let table = choices.iter().map(|choice| {
        let patterns = choice.patterns.iter().map(Pattern::tokens);
        let at = choice.patterns.first().map_or(choice.rhs.at.first, |pattern| pattern.at.first);
        rule(&quote!(#(#patterns),*), choice.optional, &quote!(__p::Action::Keep), &choice.rhs.text, at)
    });
    let values = choices.iter().map(|choice| &choice.value);
    quote!({
        use #krate::__private as __p;
        #editor
        #errors
        #report
        #checks
        #covered
        const __TABLE: &[__p::Rule] = &[#(#table),*];
        __p::Selection::<#model, _>::new(__TABLE, const { &[#(#values),*] })
    })
}

/// Reads one rule. `None` if it was reported as wrong.
fn choice(tokens: &[TokenTree], diagnostics: &mut Diagnostics) -> Option<Choice> {
    let at = Extent::over(tokens, Span::call_site());
    let Some(arrow) = find_fat_arrow(tokens) else {
        diagnostics
            .error(at, "expected `=>`\nhelp: a rule of a selection reads `pattern => value`, such as `**.bias => 0.0`");
        return None;
    };
    let optional = is_optional(tokens, arrow);
    let patterns = parse_alternatives(&tokens[..arrow - usize::from(optional)], at.first, diagnostics);
    let value = open_fragment(tokens[arrow + 2..].to_vec());
    let at = Extent::over(&value, tokens[arrow].span());
    if value.is_empty() {
        diagnostics.error(at, "expected a value after `=>`");
        return None;
    }
    if !is_expression(&value, diagnostics) || patterns.is_empty() {
        return None;
    }
    if let Some(local) = local(&value).filter(|name| !catalogue::is_ours(&name.to_string())) {
        let message = format!(
            "`{local}` is a local variable, and the values of a selection are constants\n\
             help: select by an enum, and `match` on it for the number; name a function by its path, `self::{local}`"
        );
        diagnostics.error(at, message);
        return None;
    }
    let rhs = Rhs { kind: Kind::Keep, text: text(&value), at };
    Some(Choice { patterns, optional, rhs, value: stream(&value) })
}

/// The local variable that a value is, bare or in braces.
fn local(value: &[TokenTree]) -> Option<Ident> {
    match value {
        [TokenTree::Ident(_)] => local_variable(value),
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
            local(&group.stream().into_iter().collect::<Vec<_>>())
        }
        _ => None,
    }
}
