//! What stands in brackets: `"key"`, `3`, `*`, `2..6`, `2..=5`, `2..`, `..6`, `last`, `..last`, `2..last`.

use crate::segment::Segment;
use crate::string;
use crate::token::{Delimiter, Extent, Fault, Token, Tree};
use crate::words::{Cut, INDEX};

/// Parses the content of brackets, which stand at `at`.
pub(crate) fn index<P: Copy>(tokens: &[Token<P>], at: Extent<P>) -> Result<Segment, Fault<P>> {
    let tokens = open_fragment(tokens);
    if let [Token { tree: Tree::Literal(literal), .. }] = tokens
        && let Ok(key) = string::value(literal)
    {
        return Ok(Segment::Key(key));
    }
    let mut text = String::new();
    let mut in_a_word = false;
    if !spell(tokens, &mut text, &mut in_a_word) {
        return Err(at.fault(INDEX));
    }
    let number = |digits: &str| number(digits).ok_or_else(|| at.fault(INDEX));
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
        Err(at.fault(format!("the range `[{}]` is empty", Cut(&text))))
    }
}

/// Returns the tokens inside of invisible groups. A fragment that a user's `macro_rules!` passes on, such as `$e:expr`,
/// arrives in such a group.
fn open_fragment<P>(tokens: &[Token<P>]) -> &[Token<P>] {
    match tokens {
        [Token { tree: Tree::Group(Delimiter::None, inner), .. }] => open_fragment(inner),
        _ => tokens,
    }
}

/// Appends the tokens without spaces. False where a space has a meaning, `1 2`, and for groups that one sees.
fn spell<P>(tokens: &[Token<P>], out: &mut String, in_a_word: &mut bool) -> bool {
    tokens.iter().all(|token| {
        let after_a_word = *in_a_word;
        *in_a_word = matches!(token.tree, Tree::Ident(_) | Tree::Literal(_));
        match &token.tree {
            Tree::Ident(text) | Tree::Literal(text) => {
                out.push_str(text);
                !after_a_word
            }
            Tree::Punct(sign) => {
                out.push(*sign);
                true
            }
            Tree::Group(Delimiter::None, inner) => {
                *in_a_word = after_a_word;
                spell(inner, out, in_a_word)
            }
            Tree::Group(..) => false,
        }
    })
}

/// Parses a plain number to which 1 can be added.
pub(crate) fn number(digits: &str) -> Option<usize> {
    let digits = digits.replace('_', "");
    let value = digits.bytes().all(|digit| digit.is_ascii_digit()).then_some(digits)?.parse::<u32>().ok()?;
    usize::try_from(value).ok().filter(|value| *value < usize::MAX)
}
