//! One token after the other.

use crate::string;
use crate::token::{Bytes, Delimiter, Tree};
use crate::words::Cut;

/// What a text is made of.
pub(super) enum Lexeme {
    Token(Tree<Bytes>),
    Open(Delimiter),
    Close(Delimiter),
    Comment,
    /// No token, with the sentence that says why.
    Wrong(String),
}

/// A position in a text.
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        // Some editors write a mark of the byte order.
        Self { text, at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 } }
    }

    /// Returns what comes next, and its place.
    pub(super) fn next(&mut self) -> Option<(Lexeme, Bytes)> {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(is_space);
        self.at += rest.len() - trimmed.len();
        let (lexeme, len) = one(trimmed)?;
        let start = self.at;
        self.at += len;
        Some((lexeme, Bytes { start, end: self.at }))
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

/// Reads what stands at the beginning of the text. Returns it with its length.
fn one(text: &str) -> Option<(Lexeme, usize)> {
    use Delimiter::{Brace, Bracket, Parenthesis};
    let first = text.chars().next()?;
    let lexeme = match first {
        '(' => Lexeme::Open(Parenthesis),
        '[' => Lexeme::Open(Bracket),
        '{' => Lexeme::Open(Brace),
        ')' => Lexeme::Close(Parenthesis),
        ']' => Lexeme::Close(Bracket),
        '}' => Lexeme::Close(Brace),
        '/' if text.starts_with("//") => return Some((Lexeme::Comment, text.find('\n').unwrap_or(text.len()))),
        '/' if text.starts_with("/*") => return Some(comment(text)),
        '"' => return Some(quoted(text, 0)),
        '\'' => return Some(apostrophe(text)),
        '0'..='9' => return Some(number(text)),
        c if begins_name(c) => return Some(word(text)),
        '!' | '#' | '$' | '%' | '&' | '*' | '+' | ',' | '-' | '.' | '/' | ':' | ';' | '<' | '=' | '>' | '?' | '@'
        | '^' | '|' | '~' => Lexeme::Token(Tree::Punct(first)),
        _ => Lexeme::Wrong(format!("`{first}` is no part of a rule")),
    };
    Some((lexeme, first.len_utf8()))
}

/// A comment between `/*` and `*/`. Comments nest.
fn comment(text: &str) -> (Lexeme, usize) {
    let (mut at, mut open) = (2, 1_usize);
    while open > 0 {
        let rest = text.get(at..).unwrap_or_default();
        let Some(next) = rest.find(['*', '/']) else {
            return (Lexeme::Wrong("this comment is not closed".to_owned()), text.len());
        };
        let (step, change): (usize, isize) = match rest.get(next..next + 2) {
            Some("/*") => (2, 1),
            Some("*/") => (2, -1),
            _ => (1, 0),
        };
        at += next + step;
        open = open.saturating_add_signed(change);
    }
    (Lexeme::Comment, at)
}

/// A string in quotes behind a prefix, `b"..` or `c"..`, of this length.
fn quoted(text: &str, prefix: usize) -> (Lexeme, usize) {
    let mut at = prefix + 1;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        match rest.find(['"', '\\']) {
            None => return (Lexeme::Wrong("this string is not closed".to_owned()), text.len()),
            Some(found) if rest[found..].starts_with('"') => {
                at += found + 1;
                break;
            }
            Some(found) => at += found + 1 + rest[found + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    let len = at + suffix(&text[at..]);
    let escape = if prefix == 0 { string::value(&text[..at]).err() } else { None };
    match escape {
        Some(escape) => (Lexeme::Wrong(format!("`{}` is no escape of a string", Cut(escape))), len),
        None => (literal(text, len), len),
    }
}

/// A string between `r#"` and `"#`, behind a prefix of this length.
fn raw(text: &str, prefix: usize) -> (Lexeme, usize) {
    let wrong = || (Lexeme::Wrong("this string is not closed".to_owned()), text.len());
    let behind = &text[prefix..];
    let bare = behind.trim_start_matches('#');
    let hashes = behind.len() - bare.len();
    if !bare.starts_with('"') {
        return wrong();
    }
    let mut at = prefix + hashes + 1;
    loop {
        let Some(found) = text[at..].find('"') else { return wrong() };
        at += found + 1;
        let close = text[at..].bytes().take(hashes).take_while(|byte| *byte == b'#').count();
        at += close;
        if close == hashes {
            let len = at + suffix(&text[at..]);
            return (literal(text, len), len);
        }
    }
}

/// A character, `'a'`, or the sign of a lifetime.
fn apostrophe(text: &str) -> (Lexeme, usize) {
    let mut chars = text.char_indices().skip(1);
    let second = chars.next().map(|(_, c)| c);
    let third = chars.next();
    match (second, third) {
        (Some('\\'), Some((_, escaped))) => {
            let after = 2 + escaped.len_utf8();
            // The longest escape is `\u{10_ff_ff}`; a name, or a sign of another kind, ends it.
            let end = text.get(after..).and_then(|rest| rest.char_indices().take(24).find(|(_, c)| *c == '\''));
            match end {
                Some((end, _)) => (literal(text, after + end + 1), after + end + 1),
                None => no_part('\''),
            }
        }
        (Some(c), Some((at, '\''))) if c != '\'' => (literal(text, at + 1), at + 1),
        (Some(c), _) if begins_name(c) => (Lexeme::Token(Tree::Punct('\'')), 1),
        _ => no_part('\''),
    }
}

fn no_part(sign: char) -> (Lexeme, usize) {
    (Lexeme::Wrong(format!("`{sign}` is no part of a rule")), sign.len_utf8())
}

/// A number with its suffix: `1_000`, `0x1f`, `0.1`, `2.`, `1e-3f32`.
fn number(text: &str) -> (Lexeme, usize) {
    let digits = |from: usize| text[from..].bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'_').count();
    if matches!(text.as_bytes(), [b'0', b'x' | b'o' | b'b', ..]) {
        let len = suffix(text);
        return (literal(text, len), len);
    }
    let mut at = digits(0);
    let next = |at: usize| text[at..].chars().next();
    // `0..2` is a range, and `0.weight` a field.
    if next(at) == Some('.') && !next(at + 1).is_some_and(|c| c == '.' || begins_name(c)) {
        at += 1;
        at += digits(at);
    }
    if matches!(next(at), Some('e' | 'E')) {
        let sign = usize::from(matches!(next(at + 1), Some('+' | '-')));
        let exponent = digits(at + 1 + sign);
        let is_empty = !text[at + 1 + sign..].bytes().take(exponent).any(|byte| byte != b'_');
        at += 1 + sign + exponent;
        if is_empty {
            let len = at + suffix(&text[at..]);
            return (Lexeme::Wrong(format!("expected digits in the exponent of `{}`", Cut(&text[..len]))), len);
        }
    }
    let len = at + suffix(&text[at..]);
    (literal(text, len), len)
}

/// A name, `weight` or `r#type`, or a literal that begins with letters.
fn word(text: &str) -> (Lexeme, usize) {
    let len = suffix(text);
    let after = &text[len..];
    match &text[..len] {
        "r" if after.starts_with('#') && after[1..].starts_with(begins_name) => {
            let len = 2 + suffix(&after[1..]);
            (Lexeme::Token(Tree::Ident(text[..len].to_owned())), len)
        }
        "r" | "br" | "cr" if after.starts_with(['"', '#']) => raw(text, len),
        "b" | "c" if after.starts_with('"') => quoted(text, len),
        "b" if after.starts_with('\'') => {
            let (lexeme, inner) = apostrophe(after);
            match lexeme {
                Lexeme::Token(Tree::Literal(_)) => (literal(text, len + inner), len + inner),
                _ => (Lexeme::Token(Tree::Ident(text[..len].to_owned())), len),
            }
        }
        name => (Lexeme::Token(Tree::Ident(name.to_owned())), len),
    }
}

fn literal(text: &str, len: usize) -> Lexeme {
    Lexeme::Token(Tree::Literal(text[..len].to_owned()))
}

/// The length of the name at the beginning, or of the suffix of a literal.
fn suffix(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())
}

fn begins_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// True of what Rust takes for space.
fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
}
