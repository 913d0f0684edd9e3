//! Tests of accuracy, against the standard library in `f64` and against references from mpmath.
//!
//! These are samples. `cargo run --release --bin sweep` tests every possible argument.

use super::references::{LOGARITHMS, QUANTILES, RISES, TURNS};
use super::{EDGE, SLOPE, Tail, edge_f32, edge_f64};
use super::{ln_1p_f32, ln_1p_f64, ln_f32, ln_f64, sin_cos_turn_f32, sin_cos_turn_f64};
use std::f64::consts::TAU;
use std::ops::Div;

/// The error of `value` in units of the last place of `exact`.
fn ulps_f32(value: f32, exact: f64) -> f64 {
    let near = exact.abs() as f32;
    (f64::from(value) - exact).abs() / f64::from(near.next_up() - near)
}

/// The error in units of the last place of the truth, which is `exact` plus its error.
fn ulps_f64(value: f64, exact: f64, lack: f64) -> f64 {
    // The difference of neighbors is exact.
    ((value - exact) - lack).abs() / (exact.abs().next_up() - exact.abs())
}

fn ratio<F: Div<Output = F>>([numerator, denominator]: [F; 2]) -> F {
    numerator / denominator
}

/// The z with Phi(z) = 1/2 + q.
fn center_f32(q: f32) -> f32 {
    q.mul_add(SLOPE as f32, ratio(super::center_f32(q)))
}

/// The z with Phi(z) = 1/2 + q.
fn center_f64(q: f64) -> f64 {
    q.mul_add(SLOPE, ratio(super::center_f64(q)))
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

/// sin of 2 pi word 2^-32, reduced to an eighth of a turn in integers, so that it is accurate next to its zeros too.
fn sin_turn(word: u32) -> f64 {
    let quarter = word.wrapping_add(1 << 29) >> 30;
    let angle = f64::from(word.wrapping_sub(quarter << 30).cast_signed()) / 2.0_f64.powi(32) * TAU;
    [angle.sin(), angle.cos(), -angle.sin(), -angle.cos()][quarter as usize]
}

#[test]
fn sin_cos_f32_within_two_ulps() {
    // These are multiples of an eighth of a turn, where the code changes, with their neighbors, and a sample.
    let edges = (0_u32..8).flat_map(|eighth| (0..64).map(move |i| (eighth << 29).wrapping_add(i).wrapping_sub(32)));
    for word in edges.chain((1..u32::MAX).step_by(4001)) {
        if word.is_multiple_of(1 << 30) {
            continue; // A zero: see below.
        }
        let (sin, cos) = sin_cos_turn_f32(word);
        assert!(ulps_f32(sin, sin_turn(word)) < 1.38, "{word:#x}");
        assert!(ulps_f32(cos, sin_turn(word.wrapping_add(1 << 30))) < 1.38, "{word:#x}");
    }
}

#[test]
fn f64_against_more_digits() {
    for (u, exact, lack) in LOGARITHMS {
        assert!(ulps_f64(ln_f64(u), exact, lack) < 0.78, "ln {u:e}");
    }
    for (word, [sin, sin_lack, cos, cos_lack]) in TURNS {
        let (s, c): (f64, f64) = sin_cos_turn_f64(word);
        assert!(ulps_f64(s, sin, sin_lack) < 1.32, "sin {word:#x}");
        assert!(ulps_f64(c, cos, cos_lack) < 1.32, "cos {word:#x}");
    }
    assert_eq!(center_f64(0.0_f64), 0.0);
}

/// The center, the edge, and what is farther out by the tail from the median on.
#[test]
fn quantiles_against_more_digits() {
    for (p, exact, lack) in QUANTILES {
        let (z, lack) = if p >= EDGE {
            let q = p - 0.5;
            // The error of q, which is exact here, moves the truth.
            let moved = (q + 0.5 - p) * TAU.sqrt() * (0.5 * exact * exact).exp();
            (center_f64(q), lack + moved)
        } else if p > 2.0_f64.powi(-67) {
            (ratio(edge_f64(p)), lack)
        } else {
            (-ratio(Tail::new(0.5).rise_f64(-ln_f64(2.0 * p))), lack)
        };
        let error = ((z - exact) - lack) / exact;
        assert!(error.abs() < 6e-16, "quantile of {p:e}: {error:e}");
    }
}

#[test]
fn tails_against_more_digits() {
    for (start, fall, exact, lack) in RISES {
        let tail = Tail::new(start);
        let error = ((ratio(tail.rise_f64(fall)) - exact) - lack) / exact;
        assert!(error.abs() < 2e-14, "{fall} beyond {start:e}: {error:e}");
        let single = f64::from(ratio(tail.rise_f32(fall as f32)));
        let error = relative(single, exact);
        assert!(error < 2e-7, "{fall} beyond {start:e}: {error:e}");
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

#[test]
fn center_f32_agrees() {
    for bits in (f32::MIN_POSITIVE.to_bits()..0.4785_f32.to_bits()).step_by(1009) {
        let q = f32::from_bits(bits);
        let error = relative(f64::from(center_f32(q)), center_f64(f64::from(q)));
        assert!(error < 1.8e-7, "{q:e}: {error:e}");
    }
    assert_eq!(center_f32(0.0_f32), 0.0);
}

#[test]
fn edge_f32_agrees() {
    for bits in (2.0_f32.powi(-34).to_bits()..0.0247_f32.to_bits()).step_by(1009) {
        let p = f32::from_bits(bits);
        let error = relative(f64::from(ratio(edge_f32(p))), ratio(edge_f64(f64::from(p))));
        assert!(error < 2.9e-7, "{p:e}: {error:e}");
    }
}

/// Both forms of the quantile hold around the place where one takes over.
#[test]
fn center_and_edge_meet() {
    for step in -100..=100 {
        let p = EDGE + f64::from(step) * 1e-5;
        let error = relative(center_f64(p - 0.5), ratio(edge_f64(p)));
        assert!(error < 1.2e-15, "{p}: {error:e}");
        let single = p as f32;
        let error = relative(f64::from(center_f32(single - 0.5)), f64::from(ratio(edge_f32(single))));
        assert!(error < 7e-7, "{p}: {error:e}");
    }
}

#[test]
fn ln_1p_agrees() {
    for step in 0..=10_000 {
        let x = -0.25 * f64::from(step) / 10_000.0;
        assert!((ln_1p_f64(x) - x.ln_1p()).abs() <= 4e-16 * x.abs(), "{x}");
        let single = x as f32;
        let exact = f64::from(single).ln_1p();
        assert!((f64::from(ln_1p_f32(single)) - exact).abs() <= 1.1e-7 * exact.abs(), "{single}");
    }
}
