//! The reader of an attribute's items, by a table of keys.

use proc_macro2::TokenTree;
use syn::Attribute;

use super::given::Given;
use super::item::{Item, items};
use crate::diag::{Diagnostics, Extent};
use crate::parse::rhs::{Site, find};
use crate::parse::rule::Rule;
use crate::parse::text::text;
use crate::parse::tokens::{called, children, is_punct, keyed, split_at_arrow, trees};
use crate::suggest;

/// A key, and the function that reads it into the attributes. The function can report further mistakes besides its
/// result.
pub type Key<A> = (&'static str, fn(&mut A, &Given<'_>, &mut Diagnostics) -> syn::Result<()>);

/// True if the table has a key of that name.
pub fn has<A>(keys: &[Key<A>], name: &str) -> bool {
    keys.iter().any(|(key, _)| *key == name)
}

/// Sets the value of a key.
pub fn set<T>(place: &mut Option<T>, value: syn::Result<T>) -> syn::Result<()> {
    *place = Some(value?);
    Ok(())
}

/// Sets a key that has no value.
pub fn flag(place: &mut bool, given: &Given<'_>) -> syn::Result<()> {
    *place = true;
    given.flag()
}

/// Reads all `#[init(..)]` attributes into `out`: keys by the table, and other items by `other`.
pub fn read<A>(
    attributes: &[Attribute],
    keys: &'static [Key<A>],
    out: &mut A,
    other: fn(&mut A, &Item, &mut Diagnostics),
    diagnostics: &mut Diagnostics,
) {
    let mut seen = Vec::new();
    for item in items(attributes, diagnostics) {
        if let [hash, TokenTree::Group(attribute), rest @ ..] = &item.tokens[..]
            && is_punct(Some(hash), '#')
        {
            let content = children(attribute);
            let help = match called(&content) {
                Some((name, predicate)) if name == "cfg" && !rest.is_empty() => {
                    let (predicate, rest) = (text(&trees(predicate)), text(rest));
                    format!("a condition stands around the whole: `#[cfg_attr({predicate}, init({rest}))]`")
                }
                _ => "remove it".to_owned(),
            };
            diagnostics.error(item.at, format_args!("no attribute can stand inside of `init`\nhelp: {help}"));
            continue;
        }
        let Some(key) = key(&item, keys) else {
            other(out, &item, diagnostics);
            continue;
        };
        let Ok(((name, read), given)) = diagnostics.take(key) else { continue };
        if seen.contains(name) {
            diagnostics.error(item.at, format_args!("`{name}` is given twice\nhelp: remove one of the two"));
            continue;
        }
        seen.push(*name);
        let result = read(out, &given, diagnostics);
        diagnostics.take(result).ok();
    }
}

/// Reads the item as a rule, and keeps it as it was typed, too.
pub fn rule(item: &Item, rules: &mut Vec<Rule>, typed: &mut Vec<Vec<TokenTree>>, diagnostics: &mut Diagnostics) {
    typed.push(item.tokens.clone());
    rules.extend(Rule::parse(&item.tokens, item.at.first, Site::Attribute, diagnostics));
}

/// Returns the key with the tokens after it, if the item is one of `keys` or looks like a key.
fn key<'t, A>(item: &'t Item, keys: &'static [Key<A>]) -> Option<syn::Result<(&'static Key<A>, Given<'t>)>> {
    let [TokenTree::Ident(word), rest @ ..] = &item.tokens[..] else { return None };
    let is_pattern = split_at_arrow(rest).is_some_and(|arrow| arrow.left.is_empty());
    if is_pattern {
        return None;
    }
    let written = word.to_string();
    if let Some((_, value)) = keyed(&item.tokens, ':') {
        let message = format!("expected `=>`\nhelp: a rule reads `{written} => {}`", text(value));
        return Some(Err(item.at.error(message)));
    }
    if let Some(key) = keys.iter().find(|(key, _)| written == *key) {
        return Some(Ok((key, Given { key: word, rest, at: item.at })));
    }
    let (_, value) = keyed(&item.tokens, '=')?;
    let help = help(&written, value, keys);
    Some(Err(Extent::of(word.span()).error(format_args!("unknown key `{written}`{help}"))))
}

/// Returns the help for an unknown key with this value.
fn help<A>(written: &str, value: &[TokenTree], keys: &[Key<A>]) -> String {
    let (on_field, bare) = (has(keys, "axes"), text(value));
    let is_ours = matches!(value.first(), Some(TokenTree::Ident(name)) if find(&name.to_string()).is_some());
    let help = match (is_ours, on_field) {
        (_, true) if written == "groups" => format!(
            "say it of the axis that runs over all groups: `axes = [{bare} * out, in, kernel]`, or \
             `[{bare} * in, out, kernel]` in a transposed convolution"
        ),
        (true, true) if written == "init" => format!("write the bare `{bare}`"),
        (true, false) if written == "init" => format!("for all parameters, write `** => {bare}`"),
        (true, true) => {
            format!("on an array, write the bare `{bare}`; on a part, a rule reads `{written} => {bare}`")
        }
        (true, false) => format!("a rule reads `{written} => {bare}`"),
        (false, _) => {
            let names: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
            return suggest::help(written, &names);
        }
    };
    format!("\nhelp: {help}")
}
