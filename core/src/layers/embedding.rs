//! Embeddings: tables of vectors.

use core::fmt::Display;

use ndarray::{Array, Array2, ArrayBase, Data, Dimension, IxDyn};

use super::{Any, Forward, LayerError, LayerErrorKind, Takes};
use crate::Initialize;
use crate::model::Scalar;

/// A table with a row for each token: an array of indices of shape `[..]` becomes one of shape `[.., features]`.
///
/// The default is `PyTorch`'s, N(0, 1).
///
/// ```
/// use ndarray::array;
/// use paraminit::layers::{Embedding, EmbeddingDims};
/// use paraminit::prelude::*;
///
/// let table = Embedding::<f32>::init_with(EmbeddingDims { tokens: 100, features: 16 }, 42)?;
/// let y = table.forward(&array![[7_u32, 0, 99]])?;
/// assert_eq!(y.shape(), [1, 3, 16]);
/// assert!(table.forward(&array![100_u32]).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(library, dims(tokens, features), ** => pytorch)]
pub struct Embedding<T: Scalar = f32> {
    /// `[tokens, features]`.
    #[init(shape = [tokens, features], axes = [in, out], part = weight)]
    pub weight: Array2<T>,
}

impl<T, I, S, D> Forward<ArrayBase<S, D>> for Embedding<T>
where
    T: Scalar,
    I: Copy + Display + TryInto<usize>,
    S: Data<Elem = I>,
    D: Dimension,
{
    type Output = Array<T, D::Larger>;
    type Error = LayerError;

    fn forward(&self, input: &ArrayBase<S, D>) -> Result<Self::Output, LayerError> {
        let (tokens, features) = self.weight.dim();
        let memory = || LayerError::new("Embedding", LayerErrorKind::Memory);
        let mut values = Vec::new();
        let count = input.len().checked_mul(features).ok_or_else(memory)?;
        values.try_reserve_exact(count).map_err(|_| memory())?;
        for &index in input {
            let row = index.try_into().ok().filter(|row| *row < tokens).ok_or_else(|| {
                LayerError::new("Embedding", LayerErrorKind::Index { index: index.to_string(), len: tokens })
            })?;
            values.extend(self.weight.row(row));
        }
        let shape: Vec<usize> = input.shape().iter().copied().chain([features]).collect();
        let output = Array::from_shape_vec(IxDyn(&shape), values).map_err(|_| memory())?;
        output.into_dimensionality().map_err(|_| memory())
    }
}

impl<In, T: Scalar> Takes<In> for Embedding<T> {
    type Out = Any;
}
