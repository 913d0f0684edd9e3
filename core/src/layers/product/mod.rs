//! The product of every dense layer: y = x Wᵀ + b.

mod blas;
mod gemm;

use ndarray::{Array, Array1, Array2, ArrayBase, ArrayView, Data, Dimension, Ix1, Ix2};

use crate::layers::{LayerError, LayerErrorKind};
use crate::model::Scalar;

/// The ranks of inputs that a dense layer takes: one row, `[inputs]`, or a batch of them, `[batch, inputs]`.
#[doc(hidden)]
pub trait Rows: Dimension {
    /// Computes x Wᵀ + b, for shapes that fit.
    fn product<T: Scalar>(
        input: ArrayView<'_, T, Self>,
        weight: &Array2<T>,
        bias: Option<&Array1<T>>,
    ) -> Array<T, Self>;
}

impl Rows for Ix2 {
    fn product<T: Scalar>(input: ArrayView<'_, T, Ix2>, weight: &Array2<T>, bias: Option<&Array1<T>>) -> Array2<T> {
        gemm::batch(&input, weight, bias)
    }
}

impl Rows for Ix1 {
    fn product<T: Scalar>(input: ArrayView<'_, T, Ix1>, weight: &Array2<T>, bias: Option<&Array1<T>>) -> Array1<T> {
        gemm::single(&input, weight, bias)
    }
}

/// Computes x Wᵀ + b for the layer called `layer`.
///
/// # Errors
/// If the input or the bias does not fit the weight, or if memory does not hold the output.
pub(in crate::layers) fn affine<T: Scalar, S: Data<Elem = T>, D: Rows>(
    layer: &'static str,
    input: &ArrayBase<S, D>,
    weight: &Array2<T>,
    bias: Option<&Array1<T>>,
) -> Result<Array<T, D>, LayerError> {
    let (outputs, inputs) = weight.dim();
    if let Some(bias) = bias
        && bias.len() != outputs
    {
        return Err(LayerError::misfit(layer, weight.shape(), bias.shape()));
    }
    if input.shape().last() != Some(&inputs) {
        return Err(LayerError::input(layer, input.shape(), weight.shape()));
    }
    // An input without elements may have any number of rows.
    let mut batch = input.shape().iter().rev().skip(1);
    let bytes = batch.try_fold(outputs.max(1).saturating_mul(size_of::<T>()), |bytes, &len| bytes.checked_mul(len));
    if bytes.is_none_or(|bytes| isize::try_from(bytes).is_err()) {
        return Err(LayerError::new(layer, LayerErrorKind::Memory));
    }
    Ok(D::product(input.view(), weight, bias))
}
