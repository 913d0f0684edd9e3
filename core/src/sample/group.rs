//! One group of a parameter's elements: its words, and what becomes of them.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::{LANES, Real};
use crate::stream::{Blocks, Domain, Kernel, Key, Machine, Task, Words};

/// A distribution whose elements are functions of their own group's words.
pub(super) trait Transform {
    /// Fills one group. `#[inline(always)]`, as is all that it calls; see [`Task`].
    fn transform<M: Machine, T: Real>(&self, machine: M, words: &Words, out: &mut [T]);
}

/// One group of a parameter's elements, and the kernel that computes it.
pub(super) struct Group {
    kernel: Kernel,
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
    pub(super) fn new(kernel: Kernel, seed: u64, number: u64, index: u64) -> Self {
        let elements = [[0; LANES]; LANES];
        Self { kernel, key: Key::from_seed(seed), number, index, elements, ready: false }
    }

    /// Goes on to the next group.
    pub(super) fn advance(&mut self) {
        self.index = self.index.wrapping_add(1);
        self.ready = false;
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
