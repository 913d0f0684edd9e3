//! Rule sets mounted on submodels, `blocks[*] => rules(BLOCK_RULES)`, flattened into ordinary rules.
//!
//! Each pattern of the set is written behind each prefix. The macro first asks for the sizes, then lets these functions
//! fill constants of that size. So checks and runs meet ordinary rules only.

use crate::const_for::const_for;
use crate::rule::{Action, Pattern, PatternSegment, Rule};
use crate::schema::Schema;

/// A rule set and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Mounted {
    /// Its rules, relative to a model of this schema.
    pub table: &'static [Rule],
    /// The model.
    pub schema: &'static Schema,
}

/// Sizes of the constants that hold a flattened set.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Segments of all patterns.
    pub segments: usize,
    /// Bytes of all texts.
    pub bytes: usize,
    /// Patterns of all rules.
    pub patterns: usize,
    /// Rules.
    pub rules: usize,
}

/// Sizes for the rules of `set` below these prefixes.
#[must_use]
pub const fn mounted_size(prefixes: &[Pattern], set: &Mounted) -> Size {
    let mut size = Size { segments: 0, bytes: 0, patterns: 0, rules: set.table.len() };
    let mut at = Cursor::START;
    while let Some((prefix, pattern)) = at.next(prefixes, set) {
        size.segments += prefix.segments.len() + pattern.segments.len();
        size.bytes += prefix.text.len() + needs_dot(pattern) as usize + pattern.text.len();
        size.patterns += 1;
    }
    size
}

/// The segments of all patterns, one behind the other.
#[must_use]
pub const fn mounted_segments<const N: usize>(prefixes: &[Pattern], set: &Mounted) -> [PatternSegment; N] {
    let mut out = [PatternSegment::Any; N];
    let mut n = 0;
    let mut at = Cursor::START;
    while let Some((prefix, pattern)) = at.next(prefixes, set) {
        n = put(&mut out, n, prefix.segments);
        n = put(&mut out, n, pattern.segments);
    }
    out
}

/// The texts of all patterns, one behind the other.
#[must_use]
pub const fn mounted_text<const N: usize>(prefixes: &[Pattern], set: &Mounted) -> [u8; N] {
    let mut out = [b'.'; N];
    let mut n = 0;
    let mut at = Cursor::START;
    while let Some((prefix, pattern)) = at.next(prefixes, set) {
        n = put(&mut out, n, prefix.text.as_bytes()) + needs_dot(pattern) as usize;
        n = put(&mut out, n, pattern.text.as_bytes());
    }
    out
}

/// All patterns, of slices of what the functions above made.
#[must_use]
pub const fn mounted_patterns<const N: usize>(
    prefixes: &[Pattern],
    set: &Mounted,
    segments: &'static [PatternSegment],
    text: &'static [u8],
) -> [Pattern; N] {
    let mut out = [Pattern { segments: &[], text: "" }; N];
    let (mut rest, mut bytes, mut n) = (segments, text, 0);
    let mut at = Cursor::START;
    while let Some((prefix, pattern)) = at.next(prefixes, set) {
        let (own, others) = rest.split_at(prefix.segments.len() + pattern.segments.len());
        let len = prefix.text.len() + needs_dot(pattern) as usize + pattern.text.len();
        let (letters, remaining) = bytes.split_at(len);
        out[n] = Pattern {
            segments: own,
            text: match core::str::from_utf8(letters) {
                Ok(text) => text,
                Err(_) => pattern.text,
            },
        };
        (rest, bytes) = (others, remaining);
        n += 1;
    }
    out
}

/// The rules of the set, with these patterns.
#[must_use]
pub const fn mounted_rules<const N: usize>(
    prefixes: &[Pattern],
    set: &Mounted,
    optional: bool,
    patterns: &'static [Pattern],
) -> [Rule; N] {
    let mut out = [NOTHING; N];
    let (mut rest, mut r) = (patterns, 0);
    while r < set.table.len() {
        let rule = &set.table[r];
        let (own, others) = rest.split_at(prefixes.len() * rule.patterns.len());
        out[r] = Rule { patterns: own, optional: optional || rule.optional, ..*rule };
        rest = others;
        r += 1;
    }
    out
}

/// Lists one behind the other.
#[must_use]
pub const fn join_rules<const N: usize>(lists: &[&[Rule]]) -> [Rule; N] {
    join(lists, NOTHING)
}

/// Lists one behind the other, in an array that is made of `nothing` before it is filled.
pub(crate) const fn join<T: Copy, const N: usize>(lists: &[&[T]], nothing: T) -> [T; N] {
    let mut out = [nothing; N];
    let mut n = 0;
    const_for!(0..lists.len(), |i| {
        n = put(&mut out, n, lists[i]);
    });
    out
}

/// Fills an array of rules before they are written.
const NOTHING: Rule =
    Rule { patterns: &[], optional: true, action: Action::Keep, text: "", location: core::panic::Location::caller() };

/// Goes through the patterns: rule by rule, prefix by prefix.
struct Cursor {
    rule: usize,
    prefix: usize,
    pattern: usize,
}

impl Cursor {
    const START: Self = Self { rule: 0, prefix: 0, pattern: 0 };

    const fn next<'a>(&mut self, prefixes: &'a [Pattern], set: &Mounted) -> Option<(&'a Pattern, &'static Pattern)> {
        while self.rule < set.table.len() {
            let patterns = set.table[self.rule].patterns;
            if self.prefix == prefixes.len() {
                self.prefix = 0;
                self.rule += 1;
            } else if self.pattern == patterns.len() {
                self.pattern = 0;
                self.prefix += 1;
            } else {
                self.pattern += 1;
                return Some((&prefixes[self.prefix], &patterns[self.pattern - 1]));
            }
        }
        None
    }
}

/// True if a dot stands between a prefix and the pattern.
const fn needs_dot(pattern: &Pattern) -> bool {
    !matches!(
        pattern.segments,
        [] | [
            PatternSegment::Index { .. }
                | PatternSegment::Last
                | PatternSegment::BeforeLast { .. }
                | PatternSegment::Key(_),
            ..
        ]
    )
}

/// Copies `values` to `out` from `at` on. Where they end.
const fn put<T: Copy>(out: &mut [T], at: usize, values: &[T]) -> usize {
    const_for!(0..values.len(), |i| {
        out[at + i] = values[i];
    });
    at + values.len()
}
