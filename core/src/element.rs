//! The scalar types that a parameter can have.

use core::fmt;

/// The scalar type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Element {
    /// IEEE 754 binary32.
    F32,
    /// IEEE 754 binary64.
    F64,
}

impl Element {
    /// The Rust name of the type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }

    /// The largest finite value of the type.
    #[must_use]
    pub const fn max(self) -> f64 {
        match self {
            Self::F32 => f32::MAX as f64,
            Self::F64 => f64::MAX,
        }
    }

    /// Whether `value`, rounded to this type, is finite.
    #[must_use]
    pub const fn holds(self, value: f64) -> bool {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "rounding is what is asked about")]
            Self::F32 => (value as f32).is_finite(),
            Self::F64 => value.is_finite(),
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of scalar types: those of the parameters that one rule governs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Elements(u8);

impl Elements {
    /// No type.
    pub const NONE: Self = Self(0);

    /// The set with `element` added.
    #[must_use]
    pub const fn with(self, element: Element) -> Self {
        Self(self.0 | 1 << element as u8)
    }

    /// Whether `element` is in the set.
    #[must_use]
    pub const fn contains(self, element: Element) -> bool {
        self.0 & (1 << element as u8) != 0
    }

    /// The first type of the set in which `value` would not be finite.
    #[must_use]
    pub const fn first_unable_to_hold(self, value: f64) -> Option<Element> {
        if self.contains(Element::F32) && !Element::F32.holds(value) {
            Some(Element::F32)
        } else if self.contains(Element::F64) && !Element::F64.holds(value) {
            Some(Element::F64)
        } else {
            None
        }
    }
}
