//! The values of a parameter, to write.

use ndarray::ArrayViewMutD;

use super::dtypes::{Cut, dtype_of, each_type, of_views};
use super::read::View;
use crate::dtype::DType;
use crate::sample::{Real as _, Stored};

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
        each_type!(Self, self, view => dtype_of(view))
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

    /// True if the values lie in memory in row-major order, without gaps.
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

    /// Sets every value as [`fill_with`](Self::fill_with) does. Returns the index of the first finite one that is too large for
    /// the type.
    pub(crate) fn fill_checked(&mut self, mut next: impl FnMut() -> f64) -> Option<usize> {
        let mut too_large = None;
        each_type!(Self, self, view => view.iter_mut().enumerate().for_each(|(index, value)| {
            let given = next();
            *value = rounded(given);
            if given.is_finite() && !value.to_computed().to_f64().is_finite() {
                too_large.get_or_insert(index);
            }
        }));
        too_large
    }

    /// Returns a view of the same values, to read.
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

    /// Returns a shorter borrow of the same values.
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

of_views!(ViewMut of ArrayViewMutD);

fn rounded<T: Stored>(value: f64) -> T {
    T::from_computed(T::Computed::from_f64(value))
}
