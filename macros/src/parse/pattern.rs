//! Path patterns, from the tokens of a macro: `paraminit_syntax` reads them.

use paraminit_syntax::{self as syntax, Token, Tree, alternatives};
use proc_macro2::{Delimiter, Span, TokenTree};

use crate::diag::{Diagnostics, Extent};
use crate::parse::tokens::children;

/// A pattern and the extent of its tokens.
#[derive(Clone)]
pub struct Pattern {
    pub segments: Vec<Segment>,
    pub at: Extent,
}

/// One segment of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// As users write them.
    Written(syntax::Segment),
    /// A variant of the enum, where rules on the variant start. Users cannot write it.
    Variant(String),
}

impl Pattern {
    /// Returns the pattern in its canonical spelling.
    pub fn text(&self) -> String {
        syntax::text(self.segments.iter().filter_map(|segment| match segment {
            Segment::Written(segment) => Some(segment),
            Segment::Variant(_) => None,
        }))
    }

    /// Returns the pattern from the place where `place` starts.
    pub fn below(&self, place: &[Segment]) -> Self {
        Self { segments: place.iter().chain(&self.segments).cloned().collect(), at: self.at }
    }
}

/// Parses `pattern | pattern ..`. It reports mistakes, and the result may be empty.
pub fn parse_alternatives(tokens: &[TokenTree], nearby: Span, diagnostics: &mut Diagnostics) -> Vec<Pattern> {
    let tokens: Vec<Token<Span>> = tokens.iter().map(token).collect();
    let patterns = alternatives(&tokens, nearby).into_iter().filter_map(|read| {
        let read = read.map_err(|fault| extent(fault.at).error(fault.message));
        let syntax::Pattern { segments, at } = diagnostics.take(read).ok()?;
        Some(Pattern { segments: segments.into_iter().map(Segment::Written).collect(), at: extent(at) })
    });
    patterns.collect()
}

fn extent(at: syntax::Extent<Span>) -> Extent {
    Extent { first: at.first, last: at.last }
}

/// The token in the form that patterns are read from. Groups nest no deeper than `check_depth` allows.
pub fn token(token: &TokenTree) -> Token<Span> {
    let tree = match token {
        TokenTree::Ident(ident) => Tree::Ident(ident.to_string()),
        TokenTree::Literal(literal) => Tree::Literal(literal.to_string()),
        TokenTree::Punct(punct) => Tree::Punct(punct.as_char()),
        TokenTree::Group(group) => {
            let delimiter = match group.delimiter() {
                Delimiter::Parenthesis => syntax::Delimiter::Parenthesis,
                Delimiter::Bracket => syntax::Delimiter::Bracket,
                Delimiter::Brace => syntax::Delimiter::Brace,
                Delimiter::None => syntax::Delimiter::None,
            };
            Tree::Group(delimiter, children(group).iter().map(self::token).collect())
        }
    };
    Token { tree, at: token.span() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(source: &str) -> Vec<String> {
        let tokens: Vec<TokenTree> = source.parse::<proc_macro2::TokenStream>().expect("tokens").into_iter().collect();
        let mut diagnostics = Diagnostics::default();
        let patterns = parse_alternatives(&tokens, Span::call_site(), &mut diagnostics);
        if diagnostics.into_tokens().is_empty() { patterns.iter().map(Pattern::text).collect() } else { Vec::new() }
    }

    #[test]
    fn the_whole_grammar() {
        for source in [
            "hidden.weight",
            "**.bias",
            "*.*",
            "**",
            "<Dense>.weight",
            "blocks[3].proj",
            "blocks[2..6].w",
            "blocks[2..].w",
            "blocks[*].w",
            "blocks[last].w",
            "blocks[..last].w",
            "blocks[2..last].w",
            "[0].weight",
            "grid[1][2].w",
            "a.**.<Dense>.*",
            "heads[\"a.b\"].weight",
        ] {
            assert_eq!(parse(source), [source]);
        }
        assert_eq!(parse("blocks[..6].w"), ["blocks[0..6].w"]);
        assert_eq!(parse("blocks[2..=5].w"), ["blocks[2..6].w"]);
        assert_eq!(parse("r#type.weight"), ["type.weight"]);
        assert_eq!(parse("layers.0.weight"), ["layers[0].weight"]);
        assert_eq!(parse("layers.0.1"), ["layers[0][1]"]);
        assert_eq!(parse(".0.weight"), ["[0].weight"]);
        assert_eq!(parse("layers.0.*"), ["layers[0].*"]);
        assert_eq!(parse("a.b | **.c"), ["a.b", "**.c"]);
    }

    #[test]
    fn what_is_no_pattern() {
        for source in [
            "",
            ".a",
            "a.",
            "a..b",
            "a b",
            "a.[0]",
            "a[x]",
            "a[last..]",
            "a[..=last]",
            "a[last - 1]",
            "a[-1]",
            "a[1.5]",
            "a[4..2]",
            "a | ",
            "<>",
            "<a::B>.c",
            "a[99999999999]",
            "a[]",
            "a(b)",
            "'a'",
            "_",
            "a._",
            "layer*.w",
            "*layer.w",
        ] {
            assert!(parse(source).is_empty(), "{source}");
        }
    }
}
