//! Where one rule of a text ends and the next one begins.

use paraminit_syntax::{Bytes, Token};

use super::source::Source;

/// What stands between two separators.
pub(super) enum Part<'t> {
    /// The tokens of a rule, and the place where the next rule begins.
    Rule { tokens: &'t [Token<Bytes>], until: usize },
    /// Nothing, before this comma.
    Nothing(Bytes),
}

/// Splits at commas and at the ends of lines, but not between the bars of a closure.
pub(super) fn parts<'t>(tokens: &'t [Token<Bytes>], source: &Source<'_>) -> Vec<Part<'t>> {
    let mut parts = Vec::new();
    let (mut start, mut behind_a_comma, mut in_bars) = (0, true, false);
    for (i, token) in tokens.iter().enumerate() {
        let before = tokens.get(start..i).unwrap_or_default();
        if token.is_punct('|') && (in_bars || begins_closure(before)) {
            in_bars = !in_bars;
        } else if token.is_punct(',') && !in_bars {
            match before {
                [] if behind_a_comma => parts.push(Part::Nothing(token.at)),
                [] => {}
                tokens => parts.push(Part::Rule { tokens, until: token.at.start }),
            }
            (start, behind_a_comma) = (i + 1, true);
            continue;
        } else if let [.., last] = before
            && source.ends_line(last.at, token.at)
            && !goes_on(before, tokens.get(i..).unwrap_or_default())
        {
            parts.push(Part::Rule { tokens: before, until: token.at.start });
            (start, in_bars) = (i, false);
        }
        behind_a_comma = false;
    }
    match tokens.get(start..) {
        None | Some([]) => {}
        Some(tokens) => parts.push(Part::Rule { tokens, until: source.len() + 1 }),
    }
    parts
}

/// Returns the position of the first `=>`.
pub(super) fn arrow(tokens: &[Token<Bytes>]) -> Option<usize> {
    tokens.windows(2).position(begins_with_arrow)
}

fn begins_with_arrow(tokens: &[Token<Bytes>]) -> bool {
    matches!(tokens, [a, b, ..] if a.is_punct('=') && b.is_punct('>') && a.at.end == b.at.start)
}

fn ends_with_arrow(tokens: &[Token<Bytes>]) -> bool {
    tokens.len() >= 2 && begins_with_arrow(&tokens[tokens.len() - 2..])
}

/// True if a `|` that comes next opens the parameters of a closure.
fn begins_closure(before: &[Token<Bytes>]) -> bool {
    match before {
        [front @ .., word] if word.is_word("move") || word.is_word("const") => ends_with_arrow(front),
        _ => ends_with_arrow(before),
    }
}

/// True if the rule goes on in the next line, whose tokens begin `after`.
fn goes_on(before: &[Token<Bytes>], after: &[Token<Bytes>]) -> bool {
    let open = before.last().is_some_and(|last| last.is_punct('|')) || ends_with_arrow(before);
    open || match after {
        [sign, rest @ ..] if sign.is_punct('?') => begins_with_arrow(rest),
        [sign, ..] => sign.is_punct('|') || begins_with_arrow(after),
        [] => false,
    }
}
