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

/// Returns the natural logarithm of `x`, with the same bits on every machine.
///
/// It is for [`map`](crate::init::map()), where [`f64::ln`] would use the operating system's function. It is not
/// `const`.
///
/// ```
/// use paraminit::init::{Init, ln, map, uniform};
///
/// // The bias of an update gate: a memory of 2 to 100 steps.
/// const UPDATE: Init = map(uniform(1.0, 99.0), ln).named("ln");
/// assert_eq!(ln(1.0), 0.0);
/// ```
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Returns a length as a number to compute with.
#[expect(clippy::cast_precision_loss, reason = "what has more than 2^53 elements does not fit in memory")]
pub(crate) fn float(len: usize) -> f64 {
    len as f64
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "correctly rounded")]
mod tests {
    use super::sqrt;

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
