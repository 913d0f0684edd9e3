//! Keys of the next segment that a pattern can match. With them, a walk skips the pattern by one comparison.
//!
//! In `const` evaluation a step of a pattern takes some twenty times as long as a comparison of two numbers. Most of
//! the patterns at a place wait for another field.

use super::{Pattern, PatternSegment, States};
use crate::message::hash;
use crate::path::Segment;

/// The key that a step must have to advance a pattern in certain states. On any other step they change as
/// [`outlasts`](Self::outlasts) says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The key of a field, an element or a kind; [`ANYTHING`](Self::ANYTHING).
    pub key: u64,
    /// True if the states outlast every other step.
    pub stays: bool,
}

const NAME: u64 = 1;
const INDEX: u64 = 2;
const KIND: u64 = 3;
const VARIANT: u64 = 4;
/// Bits of a key that say what it is of.
const BITS: u32 = 3;

impl Awaited {
    /// The key of states that every step may advance.
    pub const ANYTHING: u64 = 0;
    /// No step advances it.
    const NOTHING: u64 = 1 << BITS;
    /// The key of steps that have neither name nor index.
    const NOWHERE: u64 = 2 << BITS;

    /// Returns the key that these states of the pattern wait for.
    #[must_use]
    pub const fn of(pattern: &Pattern, states: States) -> Self {
        let (segments, count) = (pattern.segments, pattern.segments.len());
        let k = states.0.trailing_zeros() as usize;
        if k > count {
            return Self { key: Self::NOTHING, stays: false };
        }
        let more = states.0 >> k >> 1;
        if more == 0 && k == count {
            Self { key: Self::NOTHING, stays: false }
        } else if more == 0 {
            Self { key: Self::key(segments[k]), stays: matches!(&segments[k], PatternSegment::Kind(_)) }
        } else if more == 1 && matches!(&segments[k], PatternSegment::Deep) {
            // The state at `**` always comes with the one behind it, and renews it after every step.
            Self { key: if k + 1 == count { Self::NOTHING } else { Self::key(segments[k + 1]) }, stays: true }
        } else {
            Self { key: Self::ANYTHING, stays: false }
        }
    }

    const fn key(segment: PatternSegment) -> u64 {
        match segment {
            PatternSegment::Name(name) | PatternSegment::Key(name) => hash(name) << BITS | NAME,
            PatternSegment::Index { from, to } if from < to && to - from == 1 => (from as u64) << BITS | INDEX,
            PatternSegment::Kind(kind) => hash(kind) << BITS | KIND,
            PatternSegment::Variant(name) => hash(name) << BITS | VARIANT,
            _ => Self::ANYTHING,
        }
    }

    /// Returns the key of the place that a step goes to.
    #[must_use]
    pub const fn place(segment: &Segment<'_>) -> u64 {
        match *segment {
            Segment::Field { name, .. } | Segment::Key(name) => hash(name) << BITS | NAME,
            Segment::Position { index, .. } | Segment::Element { index, .. } => (index as u64) << BITS | INDEX,
            Segment::Variant(name) => hash(name) << BITS | VARIANT,
            Segment::AnyKey | Segment::Inside => Self::NOWHERE,
        }
    }

    /// Returns the key of the kind that a step reaches.
    #[must_use]
    pub const fn kind(kind: &str) -> u64 {
        hash(kind) << BITS | KIND
    }

    /// True if the states outlast a step of another key, which has a width or not. One without ends only those that wait
    /// for a variant: it is another one.
    #[must_use]
    pub const fn outlasts(self, wide: bool) -> bool {
        self.stays || !wide && self.key & ((1 << BITS) - 1) != VARIANT
    }
}

#[cfg(test)]
mod tests {
    use super::PatternSegment::{Any, BeforeLast, Deep, Index, Key, Kind, Last, Name, Variant};
    use super::*;

    const STEPS: [(Segment<'_>, &str); 10] = [
        (Segment::Field { name: "a", key: "a" }, ""),
        (Segment::Field { name: "a", key: "a" }, "Dense"),
        (Segment::Field { name: "b", key: "a" }, "Block"),
        (Segment::Position { index: 1, key: None }, "Dense"),
        (Segment::Element { index: 1, len: 3 }, "Block"),
        (Segment::Element { index: 2, len: 3 }, ""),
        (Segment::Key("a"), "Dense"),
        (Segment::AnyKey, ""),
        (Segment::Variant("V"), "Block"),
        (Segment::Inside, "Dense"),
    ];

    /// Tests every pattern of up to three of these segments, on every path of up to three of the steps.
    #[test]
    fn what_is_passed_over_changes_nothing() {
        const SEGMENTS: [PatternSegment; 12] = [
            Name("a"),
            Name("b"),
            Index { from: 1, to: 2 },
            Index { from: 0, to: usize::MAX },
            Index { from: 1, to: 3 },
            Last,
            BeforeLast { from: 0 },
            Any,
            Deep,
            Kind("Dense"),
            Key("a"),
            Variant("V"),
        ];
        let mut passed_over = 0;
        for number in 0..SEGMENTS.len().pow(3) {
            let all = [number % 12, number / 12 % 12, number / 144].map(|i| SEGMENTS[i]);
            for count in 0..=3 {
                let segments: &'static [PatternSegment] = Box::leak(all[..count].into());
                let pattern = Pattern { segments, text: "", rest: None };
                passed_over += agree(&pattern, pattern.start("Block"), 3);
            }
        }
        assert!(passed_over > 100_000, "{passed_over}");
    }

    /// Returns the number of steps that were passed over.
    fn agree(pattern: &Pattern, states: States, further: usize) -> usize {
        if further == 0 || states.is_dead() {
            return 0;
        }
        let awaited = Awaited::of(pattern, states);
        let mut passed_over = 0;
        for (segment, kind) in &STEPS {
            let next = pattern.advance(states, segment, kind);
            if ![Awaited::place(segment), Awaited::kind(kind), Awaited::ANYTHING].contains(&awaited.key) {
                let kept = awaited.outlasts(segment.has_width());
                assert_eq!(next, if kept { states } else { States::NONE }, "{pattern:?} {states:?} {segment:?} {kind}");
                passed_over += 1;
            }
            passed_over += agree(pattern, next, further - 1);
        }
        passed_over
    }
}
