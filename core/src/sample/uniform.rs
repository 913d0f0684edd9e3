//! The uniform distribution on [low, high).

use super::{LANES, Real};
use crate::stream::Words;

/// Fills one group: min(fma(u, high - low, low), `next_down(high)`), u = (w >> 8) 2^-24 (f64: (w >> 11) 2^-53).
///
/// `low` and `high` are rounded to `T` first. The minimum is needed: for U(1, 1.5) in f32 two of the 2^24 values of
/// u would round up to `high`. Bounds that are equal in `T` give that value.
#[inline(always)]
#[expect(clippy::inline_always, reason = "must follow its caller's vector width")]
pub(super) fn fill<T: Real>(low: f64, high: f64, words: &Words, out: &mut [T]) {
    let (low, high) = (T::from_f64(low), T::from_f64(high));
    let last = if low < high { high.next_down() } else { low };
    let span = high - low;
    let (rows, _) = out.as_chunks_mut::<LANES>();
    for (row, words) in rows.iter_mut().zip(T::rows(words)) {
        for (value, word) in row.iter_mut().zip(words) {
            *value = T::fraction(word).mul_add(span, low).at_most(last);
        }
    }
}
