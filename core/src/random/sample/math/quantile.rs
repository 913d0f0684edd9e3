//! The standard normal quantile function, in two parts: around the median, and beyond two standard deviations.
//!
//! The coefficients are our own: minimax in the relative error, by Remez' algorithm.

#![expect(clippy::inline_always, reason = "must follow its caller's vector width")]
#![expect(clippy::unreadable_literal, reason = "coefficients are opaque")]

use super::{horner, ln_f32, ln_f64};
use crate::stream::{Double, Single};

/// The distance from the median, in standard deviations, up to which the center holds.
pub(in crate::random::sample) const CENTER: f64 = 2.02;

/// The probability from which on the center holds, and below which the edge does. The fits overlap around it.
pub(in crate::random::sample) const EDGE: f64 = 0.0225;

/// Defines the two functions for a type.
macro_rules! quantile {
    ($float:ident, $ln:ident, $center:ident, $edge:ident, $cn:ident, $cd:ident, $en:ident, $ed:ident) => {
        /// Returns numerator and denominator of the z with Phi(z) = 1/2 + q, for |q| <= 0.4785.
        ///
        /// z = q N(y) / D(y), y = 0.23 - q^2.
        #[inline(always)]
        pub(in crate::random::sample) fn $center<F: $float>(q: F) -> [F; 2] {
            let y = q.mul_add(-q, q.splat(0.23));
            [q * horner(y, $cn), horner(y, $cd)]
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

// The relative errors of the fits, before rounding, are 1.5e-8, 2.2e-8, 7.9e-17 and 5.3e-17. The first fraction is expanded
// such that rounding its coefficients changes little.
pub(super) const CENTER_N_F32: [f32; 6] = [6.972567, 453.205, 8004.776, 38578.953, 29487.566, -4405.155];
pub(super) const CENTER_D_F32: [f32; 5] = [1.635, 119.63298, 2532.3096, 16519.975, 24385.14];
pub(super) const EDGE_N_F32: [f32; 5] = [-1.9647166, -1.1293476, -0.18540391, -0.00912396, -9.0676425e-5];
pub(super) const EDGE_D_F32: [f32; 5] = [1.0, 0.35748842, 0.034178194, 0.00082800887, 2.2641204e-6];
pub(super) const CENTER_N_F64: [f64; 11] = [
    4.264567459141051,
    655.087783107091,
    39664.23138964633,
    1212797.4995785314,
    20024144.429191988,
    178210863.18273586,
    813465209.727254,
    1711527224.2686157,
    1334813850.7005365,
    207651876.9313036,
    -8914735.435242727,
];
pub(super) const CENTER_D_F64: [f64; 10] = [
    1.0,
    161.78363771503442,
    10425.742482055553,
    344035.12651766324,
    6246329.351658504,
    62749897.235801846,
    335944155.33425033,
    881688144.8676273,
    965855285.160236,
    304901413.2909442,
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
