//! Arguments that are plain Rust, as far as a macro can check them.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::tree::{Argument, Site, Value};
use crate::diag::Extent;
use crate::parse::tokens::{children, is_punct, stream};

/// Returns the tokens, if they are an expression.
pub fn expression(tokens: TokenStream) -> syn::Result<TokenStream> {
    let Err(error) = syn::parse2::<syn::Expr>(tokens.clone()) else { return Ok(tokens) };
    // This error means that an expression ended, and something follows it.
    let goes_on = error.to_string() == "unexpected token";
    Err(if goes_on { syn::Error::new(error.span(), "expected `,` before this") } else { error })
}

/// Reads an argument of a constant initializer.
pub fn argument(name: &'static str, tokens: &[TokenTree], at: Extent, site: Site) -> syn::Result<Argument> {
    if tokens.is_empty() {
        return Err(at.error("expected a value"));
    }
    let in_attribute = site == Site::Attribute;
    if let Some(local) = local_variable(tokens) {
        let message = if in_attribute {
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
        return Err(Extent::of(local.span()).error(message));
    }
    if let Some(method) = run_time_method(tokens) {
        let help = if method == "sqrt" || method == "ln" {
            &*format!("write `{method}(x)` for `x.{method}()`: ours works in constants")
        } else if in_attribute {
            "write `|p| init::..` to evaluate it at run time"
        } else {
            "write the whole initializer in braces, `{ init::.. }`, to evaluate it at run time"
        };
        let message = format!("`{method}` cannot be called in a constant\nhelp: {help}");
        return Err(Extent::of(method.span()).error(message));
    }
    Ok(Argument { name, value: Value::Expression(expression(stream(tokens))?), at })
}

/// The first such name among the elements of an array.
pub fn listed_variable(tokens: &[TokenTree]) -> Option<Ident> {
    tokens.iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            let inner = children(group);
            local_variable(&inner).or_else(|| listed_variable(&inner))
        }
        _ => None,
    })
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

/// Returns the first name in an expression that can only be a local variable: lower-case, alone, not called.
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
            // A name after `..` ends a range.
            let member = is_punct(before, '.') && !(i > 1 && is_punct(Some(&tokens[i - 2]), '.'));
            let path = is_punct(before, ':') || is_punct(after, ':') || member || is_punct(after, '!');
            let lower = name.starts_with(|c: char| c.is_lowercase());
            (lower && !called && !path && !NOT_LOCAL.contains(&&*name)).then(|| ident.clone())
        }
        // The arguments of a macro can be anything.
        TokenTree::Group(_) if is_punct(i.checked_sub(1).map(|i| &tokens[i]), '!') => None,
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => local_variable(&children(group)),
        _ => None,
    })
}
