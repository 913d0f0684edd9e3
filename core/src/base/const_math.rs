//! Arithmetic for `const` code that the standard library lacks there.

/// Returns the square root of `x`, correctly rounded, in `const` code.
///
/// The result equals that of [`f64::sqrt`], which is not `const`, for every input. Negative numbers give NaN.
///
/// ```
/// use paraminit::init::{Init, normal, sqrt};
///
/// const DEPTH: f64 = 12.0;
/// const OUTPUT: Init = normal(0.0, 0.02 / sqrt(2.0 * DEPTH));
/// assert_eq!(sqrt(2.0), 2.0_f64.sqrt());
/// ```
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "the comments say why they are exact")]
pub const fn sqrt(x: f64) -> f64 {
    if x.is_nan() || x == 0.0 || x == f64::INFINITY {
        return x;
    }
    if x < 0.0 {
        return f64::NAN;
    }
    // x = mantissa * 2^exponent with a mantissa of exactly 53 bits.
    let bits = x.to_bits();
    let (mut mantissa, mut exponent) = (bits & ((1 << 52) - 1), (bits >> 52).cast_signed());
    if exponent == 0 {
        let shift = mantissa.leading_zeros() as i64 - 11;
        mantissa <<= shift;
        exponent = 1 - shift;
    } else {
        mantissa |= 1 << 52;
    }
    exponent -= 1075;
    // An even exponent can be halved. 54 more bits give a root of 54 bits, one more than the result keeps. That bit
    // alone decides the rounding, because a root that ends in it is never exact: its square has more bits than the
    // mantissa.
    let odd = exponent & 1;
    let root = ((mantissa as u128) << (54 + odd)).isqrt() as u64;
    let half = (exponent - odd) / 2 - 27;
    let rounded = (root >> 1) + (root & 1);
    // `rounded` has 53 bits (or is 2^53, which is exact), and the scale is a normal number: this product is exact.
    rounded as f64 * f64::from_bits((half + 1 + 1023).cast_unsigned() << 52)
}

/// The natural logarithm of `x`, with the same bits on every machine and in `const` code.
///
/// Within one unit in the last place. [`f64::ln`] is the operating system's, and not `const`. That of 0 is minus infinity,
/// of negative numbers NaN.
///
/// ```
/// use paraminit::init::{Init, constant, ln, map, uniform};
///
/// // The bias of an output whose positives are one in a hundred (Lin et al., 2017).
/// const PRIOR: Init = constant(-ln((1.0 - 0.01) / 0.01));
/// // The bias of an update gate: a memory of 2 to 100 steps.
/// const UPDATE: Init = map(uniform(1.0, 99.0), ln).named("ln");
/// assert_eq!(ln(1.0), 0.0);
/// ```
#[must_use]
#[expect(clippy::many_single_char_names, reason = "those of the original")]
#[expect(clippy::cast_precision_loss, reason = "an exponent of at most 11 bits")]
pub const fn ln(x: f64) -> f64 {
    // FreeBSD's e_log.c, operation by operation: `libm::log` has the same bits.
    //
    // Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc.
    // business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this
    // notice is preserved.
    const LN_2: [f64; 2] = [f64::from_bits(0x3fe6_2e42_fee0_0000), f64::from_bits(0x3dea_39ef_3579_3c76)];
    /// The coefficients of `(ln(1 + f) - (f - f^2 / 2)) / s - f^2 / 2` in s^2, with s = f / (2 + f).
    const LG: [f64; 7] = [
        f64::from_bits(0x3fe5_5555_5555_5593),
        f64::from_bits(0x3fd9_9999_9997_fa04),
        f64::from_bits(0x3fd2_4924_9422_9359),
        f64::from_bits(0x3fcc_71c5_1d8e_78af),
        f64::from_bits(0x3fc7_4664_96cb_03de),
        f64::from_bits(0x3fc3_9a09_d078_c69f),
        f64::from_bits(0x3fc2_f112_df3e_5244),
    ];
    /// The upper halves of 1 and of sqrt(2) / 2.
    const ONE: u64 = 0x3ff0_0000;
    const ROOT: u64 = 0x3fe6_a09e;

    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x < 0.0 {
        return f64::NAN;
    }
    // x = 2^k (1 + f), with 1 + f from sqrt(2) / 2 to sqrt(2).
    let (scaled, before) = if x < f64::MIN_POSITIVE { (x * f64::from_bits(0x4350 << 48), -54) } else { (x, 0) };
    let bits = scaled.to_bits();
    let upper = (bits >> 32) + (ONE - ROOT);
    let k = before + (upper >> 20).cast_signed() - 0x3ff;
    let f = f64::from_bits((((upper & 0x000f_ffff) + ROOT) << 32) | (bits & 0xffff_ffff)) - 1.0;

    let half = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (LG[1] + w * (LG[3] + w * LG[5]));
    let odd = z * (LG[0] + w * (LG[2] + w * (LG[4] + w * LG[6])));
    let r = odd + even;
    let k = k as f64;
    s * (half + r) + k * LN_2[1] - half + f + k * LN_2[0]
}

/// Returns a length as a number to compute with.
#[expect(clippy::cast_precision_loss, reason = "what has more than 2^53 elements does not fit in memory")]
pub(crate) fn float(len: usize) -> f64 {
    len as f64
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "correctly rounded")]
mod tests {
    use super::{ln, sqrt};

    /// The bits of `chrono` are those of this logarithm.
    #[test]
    fn the_logarithm_is_that_of_libm() {
        const IN_A_CONSTANT: f64 = ln(10.0);
        assert_eq!(IN_A_CONSTANT.to_bits(), libm::log(10.0).to_bits());
        let mut state = 1_u64;
        let compare = |x: f64| assert!(ln(x).to_bits() == libm::log(x).to_bits() || x < 0.0 || x.is_nan(), "{x:e}");
        for _ in 0..500_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let bits = state ^ state >> 29;
            compare(f64::from_bits(bits & !(1 << 63)));
            // Around 1, where the most is lost, and among small whole numbers.
            compare(f64::from_bits((0x3ff0 << 48) ^ (bits >> (12 + state % 40))));
            compare(f64::from((bits >> 40) as u32));
        }
        for x in [0.0, -0.0, 1.0, 5e-324, f64::MIN_POSITIVE, f64::MAX, f64::INFINITY, 0.5_f64.sqrt(), 2.0_f64.sqrt()] {
            compare(x);
            compare(x.next_up());
            compare(x.next_down());
        }
        assert!(ln(-1.0).is_nan() && ln(f64::NAN).is_nan() && ln(f64::NEG_INFINITY).is_nan());
    }

    #[test]
    fn equals_the_standard_library() {
        let mut state = 1_u64;
        for _ in 0..200_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let x = f64::from_bits((state ^ state >> 29) & !(1 << 63));
            assert!(sqrt(x).to_bits() == x.sqrt().to_bits() || x.is_nan() && sqrt(x).is_nan(), "{x:e}");
        }
        for x in [0.0, -0.0, 1.0, 2.0, 3.0, 4.0, 5e-324, f64::MIN_POSITIVE, f64::MAX, f64::INFINITY] {
            assert_eq!(sqrt(x).to_bits(), x.sqrt().to_bits(), "{x:e}");
        }
        assert!(sqrt(-1.0).is_nan() && sqrt(f64::NAN).is_nan() && sqrt(f64::NEG_INFINITY).is_nan());
    }

    #[test]
    fn neighbors_of_squares_and_powers_of_two() {
        for i in 1..2000_u32 {
            for x in [f64::from(i * i), f64::from(i * i).next_up(), f64::from(i * i).next_down()] {
                assert_eq!(sqrt(x), x.sqrt());
            }
        }
        for e in -1022..1023 {
            let x = 2.0_f64.powi(e);
            assert_eq!(sqrt(x), x.sqrt());
            assert_eq!(sqrt(x.next_down()), x.next_down().sqrt());
        }
    }
}
