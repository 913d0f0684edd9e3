//! The lower half of the standard normal quantile function.

#![expect(clippy::inline_always, reason = "must follow its caller's vector width")]
#![expect(clippy::unreadable_literal, clippy::excessive_precision, reason = "as published")]

use super::{horner, ln_f32, ln_f64};
use crate::stream::{Double, Single};

/// Returns the numerators and denominators of `yes` where the highest bit is set, and of `no` elsewhere. With one lane,
/// only one of the two is computed.
///
/// This is a macro, because the compiler need not inline a closure, and one that it does not inline lacks the
/// instructions of its caller: it would be a hundred times slower.
macro_rules! choose {
    ($choice:expr, $yes:expr, $no:expr) => {{
        let choice = $choice;
        match F::single_choice(choice) {
            Some(true) => $yes,
            Some(false) => $no,
            None => {
                let (yes, no) = ($yes, $no);
                [F::select(choice, yes[0], no[0]), F::select(choice, yes[1], no[1])]
            }
        }
    }};
}

/// Returns the z with Phi(z) = p, for normal `p` in (0, 1/2]; z <= 0.
///
/// The method is that of Wichura's AS 241, with our own minimax coefficients. For p >= 0.075, q = p - 1/2 and z = q
/// N(y) / D(y), y = 0.425^2 - q^2 (relative error 4.5e-9). Below, r = sqrt(-ln p) and z = -N(r - 1.6) / D(r - 1.6)
/// (7.7e-9). Both are of degree 4 over 3. Rounding may give a `p` a little above 1/2, where the first form still holds.
/// Largest relative error, over every float in [2^-126, 1/2]: 3.6e-7.
#[inline(always)]
pub(in crate::random::sample) fn quantile_f32<F: Single>(p: F) -> F {
    let is_central = p.ge_mask(p.splat(0.075));
    let [numerator, denominator] = choose!(is_central, center_f32(p), tail_f32(p));
    numerator / denominator
}

#[inline(always)]
fn center_f32<F: Single>(p: F) -> [F; 2] {
    let q = p - p.splat(0.5);
    let y = q.mul_add(-q, p.splat(0.180625));
    [q * horner(y, CENTER_N), horner(y, CENTER_D)]
}

#[inline(always)]
fn tail_f32<F: Single>(p: F) -> [F; 2] {
    let r = (-ln_f32(p)).sqrt() - p.splat(1.6);
    [horner(r, TAIL_N), horner(r, TAIL_D)]
}

/// Returns the z with Phi(z) = p, for normal `p` in (0, 1/2]; z <= 0.
///
/// Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988),
/// routine PPND16. Largest relative error, over 20 thousand random arguments in [2^-1022, 1/2]: 6e-16.
#[inline(always)]
pub(in crate::random::sample) fn quantile_f64<F: Double>(p: F) -> F {
    let is_central = p.ge_mask(p.splat(0.075));
    let [numerator, denominator] = choose!(is_central, center_f64(p), tail_f64(p));
    numerator / denominator
}

#[inline(always)]
fn center_f64<F: Double>(p: F) -> [F; 2] {
    let q = p - p.splat(0.5);
    let y = q.mul_add(-q, p.splat(0.180625));
    [q * horner(y, A), horner(y, B)]
}

#[inline(always)]
fn tail_f64<F: Double>(p: F) -> [F; 2] {
    let r = (-ln_f64(p)).sqrt();
    let is_close = p.splat(5.0).ge_mask(r);
    let (close, far) = (r - p.splat(1.6), r - p.splat(5.0));
    let [numerator, denominator] =
        choose!(is_close, [horner(close, C), horner(close, D)], [horner(far, E), horner(far, G)]);
    [-numerator, denominator]
}

// Coefficients for `f32`.
pub(super) const CENTER_N: [f32; 5] = [3.387133, 58.814247, 246.98413, 174.88626, -26.41496];
pub(super) const CENTER_D: [f32; 4] = [1.0, 20.369272, 112.07656, 147.33047];
pub(super) const TAIL_N: [f32; 5] = [-1.4234371, -3.1318085, -1.9971694, -0.45748147, -0.030618772];
pub(super) const TAIL_D: [f32; 4] = [1.0, 1.0004381, 0.28925222, 0.021645753];

// Coefficients of AS 241, with the letters and digits of the paper, except that its F is G here.
pub(super) const A: [f64; 8] = [
    3.3871328727963666080,
    133.14166789178437745,
    1971.5909503065514427,
    13731.693765509461125,
    45921.953931549871457,
    67265.770927008700853,
    33430.575583588128105,
    2509.0809287301226727,
];
pub(super) const B: [f64; 8] = [
    1.0,
    42.313330701600911252,
    687.18700749205790830,
    5394.1960214247511077,
    21213.794301586595867,
    39307.895800092710610,
    28729.085735721942674,
    5226.4952788528545610,
];
pub(super) const C: [f64; 8] = [
    1.42343711074968357734,
    4.63033784615654529590,
    5.76949722146069140550,
    3.64784832476320460504,
    1.27045825245236838258,
    0.241780725177450611770,
    0.0227238449892691845833,
    7.74545014278341407640e-4,
];
pub(super) const D: [f64; 8] = [
    1.0,
    2.05319162663775882187,
    1.67638483018380384940,
    0.689767334985100004550,
    0.148103976427480074590,
    0.0151986665636164571966,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
];
pub(super) const E: [f64; 8] = [
    6.65790464350110377720,
    5.46378491116411436990,
    1.78482653991729133580,
    0.296560571828504891230,
    0.0265321895265761230930,
    0.00124266094738807843860,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
];
pub(super) const G: [f64; 8] = [
    1.0,
    0.599832206555887937690,
    0.136929880922735805310,
    0.0148753612908506148525,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15,
];
