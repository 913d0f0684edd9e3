//! Building a model from nothing: what each field needs, and the zeros that a run then overwrites.

use ndarray::{Array, Dimension, IxDyn};

use super::{Initialize, Scalar, Shaped};
use crate::error::InitError;
use crate::fill::buffer;
use crate::init::InitErrorKind;

/// The run-time sizes of a type: `()` where there are none, a struct of named sizes for a model with
/// `#[init(dims(..))]`, those of its elements for a container.
///
/// ```
/// use paraminit::model::{Dimensioned, Len, Make, NoLen, NoShape};
/// use paraminit::prelude::*;
///
/// // The sizes of a `Vec` of layers are those of a layer.
/// let dims: <Vec<DynDense> as Dimensioned>::Dims = DynDenseDims { inputs: 4, outputs: 8 };
/// assert_eq!(Vec::<DynDense>::make(&dims, NoShape, Len(2, NoLen))?[1].weight().dim(), (8, 4));
/// # Ok::<(), InitError>(())
/// ```
pub trait Dimensioned {
    /// The sizes.
    type Dims;
}

/// Sizes of which there are none: `()`, and tuples of that.
///
/// ```
/// use paraminit::model::NoDims;
/// use paraminit::prelude::*;
///
/// /// Several models of any type that needs no sizes, one a seed.
/// fn ensemble<M: Allocate<Dims: NoDims>>(seeds: std::ops::Range<u64>) -> Result<Vec<M>, InitError> {
///     seeds.map(M::init).collect()
/// }
///
/// let models: Vec<Dense<4, 8>> = ensemble(0..3)?;
/// assert_ne!(models[0].weight(), models[2].weight());
/// # Ok::<(), InitError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "this model has run-time sizes: `{Self}`",
    label = "its sizes are missing here",
    note = "in a field of another model, give them with `#[init(dims {{ .. }})]`",
    note = "for the model itself, use `init_with({Self} {{ .. }}, seed)` or `build_with({Self} {{ .. }}, seed)`"
)]
pub trait NoDims {
    /// The value.
    const NONE: Self;
}

impl NoDims for () {
    const NONE: Self = ();
}

macro_rules! no_dims {
    ($($name:ident),*) => {
        impl<$($name: NoDims),*> NoDims for ($($name,)*) {
            const NONE: Self = ($($name::NONE,)*);
        }
    };
}

no_dims!(A);
no_dims!(A, B);
no_dims!(A, B, C);
no_dims!(A, B, C, D);
no_dims!(A, B, C, D, E);
no_dims!(A, B, C, D, E, F);
no_dims!(A, B, C, D, E, F, G);
no_dims!(A, B, C, D, E, F, G, H);
no_dims!(A, B, C, D, E, F, G, H, I);
no_dims!(A, B, C, D, E, F, G, H, I, J);
no_dims!(A, B, C, D, E, F, G, H, I, J, K);
no_dims!(A, B, C, D, E, F, G, H, I, J, K, L);

/// A model that can be built from its [`Dims`](Self::Dims) alone.
///
/// ```
/// use paraminit::prelude::*;
///
/// /// The best of several starts.
/// fn best<M: Allocate>(dims: &M::Dims, loss: impl Fn(&M) -> f64) -> Result<M, InitError> {
///     let mut models = (0..8).map(|seed| M::init_with(dims, seed)).collect::<Result<Vec<_>, _>>()?;
///     models.sort_by(|a, b| loss(a).total_cmp(&loss(b)));
///     Ok(models.swap_remove(0))
/// }
///
/// let loss = |layer: &DynDense| f64::from(layer.weight()[[0, 0]].abs());
/// let dims = DynDenseDims { inputs: 4, outputs: 8 };
/// let layer = best(&dims, loss)?;
/// assert!(loss(&layer) <= loss(&DynDense::init_with(&dims, 7)?));
/// # Ok::<(), InitError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be built",
    note = "a field says too little of its size; `apply` on an existing model needs no sizes"
)]
pub trait Allocate: Initialize + Sized {
    /// Its run-time sizes; `()` if it has none.
    type Dims;

    /// A model of zeros.
    ///
    /// # Errors
    /// An [`InitError`] if a parameter is too large for memory.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // The sums of an optimizer, one for each parameter of the model.
    /// let sums = DynDense::<f32>::allocate(&DynDenseDims { inputs: 4, outputs: 8 })?;
    /// assert!(sums.named_parameters().iter().all(|(_, values)| values.values().all(|x| x == 0.0)));
    /// # Ok::<(), InitError>(())
    /// ```
    fn allocate(dims: &Self::Dims) -> Result<Self, InitError>;
}

impl<M: Initialize + Make<NoShape, NoLen>> Allocate for M {
    type Dims = <M as Dimensioned>::Dims;

    fn allocate(dims: &Self::Dims) -> Result<Self, InitError> {
        M::make(dims, NoShape, NoLen)
    }
}

/// `shape` was not given.
///
/// ```
/// use paraminit::model::{Make, NoLen, NoShape};
/// use paraminit::prelude::*;
///
/// // A layer knows its sizes by its type.
/// assert_eq!(Dense::<4, 8>::make(&(), NoShape, NoLen)?.weight().dim(), (8, 4));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NoShape;

/// `len` was not given.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::model::{Make, NoLen};
///
/// // An array has a shape, and no length beside it.
/// assert_eq!(Array2::<f32>::make(&(), [8, 4], NoLen)?.dim(), (8, 4));
/// # Ok::<(), paraminit::InitError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NoLen;

/// `len`, and those of the containers inside.
///
/// ```
/// use paraminit::model::{Len, Make, NoLen, NoShape};
/// use paraminit::prelude::*;
///
/// // `len = [2, 3]`: two `Vec`s of three layers each.
/// let layers = Vec::<Vec<Dense<4, 4>>>::make(&(), NoShape, Len(2, Len(3, NoLen)))?;
/// assert_eq!((layers.len(), layers[1].len()), (2, 3));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Len<L>(pub usize, pub L);

/// What can be built from what a field's attributes say: `S` is its shape, `L` its length.
///
#[doc = include_str!("../../docs/model/tensor.md")]
#[diagnostic::on_unimplemented(
    message = "nothing says how large this `{Self}` is",
    label = "built here",
    note = "give an array its shape, `#[init(shape = [..])]`, a `Vec` its length, `#[init(len = ..)]`, a `BTreeMap` its keys, `#[init(keys = ..)]`, and nothing else",
    note = "in generic code, bound the whole model: `where Net<T>: Allocate<Dims = ()>`"
)]
pub trait Make<S, L>: Dimensioned + Sized {
    /// Zeros of that size.
    ///
    /// # Errors
    /// An [`InitError`] if a parameter is too large for memory.
    ///
    /// ```
    /// use paraminit::model::{Make, NoLen, NoShape};
    /// use paraminit::prelude::*;
    ///
    /// let dims = DynDenseDims { inputs: 4, outputs: 8 };
    /// assert_eq!(DynDense::<f32>::make(&dims, NoShape, NoLen)?.bias().len(), 8);
    /// # Ok::<(), InitError>(())
    /// ```
    fn make(dims: &Self::Dims, shape: S, len: L) -> Result<Self, InitError>;
}

/// A field's type. Its lifetime keeps the compiler from refusing, at the definition, a bound that only matters to those
/// who build the model.
// What the derive expands to names it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Field<'a, T>(T, core::marker::PhantomData<&'a ()>);

/// A field whose type has no run-time sizes, or a model's field without `dims`.
#[doc(hidden)]
pub trait MakeField<S, L>: Sized {
    /// Zeros of that size.
    ///
    /// # Errors
    /// As [`Make::make`].
    fn make_field(shape: S, len: L) -> Result<Self, InitError>;
}

impl<S, L, T: Make<S, L>> MakeField<S, L> for Field<'_, T>
where
    T::Dims: NoDims,
{
    fn make_field(shape: S, len: L) -> Result<Self, InitError> {
        Ok(Self(T::make(&T::Dims::NONE, shape, len)?, core::marker::PhantomData))
    }
}

/// A field with `dims`, of type `D`.
#[doc(hidden)]
pub trait MakeFieldWith<D, S, L>: Sized {
    /// Zeros of that size.
    ///
    /// # Errors
    /// As [`Make::make`].
    fn make_field_with(dims: &D, shape: S, len: L) -> Result<Self, InitError>;
}

impl<D, S, L, T: Make<S, L> + Dimensioned<Dims = D>> MakeFieldWith<D, S, L> for Field<'_, T> {
    fn make_field_with(dims: &D, shape: S, len: L) -> Result<Self, InitError> {
        Ok(Self(T::make(dims, shape, len)?, core::marker::PhantomData))
    }
}

impl<T> Field<'_, T> {
    pub(super) const fn new(value: T) -> Self {
        Self(value, core::marker::PhantomData)
    }

    /// What was built.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// The value of a skipped field: its type's default. The bound, too, only matters to those who build the model.
// What the derive expands to asks for it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "nothing says what a new model has in a skipped field",
    label = "a field of this model is marked `skip`, and its type has no default",
    note = "say what a new model has there: `#[init(skip = value)]`, for a config `skip = cfg.clone()`"
)]
pub trait Skipped {
    /// The field's type.
    type Value;

    /// The default.
    fn skipped() -> Self::Value;
}

#[diagnostic::do_not_recommend]
impl<T: Default> Skipped for Field<'_, T> {
    type Value = T;

    fn skipped() -> T {
        T::default()
    }
}

/// An enum that says which of its variants a new model has. No type has this: the derive asks for it where none is marked,
/// so that the message comes where the enum is built.
#[diagnostic::on_unimplemented(
    message = "no variant of this enum is marked as the one to build",
    note = "mark one, `#[init(build)]`, or each with its condition, `#[init(build = ..)]`",
    note = "`apply` on an existing model needs no mark"
)]
#[doc(hidden)]
pub trait Buildable {}

/// An array of zeros, or an error where memory does not hold it.
pub(crate) fn zeros<T: Scalar>(shape: &[usize]) -> Result<Array<T, IxDyn>, InitErrorKind> {
    let too_large = || InitErrorKind::Memory;
    let count = shape.iter().try_fold(1_usize, |product, &len| product.checked_mul(len));
    let nonzero =
        shape.iter().filter(|&&len| len > 0).try_fold(size_of::<T>(), |product, &len| product.checked_mul(len));
    let fits = nonzero.is_some_and(|bytes| isize::try_from(bytes).is_ok());
    let count = count.filter(|_| fits).ok_or_else(too_large)?;
    let values = buffer(count).ok_or_else(too_large)?;
    Array::from_shape_vec(IxDyn(shape), values).map_err(|_| too_large())
}

impl<T: Scalar, D: Dimension> Dimensioned for Array<T, D> {
    type Dims = ();
}

impl<T: Scalar, D: Dimension, const N: usize> Make<[usize; N], NoLen> for Array<T, D>
where
    Self: Shaped<N>,
{
    fn make((): &(), shape: [usize; N], _: NoLen) -> Result<Self, InitError> {
        let rank = || InitError::of(&shape, InitErrorKind::Memory);
        zeros::<T>(&shape).map_err(|cause| InitError::of(&shape, cause))?.into_dimensionality().map_err(|_| rank())
    }
}

macro_rules! make_scalar {
    ($($scalar:ty),*) => { $(
        impl Dimensioned for $scalar {
            type Dims = ();
        }

        impl Make<NoShape, NoLen> for $scalar {
            fn make((): &(), _: NoShape, _: NoLen) -> Result<Self, InitError> {
                Ok(Self::default())
            }
        }
    )* };
}

make_scalar!(f32, f64);
#[cfg(feature = "half")]
make_scalar!(half::f16, half::bf16);

impl<T: Scalar> Make<[usize; 1], NoLen> for Vec<T>
where
    T: Dimensioned<Dims = ()>,
{
    fn make((): &(), shape: [usize; 1], _: NoLen) -> Result<Self, InitError> {
        Ok(zeros(&shape).map_err(|cause| InitError::of(&shape, cause))?.into_raw_vec_and_offset().0)
    }
}

impl<T: Dimensioned, const N: usize> Dimensioned for [T; N] {
    type Dims = T::Dims;
}

impl<T: Make<S, L>, S: Copy, L: Copy, const N: usize> Make<S, L> for [T; N] {
    fn make(dims: &T::Dims, shape: S, len: L) -> Result<Self, InitError> {
        let mut elements = Vec::with_capacity(N);
        for i in 0..N {
            elements.push(T::make(dims, shape, len).map_err(|error| error.below(&i.to_string()))?);
        }
        Self::try_from(elements).map_err(|_| InitError::of(&[N], InitErrorKind::Memory))
    }
}

impl<T: Dimensioned> Dimensioned for Vec<T> {
    type Dims = T::Dims;
}

impl<T: Make<S, L>, S: Copy, L: Copy> Make<S, Len<L>> for Vec<T> {
    fn make(dims: &T::Dims, shape: S, Len(len, inner): Len<L>) -> Result<Self, InitError> {
        let mut elements = Self::new();
        elements.try_reserve_exact(len).map_err(|_| InitError::of(&[len], InitErrorKind::Memory))?;
        for i in 0..len {
            elements.push(T::make(dims, shape, inner).map_err(|error| error.below(&i.to_string()))?);
        }
        Ok(elements)
    }
}

impl<T: Dimensioned> Dimensioned for Option<T> {
    type Dims = T::Dims;
}

impl<T: Make<S, L>, S, L> Make<S, L> for Option<T> {
    fn make(dims: &T::Dims, shape: S, len: L) -> Result<Self, InitError> {
        T::make(dims, shape, len).map(Some)
    }
}

impl<T: Dimensioned> Dimensioned for Box<T> {
    type Dims = T::Dims;
}

impl<T: Make<S, L>, S, L> Make<S, L> for Box<T> {
    fn make(dims: &T::Dims, shape: S, len: L) -> Result<Self, InitError> {
        T::make(dims, shape, len).map(Self::new)
    }
}
