//! New arrays.

use ndarray::{Array, Dimension as _, IntoDimension};

use crate::error::InitError;
use crate::fill;
use crate::init::InitErrorKind;
use crate::sample::Stored;

/// Returns an array of zeros of this shape, made as `build` makes the arrays of a model: the system gives its memory
/// when values are first written, in huge pages where it has them.
///
/// An array of 64 MiB is then filled about four times as fast as one of `Array::zeros`, which waits for 16 thousand
/// small pages. Huge pages are had on Linux, if `/sys/kernel/mm/transparent_hugepage/enabled` says `madvise` or
/// `always`.
///
/// # Errors
/// An [`InitError`] if memory does not hold the array.
///
/// ```
/// use paraminit::prelude::*;
///
/// let mut weight = paraminit::model::zeros::<f32, _>((256, 784))?;
/// init::he_normal().fill(&mut weight, &[Out, In], StreamId::new(42, "weight"))?;
/// assert_eq!(weight.dim(), (256, 784));
///
/// let error = paraminit::model::zeros::<f32, _>((1 << 40, 1 << 20)).unwrap_err();
/// assert!(error.to_string().contains("memory"), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn zeros<T: Stored, S: IntoDimension>(shape: S) -> Result<Array<T, S::Dim>, InitError> {
    let shape = shape.into_dimension();
    let too_large = |bytes| InitError::of(shape.slice(), InitErrorKind::Memory { bytes });
    let count = shape.slice().iter().try_fold(1_usize, |product, &len| product.checked_mul(len));
    let values = fill::zeros(count.ok_or_else(|| too_large(usize::MAX))?).map_err(|short| too_large(short.bytes))?;
    // Refuses lengths that overflow, also beside a length of 0.
    Array::from_shape_vec(shape.clone(), values).map_err(|_| too_large(usize::MAX))
}
