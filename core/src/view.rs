//! The values of a parameter, whatever its element type: an enum of ndarray views.

use core::any::Any;
use core::fmt;

use ndarray::{ArrayBase, ArrayD, ArrayViewD, ArrayViewMutD, Axis, RawData};

use crate::dtype::DType;
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
///
/// ```
/// use paraminit::prelude::*;
///
/// // The norm of every parameter, whatever its type.
/// let layer = Dense::<4, 8, f64>::init(42)?;
/// for (path, values) in layer.named_parameters() {
///     let norm = values.values().map(|x| x * x).sum::<f64>().sqrt();
///     assert!(norm > 0.0, "{path}");
/// }
/// // The array itself, where the type is known.
/// let View::F64(weight) = layer.param("weight")? else { panic!("the layer is of `f64`") };
/// assert_eq!(weight[[7, 3]], layer.weight()[[7, 3]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// assert_eq!(layer.param("weight")?.shape(), [8, 4]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        each_type!(Self, self, view => view.shape())
    }

    /// The scalar type.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// assert!(layer.named_parameters().iter().all(|(_, values)| values.dtype() == DType::F32));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn dtype(&self) -> DType {
        each_type!(Self, self, view => element_of(view))
    }

    /// Number of values.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// assert_eq!(layer.param("weight")?.count(), 32);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn count(&self) -> usize {
        each_type!(Self, self, view => view.len())
    }

    /// A copy of the values as an array of their own type.
    ///
    /// # Errors
    /// [`OtherDType`] if they are of another type; nothing is converted.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// let layer = Dense::<4, 8>::init(42)?;
    /// let weight = layer.param("weight")?.to_array::<f32>()?;
    /// assert_eq!(weight, layer.weight().clone().into_dyn());
    /// let error = layer.param("weight")?.to_array::<f64>().unwrap_err();
    /// assert_eq!((error.found, error.asked), (DType::F32, DType::F64));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_array<T: Scalar>(&self) -> Result<ArrayD<T>, OtherDType> {
        let other = OtherDType { found: self.dtype(), asked: T::DTYPE };
        if other.found != other.asked {
            return Err(other);
        }
        let array: Box<dyn Any> = each_type!(Self, self, view => Box::new(view.to_owned()));
        array.downcast().map(|array| *array).map_err(|_| other)
    }

    /// The values in row-major order, widened to `f64`.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let layer = init! { <Dense<4, 8>> weight => lecun_uniform, bias => constant(0.1) }.build(42)?;
    /// assert!(layer.param("bias")?.values().all(|b| b == f64::from(0.1_f32)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn values(&self) -> Box<dyn Iterator<Item = f64> + '_> {
        each_type!(Self, self, view => Box::new(view.iter().map(|value| value.to_computed().to_f64())))
    }
}

/// The values are of another type than the one that was asked for.
///
/// ```
/// use paraminit::prelude::*;
///
/// let layer = Dense::<4, 8>::init(42)?;
/// let error = layer.param("bias")?.to_array::<f64>().unwrap_err();
/// assert!(error.to_string().ends_with("help: ask for `to_array::<f32>()`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherDType {
    /// Their type.
    pub found: DType,
    /// The type that was asked for.
    pub asked: DType,
}

impl fmt::Display for OtherDType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, asked } = self;
        write!(f, "the values are of type `{found}`, not `{asked}`\nhelp: ask for `to_array::<{found}>()`")
    }
}

impl core::error::Error for OtherDType {}

/// The values of a parameter, to write.
///
/// ```
/// use paraminit::prelude::*;
///
/// // Weights of a smaller scale, in place, in each type's own arithmetic.
/// let mut layer = Dense::<4, 8>::init(42)?;
/// let before = layer.weight().clone();
/// for (path, values) in layer.named_parameters_mut() {
///     match values {
///         ViewMut::F32(mut values) if path == "weight" => values *= 0.5,
///         _ => {}
///     }
/// }
/// assert_eq!(layer.weight()[[0, 0]], 0.5 * before[[0, 0]]);
/// # Ok::<(), InitError>(())
/// ```
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
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = Dense::<4, 8>::init(42)?;
    /// assert_eq!(layer.param_mut("bias")?.shape(), [8]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        each_type!(Self, self, view => view.shape())
    }

    /// The scalar type.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = Dense::<4, 8, f64>::init(42)?;
    /// assert_eq!(layer.param_mut("bias")?.dtype(), DType::F64);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn dtype(&self) -> DType {
        each_type!(Self, self, view => element_of(view))
    }

    /// Number of values.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = Dense::<4, 8>::init(42)?;
    /// assert_eq!(layer.param_mut("weight")?.count(), 32);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn count(&self) -> usize {
        each_type!(Self, self, view => view.len())
    }

    /// Whether the values lie in memory in row-major order, without gaps.
    pub(crate) fn is_row_major(&self) -> bool {
        each_type!(Self, self, view => view.is_standard_layout())
    }

    /// Sets every value from `next`, in row-major order, rounded to the element type as [`DType::round`] does.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let mut layer = Dense::<4, 8>::init(42)?;
    /// let mut next = 0.0;
    /// layer.param_mut("weight")?.fill_with(|| {
    ///     next += 1.0;
    ///     next
    /// });
    /// assert_eq!((layer.weight()[[0, 3]], layer.weight()[[1, 0]]), (4.0, 5.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fill_with(&mut self, mut next: impl FnMut() -> f64) {
        each_type!(Self, self, view => view.iter_mut().for_each(|value| *value = rounded(next())));
    }

    /// The same values, to read.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // What to write may depend on what is there.
    /// let mut layer = Dense::<4, 8>::init(42)?;
    /// let mut bias = layer.param_mut("bias")?;
    /// let largest = bias.view().values().fold(f64::MIN, f64::max);
    /// bias.fill_with(|| largest);
    /// assert!(layer.bias().iter().all(|b| f64::from(*b) == largest));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn view(&self) -> View<'_> {
        each_type!(Self as View, self, view => view.view())
    }

    /// A shorter borrow of the same values.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// fn ones(mut values: ViewMut<'_>) {
    ///     values.fill_with(|| 1.0);
    /// }
    ///
    /// let mut layer = Dense::<4, 8>::init(42)?;
    /// let mut bias = layer.param_mut("bias")?;
    /// ones(bias.reborrow());
    /// assert!(bias.view().values().all(|b| b == 1.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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

fn element_of<T: Stored, S: RawData<Elem = T>, D>(_: &ArrayBase<S, D>) -> DType {
    T::DTYPE
}

fn rounded<T: Stored>(value: f64) -> T {
    T::from_computed(T::Computed::from_f64(value))
}
