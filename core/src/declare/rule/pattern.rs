//! Path patterns: `blocks[2..].<Dense>.weight`, `**.bias`.
//!
//! A pattern is a small automaton over path segments. A state is the number of segments consumed. All states are bits
//! of one word, so one descent matches a whole model, in `const` code as well as in running code.

use crate::message::same;
use crate::path::Segment;

/// The greatest number of segments of a pattern.
pub const MAX_SEGMENTS: usize = paraminit_syntax::MAX_SEGMENTS;

/// One segment of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternSegment {
    /// `name`: the field with that name.
    Name(&'static str),
    /// `[3]`, `[2..6]`, `[*]`, `.0`: elements `from..to`.
    Index {
        /// The first element.
        from: usize,
        /// The index after the last element; `usize::MAX` if the range is open.
        to: usize,
    },
    /// `[last]`: the last element of a `Vec` or an array.
    Last,
    /// `[..last]`, `[2..last]`: the elements from `from` on, except the last.
    BeforeLast {
        /// The first element.
        from: usize,
    },
    /// `*`: exactly one segment.
    Any,
    /// `**`: any number of segments.
    Deep,
    /// `<Kind>`: any run of segments that ends at a part of that kind.
    Kind(&'static str),
    /// `["a"]`: the entry of a map with that key.
    Key(&'static str),
    /// A variant of the enum at this place. The checks use it for attributes on a variant and its fields; users cannot
    /// write it.
    Variant(&'static str),
}

impl PatternSegment {
    /// True if the segment stands in brackets and distinguishes elements by index.
    #[must_use]
    pub const fn is_index(&self) -> bool {
        matches!(self, Self::Index { .. } | Self::Last | Self::BeforeLast { .. })
    }

    /// Returns the first index that the segment names and a container of `len` elements does not have. The rules are
    /// those of slicing: `[2..]` is empty for two elements, and out of range for one.
    #[must_use]
    pub const fn beyond(&self, len: usize) -> Option<usize> {
        match *self {
            Self::Index { from, to: usize::MAX } if from > len => Some(from),
            Self::Index { to: usize::MAX, .. } => None,
            Self::Index { from, to } if to > len => Some(if from > len { from } else { len }),
            Self::Last if len == 0 => Some(0),
            Self::BeforeLast { from } if from > len.saturating_sub(1) => Some(from),
            _ => None,
        }
    }

    /// True if all indices of the segment lie beyond a container of `len` elements.
    #[must_use]
    pub const fn is_beyond(&self, len: usize) -> bool {
        match *self {
            Self::Index { from, .. } => from >= len,
            Self::BeforeLast { from } => from > len.saturating_sub(1),
            Self::Last => len == 0,
            _ => false,
        }
    }

    /// Returns the first index after `after` at which the segment's range begins or ends, in a container of `len`
    /// elements.
    #[must_use]
    pub const fn cut(&self, after: usize, len: usize) -> usize {
        let last = len.saturating_sub(1);
        let (from, to) = match *self {
            Self::Index { from, to } => (from, to),
            Self::Last => (last, len),
            Self::BeforeLast { from } => (from, last),
            _ => return usize::MAX,
        };
        if from > after {
            from
        } else if to > after {
            to
        } else {
            usize::MAX
        }
    }
}

/// A path pattern and its text.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// The segments, at most [`MAX_SEGMENTS`].
    pub segments: &'static [PatternSegment],
    /// The pattern as written, up to `rest`.
    pub text: &'static str,
    /// The pattern of a mounted set that stands behind a prefix here. Its segments are among the segments, but its text, which
    /// only messages need, is not copied.
    pub rest: Option<&'static Pattern>,
}

/// The set of states of a pattern. Bit `k` is set if the first `k` segments may be consumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct States(pub(super) u64);

impl PatternSegment {
    /// True if the segment fits one place only: a name, a key, a variant or an index.
    #[must_use]
    pub const fn is_literal(&self) -> bool {
        matches!(self, Self::Name(_) | Self::Key(_) | Self::Variant(_)) || self.is_index()
    }
}

impl States {
    /// No state: the pattern can no longer match.
    pub const NONE: Self = Self(0);

    /// Every state.
    pub const ALL: Self = Self(u64::MAX);

    /// True if the two have a state in common.
    #[must_use]
    pub const fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// True if the pattern can no longer match.
    #[must_use]
    pub const fn is_dead(self) -> bool {
        self.0 == 0
    }

    /// True if the first `k` segments are consumed in all states, and no more than these in one.
    #[must_use]
    pub const fn begins_at(self, k: usize) -> bool {
        self.awaits(k) && self.0 & ((1 << k) - 1) == 0
    }

    /// True if segment `k` is next in one of the states.
    #[must_use]
    pub const fn awaits(self, k: usize) -> bool {
        self.0 >> k & 1 == 1
    }
}

impl Pattern {
    /// True if the segments before segment `k` are names and indices, so that they lead to one place only.
    #[must_use]
    pub const fn names_all_before(&self, k: usize) -> bool {
        let mut i = 0;
        while i < k && i < self.segments.len() {
            if !self.segments[i].is_literal() {
                return false;
            }
            i += 1;
        }
        true
    }

    /// Returns the states before the last segment that distinguishes elements of a container.
    #[must_use]
    pub const fn states_before_elements(&self) -> States {
        let segments = self.segments;
        let mut k = segments.len();
        while k > 0
            && !matches!(
                segments[k - 1],
                PatternSegment::Index { from: 1.., .. }
                    | PatternSegment::Index { to: ..usize::MAX, .. }
                    | PatternSegment::Last
                    | PatternSegment::BeforeLast { .. }
                    | PatternSegment::Key(_)
            )
        {
            k -= 1;
        }
        States((1 << k) - 1)
    }

    /// True if the pattern ends in a name, a key or an index, so that its match is deliberate.
    #[must_use]
    pub const fn ends_in_name(&self) -> bool {
        use PatternSegment::{Any, Deep, Kind, Variant};
        !matches!(self.segments, [.., Any | Deep | Kind(_) | Variant(_)])
    }

    /// Those of the states in which a name is next, a key, or brackets other than `[*]`; if `placed`, not behind `*` or `**`.
    #[must_use]
    pub const fn before_names(&self, states: States, placed: bool) -> States {
        let mut named = 0;
        let mut k = 0;
        while k < self.segments.len() {
            let all = matches!(self.segments[k], PatternSegment::Index { from: 0, to: usize::MAX });
            let open = placed && k > 0 && matches!(self.segments[k - 1], PatternSegment::Any | PatternSegment::Deep);
            named |= ((self.segments[k].is_literal() && !all && !open) as u64) << k;
            k += 1;
        }
        States(states.0 & named)
    }

    /// Returns the states at the root, which is of this `kind`.
    #[must_use]
    pub const fn start(&self, kind: &str) -> States {
        self.settle(1, kind)
    }

    /// The states where its first `k` segments have led to a part of this `kind`.
    #[must_use]
    pub const fn begin(&self, k: usize, kind: &str) -> States {
        self.settle(1 << k, kind)
    }

    /// The states after a step into `segment`, where a part of this `kind` stands.
    #[must_use]
    pub const fn advance(&self, states: States, segment: &Segment<'_>, kind: &str) -> States {
        let (segments, count, wide) = (self.segments, self.segments.len(), segment.has_width());
        let mut next = 0;
        let mut k = states.0.trailing_zeros() as usize;
        // Calls take most of the time in `const` evaluation: none is made for a segment that is not next.
        while k < count && states.0 >> k != 0 {
            if states.0 >> k & 1 == 1 {
                next |= match (&segments[k], segment) {
                    (PatternSegment::Variant(wanted), Segment::Variant(name)) => (same(wanted, name) as u64) << (k + 1),
                    (PatternSegment::Variant(_), _) => 0,
                    _ if !wide => 1 << k,
                    (PatternSegment::Name(wanted), Segment::Field { name, .. })
                    | (PatternSegment::Key(wanted), Segment::Key(name)) => (same(wanted, name) as u64) << (k + 1),
                    (
                        PatternSegment::Index { from, to },
                        Segment::Position { index, .. } | Segment::Element { index, .. },
                    ) => ((*from <= *index && *index < *to) as u64) << (k + 1),
                    // `[*]` is every entry of a map, too. Keys have no order to count them in.
                    (PatternSegment::Index { from: 0, to: usize::MAX }, Segment::Key(_) | Segment::AnyKey)
                    | (PatternSegment::Any, _) => 1 << (k + 1),
                    (PatternSegment::Last, Segment::Element { index, len }) => ((*index + 1 == *len) as u64) << (k + 1),
                    (PatternSegment::BeforeLast { from }, Segment::Element { index, len }) => {
                        ((*from <= *index && *index + 1 < *len) as u64) << (k + 1)
                    }
                    (PatternSegment::Deep | PatternSegment::Kind(_), _) => 1 << k,
                    _ => 0,
                };
            }
            k += 1;
        }
        // A pattern that has matched a part also matches the value that the part's variant wraps.
        if !wide {
            next |= states.0 & 1 << count;
        }
        self.settle(next, kind)
    }

    /// True if the pattern matches the place that was reached.
    #[must_use]
    pub const fn accepts(&self, states: States) -> bool {
        states.awaits(self.segments.len())
    }

    /// Adds the states that need no segment: `**` may be empty, and `<Kind>` ends at a part of its kind.
    const fn settle(&self, mut states: u64, kind: &str) -> States {
        let (segments, count) = (self.segments, self.segments.len());
        let mut k = states.trailing_zeros() as usize;
        while k < count && states >> k != 0 {
            if states >> k & 1 == 1 {
                let passes = match &segments[k] {
                    PatternSegment::Deep => true,
                    PatternSegment::Kind(wanted) => same(wanted, kind),
                    _ => false,
                };
                states |= (passes as u64) << (k + 1);
            }
            k += 1;
        }
        States(states)
    }
}

#[cfg(test)]
mod tests {
    use super::PatternSegment::{Any, BeforeLast, Deep, Index, Kind, Last, Name};
    use super::*;

    /// Matches a pattern against a path of (segment, kind) pairs below a root of kind `Root`.
    fn matches(segments: &'static [PatternSegment], path: &[(Segment<'_>, &str)]) -> bool {
        let pattern = Pattern { segments, text: "", rest: None };
        let end =
            path.iter().fold(pattern.start("Root"), |states, (segment, kind)| pattern.advance(states, segment, kind));
        pattern.accepts(end)
    }

    const fn field(name: &'static str) -> Segment<'static> {
        Segment::Field { name, key: name }
    }

    const fn element(index: usize) -> Segment<'static> {
        Segment::Element { index, len: 8 }
    }

    #[test]
    fn names_match_whole_segments() {
        assert!(matches(&[Name("layer1")], &[(field("layer1"), "")]));
        assert!(!matches(&[Name("layer1")], &[(field("layer10"), "")]));
        assert!(!matches(&[Name("a")], &[(field("a"), ""), (field("b"), "")]));
        assert!(matches(&[], &[]));
    }

    #[test]
    fn indices_and_ranges() {
        assert!(matches(&[Index { from: 2, to: 6 }], &[(element(2), "")]));
        assert!(!matches(&[Index { from: 2, to: 6 }], &[(element(6), "")]));
        assert!(matches(&[Index { from: 0, to: usize::MAX }], &[(Segment::Position { index: 1, key: None }, "")]));
        assert!(!matches(&[Index { from: 0, to: usize::MAX }], &[(field("a"), "")]));
    }

    #[test]
    fn the_last_and_all_before_it() {
        assert!(matches(&[Last], &[(element(7), "")]));
        assert!(!matches(&[Last], &[(element(6), "")]));
        assert!(!matches(&[Last], &[(Segment::Position { index: 7, key: None }, "")]));
        assert!(matches(&[BeforeLast { from: 2 }], &[(element(6), "")]));
        assert!(!matches(&[BeforeLast { from: 2 }], &[(element(7), "")]));
        assert!(!matches(&[BeforeLast { from: 2 }], &[(element(1), "")]));
        assert_eq!([0, 1].map(|len| Last.beyond(len)), [Some(0), None]);
        assert_eq!([0, 1].map(|len| BeforeLast { from: 0 }.beyond(len)), [None, None]);
        assert_eq!([1, 2, 3].map(|len| BeforeLast { from: 2 }.beyond(len)), [Some(2), Some(2), None]);
        assert_eq!(
            [0, 1, 2, 3].map(|len| Index { from: 2, to: usize::MAX }.beyond(len)),
            [Some(2), Some(2), None, None]
        );
        assert_eq!([1, 2, 3].map(|len| Index { from: 1, to: 3 }.beyond(len)), [Some(1), Some(2), None]);
    }

    #[test]
    fn one_segment_any_number_none() {
        assert!(matches(&[Any, Name("w")], &[(field("a"), ""), (field("w"), "")]));
        assert!(!matches(&[Any, Name("w")], &[(field("w"), "")]));
        for path in [&[(field("w"), "")][..], &[(field("a"), ""), (element(0), ""), (field("w"), "")]] {
            assert!(matches(&[Deep, Name("w")], path));
        }
        assert!(matches(&[Deep], &[]));
        assert!(matches(&[Deep, Deep], &[(field("a"), "")]));
    }

    #[test]
    fn kinds_end_a_run_of_segments_and_may_be_the_root() {
        let weight = [(field("net"), ""), (element(1), "Dense"), (field("weight"), "")];
        assert!(matches(&[Kind("Dense"), Name("weight")], &weight));
        assert!(!matches(&[Kind("Conv"), Name("weight")], &weight));
        assert!(!matches(&[Kind("Dense")], &weight));
        assert!(matches(&[Kind("Root"), Name("net"), Deep], &weight));
    }

    #[test]
    fn kinds_nest() {
        let path = [(field("a"), "Block"), (field("b"), "Block"), (field("w"), "")];
        assert!(matches(&[Kind("Block"), Name("w")], &path));
        assert!(matches(&[Kind("Block"), Name("b"), Name("w")], &path));
        assert!(matches(&[Kind("Block"), Kind("Block"), Name("w")], &path));
        assert!(!matches(&[Kind("Block"), Name("c")], &path));
    }
}
