//! The parameters themselves: arrays, scalars, raw arrays, vectors of scalars.

use ndarray::{
    Array, ArrayView1, ArrayViewD, ArrayViewMut1, ArrayViewMutD, Dimension, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6, IxDyn,
    LinalgScalar,
};

use super::{Initialize, Place, Scalars, ScalarsMut, Visit, VisitMut};
use crate::dtype::DType;
use crate::sample::Stored;
use crate::schema::{Schema, StaticShape};
use crate::shape::Shape;
use crate::view::{View, ViewMut, each_type};

/// A scalar type that parameters are made of: `f32`, `f64`, and with the feature `half` also `half::f16` and
/// `half::bf16`.
///
/// ```
/// use ndarray::Array1;
/// use paraminit::prelude::*;
///
/// // A layer of one's own, for every type of parameters.
/// #[derive(Initialize)]
/// #[init(dims(features))]
/// struct Gain<T: Scalar> {
///     #[init(shape = [features], ones)]
///     gain: Array1<T>,
/// }
///
/// let gain = Gain::<f64>::init_with(GainDims { features: 8 }, 42)?;
/// assert_eq!(gain.gain.sum(), 8.0);
/// # Ok::<(), InitError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "parameters are not made of `{Self}`",
    label = "a parameter is made of floating-point numbers",
    note = "what is not to be initialized is marked `#[init(skip)]`",
    note = "bound a type parameter: `T: Scalar`, which is in `paraminit::prelude`"
)]
pub trait Scalar: Stored + LinalgScalar + Default + Initialize {
    /// Wraps a view of this type.
    #[doc(hidden)]
    fn view(values: ArrayViewD<'_, Self>) -> View<'_>;

    /// Wraps a mutable view of this type.
    #[doc(hidden)]
    fn view_mut(values: ArrayViewMutD<'_, Self>) -> ViewMut<'_>;
}

/// A type that is one parameter.
///
/// `ndarray::Array` of every dimension, scalars, raw arrays of scalars, `Vec` of scalars, and `Option` or `Box` of
/// those. A tensor type of another crate becomes one by implementing [`Initialize`] with a [`Schema::leaf`] and handing
/// its values to the visitor as one view, and then this marker.
///
#[doc = include_str!("../../docs/model/tensor.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a parameter",
    label = "a bare initializer, and `kind`, stand on parameters only",
    note = "for the parameters inside of it, write rules: `#[init(** => zeros)]`"
)]
pub trait Parameter {}

/// A parameter, or a container of parameters, of `N` axes. Arrays of dynamic rank have any number.
///
#[doc = include_str!("../../docs/model/tensor.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not of rank {N}",
    label = "the list in `#[init(..)]` has {N} entries",
    note = "`shape` and `axes` list one entry for each axis of the parameter; a `Vec<f32>` has one, an `Array2<f32>` two"
)]
pub trait Shaped<const N: usize> {}

/// What an array of a raw type is.
// A hidden constant of `Initialize` holds one.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Raw {
    /// The scalar type.
    pub element: DType,
    /// The lengths.
    pub shape: StaticShape,
}

impl<T: Scalar, D: Dimension> Initialize for Array<T, D> {
    const SCHEMA: &'static Schema = &Schema::leaf(T::DTYPE, D::NDIM);

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        visitor.leaf(place, T::view(self.view().into_dyn()));
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        visitor.leaf(place, T::view_mut(self.view_mut().into_dyn()));
    }

    fn parameter_shape(&self) -> Option<Shape> {
        Some(Shape::from(ndarray::ArrayBase::shape(self)))
    }
}

impl<T: Scalar, D: Dimension> Parameter for Array<T, D> {}

macro_rules! scalar {
    ($scalar:ty, $variant:ident) => {
        impl Scalar for $scalar {
            fn view(values: ArrayViewD<'_, Self>) -> View<'_> {
                View::$variant(values)
            }

            fn view_mut(values: ArrayViewMutD<'_, Self>) -> ViewMut<'_> {
                ViewMut::$variant(values)
            }
        }

        impl Initialize for $scalar {
            const SCHEMA: &'static Schema = &Schema::raw(Raw { element: DType::$variant, shape: StaticShape::SCALAR });
            const RAW: Option<Raw> = Some(Raw { element: DType::$variant, shape: StaticShape::SCALAR });

            fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
                visit_raw(Self::__scalars(core::slice::from_ref(self)), &[], place, visitor);
            }

            fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
                visit_raw_mut(Self::__scalars_mut(core::slice::from_mut(self)), &[], place, visitor);
            }

            fn parameter_shape(&self) -> Option<Shape> {
                Some(Shape::default())
            }

            fn __scalars(values: &[Self]) -> Option<Scalars<'_>> {
                Some(Scalars::$variant(values))
            }

            fn __scalars_mut(values: &mut [Self]) -> Option<ScalarsMut<'_>> {
                Some(ScalarsMut::$variant(values))
            }
        }

        impl Parameter for $scalar {}
        impl Parameter for Vec<$scalar> {}
        impl Shaped<0> for $scalar {}
        impl Shaped<1> for Vec<$scalar> {}
    };
}

scalar!(f32, F32);
scalar!(f64, F64);
#[cfg(feature = "half")]
scalar!(half::f16, F16);
#[cfg(feature = "half")]
scalar!(half::bf16, Bf16);

/// Hands the scalars of a raw array to a visitor as one parameter of this shape.
pub(super) fn visit_raw<'m>(
    scalars: Option<Scalars<'m>>,
    shape: &[usize],
    place: &Place<'_>,
    visitor: &mut dyn Visit<'m>,
) {
    fn shaped<'m, T>(values: &'m [T], shape: &[usize]) -> ArrayViewD<'m, T> {
        let flat = ArrayView1::from(values);
        flat.into_shape_with_order(IxDyn(shape)).expect("a raw array holds as many scalars as its shape says")
    }
    if let Some(scalars) = scalars {
        visitor.leaf(place, each_type!(Scalars as View, scalars, values => shaped(values, shape)));
    }
}

/// Hands the scalars of a raw array to a visitor as one parameter of this shape.
pub(super) fn visit_raw_mut<'m>(
    scalars: Option<ScalarsMut<'m>>,
    shape: &[usize],
    place: &Place<'_>,
    visitor: &mut dyn VisitMut<'m>,
) {
    fn shaped<'m, T>(values: &'m mut [T], shape: &[usize]) -> ArrayViewMutD<'m, T> {
        let flat = ArrayViewMut1::from(values);
        flat.into_shape_with_order(IxDyn(shape)).expect("a raw array holds as many scalars as its shape says")
    }
    if let Some(scalars) = scalars {
        visitor.leaf(place, each_type!(ScalarsMut as ViewMut, scalars, values => shaped(values, shape)));
    }
}

/// What raw arrays are made of: scalars and raw arrays.
trait RawScalar {}

impl RawScalar for f32 {}
impl RawScalar for f64 {}
#[cfg(feature = "half")]
impl RawScalar for half::f16 {}
#[cfg(feature = "half")]
impl RawScalar for half::bf16 {}
impl<T: RawScalar, const N: usize> RawScalar for [T; N] {}

impl<T: RawScalar, const N: usize> Parameter for [T; N] {}
impl<P: Parameter> Parameter for Option<P> {}
impl<P: Parameter> Parameter for Box<P> {}

macro_rules! shaped {
    ($($dim:ty = $n:literal),*) => { $(impl<T> Shaped<$n> for Array<T, $dim> {})* };
}

shaped!(Ix0 = 0, Ix1 = 1, Ix2 = 2, Ix3 = 3, Ix4 = 4, Ix5 = 5, Ix6 = 6);

impl<T, const N: usize> Shaped<N> for Array<T, IxDyn> {}
impl<S: Shaped<N>, const N: usize> Shaped<N> for Option<S> {}
impl<S: Shaped<N>, const N: usize> Shaped<N> for Box<S> {}
#[diagnostic::do_not_recommend]
impl<S: Shaped<N>, const N: usize> Shaped<N> for Vec<S> {}

macro_rules! shaped_raw {
    ($($scalar:ty),*) => { $(
        impl<const A: usize> Shaped<1> for [$scalar; A] {}
        impl<const A: usize, const B: usize> Shaped<2> for [[$scalar; B]; A] {}
        impl<const A: usize, const B: usize, const C: usize> Shaped<3> for [[[$scalar; C]; B]; A] {}
        impl<const A: usize, const B: usize, const C: usize, const D: usize> Shaped<4> for [[[[$scalar; D]; C]; B]; A] {}
    )* };
}

shaped_raw!(f32, f64);
#[cfg(feature = "half")]
shaped_raw!(half::f16, half::bf16);

impl<S: Shaped<N>, const A: usize, const N: usize> Shaped<N> for [S; A] {}
