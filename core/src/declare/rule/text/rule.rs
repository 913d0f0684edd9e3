//! The tokens of one rule, to its data.

use paraminit_syntax::words::ARROW;
use paraminit_syntax::{Bytes, Delimiter, Extent, Token, Tree, alternatives, lex};

use super::data::{Read, ReadPattern};
use super::fault::TextFault;
use super::part::arrow;
use super::side::side;
use super::source::{Found, Site, Source};

/// Reads a rule of a text. `None` if it adds faults.
pub(super) fn of_text(source: &Source<'_>, tokens: &[Token<Bytes>], found: &mut Found<'_, '_>) -> Option<Read> {
    let first = tokens.first()?.at;
    let whole = Extent::over(tokens, first);
    if let [hash, Token { tree: Tree::Group(Delimiter::Bracket, _), at }, ..] = tokens
        && hash.is_punct('#')
    {
        let message = "an attribute is for the compiler, and no compiler reads this text\n\
                       help: leave the rule out of the text where it must not apply";
        found.add(Extent { first, last: *at }.fault(message));
        return None;
    }
    let Some(at) = arrow(tokens) else {
        found.add(whole.fault(ARROW));
        return None;
    };
    let (left, right) = (tokens.get(..at)?, tokens.get(at + 2..)?);
    let (left, optional) = without_question_mark(left);
    let patterns = patterns(source, left, first, found);
    let right_at = Extent::over(right, tokens.get(at)?.at).first.start;
    let side = found.take(side(source, right, Extent::over(tokens.get(at..at + 2)?, first)));
    let (side, text) = side?;
    Some(Read {
        patterns: patterns?,
        optional,
        side,
        text,
        place: source.place(first.start),
        right: source.place(right_at),
    })
}

/// Reads a pair. `number` counts pairs from 1. `None` if it adds faults.
pub(super) fn of_pair(
    left: &str,
    right: &str,
    origin: &'static str,
    number: u32,
    faults: &mut Vec<TextFault>,
) -> Option<Read> {
    let patterns = of_pattern(left, origin, Site::Line { number, before: 0 }, faults);

    let lexed = lex(right);
    let before = left.chars().count() + " => ".len();
    let source = Source::new(right, &lexed.comments, origin, Site::Line { number, before });
    let mut found = Found::new(&source, lexed.faults);
    let side = side(&source, &lexed.tokens, Extent::of(end(&source)));
    let side = if found.is_empty() { found.take(side) } else { None };
    faults.extend(found.into_sorted());

    let ((side, text), (patterns, optional)) = (side?, patterns?);
    let start = lexed.tokens.first().map_or(0, |token| token.at.start);
    let (place, right) = (patterns.first()?.place, source.place(start));
    Some(Read { patterns, optional, side, text, place, right })
}

/// Reads a text of alternatives. True if it ends in `?`, which only that of a pair may. `None` if it adds faults.
pub(super) fn of_pattern(
    text: &str,
    origin: &'static str,
    site: Site,
    faults: &mut Vec<TextFault>,
) -> Option<(Vec<ReadPattern>, bool)> {
    let lexed = lex(text);
    let source = Source::new(text, &lexed.comments, origin, site);
    let (tokens, optional) = match site {
        Site::Line { .. } => without_question_mark(&lexed.tokens),
        Site::Text => (&lexed.tokens[..], false),
    };
    let mut found = Found::new(&source, lexed.faults);
    let patterns = if found.is_empty() { patterns(&source, tokens, end(&source), &mut found) } else { None };
    faults.extend(found.into_sorted());
    Some((patterns?, optional))
}

/// The place behind a text.
const fn end(source: &Source<'_>) -> Bytes {
    Bytes { start: source.len(), end: source.len() }
}

/// Splits off the `?` of an optional rule.
fn without_question_mark(tokens: &[Token<Bytes>]) -> (&[Token<Bytes>], bool) {
    match tokens {
        [front @ .., mark] if mark.is_punct('?') => (front, true),
        _ => (tokens, false),
    }
}

/// Reads alternatives. `None` if it adds faults.
fn patterns(
    source: &Source<'_>,
    tokens: &[Token<Bytes>],
    nearby: Bytes,
    found: &mut Found<'_, '_>,
) -> Option<Vec<ReadPattern>> {
    let read: Vec<_> = alternatives(tokens, nearby).into_iter().map(|read| found.take(read)).collect();
    let patterns = read.into_iter().map(|pattern| {
        let pattern = pattern?;
        let (text, place) = (pattern.text(), source.place(pattern.at.first.start));
        Some(ReadPattern { segments: pattern.segments, text, place })
    });
    patterns.collect()
}
