//! The standard normal quantile function, in two parts: around the median, and beyond two standard deviations.
//!
//! The coefficients are our own: minimax in the relative error, by Remez' algorithm.

#![expect(clippy::unreadable_literal, reason = "coefficients are opaque")]

use super::{horner, ln_f32, ln_f64};
use crate::stream::{Double, Single};

/// The distance from the median, in standard deviations, up to which the center holds.
pub(in crate::random::sample) const CENTER: f64 = 2.02;

/// The probability from which on the center holds, and below which the edge does. The fits overlap around it.
pub(in crate::random::sample) const EDGE: f64 = 0.0225;

/// sqrt (2 pi): the derivative of the quantile at the median.
pub(in crate::random::sample) const SLOPE: f64 = 2.5066282746310002;

/// Defines the two functions for a type.
macro_rules! quantile {
    ($float:ident, $ln:ident, $center:ident, $edge:ident, $cn:ident, $cd:ident, $en:ident, $ed:ident) => {
        /// Returns numerator and denominator of z - [`SLOPE`] q for the z with Phi(z) = 1/2 + q, |q| <= 0.4785.
        ///
        /// This is q^3 N(y) / D(y), y = 0.23 - q^2. It is the smaller part of z, so that its rounding errors count less.
        #[inline(always)]
        pub(in crate::random::sample) fn $center<F: $float>(q: F) -> [F; 2] {
            let y = q.mul_add(-q, q.splat(0.23));
            [q * (q * q) * horner(y, $cn), horner(y, $cd)]
        }

        /// Returns numerator and denominator of the z with Phi(z) = p, for `p` up to 0.0247, and from 2^-34 (`f32`) or
        /// 2^-67 (`f64`).
        ///
        /// z = N(y) / D(y), y = -ln p - 3.7.
        #[inline(always)]
        pub(in crate::random::sample) fn $edge<F: $float>(p: F) -> [F; 2] {
            let y = -$ln(p) - p.splat(3.7);
            [horner(y, $en), horner(y, $ed)]
        }
    };
}

quantile!(Single, ln_f32, center_f32, edge_f32, CENTER_N_F32, CENTER_D_F32, EDGE_N_F32, EDGE_D_F32);
quantile!(Double, ln_f64, center_f64, edge_f64, CENTER_N_F64, CENTER_D_F64, EDGE_N_F64, EDGE_D_F64);

// The relative errors of z by the fits, before rounding, are 4.5e-8, 2.2e-8, 4.4e-17 and 5.3e-17. The first fraction is
// expanded such that rounding its coefficients changes little.
pub(super) const CENTER_N_F32: [f32; 5] = [14.846933, 813.03796, 10749.83, 30191.227, 3364.5242];
pub(super) const CENTER_D_F32: [f32; 5] = [1.9425, 136.43497, 2719.8164, 16342.132, 21808.113];
pub(super) const EDGE_N_F32: [f32; 5] = [-1.9647166, -1.1293476, -0.18540391, -0.00912396, -9.0676425e-5];
pub(super) const EDGE_D_F32: [f32; 5] = [1.0, 0.35748842, 0.034178194, 0.00082800887, 2.2641204e-6];
pub(super) const CENTER_N_F64: [f64; 11] = [
    7.643213845695945,
    1153.8600866178192,
    68409.65647342424,
    2037774.0860062821,
    32532762.41784302,
    276681103.27776396,
    1182199903.3395772,
    2230525016.2839246,
    1378797691.6835132,
    50158991.487485476,
    -5797018.525805768,
];
pub(super) const CENTER_D_F64: [f64; 10] = [
    1.0,
    166.4415142278668,
    11115.137692505046,
    383829.8680386002,
    7390327.562341495,
    80183161.16746585,
    475573057.4565461,
    1434127732.4579625,
    1907732809.4333134,
    802550906.7635164,
];
pub(super) const EDGE_N_F64: [f64; 11] = [
    -1.9647165535681312,
    -2.1760463647811683,
    -0.9689857356221704,
    -0.22448866087686362,
    -0.0292997172337261,
    -0.002188220371600051,
    -9.138676603456954e-5,
    -2.013223089128002e-6,
    -2.10426982027236e-8,
    -8.570397351745694e-11,
    -8.612060051242296e-14,
];
pub(super) const EDGE_D_F64: [f64; 11] = [
    1.0,
    0.8902358712692549,
    0.3172268244289722,
    0.05825327997334119,
    0.005934806139638819,
    0.00033825140347601125,
    1.0431384670207827e-5,
    1.614138119206552e-7,
    1.089468729286203e-9,
    2.4112158237847387e-12,
    7.334567386124916e-16,
];
