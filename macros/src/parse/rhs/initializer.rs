//! Initializers: our own calls, `mixture`, `gates`, and the user's expressions.

use paraminit_syntax::words::BETWEEN_RULES;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;

use super::call::call;
use super::elsewhere;
use super::expression::{argument, expression, listed_variable, local_variable};
use super::known::find;
use super::tree::{Argument, Head, Init, Site, Value};
use crate::catalogue::{ARRAY, FORMS, FUNCTION, INIT};
use crate::diag::Extent;
use crate::parse::text::text;
use crate::parse::tokens::{called, grouped, is_punct, keyed, open_fragment, split_at_arrow, split_at_commas, stream};

/// The help for the syntax of `gates`.
const GATES: &str = "list an initializer for each: `gates([orthogonal, orthogonal, xavier_uniform, zeros])`";

/// Parses an initializer.
pub fn initializer(tokens: &[TokenTree], at: Extent, site: Site) -> syn::Result<Init> {
    let tokens = &open_fragment(tokens.to_vec())[..];
    let head = match tokens {
        [] => return Err(at.error("expected an initializer")),
        [TokenTree::Ident(name), TokenTree::Group(arms)]
            if name == "mixture" && arms.delimiter() == Delimiter::Brace =>
        {
            Head::Mixture { name: name.clone(), arms: mixture(arms.stream(), at, site)? }
        }
        [TokenTree::Ident(name)] if name == "mixture" => {
            let help = "`mixture { 0.5 => zeros, 0.5 => normal(0.0, 1.0) }`";
            return Err(at.error(format_args!("`mixture` needs its parts\nhelp: {help}")));
        }
        [TokenTree::Ident(name)] if name == "gates" => {
            return Err(at.error(format_args!("`gates` needs its blocks\nhelp: {GATES}")));
        }
        [TokenTree::Ident(name)] => named(name, None, tokens, at, site)?,
        _ if let Some((name, args)) = called(tokens) => {
            if name == "gates" {
                gates(name, args, at, site)?
            } else {
                named(name, Some(args), tokens, at, site)?
            }
        }
        _ if split_at_arrow(tokens).is_some() => return Err(at.error(BETWEEN_RULES)),
        _ => Head::Opaque(stream(tokens)),
    };
    Ok(Init { head, at })
}

/// Reads a name, or a call if there are arguments.
fn named(name: &Ident, args: Option<TokenStream>, whole: &[TokenTree], at: Extent, site: Site) -> syn::Result<Head> {
    let is_bare = args.is_none();
    let args = args.unwrap_or_default();
    if let Some(entry) = find(&name.to_string()) {
        let positional = |argument, tokens: &[TokenTree], at| positional(argument, tokens, at, whole, site);
        return call(entry, name, args, at, site, &positional);
    }
    if is_bare && name == "torch" {
        return Err(at.error("there is no initializer `torch`\nhelp: did you mean `pytorch`?"));
    }
    if let Some(error) = elsewhere::refusal(name, args.clone()) {
        return Err(error);
    }
    let is_constant = name.to_string().starts_with(|c: char| c.is_uppercase() || c == '_');
    Ok(Head::Opaque(if is_bare && is_constant { quote!(#name) } else { foreign_call(name, args) }))
}

/// Returns a call of a function that is not ours. If it does not exist, the compiler reports that, and suggests one of
/// ours. A name of another system has its own message.
pub fn foreign_call(name: &Ident, args: TokenStream) -> TokenStream {
    let (mut positional, mut setters) = (Vec::new(), TokenStream::new());
    for part in split_at_commas(args) {
        if let Some((key, value)) = keyed(&part, '=') {
            let value = stream(value);
            setters.extend(quote!(.#key(#value)));
        } else {
            positional.push(stream(&part));
        }
    }
    let call = elsewhere::call(name, &positional).unwrap_or_else(|| quote!(#name(#(#positional),*)));
    quote!(#call #setters)
}

/// Reads a positional argument of the call `whole`.
fn positional(
    name: &'static str,
    tokens: &[TokenTree],
    at: Extent,
    whole: &[TokenTree],
    site: Site,
) -> syn::Result<Argument> {
    let value = match name {
        INIT => Value::Init(Box::new(initializer(tokens, at, site)?)),
        FUNCTION => {
            if called(whole).is_some_and(|(name, _)| name == "each")
                && let [TokenTree::Ident(name), ..] = tokens
                && (find(&name.to_string()).is_some() || FORMS.contains(&&*name.to_string()))
            {
                let written = text(tokens);
                return Err(at.error(format_args!(
                    "`each` takes a function of one copy\n\
                     help: `each(|p| init::{name}(..))`; where all copies get the same, write `{written}` alone"
                )));
            }
            Value::Function(expression(stream(tokens))?, text(tokens))
        }
        ARRAY => {
            if let Some(local) = local_variable(tokens).or_else(|| listed_variable(tokens)) {
                let computed = match site {
                    Site::Attribute => "",
                    _ => "; an array that the program computes comes from a map, by its path: `from(&map)`",
                };
                return Err(Extent::of(local.span()).error(format_args!(
                    "`{local}` is a variable, and `values` takes an array that the compiler knows\n\
                     help: make it a `const`{computed}"
                )));
            }
            return argument(name, tokens, at, site);
        }
        _ => {
            if let Some(local) = local_variable(tokens).filter(|_| site != Site::Attribute) {
                return Err(Extent::of(local.span()).error(format_args!(
                    "`{local}` is a local variable, and this initializer is a constant\n\
                     help: write `{{ init::{} }}` to evaluate it at run time",
                    text(whole)
                )));
            }
            return argument(name, tokens, at, site);
        }
    };
    Ok(Argument { name, value, at })
}

/// Reads the arms of `mixture { weight => initializer, .. }`.
fn mixture(arms: TokenStream, at: Extent, site: Site) -> syn::Result<Vec<(Argument, Init)>> {
    let arms = split_at_commas(arms).into_iter().map(|arm| {
        let here = Extent::over(&arm, at.last);
        let Some(arrow) = split_at_arrow(&arm).filter(|arrow| !arrow.optional) else {
            let help = "for example `0.25 => uniform(5.0, 10.0)`";
            return Err(here.error(format_args!("expected `weight => initializer`\nhelp: {help}")));
        };
        let weight = argument("weights", arrow.left, here, site)?;
        Ok((weight, initializer(arrow.right, Extent::over(arrow.right, here.last), site)?))
    });
    arms.collect()
}

/// Reads `gates([initializer, ..])`, with an initializer for each packed block, or `gates(ARRAY)`.
fn gates(name: &Ident, args: TokenStream, at: Extent, site: Site) -> syn::Result<Head> {
    let parts = split_at_commas(args);
    let [part] = &parts[..] else {
        return Err(at.error(format_args!("`gates` takes one list\nhelp: {GATES}")));
    };
    let here = Extent::over(part, at.last);
    if let Some(list) = grouped(part, Delimiter::Bracket) {
        let blocks = split_at_commas(list).into_iter().map(|block| {
            let here = Extent::over(&block, at.last);
            if let Some(end) = block.iter().position(|token| is_punct(Some(token), ';')) {
                return Err(here.error(format_args!(
                    "`gates` lists every block\nhelp: what all blocks get needs no `gates`: write `{}`",
                    text(&block[..end])
                )));
            }
            initializer(&block, here, site)
        });
        return Ok(Head::Gates { name: name.clone(), blocks: blocks.collect::<syn::Result<_>>()? });
    }
    if let [TokenTree::Ident(_), equals, ..] = &part[..]
        && is_punct(Some(equals), '=')
    {
        return Err(here.error(format_args!("`gates` has no options\nhelp: {GATES}")));
    }
    // This is a user's array.
    argument("blocks", part, here, site)?;
    let array = stream(part);
    Ok(Head::Opaque(quote!(#name(#array))))
}
