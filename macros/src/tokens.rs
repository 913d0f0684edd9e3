//! Token lists: splitting them, and printing them as people write them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Splits at top-level commas, except those between the angle brackets of a turbofish. A trailing comma adds nothing.
pub fn split_at_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let mut angles = 0_usize;
    for token in tokens {
        let part: &mut Vec<TokenTree> = match parts.last_mut() {
            Some(part) => part,
            None => return parts,
        };
        match &token {
            TokenTree::Punct(p) if p.as_char() == '<' && (angles > 0 || ends_with_path_separator(part)) => angles += 1,
            TokenTree::Punct(p) if p.as_char() == '>' && angles > 0 && !ends_with_arrow_stem(part) => angles -= 1,
            TokenTree::Punct(p) if p.as_char() == ',' && angles == 0 => {
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
    parts
}

fn ends_with_path_separator(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [.., TokenTree::Punct(a), TokenTree::Punct(b)] if a.as_char() == ':' && b.as_char() == ':')
}

/// Whether the next `>` would complete `->` or `=>`.
fn ends_with_arrow_stem(tokens: &[TokenTree]) -> bool {
    matches!(tokens.last(), Some(TokenTree::Punct(p)) if p.spacing() == Spacing::Joint && matches!(p.as_char(), '-' | '='))
}

/// The position of the first top-level `=>`.
pub fn find_fat_arrow(tokens: &[TokenTree]) -> Option<usize> {
    tokens.windows(2).position(|pair| match pair {
        [TokenTree::Punct(a), TokenTree::Punct(b)] => {
            a.as_char() == '=' && a.spacing() == Spacing::Joint && b.as_char() == '>'
        }
        _ => false,
    })
}

/// Whether the token is this punctuation.
pub fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(p)) if p.as_char() == wanted)
}

/// The tokens of a slice.
pub fn stream(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}

/// The text of tokens, spaced as people space them.
pub fn text(tokens: &[TokenTree]) -> String {
    let mut out = String::new();
    let mut glue = true;
    for (i, token) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1);
        match token {
            TokenTree::Group(group) => {
                let inner = text(&group.stream().into_iter().collect::<Vec<_>>());
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                let called = matches!(group.delimiter(), Delimiter::Parenthesis | Delimiter::Bracket)
                    && matches!(i.checked_sub(1).map(|i| &tokens[i]), Some(TokenTree::Ident(_) | TokenTree::Group(_)));
                if !glue && !called {
                    out.push(' ');
                }
                out.push_str(open);
                out.push_str(&inner);
                out.push_str(close);
                glue = false;
            }
            TokenTree::Punct(p) => {
                let c = p.as_char();
                let tight = matches!(c, '.' | ':' | ',' | ';' | '?' | '!');
                let prefix = glue || i == 0;
                if !(glue || tight || c == '|') {
                    out.push(' ');
                }
                out.push(c);
                glue = p.spacing() == Spacing::Joint && matches!(next, Some(TokenTree::Punct(_)))
                    || matches!(c, '.' | ':' | '!')
                    || prefix && matches!(c, '-' | '&' | '*' | '|');
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if !glue {
                    out.push(' ');
                }
                out.push_str(&token.to_string());
                glue = is_punct(next, '|') && i > 0 && is_punct(tokens.get(i - 1), '|');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> Vec<String> {
        let tokens: TokenStream = source.parse().expect("tokens");
        split_at_commas(tokens).iter().map(|part| text(part)).collect()
    }

    #[test]
    fn splits_at_commas_but_not_in_a_turbofish() {
        assert_eq!(parts("a => f::<A, B>(1, 2), b => g"), ["a => f::<A, B>(1, 2)", "b => g"]);
        assert_eq!(parts("a => |p| if p.x < 1 { 2 } else { 3 }, b => c,").len(), 2);
        assert_eq!(parts(""), [""; 0]);
    }

    #[test]
    fn text_reads_as_written() {
        for source in [
            "normal(0.0, 0.01)",
            "xavier_uniform(gain = Relu)",
            "path::to::MY_INIT",
            "|p| init::normal(0.0, -0.02 / p.len(0))",
            "{ init::custom(&x) }",
            "uniform(-10.0, 10.0)",
            "mixture { 0.25 => uniform(5.0, 10.0), 0.5 => zeros }",
        ] {
            let tokens: Vec<TokenTree> = source.parse::<TokenStream>().expect("tokens").into_iter().collect();
            assert_eq!(text(&tokens), source);
        }
    }
}
