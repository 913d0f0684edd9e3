//! Rule sets mounted on submodels (`blocks[*] => rules(BLOCK_RULES)`), flattened into ordinary rules.
//!
//! Each pattern of the set is put behind each prefix. The macro first asks for the sizes, and then lets these functions
//! fill constants of that size. So checks and runs see ordinary rules only.

use crate::const_for::const_for;
use crate::rule::{Action, Pattern, PatternSegment, Rule};
use crate::schema::Schema;

/// A rule set and the model that it is for.
#[derive(Clone, Copy, Debug)]
pub struct Mounted {
    /// The rules, relative to a model of this schema.
    pub table: &'static [Rule],
    /// The schema of the model.
    pub schema: &'static Schema,
}

/// The sizes of the constants that hold a flattened set.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// The number of segments of all patterns.
    pub segments: usize,
    /// The number of bytes of all texts.
    pub bytes: usize,
    /// The number of patterns of all rules.
    pub patterns: usize,
    /// The number of rules.
    pub rules: usize,
}

/// Returns the sizes for the rules of `set` below these prefixes.
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

/// Returns the segments of all patterns, concatenated.
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

/// Returns the texts of all patterns, concatenated.
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

/// Returns all patterns, as slices of the segments and the text above.
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
            // Whole strings, joined, are valid UTF-8.
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

/// Returns the rules of the set, with these patterns.
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

/// Concatenates lists of rules.
#[must_use]
pub const fn join_rules<const N: usize>(lists: &[&[Rule]]) -> [Rule; N] {
    join(lists, NOTHING)
}

/// Concatenates lists. The array is filled with `nothing` first.
pub(crate) const fn join<T: Copy, const N: usize>(lists: &[&[T]], nothing: T) -> [T; N] {
    let mut out = [nothing; N];
    let mut n = 0;
    const_for!(0..lists.len(), |i| {
        n = put(&mut out, n, lists[i]);
    });
    out
}

/// A placeholder in an array of rules.
const NOTHING: Rule =
    Rule { patterns: &[], optional: true, action: Action::Keep, text: "", location: core::panic::Location::caller() };

/// An iterator over the patterns: rule by rule, prefix by prefix.
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

/// Copies `values` to `out` from `at` on. Returns the index after them.
const fn put<T: Copy>(out: &mut [T], at: usize, values: &[T]) -> usize {
    const_for!(0..values.len(), |i| {
        out[at + i] = values[i];
    });
    at + values.len()
}
