//! Elementary functions for random numbers, bit-identical everywhere.
//!
//! Polynomials in fused multiply-add, integer range reduction, division and square root; no tables, and no branch
//! that a vector unit could not turn into a selection between polynomials. `inline(always)`, so that a caller
//! compiled for wider registers takes them along.

mod ln;
mod quantile;
mod sin_cos;

pub(super) use ln::{ln_f32, ln_f64};
pub(super) use quantile::{quantile_f32, quantile_f64};
pub(super) use sin_cos::{sin_cos_turn_f32, sin_cos_turn_f64};

/// The polynomial c0 + c1 x + c2 x^2 + .. in Horner form: `N - 1` fused multiply-adds.
#[inline(always)]
#[expect(clippy::inline_always, reason = "must follow its caller's vector width")]
fn horner_f32<const N: usize>(x: f32, coefficients: [f32; N]) -> f32 {
    let Some((&highest, rest)) = coefficients.split_last() else {
        return 0.0;
    };
    let mut sum = highest;
    for &coefficient in rest.iter().rev() {
        sum = sum.mul_add(x, coefficient);
    }
    sum
}

/// The polynomial c0 + c1 x + c2 x^2 + .. in Horner form: `N - 1` fused multiply-adds.
#[inline(always)]
#[expect(clippy::inline_always, reason = "must follow its caller's vector width")]
fn horner_f64<const N: usize>(x: f64, coefficients: [f64; N]) -> f64 {
    let Some((&highest, rest)) = coefficients.split_last() else {
        return 0.0;
    };
    let mut sum = highest;
    for &coefficient in rest.iter().rev() {
        sum = sum.mul_add(x, coefficient);
    }
    sum
}

#[cfg(test)]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    clippy::unreadable_literal,
    reason = "exact values and wide sweeps"
)]
mod tests;
