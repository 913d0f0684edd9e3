//! The patterns that can still match at a place of a walk.
//!
//! Their automata run in parallel on the way down. A pattern that can no longer match is dropped, so each place meets
//! few patterns even with a thousand rules. A pattern that waits for another field costs one comparison ([`Awaited`]).

use super::report::Alternative;
use crate::const_for::const_for;
use crate::message::same;
use crate::rule::{Awaited, PatternSegment, States};
use crate::schema::Step;

/// An alternative and the states of its pattern.
#[derive(Clone, Copy)]
pub(crate) struct LivePattern {
    /// The number of the alternative.
    pub(crate) number: usize,
    pub(crate) states: States,
    awaited: Awaited,
    /// The states in which the pattern matters to this walk.
    telling: States,
    /// True if the pattern matches the place.
    pub(crate) accepts: bool,
}

/// The alternatives that can still match at a place.
#[derive(Clone, Copy)]
pub(crate) struct Live<const A: usize> {
    all: [LivePattern; A],
    pub(crate) count: usize,
}

impl<const A: usize> Live<A> {
    const NONE: Self = {
        let awaited = Awaited { key: Awaited::ANYTHING, stays: false };
        let (states, telling) = (States::NONE, States::ALL);
        Self { all: [LivePattern { number: 0, states, awaited, telling, accepts: false }; A], count: 0 }
    };

    /// Returns the patterns that can match at the root, which is of this `kind`, or below.
    pub(crate) const fn at_root(alternatives: &[Alternative; A], kind: &str) -> Self {
        let mut live = Self::NONE;
        const_for!(0..A, |a| {
            live.add(alternatives, a, alternatives[a].pattern.start(kind), States::ALL);
        });
        live
    }

    /// Returns the patterns that distinguish the elements of a container, in the states in which they do. The number of
    /// parameters that a walk meets depends only on these.
    pub(crate) const fn telling_apart(alternatives: &[Alternative; A], kind: &str) -> Self {
        let mut live = Self::NONE;
        const_for!(0..A, |a| {
            let telling = alternatives[a].pattern.states_before_elements();
            if !telling.is_dead() {
                live.add(alternatives, a, alternatives[a].pattern.start(kind), telling);
            }
        });
        live
    }

    /// Returns the patterns that remain after a step to something of this `kind`.
    pub(crate) const fn after(&self, alternatives: &[Alternative; A], step: &Step<'_>, kind: &str) -> Self {
        let mut next = Self::NONE;
        if self.count == 0 {
            return next;
        }
        let (place, part) = (Awaited::place(&step.segment), Awaited::kind(kind));
        let wide = step.segment.has_width();
        const_for!(0..self.count, |i| {
            let key = self.all[i].awaited.key;
            if key == place || key == part || key == Awaited::ANYTHING {
                let LivePattern { number, states, telling, .. } = self.all[i];
                let states = alternatives[number].pattern.advance(states, &step.segment, kind);
                next.add(alternatives, number, states, telling);
            } else if self.all[i].awaited.stays || !wide {
                // This step cannot advance the pattern, so its states stay.
                next.all[next.count] = self.all[i];
                next.count += 1;
            }
        });
        next
    }

    const fn add(&mut self, alternatives: &[Alternative; A], number: usize, states: States, telling: States) {
        if states.has(telling) {
            let pattern = &alternatives[number].pattern;
            let awaited = Awaited::of(pattern, states);
            self.all[self.count] = LivePattern { number, states, awaited, telling, accepts: pattern.accepts(states) };
            self.count += 1;
        }
    }

    /// The pattern at position `i`.
    pub(crate) const fn get(&self, i: usize) -> &LivePattern {
        &self.all[i]
    }

    /// True if a pattern names this key before segment `k` of the pattern at position `last` does. A key is entered
    /// only once.
    pub(crate) const fn names_before(
        &self,
        alternatives: &[Alternative; A],
        wanted: &str,
        (last, k): (usize, usize),
    ) -> bool {
        let mut i = 0;
        while i <= last {
            let LivePattern { number, states, .. } = self.all[i];
            let segments = alternatives[number].pattern.segments;
            let mut j = 0;
            while j < segments.len() && (i < last || j < k) {
                if let PatternSegment::Key(key) = segments[j]
                    && states.awaits(j)
                    && same(key, wanted)
                {
                    return true;
                }
                j += 1;
            }
            i += 1;
        }
        false
    }
}

/// The indices at which patterns distinguish the elements of a container.
///
/// A walk enters one element for each interval between them. This keeps it short for `[f32; 1_000_000]`, and finite for
/// a `Vec`, whose length is not known.
pub(crate) struct Cuts<'a, const A: usize> {
    alternatives: &'a [Alternative; A],
    live: &'a Live<A>,
    /// The number of elements. An unknown length is `usize::MAX`, so that the last element comes after all indices that
    /// patterns can name.
    len: usize,
    /// The next index at which each pattern begins or ends.
    next: [usize; A],
}

impl<'a, const A: usize> Cuts<'a, A> {
    pub(crate) const fn new(alternatives: &'a [Alternative; A], live: &'a Live<A>, len: usize) -> Self {
        Self { alternatives, live, len, next: [0; A] }
    }

    /// Returns the first index after `after` at which a pattern that awaits an index begins or ends. Calls must have
    /// ascending indices.
    pub(crate) const fn next(&mut self, after: usize) -> usize {
        let mut first = usize::MAX;
        const_for!(0..self.live.count, |i| {
            if self.next[i] <= after {
                self.next[i] = self.next_of(i, after);
            }
            if self.next[i] < first {
                first = self.next[i];
            }
        });
        first
    }

    const fn next_of(&self, i: usize, after: usize) -> usize {
        let LivePattern { number, states, .. } = self.live.all[i];
        let segments = self.alternatives[number].pattern.segments;
        let mut next = usize::MAX;
        const_for!(0..segments.len(), |k| {
            if states.awaits(k) {
                let cut = segments[k].cut(after, self.len);
                if cut < next {
                    next = cut;
                }
            }
        });
        next
    }
}
