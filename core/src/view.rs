//! The values of a parameter, whatever its element type: an enum of ndarray views.

use core::any::Any;
use core::fmt;

use ndarray::{ArrayBase, ArrayD, ArrayViewD, ArrayViewMutD, Axis, RawData};

use crate::element::Element;
use crate::model::Scalar;
use crate::sample::{Real as _, Stored};

/// Does the same with the values of whatever type an enum of types holds; with `as`, wraps what comes out in the variant
/// of that type of another enum.
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

/// The values of a parameter, to read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum View<'a> {
    /// Single precision.
    F32(ArrayViewD<'a, f32>),
    /// Double precision.
    F64(ArrayViewD<'a, f64>),
    /// Half precision.
    #[cfg(feature = "half")]
    F16(ArrayViewD<'a, half::f16>),
    /// Half precision, with the exponents of single precision.
    #[cfg(feature = "half")]
    Bf16(ArrayViewD<'a, half::bf16>),
}

impl View<'_> {
    /// Length of each axis.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        each_type!(Self, self, view => view.shape())
    }

    /// The scalar type.
    #[must_use]
    pub fn element(&self) -> Element {
        each_type!(Self, self, view => element_of(view))
    }

    /// Number of values.
    #[must_use]
    pub fn count(&self) -> usize {
        each_type!(Self, self, view => view.len())
    }

    /// A copy of the values as an array of their own type.
    ///
    /// # Errors
    /// [`OtherElement`] if they are of another type; nothing is converted.
    ///
    /// ```
    /// use paraminit::element::Element;
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// let weight = layer.param("weight")?.to_array::<f32>()?;
    /// assert_eq!(weight, layer.weight().clone().into_dyn());
    /// let error = layer.param("weight")?.to_array::<f64>().unwrap_err();
    /// assert_eq!((error.found, error.asked), (Element::F32, Element::F64));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_array<T: Scalar>(&self) -> Result<ArrayD<T>, OtherElement> {
        let other = OtherElement { found: self.element(), asked: T::ELEMENT };
        if other.found != other.asked {
            return Err(other);
        }
        let array: Box<dyn Any> = each_type!(Self, self, view => Box::new(view.to_owned()));
        array.downcast().map(|array| *array).map_err(|_| other)
    }

    /// The values in row-major order, widened to `f64`.
    #[must_use]
    pub fn values(&self) -> Box<dyn Iterator<Item = f64> + '_> {
        each_type!(Self, self, view => Box::new(view.iter().map(|value| value.to_computed().to_f64())))
    }
}

/// The values are of another type than the one that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherElement {
    /// Their type.
    pub found: Element,
    /// The type that was asked for.
    pub asked: Element,
}

impl fmt::Display for OtherElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, asked } = self;
        write!(f, "the values are of type `{found}`, not `{asked}`\nhelp: ask for `to_array::<{found}>()`")
    }
}

impl core::error::Error for OtherElement {}

/// The values of a parameter, to write.
#[derive(Debug)]
#[non_exhaustive]
pub enum ViewMut<'a> {
    /// Single precision.
    F32(ArrayViewMutD<'a, f32>),
    /// Double precision.
    F64(ArrayViewMutD<'a, f64>),
    /// Half precision.
    #[cfg(feature = "half")]
    F16(ArrayViewMutD<'a, half::f16>),
    /// Half precision, with the exponents of single precision.
    #[cfg(feature = "half")]
    Bf16(ArrayViewMutD<'a, half::bf16>),
}

impl ViewMut<'_> {
    /// Length of each axis.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        each_type!(Self, self, view => view.shape())
    }

    /// The scalar type.
    #[must_use]
    pub fn element(&self) -> Element {
        each_type!(Self, self, view => element_of(view))
    }

    /// Number of values.
    #[must_use]
    pub fn count(&self) -> usize {
        each_type!(Self, self, view => view.len())
    }

    /// Whether the values lie in memory in row-major order, without gaps.
    pub(crate) fn is_row_major(&self) -> bool {
        each_type!(Self, self, view => view.is_standard_layout())
    }

    /// Sets every value from `next`, in row-major order, rounded to the element type as [`Element::round`] does.
    pub fn fill_with(&mut self, mut next: impl FnMut() -> f64) {
        each_type!(Self, self, view => view.iter_mut().for_each(|value| *value = rounded(next())));
    }

    /// The same values, to read.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        each_type!(Self as View, self, view => view.view())
    }

    /// A shorter borrow of the same values.
    #[must_use]
    pub fn reborrow(&mut self) -> ViewMut<'_> {
        each_type!(Self as ViewMut, self, view => view.view_mut())
    }
}

impl<'a> ViewMut<'a> {
    /// The same view, for a shorter time: the compiler does not shorten it by itself.
    pub(crate) fn shorten<'b>(self) -> ViewMut<'b>
    where
        'a: 'b,
    {
        each_type!(Self as ViewMut, self, view => view.reborrow())
    }
}

/// Values that can be cut in two.
pub(crate) trait Cut: Sized {
    /// Length of each axis.
    fn lengths(&self) -> &[usize];

    /// The values before index `at` of an axis, which has that many, and those from there on.
    fn cut(self, axis: usize, at: usize) -> (Self, Self);
}

impl Cut for View<'_> {
    fn lengths(&self) -> &[usize] {
        self.shape()
    }

    fn cut(self, axis: usize, at: usize) -> (Self, Self) {
        each_type!(Self, self, values => {
            let (before, after) = values.split_at(Axis(axis), at);
            (before.into(), after.into())
        })
    }
}

impl Cut for ViewMut<'_> {
    fn lengths(&self) -> &[usize] {
        self.shape()
    }

    fn cut(self, axis: usize, at: usize) -> (Self, Self) {
        each_type!(Self, self, values => {
            let (before, after) = values.split_at(Axis(axis), at);
            (before.into(), after.into())
        })
    }
}

macro_rules! of_views {
    ($($(#[$feature:meta])? $variant:ident $scalar:ty),*) => { $(
        $(#[$feature])?
        impl<'a> From<ArrayViewD<'a, $scalar>> for View<'a> {
            fn from(values: ArrayViewD<'a, $scalar>) -> Self {
                Self::$variant(values)
            }
        }

        $(#[$feature])?
        impl<'a> From<ArrayViewMutD<'a, $scalar>> for ViewMut<'a> {
            fn from(values: ArrayViewMutD<'a, $scalar>) -> Self {
                Self::$variant(values)
            }
        }
    )* };
}

of_views!(
    F32 f32,
    F64 f64,
    #[cfg(feature = "half")]
    F16 half::f16,
    #[cfg(feature = "half")]
    Bf16 half::bf16
);

fn element_of<T: Stored, S: RawData<Elem = T>, D>(_: &ArrayBase<S, D>) -> Element {
    T::ELEMENT
}

fn rounded<T: Stored>(value: f64) -> T {
    T::from_computed(T::Computed::from_f64(value))
}
