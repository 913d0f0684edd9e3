//! Random values, made from the words of a parameter's stream.
//!
//! [`Sampler`] is a distribution; [`Sampler::fill`] draws any slice of a parameter from it. The transformations:
//!
//! - Uniform: u = (w >> 8) 2^-24 (f64: (w >> 11) 2^-53), value min(fma(u, high - low, low), `next_down(high)`).
//! - Normal: Box-Muller down a lane. In the first half of the rows (8 of 16; f64: 4 of 8) the word gives the radius,
//!   u = fma(w, 2^-32, 2^-33) and r = sqrt(max(0, -2 ln u)); the word half a group below gives the angle 2 pi w 2^-32.
//!   The upper element is r cos, the lower r sin; value fma(std, z, mean). All bits of the word count, so tails reach
//!   6.7 standard deviations (f64: 9.5, with 2^-64 and 2^-65).
//! - Truncated normal: the inverse distribution function of the element's own word; see [`TruncatedNormal`].
//!
//! The half types are computed in `f32`, from the same words, and rounded to nearest with ties to even. Uniform and
//! truncated values are first clamped to the values of the half type inside their interval, so that rounding does not
//! leave it.
//!
//! Every step is an exactly specified IEEE 754 operation: fixed polynomials with explicit fused multiply-add, division,
//! square root. No function of the platform's mathematical library takes part. So scalar code and any vector unit
//! produce the same bits. Each step is written once, over lanes of any width. An instruction set chosen at run time
//! ([`Simd`](crate::stream::Simd)) sets the width. One lane is the specification.

mod distribution;
mod engine;
mod fill;
mod math;
mod sampler;
#[doc(hidden)]
pub mod steps;
mod theory;

#[cfg(test)]
mod tests;

pub use distribution::truncated::{TruncatedNormal, TruncationError};
pub use engine::scalar::{Real, Stored};
pub(crate) use fill::{clamp, map, scale};
pub use sampler::Sampler;
pub(crate) use theory::central::Central;
pub use theory::law::Law;

/// The number of lanes in a row, which is the number of elements side by side in a group.
const LANES: usize = 16;
