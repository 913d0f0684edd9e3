//! Calls of our own initializers: which arguments they take.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::expression::{expression, is_expression, local_variable};
use super::{Argument, Head, Value, initializer};
use crate::catalogue::{self, Entry, FUNCTION, INIT};
use crate::diag::{Diagnostics, Extent};
use crate::parse::tokens::{is_punct, split_at_commas, stream, text};
use crate::suggest;

/// A call of an initializer of ours.
pub fn call(
    entry: &'static Entry,
    name: &Ident,
    args: TokenStream,
    at: Extent,
    whole: &[TokenTree],
    diagnostics: &mut Diagnostics,
) -> Option<Head> {
    let (mut positional, mut named) = (Vec::new(), Vec::<(Ident, Argument)>::new());
    let parts = split_at_commas(args);
    if let Some(message) = by_name(entry, &parts) {
        let mut keys = parts.iter().filter_map(|part| positional_key(entry, part)).map(|(key, _)| key.span());
        let first = keys.next().unwrap_or(at.first);
        diagnostics.error(Extent { first, last: keys.next_back().unwrap_or(first) }, message);
        return None;
    }
    let mut complete = true;
    for part in parts {
        let here = Extent::over(&part, at.last);
        if let [TokenTree::Ident(key), TokenTree::Punct(equals), value @ ..] = &part[..]
            && equals.as_char() == '='
            && !is_punct(value.first(), '=')
        {
            match named_argument(entry, key, value, &named, diagnostics) {
                Some(argument) => named.push((key.clone(), argument)),
                None => complete = false,
            }
            continue;
        }
        if let [TokenTree::Ident(key), TokenTree::Punct(colon), value @ ..] = &part[..]
            && colon.as_char() == ':'
            && !is_punct(value.first(), ':')
        {
            let help = if entry.named.iter().any(|name| key == name) {
                format!("write `{key} = {}`", text(value))
            } else {
                let usage = format!("{}({})", entry.name, entry.positional.join(", "));
                format!("what is required is given by position, such as `{usage}`, and options by `name = value`")
            };
            diagnostics.error(here, format!("expected a value, found `{key}:`\nhelp: {help}"));
            return None;
        }
        let Some(&argument) = entry.positional.get(positional.len()) else {
            diagnostics.error(here, too_many(entry, &text(&part)));
            return None;
        };
        match positional_argument(argument, &part, here, whole, diagnostics) {
            Some(argument) => positional.push(argument),
            None => return None,
        }
    }
    if positional.len() < entry.positional.len() {
        let missing = suggest::list(&entry.positional[positional.len()..]);
        let usage = format!("{}({})", entry.name, entry.positional.join(", "));
        let message = format!("`{}` needs {missing}\nhelp: write `{usage}`", entry.name);
        diagnostics.error(at, message);
        return None;
    }
    complete.then(|| Head::Call { name: name.clone(), positional, named })
}

/// An argument that is given by name, but is one of those that are given by position.
fn positional_key<'t>(entry: &Entry, part: &'t [TokenTree]) -> Option<(&'t Ident, &'t [TokenTree])> {
    match part {
        [TokenTree::Ident(key), TokenTree::Punct(equals), value @ ..]
            if equals.as_char() == '='
                && !is_punct(value.first(), '=')
                && entry.positional.iter().any(|name| key == name) =>
        {
            Some((key, value))
        }
        _ => None,
    }
}

/// What is wrong where such arguments are given by name, with the call as it should be.
fn by_name(entry: &Entry, parts: &[Vec<TokenTree>]) -> Option<String> {
    let given: Vec<_> = parts.iter().filter_map(|part| positional_key(entry, part)).collect();
    let keys: Vec<String> = given.iter().map(|(key, _)| format!("`{key}`")).collect();
    let keys = match &keys[..] {
        [] => return None,
        [only] => format!("{only} of `{}` is", entry.name),
        [rest @ .., last] => format!("{} and {last} of `{}` are", rest.join(", "), entry.name),
    };
    let named = |part: &&Vec<TokenTree>| is_punct(part.get(1), '=') && !is_punct(part.get(2), '=');
    let mut by_position = parts.iter().filter(|part| !named(part));
    let mut arguments: Vec<String> = Vec::new();
    for name in entry.positional {
        let value = given.iter().find(|(key, _)| key == name).map(|(_, value)| text(value));
        let value = value.or_else(|| by_position.next().map(|part| text(part)));
        arguments.push(value.unwrap_or_else(|| (*name).to_owned()));
    }
    let options = parts.iter().filter(named).filter(|part| positional_key(entry, part).is_none());
    arguments.extend(options.map(|part| text(part)));
    Some(format!("{keys} given by position\nhelp: write `{}({})`", entry.name, arguments.join(", ")))
}

fn too_many(entry: &Entry, written: &str) -> String {
    let name = entry.name;
    let takes = match entry.positional {
        [] => format!("`{name}` takes no argument by position"),
        names => format!("`{name}` takes {} by position and no more", suggest::list(names)),
    };
    match entry.named {
        [] if entry.positional.is_empty() => format!("{takes}\nhelp: write `{name}`"),
        [] => takes,
        [only] => format!("{takes}\nhelp: write `{only} = {written}`"),
        names => format!("{takes}\nhelp: name the argument: {}", suggest::list(names)),
    }
}

fn named_argument(
    entry: &Entry,
    key: &Ident,
    value: &[TokenTree],
    seen: &[(Ident, Argument)],
    diagnostics: &mut Diagnostics,
) -> Option<Argument> {
    let here = Extent::of(key.span());
    let written = key.to_string();
    let Some(&argument) = entry.named.iter().find(|name| written == **name) else {
        let message = if written == "nonlinearity" && entry.named.contains(&"gain") {
            format!(
                "`{}` takes no `nonlinearity`\nhelp: PyTorch's `nonlinearity` is `gain`, such as `gain = Relu`",
                entry.name
            )
        } else if entry.named.is_empty() {
            format!("`{}` takes no `{written}`\nhelp: it has no named arguments", entry.name)
        } else {
            format!("`{}` takes no `{written}`{}", entry.name, suggest::help(&written, entry.named))
        };
        diagnostics.error(here, message);
        return None;
    };
    if seen.iter().any(|(key, _)| *key == written) {
        diagnostics.error(here, format!("`{written}` is given twice"));
        return None;
    }
    let at = Extent::over(value, key.span());
    let values = catalogue::values_of(argument);
    if let [TokenTree::Literal(quoted)] = value
        && quoted.to_string().starts_with('"')
        && !values.is_empty()
    {
        let message = format!("`{argument}` is a name, not a string\nhelp: there are {}", suggest::list(values));
        diagnostics.error(at, message);
        return None;
    }
    if let [TokenTree::Ident(word), ..] = value
        && value.len() <= 2
        && !values.is_empty()
        && !values.iter().any(|known| word == known)
        && let Some(near) = suggest::nearest(&word.to_string(), values.iter().copied())
    {
        diagnostics.error(at, format!("unknown {argument} `{word}`\nhelp: did you mean `{near}`?"));
        return None;
    }
    expression(argument, value, at, diagnostics)
}

fn positional_argument(
    name: &'static str,
    tokens: &[TokenTree],
    at: Extent,
    whole: &[TokenTree],
    diagnostics: &mut Diagnostics,
) -> Option<Argument> {
    let value = match name {
        INIT => Value::Init(Box::new(initializer(tokens, at, diagnostics)?)),
        FUNCTION if !is_expression(tokens, diagnostics) => return None,
        FUNCTION => Value::Function(stream(tokens), text(tokens)),
        _ => {
            if let Some(local) = local_variable(tokens)
                && !diagnostics.in_attribute
            {
                let message = format!(
                    "`{local}` is a local variable, and this initializer is a constant\n\
                     help: write `{{ init::{} }}` to evaluate it at run time",
                    text(whole)
                );
                diagnostics.error(Extent::of(local.span()), message);
                return None;
            }
            return expression(name, tokens, at, diagnostics);
        }
    };
    Some(Argument { name, value, at })
}
