//! The patterns that can still match at a place of a walk.
//!
//! Their automata run in parallel on the way down. A pattern that can no longer match is dropped, and one that waits for
//! another field is not looked at: of a thousand rules for a thousand places each place meets few. All of them lie in one
//! [`Room`]: a step that made a list of its own cost more than the rest of the walk.
//!
//! In `const` evaluation a call takes as long as a loop of its own, and `split_at` or `rotate_left` as long as seventy and
//! twenty.

use super::found::NOBODY;
use super::report::{Alternative, Behind};
use crate::const_for::const_for;
use crate::message::same;
use crate::rule::{Awaited, Pattern, PatternSegment, States};
use crate::schema::{Field, FieldName, MAX_DEPTH, Node, Schema, Step};

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
    /// The next one in the same of the [`Lists`], or [`NOBODY`].
    next: usize,
    /// The index at which it begins or ends next, in a container.
    cut: usize,
    /// True if it stands for all patterns of its mounted set, the first of which it is: until the prefix ends they are one.
    pub(crate) group: bool,
}

/// Number of lists of patterns that wait for one step, by its key.
const BY_KEY: usize = 256;
/// The list of those that every step has to be tried on.
const ROAMING: usize = BY_KEY;

/// The alternatives that can still match at a place.
#[derive(Clone, Copy)]
pub(crate) struct Live<const A: usize> {
    pub(crate) all: [LivePattern; A],
    pub(crate) count: usize,
    /// True if some of them stand for a mounted set.
    pub(crate) groups: bool,
    /// The first in each list of patterns that wait for the same, or [`NOBODY`]: a step looks only at those it can matter
    /// to. Each list keeps their order.
    first: [usize; BY_KEY + 1],
}

/// Room for those at each place of one way down.
pub(crate) type Room<const A: usize> = [Live<A>; MAX_DEPTH + 1];

impl LivePattern {
    const NONE: Self = Self {
        number: 0,
        states: States::NONE,
        awaited: Awaited { key: Awaited::ANYTHING, stays: false },
        telling: States::ALL,
        accepts: false,
        next: NOBODY,
        cut: 0,
        group: false,
    };
}

impl<const A: usize> Live<A> {
    /// Room, with nothing in it.
    pub(crate) const ROOM: Room<A> =
        [Self { all: [LivePattern::NONE; A], count: 0, groups: false, first: [NOBODY; BY_KEY + 1] }; MAX_DEPTH + 1];

    /// Puts the alternatives that can match at the root, which is of this `kind`, or below.
    pub(crate) const fn at_root(&mut self, alternatives: &[Alternative], kind: &str) {
        let mut a = 0;
        let mut new = New { all: &mut self.all, count: 0, groups: false };
        while a < alternatives.len() {
            let group = matches!(&alternatives[a].mounted, Some(Behind { whole: true, set: 2.., .. }));
            let pattern = &alternatives[a].pattern;
            new.put(pattern, a, pattern.start(kind), States::ALL, group);
            a += match &alternatives[a].mounted {
                Some(behind) if group => behind.set,
                _ => 1,
            };
        }
        (self.count, self.groups) = (new.count, new.groups);
    }

    /// Puts those of them that tell elements of a container apart, for as long as they do. The number of parameters that a
    /// walk meets depends on no others.
    pub(crate) const fn telling_apart(&mut self, alternatives: &[Alternative], kind: &str) {
        let mut new = New { all: &mut self.all, count: 0, groups: false };
        const_for!(0..alternatives.len(), |a| {
            let pattern = &alternatives[a].pattern;
            let telling = pattern.states_before_elements();
            if !telling.is_dead() {
                new.put(pattern, a, pattern.start(kind), telling, false);
            }
        });
        (self.count, self.groups) = (new.count, new.groups);
    }

    /// Puts all patterns of a mounted set in the place of the one that stands for them, where its prefix ends.
    pub(crate) const fn expand(&mut self, alternatives: &[Alternative], kind: &str) {
        let (mut from, mut to) = (self.count, self.count);
        const_for!(0..self.count, |i| {
            if let Some(behind) = self.all[i].ended(alternatives) {
                to += behind.set - 1;
            }
        });
        if to == from {
            return;
        }
        self.count = to;
        while from > 0 {
            from -= 1;
            let live = self.all[from];
            let Some(Behind { prefix, set, .. }) = live.ended(alternatives) else {
                to -= 1;
                self.all[to] = live;
                continue;
            };
            to -= set;
            const_for!(0..set, |i| {
                let number = live.number + i;
                let pattern = &alternatives[number].pattern;
                let states = pattern.begin(prefix, kind);
                let (awaited, accepts) = (Awaited::of(pattern, states), pattern.accepts(states));
                self.all[to + i] = LivePattern { number, states, awaited, accepts, group: false, ..live };
            });
        }
    }

    /// Sorts them into lists by the step that they wait for, where `schema` stands.
    pub(crate) const fn sort(&mut self, schema: &Schema) {
        let wide = !matches!(schema.node, Node::Enum(_) | Node::Struct([Field { name: FieldName::Wrapped, .. }]));
        self.first = [NOBODY; BY_KEY + 1];
        sort(&mut self.all, self.count, &mut self.first, wide);
    }

    /// Puts those of `above`, which are sorted, that are left after a step to something of this `kind`. At a parameter
    /// (`ends`) only those that match it are.
    pub(crate) const fn after(
        &mut self,
        above: &Self,
        alternatives: &[Alternative],
        step: (&Step<'_>, &str),
        ends: bool,
    ) {
        (self.count, self.groups) = (0, false);
        if above.count > 0 {
            let mut new = New { all: &mut self.all, count: 0, groups: false };
            new.follow(&above.all, &above.first, alternatives, step, ends);
            (self.count, self.groups) = (new.count, new.groups);
        }
    }

    /// True if a pattern names this key before segment `k` of the pattern at position `last` does. A key is entered
    /// only once.
    pub(crate) const fn names_before(
        &self,
        alternatives: &[Alternative],
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

    /// The first index after `after` at which some pattern, in a state that awaits an index, begins or ends: the indices at
    /// which patterns tell the elements of a container of `len` elements apart. Those asked for ascend.
    ///
    /// A walk enters one element for each interval between them. That keeps it short for `[f32; 1_000_000]`, and finite for
    /// a `Vec`, whose length is not known: it is `usize::MAX`, so that the last element comes after all that numbers can
    /// name.
    pub(crate) const fn next_cut(&mut self, alternatives: &[Alternative], after: usize, len: usize) -> usize {
        let mut first = usize::MAX;
        const_for!(0..self.count, |i| {
            if self.all[i].cut <= after {
                self.all[i].cut = self.all[i].next_cut(alternatives, after, len);
            }
            if self.all[i].cut < first {
                first = self.all[i].cut;
            }
        });
        first
    }
}

/// The patterns of a place, while they are put there.
///
/// It is a slice, and nothing here is generic over its length: in `const` evaluation each use of a value whose type has a
/// parameter takes several times as long.
struct New<'a> {
    all: &'a mut [LivePattern],
    count: usize,
    groups: bool,
}

impl New<'_> {
    /// Puts one more, unless it no longer matters.
    const fn put(&mut self, pattern: &Pattern, number: usize, states: States, telling: States, group: bool) {
        if states.has(telling) {
            let (awaited, accepts) = (Awaited::of(pattern, states), pattern.accepts(states));
            self.all[self.count] =
                LivePattern { number, states, awaited, telling, accepts, next: NOBODY, cut: 0, group };
            self.count += 1;
            self.groups |= group;
        }
    }

    /// Puts those of `above` that are left after a step; see [`Live::after`].
    const fn follow(
        &mut self,
        above: &[LivePattern],
        first: &[usize; BY_KEY + 1],
        alternatives: &[Alternative],
        (step, kind): (&Step<'_>, &str),
        ends: bool,
    ) {
        let here = Awaited::place(&step.segment);
        let part = if kind.is_empty() { here } else { Awaited::kind(kind) };
        let wide = step.segment.has_width();
        let (mut roaming, mut waiting) = (first[ROAMING], first[by_key(here)]);
        loop {
            // In the order of the rules: the first that matches wins.
            let i = if roaming < waiting { roaming } else { waiting };
            if i == NOBODY {
                return;
            }
            let live = &above[i];
            if i == roaming {
                roaming = live.next;
            } else {
                waiting = live.next;
            }
            let key = live.awaited.key;
            if key == here || key == part || key == Awaited::ANYTHING {
                let pattern = &alternatives[live.number].pattern;
                let states = pattern.advance(live.states, &step.segment, kind);
                if !ends || live.group {
                    self.put(pattern, live.number, states, live.telling, live.group);
                } else if pattern.accepts(states) && states.has(live.telling) {
                    // It waits for nothing more.
                    self.all[self.count] =
                        LivePattern { number: live.number, states, accepts: true, ..LivePattern::NONE };
                    self.count += 1;
                }
            } else if (!ends || live.accepts) && live.awaited.outlasts(wide) {
                self.all[self.count] = *live;
                self.all[self.count].cut = 0;
                self.count += 1;
                self.groups |= live.group;
            }
        }
    }
}

/// Sorts so many patterns into lists by the step that they wait for.
const fn sort(all: &mut [LivePattern], count: usize, first: &mut [usize; BY_KEY + 1], wide: bool) {
    let mut i = count;
    while i > 0 {
        i -= 1;
        let awaited = all[i].awaited;
        let list =
            if awaited.key == Awaited::ANYTHING || awaited.outlasts(wide) { ROAMING } else { by_key(awaited.key) };
        all[i].next = first[list];
        first[list] = i;
    }
}

impl LivePattern {
    /// The set that it stands for, if the prefix of that ends here.
    pub(crate) const fn ended(&self, alternatives: &[Alternative]) -> Option<Behind> {
        match alternatives[self.number].mounted {
            Some(behind) if self.group && self.states.begins_at(behind.prefix) => Some(behind),
            _ => None,
        }
    }

    const fn next_cut(&self, alternatives: &[Alternative], after: usize, len: usize) -> usize {
        let segments = alternatives[self.number].pattern.segments;
        let mut next = usize::MAX;
        const_for!(0..segments.len(), |k| {
            if self.states.awaits(k) {
                let cut = segments[k].cut(after, len);
                if cut < next {
                    next = cut;
                }
            }
        });
        next
    }
}

/// The list of those that wait for a step of this key.
const fn by_key(key: u64) -> usize {
    // Fibonacci hashing: the highest eight bits depend on all of the key.
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize
}
