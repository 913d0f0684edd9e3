//! The dense layer: y = x Wᵀ + b.

use core::fmt;

use ndarray::{Array, Array1, Array2, ArrayBase, Data, Dimension, Ix1, Ix2};

use super::{Forward, product};
use crate::Initialize;
use crate::model::Scalar;

/// A dense (fully connected) layer of static size: `I` inputs, `O` outputs.
///
/// ```text
/// y = x Wᵀ + b        weight W: [O, I], bias b: [O]
/// ```
///
/// Its own default is `PyTorch`'s: weight and bias uniform within ±1/sqrt(I)
/// (`kaiming_uniform` with a leaky slope of sqrt 5).
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
///
/// let layer = Dense::<4, 8>::init(42)?;
/// let x = Array2::<f32>::ones((2, 4));
/// assert_eq!(layer.forward(&x)?.shape(), [2, 8]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(library, ** => pytorch)]
pub struct Dense<const I: usize, const O: usize, T: Scalar = f32> {
    #[init(shape = [O, I], axes = [out, in], part = weight)]
    weight: Array2<T>,
    #[init(shape = [O], axes = [out], fans_of = weight, part = bias)]
    bias: Array1<T>,
}

impl<const I: usize, const O: usize, T: Scalar> Dense<I, O, T> {
    /// The weight, `[O, I]`.
    #[must_use]
    pub fn weight(&self) -> &Array2<T> {
        &self.weight
    }

    /// The weight, to set directly.
    pub fn weight_mut(&mut self) -> &mut Array2<T> {
        &mut self.weight
    }

    /// The bias, `[O]`.
    #[must_use]
    pub fn bias(&self) -> &Array1<T> {
        &self.bias
    }

    /// The bias, to set directly.
    pub fn bias_mut(&mut self) -> &mut Array1<T> {
        &mut self.bias
    }
}

impl<const I: usize, const O: usize, T: Scalar, S: Data<Elem = T>> Forward<ArrayBase<S, Ix2>> for Dense<I, O, T> {
    type Output = Array2<T>;
    type Error = ShapeError;

    /// `[batch, I]` to `[batch, O]`.
    fn forward(&self, input: &ArrayBase<S, Ix2>) -> Result<Array2<T>, ShapeError> {
        ShapeError::check("Dense", input, I, &self.weight, &self.bias)?;
        Ok(product::batch(input, &self.weight, Some(&self.bias)))
    }
}

impl<const I: usize, const O: usize, T: Scalar, S: Data<Elem = T>> Forward<ArrayBase<S, Ix1>> for Dense<I, O, T> {
    type Output = Array1<T>;
    type Error = ShapeError;

    /// `[I]` to `[O]`.
    fn forward(&self, input: &ArrayBase<S, Ix1>) -> Result<Array1<T>, ShapeError> {
        ShapeError::check("Dense", input, I, &self.weight, &self.bias)?;
        Ok(product::single(input, &self.weight, Some(&self.bias)))
    }
}

/// Why a layer cannot take an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeError {
    /// Where the layer stands in a sequence; empty for a layer alone.
    path: String,
    layer: &'static str,
    input: Vec<usize>,
    expected: usize,
}

impl ShapeError {
    /// An error if the last axis of `input` is not `expected` long, or if a parameter was replaced by one of another
    /// shape.
    fn check<T, S: Data<Elem = T>, D: Dimension>(
        layer: &'static str,
        input: &ArrayBase<S, D>,
        expected: usize,
        weight: &Array2<T>,
        bias: &Array<T, Ix1>,
    ) -> Result<(), Self> {
        let fits =
            input.shape().last() == Some(&expected) && weight.ncols() == expected && bias.len() == weight.nrows();
        if fits { Ok(()) } else { Err(Self { path: String::new(), layer, input: input.shape().to_vec(), expected }) }
    }
}

impl ShapeError {
    /// The same error, seen from one sequence further out.
    #[must_use]
    pub fn below(mut self, segment: &str) -> Self {
        self.path = if self.path.is_empty() { segment.to_owned() } else { format!("{segment}.{}", self.path) };
        self
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, layer, input, expected } = self;
        if !path.is_empty() {
            write!(f, "at `{path}`: ")?;
        }
        write!(f, "`{layer}` takes inputs of length {expected}, but the input has shape {input:?}")
    }
}

impl core::error::Error for ShapeError {}
