//! Rule sets mounted on submodels (`blocks[*] => rules(BLOCK_RULES)`), flattened into ordinary rules.
//!
//! Each pattern of the set is put behind each prefix. The macro first asks for the sizes, and then lets these functions
//! fill constants of that size. So checks and runs see ordinary rules only.

use crate::const_for::const_for;
use crate::declare::rule_place::RulePlace;
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
    /// The number of patterns of all rules.
    pub patterns: usize,
    /// The number of rules.
    pub rules: usize,
}

/// Returns the sizes for the rules of `set` below these prefixes.
#[must_use]
pub const fn mounted_size(prefixes: &[Pattern], set: &Mounted) -> Size {
    let mut size = Size { segments: 0, patterns: 0, rules: set.table.len() };
    const_for!(0..set.table.len(), |r| {
        let patterns = set.table[r].patterns;
        size.patterns += patterns.len();
        const_for!(0..patterns.len(), |p| {
            size.segments += patterns[p].segments.len();
        });
    });
    let behind_one = size;
    size = Size { segments: 0, patterns: 0, ..size };
    const_for!(0..prefixes.len(), |i| {
        size.segments += behind_one.segments + behind_one.patterns * prefixes[i].segments.len();
        size.patterns += behind_one.patterns;
    });
    size
}

/// The segments of all patterns, one behind the other: rule by rule, prefix by prefix.
#[must_use]
pub const fn mounted_segments<const N: usize>(prefixes: &[Pattern], set: &Mounted) -> [PatternSegment; N] {
    let mut out = [PatternSegment::Any; N];
    let mut n = 0;
    const_for!(0..set.table.len(), |r| {
        let patterns = set.table[r].patterns;
        const_for!(0..prefixes.len(), |i| {
            const_for!(0..patterns.len(), |p| {
                n = put(&mut out, n, prefixes[i].segments);
                n = put(&mut out, n, patterns[p].segments);
            });
        });
    });
    out
}

/// Returns all patterns, as slices of the segments above. Their texts refer to those of the set.
#[must_use]
pub const fn mounted_patterns<const N: usize>(
    prefixes: &[Pattern],
    set: &Mounted,
    segments: &'static [PatternSegment],
) -> [Pattern; N] {
    let mut out = [Pattern { segments: &[], text: "", rest: None }; N];
    let (mut rest, mut n) = (segments, 0);
    const_for!(0..set.table.len(), |r| {
        let patterns = set.table[r].patterns;
        const_for!(0..prefixes.len(), |i| {
            const_for!(0..patterns.len(), |p| {
                let (prefix, pattern) = (&prefixes[i], &patterns[p]);
                let (own, others) = rest.split_at(prefix.segments.len() + pattern.segments.len());
                out[n] = Pattern { segments: own, text: prefix.text, rest: Some(pattern) };
                rest = others;
                n += 1;
            });
        });
    });
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
    out.copy_from_slice(set.table);
    let mut rest = patterns;
    const_for!(0..N, |r| {
        let count = prefixes.len() * out[r].patterns.len();
        // Most rules have one pattern, and `split_at` takes as long as all else here.
        let (own, others) = match rest {
            [first, others @ ..] if count == 1 => (core::slice::from_ref(first), others),
            _ => rest.split_at(count),
        };
        out[r].patterns = own;
        out[r].optional |= optional;
        rest = others;
    });
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
const NOTHING: Rule = Rule {
    patterns: &[],
    optional: true,
    action: Action::Keep,
    text: "",
    location: RulePlace::Text { origin: "", line: 0, column: 0 },
};

/// Copies `values` to `out` from `at` on. Returns the index after them.
const fn put<T: Copy>(out: &mut [T], at: usize, values: &[T]) -> usize {
    // In `const` evaluation the three calls below take as long as a hundred steps of the loop.
    if values.len() < 100 {
        const_for!(0..values.len(), |i| {
            out[at + i] = values[i];
        });
        return at + values.len();
    }
    out.split_at_mut(at).1.split_at_mut(values.len()).0.copy_from_slice(values);
    at + values.len()
}
