//! The natural logarithm of a positive normal number.

#![expect(clippy::unreadable_literal, reason = "coefficients are opaque")]
#![expect(clippy::cast_possible_wrap, clippy::cast_sign_loss, reason = "exponents are bit fields")]

use super::{horner_f32, horner_f64};

/// ln 2 = high + low, to twice the precision.
#[expect(clippy::approx_constant, reason = "written out: these bits are part of the contract")]
const LN_2_F32: [f32; 2] = [0.6931472, -1.9046542e-09];
#[expect(clippy::approx_constant, reason = "written out: these bits are part of the contract")]
const LN_2_F64: [f64; 2] = [0.6931471805599453, 2.3190468138462996e-17];

/// ln u for normal, positive, finite `u`. `ln_f32(1.0)` is +0.
///
/// u = 2^e m with m in [2/3, 4/3), so that x = m - 1 is exact; ln u = e ln 2 + x + x^2 Q(x), Q of degree 8, minimax
/// in the relative error of ln (1 + x) (4.5e-9). Largest error, over every float in [2^-126, 1]: 0.90 ulp.
#[inline(always)]
pub(in crate::sample) fn ln_f32(u: f32) -> f32 {
    const TWO_THIRDS: u32 = 0x3f2a_aaab;
    const Q: [f32; 9] =
        [-0.5, 0.3333321, -0.24999717, 0.20010749, -0.16682304, 0.14001153, -0.12167169, 0.14004788, -0.12948929];
    let bits = u.to_bits();
    let exponent = bits.wrapping_sub(TWO_THIRDS) as i32 >> 23;
    let x = f32::from_bits(bits.wrapping_sub((exponent << 23) as u32)) - 1.0;
    #[expect(clippy::cast_precision_loss, reason = "at most 8 bits")]
    let e = exponent as f32;
    let [high, low] = LN_2_F32;
    let rest = (x * x).mul_add(horner_f32(x, Q), e * low);
    e.mul_add(high, x + rest)
}

/// ln u for normal, positive, finite `u`. `ln_f64(1.0)` is +0.
///
/// u = 2^e m with m in [sqrt 1/2, sqrt 2), f = m - 1, s = f / (2 + f): ln (1 + f) = 2 atanh s
/// = f - f^2/2 + s (f^2/2 + R(s^2)), as fdlibm arranges it. R(z) / z has degree 6, minimax in the relative error of
/// ln (1 + f) (1.2e-18). Largest error, over 100 thousand random arguments in [2^-1022, 1]: 0.77 ulp.
#[inline(always)]
#[expect(clippy::many_single_char_names, reason = "the letters of the formula")]
pub(in crate::sample) fn ln_f64(u: f64) -> f64 {
    const SQRT_HALF: u64 = 0x3fe6_a09e_0000_0000;
    const R: [f64; 7] = [
        0.6666666666666734,
        0.3999999999941637,
        0.28571428742016086,
        0.2222219861072946,
        0.18183562407094947,
        0.15314098812200536,
        0.1479547512069414,
    ];
    let bits = u.to_bits();
    let exponent = bits.wrapping_sub(SQRT_HALF) as i64 >> 52;
    let f = f64::from_bits(bits.wrapping_sub((exponent << 52) as u64)) - 1.0;
    #[expect(clippy::cast_precision_loss, reason = "at most 11 bits")]
    let e = exponent as f64;
    let [high, low] = LN_2_F64;
    let s = f / (2.0 + f);
    let z = s * s;
    let half_square = 0.5 * f * f;
    let rest = s.mul_add(z.mul_add(horner_f64(z, R), half_square), e * low);
    e.mul_add(high, f - (half_square - rest))
}
