//! Names in Rust expressions: all names, the names that an expression binds, and keywords.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

use super::tokens::{children, is_punct, trees};

/// Returns all names in the tokens, in order, at any depth.
pub fn identifiers(tokens: TokenStream) -> Vec<Ident> {
    let mut names = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(name) => names.push(name),
            TokenTree::Group(group) => names.extend(identifiers(group.stream())),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    names
}

/// True if the tokens contain one of these names.
pub fn mentions<'n>(tokens: TokenStream, names: impl IntoIterator<Item = &'n Ident>) -> bool {
    let mentioned = identifiers(tokens);
    names.into_iter().any(|name| mentioned.contains(name))
}

/// Returns the first mention of a name.
pub fn find(tokens: TokenStream, name: &Ident) -> Option<Ident> {
    identifiers(tokens).into_iter().find(|mentioned| mentioned == name)
}

/// True if the tokens read a field of the named value or call a method of it.
pub fn is_read(tokens: TokenStream, name: &Ident) -> bool {
    let tokens = trees(tokens);
    tokens.iter().enumerate().any(|(i, token)| match token {
        TokenTree::Ident(ident) => ident == name && is_punct(tokens.get(i + 1), '.'),
        TokenTree::Group(group) => is_read(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Returns the tokens with every name replaced by `change`, at any depth. A name for which it returns `None` is left
/// out.
pub fn with_names(tokens: TokenStream, change: &dyn Fn(Ident) -> Option<Ident>) -> TokenStream {
    let tokens = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Ident(name) => change(name).map(TokenTree::Ident),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), with_names(group.stream(), change));
            inner.set_span(group.span());
            Some(inner.into())
        }
        token => Some(token),
    });
    tokens.collect()
}

/// Returns the names that an expression binds: parameters of closures, and patterns after `let`.
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
        names.extend(identifiers(tokens[i..i + len].iter().cloned().collect()));
        i += len + 1;
    }
    names
}

/// True if a `|` after these tokens is an operator.
fn follows_value(before: &[TokenTree]) -> bool {
    match before.last() {
        Some(TokenTree::Ident(word)) => word != "move" && word != "return" && word != "else",
        Some(TokenTree::Punct(bar)) => bar.as_char() == '|',
        Some(TokenTree::Literal(_) | TokenTree::Group(_)) => true,
        None => false,
    }
}

/// True if the name is a keyword.
pub fn is_keyword(name: &Ident) -> bool {
    syn::parse_str::<Ident>(&name.to_string()).is_err()
}

/// Returns the name in a form that Rust can parse: a keyword as `r#in`. Some keywords can never be names.
pub fn escaped(name: &Ident) -> Option<Ident> {
    if !is_keyword(name) {
        return Some(name.clone());
    }
    let never = ["self", "Self", "super", "crate", "_"].iter().any(|word| name == word);
    (!never).then(|| Ident::new_raw(&name.to_string(), name.span()))
}
