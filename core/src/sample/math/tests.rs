//! Accuracy, against the standard library in `f64` and against references from mpmath.

use super::{ln_f32, ln_f64, quantile_f32, quantile_f64, sin_cos_turn_f32, sin_cos_turn_f64};
use std::f64::consts::TAU;

/// The error of `value` in units of the last place of `exact`.
fn ulps_f32(value: f32, exact: f64) -> f64 {
    let near = exact.abs() as f32;
    (f64::from(value) - exact).abs() / f64::from(near.next_up() - near)
}

fn relative(value: f64, exact: f64) -> f64 {
    (value / exact - 1.0).abs()
}

#[test]
fn ln_f32_within_one_ulp() {
    for bits in (f32::MIN_POSITIVE.to_bits()..1.0_f32.to_bits()).step_by(1009) {
        let u = f32::from_bits(bits);
        assert!(ulps_f32(ln_f32(u), f64::from(u).ln()) < 0.91, "{u:e}");
    }
    let below_one = 1.0_f32.next_down();
    assert!(ulps_f32(ln_f32(below_one), f64::from(below_one).ln()) < 0.51);
}

#[test]
fn ln_of_one_is_plus_zero() {
    assert_eq!(ln_f32(1.0_f32).to_bits(), 0);
    assert_eq!(ln_f64(1.0_f64).to_bits(), 0);
}

#[test]
fn ln_f64_agrees() {
    for bits in (f64::MIN_POSITIVE.to_bits()..1.0_f64.to_bits()).step_by(0x0000_1234_5678_9abc) {
        let u = f64::from_bits(bits);
        assert!(relative(ln_f64(u), u.ln()) < 3e-16, "{u:e}");
    }
    // -2^-53 (1 + 2^-54 + ..)
    assert_eq!(ln_f64(1.0_f64.next_down()), -f64::EPSILON / 2.0);
}

#[test]
fn sin_cos_f32_within_two_ulps() {
    for word in (1..u32::MAX).step_by(4001) {
        let (sin, cos) = sin_cos_turn_f32(word);
        let (exact_sin, exact_cos) = (f64::from(word) / 2.0_f64.powi(32) * TAU).sin_cos();
        // The reference loses relative accuracy near its zeros.
        assert!(ulps_f32(sin, exact_sin) < 1.4 || exact_sin.abs() < 1e-6, "{word}");
        assert!(ulps_f32(cos, exact_cos) < 1.4 || exact_cos.abs() < 1e-6, "{word}");
    }
}

#[test]
fn sin_cos_f64_agrees() {
    for word in (1..u64::MAX).step_by(0x0000_1234_5678_9abc) {
        let (sin, cos): (f64, f64) = sin_cos_turn_f64(word);
        let (exact_sin, exact_cos) = (word as f64 / 2.0_f64.powi(64) * TAU).sin_cos();
        assert!((sin - exact_sin).abs() < 2e-15, "{word}");
        assert!((cos - exact_cos).abs() < 2e-15, "{word}");
    }
}

#[test]
fn quarter_turns_are_exact() {
    for (quarter, expected) in [(0, (0.0, 1.0)), (1, (1.0, 0.0)), (2, (0.0, -1.0)), (3, (-1.0, 0.0))] {
        assert_eq!(sin_cos_turn_f64(quarter << 62), expected);
        let (sin, cos): (f32, f32) = sin_cos_turn_f32((quarter as u32) << 30);
        assert_eq!((f64::from(sin), f64::from(cos)), expected);
    }
}

/// Bits of z and of Phi(z) rounded, from mpmath with 60 digits.
#[test]
fn quantile_f64_inverts() {
    for (z, p) in QUANTILES {
        assert!(relative(quantile_f64(p), z) < 1e-15, "{z}");
    }
    assert_eq!(quantile_f64(0.5_f64), 0.0);
}

#[test]
fn quantile_f32_agrees() {
    for bits in (f32::MIN_POSITIVE.to_bits()..0.5_f32.to_bits()).step_by(1009) {
        let p = f32::from_bits(bits);
        assert!(relative(f64::from(quantile_f32(p)), quantile_f64(f64::from(p))) < 3.6e-7, "{p:e}");
    }
    assert_eq!(quantile_f32(0.5_f32), 0.0);
    // A little beyond one half, where rounding may lead.
    assert!((quantile_f32(0.5001_f32) - 2.506_629e-4).abs() < 1e-7);
}

/// (z, p): the exact quantile of the binary64 number p, rounded.
const QUANTILES: [(f64, f64); 12] = [
    (-9.999999691885355e-10, 0.49999999960105773),
    (-0.0010000000000000154, 0.49960105778608893),
    (-0.10000000000000002, 0.460172162722971),
    (-0.674, 0.2501556568403226),
    (-1.0, 0.15865525393145705),
    (-1.43, 0.0763585095367391),
    (-1.45, 0.07352925960964836),
    (-2.5, 0.006209665325776135),
    (-5.0, 2.866515718791939e-07),
    (-6.9, 2.600126965638166e-12),
    (-20.0, 2.7536241186062337e-89),
    (-37.5, 4.605353009581955e-308),
];
