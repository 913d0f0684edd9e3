//! `#[init(..)]`: what it may hold, on a struct and on a field.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::{Attribute, Meta};

use crate::catalogue;
use crate::diag::{Diagnostics, Extent};
use crate::rhs;
use crate::rule::Rule;
use crate::suggest;
use crate::tokens::{find_fat_arrow, is_punct, split_at_commas, stream, text};

/// The attributes of a struct.
#[derive(Default)]
pub struct StructAttrs {
    pub krate: Option<TokenStream>,
    pub kind: Option<String>,
    /// A layer in a library: messages shall point at the user's field that holds it.
    pub library: bool,
    /// Names of the run-time sizes.
    pub dims: Option<Vec<Ident>>,
    pub rules: Vec<Rule>,
    /// The rules as they were typed, readable or not.
    pub typed: Vec<Vec<TokenTree>>,
}

/// The attributes of a field.
#[derive(Default)]
pub struct FieldAttrs {
    pub shape: Option<List>,
    pub axes: Option<(Vec<Axis>, Extent)>,
    pub fans_of: Option<(String, Extent)>,
    pub part: Option<String>,
    pub kind: Option<String>,
    pub dims: Option<Dims>,
    pub len: Option<List>,
    pub skip: Option<Skip>,
    pub required: bool,
    pub key: Option<String>,
    /// Rules; a bare initializer is a rule without patterns.
    pub rules: Vec<Rule>,
    /// The rules as they were typed, readable or not.
    pub typed: Vec<Vec<TokenTree>>,
}

/// `[a, b]`
pub struct List {
    pub entries: Vec<TokenStream>,
    pub at: Extent,
}

/// One entry of `axes`.
pub struct Axis {
    pub role: &'static str,
    /// `3` of `3 * out`.
    pub blocks: Option<TokenStream>,
}

/// What a skipped field gets.
pub enum Skip {
    Default,
    Value(TokenStream),
}

/// The sizes of a nested model.
pub enum Dims {
    /// `dims { a, b: expr }`
    Named(TokenStream, Extent),
    /// `dims = expr`
    Expression(TokenStream),
}

const STRUCT_KEYS: &[&str] = &["crate", "dims", "kind", "library"];
const FIELD_KEYS: &[&str] = &["axes", "dims", "fans_of", "key", "kind", "len", "part", "required", "shape", "skip"];
const ROLES: &[(&str, &str)] = &[("out", "Out"), ("in", "In"), ("kernel", "Kernel"), ("batch", "Batch")];
const PARTS: &[(&str, &str)] = &[("weight", "Weight"), ("bias", "Bias")];

/// One item of an attribute.
struct Item {
    tokens: Vec<TokenTree>,
    at: Extent,
}

impl Item {
    /// The key and what follows it, if the item is one of `keys` or looks like a key.
    fn key<'k>(&self, keys: &[&'k str], diagnostics: &mut Diagnostics) -> Option<Result<(&'k str, &[TokenTree]), ()>> {
        let [TokenTree::Ident(word), rest @ ..] = &self.tokens[..] else {
            return None;
        };
        if find_fat_arrow(rest) == Some(0) {
            return None;
        }
        let written = word.to_string();
        if is_punct(rest.first(), ':') && !is_punct(rest.get(1), ':') {
            let message = format!("expected `=>`\nhelp: a rule reads `{written} => {}`", text(&rest[1..]));
            diagnostics.error(self.at, message);
            return Some(Err(()));
        }
        let assigns = is_punct(rest.first(), '=') && !is_punct(rest.get(1), '=');
        if let Some(key) = keys.iter().find(|key| written == **key) {
            return Some(Ok((key, rest)));
        }
        if !assigns {
            return None;
        }
        let help = match rest.get(1) {
            Some(TokenTree::Ident(value)) if catalogue::find(&value.to_string()).is_some() => {
                format!("\nhelp: a rule reads `{written} => {}`", text(&rest[1..]))
            }
            _ => suggest::help(&written, keys),
        };
        diagnostics.error(Extent::of(word.span()), format!("unknown key `{written}`{help}"));
        Some(Err(()))
    }
}

/// The items of all `#[init(..)]` attributes.
fn items(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> Vec<Item> {
    let mut items = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("init")) {
        match &attribute.meta {
            Meta::List(list) => {
                for tokens in split_at_commas(list.tokens.clone()) {
                    let at = Extent::over(&tokens, Span::call_site());
                    if tokens.is_empty() {
                        diagnostics.add(syn::Error::new_spanned(list, "expected something between the commas"));
                    } else {
                        items.push(Item { tokens, at });
                    }
                }
            }
            other => diagnostics.add(syn::Error::new_spanned(
                other,
                "expected a list\nhelp: write `#[init(..)]`, such as `#[init(zeros)]`",
            )),
        }
    }
    items
}

/// Reads the attributes of a struct.
pub fn of_struct(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> StructAttrs {
    let mut out = StructAttrs::default();
    let mut seen = Vec::new();
    for item in items(attributes, diagnostics) {
        match item.key(STRUCT_KEYS, diagnostics) {
            Some(Err(())) => {}
            Some(Ok((key, rest))) => {
                let again = duplicate(&mut seen, key, item.at, diagnostics);
                match key {
                    "crate" if !again => out.krate = value(key, rest, item.at, diagnostics),
                    "library" if !again => out.library = flag(key, rest, item.at, diagnostics),
                    "kind" if !again => out.kind = name(key, rest, item.at, diagnostics),
                    "dims" if !again => out.dims = dim_names(rest, item.at, diagnostics),
                    _ => {}
                }
            }
            None if find_fat_arrow(&item.tokens).is_some() => {
                out.typed.push(item.tokens.clone());
                out.rules.extend(Rule::parse(&item.tokens, item.at.first, diagnostics));
            }
            None => {
                let written = text(&item.tokens);
                let help = if FIELD_KEYS.contains(&&*written) {
                    format!("`{written}` stands on a field")
                } else {
                    format!("for all parameters of the struct, write `** => {written}`")
                };
                diagnostics.error(item.at, format!("expected a rule on a struct\nhelp: {help}"));
            }
        }
    }
    out
}

/// Reads the attributes of a field.
pub fn of_field(attributes: &[Attribute], diagnostics: &mut Diagnostics) -> FieldAttrs {
    let mut out = FieldAttrs::default();
    let mut seen = Vec::new();
    for item in items(attributes, diagnostics) {
        match item.key(FIELD_KEYS, diagnostics) {
            Some(Err(())) => {}
            Some(Ok((key, rest))) => {
                if !duplicate(&mut seen, key, item.at, diagnostics) {
                    field_key(&mut out, key, rest, item.at, diagnostics);
                }
            }
            None if find_fat_arrow(&item.tokens).is_some() && !is_mixture(&item.tokens) => {
                out.typed.push(item.tokens.clone());
                out.rules.extend(Rule::parse(&item.tokens, item.at.first, diagnostics));
            }
            None => {
                out.typed.push(item.tokens.clone());
                if let Some(rhs) = rhs::parse(&item.tokens, item.at.first, diagnostics) {
                    if out.rules.iter().any(|rule| rule.patterns.is_empty()) {
                        diagnostics.error(item.at, "the field has an initializer already\nhelp: remove one of the two");
                    } else {
                        out.rules.push(Rule { patterns: Vec::new(), rhs });
                    }
                }
            }
        }
    }
    out
}

fn is_mixture(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [TokenTree::Ident(word), TokenTree::Group(_)] if word == "mixture")
}

fn duplicate(seen: &mut Vec<&'static str>, key: &str, at: Extent, diagnostics: &mut Diagnostics) -> bool {
    let known = STRUCT_KEYS.iter().chain(FIELD_KEYS).find(|known| **known == key);
    let again = seen.contains(&key);
    if again {
        diagnostics.error(at, format!("`{key}` is given twice\nhelp: remove one of the two"));
    }
    seen.extend(known);
    again
}

fn field_key(out: &mut FieldAttrs, key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) {
    match key {
        "shape" => out.shape = list(key, rest, at, diagnostics),
        "axes" => {
            if let Some(list) = list(key, rest, at, diagnostics) {
                let axes = list.entries.into_iter().map(|entry| axis(entry, list.at, diagnostics)).collect();
                out.axes = Some((axes, list.at));
            }
        }
        "fans_of" => {
            out.fans_of = value(key, rest, at, diagnostics).map(|value| {
                let tokens: Vec<TokenTree> = value.into_iter().collect();
                let name = tokens.iter().map(unraw).collect::<String>();
                (name, Extent::over(&tokens, at.last))
            });
        }
        "part" => {
            if let Some(part) = name(key, rest, at, diagnostics) {
                if let Some((_, variant)) = PARTS.iter().find(|(written, _)| part == *written) {
                    out.part = Some((*variant).to_owned());
                } else {
                    let known: Vec<&str> = PARTS.iter().map(|(written, _)| *written).collect();
                    diagnostics.error(at, format!("unknown part `{part}`{}", suggest::help(&part, &known)));
                }
            }
        }
        "kind" => out.kind = name(key, rest, at, diagnostics),
        "dims" => {
            out.dims = match rest {
                [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
                    Some(Dims::Named(group.stream(), at))
                }
                _ if is_punct(rest.first(), '=') => value(key, rest, at, diagnostics).map(Dims::Expression),
                _ => {
                    let message = "expected the sizes of the field's type\nhelp: `dims { d_model, d_ff: 4 * d_model }` or `dims = expression`";
                    diagnostics.error(at, message);
                    None
                }
            }
        }
        "len" => {
            out.len = match rest {
                [_, TokenTree::Group(group)] if group.delimiter() == Delimiter::Bracket => {
                    list(key, rest, at, diagnostics)
                }
                _ => value(key, rest, at, diagnostics).map(|entry| List { entries: vec![entry], at }),
            }
        }
        "skip" => match rest {
            [] => out.skip = Some(Skip::Default),
            _ => out.skip = value(key, rest, at, diagnostics).map(Skip::Value),
        },
        "required" => out.required = flag(key, rest, at, diagnostics),
        "key" => {
            if let Some(value) = value(key, rest, at, diagnostics) {
                match syn::parse2::<syn::LitStr>(value) {
                    Ok(text) if !text.value().is_empty() => out.key = Some(text.value()),
                    _ => diagnostics.error(at, "expected a name in quotes\nhelp: `key = \"old_name\"`"),
                }
            }
        }
        _ => {}
    }
}

/// A key without a value.
fn flag(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> bool {
    if !rest.is_empty() {
        diagnostics.error(at, format!("`{key}` takes no value\nhelp: write `{key}`"));
    }
    true
}

/// What stands behind `=`.
fn value(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<TokenStream> {
    match rest {
        [TokenTree::Punct(equals), value @ ..] if equals.as_char() == '=' && !value.is_empty() => {
            let keyword = matches!(value, [TokenTree::Ident(_)]);
            (keyword || rhs::is_expression(value, diagnostics)).then(|| stream(value))
        }
        _ => {
            diagnostics.error(at, format!("`{key}` needs a value\nhelp: write `{key} = ..`"));
            None
        }
    }
}

fn name(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<String> {
    let value = value(key, rest, at, diagnostics)?;
    if let Ok(name) = syn::parse::Parser::parse2(Ident::parse_any, value) {
        Some(name.unraw().to_string())
    } else {
        diagnostics.error(at, format!("`{key}` needs a plain name"));
        None
    }
}

fn list(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<List> {
    match rest {
        [TokenTree::Punct(equals), TokenTree::Group(group)]
            if equals.as_char() == '=' && group.delimiter() == Delimiter::Bracket =>
        {
            let entries = split_at_commas(group.stream()).iter().map(|entry| stream(entry)).collect();
            Some(List { entries, at: Extent::of(group.span()) })
        }
        _ => {
            diagnostics.error(at, format!("`{key}` needs a list\nhelp: write `{key} = [.., ..]`"));
            None
        }
    }
}

/// One axis. What cannot be read is reported and stands in as `out`, so that it counts as declared.
fn axis(entry: TokenStream, at: Extent, diagnostics: &mut Diagnostics) -> Axis {
    let tokens: Vec<TokenTree> = entry.into_iter().collect();
    let at = Extent::over(&tokens, at.first);
    let unread = Axis { role: "Out", blocks: None };
    let Some((TokenTree::Ident(role), before)) = tokens.split_last() else {
        diagnostics.error(at, "expected the role of an axis: `out`, `in`, `kernel` or `batch`");
        return unread;
    };
    let written = role.to_string();
    let Some((_, variant)) = ROLES.iter().find(|(name, _)| written == *name) else {
        let known: Vec<&str> = ROLES.iter().map(|(name, _)| *name).collect();
        let message = format!("unknown axis role `{written}`{}", suggest::help(&written, &known));
        diagnostics.error(Extent::of(role.span()), message);
        return unread;
    };
    let blocks = match before {
        [] => None,
        [blocks @ .., TokenTree::Punct(times)] if times.as_char() == '*' && !blocks.is_empty() => Some(stream(blocks)),
        _ => {
            let message = format!("expected `{written}` or `blocks * {written}`, such as `3 * {written}`");
            diagnostics.error(at, message);
            return unread;
        }
    };
    Axis { role: variant, blocks }
}

fn dim_names(rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<Vec<Ident>> {
    let [TokenTree::Group(group)] = rest else {
        diagnostics.error(at, "expected names of sizes\nhelp: `dims(d_model, d_ff)`");
        return None;
    };
    let mut names: Vec<Ident> = Vec::new();
    for entry in split_at_commas(group.stream()) {
        let here = Extent::over(&entry, at.last);
        match &entry[..] {
            [TokenTree::Ident(name)] if names.contains(name) => {
                diagnostics.error(here, format!("`{name}` is named twice\nhelp: remove one of the two"));
            }
            [TokenTree::Ident(name)] => names.push(name.clone()),
            _ => diagnostics.error(here, "expected the name of a size"),
        }
    }
    Some(names)
}

fn unraw(token: &TokenTree) -> String {
    match token {
        TokenTree::Ident(ident) => ident.unraw().to_string(),
        other => other.to_string(),
    }
}
