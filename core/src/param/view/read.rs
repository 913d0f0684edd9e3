//! The values of a parameter, to read.

use core::any::Any;
use core::fmt;

use ndarray::{ArrayD, ArrayViewD};

use super::dtypes::{Cut, dtype_of, each_type, of_views};
use crate::dtype::DType;
use crate::sample::{Real as _, Stored};

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
        each_type!(Self, self, view => dtype_of(view))
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

    /// Returns a copy of the values as an array of their own type.
    ///
    /// # Errors
    /// [`OtherDType`] if they are of another type. Nothing is converted.
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
    pub fn to_array<T: Stored>(&self) -> Result<ArrayD<T>, OtherDType> {
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

/// The error for values of another type than the requested one.
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
    /// The type of the values.
    pub found: DType,
    /// The requested type.
    pub asked: DType,
}

impl fmt::Display for OtherDType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, asked } = self;
        write!(f, "the values are of type `{found}`, not `{asked}`\nhelp: ask for `to_array::<{found}>()`")
    }
}

impl core::error::Error for OtherDType {}

of_views!(View of ArrayViewD);
