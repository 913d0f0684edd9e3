//! The normal distribution.

use super::{LANES, Real};
use crate::stream::Words;

/// Fills one group: fma(std, z, mean), z by the method of Box and Muller (1958), a pair a lane.
///
/// Row `j` of the upper half gives the radius and becomes the cosines, row `j` of the lower half gives the angle
/// and becomes the sines. Without rejection, so every element has its fixed words.
#[inline(always)]
#[expect(clippy::inline_always, reason = "must follow its caller's vector width")]
pub(super) fn fill<T: Real>(mean: f64, std: f64, words: &Words, out: &mut [T]) {
    let (mean, std) = (T::from_f64(mean), T::from_f64(std));
    let (rows, _) = out.as_chunks_mut::<LANES>();
    let (cosines, sines) = rows.split_at_mut(rows.len() / 2);
    let angles = T::rows(words).skip(cosines.len());
    let pairs = T::rows(words).zip(angles);
    for ((cosines, sines), (radii, angles)) in cosines.iter_mut().zip(sines).zip(pairs) {
        let lanes = cosines.iter_mut().zip(sines).zip(radii.into_iter().zip(angles));
        for ((cosine, sine), (radius, angle)) in lanes {
            let (x, y) = pair::<T>(radius, angle);
            *cosine = std.mul_add(x, mean);
            *sine = std.mul_add(y, mean);
        }
    }
}

/// Two independent standard normal values: (r cos, r sin), r = sqrt(max(0, -2 ln u)).
#[inline(always)]
#[expect(clippy::inline_always, reason = "must follow its caller's vector width")]
fn pair<T: Real>(radius: T::Word, angle: T::Word) -> (T, T) {
    let minus_ln = -T::probability(radius).ln();
    // The maximum settles the sign of zero at u = 1. Doubling is exact.
    let r = (minus_ln + minus_ln).at_least(T::ZERO).sqrt();
    let (sin, cos) = T::sin_cos_turn(angle);
    (r * cos, r * sin)
}
