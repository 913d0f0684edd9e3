//! Rules from text, in the language of `init!` without the model's type.
//!
//! ```text
//! // A comment. Rules end with a comma or with their line.
//! <Dense>.weight => xavier_uniform(gain = Relu)
//! blocks[last].** | head.** ?=> zeros,  ** => default
//! ```
//!
//! A line goes on where a bracket is open, and beside `|`, `=>` and `?=>`. A right side is `default`, `keep`, or an initializer as
//! [`Init`](crate::init::Init) reads it from text. What needs Rust is refused.

mod data;
mod fault;
mod kept;
mod part;
mod rule;
mod side;
mod source;
#[cfg(test)]
mod tests;

pub use data::TextRule;
pub use fault::TextFault;

use paraminit_syntax::{Extent, lex, words};

use crate::declare::rule_place::RulePlace;
use crate::pool;
use crate::rule::Pattern;
use data::Read;
use part::{Part, parts};
use source::{Found, Site, Source};

/// The longest text that is read, in bytes.
pub const LONGEST: usize = 1 << 20;

/// Reads a text of rules. `origin` is what it came from, such as the name of a file.
///
/// # Errors
/// All that is wrong with it, in the order of the text.
///
/// ```
/// use paraminit::rule::text::parse;
///
/// let rules = parse("**.bias => zeros\nhead.weight ?=> normal(0.0, 2e-2)", "rules.txt").unwrap();
/// assert_eq!(rules[1].to_string(), "head.weight ?=> normal(0.0, 2e-2)");
/// assert_eq!(rules[1].place.to_string(), "rules.txt:2:1");
///
/// let faults = parse("**.bias => zeroes\n* * => ones", "rules.txt").unwrap_err();
/// let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
/// assert_eq!(faults[0], "rules.txt:1:12: no initializer is called `zeroes`\nhelp: did you mean `zeros`?");
/// ```
pub fn parse(text: &str, origin: &str) -> Result<Vec<TextRule>, Vec<TextFault>> {
    let origin = pool::text(origin);
    if text.len() > LONGEST {
        return Err(vec![too_long(text.len(), origin, 1)]);
    }
    let lexed = lex(text);
    let source = Source::new(text, &lexed.comments, origin, Site::Text);
    // What is no token hides what its rule says.
    let broken: Vec<usize> = lexed.faults.iter().map(|fault| fault.at.first.start).collect();
    let (mut found, mut rules) = (Found::new(&source, lexed.faults), Vec::new());
    for part in parts(&lexed.tokens, &source) {
        match part {
            Part::Nothing(comma) => found.add(Extent::of(comma).fault(words::ARROW)),
            Part::Rule { tokens, until } => {
                let start = tokens.first().map_or(until, |token| token.at.start);
                let next = broken.partition_point(|at| *at < start);
                if broken.get(next).is_none_or(|at| *at >= until) {
                    rules.extend(rule::of_text(&source, tokens, &mut found));
                }
            }
        }
    }
    finish(rules, found.into_sorted())
}

/// Reads the patterns of one rule, `a | b`, whose right side comes from elsewhere.
///
/// # Errors
/// All that is wrong with them. The places are in the text.
///
/// ```
/// use paraminit::rule::text::patterns;
///
/// assert_eq!(patterns("**.bias | head.*").unwrap()[1].text, "head.*");
/// assert_eq!(patterns("head.").unwrap_err()[0].place.column(), 5);
/// ```
pub fn patterns(text: &str) -> Result<Vec<Pattern>, Vec<TextFault>> {
    if text.len() > LONGEST {
        return Err(vec![too_long(text.len(), "pattern", 1)]);
    }
    let mut faults = Vec::new();
    let read = rule::of_pattern(text, "pattern", Site::Text, &mut faults);
    read.map(|(patterns, _)| patterns.iter().map(kept::pattern).collect()).ok_or(faults)
}

/// Reads rules that come as pairs of a pattern and a right side, as from a map of a JSON or TOML file. A pattern may hold
/// alternatives, `a | b`; one that ends in `?` belongs to a rule that may match nothing. Each pair counts as a line of its own,
/// `pattern => right side`.
///
/// # Errors
/// All that is wrong with them, in their order.
///
/// ```
/// use paraminit::rule::text::from_pairs;
///
/// let rules = from_pairs([("**.bias", "zeros"), ("head.weight ?", "keep")], "rules").unwrap();
/// assert_eq!(rules[1].to_string(), "head.weight ?=> keep");
///
/// let faults = from_pairs([("**.bias", "zeros"), ("head.", "onez")], "rules").unwrap_err();
/// let places: Vec<String> = faults.iter().map(|fault| fault.place.to_string()).collect();
/// assert_eq!(places, ["rules:2:5", "rules:2:10"]);
/// ```
pub fn from_pairs<P: AsRef<str>, R: AsRef<str>>(
    pairs: impl IntoIterator<Item = (P, R)>,
    origin: &str,
) -> Result<Vec<TextRule>, Vec<TextFault>> {
    let origin = pool::text(origin);
    let (mut rules, mut faults, mut len, mut number) = (Vec::new(), Vec::new(), 0_usize, 0_u32);
    for (left, right) in pairs {
        let (left, right) = (left.as_ref(), right.as_ref());
        number = number.saturating_add(1);
        len = len.saturating_add(left.len()).saturating_add(right.len());
        if len > LONGEST {
            faults.push(too_long(len, origin, number));
            break;
        }
        rules.extend(rule::of_pair(left, right, origin, number, &mut faults));
    }
    finish(rules, faults)
}

fn finish(rules: Vec<Read>, faults: Vec<TextFault>) -> Result<Vec<TextRule>, Vec<TextFault>> {
    if faults.is_empty() { Ok(kept::rules(rules)) } else { Err(faults) }
}

fn too_long(len: usize, origin: &'static str, line: u32) -> TextFault {
    let message = format!("rules of {len} bytes are not read: {LONGEST} are the most");
    TextFault::new(message, RulePlace::Text { origin, line, column: 1 })
}
