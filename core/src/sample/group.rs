//! One group of a parameter's elements: its words, and what becomes of them.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::{LANES, Real};
use crate::dtype::DType;
use crate::stream::{Blocks, Domain, Kernel, Key, Machine, StreamId, Task, Words};

/// A distribution whose elements are functions of their own group's words.
pub(super) trait Transform {
    /// Fills one group. `#[inline(always)]`, as is all that it calls; see [`Task`].
    fn transform<M: Machine, T: Real>(&self, machine: M, words: &Words, out: &mut [T]);
}

/// One group of a parameter's elements, and the kernel that computes it.
pub(super) struct Group {
    kernel: Kernel,
    /// The type to which the values will be rounded.
    element: DType,
    key: Key,
    number: u64,
    index: u64,
    elements: Words,
    /// Whether the words are those of this group. Computed once, if at all: the components of a mixture share them, a
    /// constant needs none.
    ready: bool,
}

impl Group {
    /// Group `index` of the parameter with stream number `number`.
    pub(super) fn new(kernel: Kernel, element: DType, id: StreamId, index: u64) -> Self {
        let elements = [[0; LANES]; LANES];
        Self { kernel, element, key: Key::from_seed(id.seed), number: id.number, index, elements, ready: false }
    }

    /// Goes on to the next group.
    pub(super) fn advance(&mut self) {
        self.index = self.index.wrapping_add(1);
        self.ready = false;
    }

    /// The type to which the values will be rounded.
    pub(super) fn dtype(&self) -> DType {
        self.element
    }

    /// What computes the group.
    pub(super) fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// Fills `out` with the values into which `transform` turns the group's words.
    pub(super) fn transform<T: Real>(&mut self, transform: &impl Transform, out: &mut [T]) {
        if !self.ready {
            let counter = Domain::Elements.block(self.index);
            self.kernel.run(Blocks { key: &self.key, number: self.number, counter, words: &mut self.elements });
            self.ready = true;
        }
        self.kernel.run(Transformation { transform, words: &self.elements, out });
    }

    /// Clamps `values` so that they lie in [low, high] once they are rounded, where that is left to do.
    ///
    /// Rounding keeps order, and leaves values of the type as they are. So it comes to the same to clamp first, to the
    /// outermost values of the type in the interval, and to round then.
    pub(super) fn keep_within<T: Real>(&self, low: f64, high: f64, values: &mut [T]) {
        if self.element == T::DTYPE {
            return; // The transformation did.
        }
        let (low, high) = (T::from_f64(self.element.at_least(low)), T::from_f64(self.element.at_most(high)));
        for value in values {
            *value = value.at_least(low).at_most(high);
        }
    }

    /// The words that choose the components of a mixture with `depth` mixtures around it.
    pub(super) fn selectors(&self, depth: u8, words: &mut Words) {
        let counter = Domain::Selectors { depth }.block(self.index);
        self.kernel.run(Blocks { key: &self.key, number: self.number, counter, words });
    }
}

/// A transformation of a group, to be computed.
pub(super) struct Transformation<'a, F, T> {
    pub(super) transform: &'a F,
    pub(super) words: &'a Words,
    pub(super) out: &'a mut [T],
}

impl<F: Transform, T: Real> Task for Transformation<'_, F, T> {
    #[inline(always)]
    fn run<M: Machine>(self, machine: M) {
        self.transform.transform(machine, self.words, self.out);
    }
}
