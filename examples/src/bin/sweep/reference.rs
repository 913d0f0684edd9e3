//! The truth, to about 16 digits.

use std::f64::consts::{FRAC_1_SQRT_2, TAU};

/// The z with Phi(z) = 1/2 + q, for `q` in (0, 0.4785), from a `guess` that is right to 6 digits.
pub fn center(q: f64, guess: f64) -> f64 {
    improved(guess, 0.5 * libm::erf(guess * FRAC_1_SQRT_2) - q)
}

/// The z with Phi(z) = p, for `p` in (0, 0.0247), from a `guess` that is right to 6 digits.
pub fn edge(p: f64, guess: f64) -> f64 {
    improved(guess, 0.5 * libm::erfc(-guess * FRAC_1_SQRT_2) - p)
}

/// One step of Halley's method on the `excess` of Phi(z), which has 18 right digits in exact arithmetic.
fn improved(z: f64, excess: f64) -> f64 {
    let step = excess * TAU.sqrt() * libm::exp(0.5 * z * z);
    z - step / (1.0 + 0.5 * z * step)
}

/// sin(2 pi word 2^-32).
///
/// The angle is reduced to an eighth of a turn in integers, so that neither the zeros nor the peaks lose digits.
pub fn sin_turn(word: u32) -> f64 {
    let quarter = word.wrapping_add(1 << 29) >> 30;
    let rest = word.wrapping_sub(quarter << 30).cast_signed();
    let angle = f64::from(rest) / 4_294_967_296.0 * TAU;
    match quarter {
        0 => libm::sin(angle),
        1 => libm::cos(angle),
        2 => -libm::sin(angle),
        _ => -libm::cos(angle),
    }
}
