//! The parser of a right-hand side, which finds its kind and refuses mistakes.

use paraminit_syntax::words::{RIGHT_SIDE, TIE};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::expression::{expression, local_variable};
use super::initializer::{foreign_call, initializer};
use super::known::is_ours;
use super::tree::{Head, Init, Kind, Rhs, Site};
use crate::catalogue::RUN_TIME;
use crate::diag::Extent;
use crate::parse::text::text;
use crate::parse::tokens::{children, grouped, is_punct, is_word, open_fragment, stream, trees};

/// Parses a right-hand side.
pub fn parse(tokens: &[TokenTree], nearby: Span, site: Site) -> syn::Result<Rhs> {
    let mut tokens = open_fragment(tokens.to_vec());
    if site == Site::Select {
        let at = Extent::over(&tokens, nearby);
        return Ok(Rhs { kind: value(&tokens, at)?, text: text(&tokens), at, like: None });
    }
    // `init!<zeros>` is a legal spelling of `zeros` in an attribute.
    if let [name, bang, open, inner @ .., close] = &tokens[..]
        && is_word(Some(name), "init")
        && [(bang, '!'), (open, '<'), (close, '>')].iter().all(|(token, c)| is_punct(Some(token), *c))
    {
        tokens = inner.to_vec();
    }
    let at = Extent::over(&tokens, nearby);
    let kind = kind(&tokens, at, site)?;
    match &kind {
        Kind::Const(Init { head: Head::Opaque(rust), .. })
        | Kind::Block(rust)
        | Kind::Made(rust)
        | Kind::Closure(rust)
        | Kind::Each(rust)
        | Kind::Mounted { set: rust, .. } => {
            expression(rust.clone())?;
        }
        Kind::Const(_) | Kind::Default | Kind::Keep | Kind::Value(_) => {}
    }
    Ok(Rhs { kind, text: text(&tokens), at, like: None })
}

fn kind(tokens: &[TokenTree], at: Extent, site: Site) -> syn::Result<Kind> {
    Ok(match tokens {
        [] => return Err(at.error(RIGHT_SIDE)),
        [TokenTree::Ident(word)] if word == "default" => Kind::Default,
        [TokenTree::Ident(word)] if word == "keep" => Kind::Keep,
        [TokenTree::Group(block)] if block.delimiter() == Delimiter::Brace => {
            let kind = if is_initializer(&children(block)) { Kind::Made } else { Kind::Block };
            kind(braced(block))
        }
        [bar, ..] if is_punct(Some(bar), '|') => Kind::Closure(stream(tokens)),
        [word, bar, ..] if is_word(Some(word), "move") && is_punct(Some(bar), '|') => Kind::Closure(stream(tokens)),
        [word, closure @ ..] if is_word(Some(word), "const") && is_punct(closure.first(), '|') => {
            Kind::Each(stream(closure))
        }
        [TokenTree::Ident(word)] | [TokenTree::Ident(word), TokenTree::Group(_)] if word == "tie" => {
            return Err(at.error(TIE));
        }
        [TokenTree::Ident(word), TokenTree::Group(args)]
            if word == "rules" && args.delimiter() == Delimiter::Parenthesis =>
        {
            mounted(&children(args), at, site)?
        }
        [TokenTree::Ident(word), TokenTree::Group(args), rest @ ..]
            if args.delimiter() == Delimiter::Parenthesis
                && RUN_TIME.iter().any(|name| word == name)
                && (rest.is_empty() || is_punct(rest.first(), '.')) =>
        {
            let (call, rest) = (foreign_call(word, args.stream()), stream(rest));
            let kind = if word == "load" || word == "from" { Kind::Block } else { Kind::Made };
            kind(quote!(__p::run_time::#call #rest))
        }
        _ => Kind::Const(initializer(tokens, at, site)?),
    })
}

/// Returns the value of a user's block. Lints do not apply to its braces, and errors about it stand on it.
fn braced(block: &Group) -> TokenStream {
    quote_spanned!(block.span()=> {
        #[allow(unused_braces)]
        let __value = #block;
        __value
    })
}

/// True for one of our initializers, written in plain Rust: `init::kaiming_normal().mode(FanOut)`.
fn is_initializer(tokens: &[TokenTree]) -> bool {
    let [module, colon, second, TokenTree::Ident(name), TokenTree::Group(_), rest @ ..] = tokens else { return false };
    let in_module = is_word(Some(module), "init") && [colon, second].iter().all(|token| is_punct(Some(token), ':'));
    let made = is_ours(&name.to_string()) || name == "custom" || name == "sample";
    in_module
        && made
        && rest
            .chunks(3)
            .all(|call| matches!(call, [dot, TokenTree::Ident(_), TokenTree::Group(_)] if is_punct(Some(dot), '.')))
}

/// Reads `rules(SET)`, from the content of the parentheses.
fn mounted(tokens: &[TokenTree], at: Extent, site: Site) -> syn::Result<Kind> {
    if site == Site::Attribute {
        return Err(at.error(
            "`rules(..)` stands in `init!`\nhelp: what an attribute says of a part stands on its field, rule by rule, or \
             on the part's own type",
        ));
    }
    if tokens.is_empty() {
        return Err(at.error(
            "`rules` needs a rule set\nhelp: `rules(BLOCK_RULES)`, of a `const BLOCK_RULES: Rules<'static, Block> = init! \
             { <Block> .. }`",
        ));
    }
    if let Some(local) = local_variable(tokens) {
        return Err(Extent::of(local.span()).error(format_args!(
            "`{local}` is a local variable, and a mounted rule set is a constant\n\
             help: make it one, `const BLOCK_RULES: Rules<'static, Block> = init! {{ <Block> .. }}`"
        )));
    }
    Ok(Kind::Mounted { set: stream(tokens), text: text(tokens) })
}

/// Reads a value of a selection.
fn value(tokens: &[TokenTree], at: Extent) -> syn::Result<Kind> {
    if tokens.is_empty() {
        return Err(at.error("expected a value after `=>`"));
    }
    let value = expression(stream(tokens))?;
    if let Some(local) = bare_local(tokens).filter(|name| !is_ours(&name.to_string())) {
        return Err(at.error(format_args!(
            "`{local}` is a local variable, and the values of a selection are constants\n\
             help: select by an enum, and `match` on it for the number; name a function by its path, `self::{local}`"
        )));
    }
    Ok(Kind::Value(value))
}

/// Returns the local variable, if the value is one, bare or in braces.
fn bare_local(value: &[TokenTree]) -> Option<Ident> {
    match grouped(value, Delimiter::Brace) {
        Some(inner) => bare_local(&trees(inner)),
        None if value.len() == 1 => local_variable(value).filter(|_| matches!(value, [TokenTree::Ident(_)])),
        None => None,
    }
}
