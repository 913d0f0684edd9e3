//! Mixtures: each element from one of several distributions.

use super::sampler::Group;
use super::{LANES, Real, Sampler};

/// The largest group of any type; smaller groups use the beginning of a buffer of this length.
pub(super) const BUFFER: usize = 256;

/// Fills one group of a mixture with `depth` mixtures around it.
///
/// The selector word of an element chooses the component; the component draws from the element's own words, as it
/// would alone. Weights are relative. Without components, or with weights that are not numbers, the result is NaN
/// or one of the components.
pub(super) fn fill<T: Real>(parts: &[(f64, Sampler)], group: &Group, depth: u8, out: &mut [T]) {
    let selectors = group.selectors(depth);
    let total: f64 = parts.iter().map(|(weight, _)| weight).sum();
    let mut buffer = [T::ZERO; BUFFER];
    let buffer = buffer.get_mut(..out.len()).unwrap_or_default();
    out.fill(T::from_f64(f64::NAN));
    // Each component takes over all elements from its share on, so that the last one to do so wins.
    let mut before = 0.0;
    for (weight, component) in parts {
        component.fill_group(group, depth.saturating_add(1), buffer);
        let start = T::threshold(before / total);
        let (rows, _) = out.as_chunks_mut::<LANES>();
        let (drawn, _) = buffer.as_chunks::<LANES>();
        for ((row, drawn), words) in rows.iter_mut().zip(drawn).zip(T::rows(&selectors)) {
            for ((value, drawn), word) in row.iter_mut().zip(drawn).zip(words) {
                *value = if T::below(word, start) { *value } else { *drawn };
            }
        }
        before += weight;
    }
}
