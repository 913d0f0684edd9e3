//! The quantile function of a tail of the normal distribution, from the point where the tail begins.

#![expect(clippy::inline_always, reason = "must follow its caller's vector width")]
#![expect(clippy::unreadable_literal, reason = "coefficients are opaque")]

use super::{horner, ln_f64};
use crate::stream::{Double, Float, Single};

/// The upper tail of the standard normal distribution from z0 >= 0 on: constants of a parameter, computed in `f64`.
///
/// With Q = 1 - Phi and r = sqrt(-ln Q(z)), z is R(r) = N(r - ORIGIN) / D(r - ORIGIN), for all z from 0 to 37.6 (`f32`:
/// relative error of z + 1/2, 1.6e-9; `f64`: of z + 1, 8.2e-17). With r0 = r(z0) and d = r - r0, this holds
///
/// ```text
/// z - z0 = R(r) - R(r0) = d M(d) / D(d)
/// ```
///
/// in which nothing cancels: the polynomials are those of R, moved to r0. So the distance from z0 has a small relative
/// error, however small it is and however far out z0 lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    /// -ln Q(z0).
    start: f64,
    /// r0.
    root: f64,
    single: ([f32; 6], [f32; 7]),
    double: ([f64; 11], [f64; 12]),
}

impl Tail {
    /// The tail that has this probability, at most 1/2.
    pub(in crate::random::sample) fn new(probability: f64) -> Self {
        let start = -ln_f64(probability);
        let root = start.sqrt();
        let (m, d) = moved(N_F32, D_F32, root - ORIGIN);
        #[expect(clippy::cast_possible_truncation, reason = "rounds")]
        let single = (m.map(|c: f64| c as f32), d.map(|c| c as f32));
        Self { start, root, single, double: moved(N_F64, D_F64, root - ORIGIN) }
    }

    /// Returns numerator and denominator of z - z0, for `fall` = ln Q(z0) - ln Q(z).
    #[inline(always)]
    pub(in crate::random::sample) fn rise_f32<F: Single>(&self, fall: F) -> [F; 2] {
        #[expect(clippy::cast_possible_truncation, reason = "rounds")]
        rise(fall, [self.start as f32, self.root as f32], self.single)
    }

    /// Returns numerator and denominator of z - z0, for `fall` = ln Q(z0) - ln Q(z).
    #[inline(always)]
    pub(in crate::random::sample) fn rise_f64<F: Double>(&self, fall: F) -> [F; 2] {
        rise(fall, [self.start, self.root], self.double)
    }
}

/// d is fall / (r + r0), which does not cancel. The polynomials change slowly, so that they take it as r - r0.
#[inline(always)]
fn rise<F: Float, const N: usize, const M: usize>(
    fall: F,
    [start, root]: [F::Scalar; 2],
    (m, d): ([F::Scalar; M], [F::Scalar; N]),
) -> [F; 2] {
    let (r, root) = ((fall + fall.splat(start)).sqrt(), fall.splat(root));
    let distance = r - root;
    [fall * horner(distance, m), (r + root) * horner(distance, d)]
}

/// Returns M and D of [`Tail`], both over D(r0), for an r0 that is `by` beyond the origin.
fn moved<const N: usize, const M: usize>(n: [f64; N], d: [f64; N], by: f64) -> ([f64; M], [f64; N]) {
    let (n, d) = (shifted(n, by), shifted(d, by));
    let (z, scale) = (n[0] / d[0], d[0]);
    // The numerator N - z0 D has no constant term, so it is divided by its variable.
    let mut m = [0.0; M];
    for (m, (n, d)) in m.iter_mut().zip(n.into_iter().zip(d).skip(1)) {
        *m = (n - z * d) / scale;
    }
    (m, d.map(|d| d / scale))
}

/// Returns the coefficients of c(x + by), by Horner's rule.
fn shifted<const N: usize>(mut c: [f64; N], by: f64) -> [f64; N] {
    for first in 0..N {
        for k in (first..N - 1).rev() {
            c[k] += by * c[k + 1];
        }
    }
    c
}

pub(super) const ORIGIN: f64 = 0.8324546111576978;
pub(super) const N_F32: [f64; 7] = [
    -0.00020869525028061376,
    2.086463944614323,
    4.893349353050724,
    3.9531404781490265,
    1.3100608351259069,
    0.1643557117757213,
    0.0055728691228738286,
];
pub(super) const D_F32: [f64; 7] = [
    1.0,
    2.5769480393099515,
    2.3041963678205644,
    0.8432051604676787,
    0.11297069456171266,
    0.003940357012090727,
    1.321300571379505e-9,
];
pub(super) const N_F64: [f64; 12] = [
    -0.0002086953347242772,
    2.0861319353065246,
    8.212793115655417,
    13.261394799892292,
    11.52095735278509,
    5.95329331153381,
    1.9028450529226484,
    0.37370654240001305,
    0.04265789277054544,
    0.002551929897648028,
    6.786033678762562e-5,
    5.719135658214333e-7,
];
pub(super) const D_F64: [f64; 12] = [
    1.0,
    4.16796380577243,
    7.1340490912883885,
    6.557765405238825,
    3.567791609221282,
    1.1934079889395999,
    0.24408959687549386,
    0.028820391877974045,
    0.0017662080875780596,
    4.7648875032632245e-5,
    4.0440125996802203e-7,
    5.723493997074559e-15,
];
