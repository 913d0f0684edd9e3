//! Normalization over the last axis.

use ndarray::{Array, Array1, ArrayBase, Axis, Data, Dimension, Zip};

use super::scalar::{from_f64, to_f64};
use super::{Forward, LayerError, Lsuv, Takes};
use crate::Initialize;
use crate::model::Scalar;

/// Layer normalization over the last axis:
///
/// ```text
/// y = (x - mean(x)) / sqrt(var(x) + epsilon) * scale + bias        scale, bias: [features]
/// ```
///
/// with the biased variance, and epsilon 1e-5, as in `PyTorch` and MXNet (Keras 1e-3, Flax 1e-6). The default is
/// `PyTorch`'s: ones and zeros.
///
/// Ba, Kiros & Hinton, Layer Normalization, 2016.
///
/// ```
/// use ndarray::array;
/// use paraminit::layers::{LayerNorm, LayerNormDims};
/// use paraminit::prelude::*;
///
/// let norm = LayerNorm::<f32>::init_with(LayerNormDims { features: 2 }, 42)?;
/// let y = norm.forward(&array![[1.0, 3.0]])?;
/// assert!((y[[0, 0]] + 1.0).abs() < 1e-4 && (y[[0, 1]] - 1.0).abs() < 1e-4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(library, dims(features), ** => pytorch)]
pub struct LayerNorm<T: Scalar = f32> {
    /// The factor of the normalized values: gamma. It is `weight` in `PyTorch`.
    #[init(shape = [features], part = scale)]
    pub scale: Array1<T>,
    /// The summand after the product: beta.
    #[init(shape = [features], part = offset)]
    pub bias: Array1<T>,
    /// The summand of the variance, so that no division by zero occurs.
    #[init(skip = 1e-5)]
    pub epsilon: f64,
}

/// Normalization by the root mean square over the last axis:
///
/// ```text
/// y = x / sqrt(mean(x^2) + epsilon) * scale        scale: [features]
/// ```
///
/// with epsilon 1e-6, as in Flax and Keras (`PyTorch` takes that of the element type). The default is ones.
///
/// Zhang & Sennrich, Root Mean Square Layer Normalization, 2019.
///
/// ```
/// use ndarray::array;
/// use paraminit::layers::{RmsNorm, RmsNormDims};
/// use paraminit::prelude::*;
///
/// let norm = RmsNorm::<f32>::init_with(RmsNormDims { features: 2 }, 42)?;
/// let y = norm.forward(&array![[1.0, 7.0]])?; // of root mean square 5
/// assert!((y[[0, 0]] - 0.2).abs() < 1e-6 && (y[[0, 1]] - 1.4).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(library, dims(features), ** => pytorch)]
pub struct RmsNorm<T: Scalar = f32> {
    /// The factor of the normalized values. It is `weight` in `PyTorch`.
    #[init(shape = [features], part = scale)]
    pub scale: Array1<T>,
    /// A summand of the mean square, against division by zero.
    #[init(skip = 1e-6)]
    pub epsilon: f64,
}

impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Forward<ArrayBase<S, D>> for LayerNorm<T> {
    type Output = Array<T, D>;
    type Error = LayerError;

    fn forward(&self, input: &ArrayBase<S, D>) -> Result<Array<T, D>, LayerError> {
        if self.bias.len() != self.scale.len() {
            return Err(LayerError::misfit("LayerNorm", self.scale.shape(), self.bias.shape()));
        }
        normalize("LayerNorm", input, &self.scale, Some(&self.bias), |row| {
            let mean = mean(row.iter().copied());
            (mean, mean_square(row, mean) + self.epsilon)
        })
    }
}

impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Forward<ArrayBase<S, D>> for RmsNorm<T> {
    type Output = Array<T, D>;
    type Error = LayerError;

    fn forward(&self, input: &ArrayBase<S, D>) -> Result<Array<T, D>, LayerError> {
        normalize("RmsNorm", input, &self.scale, None, |row| (0.0, mean_square(row, 0.0) + self.epsilon))
    }
}

impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Lsuv<ArrayBase<S, D>> for LayerNorm<T> {}
impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Lsuv<ArrayBase<S, D>> for RmsNorm<T> {}

impl<In, T: Scalar> Takes<In> for LayerNorm<T> {
    type Out = In;
}

impl<In, T: Scalar> Takes<In> for RmsNorm<T> {
    type Out = In;
}

/// Computes `(x - center) / sqrt(spread) * scale + bias` along the last axis. `statistics` returns the center and the
/// spread of a row. It computes in double precision, and rounds once.
fn normalize<T: Scalar, S: Data<Elem = T>, D: Dimension>(
    layer: &'static str,
    input: &ArrayBase<S, D>,
    scale: &Array1<T>,
    bias: Option<&Array1<T>>,
    statistics: impl Fn(&[f64]) -> (f64, f64),
) -> Result<Array<T, D>, LayerError> {
    if input.shape().last() != Some(&scale.len()) {
        return Err(LayerError::input(layer, input.shape(), scale.shape()));
    }
    let mut output = input.to_owned();
    let mut row = Vec::with_capacity(scale.len());
    for mut values in output.lanes_mut(Axis(input.ndim() - 1)) {
        row.clear();
        row.extend(values.iter().map(|x| to_f64(*x)));
        let (center, spread) = statistics(&row);
        let root = spread.sqrt();
        Zip::indexed(&mut values).and(scale).for_each(|i, y, scale| {
            let offset = bias.map_or(0.0, |bias| to_f64(bias[i]));
            let value = (row[i] - center) / root * to_f64(*scale) + offset;
            *y = from_f64(value);
        });
    }
    Ok(output)
}

#[expect(clippy::cast_precision_loss, reason = "counts beyond 2^53 do not fit in memory")]
fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len() as f64;
    values.sum::<f64>() / count
}

fn mean_square(values: &[f64], center: f64) -> f64 {
    mean(values.iter().map(|x| (x - center) * (x - center)))
}
