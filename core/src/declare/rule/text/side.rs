//! The right side of a rule of a text.

use paraminit_syntax::words::{BETWEEN_RULES, RIGHT_SIDE, TIE};
use paraminit_syntax::{Bytes, Delimiter, Extent, Fault, Token, Tree};

use super::data::ReadSide;
use super::part::arrow;
use super::source::Source;
use crate::init::Init;
use crate::printed::Quoted;

/// The way for what a text cannot say.
const IN_THE_PROGRAM: &str = "help: give this rule in the program, by `DynamicRules::rule`";

/// What needs Rust, by the name of the call, with the reason.
const CALLS: [(&str, &str); 8] = [
    ("rules", "takes a rule set of the program"),
    ("load", "takes a file, and a text opens none"),
    ("from", "takes a model or a map of the program"),
    ("custom", "takes an initializer of the program"),
    ("sample", "takes a distribution of the program"),
    ("each", "takes a function"),
    ("map", "takes a function"),
    ("values", "takes an array"),
];

/// Reads a right side. Returns it with its text, in one line. `nearby` is the place of the fault if there are no tokens.
pub(super) fn side(
    source: &Source<'_>,
    tokens: &[Token<Bytes>],
    nearby: Extent<Bytes>,
) -> Result<(ReadSide, String), Fault<Bytes>> {
    let whole = match tokens {
        [] => return Err(nearby.fault(RIGHT_SIDE)),
        [first, ..] => Extent::over(tokens, first.at),
    };
    let action = match tokens {
        [word] if word.is_word("default") => ReadSide::Default,
        [word] if word.is_word("keep") => ReadSide::Keep,
        _ => ReadSide::Init(Box::new(initializer(source, tokens, whole)?)),
    };
    let words: Vec<&str> = source.slice(whole.bytes()).split_whitespace().collect();
    Ok((action, words.join(" ")))
}

fn initializer(source: &Source<'_>, tokens: &[Token<Bytes>], whole: Extent<Bytes>) -> Result<Init, Fault<Bytes>> {
    if let Some(message) = refused(source, tokens) {
        return Err(whole.fault(message));
    }
    if arrow(tokens).is_some() {
        return Err(whole.fault(BETWEEN_RULES));
    }
    let at = whole.bytes();
    source.slice(at).parse::<Init>().map_err(|error| {
        let start = at.start + error.at();
        let mut message = error.message().to_owned();
        if CALLS.iter().any(|(name, why)| message == cannot_be_read(name, &format!("it {why}"))) {
            message = format!("{message}\n{IN_THE_PROGRAM}");
        }
        Extent::of(Bytes { start, end: start }).fault(message)
    })
}

fn cannot_be_read(what: &str, why: &str) -> String {
    format!("`{what}` cannot be read from text: {why}")
}

/// Returns the sentence about what needs Rust.
fn refused(source: &Source<'_>, tokens: &[Token<Bytes>]) -> Option<String> {
    let is_closure = |tokens: &[Token<Bytes>]| tokens.first().is_some_and(|token| token.is_punct('|'));
    let message = match tokens {
        [word, rest @ ..] if (word.is_word("move") || word.is_word("const")) && is_closure(rest) => closure(),
        _ if is_closure(tokens) => closure(),
        [Token { tree: Tree::Group(Delimiter::Brace, _), .. }] => {
            "a block cannot be read from text: it is an expression of the program".to_owned()
        }
        [word] | [word, Token { tree: Tree::Group(..), .. }] if word.is_word("tie") => return Some(TIE.to_owned()),
        [Token { tree: Tree::Ident(name), .. }, Token { tree: Tree::Group(Delimiter::Parenthesis, _), .. }, ..]
            if let Some((_, why)) = CALLS.iter().find(|(call, _)| call == name) =>
        {
            cannot_be_read(name, &format!("it {why}"))
        }
        [Token { tree: Tree::Ident(name), .. }] if is_constant(name) => {
            cannot_be_read(&Quoted(name).to_string(), "it is a constant of the program")
        }
        _ => {
            let colons = |pair: &[Token<Bytes>]| pair.iter().all(|token| token.is_punct(':'));
            tokens.windows(2).any(colons).then_some(())?;
            let path = tokens.iter().take_while(|token| !matches!(token.tree, Tree::Group(..)));
            let end = path.last().map_or(0, |token| token.at.end);
            let path = source.slice(Bytes { start: tokens.first()?.at.start, end });
            cannot_be_read(&Quoted(path).to_string(), "it is a path in the program")
        }
    };
    Some(format!("{message}\n{IN_THE_PROGRAM}"))
}

fn closure() -> String {
    "a closure cannot be read from text: it is a function of the program".to_owned()
}

/// True for a name in capitals.
fn is_constant(name: &str) -> bool {
    name.len() > 1 && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '_')
}
