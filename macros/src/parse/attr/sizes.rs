//! Sizes that are read from a config, that differ from element to element, or that a part may not need at all.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

use crate::diag::{Diagnostics, Extent};
use crate::parse::rhs;
use crate::parse::tokens::{is_punct, stream};

/// `config = GptConfig`
#[derive(Clone)]
pub struct Config {
    /// `cfg`, where the key stands: expressions in the attributes find it there.
    pub name: Ident,
    pub ty: syn::Type,
}

/// `when = expr`, `when = let pattern = expr`
pub struct When {
    /// What stands behind `if`.
    pub condition: TokenStream,
    /// The names that a pattern binds.
    pub names: Vec<Ident>,
    pub at: Extent,
}

/// The parameters of `|i| ..`: the indices of the containers around an element.
pub struct By {
    pub names: Vec<Ident>,
    /// `|i|`
    pub head: TokenStream,
    pub at: Extent,
}

/// The type behind `=`.
pub fn ty(key: &str, rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<syn::Type> {
    let (true, Some(value)) = (is_punct(rest.first(), '='), rest.get(1..).filter(|value| !value.is_empty())) else {
        diagnostics.error(at, format!("`{key}` needs a type\nhelp: write `{key} = ..`"));
        return None;
    };
    let ty = syn::parse2(stream(value)).ok();
    if ty.is_none() {
        diagnostics.error(Extent::over(value, at.last), format!("`{key}` needs a type\nhelp: write `{key} = ..`"));
    }
    ty
}

pub fn config(item: &[TokenTree], rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<Config> {
    let ty = ty("config", rest, at, diagnostics)?;
    let span = item.first().map_or(at.first, TokenTree::span);
    Some(Config { name: Ident::new("cfg", span), ty })
}

pub fn when(rest: &[TokenTree], at: Extent, diagnostics: &mut Diagnostics) -> Option<When> {
    let condition = match rest {
        [equals, condition @ ..] if is_punct(Some(equals), '=') && !condition.is_empty() => condition,
        _ => {
            let message =
                "`when` needs a condition\nhelp: write `when = cfg.tied`, or `when = let Some(lora) = &cfg.lora`";
            diagnostics.error(at, message);
            return None;
        }
    };
    // A pattern stands behind `if` only.
    let test = stream(condition);
    if let Err(error) = syn::parse2::<syn::ExprIf>(quote::quote!(if #test {})) {
        if rhs::is_expression(condition, diagnostics) {
            diagnostics.add(error);
        }
        return None;
    }
    Some(When { condition: test, names: bound(condition), at: Extent::over(condition, at.last) })
}

/// The parameters of the closure that the tokens are, and its body; `None` where they are none. An error was reported.
pub fn by<'t>(tokens: &'t [TokenTree], diagnostics: &mut Diagnostics) -> Result<Option<(By, &'t [TokenTree])>, ()> {
    let start = usize::from(matches!(tokens.first(), Some(TokenTree::Ident(word)) if word == "move"));
    if !is_punct(tokens.get(start), '|') {
        return Ok(None);
    }
    let Some(len) = tokens[start + 1..].iter().position(|token| is_punct(Some(token), '|')) else { return Ok(None) };
    let end = start + len + 2;
    let at = Extent::over(&tokens[start..end], tokens[start].span());
    let parameters = tokens[start + 1..end - 1].split(|token| is_punct(Some(token), ','));
    let names: Vec<Ident> = parameters
        .filter_map(|one| match one.first() {
            Some(TokenTree::Ident(name)) => Some(name.clone()),
            _ => None,
        })
        .collect();
    if !(1..=3).contains(&names.len()) {
        let message = "the closure takes the index of an element: one for each `Vec` or array around it, three at most\n\
                       help: write `|i| ..`";
        diagnostics.error(at, message);
        return Err(());
    }
    Ok(Some((By { names, head: stream(&tokens[..end]), at }, &tokens[end..])))
}

impl By {
    /// How many indices there are.
    pub fn count(&self) -> usize {
        self.names.len()
    }
}

/// The names that an expression binds by itself: parameters of closures, and patterns behind `let`.
pub fn bound(tokens: &[TokenTree]) -> Vec<Ident> {
    let mut names = Vec::new();
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        i += 1;
        let closes = match token {
            TokenTree::Punct(bar) if bar.as_char() == '|' && !follows_value(&tokens[..i - 1]) => '|',
            TokenTree::Ident(word) if word == "let" => '=',
            TokenTree::Group(group) => {
                names.extend(bound(&children(group)));
                continue;
            }
            _ => continue,
        };
        let len = tokens[i..].iter().position(|token| is_punct(Some(token), closes)).unwrap_or_default();
        identifiers(&tokens[i..i + len], &mut names);
        i += len + 1;
    }
    names
}

/// Whether a `|` that comes next is an operator.
fn follows_value(before: &[TokenTree]) -> bool {
    match before.last() {
        Some(TokenTree::Ident(word)) => word != "move" && word != "return" && word != "else",
        Some(TokenTree::Punct(bar)) => bar.as_char() == '|',
        Some(TokenTree::Literal(_) | TokenTree::Group(_)) => true,
        None => false,
    }
}

/// All names in the tokens.
pub fn identifiers(tokens: &[TokenTree], names: &mut Vec<Ident>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => names.push(name.clone()),
            TokenTree::Group(group) => identifiers(&children(group), names),
            _ => {}
        }
    }
}

fn children(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}
