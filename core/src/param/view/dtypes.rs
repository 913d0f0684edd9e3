//! Code that is the same for every element type.

use ndarray::{ArrayBase, RawData};

use crate::dtype::DType;
use crate::sample::Stored;
use crate::shape::Shape;

/// Matches an enum that has a variant for each element type, with the same expression in every arm. With `as`, it wraps
/// the result in the same variant of another enum.
macro_rules! each_type {
    ($enum:ident, $held:expr, $values:ident => $then:expr) => {
        match $held {
            $enum::F32($values) => $then,
            $enum::F64($values) => $then,
            #[cfg(feature = "half")]
            $enum::F16($values) => $then,
            #[cfg(feature = "half")]
            $enum::Bf16($values) => $then,
        }
    };
    ($enum:ident as $to:ident, $held:expr, $values:ident => $then:expr) => {
        match $held {
            $enum::F32($values) => $to::F32($then),
            $enum::F64($values) => $to::F64($then),
            #[cfg(feature = "half")]
            $enum::F16($values) => $to::F16($then),
            #[cfg(feature = "half")]
            $enum::Bf16($values) => $to::Bf16($then),
        }
    };
}

pub(crate) use each_type;

/// Values that can be cut in two.
pub(crate) trait Cut: Sized {
    /// The length of each axis.
    fn lengths(&self) -> &[usize];

    /// Returns the values before index `at` of an axis, and those from there on. The axis must be that long.
    fn cut(self, axis: usize, at: usize) -> (Self, Self);
}

/// A shape stands for values that are not at hand.
impl Cut for Shape {
    fn lengths(&self) -> &[usize] {
        self
    }

    fn cut(mut self, axis: usize, at: usize) -> (Self, Self) {
        let mut after = self.clone();
        after[axis] -= at;
        self[axis] = at;
        (self, after)
    }
}

/// Implements `From` for views of each element type, and [`Cut`].
macro_rules! of_views {
    ($name:ident of $values:ident) => {
        of_views!(@ $name of $values, F32 f32);
        of_views!(@ $name of $values, F64 f64);
        #[cfg(feature = "half")]
        of_views!(@ $name of $values, F16 half::f16);
        #[cfg(feature = "half")]
        of_views!(@ $name of $values, Bf16 half::bf16);

        impl Cut for $name<'_> {
            fn lengths(&self) -> &[usize] {
                self.shape()
            }

            fn cut(self, axis: usize, at: usize) -> (Self, Self) {
                each_type!(Self, self, values => {
                    let (before, after) = values.split_at(ndarray::Axis(axis), at);
                    (before.into(), after.into())
                })
            }
        }
    };
    (@ $name:ident of $values:ident, $variant:ident $scalar:ty) => {
        impl<'a> From<$values<'a, $scalar>> for $name<'a> {
            fn from(values: $values<'a, $scalar>) -> Self {
                Self::$variant(values)
            }
        }
    };
}

pub(super) use of_views;

/// The element type of an array.
pub(super) fn dtype_of<T: Stored, S: RawData<Elem = T>, D>(_: &ArrayBase<S, D>) -> DType {
    T::DTYPE
}
