//! Path patterns: `blocks[2..].<Dense>.weight`, `**.bias`.

use proc_macro2::{Delimiter, Literal, Span, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt;

use crate::diag::{Diagnostics, Extent};
use crate::parse::tokens::{is_punct, open_fragment};

/// The greatest number of segments, as in the core crate.
const MAX_SEGMENTS: usize = 60;

/// A pattern and the tokens it is written in.
#[derive(Clone)]
pub struct Pattern {
    pub segments: Vec<Segment>,
    pub at: Extent,
}

/// One segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    Name(String),
    Index {
        from: usize,
        to: usize,
    },
    /// `[last]`
    Last,
    /// `[..last]`, `[2..last]`: from that one on, all but the last.
    BeforeLast {
        from: usize,
    },
    Any,
    Deep,
    Kind(String),
    Key(String),
    /// A variant of the enum. Nobody writes it: rules on a variant start there.
    Variant(String),
}

impl Pattern {
    /// The pattern in its canonical spelling.
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

    /// The pattern as seen from where `place` starts.
    pub fn below(&self, place: &[Segment]) -> Self {
        Self { segments: place.iter().chain(&self.segments).cloned().collect(), at: self.at }
    }

    /// The constant that the core crate matches with.
    pub fn tokens(&self) -> TokenStream {
        let segments = self.segments.iter().map(Segment::tokens);
        let text = self.text();
        quote!(__p::Pattern { segments: &[#(#segments),*], text: #text })
    }
}

impl Segment {
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

    fn tokens(&self) -> TokenStream {
        match self {
            Self::Name(name) => quote!(__p::PatternSegment::Name(#name)),
            Self::Any => quote!(__p::PatternSegment::Any),
            Self::Deep => quote!(__p::PatternSegment::Deep),
            Self::Last => quote!(__p::PatternSegment::Last),
            Self::BeforeLast { from } => {
                let from = Literal::usize_suffixed(*from);
                quote!(__p::PatternSegment::BeforeLast { from: #from })
            }
            Self::Kind(kind) => quote!(__p::PatternSegment::Kind(#kind)),
            Self::Key(key) => quote!(__p::PatternSegment::Key(#key)),
            Self::Variant(name) => quote!(__p::PatternSegment::Variant(#name)),
            Self::Index { from, to } => {
                let [from, to] = [*from, *to].map(Literal::usize_suffixed);
                quote!(__p::PatternSegment::Index { from: #from, to: #to })
            }
        }
    }
}

/// Parses `pattern | pattern ..`. What is wrong is reported; what is left may be empty.
pub fn parse_alternatives(tokens: &[TokenTree], nearby: Span, diagnostics: &mut Diagnostics) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for part in tokens.split(|token| is_punct(Some(token), '|')) {
        let at = Extent::over(part, tokens.first().map_or(nearby, TokenTree::span));
        match (Parser { tokens: part, at: 0 }).pattern() {
            Ok(segments) if segments.len() > MAX_SEGMENTS => {
                diagnostics.error(at, format_args!("a pattern has at most {MAX_SEGMENTS} segments"));
            }
            Ok(segments) => patterns.push(Pattern { segments, at }),
            Err(Expected { what, found }) => {
                diagnostics.error(found.map_or(at, Extent::of), what);
            }
        }
    }
    patterns
}

/// What was expected, and the token that stands there instead.
struct Expected {
    what: String,
    found: Option<Span>,
}

struct Parser<'t> {
    tokens: &'t [TokenTree],
    at: usize,
}

const SEGMENT: &str = "expected a field name, `*`, `**`, `<Kind>` or an index in brackets";

const BEHIND_A_SEGMENT: &str = "expected `.`, `|` or `=>` after this segment";
const STAR: &str = "`*` stands for a whole segment, never for a part of a name\n\
                    help: name what is meant, `a.weight | b.weight`, or write `*` alone";

impl Parser<'_> {
    fn pattern(&mut self) -> Result<Vec<Segment>, Expected> {
        let mut segments = Vec::new();
        let mut separated = true;
        // A field of a tuple may be named as Rust names it: `.0`.
        if let [TokenTree::Punct(dot), TokenTree::Literal(_), ..] = self.tokens
            && dot.as_char() == '.'
        {
            self.at += 1;
        }
        loop {
            match self.peek().cloned() {
                None if segments.is_empty() || separated => return Err(self.expected(SEGMENT)),
                None => return Ok(segments),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
                    if separated && !segments.is_empty() {
                        return Err(self.expected(
                            "expected a field name after `.`\nhelp: write an index without a dot, `blocks[3]`",
                        ));
                    }
                    self.at += 1;
                    segments.push(index(&group.stream().into_iter().collect::<Vec<_>>(), group.span())?);
                    separated = false;
                }
                Some(TokenTree::Punct(p)) if p.as_char() == '.' && !separated => {
                    self.at += 1;
                    separated = true;
                }
                Some(_) if separated => separated = self.segment(&mut segments)?,
                Some(token) => {
                    let beside_a_star = is_punct(Some(&token), '*') || segments.last() == Some(&Segment::Any);
                    return Err(self.expected(if beside_a_star { STAR } else { BEHIND_A_SEGMENT }));
                }
            }
        }
    }

    /// One segment that follows a dot or begins the pattern. Says whether it ate the next dot as well.
    fn segment(&mut self, segments: &mut Vec<Segment>) -> Result<bool, Expected> {
        let token = self.peek().cloned();
        match token {
            Some(TokenTree::Ident(ident)) if ident == "_" => {
                let all = if self.tokens.len() == 1 { "for all parameters, write `**`" } else { "write `*`" };
                Err(self.expected(&format!("`_` is no pattern\nhelp: {all}")))
            }
            Some(TokenTree::Ident(ident)) => {
                segments.push(Segment::Name(ident.unraw().to_string()));
                self.at += 1;
                Ok(false)
            }
            Some(TokenTree::Punct(p)) if p.as_char() == '*' => {
                self.at += 1;
                // `quote!` writes `**` as two stars that are not joint; nothing else puts two of them side by side.
                if is_punct(self.peek(), '*') {
                    self.at += 1;
                    segments.push(Segment::Deep);
                } else {
                    segments.push(Segment::Any);
                }
                Ok(false)
            }
            Some(TokenTree::Punct(p)) if p.as_char() == '<' => {
                self.at += 1;
                let Some(TokenTree::Ident(kind)) = self.peek().cloned() else {
                    return Err(self.expected("expected the name of a kind, such as `<Dense>`"));
                };
                self.at += 1;
                if !is_punct(self.peek(), '>') {
                    let what =
                        format!("expected `>`\nhelp: a kind is a plain name without path or parameters: `<{kind}>`");
                    return Err(self.expected(&what));
                }
                self.at += 1;
                segments.push(Segment::Kind(kind.unraw().to_string()));
                Ok(false)
            }
            // `.0.1` reaches us as the float `0.1`, and `.0.*` as `0.` and `*`.
            Some(TokenTree::Literal(literal)) => {
                let text = literal.to_string();
                if text.starts_with('"') {
                    let bare = text.trim_matches('"');
                    return Err(self.expected(&format!("a pattern is written without quotes\nhelp: write `{bare}`")));
                }
                let ate_dot = text.ends_with('.');
                for digits in text.trim_end_matches('.').split('.') {
                    let from = number(digits, literal.span())?;
                    segments.push(Segment::Index { from, to: from + 1 });
                }
                self.at += 1;
                Ok(ate_dot)
            }
            _ => Err(self.expected(SEGMENT)),
        }
    }

    fn peek(&self) -> Option<&TokenTree> {
        self.tokens.get(self.at)
    }

    fn expected(&self, what: &str) -> Expected {
        let found = self.peek().or(self.tokens.last()).map(TokenTree::span);
        Expected { what: what.to_owned(), found }
    }
}

/// What stands in brackets: `"key"`, `3`, `*`, `2..6`, `2..=5`, `2..`, `..6`, `last`, `..last`, `2..last`.
fn index(tokens: &[TokenTree], span: Span) -> Result<Segment, Expected> {
    if let [TokenTree::Literal(literal)] = tokens
        && let Ok(key) = syn::parse_str::<syn::LitStr>(&literal.to_string())
    {
        return Ok(Segment::Key(key.value()));
    }
    const INDEX: &str =
        "expected an index: `[3]`, `[2..6]`, `[2..]`, `[..6]`, `[last]`, `[..last]` or `[*]`, with plain numbers";
    let wrong = || Expected { what: INDEX.to_owned(), found: Some(span) };
    let text: String = open_fragment(tokens.to_vec()).iter().map(ToString::to_string).collect();
    if text == "*" {
        return Ok(Segment::Index { from: 0, to: usize::MAX });
    }
    if text == "last" {
        return Ok(Segment::Last);
    }
    let Some((from, to)) = text.split_once("..") else {
        let from = number(&text, span).map_err(|_| wrong())?;
        return Ok(Segment::Index { from, to: from + 1 });
    };
    let bound = |digits: &str, open: usize| {
        if digits.is_empty() { Ok(open) } else { number(digits, span).map_err(|_| wrong()) }
    };
    let from = bound(from, 0)?;
    let to = match to.strip_prefix('=') {
        Some("") => return Err(wrong()),
        None if to == "last" => return Ok(Segment::BeforeLast { from }),
        Some(last) => bound(last, 0)? + 1,
        None => bound(to, usize::MAX)?,
    };
    if from < to {
        Ok(Segment::Index { from, to })
    } else {
        Err(Expected { what: format!("the range `[{text}]` is empty"), found: Some(span) })
    }
}

/// A plain number that leaves room for one more.
fn number(digits: &str, span: Span) -> Result<usize, Expected> {
    let value = digits.replace('_', "").parse::<u32>().ok();
    value
        .map(|value| value as usize)
        .ok_or_else(|| Expected { what: format!("expected a plain index, found `{digits}`"), found: Some(span) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(source: &str) -> Vec<String> {
        let tokens: Vec<TokenTree> = source.parse::<TokenStream>().expect("tokens").into_iter().collect();
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
