//! Tokens, their places, and what is wrong about them.

use std::borrow::Cow;

/// A token and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<P> {
    /// The token.
    pub tree: Tree<P>,
    /// Its place; of a group, with its brackets.
    pub at: P,
}

/// A token without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree<P> {
    /// A name or a keyword, as written: `weight`, `r#type`.
    Ident(String),
    /// A number, a string or a character, as written.
    Literal(String),
    /// One character of an operator: `**` is two of them.
    Punct(char),
    /// Tokens in brackets.
    Group(Delimiter, Vec<Token<P>>),
}

/// The brackets of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `( .. )`
    Parenthesis,
    /// `[ .. ]`
    Bracket,
    /// `{ .. }`
    Brace,
    /// None that one sees, around a fragment that a macro passes on.
    None,
}

/// The place of a token in a text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A place that goes from one token to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent<P> {
    /// The first token.
    pub first: P,
    /// The last token.
    pub last: P,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault<P> {
    /// The sentence, with the fix behind `help:` on a line of its own, if there is one.
    pub message: Cow<'static, str>,
    /// The tokens that it is about.
    pub at: Extent<P>,
}

impl Delimiter {
    /// The brackets as characters; invisible ones have none.
    pub(crate) const fn signs(self) -> Option<(char, char)> {
        match self {
            Self::Parenthesis => Some(('(', ')')),
            Self::Bracket => Some(('[', ']')),
            Self::Brace => Some(('{', '}')),
            Self::None => None,
        }
    }
}

impl<P> Token<P> {
    /// True if the token is this punctuation.
    pub fn is_punct(&self, wanted: char) -> bool {
        matches!(self.tree, Tree::Punct(found) if found == wanted)
    }

    /// True if the token is this word.
    pub fn is_word(&self, wanted: &str) -> bool {
        matches!(&self.tree, Tree::Ident(found) if found == wanted)
    }
}

impl<P: Copy> Extent<P> {
    /// Returns the extent of one token.
    pub const fn of(at: P) -> Self {
        Self { first: at, last: at }
    }

    /// Returns the extent from the first to the last of these tokens; that of `fallback` if there are none.
    pub fn over(tokens: &[Token<P>], fallback: P) -> Self {
        match tokens {
            [first, .., last] => Self { first: first.at, last: last.at },
            [only] => Self::of(only.at),
            [] => Self::of(fallback),
        }
    }

    /// Returns a fault about these tokens.
    pub fn fault(self, message: impl Into<Cow<'static, str>>) -> Fault<P> {
        Fault { message: message.into(), at: self }
    }
}

impl Extent<Bytes> {
    /// The bytes from the beginning of the first token to the end of the last one.
    #[must_use]
    pub const fn bytes(&self) -> Bytes {
        Bytes { start: self.first.start, end: self.last.end }
    }
}
