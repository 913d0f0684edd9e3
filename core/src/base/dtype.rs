//! The scalar types that a parameter can have.

use core::fmt;

use crate::const_for::const_for;

/// The scalar type of a parameter.
///
/// Parameters of the half types need the feature `half`; they are `half::f16` and `half::bf16`. Their values are
/// computed in `f32`, from the same random bits as those of an `f32` parameter, and then rounded once. So a half
/// parameter holds the values of an `f32` parameter, rounded to nearest with ties to even. An initializer with an
/// interval (`uniform`, `trunc_normal`) keeps it: the rounded values lie within the bounds, and a uniform value does
/// not reach the upper one. Arguments are checked against the half type: `constant(70000.0)` is infinite in `f16`.
///
/// ```
/// use paraminit::dtype::DType;
///
/// assert_eq!(DType::F16.round(0.1), 0.0999755859375);
/// assert_eq!(DType::Bf16.round(0.1), 0.10009765625);
/// assert!(!DType::F16.holds(70000.0) && DType::Bf16.holds(70000.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DType {
    /// IEEE 754 binary32.
    F32,
    /// IEEE 754 binary64.
    F64,
    /// IEEE 754 binary16: 11 significant bits, up to 65504.
    F16,
    /// The upper half of a binary32: 8 significant bits, up to 3.4e38.
    Bf16,
}

/// The name, size and range of a type.
struct Format {
    name: &'static str,
    bytes: usize,
    /// The number of significant bits.
    digits: i64,
    /// The least exponent of a normal number.
    least: i64,
    max: f64,
}

impl DType {
    /// All types.
    pub(crate) const ALL: [Self; 4] = [Self::F32, Self::F64, Self::F16, Self::Bf16];

    /// The Rust name of the type.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8, f64>::init(42)?;
    /// assert_eq!(layer.named_parameters()[0].1.dtype().name(), "f64");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.format().name
    }

    /// The number of bytes of one scalar.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// // What a layer would take in half precision.
    /// let layer = Dense::<4, 8>::init(42)?;
    /// assert_eq!(layer.parameter_count() * DType::Bf16.bytes(), layer.parameter_bytes() / 2);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub const fn bytes(self) -> usize {
        self.format().bytes
    }

    /// The largest finite value of the type.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    ///
    /// assert_eq!((DType::F16.max(), DType::F32.max()), (65504.0, f32::MAX.into()));
    /// ```
    #[must_use]
    pub const fn max(self) -> f64 {
        self.format().max
    }

    /// The type in which values are computed: `f32` for the half types, and the type itself for the others.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    ///
    /// assert_eq!((DType::F16.computed_in(), DType::F64.computed_in()), (DType::F32, DType::F64));
    /// ```
    #[must_use]
    pub const fn computed_in(self) -> Self {
        if matches!(self, Self::F64) { Self::F64 } else { Self::F32 }
    }

    /// Returns the value of a parameter of this type for `value`: rounded to nearest, ties to even. For the half types,
    /// it is first rounded to `f32`, in which they are computed.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    ///
    /// // What `constant(0.1)` puts into an `f32` parameter.
    /// assert_eq!(DType::F32.round(0.1), f64::from(0.1_f32));
    /// ```
    #[must_use]
    pub const fn round(self, value: f64) -> f64 {
        self.nearest(self.computed_in().nearest(value))
    }

    /// True if `value`, rounded to this type, is finite.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    ///
    /// // From 65520 on, `f16` rounds to infinity.
    /// assert!(DType::F16.holds(65519.0) && !DType::F16.holds(65520.0));
    /// ```
    #[must_use]
    pub const fn holds(self, value: f64) -> bool {
        self.round(value).is_finite()
    }

    const fn format(self) -> Format {
        match self {
            Self::F32 => Format { name: "f32", bytes: 4, digits: 24, least: -126, max: f32::MAX as f64 },
            Self::F64 => Format { name: "f64", bytes: 8, digits: 53, least: -1022, max: f64::MAX },
            Self::F16 => Format { name: "f16", bytes: 2, digits: 11, least: -14, max: 65504.0 },
            // The exponents are those of `f32`. All bits of the significand are ones.
            Self::Bf16 => {
                Format { name: "bf16", bytes: 2, digits: 8, least: -126, max: f32::from_bits(0x7f7f_0000) as f64 }
            }
        }
    }

    /// Returns the smallest value of the type that is not less than `value`.
    pub(crate) const fn at_least(self, value: f64) -> f64 {
        -self.at_most(-value)
    }

    /// Returns the largest value of the type that is not greater than `value`.
    pub(crate) const fn at_most(self, value: f64) -> f64 {
        let nearest = self.nearest(value);
        if nearest <= value {
            nearest
        } else if nearest.is_infinite() {
            self.max()
        } else {
            self.finite_or_infinite(nearest - self.spacing(value))
        }
    }

    /// Returns the nearest value of the type; of two, the even one.
    const fn nearest(self, value: f64) -> f64 {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "rounding is the purpose")]
            Self::F32 => (value as f32) as f64,
            Self::F64 => value,
            Self::F16 | Self::Bf16 => {
                // Larger values are infinite anyway, and the sum below must stay finite.
                if value.is_nan() || value.abs() > 1e39 {
                    return self.finite_or_infinite(value);
                }
                // Near 1.5 2^52 spacings, neighboring doubles are one spacing apart, so the sum rounds to it.
                let shift = 6_755_399_441_055_744.0 * self.spacing(value);
                let rounded = (value + shift) - shift;
                // The sign of a zero is that of the value.
                self.finite_or_infinite(rounded.copysign(value))
            }
        }
    }

    /// Returns the distance between neighboring values of the type near `value`, for types other than `f64`.
    const fn spacing(self, value: f64) -> f64 {
        let Format { digits, least, .. } = self.format();
        let exponent = ((value.to_bits() >> 52) & 0x7ff).cast_signed() - 1023;
        let exponent = if exponent < least { least } else { exponent };
        f64::from_bits((exponent - digits + 1 + 1023).cast_unsigned() << 52)
    }

    /// Returns `value`, or infinity if it is larger than every finite value of the type.
    const fn finite_or_infinite(self, value: f64) -> f64 {
        if value.abs() > self.max() { f64::INFINITY.copysign(value) } else { value }
    }
}

impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of scalar types, such as those of the parameters that one rule governs.
///
/// ```
/// use paraminit::dtype::{DType, DTypeSet};
/// use paraminit::init;
///
/// // Whether an initializer suits all parameters of a model of these types.
/// let elements = DTypeSet::NONE.with(DType::F32).with(DType::F16);
/// assert!(init::constant(70000.0).any_fault(elements).is_some());
/// assert!(init::constant(60000.0).any_fault(elements).is_none());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DTypeSet(u8);

impl DTypeSet {
    /// No type.
    pub const NONE: Self = Self(0);

    /// Every type.
    pub(crate) const ALL: Self = Self::NONE.with(DType::F32).with(DType::F64).with(DType::F16).with(DType::Bf16);

    /// The set with `element` added.
    ///
    /// ```
    /// use paraminit::dtype::{DType, DTypeSet};
    ///
    /// const MIXED: DTypeSet = DTypeSet::NONE.with(DType::F32).with(DType::Bf16);
    /// assert!(MIXED.contains(DType::Bf16));
    /// ```
    #[must_use]
    pub const fn with(self, element: DType) -> Self {
        Self(self.0 | 1 << element as u8)
    }

    /// True if `element` is in the set.
    ///
    /// ```
    /// use paraminit::dtype::{DType, DTypeSet};
    ///
    /// assert!(!DTypeSet::NONE.with(DType::F32).contains(DType::F64));
    /// ```
    #[must_use]
    pub const fn contains(self, element: DType) -> bool {
        self.0 & (1 << element as u8) != 0
    }

    /// The types in which values of these types are computed.
    pub(crate) const fn computed_in(self) -> Self {
        let doubles = self.0 & Self::NONE.with(DType::F64).0;
        let computed = if self.0 == doubles { Self::NONE } else { Self::NONE.with(DType::F32) };
        Self(doubles | computed.0)
    }

    /// Returns the first type of the set in which `value` would not be finite.
    ///
    /// ```
    /// use paraminit::dtype::{DType, DTypeSet};
    ///
    /// let elements = DTypeSet::NONE.with(DType::F32).with(DType::F16);
    /// assert_eq!(elements.first_unable_to_hold(1e5), Some(DType::F16));
    /// assert_eq!(elements.first_unable_to_hold(1e4), None);
    /// ```
    #[must_use]
    pub const fn first_unable_to_hold(self, value: f64) -> Option<DType> {
        const_for!(0..DType::ALL.len(), |i| {
            let element = DType::ALL[i];
            if self.contains(element) && !element.holds(value) {
                return Some(element);
            }
        });
        None
    }
}

#[cfg(test)]
mod tests {
    use super::DType::{self, Bf16, F16, F32, F64};

    /// Returns all finite values of a half type that are not negative, from their bits.
    fn values(element: DType) -> Vec<f64> {
        let (digits, least) = if element == F16 { (11, -14) } else { (8, -126) };
        (0..0x8000_i32)
            .map(|bits| {
                let (fraction, exponent) = (bits & ((1 << (digits - 1)) - 1), bits >> (digits - 1));
                let hidden = if exponent == 0 { 0 } else { 1 << (digits - 1) };
                f64::from(fraction + hidden) * 2.0_f64.powi(exponent.max(1) - 1 + least - digits + 1)
            })
            .take_while(|&value| value <= element.max())
            .collect()
    }

    #[test]
    fn the_largest_value_is_the_last() {
        for element in [F16, Bf16] {
            let values = values(element);
            assert_eq!(values.last(), Some(&element.max()));
            assert_eq!(values.len(), if element == F16 { 0x7c00 } else { 0x7f80 });
        }
    }

    /// Tests every value, every middle between two and its neighbors, of both signs.
    #[test]
    fn rounding_is_to_nearest_and_even() {
        for element in [F16, Bf16] {
            let values = values(element);
            for (i, pair) in values.windows(2).enumerate() {
                let (low, high) = (pair[0], pair[1]);
                let middle = f64::midpoint(low, high);
                let even = if i % 2 == 0 { low } else { high };
                for sign in [1.0, -1.0] {
                    let nearest = |value: f64| element.nearest(sign * value) * sign;
                    assert_eq!(nearest(low).to_bits(), low.to_bits(), "{element}");
                    assert_eq!(nearest(middle), even, "{element}: between {low:e} and {high:e}");
                    assert_eq!(nearest(middle.next_down()), low, "{element}: below {middle:e}");
                    assert_eq!(nearest(middle.next_up()), high, "{element}: above {middle:e}");
                }
                assert_eq!((element.at_most(middle), element.at_least(middle)), (low, high), "{element}");
                assert_eq!((element.at_most(-middle), element.at_least(-middle)), (-high, -low), "{element}");
                assert_eq!((element.at_most(high), element.at_least(high)), (high, high), "{element}");
                assert_eq!(element.at_most(high.next_down()), low, "{element}");
            }
        }
    }

    #[test]
    fn beyond_the_largest_value() {
        let infinity = f64::INFINITY;
        for (element, power) in [(F16, 65536.0), (Bf16, 2.0_f64.powi(128))] {
            // The power of two after the largest value is even, unlike the largest value.
            let (max, tie) = (element.max(), f64::midpoint(element.max(), power));
            assert_eq!((element.round(tie), element.round(-tie)), (infinity, -infinity), "{element}");
            assert_eq!(element.nearest(tie.next_down()), max, "{element}");
            assert_eq!((element.at_most(tie), element.at_least(tie)), (max, infinity), "{element}");
            assert_eq!((element.at_most(-tie), element.at_least(-tie)), (-infinity, -max), "{element}");
        }
        for element in DType::ALL {
            assert_eq!((element.at_most(infinity), element.at_least(-infinity)), (infinity, -infinity));
            assert_eq!((element.at_most(-infinity), element.at_least(infinity)), (-infinity, infinity));
            assert!(element.round(f64::NAN).is_nan() && element.holds(element.max()));
            assert_eq!(element.round(-0.0).to_bits(), (-0.0_f64).to_bits());
        }
        assert_eq!((F32.at_most(1e39), F32.at_least(1e39)), (f64::from(f32::MAX), infinity));
    }

    #[test]
    fn wider_types() {
        for value in [0.1, -0.1, 1e-45, 1e-46, 3.4e38, 16_777_217.0, -1.0 - 1e-9] {
            #[expect(clippy::cast_possible_truncation, reason = "the reference")]
            let nearest = value as f32;
            assert_eq!(F32.round(value), f64::from(nearest));
            let low = if f64::from(nearest) > value { nearest.next_down() } else { nearest };
            let high = if f64::from(nearest) < value { nearest.next_up() } else { nearest };
            assert_eq!((F32.at_most(value), F32.at_least(value)), (low.into(), high.into()), "{value:e}");
            assert_eq!((F64.at_most(value), F64.at_least(value)), (value, value));
        }
    }
}
