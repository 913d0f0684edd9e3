//! Sine and cosine of an angle that is given as a fraction of a turn.

#![expect(clippy::unreadable_literal, reason = "coefficients are opaque")]

use super::horner;
use crate::stream::{Bits, Double, Single};

pub(super) const TWO_PI_F32: f32 = 6.2831855;
// The constant term of S is the error of `TWO_PI`.
pub(super) const S_F32: [f32; 4] = [-1.9519177e-07, -41.341663, 81.592354, -75.39356];
pub(super) const C_F32: [f32; 4] = [-19.739208, 64.93932, -85.44324, 59.229248];
#[expect(clippy::approx_constant, reason = "written out: these bits are part of the contract")]
pub(super) const TWO_PI_F64: f64 = 6.283185307179586;
pub(super) const S_F64: [f64; 7] = [
    2.2412007722288422e-16,
    -41.341702240399634,
    81.60524927594452,
    -76.70585970331562,
    42.05868490210625,
    -15.09379750776835,
    3.780726217853598,
];
pub(super) const C_F64: [f64; 7] = [
    -19.739208802178716,
    64.93939402266798,
    -85.45681720652829,
    60.244641329385935,
    -26.426250927334912,
    7.903091592397071,
    -1.6968347793267675,
];

/// Defines a function with these docs that gives the sine and the cosine of 2 pi word / 2^bits.
macro_rules! sin_cos_turn {
    ($(#[$doc:meta])* $name:ident, $float:ident, $scalar:ident, $word:ident, $two_pi:ident, $sin:ident, $cos:ident) => {
        $(#[$doc])*
        #[inline(always)]
        pub(in crate::random::sample) fn $name<F: $float>(word: F::Bits) -> (F, F) {
            const EIGHTH: $word = 1 << ($word::BITS - 3);
            #[expect(clippy::cast_precision_loss, reason = "a power of two")]
            const SCALE: $scalar = 0.125 / EIGHTH as $scalar;
            // The angle plus an eighth of a turn: its two highest bits number the quadrant.
            let shifted = word.wrapping_add(word.splat(EIGHTH));
            let quarters = shifted & word.splat(6 * EIGHTH);
            let t = F::from_signed(word.wrapping_sub(quarters));
            let t = t * t.splat(SCALE);
            let y = t * t;
            let sin = t.mul_add(t.splat($two_pi), t * horner(y, $sin));
            let cos = y.mul_add(horner(y, $cos), t.splat(1.0));
            // Odd quadrants exchange sine and cosine. The sine is negative in quadrants 2 and 3, the cosine in 1 and 2.
            let odd = shifted.shl::<1>();
            let (sin, cos) = (F::select(odd, cos, sin), F::select(odd, sin, cos));
            let highest = word.splat(4 * EIGHTH);
            let (sin_sign, cos_sign) = (shifted & highest, shifted.wrapping_add(word.splat(2 * EIGHTH)) & highest);
            (F::from_bits(sin.to_bits() ^ sin_sign), F::from_bits(cos.to_bits() ^ cos_sign))
        }
    };
}

sin_cos_turn! {
    /// (sin, cos) of 2 pi word 2^-32.
    ///
    /// Integers reduce the angle to t in [-1/8, 1/8] of a turn, without error; t then rounds to 24 bits. With y = t^2,
    /// sin = t (2 pi + y S(y)) and cos = 1 + y C(y), both minimax (relative error 3.2e-9 and 6.4e-11).
    /// Largest error, over all words, against the exact angle: sin 1.38 ulp, cos 1.28 ulp.
    sin_cos_turn_f32, Single, f32, u32, TWO_PI_F32, S_F32, C_F32
}

sin_cos_turn! {
    /// (sin, cos) of 2 pi word 2^-64.
    ///
    /// As [`sin_cos_turn_f32`], with longer polynomials (relative error 3.3e-18 and 3.9e-20). Largest error, over 100
    /// thousand random words, against the exact angle: sin 1.31 ulp, cos 1.31 ulp.
    sin_cos_turn_f64, Double, f64, u64, TWO_PI_F64, S_F64, C_F64
}
