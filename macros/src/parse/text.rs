//! Tokens as text, with the usual spacing.

use proc_macro2::{Delimiter, Spacing, TokenTree};
use quote::ToTokens;

use super::tokens::{children, trees};

/// Returns the text of a piece of syntax.
pub fn text_of(syntax: &impl ToTokens) -> String {
    text(&trees(syntax.to_token_stream()))
}

/// Returns the text of tokens, with the usual spacing.
pub fn text(tokens: &[TokenTree]) -> String {
    let mut printer = Printer { out: String::new(), last: Last::Opening, angles: 0, in_parameters: false };
    for token in tokens {
        printer.print(token);
    }
    printer.out
}

/// The last thing that was printed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or something that binds to the next token: `.`, `::`, `&`, a prefix minus, the `|` before a closure's
    /// parameters.
    Opening,
    /// An identifier, a literal, a group.
    Value,
    /// The first half of an operator.
    Half,
    /// An operator, or the `|` after a closure's parameters.
    Operator,
}

struct Printer {
    out: String,
    last: Last,
    /// The number of open angle brackets of a turbofish.
    angles: usize,
    /// True while a closure's parameters are printed.
    in_parameters: bool,
}

impl Printer {
    fn print(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Group(group) => {
                let inner = text(&children(group));
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
            let tokens: Vec<TokenTree> =
                source.parse::<proc_macro2::TokenStream>().expect("tokens").into_iter().collect();
            assert_eq!(text(&tokens), source);
        }
    }
}
