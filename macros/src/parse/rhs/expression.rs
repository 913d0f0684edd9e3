//! Arguments that are plain Rust, as far as a macro can judge them.

use proc_macro2::{Delimiter, Ident, TokenTree};

use super::{Argument, Value};
use crate::diag::{Diagnostics, Extent};
use crate::parse::tokens::{is_punct, stream};

/// An argument of a constant initializer.
pub fn expression(
    name: &'static str,
    tokens: &[TokenTree],
    at: Extent,
    diagnostics: &mut Diagnostics,
) -> Option<Argument> {
    if tokens.is_empty() {
        diagnostics.error(at, "expected a value");
        return None;
    }
    if let Some(local) = local_variable(tokens) {
        let message = if diagnostics.in_attribute {
            format!(
                "`{local}` is not known here: an attribute's initializer is a constant\n\
                 help: write `|p| init::..` and ask `p`, such as `p.shape()[0]` or `p.fan_in()`, or give it in the \
                 rules of a run: `init! {{ .. => {{ init::.. }} }}`"
            )
        } else {
            format!(
                "`{local}` is a local variable, and this initializer is a constant\n\
                 help: write the whole initializer in braces, `{{ init::.. }}`, to evaluate it at run time"
            )
        };
        diagnostics.error(Extent::of(local.span()), message);
        return None;
    }
    if let Some(method) = run_time_method(tokens) {
        let help = if method == "sqrt" {
            "write `sqrt(x)` for `x.sqrt()`: ours works in constants"
        } else if diagnostics.in_attribute {
            "write `|p| init::..` to evaluate it at run time"
        } else {
            "write the whole initializer in braces, `{ init::.. }`, to evaluate it at run time"
        };
        let message = format!("`{method}` cannot be called in a constant\nhelp: {help}");
        diagnostics.error(Extent::of(method.span()), message);
        return None;
    }
    if !is_expression(tokens, diagnostics) {
        return None;
    }
    Some(Argument { name, value: Value::Expression(stream(tokens)), at })
}

/// Whether the tokens are an expression; if not, that is reported.
pub fn is_expression(tokens: &[TokenTree], diagnostics: &mut Diagnostics) -> bool {
    let parsed = syn::parse2::<syn::Expr>(stream(tokens)).map_err(|error| match error.to_string().as_str() {
        // An expression ended, and something follows it.
        "unexpected token" => syn::Error::new(error.span(), "expected `,` before this"),
        _ => error,
    });
    diagnostics.take(parsed).is_some()
}

/// A method of floats that constants cannot call.
fn run_time_method(tokens: &[TokenTree]) -> Option<Ident> {
    const METHODS: &[&str] =
        &["sqrt", "cbrt", "powi", "powf", "exp", "ln", "log", "log2", "log10", "sin", "cos", "tanh"];
    tokens.windows(3).find_map(|window| match window {
        [TokenTree::Punct(dot), TokenTree::Ident(method), TokenTree::Group(_)]
            if dot.as_char() == '.' && METHODS.iter().any(|known| method == known) =>
        {
            Some(method.clone())
        }
        _ => None,
    })
}

/// The first name in an expression that can only be a local variable: lower-case, alone, not called.
pub fn local_variable(tokens: &[TokenTree]) -> Option<Ident> {
    const NOT_LOCAL: &[&str] = &[
        "as", "char", "bool", "true", "false", "if", "else", "match", "self", "crate", "super", "f32", "f64", "usize",
        "u8", "u16", "u32", "u64", "u128", "i8", "i16", "i32", "i64", "i128", "isize", "const", "let", "unsafe",
        "move", "mut", "ref", "return", "loop", "while", "for", "in", "break", "dyn",
    ];
    tokens.iter().enumerate().find_map(|(i, token)| match token {
        TokenTree::Ident(ident) => {
            let name = ident.to_string();
            let before = i.checked_sub(1).map(|i| &tokens[i]);
            let after = tokens.get(i + 1);
            let called = matches!(after, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
            // What follows `..` ends a range.
            let member = is_punct(before, '.') && !(i > 1 && is_punct(Some(&tokens[i - 2]), '.'));
            let path = is_punct(before, ':') || is_punct(after, ':') || member || is_punct(after, '!');
            let lower = name.starts_with(|c: char| c.is_lowercase());
            (lower && !called && !path && !NOT_LOCAL.contains(&&*name)).then(|| ident.clone())
        }
        // The arguments of a macro may be anything.
        TokenTree::Group(_) if is_punct(i.checked_sub(1).map(|i| &tokens[i]), '!') => None,
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            local_variable(&group.stream().into_iter().collect::<Vec<_>>())
        }
        _ => None,
    })
}
