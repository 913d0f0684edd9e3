//! Path patterns: `blocks[2..].<Dense>.weight`, `**.bias`.

use proc_macro2::{Delimiter, Span, TokenTree};
use syn::ext::IdentExt;

use crate::diag::{Diagnostics, Extent};
use crate::parse::tokens::{children, is_punct, open_fragment};

/// The largest number of segments, as in the core crate.
const MAX_SEGMENTS: usize = 60;

/// A pattern and the extent of its tokens.
#[derive(Clone)]
pub struct Pattern {
    pub segments: Vec<Segment>,
    pub at: Extent,
}

/// One segment of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    Name(String),
    Index {
        from: usize,
        to: usize,
    },
    /// `[last]`
    Last,
    /// `[..last]`, `[2..last]`: the elements from `from` on, except the last.
    BeforeLast {
        from: usize,
    },
    Any,
    Deep,
    Kind(String),
    Key(String),
    /// A variant of the enum, where rules on the variant start. Users cannot write it.
    Variant(String),
}

impl Pattern {
    /// Returns the pattern in its canonical spelling.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for segment in &self.segments {
            let text = segment.text();
            if text.is_empty() {
                continue;
            }
            if !out.is_empty() && !text.starts_with('[') {
                out.push('.');
            }
            out.push_str(&text);
        }
        out
    }

    /// Returns the pattern from the place where `place` starts.
    pub fn below(&self, place: &[Segment]) -> Self {
        Self { segments: place.iter().chain(&self.segments).cloned().collect(), at: self.at }
    }
}

impl Segment {
    /// Returns the segment of the element at this position.
    pub fn at(position: usize) -> Self {
        Self::Index { from: position, to: position + 1 }
    }

    fn text(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Any => "*".to_owned(),
            Self::Deep => "**".to_owned(),
            Self::Kind(kind) => format!("<{kind}>"),
            Self::Last => "[last]".to_owned(),
            Self::BeforeLast { from: 0 } => "[..last]".to_owned(),
            Self::BeforeLast { from } => format!("[{from}..last]"),
            Self::Key(key) => format!("[{key:?}]"),
            Self::Variant(_) => String::new(),
            Self::Index { from: 0, to: usize::MAX } => "[*]".to_owned(),
            Self::Index { from, to } if from + 1 == *to => format!("[{from}]"),
            Self::Index { from, to: usize::MAX } => format!("[{from}..]"),
            Self::Index { from, to } => format!("[{from}..{to}]"),
        }
    }
}

/// Parses `pattern | pattern ..`. It reports mistakes, and the result may be empty.
pub fn parse_alternatives(tokens: &[TokenTree], nearby: Span, diagnostics: &mut Diagnostics) -> Vec<Pattern> {
    let parts = tokens.split(|token| is_punct(Some(token), '|'));
    let start = tokens.first().map_or(nearby, TokenTree::span);
    let patterns = parts.filter_map(|tokens| {
        let at = Extent::over(tokens, start);
        let pattern = Parser { tokens, at: 0, whole: at }.pattern().map(|segments| Pattern { segments, at });
        diagnostics.take(pattern).ok()
    });
    patterns.collect()
}

const SEGMENT: &str = "expected a field name, `*`, `**`, `<Kind>` or an index in brackets";
const BEHIND_A_SEGMENT: &str = "expected `.`, `|` or `=>` after this segment";
const STAR: &str = "`*` stands for a whole segment, never for a part of a name\n\
                    help: name what is meant, `a.weight | b.weight`, or write `*` alone";
const BEHIND_A_DOT: &str = "expected a field name after `.`\nhelp: write an index without a dot, `blocks[3]`";
const INDEX: &str =
    "expected an index: `[3]`, `[2..6]`, `[2..]`, `[..6]`, `[last]`, `[..last]` or `[*]`, with plain numbers";

struct Parser<'t> {
    tokens: &'t [TokenTree],
    /// The position of the next token.
    at: usize,
    /// All tokens.
    whole: Extent,
}

impl<'t> Parser<'t> {
    fn pattern(mut self) -> syn::Result<Vec<Segment>> {
        let mut segments = Vec::new();
        let mut separated = true;
        // A tuple field may be named as in Rust: `.0`.
        if let [dot, TokenTree::Literal(_), ..] = self.tokens
            && is_punct(Some(dot), '.')
        {
            self.at += 1;
        }
        while let Some(token) = self.peek() {
            match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                    if separated && !segments.is_empty() {
                        return Err(self.expected(BEHIND_A_DOT));
                    }
                    segments.push(index(&children(group), Extent::of(group.span()))?);
                    self.at += 1;
                    separated = false;
                }
                TokenTree::Punct(p) if p.as_char() == '.' && !separated => {
                    self.at += 1;
                    separated = true;
                }
                _ if separated => separated = self.segment(&mut segments)?,
                token => {
                    let beside_a_star = is_punct(Some(token), '*') || segments.last() == Some(&Segment::Any);
                    return Err(self.expected(if beside_a_star { STAR } else { BEHIND_A_SEGMENT }));
                }
            }
        }
        if segments.is_empty() || separated {
            return Err(self.expected(SEGMENT));
        }
        if segments.len() > MAX_SEGMENTS {
            return Err(self.whole.error(format_args!("a pattern has at most {MAX_SEGMENTS} segments")));
        }
        Ok(segments)
    }

    /// Parses one segment that follows a dot or begins the pattern. True if it consumed the next dot as well.
    fn segment(&mut self, segments: &mut Vec<Segment>) -> syn::Result<bool> {
        let tokens = self.tokens;
        let (segment, len) = match &tokens[self.at..] {
            [TokenTree::Ident(ident), ..] if ident == "_" => {
                let all = if self.tokens.len() == 1 { "for all parameters, write `**`" } else { "write `*`" };
                return Err(self.expected(format_args!("`_` is no pattern\nhelp: {all}")));
            }
            [TokenTree::Ident(ident), ..] => (Segment::Name(ident.unraw().to_string()), 1),
            // `quote!` writes `**` as two stars that are not joint. No other pattern has two stars side by side.
            [star, next, ..] if [star, next].iter().all(|token| is_punct(Some(token), '*')) => (Segment::Deep, 2),
            [star, ..] if is_punct(Some(star), '*') => (Segment::Any, 1),
            [open, kind @ ..] if is_punct(Some(open), '<') => {
                self.at += 1;
                let Some(TokenTree::Ident(name)) = kind.first() else {
                    return Err(self.expected("expected the name of a kind, such as `<Dense>`"));
                };
                self.at += 1;
                if !is_punct(kind.get(1), '>') {
                    return Err(self.expected(format_args!(
                        "expected `>`\nhelp: a kind is a plain name without path or parameters: `<{name}>`"
                    )));
                }
                (Segment::Kind(name.unraw().to_string()), 1)
            }
            // `.0.1` arrives as the float `0.1`, and `.0.*` as `0.` and `*`.
            [TokenTree::Literal(literal), ..] => {
                let text = literal.to_string();
                if text.starts_with('"') {
                    let bare = text.trim_matches('"');
                    return Err(
                        self.expected(format_args!("a pattern is written without quotes\nhelp: write `{bare}`"))
                    );
                }
                for digits in text.trim_end_matches('.').split('.') {
                    let at = Extent::of(literal.span());
                    let number = number(digits);
                    let wrong = || at.error(format_args!("expected a plain index, found `{digits}`"));
                    segments.push(Segment::at(number.ok_or_else(wrong)?));
                }
                self.at += 1;
                return Ok(text.ends_with('.'));
            }
            _ => return Err(self.expected(SEGMENT)),
        };
        segments.push(segment);
        self.at += len;
        Ok(false)
    }

    fn peek(&self) -> Option<&'t TokenTree> {
        self.tokens.get(self.at)
    }

    /// Returns the error that says what was expected, on the token that was found instead.
    fn expected(&self, what: impl core::fmt::Display) -> syn::Error {
        let found = self.peek().or(self.tokens.last()).map(TokenTree::span);
        found.map_or(self.whole, Extent::of).error(what)
    }
}

/// Parses the content of brackets: `"key"`, `3`, `*`, `2..6`, `2..=5`, `2..`, `..6`, `last`, `..last`, `2..last`.
fn index(tokens: &[TokenTree], at: Extent) -> syn::Result<Segment> {
    if let [TokenTree::Literal(literal)] = tokens
        && let Ok(key) = syn::parse_str::<syn::LitStr>(&literal.to_string())
    {
        return Ok(Segment::Key(key.value()));
    }
    let text: String = open_fragment(tokens.to_vec()).iter().map(ToString::to_string).collect();
    let number = |digits: &str| number(digits).ok_or_else(|| at.error(INDEX));
    let bound = |digits: &str, open| if digits.is_empty() { Ok(open) } else { number(digits) };
    let (from, to) = match text.split_once("..") {
        None if text == "*" => (0, usize::MAX),
        None if text == "last" => return Ok(Segment::Last),
        None => return Ok(Segment::at(number(&text)?)),
        Some((from, "last")) => return Ok(Segment::BeforeLast { from: bound(from, 0)? }),
        Some((from, to)) => match to.strip_prefix('=') {
            Some(last) => (bound(from, 0)?, number(last)? + 1),
            None => (bound(from, 0)?, bound(to, usize::MAX)?),
        },
    };
    if from < to {
        Ok(Segment::Index { from, to })
    } else {
        Err(at.error(format_args!("the range `[{text}]` is empty")))
    }
}

/// Parses a plain number to which 1 can be added.
fn number(digits: &str) -> Option<usize> {
    digits.replace('_', "").parse::<u32>().ok().map(|value| value as usize)
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
