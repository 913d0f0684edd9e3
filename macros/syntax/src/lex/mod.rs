//! Text to tokens, as Rust cuts it.

mod scan;

use crate::token::{Bytes, Delimiter, Extent, Fault, Token, Tree};
use crate::words::{MAX_DEPTH, TOO_DEEP};
use scan::{Lexeme, Scanner};

/// The tokens of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lexed {
    /// The tokens outside of all brackets, groups among them.
    pub tokens: Vec<Token<Bytes>>,
    /// The places of comments.
    pub comments: Vec<Bytes>,
    /// What is wrong. What is no token is left out of the tokens; a bracket that is not closed ends with the text.
    pub faults: Vec<Fault<Bytes>>,
}

/// Cuts a text into tokens as Rust does: names, numbers, strings, signs and brackets. Comments and space are left out. It takes a
/// time in proportion to the length of the text.
///
/// ```
/// use paraminit_syntax::{Bytes, Tree, lex};
///
/// let lexed = lex("a[0] // the first");
/// assert_eq!(lexed.tokens[0].tree, Tree::Ident("a".to_owned()));
/// assert_eq!(lexed.tokens[1].at, Bytes { start: 1, end: 4 });
/// assert_eq!(lexed.comments, [Bytes { start: 5, end: 17 }]);
///
/// assert_eq!(lex("a[0").faults[0].message, "this `[` is not closed");
/// ```
#[must_use]
pub fn lex(text: &str) -> Lexed {
    let mut builder = Builder::default();
    let mut scanner = Scanner::new(text);
    while let Some((lexeme, at)) = scanner.next() {
        match lexeme {
            Lexeme::Comment => builder.comments.push(at),
            Lexeme::Token(tree) => builder.push(Token { tree, at }),
            Lexeme::Open(delimiter) if builder.open.len() + 1 == MAX_DEPTH => {
                builder.fault(at, TOO_DEEP.to_owned());
                builder.open(delimiter, at);
                break;
            }
            Lexeme::Open(delimiter) => builder.open(delimiter, at),
            Lexeme::Close(delimiter) => builder.close(delimiter, at),
            Lexeme::Wrong(message) => builder.fault(at, message),
        }
    }
    builder.finish(text.len())
}

#[derive(Default)]
struct Builder {
    tokens: Vec<Token<Bytes>>,
    comments: Vec<Bytes>,
    faults: Vec<Fault<Bytes>>,
    /// The brackets that are open, with the tokens before each in the group around it.
    open: Vec<(Delimiter, Bytes, Vec<Token<Bytes>>)>,
}

impl Builder {
    fn push(&mut self, token: Token<Bytes>) {
        self.tokens.push(token);
    }

    fn fault(&mut self, at: Bytes, message: String) {
        self.faults.push(Extent::of(at).fault(message));
    }

    fn open(&mut self, delimiter: Delimiter, at: Bytes) {
        let before = core::mem::take(&mut self.tokens);
        self.open.push((delimiter, at, before));
    }

    fn close(&mut self, delimiter: Delimiter, at: Bytes) {
        if !self.open.iter().any(|(open, ..)| *open == delimiter) {
            let sign = delimiter.signs().map_or(' ', |(_, close)| close);
            return self.fault(at, format!("this `{sign}` closes nothing"));
        }
        while let Some((open, start, before)) = self.open.pop() {
            self.group(open, Bytes { start: start.start, end: at.end }, before);
            if open == delimiter {
                return;
            }
            self.not_closed(open, start);
        }
    }

    /// Makes a group of the tokens behind its bracket.
    fn group(&mut self, delimiter: Delimiter, at: Bytes, before: Vec<Token<Bytes>>) {
        let inner = core::mem::replace(&mut self.tokens, before);
        self.tokens.push(Token { tree: Tree::Group(delimiter, inner), at });
    }

    fn not_closed(&mut self, delimiter: Delimiter, at: Bytes) {
        let sign = delimiter.signs().map_or(' ', |(open, _)| open);
        self.fault(at, format!("this `{sign}` is not closed"));
    }

    fn finish(mut self, len: usize) -> Lexed {
        let too_deep = self.open.len() == MAX_DEPTH;
        while let Some((open, at, before)) = self.open.pop() {
            self.group(open, Bytes { start: at.start, end: len }, before);
            if !too_deep {
                self.not_closed(open, at);
            }
        }
        self.faults.sort_by_key(|fault| fault.at.first);
        Lexed { tokens: self.tokens, comments: self.comments, faults: self.faults }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens, separated by spaces.
    fn shown(text: &str) -> String {
        fn write(tokens: &[Token<Bytes>], out: &mut Vec<String>) {
            for token in tokens {
                match &token.tree {
                    Tree::Ident(text) => out.push(text.clone()),
                    Tree::Literal(text) => out.push(format!("{text}#")),
                    Tree::Punct(sign) => out.push(sign.to_string()),
                    Tree::Group(delimiter, inner) => {
                        let (open, close) = delimiter.signs().expect("brackets");
                        out.push(open.to_string());
                        write(inner, out);
                        out.push(close.to_string());
                    }
                }
            }
        }
        let lexed = lex(text);
        assert_eq!(lexed.faults, [], "{text}");
        let mut out = Vec::new();
        write(&lexed.tokens, &mut out);
        out.join(" ")
    }

    #[test]
    fn text_is_cut_as_rust_cuts_it() {
        for (text, expected) in [
            ("", ""),
            ("a.b|**.c", "a . b | * * . c"),
            ("r#type.r#\"a\"# r\"\" rx", "r#type . r#\"a\"## r\"\"# rx"),
            ("layers.0.1", "layers . 0.1#"),
            ("layers.0.*", "layers . 0.# *"),
            ("layers.0.weight", "layers . 0# . weight"),
            ("[2..=5] 0..", "[ 2# . . = 5# ] 0# . ."),
            ("1_000 1e-3 1.5E+2f32 0x1fe3 0b1 0o7u8 1.e 2.", "1_000# 1e-3# 1.5E+2f32# 0x1fe3# 0b1# 0o7u8# 1# . e 2.#"),
            (
                "\"a\\\"b\" b\"a\" c\"a\" br#\"a\"# 'a' '\\'' b'a' 'ab",
                "\"a\\\"b\"# b\"a\"# c\"a\"# br#\"a\"## 'a'# '\\''# b'a'# ' ab",
            ),
            ("a/b // c\n/* d /* e */ f */ g", "a / b g"),
            ("\u{feff}é_1 \r\n _", "é_1 _"),
            ("f(a, {b})", "f ( a , { b } )"),
            ("mixture { 0.5 => zeros }", "mixture { 0.5# = > zeros }"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_bytes() {
        let lexed = lex("é[\"ä\"] /* ö */ b");
        let places: Vec<_> = lexed.tokens.iter().map(|token| (token.at.start, token.at.end)).collect();
        assert_eq!(places, [(0, 2), (2, 8), (18, 19)]);
        assert_eq!(lexed.comments, [Bytes { start: 9, end: 17 }]);
    }

    #[test]
    fn what_is_no_token_is_named_where_it_stands() {
        for (text, expected) in [
            ("a → b", vec![(2, "`→` is no part of a rule")]),
            (
                "\\ ` '",
                vec![
                    (0, "`\\` is no part of a rule"),
                    (2, "``` is no part of a rule"),
                    (4, "`'` is no part of a rule"),
                ],
            ),
            ("a[0", vec![(1, "this `[` is not closed")]),
            ("(a]", vec![(0, "this `(` is not closed"), (2, "this `]` closes nothing")]),
            ("[(a] }", vec![(1, "this `(` is not closed"), (5, "this `}` closes nothing")]),
            ("a \"b", vec![(2, "this string is not closed")]),
            ("r#\"b\"", vec![(0, "this string is not closed")]),
            ("r##x", vec![(0, "this string is not closed")]),
            ("a /* /* */", vec![(2, "this comment is not closed")]),
            (r#"["a\q"]"#, vec![(1, "`\\q` is no escape of a string")]),
            ("1e.w", vec![(0, "expected digits in the exponent of `1e`")]),
        ] {
            let faults = lex(text).faults;
            let found: Vec<_> = faults.iter().map(|fault| (fault.at.first.start, &*fault.message)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn deep_texts_are_refused_once() {
        assert_eq!(lex(&format!("{}{}", "(".repeat(99), ")".repeat(99))).faults, []);
        let deep = lex(&"([{".repeat(100_000));
        assert_eq!(deep.faults, [Extent::of(Bytes { start: 99, end: 100 }).fault(TOO_DEEP)]);
    }
}
