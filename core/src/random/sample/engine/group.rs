//! One group of a parameter's elements: its words, and the values made from them.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::scalar::Real;
use crate::dtype::DType;
use crate::sample::LANES;
use crate::stream::{Blocks, Domain, Isa, Key, Machine, StreamId, Task, Words};

/// A distribution whose elements are functions of their own group's words.
pub(in crate::random::sample) trait Transform {
    /// Fills one group. Implementations and all that they call are `#[inline(always)]`; see [`Task`].
    fn transform<M: Machine, T: Real>(&self, machine: M, words: &Words, out: &mut [T]);
}

/// One group of a parameter's elements, and the instruction set that computes it.
pub(in crate::random::sample) struct Group {
    isa: Isa,
    /// The type to which the values will be rounded.
    dtype: DType,
    key: Key,
    number: u64,
    index: u64,
    elements: Words,
    /// True if `elements` holds the words of this group. They are computed at most once: the components of a mixture
    /// share them, and a constant needs none.
    ready: bool,
}

impl Group {
    /// Makes group `index` of the parameter with stream number `number`.
    pub(in crate::random::sample) fn new(isa: Isa, dtype: DType, id: StreamId, index: u64) -> Self {
        let elements = [[0; LANES]; LANES];
        Self { isa, dtype, key: Key::from_seed(id.seed), number: id.number, index, elements, ready: false }
    }

    /// Goes on to the next group.
    pub(in crate::random::sample) fn advance(&mut self) {
        self.index = self.index.wrapping_add(1);
        self.ready = false;
    }

    /// The type to which the values will be rounded.
    pub(in crate::random::sample) fn dtype(&self) -> DType {
        self.dtype
    }

    /// The instruction set that computes the group.
    pub(in crate::random::sample) fn isa(&self) -> Isa {
        self.isa
    }

    /// Fills `out` with the values that `transform` makes from the group's words.
    pub(in crate::random::sample) fn transform<T: Real>(&mut self, transform: &impl Transform, out: &mut [T]) {
        if !self.ready {
            let counter = Domain::Elements.block(self.index);
            self.isa.run(Blocks { key: &self.key, number: self.number, counter, words: &mut self.elements });
            self.ready = true;
        }
        self.isa.run(Transformation { transform, words: &self.elements, out });
    }

    /// Clamps `values` so that they lie in [low, high] after rounding, unless the transformation did that.
    ///
    /// Rounding keeps the order, and leaves values of the type as they are. So clamping before rounding, to the
    /// outermost values of the type in the interval, has the same result as clamping after it.
    pub(in crate::random::sample) fn keep_within<T: Real>(&self, low: f64, high: f64, values: &mut [T]) {
        if self.dtype == T::DTYPE {
            return; // The transformation clamped them.
        }
        let (low, high) = (T::from_f64(self.dtype.at_least(low)), T::from_f64(self.dtype.at_most(high)));
        for value in values {
            *value = value.at_least(low).at_most(high);
        }
    }

    /// Computes the words that choose the components of a mixture. `depth` mixtures contain it.
    pub(in crate::random::sample) fn selectors(&self, depth: u8, words: &mut Words) {
        let counter = Domain::Selectors { depth }.block(self.index);
        self.isa.run(Blocks { key: &self.key, number: self.number, counter, words });
    }
}

/// A transformation of a group, as a task.
pub(in crate::random::sample) struct Transformation<'a, F, T> {
    pub(in crate::random::sample) transform: &'a F,
    pub(in crate::random::sample) words: &'a Words,
    pub(in crate::random::sample) out: &'a mut [T],
}

impl<F: Transform, T: Real> Task for Transformation<'_, F, T> {
    #[inline(always)]
    fn run<M: Machine>(self, machine: M) {
        self.transform.transform(machine, self.words, self.out);
    }
}
