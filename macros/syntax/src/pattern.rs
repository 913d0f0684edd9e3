//! Path patterns: `blocks[2..].<Dense>.weight`, `**.bias`.

use std::borrow::Cow;

use crate::index::{index, number};
use crate::segment::{Pattern, Segment};
use crate::token::{Delimiter, Extent, Fault, Token, Tree};
use crate::words::{BEHIND_A_DOT, BEHIND_A_SEGMENT, Cut, SEGMENT, STAR};

/// The greatest number of segments of a pattern.
pub const MAX_SEGMENTS: usize = 60;

/// Parses `pattern | pattern ..`. `nearby` is the place of the fault if there are no tokens.
///
/// ```
/// use paraminit_syntax::{Bytes, Segment, alternatives, lex};
///
/// let read = alternatives(&lex("head.* | <Dense>.bias").tokens, Bytes::default());
/// let first = read[0].as_ref().unwrap();
/// assert_eq!(first.segments, [Segment::Name("head".to_owned()), Segment::Any]);
/// assert_eq!(first.at.bytes(), Bytes { start: 0, end: 6 });
/// ```
pub fn alternatives<P: Copy>(tokens: &[Token<P>], nearby: P) -> Vec<Result<Pattern<P>, Fault<P>>> {
    let parts = tokens.split(|token| token.is_punct('|'));
    let start = tokens.first().map_or(nearby, |token| token.at);
    let patterns = parts.map(|tokens| {
        let at = Extent::over(tokens, start);
        Parser { tokens, at: 0, whole: at }.pattern().map(|segments| Pattern { segments, at })
    });
    patterns.collect()
}

struct Parser<'t, P> {
    tokens: &'t [Token<P>],
    /// The position of the next token.
    at: usize,
    /// All tokens.
    whole: Extent<P>,
}

impl<'t, P: Copy> Parser<'t, P> {
    fn pattern(mut self) -> Result<Vec<Segment>, Fault<P>> {
        let mut segments = Vec::new();
        let mut separated = true;
        // A tuple field may be named as in Rust: `.0`.
        if let [dot, Token { tree: Tree::Literal(_), .. }, ..] = self.tokens
            && dot.is_punct('.')
        {
            self.at += 1;
        }
        while let Some(token) = self.peek() {
            match &token.tree {
                Tree::Group(Delimiter::Bracket, inner) => {
                    if separated && !segments.is_empty() {
                        return Err(self.expected(BEHIND_A_DOT));
                    }
                    segments.push(index(inner, Extent::of(token.at))?);
                    self.at += 1;
                    separated = false;
                }
                Tree::Punct('.') if !separated => {
                    self.at += 1;
                    separated = true;
                }
                _ if separated => separated = self.segment(&mut segments)?,
                tree => {
                    let beside_a_star = matches!(tree, Tree::Punct('*')) || segments.last() == Some(&Segment::Any);
                    return Err(self.expected(if beside_a_star { STAR } else { BEHIND_A_SEGMENT }));
                }
            }
        }
        if segments.is_empty() || separated {
            return Err(self.expected(SEGMENT));
        }
        if segments.len() > MAX_SEGMENTS {
            return Err(self.whole.fault(format!("a pattern has at most {MAX_SEGMENTS} segments")));
        }
        Ok(segments)
    }

    /// Parses one segment that follows a dot or begins the pattern. True if it consumed the next dot as well.
    fn segment(&mut self, segments: &mut Vec<Segment>) -> Result<bool, Fault<P>> {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let Some((token, after)) = rest.split_first() else { return Err(self.expected(SEGMENT)) };
        let (segment, len) = match &token.tree {
            Tree::Ident(name) if name == "_" => {
                let all = if self.tokens.len() == 1 { "for all parameters, write `**`" } else { "write `*`" };
                return Err(self.expected(format!("`_` is no pattern\nhelp: {all}")));
            }
            Tree::Ident(name) => (Segment::Name(plain(name)), 1),
            // `quote!` writes `**` as two stars that are not joint. No other pattern has two stars side by side.
            Tree::Punct('*') if after.first().is_some_and(|next| next.is_punct('*')) => (Segment::Deep, 2),
            Tree::Punct('*') => (Segment::Any, 1),
            Tree::Punct('<') => (self.kind(after)?, 1),
            Tree::Literal(text) => {
                let ends_in_a_dot = self.literal(text, Extent::of(token.at), segments)?;
                self.at += 1;
                return Ok(ends_in_a_dot);
            }
            _ => return Err(self.expected(SEGMENT)),
        };
        segments.push(segment);
        self.at += len;
        Ok(false)
    }

    /// Parses `Kind>` behind `<`, and leaves the last token to the caller.
    fn kind(&mut self, tokens: &[Token<P>]) -> Result<Segment, Fault<P>> {
        self.at += 1;
        let Some(Token { tree: Tree::Ident(name), .. }) = tokens.first() else {
            return Err(self.expected("expected the name of a kind, such as `<Dense>`"));
        };
        self.at += 1;
        if !tokens.get(1).is_some_and(|token| token.is_punct('>')) {
            let name = Cut(name);
            return Err(self.expected(format!(
                "expected `>`\nhelp: a kind is a plain name without path or parameters: `<{name}>`"
            )));
        }
        Ok(Segment::Kind(plain(name)))
    }

    /// Parses a literal where a name is expected: `.0.1` arrives as the float `0.1`, and `.0.*` as `0.` and `*`. True if it
    /// ends in a dot.
    fn literal(&self, text: &str, at: Extent<P>, segments: &mut Vec<Segment>) -> Result<bool, Fault<P>> {
        if text.starts_with('"') {
            let bare = Cut(text.trim_matches('"'));
            return Err(self.expected(format!("a pattern is written without quotes\nhelp: write `{bare}`")));
        }
        for digits in text.trim_end_matches('.').split('.') {
            let wrong = || at.fault(format!("expected a plain index, found `{}`", Cut(digits)));
            segments.push(Segment::at(number(digits).ok_or_else(wrong)?));
        }
        Ok(text.ends_with('.'))
    }

    fn peek(&self) -> Option<&'t Token<P>> {
        self.tokens.get(self.at)
    }

    /// Returns the fault that says what was expected, on the token that was found instead.
    fn expected(&self, what: impl Into<Cow<'static, str>>) -> Fault<P> {
        let found = self.peek().or(self.tokens.last());
        found.map_or(self.whole, |token| Extent::of(token.at)).fault(what)
    }
}

/// A name without the `r#` in front of a keyword.
fn plain(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_owned()
}
