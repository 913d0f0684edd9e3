//! Mixtures: each element from one of several distributions.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::group::Group;
use super::{LANES, Real, Sampler};
use crate::stream::{Bits, Float, Machine, Task, Words};

/// The largest group of any type; smaller groups use the beginning of a buffer of this length.
pub(super) const BUFFER: usize = 256;

/// Fills one group of a mixture with `depth` mixtures around it.
///
/// The selector word of an element chooses the component; the component draws from the element's own words, as it
/// would alone. Weights are relative. Without components, or with weights that are not numbers, the result is NaN
/// or one of the components.
pub(super) fn fill<T: Real>(parts: &[(f64, Sampler)], group: &mut Group, depth: u8, out: &mut [T]) {
    let mut selectors = [[0; LANES]; LANES];
    group.selectors(depth, &mut selectors);
    let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
    let mut buffer = [T::ZERO; BUFFER];
    let buffer = buffer.get_mut(..out.len()).unwrap_or_default();
    let depth = depth.saturating_add(1);
    let Some(((first, component), rest)) = parts.split_first() else {
        return out.fill(T::from_f64(f64::NAN));
    };
    component.fill_group(group, depth, out);
    // Each component takes over all elements from its share on, so that the last one to do so wins.
    let mut before = *first;
    for (weight, component) in rest {
        component.fill_group(group, depth, buffer);
        group.kernel().run(Select { start: before / total, selectors: &selectors, drawn: buffer, out });
        before += weight;
    }
}

/// Takes over those elements of `drawn` whose selectors reach the share `start` of all words.
struct Select<'a, T> {
    start: f64,
    selectors: &'a Words,
    drawn: &'a [T],
    out: &'a mut [T],
}

impl<T: Real> Task for Select<'_, T> {
    #[inline(always)]
    fn run<M: Machine>(self, machine: M) {
        let Self { start, selectors, drawn, out } = self;
        let start = T::threshold(start);
        let any = T::ZERO.lanes(machine);
        let count = T::Lanes::<M>::COUNT;
        for (i, (out, drawn)) in out.chunks_exact_mut(count).zip(drawn.chunks_exact(count)).enumerate() {
            let keep = T::words(machine, selectors, i * count).half_below(start).signs();
            let (old, new) = (any.load(out).to_bits(), any.load(drawn).to_bits());
            // By bits: compilers turn a choice between a place's old value and a new one into a masked store, which
            // takes a dozen cycles on some processors.
            T::Lanes::<M>::from_bits(new ^ ((old ^ new) & keep)).store(out);
        }
    }
}
