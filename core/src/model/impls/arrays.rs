//! Types that are parameters: arrays, scalars, raw arrays, vectors of scalars.

use ndarray::{
    Array, ArrayView1, ArrayViewD, ArrayViewMut1, ArrayViewMutD, Dimension, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6, IxDyn,
    LinalgScalar,
};

use crate::dtype::DType;
use crate::error::InitError;
use crate::fill;
use crate::init::InitErrorKind;
use crate::model::build::{boxed, copies, short, zeros};
use crate::model::raw::{Raw, visit_raw, visit_raw_mut};
use crate::model::{Dimensioned, Initialize, Make, NoLen, NoShape, Place, Visit, VisitMut};
use crate::sample::Stored;
use crate::schema::Schema;
use crate::shape::Shape;
use crate::view::{View, ViewMut};

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
/// those. A tensor type of another crate becomes one if it implements [`Initialize`], with a [`Schema::leaf`] and with
/// its values as one view for the visitor, and then this marker.
///
#[doc = include_str!("../../../docs/model/tensor.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a parameter",
    label = "a bare initializer, and `kind`, stand on parameters only",
    note = "for the parameters inside of it, write rules: `#[init(** => zeros)]`"
)]
pub trait Parameter {}

/// A parameter, or a container of parameters, with `N` axes. Arrays of dynamic rank have any number.
///
#[doc = include_str!("../../../docs/model/tensor.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not of rank {N}",
    label = "the list in `#[init(..)]` has {N} entries",
    note = "`shape` and `axes` list one entry for each axis of the parameter; a `Vec<f32>` has one, an `Array2<f32>` two"
)]
pub trait Shaped<const N: usize> {}

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

impl<T: Scalar, D: Dimension> Dimensioned for Array<T, D> {
    type Dims = ();
}

impl<T: Scalar, D: Dimension, const N: usize> Make<[usize; N], NoLen> for Array<T, D>
where
    Self: Shaped<N>,
{
    fn make((): &(), shape: [usize; N], _: NoLen) -> Result<Self, InitError> {
        let too_large = |_| InitError::of(&shape, InitErrorKind::Memory { bytes: usize::MAX });
        zeros(IxDyn(&shape))?.into_dimensionality().map_err(too_large)
    }
}

impl<T: Scalar> Make<[usize; 1], NoLen> for Vec<T>
where
    T: Dimensioned<Dims = ()>,
{
    fn make((): &(), shape: [usize; 1], _: NoLen) -> Result<Self, InitError> {
        Ok(zeros(shape)?.into_raw_vec_and_offset().0)
    }
}

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
            const SCHEMA: &'static Schema = &Raw::scalar(DType::$variant).schema();
            const RAW: Option<Raw> = Some(Raw::scalar(DType::$variant));

            fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
                visit_raw(Self::__flat(core::slice::from_ref(self)), &[], place, visitor);
            }

            fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
                visit_raw_mut(Self::__flat_mut(core::slice::from_mut(self)), &[], place, visitor);
            }

            fn parameter_shape(&self) -> Option<Shape> {
                Some(Shape::default())
            }

            fn __flat(values: &[Self]) -> Option<View<'_>> {
                Some(View::$variant(ArrayView1::from(values).into_dyn()))
            }

            fn __flat_mut(values: &mut [Self]) -> Option<ViewMut<'_>> {
                Some(ViewMut::$variant(ArrayViewMut1::from(values).into_dyn()))
            }
        }

        impl Dimensioned for $scalar {
            type Dims = ();
        }

        impl Make<NoShape, NoLen> for $scalar {
            fn make((): &(), _: NoShape, _: NoLen) -> Result<Self, InitError> {
                Ok(Self::default())
            }

            fn make_many(count: usize, (): &(), _: NoShape, _: NoLen) -> Result<Vec<Self>, InitError> {
                fill::zeros(count).map_err(|_| short::<Self>(count))
            }

            fn make_rows<const N: usize>(
                count: usize,
                (): &(),
                _: NoShape,
                _: NoLen,
            ) -> Result<Vec<[Self; N]>, InitError> {
                copies(count, &*boxed::<Self, N>(Self::make_many(N, &(), NoShape, NoLen)?)?)
            }

            fn make_planes<const M: usize, const N: usize>(
                count: usize,
                (): &(),
                _: NoShape,
                _: NoLen,
            ) -> Result<Vec<[[Self; N]; M]>, InitError> {
                copies(count, &*boxed::<[Self; N], M>(Self::make_rows(M, &(), NoShape, NoLen)?)?)
            }
        }

        impl RawScalar for $scalar {}
        impl Parameter for $scalar {}
        impl Parameter for Vec<$scalar> {}
        impl Shaped<0> for $scalar {}
        impl Shaped<1> for Vec<$scalar> {}
        impl<const A: usize> Shaped<1> for [$scalar; A] {}
        impl<const A: usize, const B: usize> Shaped<2> for [[$scalar; B]; A] {}
        impl<const A: usize, const B: usize, const C: usize> Shaped<3> for [[[$scalar; C]; B]; A] {}
        impl<const A: usize, const B: usize, const C: usize, const D: usize> Shaped<4> for [[[[$scalar; D]; C]; B]; A] {}
    };
}

scalar!(f32, F32);
scalar!(f64, F64);
#[cfg(feature = "half")]
scalar!(half::f16, F16);
#[cfg(feature = "half")]
scalar!(half::bf16, Bf16);

/// An element of a raw array: a scalar or a raw array.
trait RawScalar {}

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
impl<S: Shaped<N>, const A: usize, const N: usize> Shaped<N> for [S; A] {}
