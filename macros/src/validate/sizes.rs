//! Names in expressions that size a field: run-time sizes of the struct, constants, or mistakes.

use proc_macro2::{Ident, TokenStream, TokenTree};

use crate::diag::{Diagnostics, Extent};
use crate::parse::attr::{StructAttrs, bound};
use crate::parse::rhs;
use crate::parse::tokens::is_punct;
use crate::suggest;

/// Reports an expression that cannot be read, or the first name in it that is not known. `stand_in` then takes its place:
/// one report is enough, the compiler shall not look for the name as well.
pub fn judge(
    expression: &mut TokenStream,
    known: &[Ident],
    attrs: &StructAttrs,
    stand_in: &TokenStream,
    diagnostics: &mut Diagnostics,
) {
    let tokens: Vec<TokenTree> = expression.clone().into_iter().collect();
    // What follows `when` may be a pattern, and was read there.
    let pattern = matches!(tokens.first(), Some(TokenTree::Ident(word)) if word == "let");
    if !pattern && !rhs::is_expression(&tokens, diagnostics) {
        *expression = stand_in.clone();
    } else if let Some(name) = unknown(&tokens, known) {
        let read = tokens.iter().position(|token| matches!(token, TokenTree::Ident(ident) if *ident == name));
        let is_read = read.is_some_and(|i| is_punct(tokens.get(i + 1), '.'));
        diagnostics.error(Extent::of(name.span()), message(&name, is_read, attrs));
        *expression = stand_in.clone();
    }
}

/// The first name in a size that is neither a constant nor known.
pub fn unknown(tokens: &[TokenTree], known: &[Ident]) -> Option<Ident> {
    let own = bound(tokens);
    rhs::local_variable(&without(tokens, &|name| known.contains(name) || own.contains(name)))
}

fn without(tokens: &[TokenTree], known: &impl Fn(&Ident) -> bool) -> Vec<TokenTree> {
    let rest = tokens.iter().filter_map(|token| match token {
        TokenTree::Ident(name) if known(name) => None,
        TokenTree::Group(group) => {
            let inner = without(&group.stream().into_iter().collect::<Vec<_>>(), known);
            Some(proc_macro2::Group::new(group.delimiter(), inner.into_iter().collect()).into())
        }
        token => Some(token.clone()),
    });
    rest.collect()
}

fn message(name: &Ident, is_read: bool, attrs: &StructAttrs) -> String {
    let (written, item) = (name.to_string(), attrs.item());
    if attrs.config.is_some() {
        let help = if is_read {
            format!("in attributes the config is called `cfg`, so not `{written}.` but `cfg.`")
        } else {
            format!("if it is a field of the config, write `cfg.{written}`")
        };
        return format!("unknown size `{written}`\nhelp: {help}");
    }
    if written == "cfg" && is_read {
        return format!("the {item} has no config\nhelp: name its type on the {item}: `#[init(config = ..)]`");
    }
    let mut names: Vec<String> = attrs.sizes().iter().map(ToString::to_string).collect();
    if let Some(near) = suggest::nearest(&written, names.iter().map(|name| &**name)) {
        return format!("unknown size `{written}`\nhelp: did you mean `{near}`?");
    }
    names.push(written);
    format!("unknown size `{name}`\nhelp: declare it on the {item}: `#[init(dims({}))]`", names.join(", "))
}
