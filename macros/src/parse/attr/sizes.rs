//! Sizes of fields: in a list, from a config, by index of an element, or under a condition.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::Type;

use super::given::Given;
use crate::diag::{Diagnostics, Extent};
use crate::parse::names::{bound, escaped, is_keyword};
use crate::parse::rhs::expression;
use crate::parse::tokens::{grouped, is_punct, is_word, split_at_commas, stream};

/// `config = GptConfig`
#[derive(Clone)]
pub struct Config {
    /// `cfg`, with the span of the key, so that expressions in the attributes find it.
    pub name: Ident,
    pub ty: Type,
}

/// `when = expr`, `when = let pattern = expr`
pub struct When {
    /// The tokens after `if`.
    pub condition: TokenStream,
    /// The names that a pattern binds.
    pub names: Vec<Ident>,
    pub at: Extent,
}

/// The parameters of `|i| ..`, which are the indices of the containers around an element.
pub struct ByIndex {
    pub names: Vec<Ident>,
    /// `|i|`
    pub head: TokenStream,
    pub at: Extent,
}

/// `[a, b]`, or `|i| [a, b]`
pub struct List {
    /// The parameters of the closure.
    pub by: Option<ByIndex>,
    pub entries: Vec<TokenStream>,
    pub at: Extent,
}

/// The sizes of a nested model.
pub enum Dims {
    /// `dims { a, b: expr }`
    Named(TokenStream, Extent),
    /// `dims = expr`
    Expression(TokenStream, Extent),
    /// `dims = |i| expr`
    Each(ByIndex, TokenStream),
}

/// `config = GptConfig` on a struct.
pub fn config(given: &Given<'_>) -> syn::Result<Config> {
    Ok(Config { name: Ident::new("cfg", given.key.span()), ty: given.ty()? })
}

/// `when = ..`
pub fn when(given: &Given<'_>) -> syn::Result<When> {
    let Some(tokens) = given.assigned() else {
        let help = "write `when = cfg.tied`, or `when = let Some(lora) = &cfg.lora`";
        return Err(given.at.error(format_args!("`when` needs a condition\nhelp: {help}")));
    };
    let condition = stream(tokens);
    // A pattern is valid only after `if`.
    if let Err(error) = syn::parse2::<syn::ExprIf>(quote::quote!(if #condition {})) {
        expression(condition)?;
        return Err(error);
    }
    Ok(When { condition, names: bound(tokens), at: given.value_at() })
}

/// `shape = [a, b]`, `shape = |i| [a, b]`
pub fn shape(given: &Given<'_>) -> syn::Result<List> {
    let tokens = given.rest.get(1..).unwrap_or_default();
    let (by, body) = by_index(tokens)?.map_or((None, tokens), |(by, body)| (Some(by), body));
    let (entries, at) = given.list(body)?;
    Ok(List { by, entries, at })
}

/// `len = n`, `len = [a, b]`
pub fn len(given: &Given<'_>) -> syn::Result<List> {
    let tokens = given.rest.get(1..).unwrap_or_default();
    let (entries, at) = match grouped(tokens, Delimiter::Bracket) {
        Some(_) => given.list(tokens)?,
        None => (vec![given.value()?], given.at),
    };
    Ok(List { by: None, entries, at })
}

/// `dims { a, b: expr }`, `dims = ..` on a field.
pub fn dims(given: &Given<'_>) -> syn::Result<Dims> {
    match grouped(given.rest, Delimiter::Brace) {
        Some(sizes) => Ok(Dims::Named(sizes, given.at)),
        None if is_punct(given.rest.first(), '=') => dims_of(given),
        None => {
            let help = "`dims { d_model, d_ff: 4 * d_model }` or `dims = expression`";
            Err(given.at.error(format_args!("expected the sizes of the field's type\nhelp: {help}")))
        }
    }
}

/// `= expr`, `= |i| expr`
pub fn dims_of(given: &Given<'_>) -> syn::Result<Dims> {
    let value = given.value()?;
    Ok(match by_index(given.assigned().unwrap_or_default())? {
        Some((by, _)) => Dims::Each(by, value),
        None => Dims::Expression(value, given.value_at()),
    })
}

/// Returns the parameters of a closure and its body; `None` if the tokens are no closure.
fn by_index(tokens: &[TokenTree]) -> syn::Result<Option<(ByIndex, &[TokenTree])>> {
    let start = usize::from(is_word(tokens.first(), "move"));
    let mut bars = (start..tokens.len()).filter(|&i| is_punct(tokens.get(i), '|'));
    let (Some(open), Some(close)) = (bars.next().filter(|&open| open == start), bars.next()) else { return Ok(None) };
    let (head, body) = tokens.split_at(close + 1);
    let at = Extent::over(&head[open..], head[open].span());
    let parameters = head[open + 1..close].split(|token| is_punct(Some(token), ','));
    let names: Vec<Ident> = parameters
        .filter_map(|one| match one.first() {
            Some(TokenTree::Ident(name)) => Some(name.clone()),
            _ => None,
        })
        .collect();
    if !(1..=3).contains(&names.len()) {
        return Err(at.error(
            "the closure takes the index of an element: one for each `Vec` or array around it, three at most\n\
             help: write `|i| ..`",
        ));
    }
    Ok(Some((ByIndex { names, head: stream(head), at }, body)))
}

/// `dims(a, b)`: the names of sizes, and the keywords among them, which are reported.
pub struct DimNames {
    pub names: Vec<Ident>,
    pub keywords: Vec<Ident>,
}

/// Reads the tokens after `dims` on a struct.
pub fn dim_names(given: &Given<'_>, diagnostics: &mut Diagnostics) -> syn::Result<DimNames> {
    let [TokenTree::Group(group)] = given.rest else {
        return Err(given.at.error("expected names of sizes\nhelp: `dims(d_model, d_ff)`"));
    };
    let mut out = DimNames { names: Vec::new(), keywords: Vec::new() };
    for entry in split_at_commas(group.stream()) {
        let here = Extent::over(&entry, given.at.last);
        match &entry[..] {
            [TokenTree::Ident(name)] if out.names.contains(name) => {
                diagnostics.error(here, format_args!("`{name}` is named twice\nhelp: remove one of the two"));
            }
            [TokenTree::Ident(name)] => {
                if is_keyword(name) {
                    let help = if name == "in" { "inputs".to_owned() } else { format!("{name}_size") };
                    diagnostics.error(here, format_args!("`{name}` is a keyword\nhelp: call the size `{help}`"));
                    out.keywords.push(name.clone());
                }
                out.names.extend(escaped(name));
            }
            _ => diagnostics.error(here, "expected the name of a size"),
        }
    }
    Ok(out)
}
