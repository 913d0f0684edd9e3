//! Token lists: splitting them, and printing them as people write them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// How deep groups may nest. People do not come near; what comes near would overflow the stack of whoever recurses.
const MAX_DEPTH: usize = 100;

/// Whether groups nest deeper than anything here is made for.
pub fn nests_too_deep(tokens: TokenStream) -> bool {
    let mut open = vec![tokens.into_iter()];
    while let Some(innermost) = open.last_mut() {
        match innermost.next() {
            Some(TokenTree::Group(group)) => open.push(group.stream().into_iter()),
            Some(_) => {}
            None => {
                open.pop();
            }
        }
        if open.len() > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// The error that says so.
pub fn too_deep() -> TokenStream {
    syn::Error::new(proc_macro2::Span::call_site(), "the input nests more than 100 groups deep").to_compile_error()
}

/// Splits at top-level commas, except those between angle brackets: of a turbofish, or of a path that begins with one,
/// `<T as Trait<A, B>>::INIT`. A trailing comma adds nothing.
pub fn split_at_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    let mut angles = 0_usize;
    for token in tokens {
        let part: &mut Vec<TokenTree> = match parts.last_mut() {
            Some(part) => part,
            None => return parts,
        };
        match &token {
            TokenTree::Punct(p) if p.as_char() == '<' && (angles > 0 || begins_path(part)) => angles += 1,
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
    parts.into_iter().map(open_fragment).collect()
}

/// What a `macro_rules!` of the user's passes on as one fragment, such as `$e:expr`, reaches us in an invisible group.
pub fn open_fragment(tokens: Vec<TokenTree>) -> Vec<TokenTree> {
    match &tokens[..] {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
            open_fragment(group.stream().into_iter().collect())
        }
        _ => tokens,
    }
}

/// Whether a `<` that comes next opens the brackets of a path.
fn begins_path(before: &[TokenTree]) -> bool {
    let after_arrow = before.len() >= 2 && find_fat_arrow(&before[before.len() - 2..]).is_some();
    before.is_empty() || after_arrow || ends_with_path_separator(before)
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

/// Whether the `=>` at `arrow` is that of `?=>`.
pub fn is_optional(tokens: &[TokenTree], arrow: usize) -> bool {
    arrow > 0 && is_punct(tokens.get(arrow - 1), '?')
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
    let mut printer = Printer { out: String::new(), last: Last::Opening, angles: 0, in_parameters: false };
    for token in tokens {
        printer.print(token);
    }
    printer.out
}

/// What was printed last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or what binds to what follows: `.`, `::`, `&`, a prefix minus, the `|` before a closure's parameters.
    Opening,
    /// An identifier, a literal, a group.
    Value,
    /// The first half of an operator.
    Half,
    /// An operator, or the `|` behind a closure's parameters.
    Operator,
}

struct Printer {
    out: String,
    last: Last,
    /// How many angle brackets of a turbofish are open.
    angles: usize,
    /// Whether a closure's parameters are being printed.
    in_parameters: bool,
}

impl Printer {
    fn print(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Group(group) => {
                let inner = text(&group.stream().into_iter().collect::<Vec<_>>());
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                let follows = matches!(group.delimiter(), Delimiter::Parenthesis | Delimiter::Bracket);
                self.push(&format!("{open}{inner}{close}"), follows && self.last == Last::Value, Last::Value);
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => self.push(&token.to_string(), false, Last::Value),
            TokenTree::Punct(p) => self.punct(p.as_char(), p.spacing() == Spacing::Joint),
        }
    }

    fn punct(&mut self, c: char, joint: bool) {
        let before_a_value = matches!(self.last, Last::Opening | Last::Operator);
        let symbol = c.to_string();
        match c {
            '.' => self.push(&symbol, true, Last::Opening),
            ':' if joint || self.out.ends_with(':') => self.push(&symbol, true, Last::Opening),
            ',' | ';' | ':' => self.push(&symbol, true, Last::Operator),
            '?' | '!' if !before_a_value => self.push(&symbol, true, Last::Value),
            '<' if self.out.ends_with("::") || self.angles > 0 => {
                self.angles += 1;
                self.push(&symbol, true, Last::Opening);
            }
            '>' if self.angles > 0 && self.last != Last::Half => {
                self.angles -= 1;
                self.push(&symbol, true, Last::Value);
            }
            '|' if self.in_parameters => {
                self.in_parameters = false;
                self.push(&symbol, true, Last::Operator);
            }
            '|' if before_a_value || self.out.ends_with("move") || self.out.ends_with("const") => {
                self.in_parameters = true;
                self.push(&symbol, false, Last::Opening);
            }
            '-' | '&' | '*' | '!' if before_a_value => self.push(&symbol, false, Last::Opening),
            _ if joint => self.push(&symbol, self.last == Last::Half, Last::Half),
            _ => self.push(&symbol, self.last == Last::Half, Last::Operator),
        }
    }

    fn push(&mut self, text: &str, tight: bool, last: Last) {
        if !tight && !matches!(self.last, Last::Opening) {
            self.out.push(' ');
        }
        self.out.push_str(text);
        self.last = last;
    }
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
        assert_eq!(parts("a => <Cfg<1, 2> as Has<3, 4>>::INIT, <Dense>.b => c").len(), 2);
        assert_eq!(parts(""), [""; 0]);
    }

    #[test]
    fn text_reads_as_written() {
        for source in [
            "normal(0.0, 0.01)",
            "xavier_uniform(gain = Relu)",
            "path::to::MY_INIT",
            "|p| init::normal(0.0, -0.02 / p.len(0))",
            "const |p| init::normal(0.0, 1.0 / p.len(0) as f64)",
            "{ init::custom(&x) }",
            "uniform(-10.0, 10.0)",
            "mixture { 0.25 => uniform(5.0, 10.0), 0.5 => zeros }",
            "move |p: &ParamInfo| if p.rank() >= 2 && !p.shape().is_empty() { x? } else { a[0] - 1 }",
            "sample(Gamma::<f64>::new(2.0, 1.0)?)",
        ] {
            let tokens: Vec<TokenTree> = source.parse::<TokenStream>().expect("tokens").into_iter().collect();
            assert_eq!(text(&tokens), source);
        }
    }
}
