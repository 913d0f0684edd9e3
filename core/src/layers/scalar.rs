//! Conversion of elements to `f64` and back, for layers that compute in double precision.

use crate::model::Scalar;
use crate::sample::Real as _;

pub(super) fn to_f64<T: Scalar>(x: T) -> f64 {
    x.to_computed().to_f64()
}

/// Returns the element nearest to `x`.
pub(super) fn from_f64<T: Scalar>(x: f64) -> T {
    T::from_computed(T::Computed::from_f64(x))
}
