//! Elementary functions for random numbers, bit-identical everywhere.
//!
//! Each function is written once for lanes of any width, of which a single number is the narrowest. It uses polynomials
//! in fused multiply-add, integer range reduction, division and square root. It has no tables and no branches, only
//! choices between polynomials.

use crate::stream::Float;

mod ln;
mod quantile;
mod sin_cos;
mod tail;

pub(super) use ln::{ln_1p_f32, ln_1p_f64, ln_f32, ln_f64};
pub(super) use quantile::{CENTER, EDGE, SLOPE, center_f32, center_f64, edge_f32, edge_f64};
pub(super) use sin_cos::{sin_cos_turn_f32, sin_cos_turn_f64};
pub(super) use tail::Tail;

/// Evaluates the polynomial c0 + c1 x + c2 x^2 + .. in Horner form, by `N - 1` fused multiply-adds.
#[inline(always)]
#[expect(clippy::inline_always, reason = "must follow its caller's instructions")]
fn horner<F: Float, const N: usize>(x: F, coefficients: [F::Scalar; N]) -> F {
    let mut coefficients = coefficients.into_iter().rev();
    let Some(highest) = coefficients.next() else {
        return x;
    };
    let mut sum = x.splat(highest);
    for coefficient in coefficients {
        sum = sum.mul_add(x, x.splat(coefficient));
    }
    sum
}

#[cfg(test)]
#[expect(clippy::unreadable_literal, clippy::approx_constant, reason = "digits of an oracle")]
mod references;
#[cfg(test)]
mod tables;
#[cfg(test)]
#[expect(clippy::cast_possible_truncation, clippy::float_cmp, reason = "exact values and wide sweeps")]
mod tests;
