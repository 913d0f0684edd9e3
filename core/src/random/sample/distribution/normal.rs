//! The normal distribution.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use crate::sample::Real;
use crate::sample::engine::group::Transform;
use crate::sample::engine::scalar::lane::Lanes;
use crate::stream::{Float, Machine, Words};

/// The normal distribution: fma(std, z, mean), with z by the method of Box and Muller (1958), a pair in each lane.
///
/// Row `j` of the upper half gives the radius and becomes the cosines. Row `j` of the lower half gives the angle and
/// becomes the sines. No value is rejected, so every element has its fixed words.
pub(in crate::random::sample) struct Normal {
    pub(in crate::random::sample) mean: f64,
    pub(in crate::random::sample) std: f64,
}

impl Transform for Normal {
    #[inline(always)]
    fn transform<M: Machine, T: Real>(&self, machine: M, words: &Words, out: &mut [T]) {
        let (mean, std) = (T::from_f64(self.mean).lanes(machine), T::from_f64(self.std).lanes(machine));
        let (count, half) = (T::Lanes::<M>::COUNT, T::GROUP / 2);
        let (cosines, sines) = out.split_at_mut(out.len().min(half));
        let pairs = cosines.chunks_exact_mut(count).zip(sines.chunks_exact_mut(count));
        for (i, (cosines, sines)) in pairs.enumerate() {
            let (x, y) =
                pair::<T, T::Lanes<M>>(T::words(machine, words, i * count), T::words(machine, words, half + i * count));
            std.mul_add(x, mean).store(cosines);
            std.mul_add(y, mean).store(sines);
        }
    }
}

/// Returns two independent standard normal values: (r cos, r sin), r = sqrt(max(0, -2 ln u)).
#[inline(always)]
fn pair<T: Real, F: Lanes<T>>(radius: F::Bits, angle: F::Bits) -> (F, F) {
    let minus_ln = -T::ln(T::probability::<F>(radius));
    // The maximum settles the sign of zero at u = 1. Doubling is exact.
    let r = (minus_ln + minus_ln).at_least(minus_ln.splat(T::ZERO)).sqrt();
    let (sin, cos) = T::sin_cos_turn::<F>(angle);
    (r * cos, r * sin)
}
