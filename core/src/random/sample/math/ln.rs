//! The natural logarithm of a positive normal number.

#![expect(clippy::inline_always, reason = "must follow its caller's vector width")]
#![expect(clippy::unreadable_literal, reason = "coefficients are opaque")]

use super::horner;
use crate::stream::{Bits, Double, Single};

/// ln 2 = high + low, to twice the precision.
#[expect(clippy::approx_constant, reason = "written out: these bits are part of the contract")]
pub(super) const LN_2_F32: [f32; 2] = [0.6931472, -1.9046542e-09];
#[expect(clippy::approx_constant, reason = "written out: these bits are part of the contract")]
pub(super) const LN_2_F64: [f64; 2] = [0.6931471805599453, 2.3190468138462996e-17];

/// Q of [`ln_f32`].
pub(super) const Q: [f32; 9] =
    [-0.5, 0.3333321, -0.24999717, 0.20010749, -0.16682304, 0.14001153, -0.12167169, 0.14004788, -0.12948929];

/// R(z) / z of [`ln_f64`].
pub(super) const R: [f64; 7] = [
    0.6666666666666734,
    0.3999999999941637,
    0.28571428742016086,
    0.2222219861072946,
    0.18183562407094947,
    0.15314098812200536,
    0.1479547512069414,
];

/// Returns ln u for normal, positive, finite `u`. `ln_f32(1.0)` is +0.
///
/// u = 2^e m with m in [2/3, 4/3), so that x = m - 1 is exact; ln u = e ln 2 + x + x^2 Q(x), Q of degree 8, minimax
/// in the relative error of ln (1 + x) (4.5e-9). Largest error, over every float in [2^-126, 1]: 0.90 ulp.
#[inline(always)]
pub(in crate::random::sample) fn ln_f32<F: Single>(u: F) -> F {
    const TWO_THIRDS: u32 = 0x3f2a_aaab;
    /// The bits of the exponent, and of its sign.
    const EXPONENT: u32 = 0xff80_0000;
    const UNIT: f32 = 1.0 / 8_388_608.0;
    let bits = u.to_bits();
    let exponent = bits.wrapping_sub(bits.splat(TWO_THIRDS)) & bits.splat(EXPONENT);
    let x = F::from_bits(bits.wrapping_sub(exponent)) - u.splat(1.0);
    // This is exact: a multiple of 2^23 with 9 bits.
    let e = F::from_signed(exponent) * u.splat(UNIT);
    let [high, low] = LN_2_F32;
    let rest = (x * x).mul_add(horner(x, Q), e * u.splat(low));
    e.mul_add(u.splat(high), x + rest)
}

/// Returns ln u for normal, positive, finite `u`. `ln_f64(1.0)` is +0.
///
/// u = 2^e m with m in [sqrt 1/2, sqrt 2), f = m - 1, s = f / (2 + f): ln (1 + f) = 2 atanh s
/// = f - f^2/2 + s (f^2/2 + R(s^2)), as fdlibm arranges it. R(z) / z has degree 6, minimax in the relative error of
/// ln (1 + f) (1.2e-18). Largest error, over 100 thousand random arguments in [2^-1022, 1]: 0.77 ulp.
#[inline(always)]
#[expect(clippy::many_single_char_names, reason = "the letters of the formula")]
pub(in crate::random::sample) fn ln_f64<F: Double>(u: F) -> F {
    const SQRT_HALF: u64 = 0x3fe6_a09e_0000_0000;
    /// The bits of the exponent, and of its sign.
    const EXPONENT: u64 = 0xfff << 52;
    /// 2^52 and 2^52 + 1024. The exponent, counted from -1024, is put into the last bits of 2^52, which count ones.
    const UNIT: u64 = 0x4330_0000_0000_0000;
    const ZERO: f64 = 4_503_599_627_371_520.0;
    let bits = u.to_bits();
    let exponent = bits.wrapping_sub(bits.splat(SQRT_HALF)) & bits.splat(EXPONENT);
    let f = F::from_bits(bits.wrapping_sub(exponent)) - u.splat(1.0);
    let counted = exponent.wrapping_add(bits.splat(1024 << 52)).shr::<52>() | bits.splat(UNIT);
    let e = F::from_bits(counted) - u.splat(ZERO);
    let [high, low] = LN_2_F64;
    let s = f / (u.splat(2.0) + f);
    let z = s * s;
    let half_square = u.splat(0.5) * f * f;
    let rest = s.mul_add(z.mul_add(horner(z, R), half_square), e * u.splat(low));
    e.mul_add(u.splat(high), f - (half_square - rest))
}

/// Returns ln (1 + x), for |x| <= 1/3.
#[inline(always)]
pub(in crate::random::sample) fn ln_1p_f32<F: Single>(x: F) -> F {
    (x * x).mul_add(horner(x, Q), x)
}

/// Returns ln (1 + f), for -0.29 <= f <= 0.41.
#[inline(always)]
pub(in crate::random::sample) fn ln_1p_f64<F: Double>(f: F) -> F {
    let s = f / (f.splat(2.0) + f);
    let z = s * s;
    let half_square = f.splat(0.5) * f * f;
    f - (half_square - s * z.mul_add(horner(z, R), half_square))
}
