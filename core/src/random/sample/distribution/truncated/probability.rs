//! Probabilities of the standard normal distribution.

use std::f64::consts::FRAC_1_SQRT_2;

/// Returns Phi(beta) - Phi(alpha). No term cancels: it uses erf if the interval contains the mean, and else the
/// difference of the nearer tails.
pub(in crate::random::sample) fn mass(alpha: f64, beta: f64) -> f64 {
    if alpha >= 0.0 {
        upper_tail(alpha) - upper_tail(beta)
    } else if beta <= 0.0 {
        upper_tail(-beta) - upper_tail(-alpha)
    } else {
        0.5 * (libm::erf(beta * FRAC_1_SQRT_2) + libm::erf(-alpha * FRAC_1_SQRT_2))
    }
}

/// Returns 1 - Phi(z), with a small relative error for large `z`.
pub(super) fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}
