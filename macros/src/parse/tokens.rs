//! Lists of tokens: splitting them, and matching their beginning.

use paraminit_syntax::words::{MAX_DEPTH, TOO_DEEP};
use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};

/// Refuses groups that nest deeper than [`MAX_DEPTH`].
pub fn check_depth(tokens: TokenStream) -> syn::Result<()> {
    fn is_deep(tokens: TokenStream, left: usize) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Group(group) => left == 1 || is_deep(group.stream(), left - 1),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        })
    }
    if is_deep(tokens, MAX_DEPTH) { Err(syn::Error::new(Span::call_site(), TOO_DEEP)) } else { Ok(()) }
}

/// Splits at top-level commas, except those between the angle brackets of a turbofish or of a path that begins with
/// one, `<T as Trait<A, B>>::INIT`, and those between the parameters of a closure. A trailing comma adds nothing.
pub fn split_at_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let (mut angles, mut in_bars) = (0_usize, false);
    for token in tokens {
        let part: &mut Vec<TokenTree> = match parts.last_mut() {
            Some(part) => part,
            None => return parts,
        };
        match &token {
            TokenTree::Punct(p) if p.as_char() == '<' && (angles > 0 || begins_path(part)) => angles += 1,
            TokenTree::Punct(p) if p.as_char() == '>' && angles > 0 && !ends_with_arrow_stem(part) => angles -= 1,
            TokenTree::Punct(p) if p.as_char() == '|' && (in_bars || begins_closure(part)) => in_bars = !in_bars,
            TokenTree::Punct(p) if p.as_char() == ',' && angles == 0 && !in_bars => {
                parts.push(Vec::new());
                continue;
            }
            _ => {}
        }
        part.push(token);
    }
    if parts.last().is_some_and(Vec::is_empty) {
        parts.pop();
    }
    parts.into_iter().map(open_fragment).collect()
}

/// True if a `|` that comes next opens the parameters of a closure: it is no operator, and no pattern is before it.
fn begins_closure(before: &[TokenTree]) -> bool {
    match before {
        [] => true,
        [.., TokenTree::Ident(word)] => word == "move" || word == "const",
        [.., TokenTree::Punct(equals)] if equals.as_char() == '=' => true,
        _ => before.len() >= 2 && find_fat_arrow(&before[before.len() - 2..]).is_some(),
    }
}

/// Returns the tokens inside of invisible groups. A fragment that a user's `macro_rules!` passes on, such as `$e:expr`,
/// arrives in such a group.
pub fn open_fragment(tokens: Vec<TokenTree>) -> Vec<TokenTree> {
    match &tokens[..] {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
            open_fragment(group.stream().into_iter().collect())
        }
        _ => tokens,
    }
}

/// True if a `<` that comes next opens the brackets of a path.
fn begins_path(before: &[TokenTree]) -> bool {
    let after_arrow = before.len() >= 2 && find_fat_arrow(&before[before.len() - 2..]).is_some();
    before.is_empty() || after_arrow || ends_with_path_separator(before)
}

fn ends_with_path_separator(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [.., TokenTree::Punct(a), TokenTree::Punct(b)] if a.as_char() == ':' && b.as_char() == ':')
}

/// True if the next `>` would complete `->` or `=>`.
fn ends_with_arrow_stem(tokens: &[TokenTree]) -> bool {
    matches!(tokens.last(), Some(TokenTree::Punct(p)) if p.spacing() == Spacing::Joint && matches!(p.as_char(), '-' | '='))
}

/// Returns the position of the first top-level `=>`.
fn find_fat_arrow(tokens: &[TokenTree]) -> Option<usize> {
    tokens.windows(2).position(|pair| match pair {
        [TokenTree::Punct(a), TokenTree::Punct(b)] => {
            a.as_char() == '=' && a.spacing() == Spacing::Joint && b.as_char() == '>'
        }
        _ => false,
    })
}

/// True if the token is this punctuation.
pub fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(p)) if p.as_char() == wanted)
}

/// Returns the tokens of a slice.
pub fn stream(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}

/// Returns all tokens of a stream.
pub fn trees(stream: TokenStream) -> Vec<TokenTree> {
    stream.into_iter().collect()
}

/// Returns all tokens inside of a group.
pub fn children(group: &Group) -> Vec<TokenTree> {
    trees(group.stream())
}

/// True if the token is this word.
pub fn is_word(token: Option<&TokenTree>, wanted: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(word)) if word == wanted)
}

/// True if the token is a string in quotes.
pub fn is_quoted(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Literal(literal) if literal.to_string().starts_with('"'))
}

/// Returns the key and the value of `key = value` or `key: value`, for the separator. A doubled separator, `==` or
/// `::`, is another one.
pub fn keyed(tokens: &[TokenTree], separator: char) -> Option<(&Ident, &[TokenTree])> {
    match tokens {
        [TokenTree::Ident(key), between, value @ ..]
            if is_punct(Some(between), separator) && !is_punct(value.first(), separator) =>
        {
            Some((key, value))
        }
        _ => None,
    }
}

/// Returns the content of the group, if the tokens are one group.
pub fn grouped(tokens: &[TokenTree], delimiter: Delimiter) -> Option<TokenStream> {
    match tokens {
        [TokenTree::Group(group)] if group.delimiter() == delimiter => Some(group.stream()),
        _ => None,
    }
}

/// Returns the name and the arguments, if the tokens are one call `name(..)`.
pub fn called(tokens: &[TokenTree]) -> Option<(&Ident, TokenStream)> {
    match tokens {
        [TokenTree::Ident(name), arguments @ ..] => Some((name, grouped(arguments, Delimiter::Parenthesis)?)),
        _ => None,
    }
}

/// Both sides of the first `=>` or `?=>`.
pub struct Arrow<'t> {
    pub left: &'t [TokenTree],
    pub right: &'t [TokenTree],
    /// True for `?=>`.
    pub optional: bool,
    /// The span of the arrow.
    pub at: Span,
}

/// Splits at the first top-level `=>`.
pub fn split_at_arrow(tokens: &[TokenTree]) -> Option<Arrow<'_>> {
    let arrow = find_fat_arrow(tokens)?;
    let optional = arrow > 0 && is_punct(tokens.get(arrow - 1), '?');
    let left = &tokens[..arrow - usize::from(optional)];
    Some(Arrow { left, right: &tokens[arrow + 2..], optional, at: tokens[arrow].span() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::text::text;

    fn parts(source: &str) -> Vec<String> {
        let tokens: TokenStream = source.parse().expect("tokens");
        split_at_commas(tokens).iter().map(|part| text(part)).collect()
    }

    #[test]
    fn splits_at_commas_but_not_in_a_turbofish() {
        assert_eq!(parts("a => f::<A, B>(1, 2), b => g"), ["a => f::<A, B>(1, 2)", "b => g"]);
        assert_eq!(parts("a => |p| if p.x < 1 { 2 } else { 3 }, b => c,").len(), 2);
        assert_eq!(parts("a => <Cfg<1, 2> as Has<3, 4>>::INIT, <Dense>.b => c").len(), 2);
        assert_eq!(parts(""), [""; 0]);
    }

    #[test]
    fn splits_at_commas_but_not_between_the_parameters_of_a_closure() {
        assert_eq!(
            parts("|i, p| f(i), move |a, b| a | b, x = |a: (A, B), b| b, a => const |i, p| p"),
            ["|i, p| f(i)", "move |a, b| a | b", "x = |a: (A, B), b| b", "a => const |i, p| p"]
        );
        assert_eq!(parts("blocks.* | head.** => zeros, <Dense>.* | [0] | \"a\" => || 1, a => 1 | 2, b").len(), 4);
    }
}
