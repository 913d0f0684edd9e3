//! Calls of our own initializers, and their arguments.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::expression::{self, expression};
use super::known::values_of;
use super::tree::{Argument, Head, Site, Value};
use crate::catalogue::Entry;
use crate::diag::{Diagnostics, Extent};
use crate::parse::text::text;
use crate::parse::tokens::{is_quoted, keyed, split_at_commas, stream};
use crate::suggest;

/// A function that reads a positional argument from its name, its tokens and its extent.
type ReadPositional<'r> = &'r dyn Fn(&'static str, &[TokenTree], Extent) -> syn::Result<Argument>;

/// Reads a call of one of our initializers. It reports all wrong options.
pub fn call(
    entry: &'static Entry,
    name: &Ident,
    args: TokenStream,
    at: Extent,
    site: Site,
    read: ReadPositional<'_>,
) -> syn::Result<Head> {
    let parts = split_at_commas(args);
    if let Some(error) = required_by_name(entry, &parts) {
        return Err(error);
    }
    let (mut positional, mut named) = (Vec::new(), Vec::<(Ident, Argument)>::new());
    let mut diagnostics = Diagnostics::default();
    for part in &parts {
        if let Some((key, value)) = keyed(part, '=') {
            if let Ok(argument) = diagnostics.take(option(entry, key, value, &named, site)) {
                named.push((key.clone(), argument));
            }
            continue;
        }
        match by_position(entry, part, positional.len(), Extent::over(part, at.last), read) {
            Ok(argument) => positional.push(argument),
            Err(error) => return diagnostics.finish(Err(error)),
        }
    }
    let missing = entry.positional.get(positional.len()..).filter(|missing| !missing.is_empty());
    let missing = missing.map(|missing| {
        let (name, missing) = (entry.name, suggest::list(missing));
        at.error(format_args!("`{name}` needs {missing}\nhelp: write `{}`", usage(entry)))
    });
    diagnostics.finish(missing.map_or_else(|| Ok(Head::Call { name: name.clone(), positional, named }), Err))
}

/// Returns the call with its required arguments.
fn usage(entry: &Entry) -> String {
    format!("{}({})", entry.name, entry.positional.join(", "))
}

/// Returns the error for required arguments that are given by name, with the corrected call.
fn required_by_name(entry: &Entry, parts: &[Vec<TokenTree>]) -> Option<syn::Error> {
    let is_required = |key: &Ident| entry.positional.iter().any(|name| key == name);
    let options = || parts.iter().filter_map(|part| Some((part, keyed(part, '=')?)));
    let given: Vec<(&Ident, &[TokenTree])> =
        options().map(|(_, option)| option).filter(|it| is_required(it.0)).collect();
    let (first, last) = (given.first()?.0.span(), given.last()?.0.span());
    let keys: Vec<String> = given.iter().map(|(key, _)| format!("`{key}`")).collect();
    let keys = match &keys[..] {
        [only] => format!("{only} of `{}` is", entry.name),
        [rest @ .., last] => format!("{} and {last} of `{}` are", rest.join(", "), entry.name),
        [] => return None,
    };
    let mut by_position = parts.iter().filter(|part| keyed(part, '=').is_none());
    let mut arguments: Vec<String> = Vec::new();
    for name in entry.positional {
        let value = given.iter().find(|(key, _)| key == name).map(|(_, value)| text(value));
        let value = value.or_else(|| by_position.next().map(|part| text(part)));
        arguments.push(value.unwrap_or_else(|| (*name).to_owned()));
    }
    arguments.extend(options().filter(|(_, (key, _))| !is_required(key)).map(|(part, _)| text(part)));
    let call = format!("{}({})", entry.name, arguments.join(", "));
    Some(Extent { first, last }.error(format_args!("{keys} given by position\nhelp: write `{call}`")))
}

/// Reads the argument that stands after `position` others.
fn by_position(
    entry: &'static Entry,
    part: &[TokenTree],
    position: usize,
    at: Extent,
    read: ReadPositional<'_>,
) -> syn::Result<Argument> {
    if let Some((key, value)) = keyed(part, ':') {
        let help = if entry.named.iter().any(|name| key == name) {
            format!("write `{key} = {}`", text(value))
        } else {
            let usage = usage(entry);
            format!("what is required is given by position, such as `{usage}`, and options by `name = value`")
        };
        return Err(at.error(format_args!("expected a value, found `{key}:`\nhelp: {help}")));
    }
    match entry.positional.get(position) {
        Some(argument) => read(argument, part, at),
        None => Err(at.error(too_many(entry, &text(part)))),
    }
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
        [only] if written == *only => format!("{takes}\nhelp: write `{only} = ..`"),
        [only] => format!("{takes}\nhelp: write `{only} = {written}`"),
        names => format!("{takes}\nhelp: name the argument: {}", suggest::list(names)),
    }
}

/// Reads an optional argument, by name.
fn option(
    entry: &Entry,
    key: &Ident,
    value: &[TokenTree],
    seen: &[(Ident, Argument)],
    site: Site,
) -> syn::Result<Argument> {
    let (here, written) = (Extent::of(key.span()), key.to_string());
    let Some(&argument) = entry.named.iter().find(|name| written == **name) else {
        let help = if written == "nonlinearity" && entry.named.contains(&"gain") {
            "\nhelp: PyTorch's `nonlinearity` is `gain`, such as `gain = Relu`".to_owned()
        } else if entry.named.is_empty() {
            "\nhelp: it has no named arguments".to_owned()
        } else {
            suggest::help(&written, entry.named)
        };
        return Err(here.error(format_args!("`{}` takes no `{written}`{help}", entry.name)));
    };
    if seen.iter().any(|(key, _)| *key == written) {
        return Err(here.error(format_args!("`{written}` is given twice")));
    }
    let (at, values) = (Extent::over(value, key.span()), values_of(argument));
    if let [quoted] = value
        && is_quoted(quoted)
        && !values.is_empty()
    {
        let names = suggest::list(values);
        return Err(at.error(format_args!("`{argument}` is a name, not a string\nhelp: there are {names}")));
    }
    if argument == "gain"
        && let [TokenTree::Ident(of), TokenTree::Group(_)] = value
        && of == "of"
    {
        // It takes a function, which is no local variable, and whose body is no constant.
        return Ok(Argument { name: argument, value: Value::Expression(expression(stream(value))?), at });
    }
    if argument == "gain"
        && let [TokenTree::Ident(word)] = value
        && word.to_string().starts_with(char::is_lowercase)
    {
        let (what, of, or) = if word == "of" {
            ("`of` needs a function".to_owned(), "f".to_owned(), "")
        } else {
            let or = if site == Site::Attribute {
                "; a number stands in `Value(x)`"
            } else {
                "; for a number of the run, write the whole initializer in braces, `{ init::.. }`"
            };
            (format!("`{word}` is no gain, and no constant"), word.to_string(), or)
        };
        return Err(at.error(format_args!("{what}\nhelp: `gain = of({of})` is the gain of a function{or}")));
    }
    if let [TokenTree::Ident(word), ..] = value
        && value.len() <= 2
        && !values.iter().any(|known| word == known)
        && let Some(help) = instead(argument, &word.to_string(), values)
    {
        return Err(at.error(format_args!("unknown {argument} `{word}`\nhelp: {help}")));
    }
    expression::argument(argument, value, at, site)
}

/// What to write for a name that is none of the values, unless it may be a constant of the user's.
fn instead(argument: &str, word: &str, values: &[&str]) -> Option<String> {
    let near = suggest::nearest(word, values.iter().copied());
    if argument != "gain" {
        return near.map(|near| format!("did you mean `{near}`?"));
    }
    // What is called alike is another function, of another gain.
    let is_variant = word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
    (is_variant || near.is_some()).then(|| {
        let gains = values.iter().filter(|name| **name != "Value");
        let gains: Vec<&str> =
            gains.map(|name| if *name == "LeakyRelu" { "LeakyRelu(slope)" } else { *name }).collect();
        format!(
            "there are {}, `of(f)` for that of any function, and `Value(x)` for any other factor",
            suggest::list(&gains)
        )
    })
}
