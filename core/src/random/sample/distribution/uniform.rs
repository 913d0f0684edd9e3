//! The uniform distribution on [low, high).

use crate::sample::Real;
use crate::sample::engine::group::Transform;
use crate::stream::{Float, Machine, Words};

/// The uniform distribution: min(fma(u, high - low, low), `next_down(high)`), u = (w >> 8) 2^-24 (f64: (w >> 11)
/// 2^-53).
///
/// `low` and `high` are rounded to `T` first. The minimum is needed: for U(1, 1.5) in f32 two of the 2^24 values of
/// u would round up to `high`. Bounds that are equal in `T` give that value.
pub(in crate::random::sample) struct Uniform {
    pub(in crate::random::sample) low: f64,
    pub(in crate::random::sample) high: f64,
}

impl Transform for Uniform {
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must follow its caller's instructions")]
    fn transform<M: Machine, T: Real>(&self, machine: M, words: &Words, out: &mut [T]) {
        let (low, high) = (T::from_f64(self.low), T::from_f64(self.high));
        let last = if low < high { high.next_down() } else { low };
        let span = (high - low).lanes(machine);
        let (low, last) = (low.lanes(machine), last.lanes(machine));
        let count = T::Lanes::<M>::COUNT;
        for (i, out) in out.chunks_exact_mut(count).enumerate() {
            let fraction: T::Lanes<M> = T::fraction(T::words(machine, words, i * count));
            fraction.mul_add(span, low).at_most(last).store(out);
        }
    }
}
